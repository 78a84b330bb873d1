"""What posts require: the rules of section 10, the LAO's choices, and single posts set apart."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from competencies.models import Competency, PositionLevel, PositionLine
from personnel.levels import FILE, proposed
from personnel.models import (
    EmploymentKind,
    ItemKind,
    LevelStandard,
    LineCompetency,
    LineItem,
    OfficialLineCompetency,
    Post,
    PostRequirement,
)
from personnel.requirements import Item, Part, items, lines_of, required_of
from tests.builders import make_organization
from tests.personnel.staff import FIRST_YEAR, make_post

pytestmark = pytest.mark.django_db
CORE = {"c1", "c2", "c3", "c4", "c5"}
EXECUTIVE = {"x1", "x2", "x3", "x4"}
DIGITAL = {"d1", "d2", "d3", "d4", "d5", "d6", "d7"}


@pytest.fixture
def organization():
    return make_organization()


def choose(organization, line, *codes):
    for code in codes:
        LineCompetency.objects.create(
            organization=organization,
            line=PositionLine.objects.get(code=line),
            competency=Competency.objects.get(code=code),
        )


def load_official(line, *codes):
    for code in codes:
        OfficialLineCompetency.objects.create(
            line=PositionLine.objects.get(code=line),
            competency=Competency.objects.get(code=code),
            source="บัญชีทดสอบ",
        )


def codes(post, kind=None):
    required = required_of([post], FIRST_YEAR).get(post.pk, {})
    return {code for found, code in required if kind in (None, found)}


def level(post, code, kind=ItemKind.COMPETENCY):
    return required_of([post], FIRST_YEAR)[post.pk].get((kind, code))


def test_items_are_in_the_order_of_their_parts():
    found = list(items(FIRST_YEAR).values())
    parts = [item.part for item in found]
    assert parts == sorted(parts, key=list(Part).index)
    assert [parts.count(part) for part in Part] == [5, 4, 22, 21, 9, 7]
    assert items(FIRST_YEAR)[ItemKind.DIGITAL, "d1"].name.startswith("ความสามารถด้านความเข้าใจ")
    assert Item("skill", "sk1", "ทักษะการบริหารข้อมูล").key == ("skill", "sk1")


def test_items_of_an_edition_that_was_not_yet_are_none():
    assert items(2564) == {}


@pytest.mark.parametrize("kind", list(EmploymentKind))
def test_core_and_digital_are_required_of_all_local_personnel_and_of_nobody_else(organization, kind):
    post = make_post(organization, kind=kind)
    outside = kind in (EmploymentKind.CONTRACT, EmploymentKind.ELECTED)
    assert codes(post) == (set() if outside else CORE | DIGITAL)


@pytest.mark.parametrize(
    ("line", "has_executive"),
    [("1101", True), ("2101", True), ("3102", False), ("4101", False), ("5500", False), ("6500", False)],
)
def test_executive_competencies_are_required_of_two_types(organization, line, has_executive):
    found = codes(make_post(organization, line), ItemKind.COMPETENCY)
    assert (found >= EXECUTIVE) == has_executive


def test_type_of_a_post_is_known_from_its_line(organization):
    post = make_post(organization, "1101", position_type=None)
    assert codes(post) >= EXECUTIVE


def test_choice_of_the_organization_holds_where_no_official_table_is_loaded(organization):
    choose(organization, "3102", "l06", "l11", "l15")
    choose(make_organization(), "3102", "l22")
    post = make_post(organization, "3102", "academic.1")
    assert codes(post, ItemKind.COMPETENCY) == CORE | {"l06", "l11", "l15"}


def test_official_table_goes_before_the_choice(organization):
    choose(organization, "3102", "l06", "l11", "l15")
    load_official("3102", "l01", "l02", "l03")
    assert codes(make_post(organization, "3102"), ItemKind.COMPETENCY) == CORE | {"l01", "l02", "l03"}


@pytest.mark.parametrize(
    ("kind", "has_line"),
    [
        (EmploymentKind.HIRED_TASK, True),
        (EmploymentKind.HIRED_EXPERT, True),
        (EmploymentKind.PERMANENT, True),
        (EmploymentKind.HIRED_GENERAL, False),
    ],
)
def test_hired_employee_has_the_line_that_is_helped(organization, kind, has_line):
    choose(organization, "4101", "l10")
    post = make_post(organization, "4101", kind=kind)
    assert ("l10" in codes(post)) == has_line
    assert level(post, "c1") == proposed()["", "competency"]  # whatever the type of the line


def test_knowledge_and_skill_of_a_line_are_required_of_its_posts(organization):
    line = PositionLine.objects.get(code="3102")
    LineItem.objects.create(organization=organization, line=line, item_kind="knowledge", item_code="k15")
    post = make_post(organization, "3102", "academic.2")
    assert level(post, "k15", "knowledge") == proposed()["academic.2", "knowledge"]
    assert codes(make_post(organization, "3103"), "knowledge") == set()


def test_line_items_are_knowledge_or_skills_only(organization):
    line = PositionLine.objects.get(code="3102")
    with pytest.raises(IntegrityError), transaction.atomic():
        LineItem.objects.create(organization=organization, line=line, item_kind="digital", item_code="d1")


# Levels ---------------------------------------------------------------------------------------


def test_proposal_covers_every_level_and_kind_and_says_whose_it_is():
    known = {code for code, _kind in proposed()}
    assert known == {"", *PositionLevel.objects.values_list("code", flat=True)}
    assert len(proposed()) == len(known) * len(ItemKind)
    assert all(1 <= value <= 5 for value in proposed().values())
    assert "ค่าตั้งต้นของระบบ ปรับได้" in json.loads(FILE.read_text("utf-8"))["source"]


def test_unknown_level_counts_as_the_lowest_of_its_type(organization):
    assert level(make_post(organization, "3102"), "c1") == proposed()["academic.1", "competency"]
    assert level(make_post(organization), "c1") == proposed()["", "competency"]


def test_own_standard_goes_before_the_proposal(organization):
    rank = PositionLevel.objects.get(code="academic.1")
    LevelStandard.objects.create(
        organization=organization,
        position_type=rank.position_type,
        position_level=rank,
        item_kind="competency",
        required=5,
    )
    post = make_post(organization, "3102", "academic.1")
    assert level(post, "c1") == 5
    assert level(post, "d1", "digital") == proposed()["academic.1", "digital"]
    assert level(make_post(make_organization(), "3102", "academic.1"), "c1") == 2


@pytest.mark.parametrize("code", ["academic.1", ""])
def test_standard_of_a_level_is_set_once(organization, code):
    rank = PositionLevel.objects.filter(code=code).first()
    row = {"organization": organization, "position_level": rank, "item_kind": "skill", "required": 3}
    LevelStandard.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelStandard.objects.create(**row)


def test_requirement_of_a_post_adds_changes_and_takes_away(organization):
    post = make_post(organization, "3102", "academic.1")
    rows = [("competency", "c1", 5), ("knowledge", "k02", 4), ("digital", "d7", None), ("skill", "gone", 3)]
    for kind, code, required in rows:
        PostRequirement.objects.create(
            organization=organization, post=post, item_kind=kind, item_code=code, required=required
        )
    assert level(post, "c1") == 5
    assert level(post, "k02", "knowledge") == 4
    assert "d7" not in codes(post)
    assert "gone" not in codes(post)  # the catalog no longer knows it


def test_queries_do_not_grow_with_posts(organization, django_assert_num_queries):
    choose(organization, "3102", "l06")
    make_post(organization, "3102", "academic.1")
    with CaptureQueriesContext(connection) as few:
        required_of(Post.objects.filter(organization=organization), FIRST_YEAR)
    for line in ("3103", "4101", "2101", "3102"):
        make_post(organization, line)
    with django_assert_num_queries(len(few)):
        required_of(Post.objects.filter(organization=organization), FIRST_YEAR)
    assert len(few) <= 13


# Lines ----------------------------------------------------------------------------------------


def lines(organization, **more):
    found = lines_of(Post.objects.filter(organization=organization), FIRST_YEAR, **more)
    return {row.line.code: row for row in found}


def test_lines_say_how_many_competencies_are_missing(organization):
    choose(organization, "3102", "l06", "l11")
    for line in ("3102", "3102", "4101", "2101"):
        make_post(organization, line)
    make_post(organization)
    found = lines(organization)
    assert list(found) == ["2101", "3102", "4101"]
    assert (found["3102"].posts, found["3102"].missing, found["3102"].is_binding) == (2, 1, True)
    assert (found["4101"].missing, found["4101"].is_binding) == (3, True)
    assert (found["2101"].missing, found["2101"].is_binding) == (3, False)
    assert [item.code for item in found["3102"].competencies] == ["l06", "l11"]
    assert lines(organization, least=5)["3102"].missing == 3


def test_official_table_lacks_none_and_lines_of_hired_people_alone_do_not_bind(organization):
    load_official("3102", "l06")
    make_post(organization, "3102")
    make_post(organization, "4101", kind=EmploymentKind.HIRED_TASK)
    found = lines(organization)
    assert (found["3102"].missing, found["3102"].is_official) == (0, True)
    assert not found["4101"].is_binding


def test_no_posts_have_no_lines():
    assert lines_of([], FIRST_YEAR) == []
    assert required_of([], FIRST_YEAR) == {}
