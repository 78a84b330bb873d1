"""What becomes of each project of the last cycle: it goes on, it is finished, or it is given up for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from organizations.models import User
from plans.copy_projects import copy_projects, copyable
from plans.edit import Stale, claim, fingerprint
from plans.edit_rows import close_gaps
from plans.models import CarriedProject, Project, Revision
from plans.rollover.source import Past
from plans.rollover.years import YearPlace, shifted, without_years, year_places

CONTINUED = CarriedProject.Fate.CONTINUED
#: What people wrote about a project and years may stand in.
WRITTEN = (
    *("name", "objective", "indicator", "indicator_target", "indicator_baseline", "indicator_method"),
    *("money_source", "basis_text"),
)


@dataclass(frozen=True)
class WrittenYear:
    """A year in one of the texts of a project."""

    field: str
    place: YearPlace

    @property
    def key(self) -> str:
        """Names it within its project."""
        return f"{self.field}:{self.place.start}"


@dataclass(frozen=True)
class PastProject:
    """A project of the last plan, what was decided about it, and its copy in the new plan."""

    project: Project
    decision: CarriedProject | None
    copy: Project | None
    namesake: Project | None  #: a project of this name that somebody wrote into the new plan
    years: tuple[WrittenYear, ...]

    @property
    def is_lost(self) -> bool:
        """True where it goes on and its copy was taken out of the plan again."""
        decided = self.decision is not None and self.decision.fate == CONTINUED
        return decided and self.copy is None


@dataclass(frozen=True)
class Deciding:
    """The fate of a project; ``moving`` names the years in its texts that move on with it."""

    fate: str
    reason: str = ""
    moving: frozenset[str] = frozenset()


@dataclass
class Outcome:
    """What deciding changed in the new plan."""

    decided: int = 0
    copied: list[Project] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)  #: were in the new plan under their names
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  #: copies that somebody had changed: they stay


def past_projects(past: Past) -> list[PastProject]:
    """Every project of the last plan in its order."""
    decisions = {row.past_id: row for row in past.new.carriedprojects.select_related("decided_by")}
    there = list(past.new.projects.select_related("continued_from").order_by("-pk"))
    copies = {row.continued_from_id: row for row in there if row.continued_from_id}
    names = {without_years(row.name): row for row in there if row.continued_from_id is None}
    found = []
    for project in copyable(past.revision.projects.all()):
        copy = copies.get(project.pk)
        namesake = names.pop(without_years(project.name), None) if copy is None else None
        years = _years_of(project, past)
        found.append(PastProject(project, decisions.get(project.pk), copy, namesake, years))
    return found


def _years_of(project: Project, past: Past) -> tuple[WrittenYear, ...]:
    return tuple(
        WrittenYear(name, place)
        for name in WRITTEN
        for place in year_places(getattr(project, name), past.cycle, past.by)
    )


def decisions_seen(revision: Revision) -> str:
    """Fingerprint of the decisions as stored."""
    return fingerprint(revision.carriedprojects.order_by("past").values_list("past", "fate", "reason"))


@transaction.atomic
def decide_projects(past: Past, deciding: Mapping[int, Deciding], *, seen: str, by: User) -> Outcome:
    """Keep the decisions by project and do what they say in the new plan; Stale when somebody decided meanwhile.

    Deciding the same again changes nothing. A copy goes when its project no longer does, unless it was changed.
    """
    claim(past.new, by)
    if decisions_seen(past.new) != seen:
        raise Stale
    outcome = Outcome()
    to_copy: list[tuple[PastProject, Deciding]] = []
    for row in past_projects(past):
        decided = deciding.get(row.project.pk)
        if decided is None or _is_decided(row, decided):
            continue
        _keep(past.new, row.project, decided, by)
        outcome.decided += 1
        if decided.fate != CONTINUED:
            _take_out(row, outcome)
        elif row.copy is None and row.namesake is not None:
            _adopt(row.namesake, row.project, outcome)
        elif row.copy is None:
            to_copy.append((row, decided))
    if outcome.removed:
        close_gaps(past.new)
    _copy(past, to_copy, outcome, by)
    return outcome


def _is_decided(row: PastProject, decided: Deciding) -> bool:
    stored = row.decision
    return stored is not None and (stored.fate, stored.reason) == (decided.fate, decided.reason)


def _keep(revision: Revision, project: Project, decided: Deciding, by: User) -> None:
    CarriedProject.objects.update_or_create(
        revision=revision,
        past=project,
        defaults={
            "organization_id": revision.organization_id,
            "fate": decided.fate,
            "reason": decided.reason,
            "decided_by": by,
        },
    )


def _take_out(row: PastProject, outcome: Outcome) -> None:
    if row.copy is None:
        return
    if row.copy.version > 1:
        outcome.left.append(row.copy.name)
        return
    outcome.removed.append(row.copy.name)
    row.copy.delete()


def _adopt(namesake: Project, project: Project, outcome: Outcome) -> None:
    """What somebody wrote goes on as it is; as something that was changed, it is never taken out again."""
    rows = Project.objects.filter(pk=namesake.pk, continued_from=None)
    rows.update(continued_from=project, version=F("version") + 1)
    outcome.adopted.append(namesake.name)


def _copy(past: Past, rows: list[tuple[PastProject, Deciding]], outcome: Outcome, by: User) -> None:
    if not rows:
        return
    projects = [row.project for row, _decided in rows]
    outcome.copied = copy_projects(revision=past.new, projects=projects, by=by, years_shift=past.by)
    changed = []
    for copy, (row, decided) in zip(outcome.copied, rows, strict=True):
        written = _moved(row, decided)
        for name, value in written.items():
            setattr(copy, name, value)
        if written:
            changed.append(copy)
    Project.objects.bulk_update(changed, WRITTEN)


def _moved(row: PastProject, decided: Deciding) -> dict[str, Any]:
    """The texts of a project in which years move."""
    found: dict[str, list[YearPlace]] = {}
    for year in row.years:
        if year.key in decided.moving:
            found.setdefault(year.field, []).append(year.place)
    return {name: shifted(getattr(row.project, name), places) for name, places in found.items()}
