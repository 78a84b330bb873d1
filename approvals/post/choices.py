"""Which kind of notice a person hears of by mail, and when; what nobody chose is as usual for the kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction

from approvals.models import Notice, NoticeChoice
from organizations.models import User

USUAL: dict[Notice.Kind, NoticeChoice.Delivery] = {
    Notice.Kind.DECISION: NoticeChoice.Delivery.INSTANT,
    Notice.Kind.HANDOVER: NoticeChoice.Delivery.INSTANT,
    Notice.Kind.MEETING: NoticeChoice.Delivery.INSTANT,
    Notice.Kind.REMINDER: NoticeChoice.Delivery.DAILY,
    Notice.Kind.COMMENT: NoticeChoice.Delivery.DAILY,
}


def is_mail_on() -> bool:
    """True where the installation has a mail server; elsewhere the outbox stays empty."""
    return settings.NOTICES_BY_MAIL


def choices_of(users: Iterable[int]) -> dict[tuple[int, str], str]:
    """What was chosen, by (key of the user, kind)."""
    rows = NoticeChoice.objects.filter(user__in=set(users)).values_list("user", "kind", "delivery")
    return {(user, kind): delivery for user, kind, delivery in rows}


def delivery(chosen: Mapping[tuple[int, str], str], user_id: int, kind: str) -> NoticeChoice.Delivery:
    """How this person hears of this kind."""
    return NoticeChoice.Delivery(chosen.get((user_id, kind), USUAL[Notice.Kind(kind)]))


@transaction.atomic
def keep_choices(user: User, wanted: Mapping[str, str]) -> None:
    """Keep what a person chose for each kind."""
    for kind, way in wanted.items():
        NoticeChoice.objects.update_or_create(user=user, kind=kind, defaults={"delivery": way})
