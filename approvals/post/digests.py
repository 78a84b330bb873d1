"""One mail a person for what waited for it: every morning what is chosen daily, on Mondays what is chosen weekly.

A notice that was mailed or read is in no digest. A morning on which nothing ran is made up for by the next run.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from approvals.models import Mail, Notice, NoticeChoice
from approvals.post.choices import choices_of, delivery, is_mail_on
from approvals.post.outbox import is_address, write
from organizations.models import User
from thai.dates import BANGKOK

MORNING = datetime.time(7, 30)
DAY = datetime.timedelta(days=1)
#: What lay unread for longer is no news: who begins to take mail is not sent the past.
OLDEST = 31 * DAY
Delivery = NoticeChoice.Delivery


def write_digests(now: datetime.datetime | None = None) -> int:
    """Write the digests that are due; how many mails were written. A second time it writes none."""
    now = now or timezone.now()
    if not is_mail_on():
        return 0
    waiting = Notice.objects.unread().filter(mails=None, created_at__gte=now - OLDEST)
    users = User.objects.filter(is_active=True, memberships__notices__in=waiting).exclude(email="")
    return sum(_write_one(user, now) for user in users.distinct().order_by("pk") if is_address(user.email))


@transaction.atomic
def _write_one(user: User, now: datetime.datetime) -> bool:
    user = User.objects.select_for_update().get(pk=user.pk)  # two workers write one digest
    rows = Notice.objects.for_user(user).unread().filter(mails=None, created_at__gte=now - OLDEST)
    chosen = choices_of([user.pk])
    until = {Delivery.DAILY: last_morning(now), Delivery.WEEKLY: last_monday(now)}
    due = []
    for notice in rows.select_related("membership", "revision__plan__organization").order_by("pk"):
        way = delivery(chosen, user.pk, notice.kind)
        if way in until and notice.created_at < until[way]:
            due.append(notice)
    if due:
        write(user, Mail.Kind.DIGEST, due)
    return bool(due)


def last_morning(now: datetime.datetime) -> datetime.datetime:
    """Half past seven in Thailand, of this day or of the day before."""
    here = now.astimezone(BANGKOK)
    morning = datetime.datetime.combine(here.date(), MORNING, BANGKOK)
    return morning if morning <= here else morning - DAY


def last_monday(now: datetime.datetime) -> datetime.datetime:
    """The same of the last Monday."""
    morning = last_morning(now)
    return morning - morning.weekday() * DAY


def next_morning(now: datetime.datetime) -> datetime.datetime:
    """When digests are written next."""
    return last_morning(now) + DAY
