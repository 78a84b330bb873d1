"""Files that would harm the server, and files that are no lists: refused with words, and the process goes on."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from openpyxl import Workbook

from documents.render import Limits
from documents.spreadsheets import open_file as opening
from documents.spreadsheets.open_file import open_file
from documents.spreadsheets.safety import MAX_BYTES, FileRefused, check
from documents.spreadsheets.sheets import MAX_MERGED, Sheet
from personnel.imports.holders import read_name
from personnel.imports.normalise import split_level
from personnel.imports.units import department_named

HEADINGS = ["ชื่อ - สกุล", "ตำแหน่ง", "เลขที่ตำแหน่ง"]


def workbook(rows=((*HEADINGS,), ("นายก ข", "คนงาน", "1")), sheets=1) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number in range(sheets):
        sheet = book.create_sheet(f"แผ่น {number}")
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rezipped(content: bytes, replace: dict[str, bytes], compression=zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", compression) as new:
        for name in old.namelist():
            new.writestr(name, replace.pop(name, None) or old.read(name))
        for name, data in replace.items():
            new.writestr(name, data)
    return target.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        open_file(content)
    return str(refused.value)


def test_an_honest_workbook_is_read():
    sheets = open_file(workbook())
    assert [sheet.rows for sheet in sheets] == [[HEADINGS, ["นายก ข", "คนงาน", "1"]]]


def test_a_bomb_is_refused_before_it_is_unpacked_whole():
    cells = b"<row><c t='inlineStr'><is><t>" + b"0" * 1000 + b"</t></is></c></row>"
    bomb = rezipped(
        workbook(), {"xl/worksheets/sheet1.xml": b"<worksheet>" + cells * 87_000 + b"</worksheet>"}
    )
    assert len(bomb) < 400_000
    assert "คลายแล้วใหญ่ผิดปกติ" in refusal(bomb)


def test_a_bomb_with_lying_sizes_is_refused():
    bomb = rezipped(
        workbook(), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"}
    )
    for declared in (10, 1_000):
        lying = bytearray(bomb)
        with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
            part = archive.getinfo("xl/worksheets/sheet1.xml")
        real = struct.pack("<L", part.file_size)
        lying = bytes(lying).replace(real, struct.pack("<L", declared))
        assert refusal(lying)


def test_overlapping_parts_are_refused():
    """Many entries of the table of contents that point at one stream."""
    content = workbook()
    data = zlib.compress(b"0" * 10)[2:-4]
    head = (
        struct.pack(
            "<4sHHHHHLLLHH", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(b"0" * 10), len(data), 10, 1, 0
        )
        + b"a"
        + data
    )
    entry = (
        struct.pack(
            "<4sHHHHHHLLLHHHHHLL",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            0,
            zlib.crc32(b"0" * 10),
            len(data),
            10,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a"
    )
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 400, 400, len(entry) * 400, len(head), 0)
    assert refusal(head + entry * 400 + end)
    assert open_file(content)


@pytest.mark.parametrize(
    "markup",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>',
        b'<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        b" " * 65_530 + b"<!DOCTYPE x><worksheet/>",  # across two pieces
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><worksheet/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="cp037"?><worksheet/>',
    ],
)
def test_external_and_expanding_entities_are_refused(markup):
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/app.xml"):
        assert "DTD" in (said := refusal(rezipped(workbook(), {part: markup}))) or "รหัสอักขระ" in said


def test_many_sheets_are_refused():
    assert "มากกว่า 50 แผ่นงาน" in refusal(workbook(sheets=51))
    many = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(10_000))
    markup = (
        b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        + many
        + b"</sheets></workbook>"
    )
    assert "มากกว่า 50 แผ่นงาน" in refusal(rezipped(workbook(), {"xl/workbook.xml": markup}))
    parts = {f"xl/worksheets/sheet{n}.xml": b"<worksheet/>" for n in range(2, 10_001)}
    assert "มากกว่า 50 แผ่นงาน" in refusal(rezipped(workbook(), parts))


def test_many_parts_are_refused():
    assert "ส่วนประกอบมากผิดปกติ" in refusal(rezipped(workbook(), {f"x/{n}.bin": b"x" for n in range(600)}))


def test_rows_columns_and_texts_have_limits():
    assert "20,000 แถว" in refusal(workbook([HEADINGS, *([["ก", "ข"]] * 20_001)]))
    assert "200 คอลัมน์" in refusal(workbook([["ก"] * 201]))
    assert "2,000 ตัวอักษร" in refusal(workbook([["ก" * 2_001]]))


def test_a_cell_at_the_end_of_the_sheet_does_not_cost_the_memory_of_the_sheet():
    book = Workbook()
    book.active["A1"] = "ก"
    book.active["XFD1048576"] = "ข"
    target = io.BytesIO()
    book.save(target)
    assert refusal(target.getvalue())
    assert open_file(workbook())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ว่างเปล่า"),
        (b" \n ", "ว่างเปล่า"),
        (b"x" * (MAX_BYTES + 1), "5 MB"),
        ("<html><table><tr><td>ชื่อ</td></tr></table></html>".encode(), "หน้าเว็บ"),
        ("\ufeff  <!DOCTYPE html><html></html>".encode(), "หน้าเว็บ"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "หน้าเว็บ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel รุ่นเก่า (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "รหัสผ่าน"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x05\x06" + b"\0" * 18, "เสียหรือไม่ใช่ Excel"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "ไม่ใช่บัญชีที่อ่านได้"),
        ("ข้อความที่ไม่มีภาษาไทย".encode()[:20] + b"\xff\xfe\xfa", "ภาษาไทย"),
        (b"name,position\njohn,clerk", "ภาษาไทย"),
        (("ก" * 200_000).encode(), "อ่านแฟ้ม .csv นี้ไม่ได้"),
    ],
)  # fmt: skip
def test_other_formats_are_refused_with_the_way_out(content, said):
    assert said in refusal(content)


def test_a_truncated_workbook_and_a_zip_of_something_else_are_refused():
    whole = workbook()
    assert "ขาด เสีย" in refusal(whole[: len(whole) // 2])
    assert "ไม่ใช่ Excel" in refusal(rezipped(b"PK\x05\x06" + b"\0" * 18, {"word/document.xml": b"<x/>"}))
    assert "แมโคร" in refusal(rezipped(whole, {"xl/vbaProject.bin": b"x"}))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert refusal(rezipped(whole, {"xl/worksheets/sheet1.xml": sheet[:50]}))


def test_a_broken_part_does_not_take_the_process_along():
    assert refusal(
        rezipped(workbook(), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row r='x'><c r='!!'>"})
    )
    assert open_file(workbook())


def test_a_reading_without_end_or_memory_is_stopped(monkeypatch):
    monkeypatch.setattr(opening, "LIMITS", Limits(memory_bytes=1 << 30, cpu_seconds=20, wall_seconds=0))
    assert "อ่านแฟ้มนี้ไม่ได้" in refusal(workbook())


def formulas(**cells: str) -> bytes:
    book = Workbook()
    book.active.append(HEADINGS)
    for place, text in cells.items():
        book.active[place] = text
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_formula_that_reaches_outside_is_refused():
    for formula in ("=cmd|'/C calc'!A0", '=WEBSERVICE("http://example.org")', '=CALL("x","y","z")'):
        assert "ภายนอก" in refusal(formulas(A2=formula))


def test_a_formula_without_a_result_and_a_failed_one_show_as_what_they_are():
    (sheet,) = open_file(formulas(A2="=1+1", B2="#REF!"))
    assert sheet.rows[1] == ["=1+1", "#REF!"]


def test_a_formula_with_a_result_is_its_result():
    content = formulas(A2="=1+1")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        markup = archive.read("xl/worksheets/sheet1.xml")
    calculated = (
        markup.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>")
    )
    (sheet,) = open_file(rezipped(content, {"xl/worksheets/sheet1.xml": calculated}))
    assert sheet.rows[1] == ["2"]


def test_hidden_sheets_and_formatting_without_content_are_seen_as_such():
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.cell(900, 40).number_format = "0.00"
    book.create_sheet("ซ่อน").sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    assert open_file(target.getvalue()) == [Sheet("Sheet", [HEADINGS], [], False), Sheet("ซ่อน", [], [], True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_lists_are_read_in_every_usual_encoding(encoding, delimiter):
    rows = [HEADINGS, ["นายก ข", '"ครู, ผู้ช่วย"', "'=1+1"], ["นางสาวค ง", "คนงาน", ""]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (sheet,) = open_file(text.encode(encoding))
    assert sheet.rows == [HEADINGS, ["นายก ข", "ครู, ผู้ช่วย", "=1+1"], ["นางสาวค ง", "คนงาน"]]


def test_cells_that_would_keep_a_pattern_busy_are_understood_at_once():
    """Each of these once cost the square of its length: ten times as long took a hundred times the steps."""
    for sign in ("/", "-", "(", " ,-", "1", "ปก./", "(-"):
        text = sign * 5_000 + "x"
        assert split_level(text)[1] == ()
        department_named(text)
        read_name(text)


def test_merges_over_one_another_cost_no_more_than_a_list():
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    merges = b"".join(b'<mergeCell ref="A1:GR%d"/>' % row for row in range(2, 20_000))
    changed = sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")
    (read,) = open_file(rezipped(workbook(), {"xl/worksheets/sheet1.xml": changed}))
    cells = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in read.merges)
    assert 0 < cells <= MAX_MERGED
    assert all(bottom < len(read.rows) for _top, _left, bottom, _right in read.merges)


def test_what_a_file_is_depends_on_its_content():
    assert check(workbook()) == "xlsx"
    assert check("ชื่อ,ตำแหน่ง".encode()) == "csv"
