"""Lists of forms that the importer was not made for: what a reader counts by hand is what comes in."""

from __future__ import annotations

import datetime
import io
from collections import Counter

import pytest
from openpyxl import Workbook, load_workbook

from documents.spreadsheets.open_file import open_file
from personnel.imports.apply import apply, undo
from personnel.imports.holders import read_name
from personnel.imports.plan_import import Choice, lists_in, stage
from personnel.imports.several import names_in, numbers_in
from personnel.imports.workbooks import marked_workbook
from personnel.models import Holding, Post, StaffImportRow, StaffingFrame, Unit
from personnel.staff_list import StaffList
from tests.builders import make_organization
from tests.personnel.other_lists import NAMES, counted_by_hand, text_of, workbook_of
from tests.personnel.other_lists.long_list import long_list
from tests.personnel.test_import_lists import doubts_of, staged, values_of
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
EDUCATION = "กองการศึกษา ศาสนาและวัฒนธรรม"


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(datetime.date(2026, 11, 21)):
        yield


@pytest.fixture
def frame() -> StaffingFrame:
    organization = make_organization()
    Unit.objects.create(organization=organization, name=EDUCATION, head_title="ผู้อำนวยการ", order=9)
    return StaffingFrame.objects.create(organization=organization, first_year=2570, last_year=2572)


def read_all(frame: StaffingFrame, content: bytes) -> list[StaffImportRow]:
    """Every row of every sheet that is a list."""
    sheets = open_file(content)
    found = []
    for sheet, _layout in lists_in(sheets):
        choice = Choice(sheet=sheet.name)
        batch = stage(
            content, file_name="x", frame=frame, by=None, choice=choice, sheets=sheets, keep_file=False
        )
        found += batch.rows.all()
    return found


def understood(rows: list[StaffImportRow], frame: StaffingFrame) -> list[tuple]:
    office = frame.organization.titles.office
    return [
        (
            row.values["full_name"],
            row.values["kind"],
            "สำนักปลัด" if row.values["unit"] == office else row.values["unit"],
            row.values["level"],
        )
        for row in rows
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_is_understood_as_a_reader_understands_it(frame, name):
    rows = read_all(frame, workbook_of(name))
    assert understood(rows, frame) == counted_by_hand(name)
    assert [row.errors for row in rows if row.errors] == []
    kept = str([(row.cells, row.doubts) for row in rows])
    assert "1430100012341" not in kept, "citizen numbers are not kept"
    assert "1-4301-00012-34-2" not in kept


@pytest.mark.parametrize("encoding", ["cp874", "tis-620", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_file_of_text_is_understood_in_every_encoding(frame, encoding, delimiter):
    rows = read_all(frame, text_of("all_kinds", encoding=encoding, delimiter=delimiter))
    assert understood(rows, frame) == counted_by_hand("all_kinds")


def test_a_list_of_360_posts_agrees_with_its_arithmetic(frame):
    batch = stage(long_list(), file_name="x", frame=frame, by=None, keep_file=False)
    apply(batch, by=None)
    staff = StaffList(frame)
    seats = staff.seats()
    assert len(seats) == 5 * 72
    assert sum(seat.is_vacant for seat in seats) == 5 * 14 + 1
    kinds = Counter(seat.post.kind for seat in seats)
    assert kinds == {"civil": 160, "permanent": 20, "hired_task": 100, "hired_general": 80}
    levels = Counter(seat.post.level.code if seat.post.level else "" for seat in seats)
    assert levels == {
        "directing.1": 20,
        "academic.1": 25,
        "academic.2": 25,
        "academic.3": 25,
        "general.1": 10,
        "general.2": 15,
        "general.3": 5,
        "": 5 * (5 + 2) + 200,
    }
    groups = Counter(row.decision.group_code for row in staff.grouped(2570).values())
    assert groups == {"g3": 20 - 6, "g2": 289 - 14}, "everybody began before 1 October 2567"
    assert {field for _row, field in doubts_of(batch)} == {"appointed_on"}, "only years of the Christian era"
    again = stage(long_list(), file_name="x", frame=frame, by=None, keep_file=False)
    assert again.counts == {"unchanged": 360}


# Rules that these lists taught -------------------------------------------------------------------


def test_somebody_of_the_list_who_acts_is_recorded_so(frame):
    rows = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
        ["นายก ข", "43-3-04-3202-001", "นักวิชาการคลัง ชก."],
        ["นายก ข (รักษาราชการแทน)", "43-3-04-2102-001", "ผอ.กองคลัง (นักบริหารงานการคลัง ระดับต้น)"],
        ["น.ส.ค ง รักษาการ", "43-3-05-2103-001", "ผอ.กองช่าง (นักบริหารงานช่าง ระดับต้น)"],
    ]
    batch = staged(rows, frame.organization)
    messages = [
        note["message"] for row in batch.rows.all() for note in row.doubts if note["field"] == "full_name"
    ]
    assert ["บันทึกว่า นายก ข" in messages[0], "ไม่พบ นางสาวค ง" in messages[1]] == [True, True]
    apply(batch, by=None)
    acting = Holding.objects.get(is_acting=True)
    assert (acting.person.full_name, acting.post.title) == ("นายก ข", "ผู้อำนวยการกองคลัง")
    seats = {seat.post.title: seat.is_vacant for seat in StaffList(frame).seats()}
    assert seats == {"นักวิชาการคลัง": False, "ผู้อำนวยการกองคลัง": True, "ผู้อำนวยการกองช่าง": True}
    assert staged(rows, frame.organization).counts == {"unchanged": 3}
    undo(batch, by=None)
    assert not Holding.objects.exists()


def test_another_who_acts_follows_the_one_before(frame):
    def rows(name):
        return [
            ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
            ["นายก ข", "43-3-04-3202-001", "นักวิชาการคลัง ชก."],
            ["นางค ง", "43-3-04-3202-002", "นักวิชาการคลัง ชก."],
            [f"ว่าง ({name} รักษาราชการแทน)", "43-3-04-2102-001", "ผอ.กองคลัง"],
        ]

    apply(staged(rows("นายก ข"), frame.organization), by=None)
    second = staged(rows("นางค ง"), frame.organization)
    assert second.counts == {"unchanged": 2, "changed": 1}
    apply(second, by=None)
    found = Holding.objects.filter(is_acting=True).values_list("person__full_name", "ended_on")
    assert [(name, day is None) for name, day in found] == [("นายก ข", False), ("นางค ง", True)]
    undo(second, by=None)
    assert Holding.objects.get(is_acting=True).ended_on is None


@pytest.mark.parametrize(
    ("text", "name", "acting"),
    [
        ("นายก ข (รักษาการ)", "", "นายก ข"),
        ("(รักษาราชการแทน)\nน.ส.ก ข", "", "นางสาวก ข"),
        ("ว่าง (จ.ส.อ.ก ข รก.)", "", "จ่าสิบเอกก ข"),
        ("นายก ณ เชียงใหม่ ปลัด อบต. รักษาราชการแทน", "", "นายก ณ เชียงใหม่"),
        ("ผู้อำนวยการกองช่าง รักษาราชการแทน", "", ""),
        ("นายก ข รักษาการแทน นายค ง", "", ""),
        ("นายก ข (ช่วยราชการ อบต.เมือง)", "นายก ข", ""),
        ("นายก ข ไปช่วยราชการ อบจ.", "นายก ข", ""),
        ("นางก ข (สกุลเดิม ค)", "นางก ข", ""),
        ("ว่าง (มีผู้มาช่วยราชการ)", "", ""),
        ("ว่าง ตั้งแต่ 1 ต.ค. 66", "", ""),
    ],
)
def test_what_stands_beside_a_name_is_told_apart(text, name, acting):
    read = read_name(text)
    assert (read.name, read.acting) == (name, acting)


def test_rows_that_contradict_themselves_are_errors(frame):
    rows = [
        ["ที่", "ตำแหน่ง", "เลขที่ตำแหน่ง", "จำนวน", "ชื่อ-สกุล"],
        [1, "จพง.ธุรการ", "43-3-01-4101-001\n43-3-01-4101-002", 3, "นายก ข"],
        [2, "จพง.พัสดุ", "43-3-04-4203-001\n43-3-04-4203-002", 2, "นายค ง\nนายจ ฉ\nนายช ซ"],
    ]
    batch = staged(rows, frame.organization)
    assert [len(row.errors) for row in batch.rows.all()] == [1, 1]
    assert "เลขที่ตำแหน่ง 2" in batch.rows.first().errors[0]["message"]


def test_a_count_of_posts_whose_people_follow_row_by_row_is_not_taken_apart(frame):
    rows = [
        ["ตำแหน่ง", "จำนวน", "ชื่อ-สกุล", "ประเภทการจ้าง"],
        ["คนงาน", "2 อัตรา", "ว่าง", "พนักงานจ้างทั่วไป"],
        ["คนงาน", None, "นายก ข", "พนักงานจ้างทั่วไป"],
        ["ยาม", "2 อัตรา", "ว่าง", "พนักงานจ้างทั่วไป"],
    ]
    batch = staged(rows, frame.organization)
    assert [(row.row_number, row.part) for row in batch.rows.all()] == [(2, 1), (3, 1), (4, 1), (4, 2)]
    apply(batch, by=None)
    assert Post.objects.count() == 4


def test_numbers_and_names_in_one_cell():
    assert numbers_in("43-3-01-3103-\n001") == []
    assert len(numbers_in("43-3-01-4101-001 ถึง 005")) == 5
    assert names_in("1. นายก ข 2. นางค ง") == ["นายก ข", "นางค ง"]
    assert names_in("นางสาวสุดา\nมีสุข") == []
    assert names_in("ว่าง\n(ว่างเดิม)") == []
    assert names_in("นายก ข\nว่าง") == ["นายก ข", "ว่าง"]


def test_a_type_of_position_is_not_a_kind_of_employment(frame):
    """ "ทั่วไป" is a type beside the level of a clerk, and a kind beside a worker."""
    rows = [
        ["ชื่อ-สกุล", "ตำแหน่ง", "ประเภทการจ้าง", "ระดับ"],
        ["นายก ข", "เจ้าพนักงานธุรการ", "ทั่วไป", "ปง."],
        ["นายค ง", "คนงาน", "ทั่วไป", None],
        ["นายจ ฉ", "เจ้าพนักงานธุรการ", "ทั่วไป", None],
    ]
    batch = staged(rows, frame.organization)
    assert values_of(batch, "kind") == [("civil",), ("hired_general",), ("hired_general",)]
    assert (4, "kind") in doubts_of(batch)
    assert (3, "kind") not in doubts_of(batch)


def test_a_position_number_has_digits_and_a_citizen_number_is_never_kept(frame):
    rows = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "ประเภทการจ้าง", "รหัส"],
        ["นายก ข", "ไม่มีเลข", "คนงาน", "พนักงานจ้างทั่วไป", "๑ ๔๓๐๑ ๐๐๐๑๒ ๓๔ ๕"],
    ]
    batch = staged(rows, frame.organization)
    assert values_of(batch, "number") == [("",)]
    assert (2, "number") in doubts_of(batch)
    assert batch.rows.get().cells[4] == "***"


def test_teachers_have_one_line_whatever_its_code(frame):
    rows = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "ระดับ", "สังกัด"],
        ["นางก ข", "43-3-08-6600-001", "ครู", "คศ.1", EDUCATION],
        ["นางค ง", "43-3-08-6600-002", "ครูผู้ดูแลเด็ก", None, EDUCATION],
        ["นางจ ฉ", "43-3-08-3999-003", "นักวิชาการศึกษา", "ปก.", EDUCATION],
    ]
    batch = staged(rows, frame.organization)
    assert values_of(batch, "line", "kind", "title") == [
        ("6500", "teacher", "ครู"),
        ("6500", "teacher", "ครูผู้ดูแลเด็ก"),
        ("3803", "civil", "นักวิชาการศึกษา"),
    ]
    assert doubts_of(batch) == [(4, "number")], "another line of many contradicts its code"


def test_departments_are_known_by_short_names_and_asked_about_when_near(frame):
    rows = [
        ["ชื่อ-สกุล", "ตำแหน่ง", "ประเภทการจ้าง", "สังกัด"],
        ["นางก ข", "คนงาน", "พนักงานจ้างทั่วไป", "กองการศึกษาฯ"],
        ["นางค ง", "คนงาน", "พนักงานจ้างทั่วไป", "สำนักปลัดฯ"],
        ["นางจ ฉ", "คนงาน", "พนักงานจ้างทั่วไป", "กองการศึกษา"],
    ]
    batch = staged(rows, frame.organization)
    office = frame.organization.titles.office
    assert values_of(batch, "unit") == [(EDUCATION,), (office,), ("กองการศึกษา",)]
    (doubt,) = batch.rows.last().doubts
    assert doubt["suggestion"] == EDUCATION


def test_the_department_of_a_sheet_is_in_its_name_or_alone_above_the_heading(frame):
    rows = [["ชื่อ-สกุล", "ตำแหน่ง", "ประเภทการจ้าง"], ["นางก ข", "คนงาน", "พนักงานจ้างทั่วไป"]]
    for sheet, above, unit in (
        ("กองคลัง", [], "กองคลัง"),
        ("2. ช่าง", [], None),
        ("ช่าง", [], "กองช่าง"),
        ("Sheet1", [["สังกัด : กองคลัง"]], "กองคลัง"),
        ("Sheet1", [["สำนักงานองค์การบริหารส่วนตำบล"]], None),
        ("Sheet1", [["จัดทำโดยสำนักปลัด"]], None),
    ):
        batch = staged([*above, *rows], frame.organization, sheet=sheet)
        assert values_of(batch, "unit") == [(unit,)], (sheet, above)


def test_the_marked_workbook_follows_the_columns_of_each_table(frame):
    content = workbook_of("two_tables")
    batch = stage(content, file_name="x", frame=frame, by=None, keep_file=False)
    sheet = load_workbook(io.BytesIO(marked_workbook(batch))).worksheets[0]
    titles = [sheet.cell(row, 2).value for row in range(3, 9)]
    assert titles[3:] == ["ผู้ช่วยนายช่างโยธา", "คนงาน", "คนงาน"]


def test_a_table_of_counts_beside_a_list_of_people_is_not_imported_again(frame):
    book = Workbook()
    for row in (["ตำแหน่ง", "สังกัด", "ประเภทการจ้าง", "จำนวนอัตรา"], ["คนงาน", "กองคลัง", "พนักงานจ้างทั่วไป", 2]):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    assert len(lists_in(open_file(target.getvalue()))) == 1
    assert len(read_all(frame, target.getvalue())) == 2
    people = book.create_sheet("รายชื่อ")
    for row in (["ชื่อ-สกุล", "ตำแหน่ง"], ["นายก ข", "คนงาน"]):
        people.append(row)
    target = io.BytesIO()
    book.save(target)
    assert [sheet.name for sheet, _layout in lists_in(open_file(target.getvalue()))] == ["รายชื่อ"]


def test_an_empty_workbook_is_no_list(frame):
    book = Workbook()
    book.active.append(["ประเภท", "จำนวน"])
    target = io.BytesIO()
    book.save(target)
    assert lists_in(open_file(target.getvalue())) == []
