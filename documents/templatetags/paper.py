"""Filters of the paper templates: every text on paper passes one of them, so no Arabic digit slips through."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents import unbroken
from documents.footnotes import AtEnd, Footnotes
from documents.paper import Column, Paper, notes_in
from documents.text import inline_html, noted_html
from thai.digits import to_thai_running

register = template.Library()

KEEP = r'<span class="keep">\g<0></span>'
# Of a table's cell; a stretch that might not fit into it may end a line there.
CELL_LETTER, CELL_EDGES, NARROWEST = 2.6, 3.0, 160  # mm: of a letter, of what is beside it, of a table
# The engine would end a line after the stroke of ๙/๒๕๖๖. Only Thai digits: none stands inside our markup.
YEARS = re.compile("พ\\.ศ\\. [๐-๙]{4}(?: - [๐-๙]{4})?")
# A line never begins with the sign of repetition. Only after words known to be repeated: a mark put inside another
# word would hide from the engine that it is one, and it would break it.
WORDS = (
    "ต่าง|อื่น|สำคัญ|ใหม่|เก่า|เล็ก|ใหญ่|น้อย|มาก|หลาย|ใกล้|ไกล|บ่อย|จริง|ง่าย|ยาก|ทั่ว|เรื่อย|ครั้ง|เรื่อง|ด้าน|วัน|เดือน|หนึ่ง|คล้าย"
    "|พร้อม|เดิม|ซ้ำ|เฉพาะ|เบื้องต้น|ค่อย|สั้น|ยาว|สูง|เด็ก|คน|แห่ง|กลุ่ม|ส่วน|ชุด|ข้อ|ขั้น|ช่วง|ระยะ|นั้น|นี้"
)
REPEATED = re.compile(f"(?:{WORDS}) ๆ(?: (?:{WORDS}) ๆ)*")
ALONE = re.compile("((?:</(?:strong|span)>)+) <")
STROKED = re.compile("(?<![/๐-๙])[๐-๙]{1,6}(?:/[๐-๙]{1,6})+(?![/๐-๙])")


@register.filter
def narrative(text: str, footnotes: Footnotes | None = None) -> SafeString:
    """Structured plain text as paragraphs and items, in Thai digits; its footnotes where ``footnotes`` puts them."""
    html, notes = noted_html(to_thai_running(text))
    kept = [_unbroken(unbroken.bind(note, _kept)) for note in notes]
    html = _unbroken(unbroken.bind(html, _kept))
    return mark_safe((footnotes or AtEnd()).put(html, kept))  # noqa: S308 - escaped before


@register.filter
def preface_text(paper: Paper) -> SafeString:
    """The preface on the screen, its footnotes numbered as on paper."""
    before = notes_in(paper.announcements)
    return narrative(paper.preface.text if paper.preface else "", AtEnd(before, linked=True))


@register.filter
def line(text: str) -> SafeString:
    """One line, or a cell whose line breaks stay, in Thai digits."""
    return _unbroken(inline_html(to_thai_running(text)))


@register.filter
def heading(text: str) -> SafeString:
    """As ``line``, where a line is long: names, dates and amounts stay whole."""
    return _unbroken(unbroken.bind(inline_html(to_thai_running(text)), _kept))


@register.filter
def cell(text: str, column: Column) -> SafeString:
    """As ``line``, in a column of a table: what is short enough for it stays whole."""
    room = (column.width * NARROWEST / 100 - CELL_EDGES) / CELL_LETTER
    return _unbroken(unbroken.bind(inline_html(to_thai_running(text)), _kept, room), room)


def _kept(stretch: str) -> str:
    return f'<span class="keep">{stretch}</span>'


def _unbroken(html: str, longest: float = unbroken.LONGEST) -> SafeString:
    """What must stay on one line stays there; and no space stands alone between two elements, where it is not drawn."""

    def number(found: re.Match) -> str:
        return _kept(found[0]) if len(found[0]) <= longest else found[0]

    kept = REPEATED.sub(KEEP, STROKED.sub(number, html))
    return mark_safe(ALONE.sub(r" \1<", kept))  # noqa: S308 - escaped before
