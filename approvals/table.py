"""The one table of moves: who may take a revision from which state to which, and what the form asks.

It is data. :mod:`approvals.moves` reads it, nothing else decides who may do what, and its test is a second
table written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals import guards
from organizations.roles import BOARD_ROLES, Role
from plans.models import State

if TYPE_CHECKING:
    from approvals.case import Guard

Text = str | Promise


class Ask(StrEnum):
    """A group of fields of the form of a move."""

    REASONS = "reasons"
    NOTE = "note"  # asked, may be empty
    NOTE_REQUIRED = "note_required"
    MEETING = "meeting"  # number, date
    AGENDA = "agenda"  # number, date and item of a meeting still to come or just held
    VOTES = "votes"
    LETTER = "letter"
    ANNOUNCEMENT = "announcement"
    EFFECTIVE = "effective"  # the day from which a resolution lets the plan take effect, where it names one
    EVIDENCE = "evidence"  # the scan of a vote taken on paper


class Freeze(StrEnum):
    """What a move does with the frozen content."""

    KEEP = "keep"
    TAKE = "take"  # the content as it is now becomes what is decided upon
    RELEASE = "release"  # the content may change again


#: Told about what a committee or a board decided.
OFFICER = frozenset({Role.HR_OFFICER})
SECRETARIAT = frozenset({Role.HR_OFFICER, Role.COMMITTEE_SECRETARY})
WHOLE_LAO = SECRETARIAT | {Role.COMMITTEE_CHAIR, Role.HEAD}
BOARD_OFFICE = frozenset({Role.BOARD_SECRETARY})


@dataclass(frozen=True)
class Move:
    """One row: an action, out of one state, into another."""

    action: str
    source: State
    target: State
    roles: frozenset[Role]
    label: Text  #: the button
    done: Text  #: what the history says afterwards
    then: Text  #: what happens next
    asks: tuple[Ask, ...] = (Ask.NOTE,)
    guards: tuple[Guard, ...] = ()
    freeze: Freeze = Freeze.KEEP
    tells: frozenset[Role] = frozenset()  #: told, beside those who must act next
    steps_back: bool = False  #: possible, but nobody is waited for to do it
    after: str = ""  #: waited for only once this action was taken in the same state
    inside: bool = False  #: an affair of the LAO, not shown to the board or the province
    keeps_findings: bool = False  #: what the checks found is kept beside the snapshot
    meeting_roles: frozenset[Role] = frozenset()  #: may make it too, but only by the votes of a meeting

    @property
    def is_for_board(self) -> bool:
        """True when the board's people make this move."""
        return self.roles <= BOARD_ROLES

    @property
    def seen_by_content(self) -> bool:
        """True when the person has before them the content as it is now, not a frozen one."""
        return self.freeze == Freeze.TAKE


def _only(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


S, R = State, Role
_REASONS = (Ask.REASONS, Ask.NOTE)
_BACK: dict[str, Any] = {"asks": (Ask.NOTE_REQUIRED,), "steps_back": True}
#: Resolutions of the provincial board.
_BY_THE_BOARD: dict[str, Any] = {
    "guards": (
        guards.no_interest_in_the_lao,
        guards.meeting_was_held,
        guards.meeting_is_numbered_rightly,
        guards.meeting_is_that_of_the_agenda,
        guards.after_the_letter,
        guards.resolution_is_on_record,
    ),
    "tells": WHOLE_LAO,
    "meeting_roles": _only(R.BOARD_SECRETARY),
}
_TO_BE_DRAFTED_AGAIN: dict[str, Any] = {
    "then": _("แผนกลับเป็นร่างขององค์กรปกครองส่วนท้องถิ่น ต้องผ่านคณะกรรมการจัดทำแผนและเสนอใหม่"),
    "asks": (Ask.AGENDA, Ask.REASONS, Ask.EVIDENCE, Ask.NOTE),
    "freeze": Freeze.RELEASE,
    **_BY_THE_BOARD,
}
#: What the secretary does alone, or the votes of a meeting.
_OFF_THE_AGENDA: dict[str, Any] = {
    "guards": (guards.no_interest_in_the_lao,),
    "meeting_roles": _only(R.BOARD_CHAIR),
    "tells": WHOLE_LAO,
    **_BACK,
}

_IN_THE_LAO: tuple[Move, ...] = (
    Move(
        "send_to_committee",
        S.DRAFTING,
        S.IN_COMMITTEE,
        _only(R.HR_OFFICER, R.COMMITTEE_SECRETARY),
        _("ส่งให้คณะกรรมการจัดทำแผนพิจารณา"),
        _("ส่งให้คณะกรรมการจัดทำแผนพิจารณา"),
        _("เนื้อหาจะถูกล็อกไว้ตามที่เห็นในขณะนี้ คณะกรรมการจัดทำแผนจะให้ความเห็นชอบหรือส่งกลับให้แก้ไข"),
        guards=(guards.nothing_blocks,),
        freeze=Freeze.TAKE,
        inside=True,
        keeps_findings=True,
    ),
    Move(
        "recall",
        S.IN_COMMITTEE,
        S.DRAFTING,
        _only(R.HR_OFFICER, R.COMMITTEE_SECRETARY),
        _("ดึงกลับมาแก้ไข"),
        _("ดึงกลับจากคณะกรรมการจัดทำแผนเพื่อแก้ไข"),
        _("แผนกลับเป็นร่างที่แก้ไขได้ และต้องส่งให้คณะกรรมการจัดทำแผนพิจารณาใหม่"),
        freeze=Freeze.RELEASE,
        inside=True,
        tells=frozenset({R.COMMITTEE_CHAIR}),
        **_BACK,
    ),
    Move(
        "endorse",
        S.IN_COMMITTEE,
        S.ENDORSED,
        _only(R.COMMITTEE_CHAIR),
        _("บันทึกมติเห็นชอบ"),
        _("คณะกรรมการจัดทำแผนมีมติเห็นชอบ"),
        _("เจ้าหน้าที่เสนอแผนต่อคณะกรรมการระดับจังหวัดด้วยหนังสือนำส่ง"),
        asks=(Ask.MEETING, Ask.VOTES, Ask.EVIDENCE, Ask.NOTE),
        guards=(
            guards.endorser_is_not_the_only_preparer,
            guards.meeting_was_held,
            guards.meeting_is_numbered_rightly,
            guards.after_committee_order,
            guards.resolution_is_on_record,
            guards.quorum_and_majority,
        ),
        tells=WHOLE_LAO,
        meeting_roles=_only(R.COMMITTEE_SECRETARY, R.COMMITTEE_ASSISTANT),
    ),
    Move(
        "committee_return",
        S.IN_COMMITTEE,
        S.DRAFTING,
        _only(R.COMMITTEE_CHAIR, R.COMMITTEE_SECRETARY),
        _("ส่งกลับให้แก้ไข"),
        _("คณะกรรมการจัดทำแผนส่งกลับให้แก้ไข"),
        _("แผนกลับเป็นร่างที่แก้ไขได้ เจ้าหน้าที่จะเห็นเหตุผลที่เลือกไว้ทุกข้อ"),
        asks=_REASONS,
        freeze=Freeze.RELEASE,
        inside=True,
        tells=SECRETARIAT,
        meeting_roles=_only(R.COMMITTEE_ASSISTANT),
    ),
    Move(
        "reopen",
        S.ENDORSED,
        S.DRAFTING,
        _only(R.HR_OFFICER, R.HEAD),
        _("เปิดแก้ไขอีกครั้ง"),
        _("เปิดแก้ไขอีกครั้ง"),
        _("มติของคณะกรรมการจัดทำแผนครั้งนี้สิ้นผล ต้องส่งให้พิจารณาใหม่เมื่อแก้ไขแล้ว"),
        freeze=Freeze.RELEASE,
        inside=True,
        tells=WHOLE_LAO,
        **_BACK,
    ),
    Move(
        "submit",
        S.ENDORSED,
        S.SUBMITTED,
        _only(R.HR_OFFICER),
        _("เสนอคณะกรรมการระดับจังหวัด"),
        _("เสนอคณะกรรมการระดับจังหวัด"),
        _("คณะกรรมการระดับจังหวัดเห็นเนื้อหาของแผน เลขานุการจะตรวจและบรรจุวาระการประชุม หรือส่งกลับให้แก้ไข"),
        asks=(Ask.LETTER, Ask.NOTE),
        guards=guards.BEFORE_SUBMITTING,
        keeps_findings=True,
    ),
    Move(
        "withdraw_from_board",
        S.SUBMITTED,
        S.ENDORSED,
        _only(R.HR_OFFICER, R.HEAD),
        _("ถอนเรื่องจากคณะกรรมการระดับจังหวัด"),
        _("ถอนเรื่องจากคณะกรรมการระดับจังหวัด"),
        _("แผนกลับมาที่องค์กรปกครองส่วนท้องถิ่น เสนอใหม่หรือเปิดแก้ไขได้"),
        tells=BOARD_OFFICE | WHOLE_LAO,
        **_BACK,
    ),
    Move(
        "stop",
        S.DRAFTING,
        S.WITHDRAWN,
        _only(R.HEAD),
        _("ยุติการจัดทำ"),
        _("ยุติการจัดทำ"),
        _("ฉบับนี้แก้ไขและส่งต่อไม่ได้ จนกว่าจะนำกลับมาจัดทำต่อ"),
        freeze=Freeze.RELEASE,
        inside=True,
        tells=WHOLE_LAO,
        **_BACK,
    ),
    Move(
        "stop",
        S.ENDORSED,
        S.WITHDRAWN,
        _only(R.HEAD),
        _("ยุติการจัดทำ"),
        _("ยุติการจัดทำ"),
        _("มติของคณะกรรมการจัดทำแผนครั้งนี้สิ้นผล ฉบับนี้แก้ไขและส่งต่อไม่ได้ จนกว่าจะนำกลับมาจัดทำต่อ"),
        freeze=Freeze.RELEASE,
        inside=True,
        tells=WHOLE_LAO,
        **_BACK,
    ),
    Move(
        "resume",
        S.WITHDRAWN,
        S.DRAFTING,
        _only(R.HEAD, R.HR_OFFICER),
        _("นำกลับมาจัดทำต่อ"),
        _("นำกลับมาจัดทำต่อ"),
        _("แผนกลับเป็นร่างที่แก้ไขได้"),
        guards=(guards.no_other_open_revision,),
        inside=True,
        tells=WHOLE_LAO,
        **_BACK,
    ),
    Move(
        "send_corrections",
        S.APPROVED_WITH_CORRECTIONS,
        S.APPROVED_WITH_CORRECTIONS,
        _only(R.HR_OFFICER, R.COMMITTEE_SECRETARY),
        _("แจ้งว่าแก้ไขตามมติแล้ว"),
        _("แจ้งว่าแก้ไขตามมติของคณะกรรมการระดับจังหวัดแล้ว"),
        _("เลขานุการคณะกรรมการระดับจังหวัดตรวจการแก้ไขและยืนยัน ระหว่างนี้ยังแก้ไขเพิ่มเติมแล้วแจ้งใหม่ได้"),
        guards=(guards.nothing_blocks,),
    ),
    Move(
        "announce",
        S.APPROVED,
        S.ANNOUNCED,
        _only(R.HEAD),
        _("ประกาศใช้แผน"),
        _("ประกาศใช้แผน"),
        _("ระบบจัดทำเล่มแผนฉบับประกาศพร้อมรหัสตรวจสอบ และเผยแพร่ในทะเบียนแผนให้ประชาชนอ่านได้ การประกาศเรียกคืนไม่ได้"),
        asks=(Ask.ANNOUNCEMENT, Ask.NOTE),
        guards=guards.BEFORE_ANNOUNCING,
        tells=WHOLE_LAO | BOARD_OFFICE,
    ),
)

_ON_THE_BOARD: tuple[Move, ...] = (
    Move(
        "put_on_agenda",
        S.SUBMITTED,
        S.ON_AGENDA,
        _only(R.BOARD_SECRETARY),
        _("บรรจุวาระการประชุม"),
        _("บรรจุวาระการประชุมของคณะกรรมการระดับจังหวัด"),
        _("ประธานคณะกรรมการระดับจังหวัดบันทึกมติหลังการประชุม"),
        asks=(Ask.AGENDA, Ask.NOTE),
        guards=(guards.no_interest_in_the_lao, guards.meeting_is_numbered_rightly, guards.after_the_letter),
    ),
    Move(
        "board_return",
        S.SUBMITTED,
        S.DRAFTING,
        _only(R.BOARD_SECRETARY),
        _("ส่งกลับให้แก้ไข"),
        _("คณะกรรมการระดับจังหวัดส่งกลับให้แก้ไข"),
        _("แผนกลับเป็นร่างขององค์กรปกครองส่วนท้องถิ่น พร้อมเหตุผลที่เลือกไว้ทุกข้อ"),
        asks=_REASONS,
        guards=(guards.no_interest_in_the_lao,),
        freeze=Freeze.RELEASE,
        tells=WHOLE_LAO,
    ),
    Move(
        "take_off_agenda",
        S.ON_AGENDA,
        S.SUBMITTED,
        _only(R.BOARD_SECRETARY),
        _("เลื่อนการพิจารณา"),
        _("เลื่อนการพิจารณา ถอนออกจากวาระการประชุม"),
        _("แผนกลับไปรอบรรจุวาระการประชุมครั้งต่อไป"),
        **_OFF_THE_AGENDA,
    ),
    Move(
        "approve",
        S.ON_AGENDA,
        S.APPROVED,
        _only(R.BOARD_CHAIR),
        _("บันทึกมติเห็นชอบ"),
        _("คณะกรรมการระดับจังหวัดมีมติเห็นชอบ"),
        _("ผู้บริหารท้องถิ่นประกาศใช้แผน"),
        asks=(Ask.AGENDA, Ask.EFFECTIVE, Ask.EVIDENCE, Ask.NOTE),
        **_BY_THE_BOARD,
    ),
    Move(
        "approve_with_corrections",
        S.ON_AGENDA,
        S.APPROVED_WITH_CORRECTIONS,
        _only(R.BOARD_CHAIR),
        _("บันทึกมติเห็นชอบโดยให้แก้ไข"),
        _("คณะกรรมการระดับจังหวัดมีมติเห็นชอบโดยให้แก้ไข"),
        _("องค์กรปกครองส่วนท้องถิ่นแก้ไขตามมติ แล้วเลขานุการตรวจและยืนยันการแก้ไข"),
        asks=(Ask.AGENDA, Ask.EFFECTIVE, Ask.REASONS, Ask.EVIDENCE, Ask.NOTE_REQUIRED),
        **_BY_THE_BOARD,
    ),
    Move(
        "reject",
        S.ON_AGENDA,
        S.DRAFTING,
        _only(R.BOARD_CHAIR),
        _("บันทึกมติไม่เห็นชอบ"),
        _("คณะกรรมการระดับจังหวัดมีมติไม่เห็นชอบ ให้ปรับแก้"),
        **_TO_BE_DRAFTED_AGAIN,
    ),
    Move(
        "send_back",
        S.ON_AGENDA,
        S.DRAFTING,
        _only(R.BOARD_CHAIR),
        _("บันทึกมติให้ปรับแก้แล้วเสนอใหม่"),
        _("คณะกรรมการระดับจังหวัดมีมติให้ปรับแก้แล้วเสนอใหม่"),
        **_TO_BE_DRAFTED_AGAIN,
    ),
    Move(
        "withdraw_at_meeting",
        S.ON_AGENDA,
        S.ENDORSED,
        _only(R.BOARD_SECRETARY),
        _("ถอนเรื่องตามคำขอขององค์กรปกครองส่วนท้องถิ่น"),
        _("ถอนเรื่องออกจากวาระการประชุมตามคำขอ"),
        _("แผนกลับมาที่องค์กรปกครองส่วนท้องถิ่น เสนอใหม่หรือเปิดแก้ไขได้"),
        **_OFF_THE_AGENDA,
    ),
    Move(
        "confirm_corrections",
        S.APPROVED_WITH_CORRECTIONS,
        S.APPROVED,
        _only(R.BOARD_SECRETARY),
        _("ยืนยันว่าแก้ไขครบตามมติ"),
        _("ตรวจแล้วแก้ไขครบตามมติของคณะกรรมการระดับจังหวัด"),
        _("เนื้อหาที่แก้ไขแล้วถูกล็อกไว้ ผู้บริหารท้องถิ่นประกาศใช้แผน"),
        guards=(guards.no_interest_in_the_lao, guards.corrections_were_sent, guards.nothing_blocks),
        freeze=Freeze.TAKE,
        keeps_findings=True,
        after="send_corrections",
        tells=WHOLE_LAO,
    ),
)

MOVES: tuple[Move, ...] = _IN_THE_LAO + _ON_THE_BOARD
BY_ACTION_AND_STATE: dict[tuple[str, str], Move] = {(move.action, move.source): move for move in MOVES}
#: Any row of the action, for words.
ACTIONS: dict[str, Move] = {move.action: move for move in reversed(MOVES)}
INSIDE_ACTIONS: frozenset[str] = frozenset(move.action for move in MOVES if move.inside)


def moves_from(state: str) -> list[Move]:
    """Rows out of one state: those that are waited for first."""
    return sorted((move for move in MOVES if move.source == state), key=lambda move: move.steps_back)


def moves_waited_for(state: str, came_by: str) -> list[Move]:
    """Rows out of one state that somebody is waited for to make, when ``came_by`` was the last action."""
    forward = [move for move in moves_from(state) if not move.steps_back and move.action != came_by]
    return [move for move in forward if move.after in ("", came_by)]


def moves_of(action: str) -> list[Move]:
    """Rows of one action; empty when there is no such action."""
    return [move for move in MOVES if move.action == action]
