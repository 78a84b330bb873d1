"""The page about the checks claims what is there, and leaves out no rule."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from approvals import guards, guards_announcing
from plans.checks import REGISTRY
from plans.checks.holding import GATE, SECRETARY, page

POINTS = GATE + SECRETARY
#: Rules beyond both lists: of the way of working, and of what the two lists do not know.
BEYOND = {"section-done", "project-reason", "need-answered", "proposals-decided", "provincial-texts"}


def test_page_is_as_printed():
    with translation.override("th"):
        assert (Path(settings.BASE_DIR) / "docs" / "checks.md").read_text() == page()


def test_lists_are_whole():
    assert [point.number for point in GATE] == list(range(1, 16))
    assert [point.number for point in SECRETARY] == list(range(1, 31))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point.number}-{point.text[:20]}")
def test_point_is_held_by_what_is_there_or_says_why_not(point):
    assert set(point.checks) <= set(REGISTRY)
    there = {**vars(guards), **vars(guards_announcing)}
    assert all(callable(there[name]) for name in point.guards)
    assert point.checks or point.guards or point.otherwise


def test_every_rule_is_named():
    named = {name for point in POINTS for name in point.checks}
    assert set(REGISTRY) - named == BEYOND
