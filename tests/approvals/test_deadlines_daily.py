"""What runs every day keeps itself on the list, once, whatever fails."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from approvals.deadlines import daily
from thai.dates import BANGKOK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _list_in_the_database(settings):
    """As in every installation; other tests run their tasks at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def on_the_list():
    return DBTaskResult.objects.filter(task_path=daily.every_day.module_path, status="READY")


def test_first_worker_begins_and_the_next_finds_it_begun():
    assert daily.begin() is True
    assert daily.begin() is False
    assert on_the_list().count() == 1
    assert on_the_list().ready().count() == 1  # at once


def test_task_plans_the_next_morning_once(monkeypatch):
    monkeypatch.setattr(daily, "remind", lambda day: 5)
    assert daily.every_day.func() == 5
    assert daily.every_day.func() == 5
    [row] = on_the_list()
    assert row.run_after > timezone.now()
    assert row.run_after.astimezone(BANGKOK).time() == daily.MORNING


def test_failure_does_not_end_the_row(monkeypatch):
    def fail(day):
        raise RuntimeError

    monkeypatch.setattr(daily, "remind", fail)
    with pytest.raises(RuntimeError):
        daily.every_day.func()
    assert on_the_list().count() == 1


@pytest.mark.parametrize(
    ("now", "morning"),
    [((21, 5, 59), (21, 6, 0)), ((21, 6, 0), (22, 6, 0)), ((30, 23, 0), (1, 6, 0))],
)
def test_next_morning(now, morning):
    found = daily.next_morning(datetime.datetime(2026, 11, *now, tzinfo=BANGKOK))
    assert (found.day, found.hour, found.minute) == morning
