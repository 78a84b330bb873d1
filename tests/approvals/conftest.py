"""The story of one plan, on a fixed day, with nothing for the checks to find."""

import pytest

from tests.approvals.story import TODAY, Story, begin
from thai.dates import frozen_today


@pytest.fixture(autouse=True)
def _day():
    with frozen_today(TODAY):
        yield


@pytest.fixture
def no_findings(monkeypatch):
    """The rules of the plan have tests of their own."""
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])


@pytest.fixture
def story(db, no_findings) -> Story:
    """A fresh draft and everybody who may move it."""
    return begin()
