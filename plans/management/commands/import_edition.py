"""``manage.py import_edition FILE --edition YEAR [--confirm] [--json]``: the official wording of a master plan."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from plans.import_edition.document import MAX_BYTES, DocumentRefused
from plans.import_edition.store import confirm, import_document
from plans.models import Edition, EditionImport
from thai.digits import to_thai


class Command(BaseCommand):
    help = (
        "Read a master plan (.txt or .docx) as the wording of an edition; with --confirm it comes into force."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--edition", type=int, required=True, help="first fiscal year of the cycle (B.E.)"
        )
        parser.add_argument("--confirm", action="store_true", help="make it the wording in force")
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(year=options["edition"]).first()
        if edition is None:
            years = ", ".join(str(year) for year in Edition.objects.values_list("year", flat=True))
            raise CommandError(
                _("ไม่มีแผนแม่บทปี {year} ในระบบ มีปี {years}").format(year=options["edition"], years=years or "-")
            )
        try:
            batch, is_new = import_document(
                _read(options["file"]), file_name=options["file"].name, edition=edition
            )
        except DocumentRefused as error:
            raise CommandError(str(error)) from error
        is_changed = confirm(batch) if options["confirm"] else False
        result = summary(batch) | {"changed": is_new or is_changed}
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else told(result))


def _read(path: Path) -> bytes:
    """The file's bytes, as far as a document may be long."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(
            _("เปิดแฟ้ม {path} ไม่ได้: {reason}").format(path=path, reason=error.strerror)
        ) from error


def summary(batch: EditionImport) -> dict[str, Any]:
    """An import with its figures, for programs."""
    columns = ("line", "section__code", "printed", "corrected", "certainty", "applied", "note")
    return {
        "edition": batch.edition.year,
        "file": batch.file_name,
        "sha256": batch.sha256,
        "in_force": batch.in_force,
        **batch.report,
        "corrections": list(batch.corrections.values(*columns)),
    }


def told(result: dict[str, Any]) -> str:
    """The figures for people, in Thai."""
    applied = sum(correction["applied"] for correction in result["corrections"])
    lines = [
        _("อ่านแผนแม่บทปี {year} จาก {file}").format(year=to_thai(result["edition"]), file=result["file"]),
        _("พบหัวข้อครบ {number} หัวข้อ").format(number=to_thai(len(result["headings"]))),
        _("ข้อความอยู่ครบร้อยละ {share} ของตัวอักษรในเนื้อหา").format(
            share=to_thai(f"{result['characters']['share'] * 100:.2f}")
        ),
        _("แก้คำผิด {applied} แห่ง ให้ตรวจกับต้นฉบับ {rest} แห่ง แทนชื่อและปี {places} แห่ง ตัดออก {dropped} แห่ง").format(
            applied=to_thai(applied),
            rest=to_thai(len(result["corrections"]) - applied),
            places=to_thai(len(result["placeholders"])),
            dropped=to_thai(len(result["dropped"])),
        ),
        *(_warnings(result)),
        _state(result),
    ]
    return "\n".join(lines)


def _warnings(result: dict[str, Any]) -> list[str]:
    if not result["not_found"]:
        return []
    return [_("คำผิดที่รู้จักแต่ไม่พบในแฟ้มนี้ {number} แห่ง").format(number=to_thai(len(result["not_found"])))]


def _state(result: dict[str, Any]) -> str:
    if not result["changed"]:
        return _("แฟ้มนี้นำเข้าไว้แล้ว ไม่มีอะไรเปลี่ยน")
    if result["in_force"]:
        return _("ข้อความนี้เป็นข้อความมาตรฐานที่ใช้อยู่แล้วตั้งแต่บัดนี้")
    return _("เก็บเป็นข้อเสนอแล้ว ผู้จัดทำแผนแม่บทส่วนกลางตรวจและยืนยันได้ที่หน้าแผนแม่บท หรือสั่งซ้ำพร้อม --confirm")
