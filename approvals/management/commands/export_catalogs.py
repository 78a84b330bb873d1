"""``manage.py export_catalogs --json``: all reference data of the database, in the form of its files."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from approvals.management.commands.load_catalogs import CATALOGS
from courses.starter import exported_library
from organizations.load import exported_boards, exported_provinces
from plans.load import exported_editions


class Command(BaseCommand):
    help = "Print provinces, boards, catalogs and editions as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="without line breaks, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        content = {
            "provinces": exported_provinces(),
            "boards": exported_boards(),
            "catalogs": {catalog.name: catalog.exported() for catalog in CATALOGS},
            "library": exported_library(),
            "editions": exported_editions(),
        }
        indent = None if options["json"] else 2
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=indent))
