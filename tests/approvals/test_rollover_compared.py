"""A plan taken over from the last one, beside it: exactly what was meant to change, and nothing else."""

import pytest

from approvals.versions import compared, versions
from organizations.roles import Role
from plans.edit import save_section
from plans.edit_rows import save_project
from plans.models import CarriedProject, State
from plans.rollover.projects import Deciding, decide_projects, decisions_seen
from plans.rollover.source import last_plan
from plans.rollover.texts import Taking, past_texts, take_texts
from tests.builders import make_complete_plan, make_member, make_plan, put_in_state

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TEXT = "แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙ ตามพระราชบัญญัติ พ.ศ. ๒๕๔๒"


@pytest.fixture
def officer():
    return make_member(Role.HR_OFFICER)


@pytest.fixture
def past(officer):
    old = make_complete_plan(officer.organization, year=2567, by=officer.user)
    section = old.sections.get(code="s1.2")
    save_section(section=section, body=TEXT, expected_version=section.version, by=officer.user)
    put_in_state(old, State.ANNOUNCED)
    return last_plan(make_plan(officer.organization, by=officer.user))


def beside(past, officer):
    """The new plan as it is now, beside the announced one."""
    now, last = versions(past.new, officer)
    return compared(last, now)


def part(comparison, key):
    return next(part for part in [*comparison.texts, *comparison.tables] if part.key == key)


def take_over(past, officer, fates):
    projects = past.revision.projects.all()
    deciding = {project.pk: Deciding(fates.get(project.order, "continued")) for project in projects}
    return decide_projects(past, deciding, seen=decisions_seen(past.new), by=officer.user)


def test_projects_that_go_on_differ_in_nothing_but_what_was_changed(past, officer):
    finished = past.revision.projects.get(order=2)
    copies = take_over(past, officer, {2: CarriedProject.Fate.FINISHED}).copied
    changed = copies[-1]
    save_project(
        revision=past.new,
        values={"name": "ชื่อใหม่ทั้งหมด", "hours_total": 18},
        years={2571: (25, changed.years.get(year=2571).baht)},
        project=changed,
        expected_version=changed.version,
        by=officer.user,
    )
    projects = part(beside(past, officer), "projects")
    assert [(row.change.value, row.title) for row in projects.changed] == [
        ("changed", "ชื่อใหม่ทั้งหมด"),
        ("removed", finished.name),
    ]
    labels = [field.label for field in projects.fields(projects.changed[0])]
    assert labels == ["โครงการ/หลักสูตรการพัฒนา", "จำนวนชั่วโมงทั้งหมด", "ปีที่ 2: จำนวนคน"]


def test_texts_that_were_taken_differ_in_the_years_that_moved(past, officer):
    takings = {
        row.section.code: Taking(
            row.section.version, frozenset(place.start for place in row.places if place.moves)
        )
        for row in past_texts(past)
    }
    take_texts(past, takings, by=officer.user)
    comparison = beside(past, officer)
    written = [text for text in comparison.texts if text.key in takings]
    assert [text.key for text in written if text.differs] == ["s1.2"]
    [pair] = part(comparison, "s1.2").pairs
    assert [piece.text for piece in pair.before if piece.kind == "del"] == ["๒๕๖๗", "๒๕๖๙"]
    assert [piece.text for piece in pair.after if piece.kind == "ins"] == ["๒๕๗๐", "๒๕๗๒"]
