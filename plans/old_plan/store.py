"""Keep an old plan with its parts, and take a part into the plan or leave it out: each once, and nothing unasked.

What was read is what is stored. Amounts of other years enter the plan only for whoever says that they shall.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from organizations.models import User
from plans.create import text_headings
from plans.edit import Stale, claim, keep_text, save_section
from plans.edit_rows import monitoring_seen, save_monitoring, save_project, save_targets, targets_seen
from plans.facts import PlanFacts
from plans.import_edition.document import DocumentRefused
from plans.models import MonitoringItem, OldPlan, OldPlanPart, OutlineSection, Project, Revision, Section
from plans.models.content import SECTION_LIMIT
from plans.old_plan.blocks import read_blocks
from plans.old_plan.known import Known, limit_of
from plans.old_plan.parts import Apart, take_apart
from thai.text import normalise_line

Kind, State = OldPlanPart.Kind, OldPlanPart.State
KEPT_LANGUAGE = "th"  #: notes are kept and read by others, whatever the language of who brought the file
MOST_PARTS = 1_000  #: of one file; a large LAO has 150 projects
MAX_NAME = 200  #: characters of a file's name that are kept
REPLACE, APPEND = "replace", "append"


class NotTaken(ValueError):
    """A part cannot be taken in as asked; the message is Thai and says what to do."""


# Bringing -------------------------------------------------------------------------------------


def bring(content: bytes, *, file_name: str, revision: Revision, by: User) -> tuple[OldPlan, bool]:
    """Take a file apart and keep it beside the plan; the second part is False when it is there already.

    Raises DocumentRefused when the file cannot be read; nothing is kept then.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    existing = revision.oldplans.filter(sha256=sha256).first()
    if existing is not None:
        return existing, False
    outline = list(revision.plan.edition.sections.all())
    blocks = read_blocks(content)
    with translation.override(KEPT_LANGUAGE):
        apart = take_apart(blocks, outline, revision.plan.cycle)
    if len(apart.parts) > MOST_PARTS:
        raise DocumentRefused(_("แฟ้มนี้มีแถวมากกว่า 1,000 แถว กรุณาตัดตารางที่ไม่ใช่ของแผนออกแล้วนำเข้าอีกครั้ง"))
    with transaction.atomic():
        claim(revision, by)
        old_plan, is_new = OldPlan.objects.get_or_create(
            revision=revision,
            sha256=sha256,
            defaults={
                "organization_id": revision.organization_id,
                "file_name": normalise_line(file_name)[-MAX_NAME:],
                "report": apart.report,
                "brought_by": by,
            },
        )
        if is_new:
            _keep_parts(old_plan, apart)
    return old_plan, is_new


def _keep_parts(old_plan: OldPlan, apart: Apart) -> None:
    OldPlanPart.objects.bulk_create(
        OldPlanPart(
            old_plan=old_plan,
            order=order,
            kind=part.kind,
            heading=part.heading,
            section_code=part.section_code,
            is_certain=part.is_certain,
            original=part.original,
            values=part.values,
            notes=part.notes,
        )
        for order, part in enumerate(apart.parts, start=1)
    )


@transaction.atomic
def forget(old_plan: OldPlan, *, by: User) -> None:
    """Take a file and its parts away; what was taken into the plan stays there."""
    claim(old_plan.revision, by)
    old_plan.delete()


# Deciding -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taking:
    """How a part is taken in: for a text its heading, wording and the version seen; for a row its years' shift."""

    section_code: str = ""
    body: str = ""
    how: str = REPLACE
    version: int = 0
    years_shift: int = 0


def _settle(part: OldPlanPart, state: str) -> bool:
    """Decide a part that waits; False when somebody has decided it."""
    rows = OldPlanPart.objects.filter(pk=part.pk, state=State.WAITING)
    return rows.update(state=state) == 1


@transaction.atomic
def accept(part: OldPlanPart, taking: Taking, *, by: User) -> bool:
    """Take a part into the plan; False when it was decided before. Stale and NotTaken change nothing."""
    revision = part.old_plan.revision
    claim(revision, by)
    if not _settle(part, State.ACCEPTED):
        return False
    if part.kind in (Kind.TEXT, Kind.UNKNOWN):
        _take_text(revision, part, taking, by)
    else:
        take = {Kind.PROJECT: _take_project, Kind.TARGET: _take_target, Kind.MONITORING: _take_monitoring}
        take[Kind(part.kind)](revision, part, taking, by)
    return True


@transaction.atomic
def decline(part: OldPlanPart, *, by: User) -> bool:
    """Leave a part out; False when it was decided before."""
    claim(part.old_plan.revision, by)
    return _settle(part, State.DECLINED)


@transaction.atomic
def reconsider(part: OldPlanPart, *, by: User) -> bool:
    """Let a part that was left out wait again."""
    claim(part.old_plan.revision, by)
    rows = OldPlanPart.objects.filter(pk=part.pk, state=State.DECLINED)
    return rows.update(state=State.WAITING) == 1


@transaction.atomic
def accept_certain(old_plan: OldPlan, *, years_shift: int, by: User) -> tuple[int, int]:
    """Take in every certain part that waits: how many, and how many still wait because they would replace a text."""
    revision = old_plan.revision
    claim(revision, by)
    taken = waiting = 0
    written: set[str] = set()
    for part in old_plan.parts.filter(state=State.WAITING, is_certain=True):
        section = revision.sections.filter(code=part.section_code).first()
        if part.kind == Kind.TEXT and (section is None or not _is_free(section) or section.code in written):
            waiting += 1
            continue
        version = section.version if section else 0
        taking = Taking(part.section_code, part.original, REPLACE, version, years_shift)
        try:
            with transaction.atomic():
                taken += accept(part, taking, by=by)
        except NotTaken:
            waiting += 1
        written.add(part.section_code)
    return taken, waiting


def _is_free(section: Section) -> bool:
    """True where nobody has written a text yet."""
    return section.updated_at is None


# Texts ----------------------------------------------------------------------------------------


def headings_of(revision: Revision) -> list[OutlineSection]:
    """Headings that a text can be taken into: those of the plan's own layout first."""
    rows = text_headings(list(revision.plan.edition.sections.all()))
    return sorted(rows, key=lambda row: (row.layout != revision.layout, row.order))


def _take_text(revision: Revision, part: OldPlanPart, taking: Taking, by: User) -> None:
    section = revision.sections.filter(code=taking.section_code).first()
    if section is None:
        raise NotTaken(_("กรุณาเลือกหัวข้อที่จะใส่ข้อความนี้"))
    facts = PlanFacts(revision)
    current = next(facts.text(outline) for outline in facts.outline if outline.code == section.code)
    if section.version != taking.version:
        raise Stale
    body = f"{current}\n\n{taking.body}" if taking.how == APPEND and current else taking.body
    if len(body) > SECTION_LIMIT:
        raise NotTaken(_("ข้อความยาวเกินที่หัวข้อหนึ่งรับได้ กรุณาแบ่งใส่หลายหัวข้อ"))
    kept = section.kept_texts.filter(user=by).values_list("body", flat=True).first()
    save_section(section=section, body=body, expected_version=taking.version, by=by, done=False)
    replaced = current if taking.how == REPLACE and not _is_free(section) else ""
    if before := "\n\n".join(filter(None, [replaced, kept])):
        keep_text(section=section, body=before, base_version=taking.version, by=by)


# Rows -----------------------------------------------------------------------------------------


def years_of(part: OldPlanPart) -> list[int]:
    """Fiscal years (B.E.) for which a row has amounts."""
    names = ("people", "baht", "headcount")
    return sorted({int(year) for name in names for year in part.values.get(name, {})})


def _amounts(part: OldPlanPart, name: str, taking: Taking, years: Sequence[int]) -> dict[int, str]:
    """Amounts of a row by the years of the plan; what lies outside stays behind."""
    moved = {int(year) + taking.years_shift: value for year, value in part.values.get(name, {}).items()}
    return {year: moved[year] for year in years if year in moved}


def _take_project(revision: Revision, part: OldPlanPart, taking: Taking, by: User) -> None:
    read, years = part.values, revision.plan.cycle.years
    people, baht = (_amounts(part, name, taking, years) for name in ("people", "baht"))
    catalog = Known(revision)
    months = read.get("months") or [None, None]
    columns: dict[str, Any] = {
        name: read.get(name, "")[: limit_of(Project, name)]
        for name in ("name", "objective", "indicator", "indicator_target", "money_source")
    }
    columns |= {
        "unit": catalog.unit(read.get("unit", "")),
        "curriculum": catalog.curriculum(read.get("curriculum", "") or read.get("under", "")),
        "methods": catalog.methods(read.get("method", "")),
        "first_month": months[0],
        "last_month": months[1],
        "uses_budget": not (read.get("no_money") and not read.get("baht")),
    }
    amounts = {int(year): (int(people.get(year, 0)), Decimal(baht.get(year, "0.00"))) for year in years}
    save_project(revision=revision, values=columns, years=amounts, by=by)


def _take_target(revision: Revision, part: OldPlanPart, taking: Taking, by: User) -> None:
    group = Known(revision).group(part.values.get("group", ""))
    if group is None:
        raise NotTaken(_("ไม่รู้ว่าเป็นกลุ่มใดในสี่กลุ่ม กรุณากรอกในหน้ากลุ่มเป้าหมาย แล้วเลือกไม่นำมาใช้"))
    years = revision.plan.cycle.years
    headcount, people = (_amounts(part, name, taking, years) for name in ("headcount", "people"))
    stored = {
        row.year: (row.headcount, row.people) for row in revision.targets.filter(group=group, year__in=years)
    }
    values = {
        (group.code, year): (int(headcount.get(year, known[0])), int(people.get(year, known[1])))
        for year, known in stored.items()
        if year in headcount or year in people
    }
    if not values:
        raise NotTaken(_("ไม่มีจำนวนของปีในแผนนี้ หากจะใช้จำนวนของปีเดิม กรุณาเลือกให้เลื่อนปี"))
    save_targets(revision=revision, values=values, seen=targets_seen(revision), by=by)


def _take_monitoring(revision: Revision, part: OldPlanPart, taking: Taking, by: User) -> None:
    names = ("indicator", "method", "responsible", "when")
    stored = [{name: getattr(row, name) for name in names} for row in revision.monitoringitems.all()]
    read = dict(part.values)
    read.setdefault("responsible", read.get("unit", ""))
    row = {name: read.get(name, "")[: limit_of(MonitoringItem, name)] for name in names}
    save_monitoring(revision=revision, rows=[*stored, row], seen=monitoring_seen(revision), by=by)
