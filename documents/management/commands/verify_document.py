"""``verify_document FILE``: tell whether a file in hand is, byte for byte, a paper that was issued here."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents import store
from documents.models import IssuedDocument
from thai.dates import format_date


class Command(BaseCommand):
    help = "ตรวจว่าแฟ้ม PDF ตรงกับเอกสารที่ออกจากระบบหรือไม่ (เทียบค่า SHA-256); จบด้วยรหัส 1 เมื่อไม่ตรง"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.pdf")
        parser.add_argument("--json", action="store_true", help="แสดงผลเป็น JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                sha256 = store.hash_of(file)
        except OSError as error:
            raise CommandError(_("เปิดแฟ้มไม่ได้: %(file)s") % {"file": options["file"]}) from error
        found = (
            IssuedDocument.objects.filter(sha256=sha256)
            .select_related("superseded_by", "organization")
            .first()
        )
        lines = _as_json(sha256, found) if options["json"] else _as_text(sha256, found)
        self.stdout.write(lines)
        if found is None:
            raise SystemExit(1)


def _as_json(sha256: str, document: IssuedDocument | None) -> str:
    answer: dict[str, Any] = {"sha256": sha256, "issued": document is not None}
    if document:
        answer |= {
            "code": document.printed_code,
            "kind": document.kind,
            "title": document.title,
            "number": document.number,
            "dated_on": document.dated_on and document.dated_on.isoformat(),
            "organization": document.organization and document.organization.code,
            "pages": document.pages,
            "status": document.status.value,
            "superseded_by": document.successor and document.successor.printed_code,
            "kept_intact": store.verify(sha256),
        }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(sha256: str, document: IssuedDocument | None) -> str:
    if document is None:
        return _("ไม่ตรงกับเอกสารใดที่ออกจากระบบนี้ (SHA-256 %(sha256)s)") % {"sha256": sha256}
    lines = [
        _("ตรงกับเอกสารที่ออกจากระบบ: %(title)s") % {"title": document.title},
        _("รหัสเอกสาร %(code)s สถานะ: %(status)s")
        % {"code": document.printed_code, "status": document.status.label},
    ]
    if document.number:
        lines.append(_("เลขที่ %(number)s") % {"number": document.number})
    if document.dated_on:
        lines.append(_("ลงวันที่ %(day)s") % {"day": format_date(document.dated_on)})
    return "\n".join(lines)
