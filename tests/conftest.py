"""What every test may use. Kept small: data come from the builders of each app."""

import io
import os
import re

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests.database import Snapshot
from tests.live import BROWSER_ARGUMENTS, CHROMIUM, CONTEXT_ARGUMENTS, Live

# Playwright keeps an event loop in the thread in which the tests ask the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A landing must not hang on the speed of the machine or on chance: the same examples each time. ``make test-chance``
# looks with new ones, and what it finds becomes an @example.
SLOWNESS = [HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.function_scoped_fixture]
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=SLOWNESS)
settings.register_profile("chance", deadline=None, max_examples=500, suppress_health_check=SLOWNESS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences"}


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="only tests that ask the database, without a browser"
    )
    parser.addoption(
        "--database-file", action="store_true", help="SQLite in a file, as installations have it"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what needs a browser, and leave out what another database cannot change."""
    for item in items:
        if "page" in item.fixturenames:
            item.add_marker("browser")
    if config.getoption("--database-only"):
        kept = [item for item in items if _asks_database(item) and not _is_told_by_another_run(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _asks_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(item.fixturenames))


def _is_told_by_another_run(item) -> bool:
    """Modules of pages (``test_views_*``, ``test_*_views``) and of papers run on one database.

    What their pages ask of the other is seen by ``tests/access/test_pages_open.py``, which runs on both.
    """
    if re.search(r"test_(views|papers)|_(views|papers|pages)$", item.module.__name__.rpartition(".")[2]):
        return True
    return any(item.get_closest_marker(name) for name in ("browser", "any_database"))


@pytest.fixture(autouse=True)
def _own_files_and_cache(settings, tmp_path):
    """No test sees another's files or counters."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, pytestconfig, tmp_path_factory):
    """Tests with a browser have a file: in memory, all threads of the live server would share one connection.

    Two requests of one page, or a request and the test itself, then stand in one transaction and trip each other.
    """
    if pytestconfig.getoption("--database-file") and connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "db.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every test finds the reference data loaded; whoever commits something leaves the database as it was."""
    with django_db_blocker.unblock():
        call_command("load_catalogs", stdout=io.StringIO())
        start = Snapshot("start", tmp_path_factory.mktemp("start"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: start.restore())
        yield
    with django_db_blocker.unblock():
        start.forget()


@pytest.fixture(scope="session")
def _demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """What ``manage.py demo`` makes, made once; the database is left with it."""
    media = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(django_settings, "MEDIA_ROOT", media)
            call_command("demo", verbosity=0, stdout=io.StringIO())
        snapshot = Snapshot("demonstration", media)
    yield snapshot
    with django_db_blocker.unblock():
        snapshot.forget()


@pytest.fixture
def demonstration(_demonstration, transactional_db, settings):
    """The database as ``manage.py demo`` leaves it, for this test alone."""
    _demonstration.restore(settings.MEDIA_ROOT)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": BROWSER_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, **CONTEXT_ARGUMENTS}


@pytest.fixture
def live(demonstration, live_server, page):
    """Our pages, with the demonstration's data, in a real browser; the test fails when one answers 5xx or its script or policy fails."""
    live = Live(page, live_server.url)
    yield live
    assert live.troubles == []
