"""The outbox: mails are written in the transaction of their notices, so there are both or neither."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from approvals.models import Mail, Notice, NoticeChoice
from approvals.post.choices import choices_of, delivery, is_mail_on
from approvals.post.tasks import wake
from approvals.post.words import body_of, subject_of
from organizations.models import User


def post(notices: Sequence[Notice]) -> None:
    """Put into the outbox what is to be mailed at once: one mail a person, however many roles he was told in."""
    if not notices or not is_mail_on():
        return
    people = {row.pk: row for row in _reachable(notice.membership.user_id for notice in notices)}
    chosen = choices_of(people)
    mine: dict[int, list[Notice]] = {}
    for notice in notices:
        user = notice.membership.user_id
        if user in people and delivery(chosen, user, notice.kind) == NoticeChoice.Delivery.INSTANT:
            mine.setdefault(user, []).append(notice)
    for user, rows in mine.items():
        write(people[user], Mail.Kind.INSTANT, rows)


def write(user: User, kind: Mail.Kind, notices: Sequence[Notice]) -> Mail:
    """One mail about some notices, to be sent once the transaction is through."""
    mail = put(user, kind, user.email, subject_of(kind, notices), body_of(user, notices))
    mail.notices.set(notices)
    return mail


def put(user: User, kind: Mail.Kind, address: str, subject: str, body: str) -> Mail:
    """One mail as it stands."""
    now = timezone.now()
    mail = Mail.objects.create(
        user=user, kind=kind, address=address, subject=subject, body=body, created_at=now, due_at=now
    )
    transaction.on_commit(wake)
    return mail


def is_address(text: str) -> bool:
    """An e-mail address that may stand in the header of a mail."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isprintable()


def _reachable(users: Iterable[int]) -> list[User]:
    rows = User.objects.filter(pk__in=set(users), is_active=True).exclude(email="")
    return [user for user in rows if is_address(user.email)]
