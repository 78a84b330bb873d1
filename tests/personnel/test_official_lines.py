"""The official table: read from whatever shape, seen before it is loaded, and refused when it is no harmless workbook."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from competencies.models import Competency, PositionLine
from documents.spreadsheets.open_file import open_file
from documents.spreadsheets.sheets import Sheet
from organizations.roles import Role
from personnel.models import OfficialLineCompetency
from personnel.official_lines import loaded, read_table, save_table, table_workbook
from tests.builders import client_of, make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ANALYSIS, PLANNING, TEACHING = "การคิดวิเคราะห์", "การวางแผนและการจัดการ", "การให้ความรู้และการสร้างสายสัมพันธ์"
THREE = ["l06", "l11", "l15"]


def read(*rows):
    return read_table([Sheet("แผ่น1", [list(row) for row in rows])])


def unread(reading):
    return [(cell.place, cell.text) for cell in reading.unread]


# Reading --------------------------------------------------------------------------------------


def test_row_of_a_line_with_its_competencies():
    reading = read(
        ("ลำดับ", "สายงาน", "สมรรถนะ", "", ""),
        ("1", "นักทรัพยากรบุคคล", f"๑. {ANALYSIS}", f"2) {PLANNING}", f" {TEACHING} "),
        ("2", "จพง.ธุรการ", ANALYSIS, "-", ""),
    )
    assert reading.table == {"3102": THREE, "4101": ["l06"]}
    assert unread(reading) == []


def test_line_is_known_by_its_code():
    assert read(("๓๑๐๒", "ชื่อที่ไม่รู้จัก", ANALYSIS)).table == {"3102": ["l06"]}


def test_competencies_below_a_merged_line_belong_to_it():
    reading = read(("นักทรัพยากรบุคคล", ANALYSIS), ("", PLANNING), ("", TEACHING), ("เจ้าพนักงานธุรการ", PLANNING))
    assert reading.table == {"3102": THREE, "4101": ["l11"]}


def test_several_competencies_in_a_cell():
    reading = read(("นักทรัพยากรบุคคล", f"1. {ANALYSIS}\n2. {PLANNING}, {TEACHING}\nสมรรถนะที่ไม่มี"))
    assert reading.table == {"3102": THREE}
    assert len(reading.unread) == 1


def test_table_of_marks():
    reading = read(
        ("บัญชีสมรรถนะ",),
        ("สายงาน", ANALYSIS, PLANNING, TEACHING),
        ("นักทรัพยากรบุคคล", "/", "✓", "X"),
        ("เจ้าพนักงานธุรการ", "1", "-", "อาจใช้"),
        ("สายงานใหม่", "/", "", ""),
    )
    assert reading.table == {"3102": THREE, "4101": ["l06"]}
    assert unread(reading) == [("แผ่น1 D4", "อาจใช้"), ("แผ่น1 A5", "สายงานใหม่")]


def test_core_competencies_are_no_line_competencies():
    reading = read(("นักทรัพยากรบุคคล", ANALYSIS), ("เจ้าพนักงานธุรการ", "มุ่งผลสัมฤทธิ์"))
    assert reading.table == {"3102": ["l06"]}
    assert unread(reading) == [("แผ่น1 B2", "มุ่งผลสัมฤทธิ์")]


def test_sheets_without_lines_say_nothing():
    assert read(("ข้อความ", "อื่น")).table == {}
    assert read().table == {}


def test_what_is_written_reads_back():
    save_table({"3102": THREE, "4101": ["l10", "l19", "l22"]}, source="บัญชีทดสอบ", by=make_user())
    reading = read_table(open_file(table_workbook()))
    assert reading.table == loaded() == {"3102": THREE, "4101": ["l10", "l19", "l22"]}
    assert reading.unread == []


def test_loading_replaces_the_lines_of_the_table_alone():
    save_table({"3102": THREE, "4101": ["l10"]}, source="เดิม", by=make_user())
    assert save_table({"4101": ["l19"]}, source="ใหม่", by=make_user()) == 1
    assert loaded() == {"3102": THREE, "4101": ["l19"]}
    assert set(OfficialLineCompetency.objects.values_list("source", flat=True)) == {"เดิม", "ใหม่"}


# Pages ----------------------------------------------------------------------------------------


@pytest.fixture
def editor():
    return client_of(make_member(Role.CENTRAL_EDITOR))


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("บัญชี.xlsx", target.getvalue())


PAGE, CONFIRM = "personnel:official_lines", "personnel:official_lines_confirm"
ROW = ["นักทรัพยากรบุคคล", ANALYSIS, PLANNING, TEACHING]


def test_workbook_is_shown_and_then_loaded(editor):
    file = workbook(ROW, ["สายงานใหม่", ANALYSIS])
    page = editor.post(reverse(PAGE), {"file": file, "source": "ประกาศทดสอบ"})
    assert "อ่านได้ 1 สายงาน" in page.content.decode()
    assert "สายงานใหม่" in page.content.decode()
    assert loaded() == {}
    answer = editor.post(reverse(CONFIRM), {"proposal": page.context["proposal"]}, follow=True)
    assert "1 สายงานแล้ว" in answer.content.decode()
    assert "ประกาศทดสอบ" in answer.content.decode()
    assert loaded() == {"3102": THREE}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"<html><table></table></html>", "HTML"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "รุ่นเก่า"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 100, "เปิดแฟ้มนี้ไม่ได้"),
        ("a.csv", "ข้อความ,อื่น\n1,2".encode(), "ไม่พบสายงาน"),
    ],
)
def test_what_is_no_table_is_refused(editor, name, content, reason):
    answer = editor.post(reverse(PAGE), {"file": SimpleUploadedFile(name, content), "source": "ก"})
    assert answer.status_code == 422
    assert reason in answer.content.decode()


def test_source_is_asked(editor):
    answer = editor.post(reverse(PAGE), {"file": workbook(ROW), "source": ""})
    assert answer.status_code == 422


def test_only_what_we_read_is_loaded(editor):
    for proposal in ("", "forged", "a:b:c"):
        answer = editor.post(reverse(CONFIRM), {"proposal": proposal})
        assert answer.status_code == 422
    assert loaded() == {}


def test_workbook_to_fill_in_is_offered(editor):
    answer = editor.get(reverse("personnel:official_lines_file"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"PK")


def test_catalog_knows_the_lines_of_these_tests():
    assert PositionLine.objects.filter(code__in=["3102", "4101"]).count() == 2
    assert Competency.objects.filter(code__in=THREE).count() == 3
