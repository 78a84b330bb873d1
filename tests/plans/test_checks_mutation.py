"""A good plan with one thing spoilt: the rule that is about it says so, once, and leads to where it is mended."""

from __future__ import annotations

import pytest

from organizations.roles import Role
from plans.checks import REGISTRY
from tests.builders import client_of, make_member
from tests.plans.finding import found, good_plan, ids
from tests.plans.spoiling import SPOIL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
WAYS = [(rule, spoil) for rule, ways in SPOIL.items() for spoil in ways]
#: Spoilt by a day, not by a change of the plan: test_checks.py.
BY_DAY = {"deadline"}
#: Found once for each year, because each year is mended apart.
OF_EACH_YEAR = {"target-within-headcount", "staff-headcount"}
NO_EVIDENCE = {"needs-evidence"}  #: a need that the test added rests upon no survey and no assessment
#: Rules that the same spoiling breaks as well, because it takes their subject away, too.
AS_WELL = {
    "period-aligned": {"period-staffing", "empty-year", "year-outside"},  # the rows are of the years before
    "six-parts-tables": {"group-covered", "orientation-held"},  # nobody and no project: nothing is covered
    "misspelt-lao": {"known-slips"},  # this misspelling stands in the model text of the last edition
    "project-complete": {"curriculum-covered", "orientation-held"},  # the first project is the orientation
    "project-held": {"knowledge-areas"},
    "group-covered": {"ethics-course", "project-within-headcount"},
    "ethics-course": {"project-within-headcount"},
    "line-competencies": {"staff-headcount"},  # a staff list of one post
    "line-competencies-advised": {"staff-headcount"},
    "core-competencies": {"staff-headcount"},
    "post-covered": {"ethics-course", "executive-course", "group-covered"},  # a group without any project
    "project-area": {"knowledge-areas"},
    "project-reason": NO_EVIDENCE,
    "need-answered": NO_EVIDENCE,
    "needs-ranked": NO_EVIDENCE | {"project-reason"},  # with a need, projects are asked for their reason
    "needs-evidence": {"project-reason"},
    "method-group": {"orientation-held"},
    "curriculum-group": {"executive-course"},
}


def unspoilt() -> set[str]:
    """Rules that nobody spoils a plan for."""
    return {rule for rule in REGISTRY if not SPOIL.get(rule)} - BY_DAY


@pytest.fixture
def revision():
    return good_plan()


def test_good_plan_has_no_finding(revision):
    assert found(revision) == []


def test_every_rule_has_a_way_to_spoil_its_subject():
    assert unspoilt() == set()
    assert set(SPOIL) <= set(REGISTRY)


def test_a_rule_without_a_spoiling_is_noticed(monkeypatch):
    monkeypatch.setitem(REGISTRY, "new-rule", next(iter(REGISTRY.values())))
    assert unspoilt() == {"new-rule"}


@pytest.mark.parametrize(("rule", "spoil"), WAYS)
def test_spoilt_subject_is_named_by_its_rule_alone_and_the_link_leads_to_it(revision, rule, spoil):
    spoil(revision)
    own = [finding for finding in found(revision) if finding.id == rule]
    assert len(own) == (3 if rule in OF_EACH_YEAR else 1)
    assert ids(revision) - {rule} <= AS_WELL.get(rule, set())
    officer = client_of(make_member(Role.HR_OFFICER, revision.organization))
    for finding in own:
        revision.refresh_from_db()
        answer = officer.get(finding.place.url(revision.address).partition("#")[0])
        assert answer.status_code == 200
        if field := finding.place.field:
            assert f'id="id_{field}"' in answer.content.decode()
