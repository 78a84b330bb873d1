"""``manage.py verify_events [REF] [--papers]``: recompute the chains of events and what they vouch for.

With ``--papers`` each announced paper is opened, too, and what it carries is held to what was decided upon.
"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from functools import cache
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from approvals import triggers
from approvals.embedded import broken
from approvals.events import Fault, verify
from approvals.models import Announcement, Event
from documents import store
from plans.models import Plan
from plans.reference import UnknownReference, revision_of


class Command(BaseCommand):
    help = "Verify the chain of events of one plan (ORGANIZATION:FIRST-YEAR[:REVISION]) or of all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", nargs="?", metavar="REF")
        parser.add_argument("--papers", action="store_true", help="open the announced papers, too")
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        plans = _plans(options["reference"])
        is_kept = cache(store.verify)  # a hundred plans rest on the scans of one meeting
        faults = [fault for plan in plans for fault in verify(plan, is_kept=is_kept)]
        if options["papers"]:
            faults += _of_papers(plans)
        missing = triggers.missing(connection)
        count = (
            Event.objects.filter(plan__in=plans).count() if options["reference"] else Event.objects.count()
        )
        if options["json"]:
            said = {
                "plans": len(plans),
                "events": count,
                "faults": [asdict(f) for f in faults],
                "missing_triggers": missing,
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            if faults or missing:
                sys.exit(1)
            return
        for fault in faults:
            self.stderr.write(f"{fault.plan} event {fault.seq}: {fault.message}")
        if faults:
            raise CommandError(f"{len(faults)} faults; the first: {faults[0].plan} event {faults[0].seq}")
        if missing:
            raise CommandError(f"{len(missing)} triggers are missing, run migrate; the first: {missing[0]}")
        self.stdout.write(f"{len(plans)} plans, {count} events: no fault")


def _plans(reference: str | None) -> list[Plan]:
    """The plan of a reference, or all; the number of a revision makes no difference, the chain is the plan's."""
    if reference is None:
        return list(Plan.objects.select_related("organization").order_by("organization__code", "first_year"))
    try:
        return [revision_of(reference).plan]
    except UnknownReference as error:
        raise CommandError(str(error)) from error


def _of_papers(plans: list[Plan]) -> list[Fault]:
    papers = Announcement.objects.filter(revision__plan__in=plans).exclude(document=None)
    return [
        Fault(paper.revision.plan.reference, 0, fault)
        for paper in papers.select_related("document", "revision__snapshot", "revision__plan__organization")
        for fault in broken(paper)
    ]
