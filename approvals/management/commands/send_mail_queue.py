"""``manage.py send_mail_queue [--digests]``: send the mails about notices that are due; the worker does it by itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from approvals.models import Mail
from approvals.post.choices import is_mail_on
from approvals.post.digests import write_digests
from approvals.post.sending import send_waiting


class Command(BaseCommand):
    help = "Send what is due in the outbox; what was sent is not sent again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--digests", action="store_true", help="write the digests that are due first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_mail_on():
            self.stdout.write("no mail server is set (EMAIL_URL): nothing is mailed")
            return
        digests = write_digests() if options["digests"] else 0
        done = send_waiting()
        left = Mail.objects.filter(state=Mail.State.WAITING).count()
        self.stdout.write(
            f"{digests} digests written, {done.sent} mails sent, {done.skipped} not wanted any more, "
            f"{done.failed} failed, {left} waiting"
        )
