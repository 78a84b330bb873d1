"""Stages a staff list: every row kept with what it would change, nothing in the staff list changed yet."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from documents.spreadsheets.open_file import open_file
from documents.spreadsheets.safety import FileRefused
from documents.spreadsheets.sheets import Sheet
from organizations.models import Organization, User
from personnel.imports.acting import known_once
from personnel.imports.catalog import Catalog
from personnel.imports.found import FoundRow, Reading
from personnel.imports.headings import Layout, find_layout, layout_ending
from personnel.imports.matching import match
from personnel.imports.not_posts import counts_columns
from personnel.imports.present import Present, changes, may_be_renamed, present_posts
from personnel.imports.read import read_rows
from personnel.imports.row import Ground, Options, Understood
from personnel.imports.several import taken_apart
from personnel.imports.understand import understand
from personnel.imports.understand_post import CATALOGUED
from personnel.imports.units import Units, has_hr_department, head_title_of, hr_department
from personnel.models import StaffImport, StaffImportRow, StaffingFrame
from personnel.positions import decode

MAX_NAME = 200  #: characters of a file's name that are kept
Status = StaffImportRow.Status


@dataclass(frozen=True)
class Choice:
    """What the person chose on the mapping page; None and "" leave it to us. ``heading`` counts rows from 1."""

    sheet: str = ""
    heading: int | None = None
    columns: Mapping[str, int] | None = None
    options: Options = Options()


@transaction.atomic
def stage(
    content: bytes,
    *,
    file_name: str,
    frame: StaffingFrame,
    by: User | None,
    choice: Choice = Choice(),
    sheets: Sequence[Sheet] | None = None,
    keep_file: bool = True,
) -> StaffImport:
    """Keep an uploaded list as a proposal; raises FileRefused. Without a heading the proposal has no rows yet.

    The file itself is kept until the proposal is settled, so that other columns can be chosen. ``sheets`` are
    those of the content, where it was opened already.
    """
    sheets = open_file(content) if sheets is None else sheets
    batch = StaffImport(
        organization_id=frame.organization_id,
        frame=frame,
        file_name=file_name[-MAX_NAME:],
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    _read_into(batch, sheets, choice)
    if keep_file:
        batch.file.save("list", ContentFile(content))
    return batch


@transaction.atomic
def restage(batch: StaffImport, *, choice: Choice | None = None) -> None:
    """Read the kept file again: with another sheet or other columns, or after the staff list changed."""
    with batch.file.open() as file:
        sheets = open_file(file.read())
    batch.rows.all().delete()
    _read_into(batch, sheets, choice or choice_of(batch))


def choice_of(batch: StaffImport) -> Choice:
    """What was chosen, or found, when the batch was read."""
    mapping = batch.mapping
    return Choice(
        batch.sheet, mapping.get("heading"), mapping.get("columns"), Options(**mapping.get("options", {}))
    )


def lists_in(sheets: Sequence[Sheet]) -> list[tuple[Sheet, Layout]]:
    """Sheets with the heading of a staff list, hidden ones left out.

    Beside lists of people, tables that only count posts say the same posts once more: they are left out, too.
    """
    read = ((sheet, find_layout(sheet)) for sheet in sheets if not sheet.is_hidden)
    found = [(sheet, layout) for sheet, layout in read if layout]
    people = {"full_name", "first_name", "number"}
    return [pair for pair in found if people & set(pair[1].columns)] or found


# From a sheet to rows that are kept --------------------------------------------------------------


def _read_into(batch: StaffImport, sheets: Sequence[Sheet], choice: Choice) -> None:
    found = lists_in(sheets)
    sheet = _chosen(sheets, found, choice)
    layout = _layout(sheet, dict((id(s), lay) for s, lay in found).get(id(sheet)), choice)
    batch.sheet = sheet.name[:100]
    batch.report = {
        "sheets": [s.name for s in sheets],
        "lists": [s.name for s, _layout in found],
        "mark": next((text for text in sheet.rows[0] if text), "")[:60] if sheet.rows else "",
    }
    batch.counts = {}
    shown = layout or replace(layout_ending(sheet, 0), columns={})
    batch.mapping = {
        "options": asdict(choice.options),
        "heading": shown.last + 1,
        "columns": shown.columns,
        "headings": shown.headings,
        "samples": _samples(sheet, shown),
        "sensitive": sorted(shown.sensitive),
    }
    if layout is None:  # left to the person, who sees the columns
        batch.save()
        return
    reading = read_rows(sheet, layout)
    rows = _staged(batch, reading, layout, choice.options)
    batch.counts = dict(Counter(row.status for row in rows))
    batch.save()
    for row in rows:
        row.batch = batch
    StaffImportRow.objects.bulk_create(rows, batch_size=500)


def _chosen(sheets: Sequence[Sheet], found: list[tuple[Sheet, Layout]], choice: Choice) -> Sheet:
    """The sheet that was asked for, else the list with the most rows, else the first that has any."""
    named = [sheet for sheet in sheets if sheet.name == choice.sheet]
    if choice.sheet and not named:
        raise FileRefused(_("ไม่มีแผ่นงานชื่อ {name} ในแฟ้มนี้").format(name=choice.sheet))
    if choice.sheet:
        return named[0]
    if found:
        return max(found, key=lambda pair: len(pair[0].rows))[0]
    return next((sheet for sheet in sheets if sheet.rows), sheets[0])


def _layout(sheet: Sheet, found: Layout | None, choice: Choice) -> Layout | None:
    """The layout that was found, with the heading and the columns that the person chose instead."""
    last = choice.heading - 1 if choice.heading else None
    if last is not None and (found is None or found.last != last) and last < len(sheet.rows):
        found = layout_ending(sheet, last)
    if found is None or choice.columns is None:
        return found
    width = max(map(len, sheet.rows), default=0)
    columns = {
        name: column
        for name, column in choice.columns.items()
        if column < width and column not in found.sensitive
    }
    return Layout(found.first, found.last, columns, found.headings, found.sensitive)


def _samples(sheet: Sheet, layout: Layout) -> list[str]:
    """The first text below each heading that is not secret, for the mapping page."""
    width = max((len(row) for row in sheet.rows), default=0)
    samples = [""] * width
    for row in sheet.rows[layout.last + 1 : layout.last + 60]:
        if counts_columns(row):
            continue
        for column, text in enumerate(row):
            if text and not samples[column] and column not in layout.sensitive:
                samples[column] = text[:40]
    return samples


def _staged(batch: StaffImport, reading: Reading, layout: Layout, options: Options) -> list[StaffImportRow]:
    organization: Organization = batch.organization
    units = Units(organization)
    ground = Ground(organization, Catalog(), units, layout.columns, options)
    reading.rows = taken_apart(reading.rows, layout.columns)
    understood = [understand(ground, row) for row in reading.rows]
    _check_numbers(reading.rows, understood, layout)
    _check_names(reading.rows, understood, layout)
    _check_acting(understood, organization, layout)
    present = present_posts(batch.frame)
    matches = match([found.values for found in understood], present)
    rows = []
    for index, (row, found) in enumerate(zip(reading.rows, understood, strict=True)):
        post = matches.posts.get(index)
        if post is not None:
            _note_changes(found, post, layout, by_order=index in matches.by_order)
        rows.append(_row(batch, row, found, post))
    _report(batch, reading, units, present, {post.post.pk for post in matches.posts.values()})
    return rows


def _row(batch: StaffImport, row: FoundRow, found: Understood, post: Present | None) -> StaffImportRow:
    was = post.values() if post else None
    changed = changes(found.values, was) if was is not None else []
    if found.errors:
        status = Status.ERROR
    elif was is None:
        status = Status.NEW
    else:
        status = Status.CHANGED if changed else Status.UNCHANGED
    return StaffImportRow(
        organization_id=batch.organization_id,
        row_number=row.number,
        part=row.part,
        cells=row.cells,
        values=found.values | ({"columns": dict(row.columns)} if row.columns else {}),
        errors=found.errors,
        doubts=found.doubts,
        status=status,
        post=post.post if post else None,
        before={"was": was, "changes": changed} if was is not None else None,
    )


# What only the whole list tells ------------------------------------------------------------------


def _note(name: str, text: str, message: str, columns: Mapping[str, int]) -> dict[str, Any]:
    return {
        "column": columns.get(name),
        "field": name,
        "text": text,
        "message": message,
        "suggestion": "",
    }


def _repeated(rows: list[FoundRow], understood: list[Understood], name: str) -> dict[str, list[int]]:
    """Values that stand in more than one row -> places of these rows in the list."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(understood):
        if found.values.get(name):
            places[found.values[name]].append(index)
    return {value: found for value, found in places.items() if len(found) > 1}


def _check_numbers(rows: list[FoundRow], understood: list[Understood], layout: Layout) -> None:
    """A number names one post. Plain counting numbers of hired employees that repeat are no numbers of posts."""
    for number, places in _repeated(rows, understood, "number").items():
        is_real = decode(number) or any(understood[i].values["kind"] in CATALOGUED for i in places)
        for index in places:
            others = ", ".join(str(rows[other].number) for other in places if other != index)[:100]
            if is_real:
                message = _("เลขที่ตำแหน่งซ้ำกับแถวที่ {rows} กรุณาแก้ให้ถูกต้องก่อนนำเข้า").format(rows=others)
                understood[index].errors.append(
                    _note("number", number, message, rows[index].columns or layout.columns)
                )
            else:
                message = _("เลขนี้ซ้ำกับแถวที่ {rows} จึงไม่ใช้เป็นเลขที่ตำแหน่ง").format(rows=others)
                understood[index].doubts.append(
                    _note("number", number, message, rows[index].columns or layout.columns)
                )
                understood[index].values["number"] = ""


def _check_names(rows: list[FoundRow], understood: list[Understood], layout: Layout) -> None:
    for name, places in _repeated(rows, understood, "full_name").items():
        for index in places:
            others = ", ".join(str(rows[other].number) for other in places if other != index)[:100]
            message = _("ชื่อนี้มีในแถวที่ {rows} ด้วย ถือเป็นคนละคนกัน กรุณาตรวจ").format(rows=others)
            understood[index].doubts.append(
                _note("full_name", name, message, rows[index].columns or layout.columns)
            )


def _check_acting(understood: list[Understood], organization: Organization, layout: Layout) -> None:
    """Who acts is recorded where the name means one person, else left to the officer."""
    acting = [found for found in understood if found.values.get("acting")]
    if not acting:
        return
    known = known_once([found.values.get("full_name") or "" for found in understood], organization.pk)
    column = "full_name" if "full_name" in layout.columns else "first_name"
    for found in acting:
        name = found.values["acting"]
        message = _("ถือเป็นตำแหน่งว่าง และบันทึกว่า {name} รักษาราชการแทน กรุณาตรวจ")
        if name not in known:
            found.values["acting"] = ""
            message = _("ถือเป็นตำแหน่งว่าง ไม่พบ {name} เพียงคนเดียวในบัญชีหรือในระบบ กรุณาบันทึกผู้รักษาราชการแทนเอง")
        found.doubts.append(_note(column, name, message.format(name=name), layout.columns))


def _note_changes(found: Understood, post: Present, layout: Layout, *, by_order: bool) -> None:
    was, name = post.values(), found.values.get("full_name")
    if was["abolished_on"]:
        message = _("ตำแหน่งนี้เคยบันทึกว่ายุบเลิก การนำเข้าจะทำให้กลับมามีอยู่")
        found.doubts.append(_note("title", post.post.title, message, layout.columns))
    if not name or not was["full_name"] or "full_name" not in changes(found.values, was):
        return
    if may_be_renamed(found.values, was):
        message = _("ชื่อตัวตรงกับ {name} ถือเป็นคนเดิมที่เปลี่ยนคำนำหน้าหรือนามสกุล").format(name=was["full_name"])
    elif by_order:
        message = _("ไม่มีเลขที่ตำแหน่ง จับคู่กับตำแหน่งเดิมของ {name} ตามลำดับ").format(name=was["full_name"])
    else:
        return
    found.doubts.append(_note("full_name", name, message, layout.columns))


def _new_units(batch: StaffImport, units: Units) -> list[dict[str, Any]]:
    """Departments that the list brings; one of them is in charge of personnel where none is yet."""
    names = list(units.new.values())
    in_charge = None if has_hr_department(batch.organization_id) else hr_department(names)
    return [{"name": name, "head_title": head_title_of(name), "is_hr": name == in_charge} for name in names]


def _report(
    batch: StaffImport, reading: Reading, units: Units, present: list[Present], matched: set[int]
) -> None:
    batch.report |= {
        "dropped": [asdict(row) for row in reading.dropped],
        "new_units": _new_units(batch, units),
        "missing": [
            {"number": post.post.number, "title": post.post.title, "name": post.name}
            for post in present
            if post.post.pk not in matched and post.post.abolished_on is None
        ],
    }
