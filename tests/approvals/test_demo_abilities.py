"""The demonstration's assessments: most are there, every line is chosen, and the choice is plainly the LAO's own."""

import pytest

from competencies.models import Competency
from organizations.models import Organization
from personnel.gaps import coverage, frame_of_cycle, gaps_of
from personnel.models import Assessment, OfficialLineCompetency, Person
from personnel.requirements import lines_of

pytestmark = pytest.mark.any_database


def test_every_line_has_its_competencies_by_own_choice(demonstration):
    lao = Organization.objects.get(code="SANGKHOM")
    for year in (2567, 2570):
        lines = lines_of(frame_of_cycle(lao, year).posts.counted(), year)
        assert len(lines) > 20
        assert not [row.line.name for row in lines if row.missing]
    assert not OfficialLineCompetency.objects.exists()
    assert Competency.objects.filter(kind="line").count() == 22


def test_most_people_are_assessed_and_some_lack_something(demonstration):
    lao = Organization.objects.get(code="SANGKHOM")
    covered = coverage(lao, 2570)
    assert covered.total == 45
    assert 35 <= covered.assessed < 45
    gaps = gaps_of(lao, 2570)
    assert 0 < sum(gap.gap > 0 for gap in gaps) < len(gaps)


def test_account_of_the_staff_can_try_it(demonstration):
    person = Person.objects.get(user__username="staff")
    assert not Assessment.objects.filter(person=person).exists()
    assert person.supervisor is not None
