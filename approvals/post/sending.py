"""Sending what is in the outbox: each mail by whoever claims it, again after growing pauses, at last given up.

A mail is claimed by a compare-and-swap that also hides it for a while, so two workers never send the same. Between
the server's yes and the mark in the database a crash leaves the mail unmarked, and it is sent again: at least once,
not exactly once. Both copies bear the same Message-ID, by which mail programs know the second for the first.
"""

from __future__ import annotations

import datetime
import logging
import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from approvals.models import Mail, Notice
from approvals.post.choices import is_mail_on
from approvals.post.words import as_page, body_of, link, subject_of

log = logging.getLogger(__name__)

PAUSES = tuple(datetime.timedelta(minutes=count) for count in (1, 5, 15, 60, 240, 720, 1440))
#: For so long a claimed mail is nobody else's; longer than a server may take to answer.
CLAIM = datetime.timedelta(minutes=10)
State = Mail.State
#: The server answered, but did not want this mail; or the mail cannot be made.
_ABOUT_ONE_MAIL = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError)


@dataclass
class Sent:
    """What became of the mails of one run."""

    sent: int = 0
    skipped: int = 0
    failed: int = 0


def send_waiting() -> Sent:
    """Send everything that is due; a server that cannot be reached is left alone until the next pause is over."""
    done = Sent()
    if not is_mail_on():
        return done
    connection: BaseEmailBackend | None = None
    due = Mail.objects.filter(state=State.WAITING, due_at__lte=timezone.now())
    for mail in due.select_related("user").order_by("due_at", "pk"):
        if not _claim(mail):
            continue
        if not _is_wanted(mail):
            _mark(mail, state=State.SKIPPED)
            done.skipped += 1
            continue
        try:
            connection = connection or _opened()
            message_of(mail, connection).send()
        except (OSError, ValueError) as error:  # what smtplib raises is an OSError, too
            until = _put_off(mail, error)
            done.failed += 1
            if connection is None or not isinstance(error, _ABOUT_ONE_MAIL):
                due.update(due_at=until)  # nobody there: the rest waits as long
                break
        else:
            _mark(mail, state=State.SENT, sent_at=timezone.now(), last_error="")
            done.sent += 1
    if connection is not None:
        connection.close()
    return done


def message_of(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The mail as it goes to the server; refuses (ValueError) line breaks in what becomes a header."""
    made = int(mail.created_at.timestamp())
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.address],
        connection=connection,
        headers={
            "Message-ID": f"<notice.{mail.pk}.{made}@{host}>",
            "List-Unsubscribe": f"<{link('approvals:notice_choices')}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(as_page(mail.body), "text/html")
    return message


def try_again(mail: Mail) -> bool:
    """The operator's word that a mail which was given up is tried from the beginning; False when it is not."""
    rows = Mail.objects.filter(pk=mail.pk, state=State.GIVEN_UP)
    return rows.update(state=State.WAITING, attempts=0, due_at=timezone.now()) == 1


def _opened() -> BaseEmailBackend:
    connection = get_connection()
    connection.open()
    return connection


def _claim(mail: Mail) -> bool:
    """Take the mail, unless another process was first."""
    rows = Mail.objects.filter(pk=mail.pk, state=State.WAITING, attempts=mail.attempts)
    taken = rows.update(attempts=F("attempts") + 1, due_at=timezone.now() + CLAIM) == 1
    mail.attempts += taken
    return taken


def _is_wanted(mail: Mail) -> bool:
    """False when all of it was read meanwhile; what is left of it otherwise is put into words anew."""
    if mail.kind == Mail.Kind.ADDRESS:
        return True
    unread = Notice.objects.for_user(mail.user).unread().filter(mails=mail)
    left = list(unread.select_related("membership", "revision__plan__organization").order_by("pk"))
    if left and mail.notices.count() > len(left):
        mail.subject, mail.body = subject_of(mail.kind, left), body_of(mail.user, left)
        Mail.objects.filter(pk=mail.pk).update(subject=mail.subject, body=mail.body)
    return bool(left) and mail.user.is_active


def _mark(mail: Mail, **columns: object) -> None:
    Mail.objects.filter(pk=mail.pk, state=State.WAITING).update(**columns)


def _put_off(mail: Mail, error: Exception) -> datetime.datetime:
    """Until the next pause is over, which is returned; after the last, or when it cannot be made, it is given up."""
    log.warning("mail %s, attempt %s: %s", mail.pk, mail.attempts, error)
    words = f"{type(error).__name__}: {error}"[:300]
    pause = PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    until = timezone.now() + pause
    if isinstance(error, ValueError) or mail.attempts > len(PAUSES):
        _mark(mail, state=State.GIVEN_UP, last_error=words)
    else:
        _mark(mail, due_at=until, last_error=words)
    return until
