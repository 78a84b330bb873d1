"""``manage.py issue_pending``: make the documents of announcements that are still without one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from approvals.announce import issue_document, pending
from documents.render import RenderError


class Command(BaseCommand):
    help = "Make and issue the document of every announcement that has none; safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for announcement in pending().select_related("revision__plan__organization"):
            reference = announcement.revision.reference
            try:
                document = issue_document(announcement)
            except RenderError as error:
                failed += 1
                self.stderr.write(f"{reference}: {error} {error.detail}".rstrip())
            else:
                self.stdout.write(f"{reference}: {document.pages} pages, sha256 {document.sha256}")
        if failed:
            raise CommandError(f"{failed} documents could not be made")
