"""Announcements, orders and letters in Word, each with its garuda (rules of correspondence, their own forms)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from documents.paper import Announcement, Letter, Memorandum, TextBlock
from documents.templatetags.paper import YEARS
from documents.word.elements import (
    Element,
    add_run,
    add_tab,
    add_text,
    cm,
    is_paragraph,
    paragraph,
    put,
    put_tabs,
    unbroken,
    words,
)
from documents.word.narrative import narrative
from documents.word.signing import signature
from documents.word.styles import MEMO_LABEL
from thai.digits import to_thai

if TYPE_CHECKING:
    from documents.word.composer import Composer

#: How far the text stands from the margin beside its label, in cm.
LABELS = {"เรื่อง": 1.15, "เรียน": 1.2, "อ้างถึง": 1.4, "สิ่งที่ส่งมาด้วย": 2.85}
NUMBER_ROOM = 0.55


def announcement(composer: Composer, node: Announcement, depth: int) -> None:
    """Garuda, who announces, number, subject, a line, the text, the day, the signature."""
    sheets = composer.sheets
    emblem = paragraph("Garuda")
    composer.emblem(emblem, "line")
    heads = [text for text in (node.issuer, node.number, _with_years(node.subject)) if text]
    sheets.add(emblem, *(paragraph("AnnouncementHead", text) for text in heads), paragraph("Rule"))
    _body(composer, node.body, depth)
    if node.closing:
        sheets.bind_last()
        sheets.add(paragraph("AnnouncementClosing", node.closing))
    if node.signature:
        sheets.bind_last()
        sheets.add(*signature(node.signature))


def letter(composer: Composer, node: Letter, depth: int) -> None:
    """Number and office on the line of the garuda's feet, the day, to whom about what, the text, the ending."""
    sheets = composer.sheets
    space = paragraph("LetterSpace")
    composer.emblem(space, "middle")
    sheets.add(space, *_head(node), paragraph("LetterDate", node.dated))
    sheets.add(*_about("เรื่อง", [node.subject]), *_about("เรียน", [node.addressee]))
    sheets.add(*_about("อ้างถึง", node.refers_to.splitlines()))
    sheets.add(*_about("สิ่งที่ส่งมาด้วย", node.enclosures, numbered=len(node.enclosures) > 1))
    start = len(sheets.here.blocks)
    _body(composer, node.body, depth)
    for first in sheets.here.blocks[start : start + 1]:
        if is_paragraph(first):
            put(first, "w:spacing", before=240, after=120)
    sheets.bind_last()
    sheets.add(paragraph("LetterClosing", node.closing))
    if node.signature:
        sheets.add(*signature(node.signature))
    if node.contact:
        sheets.bind_last()
        sheets.add(*(paragraph("LetterContact", text) for text in node.contact))


def memorandum(composer: Composer, node: Memorandum) -> None:
    """The small garuda beside the name, dotted lines for whose, number, day and subject, then to whom."""
    name = paragraph("MemoName")
    composer.emblem(name, "corner")
    add_text(name, "บันทึกข้อความ")
    composer.sheets.add(
        name,
        _fields("MemoField", ("ส่วนราชการ", node.office)),
        _fields("MemoPair", ("ที่", node.number), ("วันที่", node.dated)),
        _fields("MemoField", ("เรื่อง", _with_years(node.subject))),
        paragraph("MemoTo", f"เรียน {node.addressee}"),
    )


def _fields(style: str, *fields: tuple[str, str]) -> Element:
    """Labels with what stands on the dotted line behind each."""
    made = paragraph(style)
    for label, text in fields:
        add_run(made, f"{label} ", style=MEMO_LABEL)
        if text:
            add_text(made, text)
        add_tab(made)
    return made


def _with_years(subject: str) -> str:
    """The years of a cycle stay on one line with their พ.ศ., as in the PDF."""
    return YEARS.sub(lambda years: unbroken(years[0]), words(subject))


def _body(composer: Composer, nodes: Sequence[object], depth: int) -> None:
    for node in nodes:
        if isinstance(node, TextBlock):
            composer.sheets.add(*narrative(node.text, composer.footnotes, "AnnouncementParagraph"))
        else:
            composer.node(node, depth)


def _head(node: Letter) -> list[Element]:
    first, *others = node.office or [""]
    made = paragraph("LetterHead", f"ที่ {node.number}")
    add_tab(made)
    add_text(made, first)
    return [made, *(paragraph("LetterOffice", text) for text in others)]


def _about(label: str, lines: Sequence[str], *, numbered: bool = False) -> list[Element]:
    """A label and the lines beside it, each with its number where there are several."""
    made = []
    for number, text in enumerate(lines, start=1):
        one = paragraph("LetterAbout", label if number == 1 else "")
        beside = cm(LABELS[label])
        add_tab(one)
        stops = [("left", beside)]
        if numbered:
            add_text(one, f"{to_thai(number)}.")
            add_tab(one)
            beside += cm(NUMBER_ROOM)
            stops.append(("left", beside))
        add_text(one, text)
        put_tabs(one, stops)
        put(one, "w:ind", left=beside, hanging=beside)
        if number > 1:
            put(one, "w:spacing", before=0)
        made.append(one)
    return made
