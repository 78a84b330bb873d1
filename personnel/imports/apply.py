"""Carries out a staged list, whole or only its good rows, in one transaction; and undoes it as one."""

from __future__ import annotations

import datetime
import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, cast

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.models import PositionLevel, PositionLine, PositionType
from organizations.models import Organization, User
from personnel.imports.acting import people_named, seat_acting
from personnel.imports.journal import Journal, put_back, touched_since
from personnel.imports.normalise import clean_name
from personnel.imports.plan_import import Status
from personnel.imports.present import PERSON_VALUES, Present, may_be_renamed, present_posts
from personnel.imports.units import has_hr_department, head_title_of, hr_department
from personnel.models import Holding, Person, Post, StaffImport, StaffImportRow, Unit
from thai.dates import today
from thai.fiscal import FiscalYear

log = logging.getLogger(__name__)
Rows = Literal["all", "good"]
KEPT_DAYS = 30  #: that an unsettled proposal is kept


class ImportRefused(Exception):
    """The import is not carried out or not undone; the message is Thai. Nothing was changed."""


class ImportStale(ImportRefused):
    """The staff list changed after the preview was made: it must be made again."""

    def __init__(self) -> None:
        super().__init__(_("ข้อมูลบุคลากรเปลี่ยนไปหลังจากแสดงตัวอย่าง ระบบตรวจใหม่แล้ว กรุณาดูอีกครั้งก่อนยืนยัน"))


@transaction.atomic
def apply(batch: StaffImport, *, by: User | None, rows: Rows = "all") -> dict[str, int]:
    """Carry out a proposal; the answer counts rows by status.

    With ``rows="all"`` nothing is imported while a row has an error; "good" leaves those rows out, which only the
    person may decide. Raises ImportRefused or ImportStale.
    """
    _claim(
        batch, StaffImport.State.PROPOSED, StaffImport.State.APPLIED, applied_at=timezone.now(), applied_by=by
    )
    staged = list(batch.rows.all())
    wrong = sum(row.status == Status.ERROR for row in staged)
    if rows == "all" and wrong:
        raise ImportRefused(
            _("มี {count} แถวที่มีข้อผิดพลาด กรุณาแก้แฟ้มแล้วนำเข้าใหม่ หรือเลือกนำเข้าเฉพาะแถวที่ถูกต้อง").format(count=wrong)
        )
    if not staged or wrong == len(staged):
        raise ImportRefused(_("ไม่มีแถวที่นำเข้าได้"))
    chosen = [row for row in staged if row.status in (Status.NEW, Status.CHANGED)]
    present = {post.post.pk: post for post in present_posts(batch.frame)}
    _refuse_stale(chosen, present)
    work = _Work(batch, present)
    work.carry_out(chosen)
    batch.report |= {"journal": work.journal.finish()}
    batch.save(update_fields=["report"])
    _forget_file(batch)
    counts = Counter(row.status for row in staged)
    log.info("staff list imported: %s by user %s", batch.pk, by.pk if by else None)
    return {str(status): counts[status] for status in Status}


@transaction.atomic
def undo(batch: StaffImport, *, by: User | None) -> None:
    """Put everything back as it was before the import; ImportRefused when somebody changed the same rows since."""
    _claim(batch, StaffImport.State.APPLIED, StaffImport.State.UNDONE, undone_at=timezone.now(), undone_by=by)
    touched = touched_since(batch.report["journal"])
    if touched:
        shown = ", ".join(touched[:5]) + (" ..." if len(touched) > 5 else "")
        raise ImportRefused(
            _("ยกเลิกการนำเข้าไม่ได้ เพราะมีการแก้ไขหรือใช้ข้อมูลหลังการนำเข้า {count} รายการ: {shown}").format(
                count=len(touched), shown=shown
            )
        )
    put_back(batch.report["journal"])
    log.info("import of a staff list undone: %s by user %s", batch.pk, by.pk if by else None)


@transaction.atomic
def discard(batch: StaffImport, *, by: User | None) -> None:
    """Give up a proposal; its file and rows are forgotten, that it was there is not."""
    _claim(batch, StaffImport.State.PROPOSED, StaffImport.State.DISCARDED)
    batch.rows.all().delete()
    _forget_file(batch)
    log.info("staff list discarded: %s by user %s", batch.pk, by.pk if by else None)


def expire(organization: Organization) -> None:
    """Give up proposals that nobody settled within ``KEPT_DAYS``; their files hold names."""
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    for batch in organization.staff_imports.filter(state=StaffImport.State.PROPOSED, uploaded_at__lt=before):
        discard(batch, by=None)


def _claim(batch: StaffImport, source: str, target: str, **columns: Any) -> None:
    """Move the batch on, once: the second of two clicks finds it moved."""
    moved = StaffImport.objects.filter(pk=batch.pk, state=source).update(state=target, **columns)
    if not moved:
        raise ImportRefused(_("รายการนำเข้านี้ดำเนินการไปแล้ว"))
    batch.refresh_from_db()


def _forget_file(batch: StaffImport) -> None:
    """The upload is needed no longer; it goes when the transaction is done."""
    name, storage = batch.file.name, batch.file.storage
    if name:
        StaffImport.objects.filter(pk=batch.pk).update(file="")
        transaction.on_commit(lambda: _delete_unless_used(name, storage))


def _delete_unless_used(name: str, storage: Storage) -> None:
    """Proposals for the sheets of one file share it."""
    if not StaffImport.objects.filter(file=name).exists():
        storage.delete(name)


def _refuse_stale(rows: list[StaffImportRow], present: Mapping[int, Present]) -> None:
    numbers = {post.post.number for post in present.values() if post.post.number}
    for row in rows:
        post = present.get(row.post_id) if row.post_id else None
        was = row.before["was"] if row.before else None
        if row.status == Status.CHANGED and (post is None or post.values() != was):
            raise ImportStale
        if row.status == Status.NEW and row.values["number"] in numbers:
            raise ImportStale


class _Work:
    """One import: departments, posts and people, in that order, each change in the journal."""

    def __init__(self, batch: StaffImport, present: Mapping[int, Present]) -> None:
        self.batch, self.present = batch, present
        self.journal = Journal()
        organization = batch.organization_id
        self.units = {unit.name: unit for unit in Unit.objects.filter(organization=organization)}
        self.codes = {
            "line": dict(PositionLine.objects.values_list("code", "pk")),
            "position_type": dict(PositionType.objects.values_list("code", "pk")),
            "level": dict(PositionLevel.objects.values_list("code", "pk")),
        }

    def carry_out(self, rows: list[StaffImportRow]) -> None:
        """Bring the rows into the staff list."""
        self._add_units(rows)
        self._add_posts([row for row in rows if row.status == Status.NEW])
        for row in rows:
            if row.status == Status.CHANGED:
                self._change_post(row)
        holders = _Holders(self)
        holders.seat([row for row in rows if row.values.get("full_name") is not None or row.post_id])
        seat_acting(self.batch, rows, self.journal, begin=holders.begin)

    def _add_units(self, rows: list[StaffImportRow]) -> None:
        last = Unit.objects.filter(organization=self.batch.organization_id).aggregate(last=Max("order"))[
            "last"
        ]
        named = dict.fromkeys(row.values["unit"] for row in rows)
        new = [name for name in named if name and name not in self.units]
        in_charge = None if has_hr_department(self.batch.organization_id) else hr_department(new)
        for order, name in enumerate(new, start=(last or 0) + 1):
            self.units[name] = Unit.objects.create(
                organization_id=self.batch.organization_id,
                name=name,
                head_title=head_title_of(name)[:150],
                is_hr=name == in_charge,
                order=order,
            )
            self.journal.created(self.units[name])

    def _columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a row says about its post, as columns; what it does not say is left out."""
        plain = ("title", "kind", "is_head", "is_transferred")
        columns = {name: values[name] for name in plain if values.get(name) is not None}
        if values["number"]:
            columns["number"] = values["number"]
        if values["unit"]:
            columns["unit_id"] = self.units[values["unit"]].pk
        codes = {f"{name}_id": pks[values[name]] for name, pks in self.codes.items() if values.get(name)}
        return columns | codes

    def _add_posts(self, rows: list[StaffImportRow]) -> None:
        last = self.batch.frame.posts.aggregate(last=Max("order"))["last"] or 0
        posts = []
        for place, row in enumerate(rows, start=last + 1):
            post = Post(organization_id=self.batch.organization_id, frame=self.batch.frame, order=place)
            post.is_head = row.values["head_is_proposed"]
            for column, value in self._columns(row.values).items():
                setattr(post, column, value)
            posts.append(post)
        for row, post in zip(rows, Post.objects.bulk_create(posts, batch_size=500), strict=True):
            row.post = post
            self.journal.created(post)
        StaffImportRow.objects.bulk_update(rows, ["post"], batch_size=500)

    def _change_post(self, row: StaffImportRow) -> None:
        post = self.present[cast(int, row.post_id)].post
        columns = self._columns(row.values) | {"abolished_on": None}
        if any(getattr(post, column) != value for column, value in columns.items()):
            self.journal.changing(post)
            Post.objects.filter(pk=post.pk).update(**columns)
            for column, value in columns.items():
                setattr(post, column, value)


class _Holders:
    """Seats people: everybody who leaves a post leaves first, then everybody sits down."""

    def __init__(self, work: _Work) -> None:
        self.work, self.journal = work, work.journal
        batch = work.batch
        self.people = people_named(batch.organization_id)
        open_holdings = Holding.objects.filter(
            organization=batch.organization_id, ended_on=None, is_acting=False
        ).select_related("person")
        self.open = {holding.person_id: holding for holding in open_holdings}
        self.begin = max(today(), FiscalYear(batch.frame.first_year).starts_on)
        self.seated: set[int] = set()  # people who stay or were found, by key
        self.moving: set[int] = set()  # rows whose person leaves another post for this one, by key

    def seat(self, rows: list[StaffImportRow]) -> None:
        """Carry out what the rows say about holders."""
        arriving = [row for row in rows if self._leaves_or_stays(row)]
        people = [self._person(row) for row in arriving]
        new = [person for person in people if person.pk is None]
        Person.objects.bulk_create(new, batch_size=500)
        for person in new:
            self.journal.created(person)
        holdings = [self._holding(row, person) for row, person in zip(arriving, people, strict=True)]
        for holding in Holding.objects.bulk_create(holdings, batch_size=500):
            self.journal.created(holding)

    def _present(self, row: StaffImportRow) -> Holding | None:
        post = self.work.present.get(row.post_id) if row.post_id else None
        return post.holding if post else None

    def _leaves_or_stays(self, row: StaffImportRow) -> bool:
        """Settle whoever holds the post now; True when somebody else is to sit down."""
        name, holding = row.values.get("full_name"), self._present(row)
        if holding is None:
            return bool(name)
        was = row.before["was"] if row.before else {}
        is_same = name is None or clean_name(holding.person.full_name) == name
        if is_same or (name and may_be_renamed(row.values, was)):
            self._update(holding, row.values, name or None)
            return False
        self._end(holding, self._first_day(row) or self.begin)
        return bool(name)

    def _update(self, holding: Holding, values: Mapping[str, Any], name: str | None) -> None:
        """What the row says about a holder who stays."""
        person = holding.person
        self.seated.add(person.pk)
        said = {
            column: _date_or_flag(values[column])
            for column in PERSON_VALUES
            if values.get(column) is not None
        }
        if name and clean_name(person.full_name) != name:
            said["full_name"] = name
        self._set(person, said)
        started = _day(values.get("started_on"))
        if started:
            self._set(holding, {"started_on": started})

    def _set(self, row: Person | Holding, said: Mapping[str, Any]) -> None:
        changed = {column: value for column, value in said.items() if getattr(row, column) != value}
        if changed:
            self.journal.changing(row)
            type(row)._default_manager.filter(pk=row.pk).update(**changed)
            for column, value in changed.items():
                setattr(row, column, value)

    def _end(self, holding: Holding, next_day: datetime.date) -> None:
        """The day before somebody else begins is the last, but no day before the first."""
        last = next_day - datetime.timedelta(days=1)
        if holding.started_on and holding.started_on > last:
            last = holding.started_on
        if holding.ended_on is None or holding.ended_on > last:
            self._set(holding, {"ended_on": last})
        self.open.pop(holding.person_id, None)

    def _first_day(self, row: StaffImportRow) -> datetime.date | None:
        return _day(row.values.get("started_on"))

    def _person(self, row: StaffImportRow) -> Person:
        """Somebody known by this name who sits nowhere else in this list, else somebody new."""
        name = row.values["full_name"]
        free = [person for person in self.people.get(name, []) if person.pk not in self.seated]
        without_post = [person for person in free if person.pk not in self.open]
        person = without_post[0] if without_post else free[0] if len(free) == 1 else None
        said = {
            column: _date_or_flag(row.values[column])
            for column in PERSON_VALUES
            if row.values.get(column) is not None
        }
        if person is None:
            return Person(organization_id=self.work.batch.organization_id, full_name=name, **said)
        self.seated.add(person.pk)
        self._set(person, said)
        if person.pk in self.open:
            self.moving.add(row.pk)
            self._end(self.open[person.pk], self._first_day(row) or self.begin)
        return person

    def _holding(self, row: StaffImportRow, person: Person) -> Holding:
        """From the day the list says; else from now where somebody left for it, else since long ago."""
        replaces = self._present(row) is not None or row.pk in self.moving
        started = self._first_day(row) or (self.begin if replaces else None)
        return Holding(
            organization_id=self.work.batch.organization_id,
            post_id=cast(int, row.post_id),
            person=person,
            started_on=started,
        )


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _date_or_flag(value: Any) -> Any:
    return _day(value) if isinstance(value, str) else value
