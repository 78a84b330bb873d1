"""What was decided upon, kept: the whole content of a revision as canonical JSON, and its sha256.

The texts of the book that is decided upon are kept as they would be printed, so that a later change of the
edition's wording does not reach what a committee or a board has already seen (docs/decisions/0002). Amounts are strings: no float ever enters a hash.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from plans.facts import PlanFacts, ProjectFacts
from plans.models import CommitteeMember, Project, Revision, Snapshot

SCHEMA = "phatthana.revision/1"


# Canonical JSON -------------------------------------------------------------------------------


def canonical_json(value: Any) -> str:
    """One spelling for one meaning: sorted keys, no spaces, NFC; TypeError for floats and unknown types."""
    return json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def sha256_of(value: Any) -> str:
    """The hash of the canonical JSON, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical spelling")


# The content of a revision ---------------------------------------------------------------------


def content_of(facts: PlanFacts) -> dict[str, Any]:
    """Everything that a reader of the plan would see, catalogs by their stable codes."""
    revision, content = facts.revision, written_content(facts)
    # Not a key with nothing in it: plans without a staff list keep the hashes they have.
    if facts.staff is not None:
        content["staff"] = facts.staff.plain()
    if facts.requirements:
        content["requirements"] = facts.requirements.plain()
    if facts.needs:
        content["needs_analysis"] = facts.needs.plain()
    if budgets := [_fields(row, "year", "ceiling", "personnel_cost") for row in facts.budgets.values()]:
        content["budgets"] = budgets
    if revision.number and (reasons := revision.changereasons.order_by("place")):
        content["change_reasons"] = [_fields(row, "place", "reason") for row in reasons]
    return _plain(content)


def written_content(facts: PlanFacts) -> dict[str, Any]:
    """What is written in the plan itself, without what its staff list and its needs say."""
    revision = facts.revision
    content = {
        "schema": SCHEMA,
        "organization": {"code": facts.organization.code, "name": facts.organization.full_name},
        "edition": facts.edition.year,
        "first_year": facts.plan.first_year,
        "number": revision.number,
        "reason": revision.reason,
        "layout": revision.layout,
        "staffing": [revision.staffing_first_year, revision.staffing_last_year],
        "texts": {
            outline.code: facts.text(outline) for outline in facts.outline if facts.is_decided_upon(outline)
        },
        "targets": [
            {"group": group, "year": year, "headcount": target.headcount, "people": target.people}
            for (group, year), target in sorted(facts.targets.items())
        ],
        "projects": [_project(project) for project in facts.projects],
        "committee_order": _committee_order(facts),
        "committee": [_member(member) for member in facts.committee],
        "monitoring": [
            _fields(item, "order", "indicator", "method", "responsible", "when") for item in facts.monitoring
        ],
        "finding_reasons": [
            _fields(row, "finding", "place", "reason")
            for row in revision.findingreasons.order_by("finding", "place")
        ],
    }
    return _plain(content)


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _codes(entries: Iterable[Any]) -> list[str]:
    return sorted(entry.code for entry in entries)


def _project(facts: ProjectFacts) -> dict[str, Any]:
    project = facts.project
    plain = _fields(
        project,
        "order",
        "name",
        "objective",
        "delivery",
        "indicator",
        "indicator_target",
        "is_digital",
        "is_example",
    )
    hours = _fields(project, "hours_total", "hours_lecture", "first_month", "last_month")
    return {
        **plain,
        **hours,
        **_fields(project, "uses_budget", "money_source"),
        **{
            name: entry.code if (entry := getattr(project, name)) else None
            for name in ("curriculum", "knowledge_area", "provider_kind")
        },
        "unit": project.unit.name if project.unit else None,
        "methods": _codes(facts.methods),
        "submethods": _codes(project.submethods.all()),
        "groups": _codes(facts.groups),
        "years": [
            _fields(facts.years[year], "year", "people", "baht")
            | _filled(facts.years[year], "indicator_target")
            for year in sorted(facts.years)
        ],
        **_thread(facts),
    }


def _filled(row: Any, *names: str) -> dict[str, Any]:
    """Only what was filled in: plans without it keep the hashes they have."""
    return {name: value for name in names if (value := getattr(row, name))}


def _thread(facts: ProjectFacts) -> dict[str, Any]:
    """Why a project is there, how it is measured in detail, and what its amounts were computed from."""
    project = facts.project
    plain = _filled(
        project,
        "basis",
        "basis_text",
        "indicator_baseline",
        "indicator_unit",
        "indicator_method",
        "indicator_measurer",
    )
    if project.money_kind != Project.MoneyKind.ORDINANCE:
        plain["money_kind"] = project.money_kind
    if project.course:
        plain["course"] = project.course.code
    if facts.needs:
        plain["needs"] = [_fields(need, "title", "source") for need in facts.needs]
    if facts.costs:
        names = ("label", "baht", "unit", "times", "quantity", "source")
        plain["costs"] = [_fields(cost, *names) for cost in facts.costs]
    return plain


def _committee_order(facts: PlanFacts) -> dict[str, Any] | None:
    order = facts.committee_order
    names = ("number", "dated_on", "prints_names", "signer_name", "signer_position")
    if order is None:
        return None
    own = {name: words for name in ("grounds", "duties") if (words := getattr(order, name))}
    return {**_fields(order, *names), **own}  # the usual words are no content: hashes stay as they were


def _member(member: CommitteeMember) -> dict[str, Any]:
    names = ("order", "seat", "duty", "person_name", "position", "is_acting", "is_official")
    return {**_fields(member, *names), "unit": member.unit.name if member.unit else None}


# Freezing -------------------------------------------------------------------------------------


def fingerprint(revision: Revision) -> str:
    """The sha256 that a snapshot taken now would have; nothing is stored."""
    return sha256_of(content_of(PlanFacts(revision)))


def freeze(revision: Revision) -> Snapshot:
    """Keep the content as it is now; the same content gives the same snapshot, not a second one.

    Call it inside the transaction that closes the revision, with the revision locked.
    """
    content = content_of(PlanFacts(revision))
    snapshot, _created = Snapshot.objects.get_or_create(
        revision=revision,
        sha256=sha256_of(content),
        defaults={"organization_id": revision.organization_id, "content": content},
    )
    return snapshot


def is_genuine(snapshot: Snapshot) -> bool:
    """True while the kept content still has the hash that decisions name."""
    return sha256_of(snapshot.content) == snapshot.sha256
