"""``import_plan FILE.json --organization CODE [--dry-run] [--json]``: a plan from a document of the exchange format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from organizations.models import Membership, Organization, User
from organizations.roles import Role
from plans.exchange.bring import Brought, bring
from plans.exchange.read import MAX_BYTES, DocumentRefused, read_document
from thai.dates import today

COUNTED = ("texts", "targets", "projects", "budgets", "committee", "monitoring", "finding_reasons")


class Command(BaseCommand):
    """Bring a plan in, whole or not at all."""

    help = "นำเข้าแผนจากแฟ้ม JSON เป็นแผนใหม่ หรือแทนที่ร่าง เช่น import_plan plan.json --organization SANGKHOM"

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, the organization, and what has to be said on purpose."""
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument("--organization", required=True, metavar="CODE")
        parser.add_argument("--replace", action="store_true", help="แทนที่ร่างที่มีเนื้อหา และเก็บร่างเดิมเป็นรุ่น")
        parser.add_argument("--from-another", action="store_true", help="ยอมรับแผนของหน่วยงานอื่น")
        parser.add_argument(
            "--by", default="", metavar="USERNAME", help="ผู้นำเข้า ไม่ระบุคือเจ้าหน้าที่งานบุคคลของหน่วยงาน"
        )
        parser.add_argument("--dry-run", action="store_true", help="ลองทั้งหมด ไม่บันทึก")
        parser.add_argument("--json", action="store_true", help="พิมพ์ JSON อย่างเดียว")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the plan in, and say what came of it."""
        report: dict[str, Any] = {"file": options["file"].name, "organization": options["organization"]}
        report |= {"dry_run": options["dry_run"], "imported": False, "errors": []}
        try:
            organization = _organization(options["organization"])
            document = read_document(_content(options["file"]))
            with transaction.atomic():
                brought = bring(
                    organization=organization,
                    document=document,
                    by=_user(options["by"], organization),
                    replace=options["replace"],
                    from_another=options["from_another"],
                )
                transaction.set_rollback(options["dry_run"])
        except DocumentRefused as refusal:
            report["errors"] = [{"path": row.path, "message": row.message} for row in refusal.mistakes]
            if options["json"]:
                self.stdout.write(
                    json.dumps(report | {"refused": str(refusal)}, ensure_ascii=False, indent=2)
                )
            raise CommandError(refusal.line) from refusal
        report |= _came(brought) | {name: len(document[name]) for name in COUNTED}
        report["imported"] = not (options["dry_run"] or brought.is_same)
        self._print(report, as_json=options["json"])

    def _print(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        if report["unchanged"]:
            done = "ร่างตรงกับแฟ้มอยู่แล้ว ไม่มีอะไรเปลี่ยน"
        else:
            done = "ลองแล้วนำเข้าได้ ยังไม่บันทึก" if report["dry_run"] else "นำเข้าแล้ว"
        self.stdout.write(
            f"{done}: {report['reference']} โครงการ {report['projects']} ข้อความ {report['texts']} หัวข้อ"
        )
        if report["kept_as"]:
            self.stdout.write(f"เก็บร่างเดิมเป็นรุ่น “{report['kept_as']}”")
        for note in report["notes"]:
            self.stdout.write(f"โปรดทราบ: {note}")


def _came(brought: Brought) -> dict[str, Any]:
    return {
        "reference": brought.revision.reference,
        "created": brought.is_new,
        "unchanged": brought.is_same,
        "kept_as": brought.kept_as,
        "notes": brought.notes,
    }


def _organization(code: str) -> Organization:
    organization = Organization.objects.filter(code=code).first()
    if organization is None:
        raise DocumentRefused(f"ไม่มีหน่วยงานรหัส {code} ในระบบ")
    return organization


def _user(username: str, organization: Organization) -> User | None:
    """Who answers for it: the person named, else an officer of the LAO, else nobody."""
    if username:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise DocumentRefused(f"ไม่มีผู้ใช้ {username} ในระบบ")
        return user
    officers = Membership.objects.active_on(today()).filter(organization=organization, role=Role.HR_OFFICER)
    first = officers.select_related("user").order_by("pk").first()
    return first.user if first else None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentRefused(f"เปิดแฟ้ม {path} ไม่ได้: {error.strerror}") from error
