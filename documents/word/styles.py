"""The styles of official papers in Word: one table of names, sizes and distances, as ``paper.css`` is for the PDF.

The typeface is named, not embedded: TH SarabunPSK is what the rules of correspondence ask for and what Office
brings along; TH Sarabun New, the same letters under another name, stands in where only that is installed. Sizes and
weights are given twice, for Latin and for complex scripts, because Word looks at the second for Thai.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docx.oxml.ns import nsmap

from documents.word.elements import CM, Element, cm, element, part, to_bytes

FONT, OTHER_NAME = "TH SarabunPSK", "TH Sarabun New"
MARK, MEMO_LABEL, NOTE_NUMBER = "PageMark", "MemoLabel", "FootnoteReference"
BODY = 16
INDENT = 2.5  # cm, of the first line of a paragraph
RIGHT_HALF = 7.0  # cm, where closings and signatures stand

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Style:
    """One paragraph style; lengths in cm, sizes and distances in points, None where the style under it decides."""

    key: str
    name: str
    size: float | None = None
    bold: bool = False
    align: Align | None = None
    before: float | None = None
    after: float | None = None
    left: float | None = None
    first: float | None = None  # of the first line; less than nothing hangs out
    right: float | None = None
    exact: float | None = None  # height of a line, where the typeface must not decide
    outline: int | None = None
    keep_next: bool = False
    keep_lines: bool = False
    rule: bool = False  # a thin line under it
    tabs: tuple[tuple[str, float, str], ...] = field(default=())  # kind, place in cm, leader
    based_on: str = "Normal"


def _headings() -> list[Style]:
    opening = {"size": 20, "bold": True, "align": "center", "after": 12, "keep_next": True}
    running = {"bold": True, "keep_next": True, "keep_lines": True}
    return [
        Style("Heading1", "heading 1", outline=0, **opening),  # type: ignore[arg-type]
        Style("Heading2", "heading 2", before=6, outline=1, **running),  # type: ignore[arg-type]
        Style("Heading3", "heading 3", before=6, outline=2, **running),  # type: ignore[arg-type]
        Style("Heading4", "heading 4", before=6, outline=3, **running),  # type: ignore[arg-type]
        Style("RunningHeading", "หัวเรื่องในเนื้อหา", size=18, before=12, outline=0, **running),  # type: ignore[arg-type]
        Style("OwnHeading", "หัวเรื่องนอกสารบัญ", outline=0, **opening),  # type: ignore[arg-type]
        Style("OwnRunningHeading", "หัวเรื่องย่อยนอกสารบัญ", before=6, outline=1, **running),  # type: ignore[arg-type]
    ]


STYLES: tuple[Style, ...] = (
    Style("Paragraph", "ย่อหน้า", first=INDENT),
    *(
        Style(f"Item{level}", f"รายการระดับ {level}", left=0, first=INDENT + level - 1, tabs=(("left", INDENT + level, ""),))
        for level in (1, 2, 3, 4)
    ),
    *_headings(),
    # Tables
    Style("Caption", "caption", bold=True, before=6, after=4, keep_next=True),
    Style("TableText", "ข้อความในตาราง", size=14),
    Style("TableHeading", "หัวตาราง", bold=True, align="center", based_on="TableText"),
    Style("SmallTableText", "ข้อความในตารางขนาดเล็ก", size=13, exact=16.6, based_on="TableText"),
    Style("SmallTableHeading", "หัวตารางขนาดเล็ก", bold=True, align="center", based_on="SmallTableText"),
    Style("SmallTableNote", "หมายเหตุท้ายตารางขนาดเล็ก", size=13, exact=16.6),
    Style("TableNote", "หมายเหตุท้ายตาราง", size=14, after=12),
    Style("AfterTable", "ระยะหลังตาราง", size=6, exact=12),
    Style("Bare", "ย่อหน้าว่าง", size=1, exact=1),
    # Announcements, orders, letters
    Style("Garuda", "ตราครุฑ", align="center", after=6, keep_next=True),
    Style("AnnouncementHead", "หัวประกาศและคำสั่ง", bold=True, align="center", keep_next=True),
    Style("Rule", "เส้นคั่น", size=4, exact=10, after=12, left=5.5, right=5.5, rule=True, keep_next=True),
    Style("AnnouncementParagraph", "ย่อหน้าในประกาศและคำสั่ง", after=6, based_on="Paragraph"),
    Style("AnnouncementClosing", "ประกาศ ณ วันที่", first=5, before=12, keep_next=True),
    Style("LetterSpace", "ที่ว่างสำหรับตราครุฑ", size=4, exact=64, align="center", keep_next=True),
    Style("LetterHead", "ที่และส่วนราชการ", left=9.8, first=-9.8, tabs=(("left", 9.8, ""),), keep_next=True),
    Style("LetterOffice", "ที่ตั้งส่วนราชการ", left=9.8, keep_next=True),
    Style("LetterDate", "วันที่ของหนังสือ", left=8, before=6, keep_next=True),
    Style("LetterAbout", "เรื่อง เรียน อ้างถึง", before=6),
    Style("LetterClosing", "คำลงท้าย", left=RIGHT_HALF, align="center", before=6, keep_next=True),
    Style("LetterContact", "เจ้าของเรื่อง", keep_lines=True),
    # Memoranda
    Style("MemoName", "บันทึกข้อความ", size=29, bold=True, align="center", exact=35, after=6, keep_next=True),
    Style("MemoField", "ส่วนราชการ และเรื่อง", tabs=(("right", 16, "dot"),), keep_next=True),
    Style("MemoPair", "ที่ และวันที่", tabs=(("left", 8, "dot"), ("right", 16, "dot")), keep_next=True),
    Style("MemoTo", "เรียน ในบันทึกข้อความ", before=6, after=6),
    # Signatures and heads
    Style("Signature", "ผู้ลงนาม", left=RIGHT_HALF, align="center", keep_lines=True),
    Style("SignatureBeside", "ผู้ลงนามเคียงกัน", align="center", keep_lines=True),
    Style("HeadCentred", "หัวเอกสารกึ่งกลาง", bold=True, align="center", keep_next=True),
    Style("HeadLeft", "หัวเอกสารชิดซ้าย"),
    Style("FootnoteText", "footnote text", size=14, left=0.5, first=-0.5),
    # Cover, front, contents
    Style("CoverTitle", "ชื่อเรื่องบนปก", size=32, bold=True, align="center"),
    Style("CoverOrganization", "หน่วยงานบนปก", size=26, bold=True, align="center"),
    Style("FrontHeading", "หัวเรื่องส่วนนำ", size=20, bold=True, align="center", after=12, keep_next=True, outline=0),
    Style("ContentsHead", "หัวสารบัญ", bold=True, tabs=(("right", 16, ""),), keep_next=True),
    # No indent from the right: LibreOffice would not print a number that stands in it.
    Style("TOC1", "toc 1", tabs=(("right", 16, "dot"),)),
    Style("TOC2", "toc 2", left=1, tabs=(("right", 16, "dot"),)),
    # Furniture of the page
    Style("Header", "header"),
    Style("Footer", "footer", size=11, right=1.7),
)  # fmt: skip


def styles_part() -> bytes:
    """The part of the file that describes the styles."""
    root = part("w:styles", {"w": nsmap["w"]})
    _defaults(root)
    _add_default_style(root)
    for style in STYLES:
        _add_style(root, style)
    _add_signs(root)
    _add_tables(root)
    return to_bytes(root)


def fonts_part() -> bytes:
    """The part that says which typeface stands in for the one that is named."""
    root = part("w:fonts", {"w": nsmap["w"]})
    font = element("w:font", root, name=FONT)
    element("w:altName", font, val=OTHER_NAME)
    element("w:charset", font, val="DE")
    element("w:family", font, val="swiss")
    element("w:pitch", font, val="variable")
    return to_bytes(root)


def _defaults(root: Element) -> None:
    defaults = element("w:docDefaults", root)
    run = element("w:rPr", element("w:rPrDefault", defaults))
    _add_fonts(run)
    _add_size(run, BODY)
    element("w:lang", run, val="en-US", eastAsia="en-US", bidi="th-TH")
    paragraph = element("w:pPr", element("w:pPrDefault", defaults))
    element("w:widowControl", paragraph)
    element("w:spacing", paragraph, before=0, after=0, line=240, lineRule="auto")


def _add_fonts(run: Element) -> None:
    element("w:rFonts", run, ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def _add_size(run: Element, size: float) -> None:
    element("w:sz", run, val=round(size * 2))
    element("w:szCs", run, val=round(size * 2))


def _add_default_style(root: Element) -> None:
    style = element("w:style", root, type="paragraph", default=1, styleId="Normal")
    element("w:name", style, val="Normal")
    element("w:qFormat", style)


def _add_style(root: Element, style: Style) -> None:
    made = element("w:style", root, type="paragraph", styleId=style.key)
    element("w:name", made, val=style.name)
    element("w:basedOn", made, val=style.based_on)
    if style.outline is not None:
        element("w:next", made, val="Paragraph")
    element("w:qFormat", made)
    _add_paragraph_properties(element("w:pPr", made), style)
    if style.size or style.bold:
        run = element("w:rPr", made)
        if style.bold:
            element("w:b", run)
            element("w:bCs", run)
        if style.size:
            _add_size(run, style.size)


def _add_paragraph_properties(properties: Element, style: Style) -> None:
    """In the order of ``elements.PARAGRAPH_ORDER``."""
    if style.keep_next:
        element("w:keepNext", properties)
    if style.keep_lines:
        element("w:keepLines", properties)
    if style.rule:
        border = element("w:pBdr", properties)
        element("w:bottom", border, val="single", sz=4, space=0, color="000000")
    if style.tabs:
        tabs = element("w:tabs", properties)
        for kind, place, leader in style.tabs:
            element("w:tab", tabs, val=kind, pos=cm(place), **({"leader": leader} if leader else {}))
    _add_distances(properties, style)
    if style.align:
        element("w:jc", properties, val=style.align)
    if style.outline is not None:
        element("w:outlineLvl", properties, val=style.outline)


def _add_distances(properties: Element, style: Style) -> None:
    distances = {"before": style.before, "after": style.after}
    spacing: dict[str, object] = {
        name: round(value * 20) for name, value in distances.items() if value is not None
    }
    if style.exact is not None:
        spacing |= {"line": round(style.exact * 20), "lineRule": "exact"}
    if spacing:
        element("w:spacing", properties, **spacing)
    indents = {"left": style.left, "right": style.right}
    indent = {name: round(value * CM) for name, value in indents.items() if value is not None}
    if style.first is not None:
        indent["firstLine" if style.first >= 0 else "hanging"] = cm(abs(style.first))
    if indent:
        element("w:ind", properties, **indent)


def _add_signs(root: Element) -> None:
    """The word at the head of a page that says what the paper is not, and the labels of a memorandum."""
    for key, name, size in ((MARK, "สถานะเอกสาร", 14), (MEMO_LABEL, "ป้ายในบันทึกข้อความ", 20)):
        style = element("w:style", root, type="character", styleId=key)
        element("w:name", style, val=name)
        element("w:qFormat", style)
        run = element("w:rPr", style)
        element("w:b", run)
        element("w:bCs", run)
        _add_size(run, size)
    style = element("w:style", root, type="character", styleId=NOTE_NUMBER)
    element("w:name", style, val="footnote reference")
    element("w:qFormat", style)
    element("w:vertAlign", element("w:rPr", style), val="superscript")


def _add_tables(root: Element) -> None:
    """The grid of official tables, and the invisible one that sets signatures beside each other."""
    for key, name, lined in (("PaperTable", "ตารางเอกสาร", True), ("Beside", "ตารางจัดวาง", False)):
        style = element("w:style", root, type="table", styleId=key)
        element("w:name", style, val=name)
        element("w:qFormat", style)
        properties = element("w:tblPr", style)
        if lined:
            borders = element("w:tblBorders", properties)
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                element(f"w:{side}", borders, val="single", sz=4, space=0, color="000000")
        margins = element("w:tblCellMar", properties)
        for side, width in (("top", 20), ("left", 60), ("bottom", 20), ("right", 60)):
            element(f"w:{side}", margins, w=width, type="dxa")
