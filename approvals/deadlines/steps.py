"""The steps to a plan in force, each with its last day, counted back from 1 October through the board's calendar.

Section 18: the draft comes before the board by 30 September of the year before the cycle, and what is announced is
in force from 1 October. Between the two stand the board's last meeting, the day until which it takes papers in, the
meeting of the LAO's committee and the time that the work takes. An amendment has no 1 October: it goes to the first
meeting that it can reach from the day on which it was begun.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.deadlines.board_days import BoardDays, Sitting
from approvals.deadlines.leads import Leads
from approvals.deadlines.standing import Standing
from approvals.deadlines.working_days import after, before
from organizations.roles import Role
from plans.models import State
from thai.fiscal import Cycle

Roles = frozenset[Role]


class StepCode(models.TextChoices):
    """What is to be done, in order."""

    BEGIN = "begin", _("เริ่มจัดทำแผน")
    COMMITTEE = "committee", _("แต่งตั้งคณะกรรมการจัดทำแผน")
    NEEDS = "needs", _("สำรวจและยืนยันความต้องการพัฒนา")
    DRAFTING = "drafting", _("ยกร่างแผนและส่งให้คณะกรรมการจัดทำแผน")
    COMMITTEE_CALL = "committee_call", _("เรียกประชุมคณะกรรมการจัดทำแผน")
    COMMITTEE_MEETING = "committee_meeting", _("คณะกรรมการจัดทำแผนมีมติ")
    SUBMISSION = "submission", _("เสนอคณะกรรมการระดับจังหวัด")
    BOARD_MEETING = "board_meeting", _("คณะกรรมการระดับจังหวัดมีมติ")
    CORRECTIONS = "corrections", _("แก้ไขตามมติและยืนยันการแก้ไข")
    ANNOUNCEMENT = "announcement", _("ประกาศใช้แผน")


class Status(models.TextChoices):
    """How a step stands; the values are the tones of the status tag."""

    DONE = "done", _("เสร็จ")
    LATE = "stop", _("เลยกำหนด")
    NOW = "doing", _("ถึงขั้นนี้")
    COMING = "note", _("ยังไม่ถึง")


OFFICER = frozenset({Role.HR_OFFICER})
SECRETARIAT = frozenset({Role.HR_OFFICER, Role.COMMITTEE_SECRETARY})
CHAIR = frozenset({Role.COMMITTEE_CHAIR})
HEAD = frozenset({Role.HEAD})
LEADERS = CHAIR | HEAD
BOARD_OFFICE = frozenset({Role.BOARD_SECRETARY})
BOARD_CHAIR = frozenset({Role.BOARD_CHAIR})
PROVINCE = frozenset({Role.PROVINCE_VIEWER})

#: Who is told next, one level after the other, when a step is not done. What an LAO has not sent yet is its own
#: affair: the board and the province hear only that it has not come, when it should have.
LEVELS: dict[StepCode, tuple[Roles, ...]] = {
    **dict.fromkeys(
        (StepCode.BEGIN, StepCode.COMMITTEE, StepCode.NEEDS, StepCode.DRAFTING, StepCode.COMMITTEE_CALL),
        (LEADERS,),
    ),
    StepCode.COMMITTEE_MEETING: (HEAD,),
    StepCode.SUBMISSION: (LEADERS, BOARD_OFFICE, PROVINCE),
    StepCode.BOARD_MEETING: (BOARD_OFFICE | BOARD_CHAIR, PROVINCE),
    StepCode.CORRECTIONS: (LEADERS, BOARD_OFFICE, PROVINCE),
    StepCode.ANNOUNCEMENT: (SECRETARIAT, BOARD_OFFICE, PROVINCE),
}


@dataclass(frozen=True)
class Step:
    """One step with its last day; ``waits`` while it is this step that somebody is waited for to do."""

    code: StepCode
    due_on: datetime.date
    roles: Roles
    status: Status = Status.COMING
    done_on: datetime.date | None = None  #: where it is known
    waits: bool = False

    @property
    def label(self) -> str | Promise:
        """What is to be done."""
        return self.code.label

    @property
    def who(self) -> list[str | Promise]:
        """The roles in words."""
        return [role.label for role in Role if role in self.roles]

    def days_left(self, day: datetime.date) -> int:
        """Negative when it is late."""
        return (self.due_on - day).days


@dataclass(frozen=True)
class Schedule:
    """The steps of one plan, and the meeting of the board for which they are counted."""

    cycle: Cycle
    number: int
    steps: Sequence[Step]
    sitting: (
        Sitting | None
    )  #: None: the board has no calendar for the time, so 30 September itself is counted from

    @property
    def waiting(self) -> list[Step]:
        """The steps that somebody is waited for to do now."""
        return [step for step in self.steps if step.waits]

    @property
    def next(self) -> Step | None:
        """The first of them."""
        return next(iter(self.waiting), None)

    def step(self, code: StepCode) -> Step | None:
        """The step of a code, if the schedule has it."""
        return next((step for step in self.steps if step.code == code), None)


def count_back(
    standing: Standing, leads: Leads, board: BoardDays, cycle: Cycle, day: datetime.date
) -> Schedule:
    """The schedule of one plan on ``day``."""
    if standing.number:
        sitting, last_day = _amendments_sitting(standing, leads, board, day)
        in_force_by = after(sitting.held_on if sitting else last_day, leads.lead_announcement)
    else:
        sitting, last_day, in_force_by = board.last_by(cycle.submit_by), cycle.submit_by, cycle.submit_by
    days = _DueDays.counted(leads, sitting, last_day, in_force_by)
    steps = [_with_status(step, standing, day) for step in _steps(standing, days, board)]
    return Schedule(cycle, standing.number, steps, sitting)


def _amendments_sitting(
    standing: Standing, leads: Leads, board: BoardDays, day: datetime.date
) -> tuple[Sitting | None, datetime.date]:
    """The first meeting that the usual work reaches from the beginning; once that has gone by, the next."""
    begun = standing.begun_on or day
    ready = after(begun, leads.lead_drafting + leads.meeting + leads.lead_submission)
    sent = standing.done.get("submit") if standing.rank >= 3 else None
    return board.first_open_on(sent or max(ready, day)), ready


@dataclass(frozen=True)
class _DueDays:
    """The last day of every step."""

    begin: datetime.date
    committee: datetime.date
    needs: datetime.date
    drafting: datetime.date
    call: datetime.date
    meeting: datetime.date
    submission: datetime.date
    board: datetime.date
    corrections: datetime.date
    announcement: datetime.date

    @classmethod
    def counted(
        cls, leads: Leads, sitting: Sitting | None, last_day: datetime.date, in_force_by: datetime.date
    ) -> _DueDays:
        submission = sitting.cut_off_on if sitting else last_day
        board = sitting.held_on if sitting else last_day
        meeting = before(submission, leads.lead_submission)
        call = before(meeting, leads.lead_committee_notice)
        drafting = before(call, leads.lead_committee_call)
        needs = before(drafting, leads.lead_drafting)
        committee = before(needs, leads.lead_needs)
        return cls(
            begin=before(committee, leads.lead_committee_order),
            committee=committee,
            needs=needs,
            drafting=drafting,
            call=call,
            meeting=meeting,
            submission=submission,
            board=board,
            corrections=min(after(board, leads.lead_corrections), in_force_by),
            announcement=in_force_by,
        )


def _steps(standing: Standing, days: _DueDays, board: BoardDays) -> Iterator[Step]:
    """The steps of this plan, without their status."""
    code = StepCode
    if not standing.number:
        yield Step(code.BEGIN, days.begin, OFFICER)
        yield Step(code.COMMITTEE, days.committee, OFFICER | HEAD)
        yield Step(code.NEEDS, days.needs, SECRETARIAT)
    yield Step(code.DRAFTING, days.drafting, SECRETARIAT)
    yield Step(code.COMMITTEE_CALL, days.call, frozenset({Role.COMMITTEE_SECRETARY}))
    yield Step(code.COMMITTEE_MEETING, days.meeting, CHAIR)
    yield Step(code.SUBMISSION, days.submission, OFFICER)
    on_agenda = standing.state == State.ON_AGENDA
    met_on = standing.agenda_on or _heading_for(standing, board) or days.board
    yield Step(code.BOARD_MEETING, met_on, BOARD_CHAIR if on_agenda else BOARD_OFFICE)
    if standing.state == State.APPROVED_WITH_CORRECTIONS:
        yield Step(
            code.CORRECTIONS, days.corrections, BOARD_OFFICE if standing.corrections_sent else SECRETARIAT
        )
    yield Step(code.ANNOUNCEMENT, days.announcement, HEAD)


def _heading_for(standing: Standing, board: BoardDays) -> datetime.date | None:
    """The day of the meeting that a plan before the board reaches by the day on which it was sent."""
    sent = standing.done.get("submit")
    if standing.rank != 3 or sent is None:
        return None
    sitting = board.first_open_on(sent)
    return sitting.held_on if sitting else None


#: Rank from which a step is done, and the actions whose day it was done.
_DONE_FROM: dict[StepCode, tuple[int, tuple[str, ...]]] = {
    StepCode.NEEDS: (1, ()),
    StepCode.COMMITTEE: (1, ()),
    StepCode.DRAFTING: (1, ("send_to_committee",)),
    StepCode.COMMITTEE_CALL: (2, ()),
    StepCode.COMMITTEE_MEETING: (2, ("endorse",)),
    StepCode.SUBMISSION: (3, ("submit",)),
    StepCode.BOARD_MEETING: (4, ("approve", "approve_with_corrections")),
    StepCode.CORRECTIONS: (5, ("confirm_corrections",)),
    StepCode.ANNOUNCEMENT: (6, ("announce",)),
}
#: Steps that can be done at each rank: somebody is waited for to do them, side by side.
_WAITS_AT: dict[int, frozenset[StepCode]] = {
    -1: frozenset({StepCode.BEGIN}),
    0: frozenset({StepCode.COMMITTEE, StepCode.NEEDS, StepCode.DRAFTING}),
    1: frozenset({StepCode.COMMITTEE_CALL, StepCode.COMMITTEE_MEETING}),
    2: frozenset({StepCode.SUBMISSION}),
    3: frozenset({StepCode.BOARD_MEETING}),
    4: frozenset({StepCode.CORRECTIONS}),
    5: frozenset({StepCode.ANNOUNCEMENT}),
    6: frozenset(),
}


def _with_status(step: Step, standing: Standing, day: datetime.date) -> Step:
    is_done, done_on = _done(step.code, standing)
    if is_done:
        return replace(step, status=Status.DONE, done_on=done_on)
    waits = not standing.is_withdrawn and step.code in _WAITS_AT[standing.rank]
    coming = Status.NOW if waits else Status.COMING
    return replace(step, waits=waits, status=Status.LATE if step.due_on < day else coming)


def _done(code: StepCode, standing: Standing) -> tuple[bool, datetime.date | None]:
    if code == StepCode.BEGIN:
        return standing.state is not None, standing.begun_on
    if code == StepCode.COMMITTEE and standing.committee_on:
        return True, standing.committee_on
    if code == StepCode.NEEDS and standing.has_needs:
        return True, None
    if code == StepCode.COMMITTEE_CALL and standing.rank == 1 and standing.called_for:
        return True, None
    rank, actions = _DONE_FROM[code]
    if standing.rank < rank:
        return False, None
    return True, next((standing.done[action] for action in actions if action in standing.done), None)
