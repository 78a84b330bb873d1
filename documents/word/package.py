"""Puts a paper's parts into one .docx file: the only place that knows python-docx's package.

The template that python-docx brings along is not used: half a megabyte of styles of another house, a preview
picture and a name of an author. The same paper gives the same bytes: no time, no chance, no name of a machine.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap

from documents.paper import Draft, Issued, Paper
from documents.render import NO_DATE
from documents.word.composer import Composer
from documents.word.elements import (
    Element,
    add_break,
    add_run,
    add_text,
    element,
    is_paragraph,
    paragraph,
    part,
    plain,
    properties_of,
    put,
    to_bytes,
    words,
)
from documents.word.footnotes import add_settings, footnotes_part
from documents.word.pictures import (
    GARUDA_HEIGHT,
    QR_SIZE,
    SMALL_GARUDA,
    Drawn,
    Picture,
    Stand,
    add_floating,
    add_inline,
    garuda,
    qr,
)
from documents.word.sheets import Head, Sheets, head_of, heads_of
from documents.word.sheets import properties_of as section_properties
from documents.word.styles import fonts_part, styles_part
from thai.dates import format_date

MARK_OF_COPY = "สำเนา"
NOTICE_OF_COPY = "สำเนาสำหรับใช้งานต่อ เอกสารฉบับที่ออกคือแฟ้ม PDF"
LONGEST_FACT = 255  #: characters of one fact in the file's properties
OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows
NAMESPACES = {prefix: nsmap[prefix] for prefix in ("w", "r", "wp", "a", "pic")}
PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/extended-properties"><Application>Phatthana</Application></Properties>'
)


class Book:
    """One .docx in the making: its parts, and what refers to what."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.numbers = numbers
        self.package = OpcPackage()
        self.main = self._part("/word/document.xml", CT.WML_DOCUMENT_MAIN, b"")
        self.package.relate_to(self.main, RT.OFFICE_DOCUMENT)
        self.pictures: dict[str, Part] = {}
        self.drawn = 0

    def write(self, paper: Paper) -> bytes:
        """The bytes of the file."""
        composer = Composer(self._draw_garuda, self.numbers)
        sheets = composer.compose(paper)
        self._relate("/word/styles.xml", CT.WML_STYLES, RT.STYLES, styles_part())
        self._relate("/word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, fonts_part())
        self._relate("/word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, _settings(bool(composer.footnotes)))
        if composer.footnotes:
            notes = footnotes_part(composer.footnotes)
            self._relate("/word/footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, notes)
        heads, foot = self._heads(paper, sheets), self._foot(paper)
        self.main._blob = to_bytes(_document(sheets, heads, foot))
        program = self._part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, PROGRAM)
        self.package.relate_to(program, RT.EXTENDED_PROPERTIES)
        self._tell(paper)
        kept = io.BytesIO()
        self.package.save(kept)
        return _without_times(kept)

    def _part(self, name: str, kind: str, data: bytes) -> Part:
        return Part(PackURI(name), kind, data, self.package)  # type: ignore[arg-type]

    def _relate(self, name: str, kind: str, relation: str, data: bytes) -> str:
        return self.main.relate_to(self._part(name, kind, data), relation)

    # What stands on each page -----------------------------------------------------------------

    def _heads(self, paper: Paper, sheets: Sheets) -> dict[Head, str]:
        status = paper.mark.word if isinstance(paper.mark, Draft) else MARK_OF_COPY
        made: dict[Head, str] = {}
        for section in sheets.sections:
            for head in heads_of(section):
                if head not in made:
                    root = part("w:hdr", NAMESPACES)
                    root.append(head_of(head, status=words(status), watermark=words(paper.watermark)))
                    name = f"/word/header{len(made) + 1}.xml"
                    made[head] = self._relate(name, CT.WML_HEADER, RT.HEADER, to_bytes(root))
        return made

    def _foot(self, paper: Paper) -> str:
        root = part("w:ftr", NAMESPACES)
        foot = self._part("/word/footer1.xml", CT.WML_FOOTER, b"")
        mark = paper.mark
        if isinstance(mark, Issued):
            made = paragraph("Footer", f"{NOTICE_OF_COPY} รหัสเอกสาร ")
            add_run(made, " ")
            add_run(made, mark.code.replace("-", "\N{NON-BREAKING HYPHEN}"))
            add_break(made)
            add_run(made, f"ตรวจสอบที่ {words(mark.address)}")
            code = qr(mark.address)
            relation = foot.relate_to(self._picture_part(code), RT.IMAGE)
            add_floating(made, Drawn(code, relation, QR_SIZE, "QR", self._next()), align="right", down=-0.15)
        else:
            made = paragraph("Footer")
            add_text(made, f"{mark.notice} พิมพ์เมื่อวันที่ {format_date(mark.printed_on)}")
        root.append(made)
        foot._blob = to_bytes(root)
        return self.main.relate_to(foot, RT.FOOTER)

    # Pictures ---------------------------------------------------------------------------------

    def _draw_garuda(self, within: Element, stand: Stand) -> None:
        picture = garuda()
        relation = self.main.relate_to(self._picture_part(picture), RT.IMAGE)
        vector = self.main.relate_to(self._vector_part(picture), RT.IMAGE) if picture.vector else ""
        height = SMALL_GARUDA if stand == "corner" else GARUDA_HEIGHT
        drawn = Drawn(picture, relation, height, "ครุฑ", self._next(), vector)
        if stand == "line":
            add_inline(within, drawn)
        else:
            add_floating(within, drawn, align="left" if stand == "corner" else "center", down=0)

    def _picture_part(self, picture: Picture) -> Part:
        ending = picture.kind.partition("/")[2]
        return self._once(f"/word/media/{picture.name}.{ending}", picture.kind, picture.data)

    def _vector_part(self, picture: Picture) -> Part:
        return self._once(f"/word/media/{picture.name}.svg", "image/svg+xml", picture.vector)

    def _once(self, name: str, kind: str, data: bytes) -> Part:
        return self.pictures.setdefault(name, self._part(name, kind, data))

    def _next(self) -> int:
        self.drawn += 1
        return self.drawn

    # What the file says of itself ---------------------------------------------------------------

    def _tell(self, paper: Paper) -> None:
        """Title, whose paper it is, and a day of the paper's own; nobody's name, no machine."""
        told = self.package.core_properties
        made = _moment(paper.dated or (paper.mark.printed_on if isinstance(paper.mark, Draft) else None))
        told.title, told.author = plain(paper.title)[:LONGEST_FACT], words(paper.author)[:LONGEST_FACT]
        told.last_modified_by = ""
        told.created = told.modified = made
        told.language = "th-TH"


def _moment(day: date | None) -> datetime:
    return datetime.combine(day, time(), UTC) if day else NO_DATE


def _document(sheets: Sheets, heads: dict[Head, str], foot: str) -> Element:
    """The text, with the properties of each section in its last paragraph, of the last at the end."""
    root = part("w:document", NAMESPACES)
    body = element("w:body", root)
    for number, section in enumerate(sheets.sections, start=1):
        properties = section_properties(section, heads, foot)
        body.extend(section.blocks)
        if number == len(sheets.sections):
            body.append(properties)
            continue
        last = section.blocks[-1]
        if not is_paragraph(last) or properties_of(last).find(properties.tag) is not None:
            last = paragraph("Bare")
            body.append(last)
        put(last, "w:sectPr").getparent().replace(properties_of(last)[-1], properties)
    return root


def _settings(has_footnotes: bool) -> bytes:
    root = part("w:settings", {"w": nsmap["w"]})
    element("w:zoom", root, percent=100)
    element("w:defaultTabStop", root, val=720)
    element("w:characterSpacingControl", root, val="doNotCompress")
    if has_footnotes:
        add_settings(root)
    compatibility = element("w:compat", root)
    element(
        "w:compatSetting",
        compatibility,
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    element("w:themeFontLang", root, val="en-US", bidi="th-TH")
    element("w:decimalSymbol", root, val=".")
    element("w:listSeparator", root, val=",")
    return to_bytes(root)


def _without_times(kept: io.BytesIO) -> bytes:
    """The same file with one fixed moment for all that is in it."""
    told = io.BytesIO()
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            target.writestr(entry, source.read(name))
    return told.getvalue()
