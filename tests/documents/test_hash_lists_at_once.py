"""Two workers whose mornings begin together publish each day once, and the chain holds."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
import time_machine
from django.db import connection

from documents import store
from documents.hash_lists import publish as module
from documents.hash_lists.chain import chain_of
from documents.hash_lists.content import GENESIS, read
from documents.models import DailyList
from tests.documents.test_issue import given
from thai.dates import BANGKOK

MORNING = datetime.datetime(2023, 11, 4, 6, 0, tzinfo=BANGKOK)


@pytest.mark.django_db(transaction=True)
def test_lists_published_by_two_at_once_are_published_once():
    with time_machine.travel(MORNING - datetime.timedelta(days=3), tick=False):
        given(b"%PDF one", kind="plan")
    gate, write = threading.Barrier(2, timeout=20), module.write
    first = threading.local()

    def together(**values):
        """Both have looked at what is due before either of them stores anything."""
        if not getattr(first, "done", False):
            first.done = True
            gate.wait()
        return write(**values)

    def morning(_number):
        try:
            return [row.sha256 for row in module.publish()]
        finally:
            connection.close()

    with (
        time_machine.travel(MORNING, tick=False),
        mock.patch.object(module, "write", together),
        ThreadPoolExecutor(2) as pool,
    ):
        made = list(pool.map(morning, range(2)))
    rows = DailyList.objects.order_by("number")
    assert [row.day.day for row in rows] == [1, 2, 3]
    assert made[0] == made[1] == [row.sha256 for row in rows]
    lists = [one for row in rows for one in read(store.path_of(row.sha256).read_bytes())]
    assert not chain_of(lists).faults
    assert lists[0].previous == GENESIS
