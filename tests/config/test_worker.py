"""Tasks that a dead worker left behind are taken up again, but not for ever."""

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from config.worker import ATTEMPTS, put_back, warm_papers, worker_id

pytestmark = pytest.mark.django_db


def make_task(status, *workers):
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="documents.tasks.none",
        worker_ids=list(workers),
        backend_name="default",
        run_after=get_date_max(),
        started_at=timezone.now(),
    )


def test_task_of_a_dead_worker_is_ready_again():
    lost = make_task("RUNNING", worker_id())
    assert put_back(worker_id()) == 1
    lost.refresh_from_db()
    assert (lost.status, lost.started_at) == ("READY", None)
    assert lost in DBTaskResult.objects.ready()


def test_task_lost_too_often_is_failed():
    lost = make_task("RUNNING", *[worker_id()] * ATTEMPTS)
    assert put_back(worker_id()) == 0
    lost.refresh_from_db()
    assert lost.status == "FAILED"
    assert lost.exception_class_path == "config.worker.WorkerLostError"


def test_finished_task_stays():
    done = make_task("SUCCESSFUL", worker_id())
    assert put_back(worker_id()) == 0
    done.refresh_from_db()
    assert done.status == "SUCCESSFUL"


def test_task_of_another_machine_stays_where_several_share_a_database():
    make_task("RUNNING", "another-machine:8000")
    assert put_back(worker_id()) == (1 if connection.vendor == "sqlite" else 0)


def test_worker_id_fits_its_column(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "a" * 200)
    assert len(worker_id()) == 64


def test_background_work_begins_where_no_paper_can_be_made(monkeypatch, caplog):
    def refuse():
        raise OSError("no space left on device")

    monkeypatch.setattr("documents.parts.workers.pool", refuse)
    warm_papers()
    assert "no space left" in caplog.text
