"""A board with plans before it and people who serve it, as many as a test wants."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from approvals.case import Details
from approvals.meetings import roll
from approvals.models import Meeting, MeetingFile
from approvals.moves import perform
from approvals.sittings import people
from approvals.sittings.arrange import BY_RECOMMENDATION, place
from approvals.sittings.ready import ready
from documents import store
from organizations.models import Board, Membership
from organizations.roles import Role
from plans.models import Revision, State
from tests.builders import make_board, make_member, make_organization, make_plan, make_user, put_in_state

HELD_ON = datetime.date(2026, 9, 10)
OFFICE, CHAIR, MEMBER = Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.BOARD_MEMBER


@dataclass
class Sitting:
    """One meeting of one board, its people and the plans submitted to it."""

    board: Board
    meeting: Meeting
    office: Membership
    chair: Membership
    members: list[Membership]
    revisions: list[Revision] = field(default_factory=list)

    def fresh(self) -> Meeting:
        """The meeting as it is now."""
        return Meeting.objects.select_related("board__province").get(pk=self.meeting.pk)

    def fill(self) -> None:
        """Put everything that is ready on the agenda, as the secretary does by one press."""
        waiting = ready(self.fresh(), self.office)
        while waiting:
            waiting = place(self.fresh(), waiting, BY_RECOMMENDATION, by=self.office).left

    def open(self, *, paper: bool = True) -> None:
        """Everybody is called and comes; the ballots are on paper."""
        people.call(self.fresh(), by=self.office)
        people.open_sitting(self.fresh(), by=self.office)
        people.everybody_came(self.fresh(), by=self.office)
        if paper:
            bring_paper(self.meeting, self.office)


def bring_paper(meeting: Meeting, by: Membership) -> MeetingFile:
    """The ballots of a meeting, signed: voices may be written down by somebody else."""
    return MeetingFile.objects.create(
        meeting=meeting,
        name="ใบลงคะแนน.pdf",
        content_type="application/pdf",
        sha256=store.put(b"%PDF-1.7 ballots"),
        size=16,
        added_by=by,
    )


def convene(plans: int = 3, members: int = 4) -> Sitting:
    """A planned meeting with ``plans`` submitted to it; the board has a chair, ``members`` and a secretary."""
    board = make_board()
    office, chair = make_member(OFFICE, board=board), make_member(CHAIR, board=board)
    rest = [
        make_member(MEMBER, board=board, user=make_user(full_name=f"กรรมการ ที่ {number}"))
        for number in range(1, members + 1)
    ]
    meeting = Meeting.objects.create(
        board=board,
        number=roll.next_number(board, HELD_ON),
        year=2569,
        held_on=HELD_ON,
        cut_off_on=HELD_ON,
        place="ห้องประชุมศาลากลางจังหวัด",
    )
    revisions = [submitted(f"ตำบล{number:03}") for number in range(1, plans + 1)]
    return Sitting(board, meeting, office, chair, rest, revisions)


def submitted(name: str, *, letter: str = "นค 71201/15") -> Revision:
    """A plan before the board, submitted with a letter."""
    organization = make_organization(name=name, units=False)
    officer = make_member(Role.HR_OFFICER, organization)
    make_member(Role.HEAD, organization)
    revision = put_in_state(make_plan(organization, by=officer.user), State.ENDORSED)
    details = Details(letter_number=letter, letter_on=HELD_ON - datetime.timedelta(days=7))
    perform(revision=revision, action="submit", by=officer, seen=revision.snapshot.sha256, details=details)
    return Revision.objects.with_plan().select_related("snapshot").get(pk=revision.pk)
