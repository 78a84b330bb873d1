"""What people write, one form at a time."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.imports.appointed import read_date
from personnel.imports.catalog import Catalog
from personnel.imports.fields import FIELDS, field_of, heading_key
from personnel.imports.normalise import (
    clean,
    clean_name,
    expand,
    has_prefix,
    is_head_title,
    is_vacant,
    kind_of,
    levels_of,
    name_without_prefix,
    names_acting,
    split_level,
    type_of,
    yes_or_no,
)
from personnel.imports.titles import office_of, read_title
from personnel.imports.units import department_named, head_title_of, is_below_department, is_institution
from thai.dates import frozen_today

DAY = datetime.date(2026, 11, 21)
#: Thai as it is typed, with the signs that lists have.
WORDS = st.text(alphabet="กขคงจชดนบปพมยรลวสอฯะาิีุู่้์แเโำ ๑๒34.-()/\u00a0\u200b\u2013", max_size=40)


@pytest.fixture
def catalog(db) -> Catalog:
    return Catalog()


@given(WORDS)
def test_normalising_twice_changes_nothing(text):
    for function in (clean, expand, clean_name):
        assert function(function(text)) == function(text), function


@given(WORDS)
def test_every_text_gets_an_answer(text):
    kind_of(text), type_of(text), levels_of(text), split_level(text), is_vacant(text), department_named(text)
    read_date(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("พนักงานส่วนตำบล", "civil"),
        ("ข้าราชการองค์การบริหารส่วนจังหวัด", "civil"),
        ("ข้าราชการ/พนักงานส่วนท้องถิ่น", "civil"),
        ("1. พนักงานเทศบาล", "civil"),
        ("พนักงานครูเทศบาล", "teacher"),
        ("ข้าราชการครูและบุคลากรทางการศึกษา", "teacher"),
        ("ลูกจ้างประจำ", "permanent"),
        ("พนักงานจ้างตามภารกิจ (ผู้มีคุณวุฒิ)", "hired_task"),
        ("พนักงานจ้าง ตามภารกิจ", "hired_task"),
        ("ภารกิจ", "hired_task"),
        ("ผู้มีทักษะ", "hired_task"),
        ("พนักงานจ้างทั่วไป จำนวน ๑๒ อัตรา", "hired_general"),
        ("พนักงานจ้างผู้เชี่ยวชาญพิเศษ", "hired_expert"),
        ("จ้างเหมาบริการ", "contract"),
        ("พนักงานจ้างเหมา", "contract"),
        ("คณะผู้บริหารท้องถิ่น", "elected"),
        ("พนักงานจ้าง", "hired"),
        ("ทั่วไป", ""),
        ("พนักงานขับรถยนต์", ""),
        ("ครูผู้ช่วย", ""),
        ("", ""),
    ],
)
def test_kinds_of_employment(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("ปก.", ("ปฏิบัติการ",)),
        ("ชก", ("ชำนาญการ",)),
        ("ชพ.", ("ชำนาญการพิเศษ",)),
        ("ชช.", ("เชี่ยวชาญ",)),
        ("ปง.", ("ปฏิบัติงาน",)),
        ("ชง.", ("ชำนาญงาน",)),
        ("อส.", ("อาวุโส",)),
        ("ระดับต้น", ("ต้น",)),
        ("ปก./ชก.", ("ปฏิบัติการ", "ชำนาญการ")),
        ("ปฏิบัติงานหรือชำนาญงาน", ("ปฏิบัติงาน", "ชำนาญงาน")),
        ("ค.ศ. ๑", ("คศ1",)),
        ("ชำนาญการ (คศ.๒)", ("คศ2",)),
        ("ครูผู้ช่วย", ("ครูผู้ช่วย",)),
        ("8ว", None),
        ("ชำนาญการมาก", None),
    ],
)
def test_levels(text, levels):
    assert levels_of(text) == levels


@pytest.mark.parametrize(
    ("text", "title", "line", "levels"),
    [
        ("จพง.ธุรการ", "เจ้าพนักงานธุรการ", "4101", ()),
        ("จพง ธุรการ ปง.", "เจ้าพนักงานธุรการ", "4101", ("ปฏิบัติงาน",)),
        ("นักประชาสัมพันธ์ชก.", "นักประชาสัมพันธ์", "3301", ("ชำนาญการ",)),
        ("นายช่างโยธาชำนาญงาน", "นายช่างโยธา", "4701", ("ชำนาญงาน",)),
        ("นายช่างโยธา (ชง.)", "นายช่างโยธา", "4701", ("ชำนาญงาน",)),
        ("นวก.เงินและบัญชี", "นักวิชาการเงินและบัญชี", "3201", ()),
        ("นักวิชาการ  เงินและบัญชี ปก./ชก.", "นักวิชาการเงินและบัญชี", "3201", ("ปฏิบัติการ", "ชำนาญการ")),
        ("จพง.ป้องกันฯ", "เจ้าพนักงานป้องกันและบรรเทาสาธารณภัย", "4805", ()),
        ("นักบริหารงานสาธารณสุขฯ", "นักบริหารงานสาธารณสุขและสิ่งแวดล้อม", "2104", ()),
        ("หัวหน้าสำนักปลัด (นักบริหารงานทั่วไป ระดับต้น)", "หัวหน้าสำนักปลัด", "2101", ("ต้น",)),
        ("ผอ.กองคลัง (นบห.งานการคลัง ระดับกลาง)", "ผู้อำนวยการกองคลัง", "2102", ("กลาง",)),
        ("ผู้อำนวยการกองช่าง ระดับต้น", "ผู้อำนวยการกองช่าง", None, ("ต้น",)),
        ("ปลัด อบต.", "ปลัดองค์การบริหารส่วนตำบล", None, ()),
        ("ครู คศ.๒", "ครู", "6500", ("คศ2",)),
        ("ครูผู้ช่วย", "ครูผู้ช่วย", "6500", ()),
        ("นักวิชาการสาธารณสุข (ถ)", "นักวิชาการสาธารณสุข", "3601", ()),
        ("พนักงานขับรถยนต์ (รถขยะ)", "พนักงานขับรถยนต์ (รถขยะ)", None, ()),
        ("เจ้าหน้าที่ปฏิบัติการ", "เจ้าหน้าที่ปฏิบัติการ", None, ()),
    ],
)
def test_titles_are_taken_apart(catalog, text, title, line, levels):
    read = read_title(text, catalog)
    assert (read.text, read.line.code if read.line else None, read.levels) == (title, line, levels)


@pytest.mark.parametrize("text", ["ผช.จพง.ธุรการ", "ผช จพง. ธุรการ", "ผู้ช่วย เจ้าพนักงานธุรการ", "ผู้ช่วยจพง.ธุรการ"])
def test_who_helps_a_line_is_not_in_it(catalog, text):
    read = read_title(text, catalog)
    assert (read.text, read.line, read.is_helper) == ("ผู้ช่วยเจ้าพนักงานธุรการ", None, True)


def test_remarks_in_titles_are_understood(catalog):
    assert read_title("นักทรัพยากรบุคคล (ว่าง)", catalog).is_vacant
    assert read_title("พยาบาลวิชาชีพ ชก. (ถ)", catalog).is_transferred
    assert read_title("พนักงานขับรถยนต์ (ผู้มีทักษะ)", catalog).kind == "hired_task"


def test_a_misspelt_line_is_offered_and_never_taken(catalog):
    read = read_title("เจ้าพนักงานธุระการ", catalog)
    assert (read.line, read.unknown_line) == (None, "เจ้าพนักงานธุระการ")
    assert catalog.line_close_to(read.unknown_line).name == "เจ้าพนักงานธุรการ"
    assert catalog.line_close_to("พนักงานจดมาตรวัดน้ำ") is None
    assert catalog.line_named("นักวิชาการฯ") is None, "more than one line begins so"


def test_titles_of_heads():
    heads = (
        "หัวหน้าสำนักปลัด",
        "ผอ.กองคลัง",
        "หน.ฝ่ายโยธา",
        "หัวหน้ากลุ่มงานนโยบาย",
        "หัวหน้าศูนย์พัฒนาเด็กเล็ก",
        "ผู้อำนวยการโรงเรียนบ้านดอน",
    )
    others = ("รองผู้อำนวยการกองช่าง", "หัวหน้าคนงาน", "นักทรัพยากรบุคคล", "ปลัดเทศบาล", "")
    assert [is_head_title(title) for title in heads] == [True] * len(heads)
    assert [is_head_title(title) for title in others] == [False] * len(others)
    assert office_of("รองปลัดเทศบาล").line == "1101"
    assert office_of("ครูใหญ่").line == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("นาย สมชาย   ใจดี", "นายสมชาย ใจดี"),
        ("น.ส.มานี มีนา", "นางสาวมานี มีนา"),
        ("น.ส มานี มีนา", "นางสาวมานี มีนา"),
        ("นส.มานี มีนา", "นางสาวมานี มีนา"),
        ("ว่าที่ ร.ต. ปิติ ชูใจ", "ว่าที่ร้อยตรีปิติ ชูใจ"),
        ("ว่าที่ ร.ต.หญิง ชูใจ เลิศล้ำ", "ว่าที่ร้อยตรีหญิงชูใจ เลิศล้ำ"),
        ("จ.อ.วีระ ดี", "จ่าเอกวีระ ดี"),
        ("จ.ส.อ. วีระ ดี", "จ่าสิบเอกวีระ ดี"),
        ("ดร. สมชาย ใจดี", "ดร.สมชาย ใจดี"),
        ("นายิกา ดี", "นายิกา ดี"),
    ],
)
def test_names_have_one_form(text, name):
    assert clean_name(text) == name


def test_names_without_prefix_and_prefixes_without_name():
    assert name_without_prefix("น.ส. มานี มีนา") == "มานี มีนา"
    assert name_without_prefix("นาง") == ""
    assert has_prefix("นางมานี")
    assert not has_prefix("มานี มีนา")


def test_markers_of_vacancy():
    vacant = (
        "ว่าง",
        "(ว่างเดิม)",
        "-",
        "–",
        "- ว่าง -",
        "ว่างเมื่อ ๑ ต.ค. ๖๕",
        "ตำแหน่งว่าง",
        "กำหนดเพิ่ม",
        "อยู่ระหว่างสรรหา",
        "ไม่มีผู้ดำรงตำแหน่ง",
    )
    held = ("", "นายว่าง ใจดี", "นางสาวระหว่าง ดี")
    assert [is_vacant(text) for text in vacant] == [True] * len(vacant)
    assert [is_vacant(text) for text in held] == [False] * len(held)
    assert names_acting("นายสมชาย ใจดี (รักษาราชการแทน)")


def test_yes_and_no():
    assert [yes_or_no(text) for text in ("ใช่", "Y", "TRUE", "1", "ผ่านแล้ว")] == [True] * 5
    assert [yes_or_no(text) for text in ("ไม่ใช่", "N", "FALSE", "0", "ยังไม่ผ่าน")] == [False] * 5
    assert yes_or_no("อาจจะ") is None


# Departments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("กองคลัง (04)", "กองคลัง", "04"),
        ("๐๔ กองคลัง", "กองคลัง", "04"),
        ("กองคลัง รหัส 04", "กองคลัง", "04"),
        ("3. กองช่าง", "กองช่าง", ""),
        ("กองคลัง จำนวน 8 อัตรา", "กองคลัง", ""),
        ("ฝ่ายโยธา กองช่าง", "กองช่าง", ""),
        ("กองสาธารณสุขและสิ่งแวดล้อม/งานสุขาภิบาล", "กองสาธารณสุขและสิ่งแวดล้อม", ""),
        ("กองการศึกษา ศาสนาและวัฒนธรรม (08)", "กองการศึกษา ศาสนาและวัฒนธรรม", "08"),
        ("สำนักปลัด อบต.", "สำนักปลัดองค์การบริหารส่วนตำบล", ""),
    ],
)
def test_departments_in_section_rows(text, name, code):
    found = department_named(text)
    assert (found.name, found.code) == (name, code)


def test_what_is_no_department():
    for text in (
        "พนักงานส่วนตำบล",
        "ส่วนราชการ",
        "ฝ่ายบริหารงานทั่วไป",
        "โรงเรียนบ้านดอน",
        "นายสมชาย ใจดี",
        "43-3-04-2102-001",
    ):
        assert department_named(text) is None, text
    assert is_below_department("ฝ่ายบริหารงานทั่วไป")
    assert is_below_department("1.2 งานธุรการ")
    assert is_institution("ศพด.บ้านดอน")


def test_heads_of_new_departments():
    assert head_title_of("กองคลัง") == "ผู้อำนวยการกองคลัง"
    assert head_title_of("สำนักปลัดเทศบาล") == "หัวหน้าสำนักปลัดเทศบาล"
    assert head_title_of("หน่วยตรวจสอบภายใน") == "หัวหน้าหน่วยตรวจสอบภายใน"


# Dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1 ตุลาคม 2560",
        "๑ ต.ค. ๒๕๖๐",
        "1/10/2560",
        "1 ต.ค. พ.ศ. 2560",
        "2017-10-01",  # a cell of dates
        "2560-10-01",  # a cell of dates into which a Buddhist year was typed
        "43009",  # a number that lost its format
        "241336",  # the same with a Buddhist year
        "วันที่ 1 ตุลาคม 2560",
    ],
)
def test_dates_of_every_form_are_one_day(text):
    with frozen_today(DAY):
        read = read_date(text)
    assert (read.day, read.error, read.doubt) == (datetime.date(2017, 10, 1), "", "")


def test_a_christian_year_of_four_digits_is_read_and_said():
    with frozen_today(DAY):
        read = read_date("1/10/2017")
    assert read.day == datetime.date(2017, 10, 1)
    assert "ค.ศ." in read.doubt


def test_a_year_of_two_digits_is_asked_back_and_read_when_the_person_says_so():
    with frozen_today(DAY):
        asked, said = read_date("1 ต.ค. 60"), read_date("1 ต.ค. 60", short_years=True)
    assert asked.day is None
    assert "2560" in asked.doubt
    assert said.day == datetime.date(2017, 10, 1)


@pytest.mark.parametrize(
    "text", ["1/10/2399", "1 ม.ค. 2570", "2030-01-01", "31/2/2560", "1/13/2560", "2561-02-29"]
)
def test_impossible_dates_are_errors(text):
    with frozen_today(DAY):
        read = read_date(text)
    assert read.day is None
    assert read.error


@pytest.mark.parametrize("text", ["1960-10-01", "ไม่ทราบ", "x", "2560"])
def test_doubtful_dates_are_left_out(text):
    with frozen_today(DAY):
        read = read_date(text)
    assert (read.day, read.error) == (None, "")
    assert read.doubt


def test_an_empty_date_says_nothing():
    assert read_date("") == read_date("-") == read_date(" – ")
    assert read_date("").doubt == ""


# Headings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("ที่", "order"),
        ("ลำดับที่", "order"),
        ("เลขที่ตำแหน่ง", "number"),
        ("เลขที่\nตำแหน่ง", "number"),
        ("ตำแหน่งเลขที่", "number"),
        ("ชื่อ - สกุล", "full_name"),
        ("ชื่อ–นามสกุล", "full_name"),
        ("ชื่อตัว - ชื่อสกุล", "full_name"),
        ("ชื่อ-สกุล ผู้ครองตำแหน่ง", "full_name"),
        ("ผู้ดำรงตำแหน่ง", "full_name"),
        ("คำนำหน้า", "prefix"),
        ("ชื่อ", "first_name"),
        ("นามสกุล", "last_name"),
        ("ตำแหน่ง", "title"),
        ("ชื่อตำแหน่งในการบริหารงาน", "title"),
        ("ตำแหน่งในสายงาน", "line"),
        ("ประเภท", "position_type"),
        ("ระดับ", "level"),
        ("สังกัด", "unit"),
        ("ส่วนราชการ", "unit"),
        ("กอง/สำนัก", "unit"),
        ("ประเภทการจ้าง", "kind"),
        ("ประเภทบุคลากร", "kind"),
        ("วันบรรจุ", "appointed_on"),
        ("วัน เดือน ปี ที่บรรจุ", "appointed_on"),
        ("ว.ด.ป. บรรจุ", "appointed_on"),
        ("วันที่เริ่มจ้าง", "appointed_on"),
        ("วันที่ดำรงตำแหน่งปัจจุบัน", "started_on"),
        ("หมายเหตุ", "note"),
        ("เงินเดือน", None),
        ("เลขประจำตัวประชาชน", None),
        ("ที่อยู่", None),
        ("วันเดือนปีเกิด", None),
        ("คุณวุฒิการศึกษา", None),
    ],
)
def test_headings_of_many_lists(heading, name):
    found = field_of(heading_key(heading))
    assert (found[0] if found else None) == name


def test_the_headings_of_our_own_template_are_found():
    for field in FIELDS:
        found = field_of(heading_key(str(field.label)))
        assert found, field.name
        assert found[0] == field.name
