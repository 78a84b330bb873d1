"""``verify_document FILE [--lists FOLDER]``: tell whether a file in hand is, byte for byte, a paper that was issued here.

With a folder of daily lists it asks no register and no server: the lists that somebody kept are enough.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from pikepdf import PdfError

from documents import manifest, signing, store
from documents.hash_lists import offline
from documents.models import IssuedDocument
from thai.dates import format_date


class Command(BaseCommand):
    help = "ตรวจว่าแฟ้ม PDF ตรงกับเอกสารที่ออกจากระบบหรือไม่ (เทียบค่า SHA-256); จบด้วยรหัส 1 เมื่อไม่ตรง"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.pdf")
        parser.add_argument(
            "--lists",
            type=Path,
            metavar="FOLDER",
            help="ตรวจกับรายการเอกสารประจำวันในโฟลเดอร์นี้ โดยไม่ใช้ฐานข้อมูล",
        )
        parser.add_argument(
            "--trust",
            type=Path,
            action="append",
            default=[],
            metavar="CERTIFICATE",
            help="ใบรับรองของผู้ออกใบรับรองที่เชื่อถือ (PEM หรือ DER) ใช้ตรวจลายมือชื่ออิเล็กทรอนิกส์",
        )
        parser.add_argument("--json", action="store_true", help="แสดงผลเป็น JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(_("เปิดแฟ้มไม่ได้: %(file)s") % {"file": options["file"]}) from error
        sha256 = manifest.hash_of(data)
        report = _by_lists(sha256, options["lists"]) if options["lists"] else _by_register(sha256)
        if report.is_good:
            report = report.with_fingerprint(data)
        report = _with_signatures(report, data, options["trust"])
        shown = json.dumps(report.plain, ensure_ascii=False, indent=2) if options["json"] else report.text
        self.stdout.write(shown)
        if not report.is_good:
            raise SystemExit(1)


@dataclass(frozen=True)
class Report:
    """What is said of the file, for programs and for people."""

    is_good: bool
    plain: dict[str, Any]
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def with_fingerprint(self, data: bytes) -> Report:
        """Of a file that is ours to the byte: what was decided upon, as the history of the plan shows it."""
        try:
            fingerprint = manifest.read(data).fingerprint
        except PdfError:
            return self
        if not fingerprint:
            return self
        line = _("ลายนิ้วมือของเนื้อหาที่พิจารณา %(sha256)s") % {"sha256": fingerprint}
        return Report(self.is_good, {**self.plain, "fingerprint": fingerprint}, [*self.lines, line])


def _with_signatures(report: Report, data: bytes, roots: list[Path]) -> Report:
    """The report and what is to be said of signatures; one that does not fit the file makes it a bad one."""
    if not signing.has_signature(data):
        return Report(
            report.is_good,
            {**report.plain, "signatures": []},
            [*report.lines, _("แฟ้มนี้ไม่มีลายมือชื่ออิเล็กทรอนิกส์")],
        )
    try:
        found = signing.signatures(data, roots)
    except signing.Unusable as error:
        raise CommandError(str(error)) from error
    if not found:
        line = _("แฟ้มนี้มีลายมือชื่ออิเล็กทรอนิกส์ที่อ่านไม่ได้")
        return Report(is_good=False, plain={**report.plain, "signatures": []}, lines=[*report.lines, line])
    plain = {**report.plain, "signatures": [asdict(signature) for signature in found]}
    good = report.is_good and all(signature.is_intact for signature in found)
    return Report(good, plain, [*report.lines, *map(str, found)])


def _by_lists(sha256: str, folder: Path) -> Report:
    try:
        answer = offline.verify(sha256, folder)
    except offline.NoLists as error:
        raise CommandError(str(error)) from error
    return Report(answer.is_good, answer.plain(), answer.lines())


def _by_register(sha256: str) -> Report:
    rows = IssuedDocument.objects.filter(sha256=sha256).select_related("superseded_by", "organization")
    found = rows.first()
    return Report(found is not None, _as_plain(sha256, found), _as_lines(sha256, found))


def _as_plain(sha256: str, document: IssuedDocument | None) -> dict[str, Any]:
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
    return answer


def _as_lines(sha256: str, document: IssuedDocument | None) -> list[str]:
    if document is None:
        return [_("ไม่ตรงกับเอกสารใดที่ออกจากระบบนี้ (SHA-256 %(sha256)s)") % {"sha256": sha256}]
    lines = [
        _("ตรงกับเอกสารที่ออกจากระบบ: %(title)s") % {"title": document.title},
        _("รหัสเอกสาร %(code)s สถานะ: %(status)s")
        % {"code": document.printed_code, "status": document.status.label},
    ]
    if document.number:
        lines.append(_("เลขที่ %(number)s") % {"number": document.number})
    if document.dated_on:
        lines.append(_("ลงวันที่ %(day)s") % {"day": format_date(document.dated_on)})
    return lines
