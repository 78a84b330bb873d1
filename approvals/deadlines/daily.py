"""What happens every day without anybody asking: drafts are counted, then people are reminded.

The task puts itself on the list for the next morning before it works, so that a failure does not end the row; the
worker sees to it at its start that the row has begun. Running twice on a day does nothing the second time.
"""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from approvals.deadlines.progress import keep_all
from approvals.deadlines.reminders import remind
from approvals.handover import warn_of_expiry
from documents.hash_lists.publish import publish_daily
from thai.dates import BANGKOK, today

MORNING = datetime.time(6, 0)


@task()
def every_day() -> int:
    """Have yesterday's list published, count and remind; how many reminders were written."""
    plan_tomorrow()
    publish_daily.enqueue()  # a task of its own: neither stops the other
    keep_all()
    return remind(today()) + warn_of_expiry(today())


def plan_tomorrow() -> None:
    """Once on the list for the next morning, however often it is asked."""
    now = datetime.datetime.now(BANGKOK)
    if not _ready().filter(run_after__gt=now).exists():
        every_day.using(run_after=next_morning(now)).enqueue()


def begin() -> bool:
    """At the start of a worker: put today's work on the list unless some is there; True when it was put there."""
    if _ready().exists():
        return False
    every_day.enqueue()
    return True


def next_morning(now: datetime.datetime) -> datetime.datetime:
    """Six o'clock in Thailand, of this day if that is still to come."""
    morning = datetime.datetime.combine(now.date(), MORNING, BANGKOK)
    return morning if morning > now else morning + datetime.timedelta(days=1)


def _ready() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=every_day.module_path, status=TaskResultStatus.READY)
