"""Reads a document of unknown origin into lines, and refuses what is no text in words that say what to do."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from plans.import_edition.word import word_lines
from thai.text import normalise_line

MAX_BYTES = 5 * 1024 * 1024  #: of the file; the master plan of 2567 has 0.2 MB as text
MAX_PARTS = 2_000  #: parts of a Word file; a long one with pictures has about a hundred
MAX_TEXT_BYTES = 40 * 1024 * 1024  #: of one unpacked part; the master plan's has about 1 MB
MAX_LINES = 10_000  #: the master plan of 2567 has 409
MAX_CHARACTERS = 400_000  #: the master plan of 2567 has 57,000
LEAST_THAI = 0.3  #: share of Thai letters among all letters of a Thai paper; English terms are the rest

_THAI = re.compile("[ก-๛]")
_LETTER = re.compile(r"[^\W\d_]")
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Word 97-2003 (.doc)"),
    (b"{\\rtf", "RTF"),
)


class DocumentRefused(ValueError):
    """The file is not what was asked for; the message is Thai and says what to do."""


def read_lines(content: bytes) -> list[str]:
    """The lines of a text file (UTF-8, UTF-16, TIS-620/Windows-874) or the paragraphs of a Word document (.docx).

    Line n of the file is item n - 1. Raises DocumentRefused.
    """
    if not content.strip():
        raise DocumentRefused(_("แฟ้มนี้ว่างเปล่า กรุณาเลือกแฟ้มแผนแม่บทที่มีข้อความ"))
    if len(content) > MAX_BYTES:
        raise DocumentRefused(_("แฟ้มใหญ่เกิน 5 MB กรุณาตัดรูปภาพออกหรือบันทึกเป็นข้อความ (.txt)"))
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise DocumentRefused(
                _("แฟ้มนี้เป็น {name} ซึ่งอ่านไม่ได้ กรุณาบันทึกเป็น .docx หรือ .txt แล้วนำเข้าอีกครั้ง").format(name=name)
            )
    lines = _word_document(content) if content.startswith(b"PK") else _decoded(content).split("\n")
    if len(lines) > MAX_LINES or sum(map(len, lines)) > MAX_CHARACTERS:
        raise DocumentRefused(
            _("แฟ้มนี้มีเกิน 10,000 บรรทัดหรือ 400,000 ตัวอักษร ยาวกว่าแผนแม่บทมาก กรุณาตรวจว่าเลือกแฟ้มถูกต้อง")
        )
    return [_clean_line(line) for line in lines]


def _clean_line(line: str) -> str:
    """One form of every line; the last tab stays, which tells a line of the contents from the heading itself."""
    head, tab, tail = line.rstrip().rpartition("\t")
    return f"{normalise_line(head)}{tab if head.strip() else ''}{normalise_line(tail)}"


def _decoded(content: bytes) -> str:
    """The text in one of the encodings that Thai offices use, with line feeds alone."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _is_thai(text):
            return re.sub("\r\n?", "\n", text)
    raise DocumentRefused(_("อ่านข้อความภาษาไทยในแฟ้มนี้ไม่ได้ กรุณาบันทึกเป็นข้อความแบบ UTF-8 (.txt) หรือเป็น .docx"))


def _encodings(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    return ["utf-8-sig", "cp874"]


def _is_thai(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return bool(letters) and len(_THAI.findall(text)) / letters >= LEAST_THAI


def _word_document(content: bytes) -> list[str]:
    """Paragraphs of a .docx; a package that unpacks to more than a paper can hold is refused unread."""
    with opened(content) as parts:
        names = ("document", "numbering", "footnotes", "endnotes")
        return word_lines(*(parts(f"word/{name}.xml") for name in names))


@contextmanager
def opened(content: bytes) -> Iterator[Callable[[str], bytes]]:
    """Read parts of a .docx by their names, empty where it has none; DocumentRefused when it is no such file.

    Whatever goes wrong inside, in the package or in the XML, is a refusal too.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if len(package.infolist()) > MAX_PARTS:
                raise DocumentRefused(_("แฟ้ม .docx นี้มีส่วนประกอบมากผิดปกติ กรุณาบันทึกใหม่เป็นข้อความ (.txt)"))
            names = set(package.namelist())
            if "word/document.xml" not in names:
                raise DocumentRefused(_("แฟ้มนี้ไม่ใช่เอกสาร Word (.docx) กรุณาเลือกแฟ้ม .docx หรือ .txt"))
            yield lambda name: _part(package, name) if name in names else b""
    except DocumentRefused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,  # offsets and names that are none; WordRefused is one
    ) as error:
        raise DocumentRefused(_("เปิดแฟ้ม .docx นี้ไม่ได้ แฟ้มอาจเสียหรือมีรหัสผ่าน กรุณาบันทึกใหม่แล้วลองอีกครั้ง")) from error


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        content = part.read(MAX_TEXT_BYTES + 1)
    if len(content) > MAX_TEXT_BYTES:
        raise DocumentRefused(_("ข้อความในแฟ้ม .docx นี้ใหญ่ผิดปกติ กรุณาบันทึกใหม่เป็นข้อความ (.txt)"))
    return content
