"""What the operator sees of the work that the system does by itself, and running it again."""

import datetime
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from monitoring.background import WORDS, failed_tasks, run_again, waiting
from organizations.roles import Role
from tests.builders import client_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def a_task(path: str = "approvals.sittings.letters.make_letters", **values) -> DBTaskResult:
    usual = {
        "args_kwargs": {"args": [7], "kwargs": {}},
        "backend_name": "default",
        "run_after": timezone.now(),
    }
    return DBTaskResult.objects.create(task_path=path, **{**usual, **values})


def a_failure(days: int = 0) -> DBTaskResult:
    task = a_task()
    task.set_failed(RuntimeError("รหัสลับ abc"))
    DBTaskResult.objects.filter(pk=task.pk).update(finished_at=timezone.now() - datetime.timedelta(days=days))
    return task


def test_failures_of_the_last_days_are_listed_without_what_was_in_them():
    a_failure(days=30)
    task = a_failure()
    [failed] = failed_tasks()
    assert (failed.pk, failed.about, failed.error) == (task.pk, "7", "RuntimeError")
    page = client_of(make_member(Role.OPERATOR)).get(reverse("monitoring:background")).content.decode()
    assert "จัดทำหนังสือแจ้งมติ" in page
    assert "รหัสลับ" not in page


def test_a_failed_task_is_put_on_the_list_once_more():
    task = a_failure()
    operator = client_of(make_member(Role.OPERATOR))
    operator.post(reverse("monitoring:background_again", args=[task.pk]))
    assert [row.pk for row in DBTaskResult.objects.ready()] == [task.pk]
    assert failed_tasks() == []
    assert not run_again(task.pk)  # pressed twice


def test_work_that_nobody_takes_up_is_told():
    assert not waiting().is_slow
    a_task(run_after=timezone.now() + datetime.timedelta(hours=1))  # tomorrow's round
    assert waiting().count == 0
    task = a_task()
    long_ago = timezone.now() - datetime.timedelta(minutes=11)
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=long_ago, run_after=long_ago)
    assert (waiting().count, waiting().is_slow) == (1, True)


def test_every_task_has_its_word():
    assert all(hasattr(import_string(path), "enqueue") for path in WORDS)


def test_no_task_is_shown_by_the_name_of_its_function():
    """A failed task without words would tell an operator the place of its code."""
    defined = re.compile(r"^@task\b.*\n(?:@.*\n)*def (\w+)", re.MULTILINE)
    places = [
        path.resolve()
        for app in apps.get_app_configs()
        for path in Path(app.path).rglob("*.py")
        if path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts
    ]
    found = {
        f"{'.'.join(path.relative_to(settings.BASE_DIR).with_suffix('').parts)}.{name}"
        for path in places
        for name in defined.findall(path.read_text("utf-8"))
    }
    assert found == set(WORDS)
