"""Take single changes of an amendment back to the text in force, and say why others are necessary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from organizations.models import User
from plans.amendment.differences import Amendment, Difference, amendment_of
from plans.amendment.duplicate import OWN_COLUMNS, PROJECT_LINKS, columns_of, copy_parts, section_of
from plans.edit import Stale, claim, fingerprint
from plans.models import (
    ChangeReason,
    CommitteeMember,
    CommitteeOrder,
    MonitoringItem,
    Project,
    Revision,
    Section,
    Target,
    YearBudget,
)
from thai.dates import now


class ChangeGone(Exception):
    """The change is not there (any more), or it is not what the person saw."""

    def __init__(self) -> None:
        super().__init__(_("รายการนี้เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ ยังไม่มีสิ่งใดถูกเปลี่ยน กรุณาตรวจรายการปัจจุบันด้านล่าง"))


class InTheWay(Exception):
    """Another row has to be put back first."""

    def __init__(self) -> None:
        super().__init__(
            _("คืนรายการนี้ยังไม่ได้ เพราะซ้ำกับรายการอื่น เช่น ประธานกรรมการมีได้เพียงคนเดียว กรุณาคืนรายการที่ซ้ำกันก่อน")
        )


@transaction.atomic
def undo_change(*, revision: Revision, key: str, seen: str, by: User) -> Difference:
    """Put back what a change found in the text in force; ChangeGone, InTheWay, or RevisionClosed."""
    amendment, found = _found(revision, key, seen, by)
    if not found.can_be_undone:
        raise ChangeGone
    try:
        with transaction.atomic():
            _WAYS_BACK[found.table](amendment, found, by)
    except IntegrityError as error:
        raise InTheWay from error
    revision.changereasons.filter(place=key).delete()
    return found


@transaction.atomic
def take_current_records(*, revision: Revision, by: User) -> None:
    """Bring the counts of staff, requirements and needs of today into the amendment."""
    claim(revision, by)
    Revision.objects.filter(pk=revision.pk).update(takes_current_records=True)


@transaction.atomic
def write_change_reason(*, revision: Revision, key: str, seen: str, reason: str, by: User) -> None:
    """Why one change is necessary; an empty reason leaves it to that of the amendment."""
    _amendment, _change = _found(revision, key, seen, by)
    if not reason:
        revision.changereasons.filter(place=key).delete()
        return
    ChangeReason.objects.update_or_create(
        revision=revision,
        place=key,
        defaults={"reason": reason, "organization_id": revision.organization_id, "written_by": by},
    )


def necessity_seen(revision: Revision) -> str:
    """Fingerprint of the amendment's own reason as stored."""
    return fingerprint([revision.reason])


@transaction.atomic
def write_necessity(*, revision: Revision, reason: str, seen: str, by: User) -> None:
    """Why the plan has to be amended; Stale when somebody else was first."""
    claim(revision, by)
    if necessity_seen(Revision.objects.get(pk=revision.pk)) != seen:
        raise Stale
    Revision.objects.filter(pk=revision.pk).update(reason=reason)


def _found(revision: Revision, key: str, seen: str, by: User) -> tuple[Amendment, Difference]:
    claim(revision, by)
    amendment = amendment_of(Revision.objects.with_plan().get(pk=revision.pk))
    found = amendment.find(key) if amendment else None
    if amendment is None or found is None or found.seen != seen:
        raise ChangeGone
    return amendment, found


# Ways back -------------------------------------------------------------------------------------


def _text(amendment: Amendment, found: Difference, by: User) -> None:
    """The text, and that it follows the edition where it did."""
    old = section_of(amendment.base, found.code)
    here = Section.objects.filter(revision=amendment.revision, code=found.code)
    if old is None:
        here.update(body="", version=F("version") + 1, updated_at=now(), updated_by=by)
        return
    columns = ("body", "follows_edition", "is_done", "provincial_id")
    values = {name: getattr(old, name) for name in columns}
    values |= {"updated_at": now(), "updated_by": by}
    if not here.update(version=F("version") + 1, **values):
        Section.objects.create(
            revision=amendment.revision,
            organization_id=amendment.revision.organization_id,
            code=found.code,
            **values,
        )


def _period(amendment: Amendment, found: Difference, by: User) -> None:
    values = {name: getattr(amendment.base, name) for name in OWN_COLUMNS}
    Revision.objects.filter(pk=amendment.revision.pk).update(**values)


def _records(amendment: Amendment, found: Difference, by: User) -> None:
    """All of them at once: they are counted together."""
    Revision.objects.filter(pk=amendment.revision.pk).update(takes_current_records=False)


def _order(amendment: Amendment, found: Difference, by: User) -> None:
    here = CommitteeOrder.objects.filter(revision=amendment.revision)
    old = CommitteeOrder.objects.filter(revision=amendment.base).first()
    if old is None:
        here.delete()
        return
    values = columns_of(old, "revision", "version")
    if not here.update(version=F("version") + 1, **values):
        CommitteeOrder.objects.create(revision=amendment.revision, **values)


def _of_year(model: type[Target] | type[YearBudget]) -> Callable[[Amendment, Difference, User], None]:
    """Rows that their group and year name: every one is put back where it was."""

    def back(amendment: Amendment, found: Difference, by: User) -> None:
        before, here = _listed(model, amendment.base), _listed(model, amendment.revision)
        if found.new_place is not None:
            here[found.new_place].delete()
        if found.old_place is not None:
            values = columns_of(before[found.old_place], "revision")
            model._default_manager.create(**{**values, "revision_id": amendment.revision.pk})

    return back


def _listed(model: type[models.Model], revision: Revision) -> list[Any]:
    """Rows in the order in which a content has them."""
    rows: list[Any] = list(model._default_manager.filter(revision=revision))
    if model is Target:
        rows = list(Target.objects.filter(revision=revision).select_related("group"))
        rows.sort(key=lambda row: (row.group.code, row.year))
    if model is Project:
        rows = [row for row in rows if not row.is_proposed]
    return rows


def _in_order(
    model: type[CommitteeMember] | type[MonitoringItem] | type[Project],
) -> Callable[[Amendment, Difference, User], None]:
    """Rows of a list: one that was taken out comes back, a new one goes, a changed one is what and where it was."""

    def back(amendment: Amendment, found: Difference, by: User) -> None:
        before, here = _listed(model, amendment.base), _listed(model, amendment.revision)
        row = here[found.new_place] if found.new_place is not None else None
        if found.old_place is None:
            assert row is not None  # a change has a row on one of its sides
            here.remove(row)
            row.delete()
        else:
            old = before[found.old_place]
            old_row = _restored(old, row, amendment.revision)
            if row is None or found.is_moved:
                here = [one for one in here if one is not row]
                here.insert(_place_for(amendment, found, here), old_row)
            else:
                here[here.index(row)] = old_row
        orders = [one.order for one in before] if len(before) == len(here) else range(1, len(here) + 1)
        for one, order in zip(here, orders, strict=True):
            one.order = order
        model._default_manager.bulk_update(here, ["order"])

    return back


def _restored(old: Any, row: Any, revision: Revision) -> Any:
    """The row with the values of ``old``: itself if it is there, else a new one."""
    left_out = ("revision", "order", "version", "amends")
    values = columns_of(old, *(name for name in left_out if hasattr(old, name)))
    if row is None:
        row = type(old)(revision_id=revision.pk, order=old.order, **values)
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Project):
        row.amends_id = old.pk
        _without_parts(row)
    row.save()
    if isinstance(row, Project):
        copy_parts([(old, row)])
    return row


def _without_parts(project: Project) -> None:
    """Take years, calculations and links away, to put the old ones in their place."""
    if project.pk is None:
        return
    project.version += 1  # who has its form open is told
    project.years.all().delete()
    project.costs.all().delete()
    for link in PROJECT_LINKS:
        getattr(project, link).clear()


def _place_for(amendment: Amendment, found: Difference, here: Sequence[Any]) -> int:
    """Behind the nearest row that stood before it in the text in force and has not moved since."""
    part = next(part for part in amendment.comparison.tables if part.key == found.table)
    new_of = {
        next(place for place, one in enumerate(part.before.rows) if one is row.before): row.after
        for row in part.rows
        if row.before is not None and row.after is not None and not row.is_moved
    }
    assert found.old_place is not None  # rows that were not there are taken out, not placed
    for place in range(found.old_place - 1, -1, -1):
        if place in new_of:
            after = next(at for at, one in enumerate(part.table.rows) if one is new_of[place])
            gone = found.new_place is not None and found.new_place < after
            return after + 1 - gone
    return 0


_WAYS_BACK: dict[str, Callable[[Amendment, Difference, User], None]] = {
    "texts": _text,
    "period": _period,
    "order": _order,
    "targets": _of_year(Target),
    "budgets": _of_year(YearBudget),
    "committee": _in_order(CommitteeMember),
    "monitoring": _in_order(MonitoringItem),
    "projects": _in_order(Project),
    "staff": _records,
    "requirements": _records,
    "needs": _records,
}
