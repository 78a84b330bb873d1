"""The starter library: what an average LAO needs, examples all of it, loaded again without undoing the centre's work."""

import json

import pytest
from django.core.management import call_command

from competencies.items import ItemKind
from courses.edit import save_course
from courses.figures import LECTURE_SHARE_MAX, figures_of
from courses.groups import TargetGroup
from courses.models import CostRate, Course
from courses.records import record_of
from courses.search import find, item_names
from courses.starter import STARTER, exported_library, load_library
from organizations.load import LoadError
from personnel.models import PersonnelGroup
from tests.builders import edition, make_user

pytestmark = pytest.mark.django_db
CONTENT = json.loads(STARTER.read_text("utf-8"))


def courses():
    return list(Course.objects.filter(organization=None).with_details())


def test_the_groups_are_those_of_the_master_plan():
    groups = PersonnelGroup.objects.for_edition(2570)
    assert dict(TargetGroup.choices) == {group.code: group.short_name for group in groups}


def test_the_limit_of_lectures_is_the_rule_of_the_edition():
    assert edition().number("lecture_share_max") == LECTURE_SHARE_MAX


def test_every_curriculum_has_a_course_for_every_group():
    lacking = [
        (course_code, group)
        for course_code in ("cur1", "cur2", "cur3", "cur4", "cur5")
        for group in TargetGroup.values
        if not any(course.curriculum.code == course_code for course in find(None, group=group))
    ]
    assert lacking == []


def test_each_course_is_complete_and_an_example():
    names = item_names()
    for course in courses():
        assert course.is_example, course
        assert course.source, course
        assert course.indicator, course
        assert course.indicator_target, course
        assert {(item.item_kind, item.item_code) for item in course.items.all()} <= names.keys()
        assert course.items.all(), course
        assert course.is_digital == any(item.item_kind == ItemKind.DIGITAL for item in course.items.all())
        figures = figures_of(course)
        assert figures.hours, course
        assert not figures.lectures_too_much, course
        assert figures.per_head > 0, course


def test_no_rate_claims_a_source_that_was_not_checked():
    rates = CostRate.objects.filter(organization=None)
    assert {(rate.source, rate.is_example) for rate in rates} == {("ตัวอย่าง กรุณาตรวจสอบกับระเบียบที่ใช้บังคับ", True)}


def test_the_export_says_what_the_file_says():
    assert exported_library() == {"rates": CONTENT["rates"], "courses": CONTENT["courses"]}


def test_loading_again_changes_nothing():
    assert all(changes.is_nothing for changes in load_library())


def write(tmp_path, **changed):
    content = json.loads(STARTER.read_text("utf-8"))
    content["courses"][0] |= changed
    path = tmp_path / "library.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_an_untouched_example_follows_its_file(tmp_path):
    _rates, changes = load_library(write(tmp_path, name="ชื่อใหม่"))
    assert (changes.new, changes.changed) == (0, 1)
    assert Course.objects.get(code="EX01").name == "ชื่อใหม่"


def test_what_the_centre_changed_is_left_alone(tmp_path):
    course = Course.objects.with_details().get(code="EX01")
    save_course(
        organization=None, record=record_of(course), course=course, expected_version=1, by=make_user()
    )
    _rates, changes = load_library(write(tmp_path, name="ชื่อใหม่"))
    assert changes.is_nothing


@pytest.mark.parametrize(
    "wrong",
    [{"curriculum": "cur9"}, {"colour": "red"}, {"name": ""}, {"parts": [{"method": "m9", "hours": 1}]}],
)
def test_a_wrong_entry_is_named(tmp_path, wrong):
    with pytest.raises(LoadError, match="EX01"):
        load_library(write(tmp_path, **wrong))


def test_the_command_exports_the_library(capsys):
    call_command("export_catalogs", "--json")
    assert len(json.loads(capsys.readouterr().out)["library"]["courses"]) == len(CONTENT["courses"])
