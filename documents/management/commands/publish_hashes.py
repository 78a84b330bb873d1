"""``manage.py publish_hashes [--check]``: the daily lists of what was issued; the worker does it every morning."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.hash_lists.publish import faults, publish
from documents.models import DailyList


class Command(BaseCommand):
    help = "Publish the list of every day that is over and has none; a second time it makes none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="publish nothing, look at what was published"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            for made in publish():
                self.stdout.write(f"{made.day}: {made.papers} papers, sha256 {made.sha256}")
            return
        found = faults()
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} faults; the first: {found[0]}")
        self.stdout.write(f"{DailyList.objects.count()} lists: no fault")
