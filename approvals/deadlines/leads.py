"""How long each step takes: parameters of the edition, each with its clause, and what an LAO set for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.models import OwnLeadTime
from organizations.models import Organization
from plans.models import Edition, Parameter
from thai.fiscal import Cycle

#: The steps whose time an LAO may set for itself, in the order of the work.
STEPS: dict[str, str | Promise] = {
    "lead_committee_order": _("ออกคำสั่งแต่งตั้งคณะกรรมการจัดทำแผน"),
    "lead_needs": _("สำรวจและจัดลำดับความต้องการพัฒนา"),
    "lead_drafting": _("ยกร่างแผน"),
    "lead_committee_call": _("ออกหนังสือเชิญประชุมคณะกรรมการจัดทำแผน"),
    "lead_committee_notice": _("แจ้งนัดประชุมล่วงหน้า"),
    "lead_submission": _("ทำรายงานการประชุมและหนังสือนำส่งคณะกรรมการระดับจังหวัด"),
    "lead_corrections": _("แก้ไขตามมติของคณะกรรมการระดับจังหวัด"),
    "lead_announcement": _("ลงนามและประกาศใช้แผน"),
}
#: Longest time of a step; shortest where the law has one (Administrative Procedure Act, section 80).
MOST_DAYS = 200
LEAST_DAYS = {"lead_committee_notice": 3}


@dataclass(frozen=True)
class Leads:
    """Times in working days, but for the margin (days) and the next cycle (months)."""

    lead_committee_order: int
    lead_needs: int
    lead_drafting: int
    lead_committee_call: int
    lead_committee_notice: int
    lead_submission: int
    lead_corrections: int
    lead_announcement: int
    next_cycle_months: int
    forecast_margin_days: int
    forecast_finding_days: float

    @property
    def writing(self) -> int:
        """What the officer does before the committee: needs and draft."""
        return self.lead_needs + self.lead_drafting

    @property
    def meeting(self) -> int:
        """From the draft to the meeting of the committee."""
        return self.lead_committee_call + self.lead_committee_notice


KEYS = tuple(field.name for field in fields(Leads))


class LeadTimes:
    """The times of many LAOs and editions, asked in two queries."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        rows = Parameter.objects.filter(key__in=KEYS).values_list("edition__year", "key", "value")
        self._editions: dict[int, dict[str, Any]] = {}
        for year, key, value in rows:
            self._editions.setdefault(year, {})[key] = value
        own = OwnLeadTime.objects.filter(organization__in=list(organizations), key__in=STEPS)
        self._own: dict[int, dict[str, int]] = {}
        for row in own:
            self._own.setdefault(row.organization_id, {})[row.key] = row.days

    @property
    def are_known(self) -> bool:
        """False while no edition is loaded."""
        return any(len(values) == len(KEYS) for values in self._editions.values())

    def of(self, organization: Organization, cycle: Cycle) -> Leads:
        """The times of one LAO; a cycle without an edition is reckoned as the last that has one."""
        whole = {year: values for year, values in self._editions.items() if len(values) == len(KEYS)}
        year = max((year for year in whole if year <= cycle.first), default=min(whole))
        values = {**whole[year], **self._own.get(organization.pk, {})}
        return Leads(**{key: _number(key, values[key]) for key in KEYS})


def _number(key: str, value: Any) -> Any:
    return float(value) if key == "forecast_finding_days" else int(value)


def parameters_of(cycle: Cycle) -> Mapping[str, Parameter]:
    """The rules of the edition that a cycle is reckoned by, with their clauses."""
    edition = (
        Edition.objects.filter(year__lte=cycle.first, parameters__key="lead_drafting")
        .order_by("-year")
        .first()
    )
    edition = edition or Edition.objects.order_by("year").first()
    return edition.rules if edition else {}


def own_of(organization: Organization) -> dict[str, int]:
    """What the LAO set for itself, by key."""
    return dict(OwnLeadTime.objects.filter(organization=organization).values_list("key", "days"))


@transaction.atomic
def keep_own(organization: Organization, days: Mapping[str, int | None]) -> None:
    """Set the LAO's own times; None goes back to the edition's."""
    for key in STEPS:
        number = days.get(key)
        if number is None:
            OwnLeadTime.objects.filter(organization=organization, key=key).delete()
        else:
            OwnLeadTime.objects.update_or_create(
                organization=organization, key=key, defaults={"days": number}
            )
