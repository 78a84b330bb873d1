"""Every morning of the worker: digests are written, whatever happened the morning before."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from approvals.post.choices import is_mail_on
from approvals.post.digests import next_morning, write_digests
from approvals.post.tasks import plan, ready, wake


@task()
def every_morning() -> int:
    """Write the digests; how many were written. The next morning is planned first: a failure does not end the row."""
    plan(every_morning, next_morning(timezone.now()))
    return write_digests()


def begin() -> None:
    """At the start of a worker: send what an earlier one left, and see that the mornings have begun."""
    if not is_mail_on():
        return
    wake()
    if not ready(every_morning).exists():
        every_morning.enqueue()
