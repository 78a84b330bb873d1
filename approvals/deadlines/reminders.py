"""Reminders by rule: who is told of which step on which day, and who else when it is not done.

The ladder has a rung 30, 14, 7, 1 and 0 days before the last day, then one every seventh day after it. Every third rung
climbs a level: at the third the next level is told too, at the sixth the one above it, at the ninth the one above that.
Nobody is reminded of what is done, of what cannot be done yet, or of the same rung twice; a day on which nothing ran
is made up for by the rung that is reached then, not by all that were missed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.deadlines import words
from approvals.deadlines.outlook import Outlook, outlooks, subjects_of
from approvals.deadlines.steps import LEVELS, OFFICER, Roles, Step, StepCode
from approvals.models import Notice, Reminder
from approvals.notices import KEPT_LANGUAGE, tell_people
from organizations.models import Board, Membership, Organization
from organizations.roles import BOARD_ROLES, LAO_ROLES, PROVINCE_ROLES
from thai.dates import format_date

BEFORE = (30, 14, 7, 1, 0)
EVERY = 7  #: days between two rungs after the last day
CLIMBS_EVERY = 3
#: A cycle that is to be begun is spoken of once on the day from which on it is time, long before the first rung.
FIRST_WORD = 365
#: Steps beside the draft: what the forecast says is said with the draft.
BESIDE = frozenset({StepCode.COMMITTEE, StepCode.NEEDS, StepCode.COMMITTEE_CALL})
#: The draft itself is waited for, too: after its day this one is silent.
SILENT_AFTER = frozenset({StepCode.NEEDS})


def rung_of(days_left: int) -> int | None:
    """The rung that is reached with so many days left (negative: after); None before the first."""
    if days_left >= 0:
        return min((rung for rung in BEFORE if rung >= days_left), default=None)
    return -EVERY * (-days_left // EVERY)


def levels_told(rung: int) -> int:
    """How many levels above those who must act are told at a rung."""
    if rung == FIRST_WORD:
        return 0
    place = BEFORE.index(rung) + 1 if rung >= 0 else len(BEFORE) - rung // EVERY
    return place // CLIMBS_EVERY if place % CLIMBS_EVERY == 0 else 0


@dataclass(frozen=True)
class Due:
    """A step of which people are to be reminded."""

    step: Step
    roles: Roles
    levels: tuple[Roles, ...]


@dataclass(frozen=True)
class Call:
    """One person to be reminded of one step at one rung."""

    outlook: Outlook
    due: Due
    rung: int
    level: int
    membership: Membership

    @property
    def key(self) -> tuple[object, ...]:
        """What is reminded of once."""
        subject, step = self.outlook.subject, self.due.step
        return (
            self.membership.user_id,
            subject.organization.pk,
            int(subject.cycle.first),
            subject.number,
            str(step.code),
            step.due_on,
            self.rung,
        )


def due_steps(outlook: Outlook) -> Iterator[Due]:
    """What is reminded of: the steps that are waited for.

    Once the day for papers is over, what has not come before the board is one matter, whichever step it waits at.
    """
    schedule, is_amendment = outlook.schedule, bool(outlook.subject.number)
    submission = schedule.step(StepCode.SUBMISSION)
    is_over = submission is not None and submission.due_on < outlook.day and outlook.standing.rank < 3
    if submission and is_over and not is_amendment and schedule.waiting:
        roles = OFFICER.union(*(step.roles for step in schedule.waiting))
        yield Due(submission, roles, LEVELS[StepCode.SUBMISSION])
        return
    for step in schedule.waiting:
        if step.code in SILENT_AFTER and step.due_on < outlook.day:
            continue
        levels = LEVELS[step.code]
        if is_amendment and outlook.standing.rank < 3:
            levels = levels[:1]  # nobody outside knows of it before it comes
        yield Due(step, step.roles, levels)


def remind(day: datetime.date) -> int:
    """Remind everybody who is to be reminded on ``day``; how many reminders were written."""
    written = 0
    for board in Board.objects.filter(organizations__memberships__isnull=False).distinct():
        rows = board.organizations.filter(memberships__isnull=False).distinct()
        written += remind_organizations(rows.select_related("board__province", "province"), day)
    return written


def remind_organizations(organizations: Iterable[Organization], day: datetime.date) -> int:
    """The same for some LAOs."""
    found = outlooks(subjects_of(organizations, day), day)
    people = _people(found, day)
    calls = [call for outlook in found for call in _calls(outlook, people)]
    done = _written_before(found)
    return sum(_write(call, day) for call in calls if call.key not in done)


def _people(found: Iterable[Outlook], day: datetime.date) -> list[Membership]:
    """Everybody whom the reminders of these plans could reach."""
    organizations = {row.subject.organization for row in found}
    active = Membership.objects.active_on(day).filter(user__is_active=True).order_by("pk")
    return [
        *active.filter(organization__in=organizations),
        *active.filter(board__in={row.board_id for row in organizations}),
        *active.filter(province__in={row.province_id for row in organizations}, role__in=PROVINCE_ROLES),
    ]


def _calls(outlook: Outlook, people: list[Membership]) -> Iterator[Call]:
    for due in due_steps(outlook):
        rung = rung_of(due.step.days_left(outlook.day))
        if rung is None and due.step.code == StepCode.BEGIN:
            rung = FIRST_WORD
        if rung is None:
            continue
        called: set[int] = set()
        told = (due.roles, *due.levels[: levels_told(rung)])
        for level, roles in enumerate(told):
            for person in people:
                if _holds(person, roles, outlook.subject.organization) and person.user_id not in called:
                    called.add(person.user_id)
                    yield Call(outlook, due, rung, level, person)


def _holds(person: Membership, roles: Roles, organization: Organization) -> bool:
    """True when the membership is one of ``roles`` for this LAO."""
    if person.role not in roles:
        return False
    if person.role in LAO_ROLES:
        return person.organization_id == organization.pk
    if person.role in BOARD_ROLES:
        return person.board_id == organization.board_id
    return person.province_id == organization.province_id


def _written_before(found: Iterable[Outlook]) -> set[tuple[object, ...]]:
    rows = Reminder.objects.filter(organization__in={row.subject.organization for row in found})
    names = ("user", "organization", "first_year", "number", "step", "due_on", "rung")
    return set(rows.values_list(*names))


def _write(call: Call, day: datetime.date) -> bool:
    """The notice and the mark that it was written, together or not at all; False when another process was first."""
    subject, step = call.outlook.subject, call.due.step
    role = call.membership.role
    try:
        with transaction.atomic():
            [notice] = tell_people(
                kind=Notice.Kind.REMINDER,
                people=[call.membership],
                text=_text(call),
                address=words.address_of(step, call.outlook, role),
                revision=subject.revision if role in LAO_ROLES else None,
            )
            Reminder.objects.create(
                user_id=call.membership.user_id,
                organization=subject.organization,
                first_year=int(subject.cycle.first),
                number=subject.number,
                step=step.code,
                due_on=step.due_on,
                rung=call.rung,
                level=call.level,
                sent_on=day,
                notice=notice,
            )
    except IntegrityError:
        return False
    return True


@translation.override(KEPT_LANGUAGE)
def _text(call: Call) -> str:
    """What is to be done by when; those outside the LAO read no more than that it has not come."""
    subject, step, outlook = call.outlook.subject, call.due.step, call.outlook
    plan = _("{lao} แผน {first} - {last}").format(
        lao=subject.organization.short_name, first=subject.cycle.first, last=subject.cycle.last
    )
    if subject.number:
        plan += " " + _("ปรับปรุงครั้งที่ {number}").format(number=subject.number)
    values = {
        "plan": plan,
        "step": step.label,
        "date": format_date(step.due_on, "screen"),
        "left": words.days_left(step, outlook),
    }
    if call.membership.role not in LAO_ROLES and step.code == StepCode.SUBMISSION:
        return _("{plan}: ยังไม่เสนอคณะกรรมการ กำหนด {date} ({left})").format(**values)[:300]
    sentence = _("{plan}: {step} ภายใน {date} ({left})").format(**values)
    if call.level:
        sentence += " " + _("แจ้งท่านเพราะยังไม่ได้ดำเนินการ")
    if outlook.is_at_risk and call.membership.role in LAO_ROLES and step.code not in BESIDE:
        sentence += " " + words.sentence(outlook)
    return sentence[:300]
