"""Whole lists: what is counted by hand is what comes in, however it is written; nothing vanishes without a word."""

from __future__ import annotations

import datetime
import io
import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from documents.spreadsheets.open_file import open_file
from personnel.imports.apply import apply
from personnel.imports.plan_import import Choice, lists_in, stage
from personnel.imports.row import Options
from personnel.models import Person, Post, StaffImport, StaffingFrame
from personnel.staff_list import StaffList
from tests.builders import make_organization, make_province
from tests.personnel.dirty_lists import PROVINCIAL, SUBDISTRICT, dirty_list
from thai.dates import frozen_today
from thai.titles import LaoKind

pytestmark = pytest.mark.any_database

DAY = datetime.date(2026, 11, 21)
AS_FOUND = Choice()


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(DAY):
        yield


def frame_of(organization) -> StaffingFrame:
    return StaffingFrame.objects.create(organization=organization, first_year=2570, last_year=2572)


def staged(rows, organization=None, *, merges=(), sheet="บัญชี", choice=AS_FOUND) -> StaffImport:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for cells in merges:
        book.active.merge_cells(cells)
    target = io.BytesIO()
    book.save(target)
    organization = organization or make_organization()
    frame = organization.frames.first() or frame_of(organization)
    return stage(target.getvalue(), file_name="x.xlsx", frame=frame, by=None, choice=choice)


def values_of(batch, *names):
    return [tuple(row.values[name] for name in names) for row in batch.rows.all()]


def doubts_of(batch):
    return [(row.row_number, note["field"]) for row in batch.rows.all() for note in row.doubts]


# The two lists of the issue ---------------------------------------------------------------------


def imported(departments, organization, **about) -> StaffList:
    content = dirty_list(departments, name=organization.full_name, **about)
    frame = frame_of(organization)
    batch = stage(content, file_name="บัญชี.xlsx", frame=frame, by=None)
    apply(batch, by=None)
    return StaffList(frame)


@pytest.mark.django_db
def test_a_dirty_list_of_380_posts_agrees_with_the_count_by_hand():
    organization = make_organization(LaoKind.PAO, "ลำปาง", make_province("ลำปาง", "52"))
    staff = imported(PROVINCIAL, organization, province="52", kind="1")
    seats = staff.seats()
    assert len(seats) == 380
    assert sum(seat.is_vacant for seat in seats) == 47
    assert Counter(seat.post.kind for seat in seats) == {
        "civil": 172,
        "permanent": 28,
        "hired_task": 100,
        "hired_general": 80,
    }
    assert Counter(seat.post.unit.name if seat.post.unit else "" for seat in seats) == {
        "": 3,
        "สำนักปลัดองค์การบริหารส่วนจังหวัด": 110,
        "กองคลัง": 83,
        "กองช่าง": 129,
        "กองยุทธศาสตร์และงบประมาณ": 51,
        "หน่วยตรวจสอบภายใน": 4,
    }
    assert Counter(seat.post.position_type.code for seat in seats if seat.post.position_type) == {
        "executive": 3,
        "directing": 17,
        "academic": 66,
        "general": 86,
    }
    assert Counter(seat.post.line.official_code for seat in seats if seat.post.line)["4101"] == 20
    assert all(seat.person.appointed_on for seat in seats if seat.person)
    # 2 of 3 executives and 15 of 17 directors are held; everybody else began before 1 October 2567.
    groups = Counter(row.decision.group_code for row in staff.grouped(2570).values())
    assert groups == {"g4": 2, "g3": 15, "g2": 316}
    assert StaffImport.objects.get().report["dropped"]


@pytest.mark.django_db
def test_a_dirty_list_of_52_posts_with_12_vacancies_agrees_with_the_count_by_hand():
    organization = make_organization()
    staff = imported(SUBDISTRICT, organization, province="43", kind="3")
    seats = staff.seats()
    assert (len(seats), sum(seat.is_vacant for seat in seats)) == (52, 12)
    assert Counter(seat.post.kind for seat in seats) == {
        "civil": 27,
        "permanent": 2,
        "hired_task": 15,
        "hired_general": 8,
    }
    assert Counter(seat.post.unit.name if seat.post.unit else "" for seat in seats) == {
        "": 2,
        organization.titles.office: 22,
        "กองคลัง": 14,
        "กองช่าง": 14,
    }
    assert Counter(row.decision.group_code for row in staff.grouped(2570).values()) == {
        "g4": 2,
        "g3": 2,
        "g2": 36,
    }
    assert organization.units.count() == 3, "the departments that were there are recognised"


@pytest.mark.django_db
def test_a_list_of_nothing_but_clean_rows_raises_no_doubt():
    organization = make_organization()
    content = dirty_list(SUBDISTRICT, province="43", kind="3", name="อบต.")
    batch = stage(content, file_name="x", frame=frame_of(organization), by=None)
    assert doubts_of(batch) == []
    assert [row for row in batch.report["dropped"] if not row["is_known"]] == []


# Structures -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_headings_over_two_rows_take_the_new_frame_and_not_the_old():
    rows = [
        ["บัญชีแสดงการจัดคนลงสู่ตำแหน่ง"],
        ["ที่", "ชื่อ - สกุล", "กรอบอัตรากำลังเดิม", None, "กรอบอัตรากำลังใหม่", None, "เงินเดือน", "วันเดือนปี", None],
        [None, None, "เลขที่ตำแหน่ง", "ตำแหน่ง", "เลขที่ตำแหน่ง", "ตำแหน่ง", None, "เกิด", "บรรจุ"],
        [
            1,
            "นายก ข",
            "01-0101-001",
            "บุคลากร",
            "43-3-01-3102-001",
            "นักทรัพยากรบุคคล ชก.",
            30000,
            "1/1/2530",
            "1/1/2555",
        ],
    ]
    batch = staged(rows, merges=["A1:I1", "C2:D2", "E2:F2", "H2:I2", "A2:A3", "B2:B3", "G2:G3"])
    assert values_of(batch, "number", "title", "full_name", "appointed_on") == [
        ("43-3-01-3102-001", "นักทรัพยากรบุคคล", "นายก ข", "2012-01-01")
    ]
    row = batch.rows.get()
    assert "30000" not in row.cells, "salaries are not kept"
    assert "1/1/2530" not in row.cells, "dates of birth are not kept"


@pytest.mark.django_db
def test_names_over_three_columns_and_departments_in_merged_cells():
    rows = [
        ["ส่วนราชการ", "ที่", "ชื่อ - สกุล", None, None, "ตำแหน่ง/ระดับ", "เลขที่ตำแหน่ง"],
        ["สำนักปลัด", 1, "นาย", "ก", "ข", "เจ้าพนักงานธุรการชำนาญงาน", "43-3-01-4101-001"],
        [None, 2, "น.ส.", "ค", "ง", "เจ้าพนักงานธุรการ ปง.", "43-3-01-4101-002"],
        ["กองคลัง", 3, None, "ว่าง", None, "นวก.คลัง ปก.", "43-3-04-3202-001"],
    ]
    batch = staged(rows, merges=["C1:E1", "A2:A3"])
    office = batch.organization.titles.office
    assert values_of(batch, "full_name", "unit", "level") == [
        ("นายก ข", office, "general.2"),
        ("นางสาวค ง", office, "general.1"),
        ("", "กองคลัง", "academic.1"),
    ]
    assert doubts_of(batch) == []


@pytest.mark.django_db
def test_departments_written_only_where_they_change_and_departments_left_out():
    heading = ["สังกัด", "ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"]
    clerks = [["นายก ข", f"43-3-04-4101-00{n}", "จพง.ธุรการ"] for n in range(1, 7)]
    seldom = ["กองคลัง", "", "", "กองช่าง", "", ""]
    mostly = ["กองคลัง", "กองคลัง", "", "กองช่าง", "กองช่าง", "กองช่าง"]
    grouped = staged([heading, *([unit, *clerk] for unit, clerk in zip(seldom, clerks, strict=True))])
    assert values_of(grouped, "unit") == [("กองคลัง",)] * 3 + [("กองช่าง",)] * 3
    forgotten = staged([heading, *([unit, *clerk] for unit, clerk in zip(mostly, clerks, strict=True))])
    assert values_of(forgotten, "unit")[2] == (None,)
    assert (4, "unit") in doubts_of(forgotten)


@pytest.mark.django_db
def test_kinds_may_stand_above_departments_or_below_them():
    post = ["นายก ข", None, "คนงาน"]
    outer = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
        ["พนักงานจ้างทั่วไป"],
        ["กองคลัง"],
        post,
        ["กองช่าง"],
        ["นายค ง", None, "ยาม"],
    ]
    inner = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
        ["กองคลัง"],
        ["พนักงานจ้างทั่วไป"],
        post,
        ["กองช่าง"],
        ["นายค ง", None, "ยาม"],
    ]
    assert values_of(staged(outer), "unit", "kind") == [
        ("กองคลัง", "hired_general"),
        ("กองช่าง", "hired_general"),
    ]
    batch = staged(inner)
    assert values_of(batch, "unit", "kind") == [("กองคลัง", "hired_general"), ("กองช่าง", None)]
    assert batch.counts == {"new": 1, "error": 1}


@pytest.mark.django_db
def test_hired_employees_whose_kind_stands_in_the_column_of_types():
    rows = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "ประเภท"],
        ["พนักงานจ้าง"],
        ["นายก ข", None, "ผู้ช่วยนักพัฒนาชุมชน", "ภารกิจ"],
        ["นายค ง", None, "คนงาน", "ทั่วไป"],
        ["นายจ ฉ", "43-3-01-4101-001", "จพง.ธุรการ", "ทั่วไป"],
    ]
    assert values_of(staged(rows), "kind", "position_type") == [
        ("hired_task", None),
        ("hired_general", None),
        ("civil", "general"),
    ]


@pytest.mark.django_db
def test_a_second_line_of_a_title_belongs_to_the_row_above():
    rows = [
        ["ที่", "ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
        [1, "นายก ข", "43-3-01-2101-001", "หัวหน้าสำนักปลัด"],
        [None, None, None, "(นักบริหารงานทั่วไป ระดับต้น)"],
    ]
    assert values_of(staged(rows), "title", "line", "level") == [("หัวหน้าสำนักปลัด", "2101", "directing.1")]


@pytest.mark.django_db
def test_rows_that_are_no_posts_are_listed_with_the_reason():
    rows = [
        ["ที่", "ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["กองคลัง (04)"],
        ["ฝ่ายการเงิน"],
        [1, "นายก ข", "43-3-04-4201-001", "จพง.การเงินและบัญชี"],
        ["ที่", "ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
        [None, "รวม", None, "1 อัตรา"],
        [None, "นางสาวไม่มี ตำแหน่ง"],
        [None, "ถ่ายเอกสารคู่มือประชาชน"],
        ["หมายเหตุ: ข้อมูล ณ วันที่ 1 ตุลาคม 2569"],
        [None, None, None, "(ลงชื่อ)"],
        [None, None, None, "(นายก ข)"],
        [None, None, None, "ปลัด อบต."],
    ]
    batch = staged(rows)
    assert sum(batch.counts.values()) == 2, "a name without a title is an error that is shown"
    dropped = {row["number"]: row["reason"] for row in batch.report["dropped"]}
    assert sorted(dropped) == [2, 3, 4, 6, 7, 9, 10, 11, 12, 13]
    assert [row["number"] for row in batch.report["dropped"] if not row["is_known"]] == [9]


@pytest.mark.django_db
def test_what_nobody_recognises_is_listed_as_such():
    rows = [
        ["ที่", "ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "x"],
        [1, "นายก ข", "43-3-04-4201-001", "จพง.พัสดุ"],
        [None, None, None, None, "ดูหน้า 3"],
    ]
    (row,) = [row for row in staged(rows).report["dropped"] if not row["is_known"]]
    assert (row["number"], row["text"]) == (3, "ดูหน้า 3")


@pytest.mark.django_db
def test_doubts_keep_the_text_and_leave_the_value_out():
    rows = [
        ["ที่", "ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "ระดับ", "สังกัด", "วันบรรจุ"],
        [1, "ก ข", "52-1-01-3102-001", "นักทรัพยากรณ์บุคคล", "8ว", "กองคลงั", "1 ต.ค. 60"],
        [2, "นายค ง", "43-3-01-4101-001", "นักพัฒนาชุมชน", "ชำนาญงาน", "กองคลัง", "1/10/2017"],
    ]
    batch = staged(rows)
    first, second = batch.rows.all()
    assert (first.values["level"], first.values["appointed_on"]) == (None, None)
    assert first.values["line"] == "3102", "the number says the line that the misspelt title resembles"
    said = {(note["field"], note["text"]): note for note in first.doubts}
    assert said["level", "8ว"]
    assert said["appointed_on", "1 ต.ค. 60"]["message"].startswith("ปี 60")
    assert said["unit", "กองคลงั"]["suggestion"] == "กองคลัง"
    assert "จังหวัดหนองคาย" in " ".join(note["message"] for note in first.doubts)
    assert {note["field"] for note in second.doubts} == {"number", "level", "appointed_on"}
    assert (second.values["line"], second.values["level"]) == ("3801", None)
    assert batch.counts == {"new": 2}


@pytest.mark.django_db
def test_errors_name_their_cell():
    rows = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "วันบรรจุ"],
        ["นายก ข", "43-3-01-4101-001", "จพง.ธุรการ", "1/1/2580"],
        ["นายค ง", "43-3-01-4101-001", "จพง.ธุรการ", None],
        ["1234", "43-3-01-4101-003", "จพง.ธุรการ", None],
        ["นายจ ฉ", "43-3-01-4101-004", "=A1", None],
        ["นายช ซ", None, "คนงาน", None],
    ]
    batch = staged(rows)
    found = [[(note["field"], note["column"]) for note in row.errors] for row in batch.rows.all()]
    assert found == [
        [("appointed_on", 3), ("number", 1)],
        [("number", 1)],
        [("full_name", 0)],
        [("title", 2)],
        [("kind", None)],
    ]
    assert batch.counts == {"error": 5}


@pytest.mark.django_db
def test_the_person_may_say_what_holds_for_the_whole_list():
    rows = [["ชื่อ-สกุล", "ตำแหน่ง", "เลขที่ตำแหน่ง", "วันเริ่มจ้าง"], ["นายช ซ", "คนงาน", None, "1/10/60"]]
    batch = staged(rows, choice=Choice(options=Options(default_kind="hired_general", short_years=True)))
    assert values_of(batch, "kind", "appointed_on") == [("hired_general", "2017-10-01")]
    assert doubts_of(batch) == [(2, "unit")]


@pytest.mark.django_db
def test_counting_numbers_of_hired_employees_are_no_numbers_of_posts():
    rows = [
        ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"],
        ["กองคลัง"], ["พนักงานจ้างทั่วไป"], ["นายก ข", 1, "คนงาน"],
        ["กองช่าง"], ["พนักงานจ้างทั่วไป"], ["นายค ง", 1, "คนงาน"],
    ]  # fmt: skip
    batch = staged(rows)
    assert values_of(batch, "number") == [("",), ("",)]
    assert batch.counts == {"new": 2}


@pytest.mark.django_db
def test_teachers_and_heads_of_schools():
    rows = [
        ["ชื่อ-สกุล", "ตำแหน่ง", "ระดับ", "ประเภทบุคลากร", "สังกัด"],
        ["นายก ข", "ผู้อำนวยการโรงเรียนบ้านดอน", "ชำนาญการพิเศษ", "พนักงานครู อบต.", "กองการศึกษา"],
        ["นางค ง", "ครู", "คศ.๒", "ครู", "กองการศึกษา"],
        ["นางจ ฉ", "ครูผู้ช่วย", None, "ครู", "กองการศึกษา"],
        ["นางช ซ", "ผู้ช่วยครูผู้ดูแลเด็ก", None, "พนักงานจ้างตามภารกิจ", "กองการศึกษา"],
    ]
    assert values_of(staged(rows), "kind", "position_type", "level") == [
        ("teacher", "school_head", "school_head.2"),
        ("teacher", "teacher", "teacher.3"),
        ("teacher", "teacher", "teacher.1"),
        ("hired_task", None, None),
    ]


@pytest.mark.django_db
def test_elected_people_and_contractors_stay_outside_the_counts():
    rows = [
        ["ชื่อ-สกุล", "ตำแหน่ง", "เลขที่ตำแหน่ง"],
        ["คณะผู้บริหาร"], ["นายก ข", "นายก อบต."], ["นายค ง", "เลขานุการนายก อบต."],
        ["จ้างเหมาบริการ"], ["นายจ ฉ", "แม่บ้าน"],
    ]  # fmt: skip
    batch = staged(rows)
    assert values_of(batch, "kind") == [("elected",), ("elected",), ("contract",)]
    apply(batch, by=None)
    assert Post.objects.counted().count() == 0


# The command ------------------------------------------------------------------------------------


def run(path, organization, *options, fails=False) -> dict:
    out = io.StringIO()
    if fails:
        with pytest.raises(CommandError):
            call_command(
                "import_personnel", str(path), "--organization", organization, "--json", *options, stdout=out
            )
    else:
        call_command(
            "import_personnel", str(path), "--organization", organization, "--json", *options, stdout=out
        )
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_the_command_imports_and_the_second_time_changes_nothing(tmp_path):
    organization = make_organization(code="SAO-X")
    path = tmp_path / "list.xlsx"
    path.write_bytes(dirty_list(SUBDISTRICT, province="43", kind="3", name="อบต."))
    tried = run(path, "SAO-X", "--dry-run")
    assert (tried["rows"], tried["created"], tried["imported"]) == (52, 52, False)
    assert not Post.objects.exists()
    assert not StaffImport.objects.exists()
    first = run(path, "SAO-X")
    assert (first["rows"], first["created"], first["updated"], first["unchanged"]) == (52, 52, 0, 0)
    assert (first["errors"], first["unrecognised"]) == ([], [])
    second = run(path, "SAO-X")
    assert (second["created"], second["updated"], second["unchanged"]) == (0, 0, 52)
    assert Post.objects.count() == 52
    assert Person.objects.filter(organization=organization).count() == 40


@pytest.mark.django_db
def test_the_command_changes_nothing_while_a_row_is_wrong_unless_told(tmp_path):
    make_organization(code="SAO-X")
    path = tmp_path / "list.csv"
    path.write_text("ชื่อ-สกุล,เลขที่ตำแหน่ง,ตำแหน่ง\nนายก ข,43-3-01-4101-001,จพง.ธุรการ\nนายค ง,,คนงาน\n", "cp874")
    refused = run(path, "SAO-X", fails=True)
    assert (refused["created"], len(refused["errors"])) == (0, 1)
    assert refused["errors"][0]["row"] == 3
    assert not Post.objects.exists()
    assert run(path, "SAO-X", "--partial")["created"] == 1
    assert run(path, "SAO-X", "--default-kind", "hired_general")["created"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"%PDF", "ก,ข\nค,ง".encode()])
def test_the_command_refuses_what_is_no_list(tmp_path, content):
    make_organization(code="SAO-X")
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert run(path, "SAO-X", fails=True)["refused"]
    assert run(tmp_path / "missing.xlsx", "SAO-X", fails=True)["refused"]
    assert run(path, "NOBODY", fails=True)["refused"]


@pytest.mark.django_db
def test_every_sheet_that_is_a_list_is_imported_unless_they_contradict_each_other(tmp_path):
    make_organization(code="SAO-X")
    heading = ["ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง"]
    book = Workbook()
    book.active.title = "พนักงานส่วนตำบล"
    for row in (heading, ["นายก ข", "43-3-01-4101-001", "จพง.ธุรการ"]):
        book.active.append(row)
    for row in (["พนักงานจ้างทั่วไป"], heading, ["นายค ง", None, "คนงาน"]):
        book.create_sheet("พนักงานจ้าง") if "พนักงานจ้าง" not in book.sheetnames else None
        book["พนักงานจ้าง"].append(row)
    book.create_sheet("สรุป").append(["ประเภท", "จำนวน"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    lists = lists_in(open_file(path.read_bytes()))
    assert [sheet.name for sheet, _layout in lists] == ["พนักงานส่วนตำบล", "พนักงานจ้าง"]
    assert run(path, "SAO-X")["created"] == 2
    old = book.create_sheet("เดิม")
    for row in (heading, ["นายจ ฉ", "43-3-01-4101-001", "จพง.ธุรการ"]):
        old.append(row)
    book.save(path)
    assert "--sheet" in run(path, "SAO-X", fails=True)["refused"]
    assert run(path, "SAO-X", "--sheet", "เดิม")["updated"] == 1
    assert "ไม่มีแผ่นงาน" in run(path, "SAO-X", "--sheet", "ไม่มี", fails=True)["refused"]
