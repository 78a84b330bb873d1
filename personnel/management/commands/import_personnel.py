"""``manage.py import_personnel FILE.xlsx --organization CODE [--dry-run] [--json]``: a staff list from a workbook."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from documents.spreadsheets.open_file import open_file
from documents.spreadsheets.safety import MAX_BYTES, FileRefused
from organizations.models import Organization
from personnel.imports.apply import ImportRefused, apply
from personnel.imports.places import column_letters
from personnel.imports.plan_import import Choice, Status, lists_in, stage
from personnel.imports.row import Options
from personnel.models import EmploymentKind, StaffImport, StaffingFrame
from personnel.staff_list import frame_of_today
from thai.dates import today
from thai.fiscal import Cycle

Result = dict[str, Any]


class _DryRun(Exception):
    """Everything was tried; take it all back."""


class Command(BaseCommand):
    help = (
        "Import a staff list (.xlsx or .csv): posts, people and departments of one organization. "
        "Nothing is imported while a row has an error, unless --partial is given. "
        "Every sheet that is a staff list is imported, or the one named with --sheet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organization", required=True, help="code of the organization")
        parser.add_argument("--frame", type=int, help="first fiscal year (B.E.) of the staffing frame")
        parser.add_argument("--sheet", default="", help="name of one sheet")
        parser.add_argument(
            "--default-kind",
            default="",
            choices=["", *EmploymentKind.values],
            help="employment kind of rows that do not say any",
        )
        parser.add_argument(
            "--short-years", action="store_true", help="years of two digits are Buddhist years (60 is 2560)"
        )
        parser.add_argument("--partial", action="store_true", help="leave out rows with errors")
        parser.add_argument("--dry-run", action="store_true", help="try everything, change nothing")
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        result = _empty(options)
        try:
            with transaction.atomic():
                self._import(options, result)
                if options["dry_run"]:
                    raise _DryRun
        except _DryRun:
            result["imported"] = False
        except (FileRefused, ImportRefused) as refusal:
            result |= {"refused": str(refusal), "created": 0, "updated": 0, "imported": False}
        self._print(result, options)
        if result["refused"]:
            raise CommandError(result["refused"], returncode=1)

    def _import(self, options: dict[str, Any], result: Result) -> None:
        organization = Organization.objects.filter(code=options["organization"]).first()
        if organization is None:
            raise FileRefused(_("ไม่มีหน่วยงานรหัส {code} ในระบบ").format(code=options["organization"]))
        frame = _frame(organization, options["frame"])
        result["frame"] = f"{frame.first_year}-{frame.last_year}"
        content = _read(options["file"])
        reading = Options(options["default_kind"], options["short_years"])
        sheets = open_file(content)
        names = [sheet.name for sheet, _layout in lists_in(sheets)] or [""]
        touched: dict[int, str] = {}
        for sheet in [options["sheet"]] if options["sheet"] else names:
            choice = Choice(sheet=sheet, options=reading)
            batch = stage(
                content,
                file_name=options["file"].name,
                frame=frame,
                by=None,
                choice=choice,
                sheets=sheets,
                keep_file=False,
            )
            _refuse_contradiction(batch, touched)
            _add_rows(result, batch)
            result["sheets"].append(batch.sheet)
            if not (result["errors"] and not options["partial"]):
                _apply(batch, result)
                posts = batch.rows.exclude(post=None).values_list("post_id", flat=True)
                touched |= dict.fromkeys(posts, batch.sheet)
        if result["errors"] and not options["partial"]:
            raise ImportRefused(
                _("มี {count} ข้อผิดพลาด จึงไม่ได้นำเข้า กรุณาแก้แฟ้ม หรือใช้ --partial เพื่อนำเข้าเฉพาะแถวที่ถูกต้อง").format(
                    count=len(result["errors"])
                )
            )
        result["imported"] = True

    def _print(self, result: Result, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
            return
        self.stdout.write(
            _("อ่าน {rows} แถว: ใหม่ {created} เปลี่ยน {updated} เหมือนเดิม {unchanged} ผิด {wrong} แถว").format(
                wrong=result["error_rows"],
                **{k: result[k] for k in ("rows", "created", "updated", "unchanged")},
            )
        )
        for heading, name in ((_("ข้อผิดพลาด"), "errors"), (_("ไม่แน่ใจ"), "unrecognised")):
            for note in result[name]:
                place = " ".join(str(part) for part in (note["sheet"], note["row"], note["cell"]) if part)
                self.stdout.write(f"{heading} {place}: {note['message']} [{note['text']}]")


def _empty(options: dict[str, Any]) -> Result:
    counts = dict.fromkeys(("rows", "created", "updated", "unchanged", "error_rows"), 0)
    lists: Result = {
        name: [] for name in ("errors", "unrecognised", "dropped", "new_units", "missing", "sheets")
    }
    about = {"file": options["file"].name, "organization": options["organization"], "frame": ""}
    return {**about, "dry_run": options["dry_run"], "imported": False, "refused": "", **counts, **lists}


def _frame(organization: Organization, first_year: int | None) -> StaffingFrame:
    """The frame that was named, the one in force, or a first one for today's cycle."""
    frames = list(organization.frames.all())
    if first_year:
        named = next((frame for frame in frames if frame.first_year == first_year), None)
        if named is None:
            years = ", ".join(str(frame.first_year) for frame in frames) or "-"
            raise FileRefused(_("ไม่มีแผนอัตรากำลังที่เริ่มปี {year} มีปี {years}").format(year=first_year, years=years))
        return named
    found = frame_of_today(frames)
    if found is not None:
        return found
    cycle = Cycle.of(today())
    return StaffingFrame.objects.create(
        organization=organization, first_year=cycle.first, last_year=cycle.last
    )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileRefused(_("เปิดแฟ้ม {name} ไม่ได้").format(name=path.name)) from error


def _apply(batch: StaffImport, result: Result) -> None:
    """Carry a sheet out; one without anything new is fine."""
    if batch.counts.get(Status.ERROR, 0) == sum(batch.counts.values()):
        raise ImportRefused(_("ไม่มีแถวที่นำเข้าได้"))
    counts = apply(batch, by=None, rows="good")
    result["created"] += counts[Status.NEW]
    result["updated"] += counts[Status.CHANGED]


def _refuse_contradiction(batch: StaffImport, touched: dict[int, str]) -> None:
    """Two sheets of one file must not say different things about one post: which is right is not ours to guess."""
    rows = list(batch.rows.exclude(post=None).values_list("post_id", "status", "row_number"))
    for post, status, number in rows:
        if status == Status.CHANGED and post in touched:
            raise ImportRefused(
                _(
                    "แผ่นงาน {first} และ {second} (แถวที่ {row}) กล่าวถึงตำแหน่งเดียวกันไม่ตรงกัน กรุณาระบุแผ่นงานด้วย --sheet"
                ).format(first=touched[post], second=batch.sheet, row=number)
            )


def _add_rows(result: Result, batch: StaffImport) -> None:
    """What a sheet says, for the report."""
    if not batch.mapping["columns"]:
        raise FileRefused(_("ไม่พบหัวตารางของบัญชีบุคลากรในแฟ้มนี้ ต้องมีหัวคอลัมน์ เช่น เลขที่ตำแหน่ง ชื่อ - สกุล ตำแหน่ง"))
    result["rows"] += sum(batch.counts.values())
    result["unchanged"] += batch.counts.get(Status.UNCHANGED, 0)
    result["error_rows"] += batch.counts.get(Status.ERROR, 0)
    for row in batch.rows.all():
        result["errors"] += [_note(batch, row.row_number, note) for note in row.errors]
        result["unrecognised"] += [_note(batch, row.row_number, note) for note in row.doubts]
    for row in batch.report["dropped"]:
        note = {"message": row["reason"], "text": row["text"], "column": None, "field": ""}
        result["dropped" if row["is_known"] else "unrecognised"].append(_note(batch, row["number"], note))
    result["new_units"] += [unit["name"] for unit in batch.report["new_units"]]
    missing = batch.report["missing"]
    result["missing"] = (
        [post for post in result["missing"] if post in missing] if result["sheets"] else missing
    )


def _note(batch: StaffImport, row: int, note: dict[str, Any]) -> dict[str, Any]:
    column = note["column"]
    return {
        "sheet": batch.sheet,
        "row": row,
        "cell": f"{column_letters(column)}{row}" if column is not None else "",
        "field": note["field"],
        "text": note["text"],
        "message": note["message"],
        "suggestion": note.get("suggestion", ""),
    }
