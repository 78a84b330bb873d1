"""What every test may use. Kept small: data come from the builders of each app."""

import os

import pytest
from django.core.cache import cache

from tests.live import BROWSER_ARGUMENTS, CHROMIUM, CONTEXT_ARGUMENTS, Live

# Playwright keeps an event loop in the thread in which the tests ask the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences"}


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="only tests that ask the database, without a browser"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what needs a browser, and leave out what another database cannot change."""
    for item in items:
        if "page" in item.fixturenames:
            item.add_marker("browser")
    if config.getoption("--database-only"):
        kept = [item for item in items if _asks_database(item) and not item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _asks_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(item.fixturenames))


@pytest.fixture(autouse=True)
def _own_files_and_cache(settings, tmp_path):
    """No test sees another's files or counters."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": BROWSER_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, **CONTEXT_ARGUMENTS}


@pytest.fixture
def live(live_server, page):
    """Our pages in a real browser; the test fails when one answers 5xx or its script or policy fails."""
    live = Live(page, live_server.url)
    yield live
    assert live.troubles == []
