"""What the worker does with the outbox: it sends what waits and comes back when a pause is over."""

from __future__ import annotations

import datetime

from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from approvals.models import Mail
from approvals.post.sending import PAUSES, send_waiting


@task()
def send_mails() -> int:
    """Send what is due, and come back for what is not; how many were sent."""
    done = send_waiting()
    left = Mail.objects.filter(state=Mail.State.WAITING).aggregate(due_at=Min("due_at"))["due_at"]
    if left:
        plan(send_mails, max(left, timezone.now() + PAUSES[0]))
    return done.sent


def wake() -> None:
    """There is something to send: let it be sent now, unless that is on the list."""
    if not ready(send_mails).ready().exists():  # type: ignore[attr-defined]
        send_mails.enqueue()


def plan(work: Task, moment: datetime.datetime) -> None:
    """Once on the list for later, however often it is asked."""
    if not work.get_backend().supports_defer:
        return
    if not ready(work).filter(run_after__gt=timezone.now(), run_after__lte=moment).exists():
        work.using(run_after=moment).enqueue()


def ready(work: Task) -> QuerySet[DBTaskResult]:
    """What stands on the list of one kind of work, for now or for later."""
    return DBTaskResult.objects.filter(task_path=work.module_path, status=TaskResultStatus.READY)
