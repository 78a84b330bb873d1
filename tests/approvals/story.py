"""A plan and everybody who moves it, and the moves as people make them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from approvals.case import Details
from approvals.models import Decision, ReturnReason
from approvals.moves import perform, seen_now
from approvals.submissions.answers import answer_reasons, asked_by
from approvals.submissions.find import open_return
from approvals.table import BY_ACTION_AND_STATE
from documents import store
from organizations.models import Membership
from organizations.roles import BOARD_ROLES, LAO_ROLES, Role
from plans.models import Revision, State
from tests.builders import make_member, make_organization, make_plan, make_province

TODAY = datetime.date(2026, 9, 15)  #: 15 กันยายน 2569, in the last month before the cycle 2570-2572

FILLED = {
    "recall": Details(note="พบข้อความที่ต้องแก้"),
    "endorse": Details(
        meeting_number="1/2569", meeting_on=datetime.date(2026, 9, 1), members_present=4, votes_for=4
    ),
    "reopen": Details(note="ปรับโครงการตามมติ"),
    "submit": Details(letter_number="นค 71201/15", letter_on=datetime.date(2026, 9, 3)),
    "withdraw_from_board": Details(note="ขอแก้ไขเอกสาร"),
    "put_on_agenda": Details(
        meeting_number="9/2569", meeting_on=datetime.date(2026, 9, 10), agenda_item="4.2"
    ),
    "take_off_agenda": Details(note="เลื่อนการประชุม"),
    "approve": Details(meeting_number="9/2569", meeting_on=datetime.date(2026, 9, 10), agenda_item="4.2"),
    "approve_with_corrections": Details(
        meeting_number="9/2569", meeting_on=datetime.date(2026, 9, 10), agenda_item="4.2", note="แก้ตามที่แนบ"
    ),
    "reject": Details(meeting_number="9/2569", meeting_on=datetime.date(2026, 9, 10), agenda_item="4.2"),
    "announce": Details(dated_on=datetime.date(2026, 9, 14)),
    "stop": Details(note="ยุบรวมองค์กรปกครองส่วนท้องถิ่น"),
    "resume": Details(note="จัดทำต่อ"),
}
FILLED["send_back"] = FILLED["reject"]
FILLED["withdraw_at_meeting"] = Details(note="อปท. ขอถอนเรื่อง")
WITH_REASONS = ("committee_return", "board_return", "approve_with_corrections", "reject", "send_back")
ON_PAPER = ("endorse", "approve", "approve_with_corrections", "reject", "send_back")
SCAN = b"%PDF-1.7 the signed resolution"
#: The shortest way to each state.
WAY: dict[State, tuple[tuple[str, Role], ...]] = {State.DRAFTING: ()}
WAY[State.IN_COMMITTEE] = (("send_to_committee", Role.HR_OFFICER),)
WAY[State.ENDORSED] = (*WAY[State.IN_COMMITTEE], ("endorse", Role.COMMITTEE_CHAIR))
WAY[State.SUBMITTED] = (*WAY[State.ENDORSED], ("submit", Role.HR_OFFICER))
WAY[State.ON_AGENDA] = (*WAY[State.SUBMITTED], ("put_on_agenda", Role.BOARD_SECRETARY))
WAY[State.APPROVED] = (*WAY[State.ON_AGENDA], ("approve", Role.BOARD_CHAIR))
WAY[State.APPROVED_WITH_CORRECTIONS] = (
    *WAY[State.ON_AGENDA],
    ("approve_with_corrections", Role.BOARD_CHAIR),
    ("send_corrections", Role.HR_OFFICER),
)
WAY[State.ANNOUNCED] = (*WAY[State.APPROVED], ("announce", Role.HEAD))
WAY[State.WITHDRAWN] = (("stop", Role.HEAD),)


def filled(action: str) -> Details:
    """What a careful person fills in for an action."""
    details = FILLED.get(action, Details())
    if action in ON_PAPER:
        details = replace(details, evidence=store.put(SCAN))
    return replace(details, reasons=(some_reason(action),)) if action in WITH_REASONS else details


def some_reason(action: str) -> ReturnReason:
    """A reason that both kinds of committee may give."""
    return ReturnReason.objects.filter(audience="both").first()


@dataclass
class Story:
    """One plan with one person in every role that it meets."""

    revision: Revision
    cast: dict[Role, Membership] = field(default_factory=dict)

    def act(self, action: str, role: Role, details: Details | None = None, **rest) -> Decision:
        """One move, with what a careful person saw and filled in."""
        if action == "submit" and (returned := open_return(self.revision)):
            left = [asked.reason.pk for asked in asked_by(returned) if asked.answer is None]
            texts = dict.fromkeys(left, "แก้ไขแล้วตามข้อสังเกต")
            answer_reasons(returned, self.revision, texts, by=self.cast[Role.HR_OFFICER])
        move = BY_ACTION_AND_STATE.get((action, self.revision.state))
        seen = seen_now(self.revision, move) if move else None
        return perform(
            **{
                "revision": self.revision,
                "action": action,
                "by": self.cast[role],
                "seen": seen,
                "details": details or filled(action),
                **rest,
            }
        )

    def reach(self, state: State) -> Story:
        """Go the shortest way from a fresh draft."""
        for action, role in WAY[state]:
            self.act(action, role)
        return self


def begin(year: int = 2570) -> Story:
    """A fresh draft with its cast; the plan has no findings only where the test says so."""
    organization = make_organization(province=make_province())
    cast = {}
    for role in Role:
        if role in LAO_ROLES:
            cast[role] = make_member(role, organization)
        elif role in BOARD_ROLES:
            cast[role] = make_member(role, board=organization.board)
        else:
            cast[role] = make_member(
                role, province=organization.province if role == Role.PROVINCE_VIEWER else None
            )
    revision = make_plan(organization, year=year, by=cast[Role.HR_OFFICER].user)
    return Story(Revision.objects.with_plan().get(pk=revision.pk), cast)
