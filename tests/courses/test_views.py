"""Pages of the library: looked for, written once, never overwritten unseen, copied, retired and never deleted."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import CostRate, Course
from courses.records import record_of
from organizations.roles import Role
from tests.builders import client_of, make_member, make_organization

pytestmark = pytest.mark.django_db
ROWS = {
    **dict.fromkeys(["parts-TOTAL_FORMS", "costs-TOTAL_FORMS"], "1"),
    **dict.fromkeys(["parts-INITIAL_FORMS", "costs-INITIAL_FORMS"], "0"),
}
TYPED = {
    **ROWS,
    "code": "L๐๐๗",
    "name": "งานสารบรรณ",
    "objective": "เขียนหนังสือราชการได้",
    "curriculum": "cur2",
    "groups": ["g2", "g1"],
    "lines": ["4101"],
    "skill_items": ["sk8"],
    "knowledge_items": ["k17"],
    "days": "๑",
    "people": "20",
    "parts-0-method": "m2",
    "parts-0-hours": "6",
    "parts-0-lecture_hours": "4",
    "costs-0-rate": "national:EXR01",
    "costs-0-quantity": "2",
}


@pytest.fixture
def lao():
    return make_organization()


@pytest.fixture
def officer(lao):
    return client_of(make_member(Role.HR_OFFICER, lao))


@pytest.fixture
def centre():
    return client_of(make_member(Role.CENTRAL_EDITOR))


def address(name, lao, *args):
    return reverse(f"courses:{name}", args=[lao.code if lao else "national", *args])


def made(lao, officer, **changed):
    officer.post(address("course_create", lao), TYPED | changed)
    return Course.objects.with_details().get(organization=lao)


def test_a_course_is_kept_as_typed(lao, officer):
    record = record_of(made(lao, officer))
    assert (record.code, record.curriculum, record.days, record.people) == ("L007", "cur2", 1, 20)
    assert (record.groups, record.lines) == (("g1", "g2"), ("4101",))
    assert record.items == (("knowledge", "k17"), ("skill", "sk8"))
    assert [(part.method, part.hours, part.lecture_hours) for part in record.parts] == [("m2", 6, 4)]
    assert [(cost.key, cost.quantity) for cost in record.costs] == [((True, "EXR01"), Decimal(2))]


def test_its_page_says_what_it_costs_and_that_lectures_are_too_many(lao, officer):
    page = officer.get(address("course", lao, made(lao, officer).pk)).content.decode()
    assert "7,200 บาท สำหรับ 20 คน เฉลี่ย 360 บาทต่อคน" in page
    assert "การบรรยายเกินร้อยละ 60" in page


def test_a_form_sent_twice_makes_one_course(lao, officer):
    key = {"form_key": "11111111-1111-4111-8111-111111111111"}
    first, second = (officer.post(address("course_create", lao), TYPED | key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Course.objects.filter(organization=lao).count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "กรุณากรอกชื่อหลักสูตร"),
        ({"code": "L 1"}, "รหัสใช้ได้เฉพาะตัวอักษร"),
        ({"parts-0-lecture_hours": "7"}, "ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมง"),
        ({"parts-0-submethod": "m5.1"}, "วิธีการย่อยนี้ไม่ใช่ของวิธีการพัฒนาที่เลือก"),
        ({"costs-0-quantity": "0"}, "จำนวนต้องมากกว่า 0"),
        ({"costs-0-quantity": "สอง"}, "กรุณาใส่เป็นตัวเลข"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(lao, officer, changed, said):
    answer = officer.post(address("course_create", lao), TYPED | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Course.objects.filter(organization=lao).exists()


@pytest.mark.parametrize("library", ["own", "national"])
def test_a_code_is_used_once_in_a_library(lao, officer, centre, library):
    own, client = (lao, officer) if library == "own" else (None, centre)
    Course.objects.create(organization=own, code="L007", name="ก")
    answer = client.post(address("course_create", own), TYPED)
    assert answer.status_code == 422
    assert "มีหลักสูตรรหัสนี้อยู่แล้ว" in answer.content.decode()


def test_a_code_taken_at_the_same_instant_is_refused_beside_it(lao, officer, monkeypatch):
    """The other one saves between our look and our save: only the database sees it."""
    made(lao, officer)
    monkeypatch.setattr(Course, "full_clean", lambda *args, **kwargs: None)
    answer = officer.post(address("course_create", lao), TYPED)
    assert (answer.status_code, Course.objects.filter(organization=lao).count()) == (422, 1)
    assert "มีหลักสูตรรหัสนี้อยู่แล้ว" in answer.content.decode()


def test_a_rate_is_named_once(lao, officer):
    typed = TYPED | {"costs-TOTAL_FORMS": "2", "costs-1-rate": "national:EXR01"}
    answer = officer.post(address("course_create", lao), typed)
    assert "อัตรานี้ใช้แล้วในแถวก่อน" in answer.content.decode()


def test_who_comes_second_sees_what_is_stored(lao, officer):
    course = made(lao, officer)
    change = {"version": "1", "name": "ชื่อแรก"}
    assert officer.post(address("course_edit", lao, course.pk), TYPED | change).status_code == 302
    answer = officer.post(address("course_edit", lao, course.pk), TYPED | change | {"name": "ชื่อที่สอง"})
    assert answer.status_code == 409
    assert {"ชื่อแรก", "ชื่อที่สอง"} <= {
        text for row in answer.context["differences"] for text in (row.stored, row.typed)
    }
    course.refresh_from_db()
    assert (course.name, course.version) == ("ชื่อแรก", 2)


def test_figures_are_computed_while_typing_and_nothing_is_kept(lao, officer):
    typed = TYPED | {"name": "", "people": "10"}
    page = officer.post(address("figures", lao), typed).content.decode()
    assert "7,200 บาท สำหรับ 10 คน เฉลี่ย 720 บาทต่อคน" in page
    assert not Course.objects.filter(organization=lao).exists()


def test_a_national_course_is_copied_into_the_own_library(lao, officer):
    national = Course.objects.with_details().get(code="EX06")
    officer.post(address("course_copy", lao, national.pk))
    own = record_of(Course.objects.with_details().get(organization=lao))
    expected = record_of(national)
    assert (own.code, own.is_example) == ("L001", False)
    assert "EX06" in own.source
    assert (own.items, own.parts, own.costs) == (expected.items, expected.parts, expected.costs)


def test_a_course_is_retired_and_comes_back(lao, officer):
    course = made(lao, officer)
    day = {"day_day": "1", "day_month": "10", "day_year": "2560", "version": "1"}
    officer.post(address("course_retire", lao, course.pk), day)
    shown = [officer.get(address("library", lao), query).context["rows"] for query in ({}, {"retired": "on"})]
    assert [any(row[0] == course for row in rows) for rows in shown] == [False, True]
    officer.post(address("course_retire", lao, course.pk), {"version": "2"})
    course.refresh_from_db()
    assert (course.retired_on, course.version) == (None, 3)


def test_nobody_changes_what_another_keeps(lao, officer, centre):
    own = made(lao, officer)
    national = Course.objects.get(code="EX06")
    other = make_organization()
    stranger = client_of(make_member(Role.HR_OFFICER, other))
    wanted = [
        (officer, address("course_edit", lao, national.pk)),
        (officer, address("course_edit", None, national.pk)),
        (centre, address("course_edit", lao, own.pk)),
        (centre, address("course_edit", None, own.pk)),
        (stranger, address("course", lao, own.pk)),
        (stranger, address("course", other, own.pk)),
    ]
    assert [client.get(path).status_code for client, path in wanted] == [404] * len(wanted)
    assert officer.get(address("library", None)).status_code == 200
    assert centre.get(address("course", lao, own.pk)).status_code == 200


def test_the_centre_keeps_the_national_library(centre):
    national = Course.objects.get(code="EX06")
    changed = TYPED | {"version": "1", "code": "EX06", "name": "ปรับแล้ว"}
    assert centre.post(address("course_edit", None, national.pk), changed).status_code == 302
    national.refresh_from_db()
    assert (national.name, national.is_example, national.organization) == ("ปรับแล้ว", False, None)


def test_the_filter_narrows_the_list(lao, officer):
    page = officer.get(address("library", lao), {"words": "สารบรรณ", "item": "skill:sk8", "group": "g2"})
    assert [row[0].code for row in page.context["rows"]] == ["EX06"]
    every = officer.get(address("library", lao), {"curriculum": "unknown", "page": "99"})
    assert every.context["page"].number == every.context["page"].paginator.num_pages


def test_the_list_asks_as_much_for_many_as_for_few(lao, officer):
    def count():
        with CaptureQueriesContext(connection) as queries:
            officer.get(address("library", lao))
        return len(queries)

    count()
    many = count()
    Course.objects.filter(organization=None).exclude(code="EX01").delete()
    assert count() == many


# Rates --------------------------------------------------------------------------------------------

RATE = {
    "code": "LR001",
    "kind": "speaker",
    "name": "ค่าวิทยากร",
    "baht": "๑,๒๐๐.๕๐",
    "unit": "hour",
    "source": "ระเบียบของหน่วยงาน ข้อ 3",
    "dated_on_day": "1",
    "dated_on_month": "ต.ค.",
    "dated_on_year": "2569",
}


def test_a_rate_is_kept_with_its_source_and_changed_by_version(lao, officer):
    officer.post(address("rate_create", lao), RATE)
    rate = CostRate.objects.get(organization=lao)
    assert (rate.baht, rate.source, rate.dated_on.isoformat()) == (
        Decimal("1200.50"),
        "ระเบียบของหน่วยงาน ข้อ 3",
        "2026-10-01",
    )
    change = RATE | {"version": "1", "baht": "1300"}
    assert officer.post(address("rate_edit", lao, rate.pk), change).status_code == 302
    assert officer.post(address("rate_edit", lao, rate.pk), change | {"baht": "1"}).status_code == 409
    rate.refresh_from_db()
    assert rate.baht == 1300


def test_a_rate_without_a_source_is_refused(lao, officer):
    answer = officer.post(address("rate_create", lao), RATE | {"source": ""})
    assert answer.status_code == 422
    assert "กรุณากรอกระเบียบหรือแหล่งที่มา" in answer.content.decode()


def test_a_retired_rate_is_offered_no_longer_but_stays_in_its_courses(lao, officer):
    officer.post(address("rate_create", lao), RATE)
    rate = CostRate.objects.get(organization=lao)
    course = made(lao, officer, **{"costs-0-rate": "own:LR001"})
    officer.post(
        address("rate_retire", lao, rate.pk),
        {"day_day": "1", "day_month": "10", "day_year": "2560", "version": "1"},
    )
    assert "own:LR001" not in officer.get(address("course_create", lao)).content.decode()
    assert "own:LR001" in officer.get(address("course_edit", lao, course.pk)).content.decode()
    typed = TYPED | {"costs-0-rate": "own:LR001"}
    assert rate.name in officer.post(address("figures", lao), typed).content.decode()
