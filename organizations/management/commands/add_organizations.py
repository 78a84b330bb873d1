"""``manage.py add_organizations FILE.csv [--dry-run]``: many organizations from a list; twice changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from organizations.demonstration import REFUSAL, is_demonstration
from organizations.registry_file import FileRefused, Proposal, bring_in, propose

MOST_FAULTS = 50


class Command(BaseCommand):
    help = (
        "Add organizations from a CSV file (code,kind,name,district,province; UTF-8 or Windows-874). "
        "All or nothing; an organization that is there is corrected in name and district."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_demonstration():
            raise CommandError(str(REFUSAL))
        try:
            proposal = propose(options["file"].read_bytes())
        except OSError as error:
            message = _("เปิดแฟ้ม %(file)s ไม่ได้: %(reason)s")
            raise CommandError(message % {"file": options["file"], "reason": error.strerror}) from error
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if proposal.faults:
            self._refuse(proposal)
        if options["dry_run"]:
            self._list(proposal)
        else:
            bring_in(proposal)
        self._sum_up(proposal, written=not options["dry_run"])

    def _refuse(self, proposal: Proposal) -> None:
        for line, fault in proposal.faults[:MOST_FAULTS]:
            self.stderr.write(_("บรรทัดที่ %(line)s: %(fault)s") % {"line": line, "fault": fault})
        message = _("พบข้อผิดพลาด %(number)s บรรทัด จึงยังไม่ได้บันทึกสิ่งใด โปรดแก้แฟ้มแล้วสั่งใหม่")
        raise CommandError(message % {"number": len(proposal.faults)})

    def _list(self, proposal: Proposal) -> None:
        for sign, rows in (("+", proposal.new), ("~", proposal.changed)):
            for row in rows:
                self.stdout.write(f"{sign} {row.code} {row.full_name} {row.place} ({row.board.short_name})")

    def _sum_up(self, proposal: Proposal, *, written: bool) -> None:
        numbers = {
            "new": len(proposal.new),
            "changed": len(proposal.changed),
            "unchanged": proposal.unchanged,
        }
        line = _("เพิ่ม %(new)s แห่ง แก้ไข %(changed)s แห่ง ไม่เปลี่ยน %(unchanged)s แห่ง") % numbers
        self.stdout.write(line if written else f"{line} ({_('ยังไม่ได้บันทึก')})")
