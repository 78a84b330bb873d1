"""An announced plan of few projects to follow up, and results as officers type them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from approvals.models import Announcement
from monitoring.results import OF_PROJECT, Typed, record, results_of
from monitoring.years import PlanYear, plan_year
from plans.edit_rows import monitoring_seen, save_monitoring
from plans.models import Revision, State
from tests.builders import make_plan, make_project, put_in_state
from thai.fiscal import FiscalYear

YEAR = FiscalYear(2570)
AFTER = datetime.date(2027, 10, 20)  #: the year is over
EFFECTIVE = datetime.date(2026, 10, 1)
FOLLOWED = "ร้อยละของบุคลากรที่ได้รับการพัฒนา"
_NOTHING: dict[str, Any] = dict.fromkeys(("people", "baht", "held_from", "held_to", "is_reached"))


def announce(revision: Revision, effective_on: datetime.date = EFFECTIVE) -> Revision:
    """The text is announced, without the way there."""
    revision = put_in_state(revision, State.ANNOUNCED)
    Announcement.objects.create(
        revision=revision,
        organization=revision.organization,
        dated_on=effective_on,
        effective_on=effective_on,
        signer_name="นายก",
        signer_position="นายก อบต.",
        code=f"C{revision.pk}",
    )
    return Revision.objects.with_plan().get(pk=revision.pk)


def followed_plan(**more: Any) -> Revision:
    """Two projects in each year, a third without money, a fourth in later years alone."""
    revision = make_plan(**more)
    years = revision.plan.cycle.years
    by = revision.prepared_by
    make_project(revision, "กฎหมาย", years={year: (10, Decimal("12000.00")) for year in years}, by=by)
    make_project(revision, "ดิจิทัล", years={year: (20, Decimal("30000.50")) for year in years}, by=by)
    make_project(revision, "สอนงาน", years={year: (5, Decimal(0)) for year in years}, uses_budget=False)
    late = {years[0]: (0, Decimal(0)), years[1]: (8, Decimal(900)), years[2]: (8, Decimal(900))}
    make_project(revision, "ปีหลัง", years=late)
    rows = [{"indicator": FOLLOWED, "method": "ทะเบียน", "responsible": "คณะกรรมการ", "when": "ปีละครั้ง"}]
    save_monitoring(revision=revision, rows=rows, seen=monitoring_seen(revision), by=by)
    return announce(revision)


def year_of_plan(revision: Revision, year: int = YEAR) -> PlanYear:
    """A fiscal year of the plan."""
    found = plan_year(revision.plan, FiscalYear(year))
    assert found is not None
    return found


def typed(seen: int = 0, **values: Any) -> Typed:
    """A row of boxes, empty but for what is given."""
    return Typed({name: values.get(name, _NOTHING.get(name, "")) for name in OF_PROJECT}, seen)


def row_of(of: PlanYear, name: str) -> Any:
    """The row of a project as it is recorded now."""
    return next(row for row in results_of(of).projects if row.name.startswith(name))


def say(of: PlanYear, name: str, **values: Any) -> int:
    """Record the result of one project over what is recorded."""
    row = row_of(of, name)
    return record(of, {row.key: typed(row.version, **values)}, by=of.revision.prepared_by)
