"""What posts require, in the book: named by line, without a name of anybody, and kept with the decision."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.models import PositionLine
from documents.paper import Draft, Part, Table
from personnel.choosing import save_line, save_post_requirements, stamp
from personnel.models import Post
from plans.facts import PlanFacts
from plans.freeze import content_of, fingerprint
from plans.line_requirements import LineRequirements
from plans.models import Layout, Revision, State
from plans.papers import book
from plans.papers.requirements_tables import NOT_CHOSEN
from tests.builders import make_complete_plan, make_user, put_in_state
from tests.personnel.staff import make_person, make_post
from thai.dates import today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BOTH = "\u00a0(๒\u00a0-\u00a0๓)"
HEADING = "ความรู้ ทักษะ และสมรรถนะที่ต้องพัฒนา"


@pytest.fixture
def revision():
    return make_complete_plan(year=2570)


@pytest.fixture
def posts(revision):
    """A clerk's line at two levels, a chief official, and a hired employee without a line."""
    of = revision.organization
    return [
        make_post(of, "1101", "executive.1"),
        make_post(of, "3102", "academic.1"),
        make_post(of, "3102", "academic.2"),
        make_post(of, kind="hired_general"),
    ]


def facts_of(revision):
    return PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))


def choose(revision, *keys):
    save_line(
        organization=revision.organization,
        line=PositionLine.objects.get(code="3102"),
        chosen=keys,
        expected=stamp([]),
        by=make_user(),
    )


def tables_of(revision, layout=Layout.SIX):
    def parts(nodes):
        for node in nodes:
            if isinstance(node, Part):
                yield node
                yield from parts(node.children)

    body = book(facts_of(revision), layout=layout, mark=Draft(today())).body
    [part] = [part for part in parts(body) if part.heading == HEADING]
    return [node for node in part.children if isinstance(node, Table)]


def test_plan_without_a_staff_list_has_no_tables_and_no_key(revision):
    assert tables_of(revision) == []
    assert "requirements" not in content_of(facts_of(revision))


def test_levels_of_position_that_posts_stand_at(revision, posts):
    places, _lines = tables_of(revision)
    assert [list(row) for row in places.rows] == [
        ["บริหารท้องถิ่น ระดับต้น", "๑", "๔", "๔", "๔", "๓"],
        ["วิชาการ ระดับปฏิบัติการ", "๑", "๒", "๒", "๒", "๒"],
        ["วิชาการ ระดับชำนาญการ", "๑", "๓", "๓", "๓", "๓"],
        ["ลูกจ้างประจำและพนักงานจ้าง", "๑", "๒", "๒", "๒", "๑"],
    ]
    assert list(places.totals_row)[:2] == ["รวม", "๔"]


def test_line_names_its_items_with_the_levels_of_its_posts(revision, posts):
    choose(revision, ("competency", "l06"), ("knowledge", "k15"))
    _places, lines = tables_of(revision)
    chief, clerk = (list(row) for row in lines.rows)
    assert clerk[0] == "๒"
    assert clerk[1].endswith("\nวิชาการ ๒ อัตรา")
    assert clerk[2].splitlines() == [
        f"- สมรรถนะหลัก ๕ สมรรถนะ{BOTH}",
        f"- การคิดวิเคราะห์{BOTH}",
        f"- ความสามารถด้านดิจิทัล ๗ กลุ่ม{BOTH}",
    ]
    assert clerk[3] == f"- ความรู้เรื่องการบริหารทรัพยากรบุคคล{BOTH}"
    assert "- สมรรถนะประจำผู้บริหาร ๔ สมรรถนะ\u00a0(๔)" in chief[2].splitlines()
    assert NOT_CHOSEN not in chief[2]
    assert chief[3] == "-"


def test_line_without_a_choice_says_so(revision, posts):
    _places, lines = tables_of(revision)
    assert NOT_CHOSEN in lines.rows[1][2]


def test_level_set_for_one_post_is_in_its_line(revision, posts):
    save_post_requirements(
        post=posts[2], values={("competency", "c1"): 5}, expected=stamp([]), by=make_user()
    )
    _places, lines = tables_of(revision)
    assert "- สมรรถนะหลัก ๕ สมรรถนะ\u00a0(๒\u00a0-\u00a0๕)" in lines.rows[1][2]


def test_nobody_is_named(revision, posts):
    make_person(posts[1], "นางสาวความลับ ในบัญชี")
    assert "ความลับ" not in str(tables_of(revision))


def test_what_was_decided_upon_is_kept(revision, posts):
    closed = put_in_state(revision, State.SUBMITTED)
    before, printed = fingerprint(closed), tables_of(revision)
    choose(revision, ("competency", "l06"))
    Post.objects.all().delete()
    assert fingerprint(Revision.objects.with_plan().get(pk=closed.pk)) == before
    assert tables_of(revision) == printed


def test_kept_requirements_are_what_was_kept(revision, posts):
    required = facts_of(revision).requirements
    assert LineRequirements.from_plain(required.plain()) == required


def test_plan_closed_without_them_stays_without_them(revision):
    closed = put_in_state(revision, State.SUBMITTED)
    before = fingerprint(closed)
    make_post(revision.organization, "3102", "academic.1")
    assert tables_of(revision) == []
    assert fingerprint(Revision.objects.with_plan().get(pk=closed.pk)) == before


def test_choice_for_a_line_changes_the_hash(revision, posts):
    before = fingerprint(Revision.objects.with_plan().get(pk=revision.pk))
    choose(revision, ("competency", "l06"))
    assert fingerprint(Revision.objects.with_plan().get(pk=revision.pk)) != before


def test_queries_do_not_grow_with_posts(revision, posts, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        content_of(facts_of(revision))
    for line in ("3103", "3105", "3201", "4101"):
        make_post(revision.organization, line, "academic.2" if line[0] == "3" else "general.1")
    with django_assert_num_queries(len(few)):
        content_of(facts_of(revision))
