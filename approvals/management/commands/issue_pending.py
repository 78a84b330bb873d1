"""``manage.py issue_pending``: make the documents of announcements and orders that are still without one."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from approvals.announce import issue_document, pending
from approvals.issuing import waiting_above
from approvals.master_committee import issue_master_paper, pending_master_orders
from approvals.meetings.wording import issue_paper as issue_minutes
from approvals.meetings.wording import pending_minutes
from approvals.order_issue import issue_paper, pending_orders
from approvals.sittings.letters import make_letter
from approvals.sittings.letters import pending_letters as pending_resolutions
from approvals.sittings.minutes import make_paper as make_board_minutes
from approvals.sittings.minutes import pending_board_minutes
from approvals.submissions.letters import make_paper, pending_letters
from documents.models import IssuedDocument
from documents.render import RenderError

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Make and issue the document of every announcement and order that has none; safe to run at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for reference, make in _waiting():
            try:
                document = make()
            except RenderError as error:
                failed += 1
                self.stderr.write(f"{reference}: {error} {error.detail}".rstrip())
            except Exception as error:  # the others do not wait for it
                failed += 1
                log.exception("the document of %s was not made", reference)
                self.stderr.write(f"{reference}: {error!r}")
            else:
                self.stdout.write(f"{reference}: {document.pages} pages, sha256 {document.sha256}")
        if failed:
            raise CommandError(f"{failed} documents could not be made")


def _waiting() -> Iterator[tuple[str, Callable[[], IssuedDocument]]]:
    """What waits, by name, and how it is made."""
    for announcement in pending().select_related("revision__plan__organization"):
        yield announcement.revision.reference, partial(issue_document, announcement)
    for order in pending_orders().select_related("revision__plan__organization"):
        yield f"{order.revision.reference} order {order.seq}", partial(issue_paper, order)
    for minutes in pending_minutes():
        yield (
            f"{minutes.meeting.organization} minutes {minutes.meeting.label}",
            partial(issue_minutes, minutes),
        )
    for letter in pending_letters().select_related("revision__plan__organization", "document"):
        yield f"{letter.revision.reference} letter {letter.number}", partial(make_paper, letter)
    for letter in pending_resolutions().select_related("revision__plan__organization"):
        yield f"{letter.revision.reference} resolution {letter.number}", partial(make_letter, letter)
    for minutes in pending_board_minutes():
        yield (
            f"{minutes.meeting.board} minutes {minutes.meeting.label}",
            partial(make_board_minutes, minutes),
        )
    for committee in pending_master_orders().select_related("board"):
        yield f"{committee.board.code} {committee.first_year}", partial(issue_master_paper, committee)
    yield from waiting_above()
