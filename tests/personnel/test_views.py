"""Pages of people and posts: what they show, what they save, what they refuse, and how often they ask the database."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competencies.models import PositionLevel, PositionLine, PositionType
from organizations.roles import Role
from personnel.models import (
    EmploymentKind,
    GroupOverride,
    Holding,
    Person,
    PersonnelGroup,
    Post,
    StaffingFrame,
)
from personnel.people import hold
from tests.builders import client_of, load_reference, make_member, make_organization, make_user
from tests.personnel.lists import make_frame, make_held, make_person, make_post, make_small_list
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(datetime.date(2026, 11, 21)):
        yield


@pytest.fixture
def frame():
    return make_small_list()


@pytest.fixture
def officer(frame):
    return client_of(make_member(Role.HR_OFFICER, frame.organization))


@pytest.fixture
def head(frame):
    return client_of(make_member(Role.HEAD, frame.organization))


def at(frame, name, *args):
    return reverse(f"personnel:{name}", args=[frame.organization.code, *args])


def day(name, year, month=1, number=1):
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


POST = {"title": "นิติกร", "kind": EmploymentKind.CIVIL, "number": "๔๓-๓-๐๑-๓๑๐๕-๐๐๑"}


# Reading ------------------------------------------------------------------------------------------


def test_overview_shows_counts_groups_and_rules(officer, frame):
    page = officer.get(at(frame, "overview")).text
    assert "กรอบ 10 มีคนครอง 8 ว่าง 2" in page
    for words in ("หัวหน้าหน่วยงาน", "ประเภทอำนวยการท้องถิ่น", "อายุงานถึงเกณฑ์", "เกณฑ์ 2 ปี"):
        assert words in page


def test_overview_without_a_frame_leads_to_making_one():
    load_reference()
    organization = make_organization()
    officer, head = (client_of(make_member(role, organization)) for role in (Role.HR_OFFICER, Role.HEAD))
    address = reverse("personnel:overview", args=[organization.code])
    create = reverse("personnel:frame_create", args=[organization.code])
    assert create in officer.get(address).text
    assert create not in head.get(address).text


def test_readers_see_no_way_to_write(head, frame):
    post, person = Post.objects.first(), Person.objects.first()
    for name, args in {
        "overview": [],
        "posts": [2570],
        "post": [post.pk],
        "person": [person.pk],
        "units": [],
    }.items():
        page = head.get(at(frame, name, *args))
        assert page.status_code == 200
        for words in ("/edit/", "/new/", "/end/", "/hold/", "/abolish/", "/close/", "/period/"):
            assert words not in page.text.split("<main")[1], (name, words)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, 11),
        ({"state": "vacant"}, 2),
        ({"state": "held"}, 9),
        ({"group": "g3"}, 2),
        ({"group": "g1"}, 1),
        ({"state": "doubtful"}, 0),
        ({"text": "ขับรถ"}, 1),
        ({"group": "g2", "state": "vacant"}, 0),
        ({"state": "nonsense", "unit": "99999999"}, 11),
    ],
)
def test_list_is_filtered(officer, frame, query, titles):
    page = officer.get(at(frame, "posts", 2570), query)
    assert page.context["page"].paginator.count == titles


def test_list_is_filtered_by_department_and_shows_who_acts(officer, frame):
    vacant = Post.objects.get(title="นักวิชาการพัสดุ")
    person = Person.objects.get(holdings__post__title="ปลัด")
    hold(post=vacant, person=person, started_on=None, is_acting=True, by=make_user())
    page = officer.get(at(frame, "posts", 2570), {"unit": vacant.unit_id, "state": "acting"})
    assert page.context["page"].paginator.count == 1
    assert person.full_name in page.text


def test_doubt_is_shown_and_found(officer, frame):
    make_held(frame, "นักผังเมือง", appointed_on=None)
    assert "1 คนที่กลุ่มยังไม่แน่นอน" in officer.get(at(frame, "overview")).text
    page = officer.get(at(frame, "posts", 2570), {"state": "doubtful"})
    assert page.context["page"].paginator.count == 1
    assert "ไม่แน่นอน" in page.text


@pytest.mark.parametrize("name", ["overview", "posts"])
def test_pages_take_as_many_queries_for_many_posts_as_for_few(officer, frame, name):
    address = at(frame, name, *([2570] if name == "posts" else []))
    officer.get(address)
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    for _number in range(20):
        make_held(frame)
    with CaptureQueriesContext(connection) as many:
        officer.get(address)
    assert len(many) == len(few)
    assert len(few) <= 15


def test_person_page_explains_every_year(officer, frame):
    person = Person.objects.get(holdings__post__title="ครู")
    page = officer.get(at(frame, "person", person.pk)).text
    assert page.count("ยังไม่ผ่านการเตรียมความพร้อมและพัฒนาอย่างเข้ม") == 3


def test_post_page_says_what_does_not_fit(officer, frame):
    post = make_post(frame, number="99-1-01-3102-001")
    assert "รหัสของจังหวัดหนองคายคือ 43" in officer.get(at(frame, "post", post.pk)).text


# Writing ------------------------------------------------------------------------------------------


def test_post_is_made_and_its_line_brings_its_type(officer, frame):
    line = PositionLine.objects.get(code="3105")
    answer = officer.post(at(frame, "post_create", 2570), POST | {"line": line.pk})
    post = Post.objects.get(number="43-3-01-3105-001")
    assert answer["Location"] == at(frame, "post", post.pk)
    assert post.position_type.code == "academic"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": ""}, "kind"),
        ({"kind": "king"}, "kind"),
        ({"title": "ก" * 201}, "title"),
    ],
)
def test_impossible_post_is_refused_in_place(officer, frame, values, field):
    answer = officer.post(at(frame, "post_create", 2570), POST | values)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Post.objects.filter(title="นิติกร").exists()


def test_level_of_another_type_is_refused(officer, frame):
    values = {
        "position_type": PositionType.objects.get(code="academic").pk,
        "level": PositionLevel.objects.get(code="general.1").pk,
    }
    answer = officer.post(at(frame, "post_create", 2570), POST | values)
    assert "level" in answer.context["form"].errors


def test_number_that_is_taken_is_refused(officer, frame):
    make_post(frame, number="43-3-01-3105-001")
    answer = officer.post(at(frame, "post_create", 2570), POST)
    assert answer.status_code == 422
    assert "เลขที่ตำแหน่งนี้มีอยู่แล้ว" in answer.text


def test_stale_save_keeps_what_was_typed(officer, frame):
    post = Post.objects.first()
    address = at(frame, "post_edit", post.pk)
    seen = officer.get(address).context["seen"]
    assert officer.post(address, POST | {"seen": seen}).status_code == 302
    second = officer.post(address, POST | {"seen": seen, "title": "นายช่างศิลป์"})
    assert second.status_code == 409
    assert "นายช่างศิลป์" in second.text
    assert Post.objects.get(pk=post.pk).title == "นิติกร"
    assert (
        officer.post(address, POST | {"seen": second.context["seen"], "title": "นายช่างศิลป์"}).status_code
        == 302
    )


def test_newcomer_is_put_in_a_vacant_post(officer, frame):
    post = Post.objects.get(title="นักวิชาการพัสดุ")
    values = {"manner": "substantive", "full_name": "นายใหม่ มาแล้ว", **day("appointed_on", 2569, 10)}
    assert officer.post(at(frame, "post_hold", post.pk), values).status_code == 302
    assert Holding.objects.get(post=post).person.appointed_on == datetime.date(2026, 10, 1)


def test_held_post_and_two_names_are_refused_in_place(officer, frame):
    post, other = Post.objects.get(title="คนงาน"), make_person(frame.organization)
    held = officer.post(at(frame, "post_hold", post.pk), {"manner": "substantive", "person": other.pk})
    assert held.status_code == 422
    vacant = Post.objects.get(title="นักวิชาการพัสดุ")
    both = {"manner": "substantive", "person": other.pk, "full_name": "นายใหม่ มาแล้ว"}
    answer = officer.post(at(frame, "post_hold", vacant.pk), both)
    assert "person" in answer.context["form"].errors


def test_people_of_other_organizations_cannot_be_chosen(officer, frame):
    stranger = make_person(make_organization())
    vacant = Post.objects.get(title="นักวิชาการพัสดุ")
    values = {"manner": "substantive", "person": stranger.pk}
    assert officer.post(at(frame, "post_hold", vacant.pk), values).status_code == 422
    person = Person.objects.filter(organization=frame.organization).first()
    values = {"full_name": "ก ข", "supervisor": stranger.pk}
    assert officer.post(at(frame, "person_edit", person.pk), values).status_code == 422


def test_leaving_is_recorded(officer, frame):
    holding = Holding.objects.get(post__title="คนงาน")
    values = {**day("day", 2569, 10, 31), "leaves_organization": "on"}
    officer.post(at(frame, "holding_end", holding.pk), values)
    holding.person.refresh_from_db()
    assert holding.person.left_on == datetime.date(2026, 10, 31)
    assert "ว่าง 3" in officer.get(at(frame, "overview")).text


def test_person_is_changed(officer, frame):
    person = Person.objects.get(holdings__post__title="ครู")
    address = at(frame, "person_edit", person.pk)
    page = officer.get(address)
    values = {
        "seen": page.context["seen"],
        "full_name": "นางสาวครู คนเก่ง",
        "passed_teacher_readiness": "yes",
        **day("appointed_on", 2560),
    }
    assert officer.post(address, values).status_code == 302
    person.refresh_from_db()
    assert (person.passed_teacher_readiness, person.passed_probation) == (True, None)


def test_override_needs_a_reason_is_shown_and_withdrawn(officer, frame):
    person = Person.objects.get(holdings__post__title="คนงาน")
    address = at(frame, "person_group", person.pk, 2570)
    group = PersonnelGroup.objects.get(code="g1")
    assert officer.post(address, {"group": group.pk}).status_code == 422
    assert officer.post(address, {"group": group.pk, "reason": "เปลี่ยนสายงาน"}).status_code == 302
    page = officer.get(at(frame, "person", person.pk)).text
    assert "เปลี่ยนสายงาน" in page
    assert "กำหนดเอง" in page
    officer.post(at(frame, "person_group_by_rule", person.pk, 2570))
    assert not GroupOverride.objects.exists()


@pytest.mark.parametrize("year", [2569, 2573, 1])
def test_there_is_no_group_outside_the_frame(officer, frame, year):
    person = Person.objects.get(holdings__post__title="คนงาน")
    assert officer.get(at(frame, "person_group", person.pk, year)).status_code == 404


def test_contractor_has_no_group_to_decide(officer, frame):
    person = Person.objects.get(holdings__post__title="แม่บ้านจ้างเหมา")
    assert officer.get(at(frame, "person_group", person.pk, 2570)).status_code == 404


def test_frame_of_the_next_cycle_is_copied(officer, frame):
    form = officer.get(at(frame, "frame_create")).context["form"]
    assert form.initial == {"first_year": 2573, "copy": True}
    answer = officer.post(at(frame, "frame_create"), {"first_year": "๒๕๗๓", "copy": "on"})
    assert answer["Location"] == at(frame, "frame", 2573)
    assert StaffingFrame.objects.get(first_year=2573).posts.count() == 11


def test_department_is_made_renamed_and_closed(officer, frame):
    officer.post(at(frame, "unit_create"), {"name": "กองสวัสดิการสังคม", "head_title": "ผู้อำนวยการกอง"})
    unit = frame.organization.units.get(name="กองสวัสดิการสังคม")
    officer.post(at(frame, "unit", unit.pk), {"name": "กองสังคม", "head_title": "ผู้อำนวยการกอง"})
    officer.post(at(frame, "unit_close", unit.pk), day("day", 2569, 12))
    unit.refresh_from_db()
    assert (unit.name, unit.closed_on) == ("กองสังคม", datetime.date(2026, 12, 1))
    assert "ยุบเลิกแล้ว" in officer.get(at(frame, "units")).text


def test_post_is_abolished_and_restored(officer, frame):
    post = Post.objects.get(title="นายช่างโยธา")
    officer.post(at(frame, "post_abolish", post.pk), day("day", 2569, 11))
    assert "กรอบ 9" in officer.get(at(frame, "overview")).text
    assert officer.get(at(frame, "post_abolish", post.pk)).status_code == 200
    officer.post(at(frame, "post_abolish", post.pk))
    assert Post.objects.standing().filter(pk=post.pk).exists()


def test_rows_of_another_organization_are_not_found(officer):
    other = make_frame()
    post, person = make_held(other)
    own = officer.get("/").wsgi_request.acting.organization.code
    for name, args in {
        "post": [post.pk],
        "person": [person.pk],
        "holding_end": [post.holdings.get().pk],
        "unit": [other.organization.units.first().pk],
        "person_group": [person.pk, 2570],
    }.items():
        assert officer.get(reverse(f"personnel:{name}", args=[own, *args])).status_code == 404
