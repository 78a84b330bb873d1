"""Every test begins with the reference data, whatever the one before it committed."""

import threading

import pytest
from django.db import connection

from organizations.models import Province, User
from plans.models import Edition


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_and_reference_data_stay(turn):
    assert not User.objects.exists()
    assert Province.objects.count() == 76
    User.objects.create(username="left behind")


@pytest.mark.django_db(transaction=True)
def test_other_connections_see_what_was_committed():
    User.objects.create(username="somebody")
    seen = []

    def look():
        seen.append(User.objects.filter(username="somebody").exists())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [True]


@pytest.mark.django_db
def test_rolled_back_test_finds_reference_data():
    assert Edition.objects.filter(year=2567).exists()
    assert not User.objects.exists()
