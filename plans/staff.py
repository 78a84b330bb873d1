"""What a plan takes from the staff list: counts of the frame of its own cycle, and the headcounts of its targets.

A plan that is closed shows the counts that were kept with its snapshot, so that what is printed is what was decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from personnel.counts import StaffSummary, summarise
from personnel.models import PersonnelGroup, Post, StaffingFrame
from personnel.staff_list import StaffList
from plans.amendment.base import records_in_force
from plans.models import Edition, Revision

if TYPE_CHECKING:
    from plans.facts import PlanFacts

EXPERIENCE = "experience_years"  #: the rule of an edition that tells newcomers from the experienced


class PlanStaff:
    """The staff list as one revision sees it; nothing for an LAO without one."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision

    @property
    def is_kept(self) -> bool:
        """True when the revision is closed: its counts are those of its snapshot."""
        return not self.revision.is_editable and self.revision.snapshot is not None

    @cached_property
    def frames(self) -> list[StaffingFrame]:
        """Frames of the LAO in which posts stand today; none are asked for a closed revision."""
        if self.is_kept:
            return []
        standing = Post.objects.counted().filter(frame=OuterRef("pk"))
        frames = StaffingFrame.objects.filter(organization=self.revision.organization_id)
        return list(frames.filter(Exists(standing)))

    @property
    def frame(self) -> StaffingFrame | None:
        """The frame whose years are those of the plan."""
        years = self.revision.plan.cycle.years
        period = (years[0], years[-1])
        return next((row for row in self.frames if (row.first_year, row.last_year) == period), None)

    @cached_property
    def staff_list(self) -> StaffList | None:
        """Who is in that frame; None without one and for a closed revision."""
        if self.frame is None:
            return None
        staff = StaffList(self.frame)
        if self.frame.first_year == self.revision.plan.edition.year and self._experience_years is not None:
            staff.experience_years = self._experience_years
        return staff

    @property
    def _experience_years(self) -> int | None:
        """As the edition of the plan says, whose rules are at hand."""
        rule = self.revision.plan.edition.rules.get(EXPERIENCE)
        return int(rule.value) if rule else None

    @cached_property
    def summary(self) -> StaffSummary | None:
        """The counts: kept ones of a closed revision, those in force of an amendment, else counted now."""
        if self.is_kept:
            kept = self.revision.snapshot.content.get("staff") if self.revision.snapshot else None
            return StaffSummary.from_plain(kept) if kept else None
        if (base := records_in_force(self.revision)) is not None:
            return StaffSummary.from_plain(base["staff"]) if base.get("staff") else None
        return summarise(self.staff_list) if self.staff_list else None


# Headcounts of the targets ----------------------------------------------------------------------


@dataclass(frozen=True)
class Headcount:
    """A target's headcount beside the staff list's."""

    group: PersonnelGroup
    year: int
    typed: int
    counted: int
    people: int

    @property
    def differs(self) -> bool:
        """True where the targets say something else than the staff list."""
        return self.typed != self.counted

    @property
    def aim(self) -> int:
        """The people to be developed: as typed, or everybody where nothing was typed yet."""
        return self.people if self.typed or self.people else self.counted

    @property
    def is_below_target(self) -> bool:
        """True where more people are to be developed than the list has."""
        return self.aim > self.counted


def headcounts(facts: PlanFacts) -> list[Headcount]:
    """Every target row with the staff list's count; empty without a staff list of the plan's years."""
    summary = facts.staff
    if summary is None:
        return []
    return [
        Headcount(row.group, year, row.headcount, summary.people(code, year), row.people)
        for (code, year), row in facts.targets.items()
    ]


def taken(rows: Sequence[Headcount]) -> dict[tuple[str, int], tuple[int, int]]:
    """The values of `save_targets` with the counts in place; the people to be developed stay as typed, if typed."""
    return {(row.group.code, row.year): (row.counted, row.aim) for row in rows}


# Rules that the staff list needs ------------------------------------------------------------------


def experience_years(year: int) -> int | None:
    """Years of experience by the edition in force in a fiscal year (B.E.); None where there is none."""
    edition = Edition.objects.filter(year__lte=year).order_by("-year").first()
    parameter = edition.parameters.filter(key=EXPERIENCE).first() if edition else None
    return int(parameter.value) if parameter else None
