"""``check_plan REF [--json]``: the findings of a plan; exit status 1 when one blocks."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans.checks import Finding, run_checks
from plans.facts import PlanFacts
from plans.reference import UnknownReference, revision_of


class Command(BaseCommand):
    """Run every rule on one plan."""

    help = "ตรวจแผนตามกฎทุกข้อ เช่น check_plan SANGKHOM:2567:0"

    def add_arguments(self, parser: CommandParser) -> None:
        """REF and --json."""
        parser.add_argument("reference", metavar="REF")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings, those to be mended first."""
        try:
            revision = revision_of(options["reference"])
        except UnknownReference as error:
            raise CommandError(str(error)) from error
        findings = run_checks(PlanFacts(revision))
        if options["json"]:
            self.stdout.write(
                json.dumps({"findings": [_row(finding) for finding in findings]}, ensure_ascii=False)
            )
        else:
            for finding in findings:
                self.stdout.write(
                    f"[{finding.grade.label}] {finding.message} ({finding.clause}) → {finding.fix}"
                )
            self.stdout.write("ไม่พบข้อที่ต้องแก้ไข" if not findings else f"พบ {len(findings)} ข้อ")
        if any(finding.blocks for finding in findings):
            raise SystemExit(1)


def _row(finding: Finding) -> dict[str, str]:
    return {
        "id": finding.id,
        "grade": str(finding.grade.value),
        "clause": finding.clause,
        "place": finding.place.key,
        "message": finding.message,
        "fix": finding.fix,
    }
