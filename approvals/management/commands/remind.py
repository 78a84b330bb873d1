"""``manage.py remind [--on DATE]``: count every draft and write the reminders of a day; the worker does it every morning."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from approvals.deadlines.progress import keep_all
from approvals.deadlines.reminders import remind
from approvals.handover import warn_of_expiry
from thai.dates import today


class Command(BaseCommand):
    help = "Write the reminders that are due; a second time on the same day it writes none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", metavar="YYYY-MM-DD", help="the day to remind for (C.E.); today unless given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day = _day(options["on"]) if options["on"] else today()
        drafts = keep_all() if day == today() else 0
        written = remind(day) + warn_of_expiry(day)
        self.stdout.write(f"{day}: {drafts} drafts counted, {written} reminders written")


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a date (YYYY-MM-DD)") from error
