"""``{% revision_deadlines revision %}`` and its like: what has to be done by when, for pages about something else."""

from __future__ import annotations

import datetime
from typing import Any, TypeGuard

from django import template

from approvals.deadlines import words
from approvals.deadlines.board_days import days_of
from approvals.deadlines.feed import FED_ROLES
from approvals.deadlines.outlook import Outlook, cycles_to_begin, outlook_of, outlooks, subjects_of
from approvals.deadlines.progress import last_work_on, of_today
from approvals.deadlines.standing import Progress, Subject
from organizations.models import Board, Membership, Organization
from organizations.roles import PLAN_READING_ROLES
from plans.models import Revision
from plans.tasklist import Progress as TasksDone
from thai.dates import THAI_WEEKDAYS, today
from thai.fiscal import Cycle

register = template.Library()


@register.filter
def weekday(day: datetime.date | None) -> str:
    """วันพุธ."""
    return f"วัน{THAI_WEEKDAYS[day.weekday()]}" if day else ""


@register.inclusion_tag("approvals/deadlines/_panel.html", takes_context=True)
def revision_deadlines(
    context: dict[str, Any], revision: Revision, progress: TasksDone | None = None, blocking: int = 0
) -> dict[str, Any]:
    """The next step of one revision and its forecast, for those of its LAO; what the page has counted is not counted again."""
    acting = getattr(context.get("request"), "acting", None)
    if not _reads(acting, revision.plan.organization) or not revision.is_open:
        return {"panels": []}
    counted = (
        Progress(progress.done, progress.total, blocking, last_work_on(revision))
        if progress and progress.total
        else None
    )
    found = outlook_of(revision, counted)
    return {"panels": [panel(found, acting.role)] if found else [], "acting": acting}


@register.inclusion_tag("approvals/deadlines/_panel.html", takes_context=True)
def lao_deadlines(
    context: dict[str, Any], organization: Organization | None, but_not: Cycle | None = None
) -> dict[str, Any]:
    """The next step of everything that an LAO has to do: open revisions, and a cycle that is to be begun.

    ``but_not`` is a cycle that nobody has begun and of which the page speaks already.
    """
    acting = getattr(context.get("request"), "acting", None)
    if organization is None or not _reads(acting, organization):
        return {"panels": []}
    subjects = [row for row in subjects_of([organization]) if row.revision or row.cycle != but_not]
    fresh = of_today(row.revision for row in subjects if row.revision)
    found = outlooks(subjects, fresh=fresh)
    return {"panels": [panel(row, acting.role) for row in found], "acting": acting, "names_plan": True}


@register.inclusion_tag("approvals/deadlines/_next_step.html", takes_context=True)
def cycle_deadlines(context: dict[str, Any], organization: Organization, cycle: Cycle) -> dict[str, Any]:
    """The first step of a cycle that nobody has begun, once it is time to speak of it; nothing before."""
    acting = getattr(context.get("request"), "acting", None)
    if not _reads(acting, organization) or cycle not in cycles_to_begin(today()):
        return {"row": None}
    found = outlooks([Subject(organization, cycle)])
    return {"row": panel(found[0], acting.role) if found else None, "acting": acting}


@register.inclusion_tag("approvals/deadlines/_next_sitting.html")
def next_sitting(board: Board) -> dict[str, Any]:
    """The next meeting of a board and until when it takes papers in."""
    days = days_of([board])[board.pk]
    return {
        "board": board,
        "sitting": next(iter(days.still_to_come(today())), None),
        "open": days.first_open_on(today()),
    }


@register.inclusion_tag("approvals/deadlines/_own_calendar.html", takes_context=True)
def own_calendar(context: dict[str, Any]) -> dict[str, Any]:
    """The way to one's own calendar."""
    acting = getattr(context.get("request"), "acting", None)
    return {"has_calendar": bool(acting and acting.role in FED_ROLES)}


def panel(outlook: Outlook, role: str) -> dict[str, Any]:
    """What the panel of one plan shows."""
    step = outlook.next
    return {
        "outlook": outlook,
        "cycle": outlook.subject.cycle,
        "is_begun": outlook.subject.revision is not None,
        "step": step,
        "left": words.days_left(step, outlook) if step else "",
        "is_late": bool(step and step.days_left(outlook.day) < 0),
        "address": words.address_of(step, outlook, role) if step and role in step.roles else "",
        "sentence": words.sentence(outlook),
        "idle": words.idle_sentence(outlook),
        "warns": outlook.is_at_risk,
        "lacks_calendar": outlook.forecast is not None and not outlook.has_meetings,
    }


def _reads(acting: Membership | None, organization: Organization) -> TypeGuard[Membership]:
    return bool(acting and acting.role in PLAN_READING_ROLES and acting.organization_id == organization.pk)
