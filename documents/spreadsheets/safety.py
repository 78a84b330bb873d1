"""Looks at an uploaded file before anything parses it: what could harm the server or is no list is refused.

Sizes are measured by unpacking piece by piece with a counter, because the headers of an archive can say anything.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from typing import IO, Literal

from django.utils.translation import gettext as _

MB = 1024 * 1024
MAX_BYTES = 5 * MB  #: of the file
MAX_PARTS = 500  #: entries of the archive; a workbook of 50 sheets with pictures has about 200
MAX_UNPACKED = 50 * MB  #: of all parts together
MAX_RATIO = 100  #: unpacked to packed, of one part; a long staff list has about 15
RATIO_FROM = MB  #: below this size a part of nothing but spaces is harmless
MAX_SHEETS = 50
PIECE = 64 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"^\s*(?><!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style)\b", re.I | re.S
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_SAFE_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}

Kind = Literal["xlsx", "csv"]


class FileRefused(ValueError):
    """The file is not read; the message is Thai and says what to do."""


def check(content: bytes) -> Kind:
    """Tell what the file is by its content, not its name; raises FileRefused."""
    if not content.strip(b"\0\t\r\n "):
        raise FileRefused(_("แฟ้มนี้ว่างเปล่า กรุณาเลือกแฟ้มที่มีข้อมูล"))
    if len(content) > MAX_BYTES:
        raise FileRefused(_("แฟ้มใหญ่เกิน 5 MB กรุณาตัดรูปภาพและแผ่นงานที่ไม่ใช้ออก แล้วบันทึกใหม่"))
    if content.startswith(b"PK\x03\x04"):
        _check_archive(content)
        return "xlsx"
    _refuse_other_formats(content)
    return "csv"


def _refuse_other_formats(content: bytes) -> None:
    """Files of other programs, often named .xlsx or .xls, with the way to turn them into a list."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise FileRefused(_("แฟ้มนี้มีรหัสผ่าน กรุณาเอารหัสผ่านออกแล้วบันทึกใหม่เป็น .xlsx"))
        raise FileRefused(_("แฟ้มนี้เป็น Excel รุ่นเก่า (.xls) กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx"))
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head) or b"urn:schemas-microsoft-com:office" in head and head.lstrip().startswith(b"<"):
        raise FileRefused(_("แฟ้มนี้เป็นหน้าเว็บ (HTML หรือ XML) ที่ตั้งชื่อเป็น Excel กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx"))
    if content.startswith(b"%PDF"):
        raise FileRefused(_("แฟ้มนี้เป็น PDF ซึ่งนำเข้าไม่ได้ กรุณาใช้แฟ้ม .xlsx หรือ .csv"))
    if content.startswith(b"PK"):
        raise FileRefused(_("แฟ้มนี้เสียหรือไม่ใช่ Excel กรุณาเปิดแล้วบันทึกใหม่เป็น .xlsx"))
    if head.lstrip().startswith(b"<") or (b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise FileRefused(_("แฟ้มนี้ไม่ใช่บัญชีที่อ่านได้ กรุณาใช้แฟ้ม .xlsx หรือ .csv"))


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            _unpack_counting(archive, parts)
    except FileRefused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,  # offsets and names that are none
    ) as error:
        raise FileRefused(
            _("เปิดแฟ้มนี้ไม่ได้ แฟ้มอาจขาด เสีย หรือถูกดัดแปลง กรุณาเปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx")
        ) from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """What the table of contents alone tells."""
    names = [part.filename for part in parts]
    if sum("worksheets/" in name for name in names) > MAX_SHEETS:
        _refuse_sheets()
    if len(parts) > MAX_PARTS:
        raise FileRefused(_("แฟ้มนี้มีส่วนประกอบมากผิดปกติ กรุณาคัดลอกเฉพาะตารางไปไว้ในแฟ้มใหม่"))
    if len(set(names)) != len(names):
        raise FileRefused(_("แฟ้มนี้มีส่วนประกอบชื่อซ้ำกัน ซึ่งผิดปกติ กรุณาเปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx"))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefused(_("แฟ้มนี้มีแมโคร ระบบไม่รับ กรุณาบันทึกเป็น .xlsx ที่ไม่มีแมโคร"))
    if "xl/workbook.xml" not in names:
        raise FileRefused(_("แฟ้มนี้ไม่ใช่ Excel (.xlsx) กรุณาเปิดในโปรแกรมเดิมแล้วบันทึกเป็น .xlsx"))
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        _refuse_unpacked()


def _unpack_counting(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack everything once, keeping nothing, and stop at the first limit."""
    room = MAX_UNPACKED
    for part in parts:
        with archive.open(part) as stream:
            room -= _check_part(part, stream, room)


def _check_part(part: zipfile.ZipInfo, stream: IO[bytes], room: int) -> int:
    """The real size of one part; raises FileRefused for one that is too large or could name other files."""
    size, sheets, kept = 0, 0, b""
    is_markup = part.filename.endswith((".xml", ".rels", ".vml"))
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > room or (size > RATIO_FROM and size > MAX_RATIO * max(part.compress_size, 1)):
            _refuse_unpacked()
        if is_markup:
            _check_markup(piece, is_first=size == len(piece))
        window = kept + piece
        if any(word in window for word in _FORBIDDEN):
            raise FileRefused(_("แฟ้มนี้มีคำสั่งที่อ้างถึงแฟ้มอื่น (DTD) ระบบไม่รับ กรุณาคัดลอกตารางไปไว้ในแฟ้มใหม่"))
        if part.filename == "xl/workbook.xml":
            sheets += len(_SHEET.findall(window)) - len(_SHEET.findall(kept))
            if sheets > MAX_SHEETS:
                _refuse_sheets()
        kept = window[-16:]
    return size


def _check_markup(piece: bytes, *, is_first: bool) -> None:
    """Only encodings in which a forbidden word is found by its letters."""
    declared = _DECLARED.match(piece) if is_first else None
    if b"\0" in piece or (declared and declared[1].lower() not in _SAFE_ENCODINGS):
        raise FileRefused(_("แฟ้มนี้ใช้รหัสอักขระที่ผิดปกติ กรุณาเปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx"))


def _refuse_sheets() -> None:
    raise FileRefused(_("แฟ้มนี้มีมากกว่า {limit} แผ่นงาน กรุณาเหลือไว้เฉพาะแผ่นงานที่ใช้").format(limit=MAX_SHEETS))


def _refuse_unpacked() -> None:
    raise FileRefused(_("แฟ้มนี้คลายแล้วใหญ่ผิดปกติ กรุณาคัดลอกเฉพาะตารางที่มีข้อมูลไปไว้ในแฟ้มใหม่ (ไม่รวมแถวและคอลัมน์ว่าง)"))
