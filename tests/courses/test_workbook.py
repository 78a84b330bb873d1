"""The library as a workbook: what goes out comes back the same, and what is wrong is told by its cell."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from courses.edit import save_course, save_rate
from courses.models import CostKind, CostRate, CostUnit, Course
from courses.records import (
    CostRecord,
    CourseRecord,
    PartRecord,
    RateRecord,
    rate_record,
    read_course,
    read_rate,
    record_of,
    written,
)
from courses.workbook.proposal import save_library
from courses.workbook.read import letters, read_library
from courses.workbook.write import library_workbook, template_workbook
from documents.spreadsheets.safety import FileRefused
from documents.spreadsheets.sheets import read_sheets
from organizations.roles import Role
from tests.builders import client_of, make_member, make_organization, make_user
from thai.text import normalise, normalise_line

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# Random libraries ---------------------------------------------------------------------------------

LETTERS = "กขคงจฉญฎฐดตนบปผพมยรลวสหอฮะาิีุูเแโไ่้์ ๆ0123456789๐๑๒abcXYZ.,-()/=+@'\"<&"
CODES = st.text("ABCกขค0123456789._-", min_size=1, max_size=12).filter(lambda text: text[0] not in "._-")
LINES = st.text(LETTERS, max_size=60).map(normalise_line)
NAMES = LINES.filter(bool)
TEXTS = st.text(LETTERS + "\n", max_size=120).map(lambda text: normalise(text).strip())
DATES = st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 12, 31))
AMOUNTS = (
    st.integers(0, 999_999_999)
    .map(lambda satang: Decimal(satang) / 100)
    .map(lambda a: a.quantize(Decimal("0.01")))
)
ITEMS = [
    ("competency", "c1"),
    ("competency", "l22"),
    ("digital", "d7"),
    ("knowledge", "k02"),
    ("skill", "sk9"),
]


def some(values):
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(sorted(chosen)))


PARTS = st.tuples(
    st.sampled_from([("m1", ""), ("m2", ""), ("m5", "m5.1"), ("m5", "m5.7")]),
    st.integers(1, 5_000),
    st.integers(0, 100),
).map(lambda part: PartRecord(part[0][0], part[1], part[0][1], min(part[1], part[2])))
RATES = st.builds(
    RateRecord,
    code=CODES,
    kind=st.sampled_from(CostKind.values),
    name=NAMES,
    baht=AMOUNTS,
    unit=st.sampled_from(CostUnit.values),
    source=NAMES,
    dated_on=DATES,
    is_example=st.booleans(),
    retired_on=DATES,
)


@st.composite
def libraries(draw):
    rates = draw(st.lists(RATES, max_size=3, unique_by=lambda rate: rate.code))
    keys = [(True, "EXR01"), (True, "EXR02"), *((False, rate.code) for rate in rates)]
    costs = st.lists(
        st.builds(
            lambda key, satang: CostRecord(key[1], key[0], (Decimal(satang) / 100).quantize(Decimal("0.01"))),
            st.sampled_from(keys),
            st.integers(1, 999_999),
        ),
        max_size=3,
        unique_by=lambda cost: cost.key,
    ).map(tuple)
    courses = st.builds(
        CourseRecord,
        code=CODES,
        name=NAMES,
        objective=TEXTS,
        curriculum=st.sampled_from(["", "cur1", "cur5"]),
        knowledge_area=st.sampled_from(["", "a1"]),
        provider_kind=st.sampled_from(["", "p2"]),
        provider_name=LINES,
        groups=some(["g1", "g2", "g3", "g4"]),
        lines=some(["2101", "34-parks", "6500"]),
        days=st.none() | st.integers(1, 1_100),
        people=st.none() | st.integers(1, 10_000),
        is_digital=st.booleans(),
        indicator=LINES,
        indicator_target=LINES,
        source=LINES,
        is_example=st.booleans(),
        retired_on=DATES,
        items=some(ITEMS),
        parts=st.lists(PARTS, max_size=3).map(tuple),
        costs=costs,
    )
    return rates, draw(st.lists(courses, max_size=4, unique_by=lambda course: course.code))


def kept(organization):
    rates = CostRate.objects.filter(organization=organization).order_by("code")
    courses = Course.objects.filter(organization=organization).with_details().order_by("code")
    return [rate_record(rate) for rate in rates], [record_of(course) for course in courses]


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(libraries())
def test_what_goes_out_comes_back_the_same(db, library):
    rates, courses = library
    with transaction.atomic():
        first, second, by = make_organization(), make_organization(), make_user()
        for rate in rates:
            save_rate(organization=first, record=rate, by=by)
        for course in courses:
            save_course(organization=first, record=course, by=by)
        content = library_workbook(first)
        reading = read_library(read_sheets(content), first)
        assert reading.errors == []
        assert save_library(reading, organization=first, by=by) == (0, 0)
        save_library(read_library(read_sheets(content), second), organization=second, by=by)
        assert kept(second) == kept(first)
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(libraries())
def test_records_come_back_from_json_the_same(library):
    rates, courses = library
    assert [read_rate(written(rate)) for rate in rates] == rates
    assert [read_course(written(course)) for course in courses] == courses


# What people bring --------------------------------------------------------------------------------


@pytest.fixture
def lao():
    return make_organization()


@pytest.fixture
def officer(lao):
    return client_of(make_member(Role.HR_OFFICER, lao))


def changed(content, cells):
    """The workbook with some cells written: {(sheet, cell): value}."""
    book = load_workbook(io.BytesIO(content))
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


GOOD = {
    ("หลักสูตร", "A3"): "L๐๐๑",
    ("หลักสูตร", "B3"): "งานสารบรรณ",
    ("หลักสูตร", "D3"): "หลักสูตรการพัฒนาเกี่ยวกับงานในหน้าที่รับผิดชอบ",
    ("หลักสูตร", "H3"): "g1,g2",
    ("หลักสูตร", "J3"): 2,
    ("หลักสูตร", "K3"): 20,
    ("วิธีการพัฒนา", "A3"): "L001",
    ("วิธีการพัฒนา", "B3"): "m2: การฝึกอบรม",
    ("วิธีการพัฒนา", "D3"): 12,
    ("ค่าใช้จ่ายของหลักสูตร", "A3"): "L001",
    ("ค่าใช้จ่ายของหลักสูตร", "B3"): "LR1",
    ("ค่าใช้จ่ายของหลักสูตร", "C3"): 1.5,
    ("อัตราค่าใช้จ่าย", "A3"): "LR1",
    ("อัตราค่าใช้จ่าย", "B3"): "ค่าสมนาคุณวิทยากร",
    ("อัตราค่าใช้จ่าย", "C3"): "วิทยากร",
    ("อัตราค่าใช้จ่าย", "D3"): 600,
    ("อัตราค่าใช้จ่าย", "E3"): "บาทต่อชั่วโมง",
    ("อัตราค่าใช้จ่าย", "F3"): "ระเบียบของหน่วยงาน",
    ("อัตราค่าใช้จ่าย", "G3"): datetime.date(2026, 10, 1),
}


def read(lao, cells):
    return read_library(read_sheets(changed(template_workbook(lao), cells)), lao)


def test_a_filled_template_is_read_as_people_fill_it(lao):
    reading = read(lao, GOOD)
    assert reading.errors == []
    [course], [rate] = reading.courses, reading.rates
    assert (course.code, course.curriculum, course.groups) == ("L001", "cur2", ("g1", "g2"))
    assert (course.days, course.people) == (2, 20)
    assert (course.parts, course.costs) == (
        (PartRecord("m2", 12),),
        (CostRecord("LR1", False, Decimal("1.50")),),
    )
    assert (rate.kind, rate.unit, rate.dated_on) == ("speaker", "hour", datetime.date(2026, 10, 1))


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        (("หลักสูตร", "A3"), "", "กรุณากรอกรหัสหลักสูตร"),
        (("หลักสูตร", "D3"), "หลักสูตรพิเศษ", "ไม่พบ “หลักสูตรพิเศษ”"),
        (("หลักสูตร", "H3"), "g1,g9", "ไม่พบ “g9”"),
        (("หลักสูตร", "J3"), "สองวัน", "กรุณาใส่เป็นตัวเลขจำนวนเต็ม"),
        (("หลักสูตร", "A4"), "L001", "รหัสนี้ซ้ำกับแถวที่ 3"),
        (("หลักสูตร", "A2"), "รหัส", "ไม่รู้จักหัวคอลัมน์นี้"),
        (("วิธีการพัฒนา", "E3"), 13, "ชั่วโมงบรรยายต้องไม่มากกว่า"),
        (("วิธีการพัฒนา", "C3"), "m5.1", "วิธีการย่อยนี้ไม่ใช่ของ"),
        (("วิธีการพัฒนา", "A3"), "L002", "ไม่พบรหัสนี้ในแผ่นงานหลักสูตร"),
        (("ค่าใช้จ่ายของหลักสูตร", "B3"), "LR9", "ไม่พบอัตรา “LR9”"),
        (("ค่าใช้จ่ายของหลักสูตร", "B3"), "ที่อื่น/EXR01", "ไม่พบอัตรา"),
        (("ค่าใช้จ่ายของหลักสูตร", "C3"), 0, "จำนวนต้องมากกว่า 0"),
        (("อัตราค่าใช้จ่าย", "D3"), -1, "จำนวนเงินต้องไม่ติดลบ"),
        (("อัตราค่าใช้จ่าย", "F3"), "", "กรุณากรอกระเบียบหรือแหล่งที่มา"),
        (("อัตราค่าใช้จ่าย", "G3"), "วันก่อน", "อ่านวันที่ไม่ได้"),
        (("อัตราค่าใช้จ่าย", "H3"), "อาจจะ", "กรุณาใส่ ใช่ หรือ ไม่ใช่"),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(lao, cell, value, said):
    errors = read(lao, GOOD | {cell: value}).errors
    assert [error for error in errors if (error.sheet, error.cell) == cell and said in error.message]


def test_a_national_rate_is_named_as_such(lao):
    [course] = read(lao, GOOD | {("ค่าใช้จ่ายของหลักสูตร", "B3"): "ส่วนกลาง/EXR01"}).courses
    assert course.costs[0].key == (True, "EXR01")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({("หลักสูตร", "A1"): "บัญชีของเรา"}, "ไม่ใช่แบบคลังหลักสูตร"),
        ({("อัตราค่าใช้จ่าย", "A1"): "Phatthana course library 99"}, "รุ่นอื่น"),
    ],
)
def test_another_file_than_our_template_is_refused(lao, cells, said):
    with pytest.raises(FileRefused, match=said):
        read(lao, cells)


def test_workbooks_are_in_thai_whatever_the_language_of_the_page(lao):
    with translation.override("en"):
        content = changed(template_workbook(lao), GOOD)
        assert read_library(read_sheets(content), lao).errors == []
    assert read_library(read_sheets(content), lao).errors == []


def test_columns_are_named_as_in_spreadsheets():
    assert [letters(column) for column in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


# On the pages -------------------------------------------------------------------------------------


def send(officer, lao, content):
    file = SimpleUploadedFile("คลัง.xlsx", content)
    return officer.post(reverse("courses:import", args=[lao.code]), {"file": file})


def test_a_workbook_is_shown_then_saved_and_a_repeat_changes_nothing(lao, officer):
    content = changed(template_workbook(lao), GOOD)
    shown = send(officer, lao, content)
    assert not Course.objects.filter(organization=lao).exists()
    proposal = {"proposal": shown.context["proposal"]}
    officer.post(reverse("courses:import_confirm", args=[lao.code]), proposal)
    course = Course.objects.with_details().get(organization=lao)
    assert course.costs.get().rate.organization == lao
    again = send(officer, lao, officer.get(reverse("courses:library_download", args=[lao.code])).content)
    assert again.context["is_nothing"]
    late = officer.post(reverse("courses:import_confirm", args=[lao.code]), proposal)
    assert late.status_code == 422
    assert "คลังหลักสูตรเปลี่ยนไปหลังจากอ่านแฟ้ม" in late.content.decode()


def test_a_change_is_named_before_it_is_saved(lao, officer):
    reading = read(lao, GOOD)
    save_library(reading, organization=lao, by=make_user())
    page = send(officer, lao, changed(library_workbook(lao), {("หลักสูตร", "B3"): "ชื่อใหม่"}))
    [change], _rates = (changes for _label, changes in page.context["kinds"])
    assert change.labels == ["ชื่อหลักสูตร"]
    assert "งานสารบรรณ" in page.content.decode()


def test_a_wrong_workbook_cannot_be_confirmed(lao, officer):
    page = send(officer, lao, changed(template_workbook(lao), GOOD | {("หลักสูตร", "J3"): "สองวัน"}))
    assert page.status_code == 422
    assert "J3" in page.content.decode()
    assert "ยืนยันนำเข้า" not in page.content.decode()


@pytest.mark.parametrize(("content", "said"), [(b"PK\x03\x04", "เปิดแฟ้มนี้ไม่ได้"), (b"%PDF-1.7", "PDF")])
def test_what_is_no_workbook_is_refused(lao, officer, content, said):
    page = send(officer, lao, content)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_proposal_of_another_library_is_refused(lao, officer):
    other = make_organization()
    stranger = client_of(make_member(Role.HR_OFFICER, other))
    shown = send(officer, lao, changed(template_workbook(lao), GOOD))
    answer = stranger.post(
        reverse("courses:import_confirm", args=[other.code]), {"proposal": shown.context["proposal"]}
    )
    assert answer.status_code == 422
    assert not Course.objects.filter(organization=other).exists()


def test_nothing_typed_becomes_a_formula(lao):
    save_library(read(lao, GOOD | {("หลักสูตร", "B3"): "'=1+1"}), organization=lao, by=make_user())
    Course.objects.filter(organization=lao).update(name="=1+1")
    book = load_workbook(io.BytesIO(library_workbook(lao)))
    assert book["หลักสูตร"]["B3"].data_type == "s"
