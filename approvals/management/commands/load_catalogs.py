"""``manage.py load_catalogs``: reference data of every app from its files. A second run changes nothing."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

import approvals.load
import competencies.load
import courses.load
import personnel.load
from courses.starter import load_library
from organizations.load import Changes, LoadError, load_boards, load_provinces
from plans.load import load_editions

CATALOGS = (
    *competencies.load.CATALOGS,
    *courses.load.CATALOGS,
    *personnel.load.CATALOGS,
    *approvals.load.CATALOGS,
)


class Command(BaseCommand):
    help = "Load provinces, boards, catalogs, editions and return reasons from the files of this version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                done = [load_provinces(), load_boards(), *(catalog.load() for catalog in CATALOGS)]
                done += load_library()
                editions, refused = load_editions()
        except LoadError as error:
            raise CommandError(str(error)) from error
        done += editions
        for line in refused:
            print(line, file=sys.stderr)
        if options["json"]:
            rows = [asdict(changes) for changes in done]
            self.stdout.write(json.dumps({"loaded": rows, "refused": refused}, ensure_ascii=False))
        else:
            self._print(done)

    def _print(self, done: list[Changes]) -> None:
        """A line for each kind that changed, and the sum."""
        line = _("ใหม่ {new} เปลี่ยน {changed} เหมือนเดิม {unchanged} เลิกใช้ {retired}")
        for changes in done:
            if not changes.is_nothing:
                self.stdout.write(f"{changes.what}: {line.format(**asdict(changes))}")
        kinds = ("new", "changed", "unchanged", "retired")
        sums = {kind: sum(getattr(changes, kind) for changes in done) for kind in kinds}
        self.stdout.write(_("ข้อมูลอ้างอิงทั้งหมด: {line}").format(line=line.format(**sums)))
