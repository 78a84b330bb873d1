"""Reads lists that are plain text: .csv of any spreadsheet, in the encodings that Thai offices use."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from django.utils.translation import gettext as _

from documents.spreadsheets.safety import FileRefused
from documents.spreadsheets.sheets import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Sheet, trimmed

DELIMITERS = (",", "\t", ";", "|")
LEAST_THAI = 0.3  #: share of Thai letters among all letters, above which a decoding is believed
_THAI = re.compile("[ก-๛]")
_LETTER = re.compile(r"[^\W\d_]")


def read_delimited(content: bytes) -> Sheet:
    """The rows of a text file as a sheet without a name; raises FileRefused."""
    text = decoded(content)
    if "<html" in text[:4096].lower() or "<table" in text[:4096].lower():
        raise FileRefused(_("แฟ้มนี้เป็นหน้าเว็บ (HTML หรือ XML) ที่ตั้งชื่อเป็น Excel กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx"))
    rows = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        for row in reader:
            rows.append([_unquoted(cell) for cell in row])
            if len(rows) > MAX_ROWS:
                raise FileRefused(_("บัญชีนี้มีมากกว่า 20,000 แถว กรุณาลบแถวที่ไม่ใช้ออก"))
            if len(row) > MAX_COLUMNS or any(len(cell) > MAX_TEXT for cell in row):
                raise FileRefused(_("แฟ้มนี้ไม่ใช่ตาราง กรุณาใช้แฟ้ม .xlsx หรือ .csv ที่มีหัวตาราง"))
    except csv.Error as error:
        raise FileRefused(_("อ่านแฟ้ม .csv นี้ไม่ได้ กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx")) from error
    return Sheet("", trimmed(rows))


def decoded(content: bytes) -> str:
    """The text of UTF-8, UTF-16 or TIS-620/Windows-874; raises FileRefused when none gives Thai."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp874", "tis-620"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = len(_LETTER.findall(text))
        if "\0" not in text and letters and len(_THAI.findall(text)) / letters >= LEAST_THAI:
            return text
    raise FileRefused(_("อ่านข้อความภาษาไทยในแฟ้มนี้ไม่ได้ กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx"))


def delimiter_of(text: str) -> str:
    """The sign that divides the most lines into the same number of cells."""

    def agreement(delimiter: str) -> tuple[int, int]:
        sample = io.StringIO("\n".join(text.splitlines()[:60]))
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return lines, width

    return max(DELIMITERS, key=agreement)


def _unquoted(cell: str) -> str:
    """A cell without the sign that spreadsheets put before text that could be taken for a formula."""
    cell = cell.strip()
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell
