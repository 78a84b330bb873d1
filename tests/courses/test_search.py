"""Courses are found by words, needs, curriculum and group, in as many queries for many as for one."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Course, CourseItem, Curriculum
from courses.search import find, near, telling_words
from tests.builders import make_organization

pytestmark = pytest.mark.django_db
LAW, LETTERS, COMPUTERS = ("knowledge", "k02"), ("skill", "sk8"), ("skill", "sk2")


@pytest.fixture(autouse=True)
def _empty_library():
    Course.objects.all().delete()


@pytest.fixture
def lao():
    return make_organization()


def make(code, name="หลักสูตร", *, organization=None, items=(), **values):
    course = Course.objects.create(organization=organization, code=code, name=name, **values)
    CourseItem.objects.bulk_create(
        CourseItem(course=course, item_kind=kind, item_code=item) for kind, item in items
    )
    return course


def codes(courses):
    return [course.code for course in courses]


def test_own_courses_stand_before_national_ones_and_those_of_others_are_not_found(lao):
    make("N1")
    make("Z1", organization=lao)
    make("X1", organization=make_organization())
    assert codes(find(lao)) == ["Z1", "N1"]
    assert codes(find(None)) == ["N1"]


def test_a_retired_course_is_not_offered_from_its_day_on(lao):
    make("N1", retired_on=datetime.date(2024, 1, 1))
    make("N2", retired_on=datetime.date(2999, 1, 1))
    assert codes(find(lao)) == ["N2"]


@pytest.mark.parametrize(
    "words",
    [
        "สารบรรณ",
        "งานสารบรรณ 2526",
        "สารบรรณ ๒๕๒๖",
        "excel",
        "  สารบรรณ\u00a0",
        "ทํางาน",
        "เขียนหนังสือราชการ",
    ],
    ids=["part", "two words", "Thai digits", "Latin case", "spaces", "split sara am", "name of an item"],
)
def test_words_are_found_however_they_are_typed(lao, words):
    make("N1", "งานสารบรรณตามระเบียบ พ.ศ. ๒๕๒๖ ด้วย Excel", objective="ทำงานถูกต้อง", items=[LETTERS])
    make("N2", "การขับรถ")
    assert codes(find(lao, words)) == ["N1"]


def test_every_word_must_occur(lao):
    make("N1", "งานสารบรรณ")
    assert find(lao, "สารบรรณ พัสดุ") == []


def test_courses_that_develop_more_of_the_needs_come_first(lao):
    make("N1", items=[LAW])
    make("N2", items=[LAW, LETTERS])
    make("N3", items=[COMPUTERS])
    assert codes(find(lao, items=[LAW, LETTERS])) == ["N2", "N1"]


def test_curriculum_and_group_narrow_the_list(lao):
    first, second = Curriculum.objects.filter(code__in=["cur1", "cur2"])
    make("N1", curriculum=first, group_codes=["g1"])
    make("N2", curriculum=second, group_codes=["g2", "g3"])
    make("N3", curriculum=second)
    assert codes(find(lao, curriculum=second)) == ["N2", "N3"]
    assert codes(find(lao, group="g1")) == ["N1", "N3"]


def test_the_number_of_queries_does_not_depend_on_the_number_of_courses(lao):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for course in find(lao, "หลักสูตร", items=[LAW]):
                list(course.lines.all()), list(course.costs.all()), list(course.parts.all())
        return len(queries)

    make("N1", items=[LAW])
    one = count()
    for number in range(2, 12):
        make(f"N{number}", items=[LAW])
    assert count() == one


def test_ones_own_words_find_the_course_that_is_about_them(lao):
    make("N1", "การจัดซื้อจัดจ้างและการบริหารพัสดุ")
    make("N2", "งานสารบรรณและการเขียนหนังสือราชการ")
    make("N3", "ปฐมนิเทศ", objective="รู้ระเบียบพัสดุและหนังสือราชการ")
    assert codes(near(lao, "เจ้าหน้าที่ขาดความรู้งานพัสดุ")) == ["N1"]  # N3 has the word, and is about something else
    assert codes(near(lao, "เขียนหนังสือราชการไม่ถูกต้อง")) == ["N2"]
    assert near(lao, "การเขียนโปรแกรม") == []  # the shorter half of it
    assert near(lao, "พัฒนาความรู้ของบุคลากร") == near(lao, "") == []


def test_telling_words_are_those_that_not_every_course_has():
    assert telling_words("พัฒนาความรู้ด้านพัสดุ และพัสดุ EXCEL 25") == ["พัสดุ", "excel"]
