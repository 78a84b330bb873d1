"""The background worker, which first takes up again what an earlier one left behind.

The task backend marks a task RUNNING when a worker takes it and has nobody who notices that the worker died.
Tasks are written so that running one twice does no harm, so a lost one is simply put back. One that was lost
again and again is marked failed instead: it may be what kills the workers.
"""

import logging
import os
import socket
import sys

import django
from django.core.management import call_command
from django.db import connection

ATTEMPTS = 3

log = logging.getLogger(__name__)


class WorkerLostError(Exception):
    """The worker ended in the middle of the task, too often to try once more."""


def worker_id() -> str:
    """The same at every start of the same service on the same machine, and of no other."""
    return f"{socket.gethostname()}:{os.environ.get('PORT', '8000')}"[-64:]


def put_back(worker: str) -> int:
    """Make the tasks ready again that this worker was running when it died; return how many.

    A SQLite database belongs to one machine, so there whatever is running was lost.
    """
    from django_tasks_db.models import DBTaskResult

    count = 0
    for task in DBTaskResult.objects.running():
        if connection.vendor != "sqlite" and task.worker_ids[-1:] != [worker]:
            continue
        if len(task.worker_ids) >= ATTEMPTS:
            task.set_failed(WorkerLostError(f"lost {len(task.worker_ids)} times"))
        else:
            ready = DBTaskResult.objects.running().filter(pk=task.pk)
            count += ready.update(status="READY", started_at=None)
    return count


def warm_papers() -> None:
    """Start what makes papers; mail and deadlines do not wait for it, and drafts try again when they need it."""
    from documents.parts import workers

    try:
        workers.pool().warm()
    except Exception:
        log.exception("the rendering workers were not started")


def main() -> None:
    """Recover, then work until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if count := put_back(worker_id()):
        print(
            f"งานเบื้องหลังที่ค้าง {count} งานจะทำใหม่ ({count} lost background tasks will run again)",
            file=sys.stderr,
        )
    from approvals.deadlines import daily
    from approvals.post import mornings

    daily.begin()  # from then on it puts itself on the list for the next morning
    mornings.begin()  # the same, where mail is sent
    warm_papers()
    call_command("db_worker", worker_id=worker_id(), queue_name="*", reload=False, verbosity=0)


if __name__ == "__main__":
    main()
