"""Writes the elements of WordprocessingML: names, the order that the format demands, runs of text, fields.

Word refuses a file whose elements stand in another order than its schema's; that order is kept here, so that
nobody else has to know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from documents.text import CONTROL, spans
from thai.digits import to_thai_running

Element = Any  # lxml's elements have no types of their own

#: What ``w:pPr`` may hold, in its order.
PARAGRAPH_ORDER = tuple(
    f"w:{name}"
    for name in (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "pBdr", "tabs"),
        *("spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
    )
)
#: Characters that XML cannot carry, whatever they are called.
NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
JOINING_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
HYPHEN = "\N{NON-BREAKING HYPHEN}"
CM = 567  # twentieths of a point


def cm(length: float) -> int:
    """A length in the unit of Word's measures."""
    return round(length * CM)


def element(tag: str, within: Element | None = None, /, **attributes: object) -> Element:
    """A new element, appended to ``within`` where one is given; attributes are of the same namespace."""
    name, prefix = _names(tag)
    named = {f"{prefix}{key}": str(value) for key, value in attributes.items()}
    return etree.Element(name, named) if within is None else etree.SubElement(within, name, named)


@cache
def _names(tag: str) -> tuple[str, str]:
    """The full name of a tag, and its namespace as attributes have it; a long paper asks a million times."""
    name = qn(tag)
    return name, f"{name.partition('}')[0]}}}"


def words(text: str, *, lines: bool = False) -> str:
    """A text as papers print it: Thai digits, no control characters; line breaks stay only if ``lines``."""
    clean = NOT_XML.sub("", CONTROL.sub("", to_thai_running(text)))
    return re.sub("[ \t]+" if lines else "[ \t\n]+", " ", clean).strip()


def plain(text: str) -> str:
    """One line without its marks, for titles of files."""
    return "".join(span.text for span in spans(words(text)))


def unbroken(text: str) -> str:
    """The same text where no line ends: names, codes, amounts."""
    return JOINING_HYPHEN.sub(HYPHEN, text).replace(" ", "\N{NO-BREAK SPACE}")


def paragraph(style: str, text: str = "", *, lines: bool = False, keep: bool = False) -> Element:
    """A paragraph in a style, with the marked text in it."""
    made = element("w:p")
    element("w:pStyle", element("w:pPr", made), val=style)
    if text:
        add_text(made, text, lines=lines, keep=keep)
    return made


def add_text(made: Element, text: str, *, lines: bool = False, keep: bool = False) -> None:
    """Append a text with its ``**bold**`` and ``__underline__``; everything else in it is text."""
    for span in spans(words(text, lines=lines)):
        add_run(made, unbroken(span.text) if keep else span.text, bold=span.bold, underline=span.underline)


def add_run(
    made: Element, text: str, *, bold: bool = False, underline: bool = False, style: str = ""
) -> Element:
    """Append one run. ``w:cs`` on each: without it Word takes Thai letters for Latin ones of another size."""
    run = element("w:r", made)
    properties = element("w:rPr", run)
    if style:
        element("w:rStyle", properties, val=style)
    if bold:
        element("w:b", properties)
        element("w:bCs", properties)
    if underline:
        element("w:u", properties, val="single")
    element("w:cs", properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            element("w:br", run)
        _add_line(run, line)
    return run


def _add_line(run: Element, line: str) -> None:
    for number, piece in enumerate(line.split(HYPHEN)):
        if number:
            element("w:noBreakHyphen", run)
        if piece:
            text = element("w:t", run)
            text.text = piece
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_tab(made: Element) -> None:
    """Append the leap to the next tab stop."""
    element("w:tab", element("w:r", made))


def add_break(made: Element) -> None:
    """Append a line break."""
    element("w:br", element("w:r", made))


def add_field(made: Element, code: str, shown: str) -> None:
    """Append a field that Word can work out anew, with what it shows until then."""
    begin_field(made, code)
    add_run(made, shown)
    end_field(made)


def begin_field(made: Element, code: str) -> None:
    """Append the beginning of a field; what follows until its end is what it shows."""
    element("w:fldChar", element("w:r", made), fldCharType="begin")
    instruction = element("w:instrText", element("w:r", made))
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element("w:fldChar", element("w:r", made), fldCharType="separate")


def end_field(made: Element) -> None:
    """Append the end of a field."""
    element("w:fldChar", element("w:r", made), fldCharType="end")


def is_paragraph(made: Element) -> bool:
    """True for a paragraph, False for a table."""
    return bool(made.tag == qn("w:p"))


def properties_of(made: Element) -> Element:
    """The ``w:pPr`` of a paragraph."""
    return made.find(qn("w:pPr"))


def put(made: Element, tag: str, **attributes: object) -> Element:
    """Set one property of a paragraph in its right place, in the stead of one that is there."""
    properties = properties_of(made)
    there = properties.find(qn(tag))
    if there is not None:
        properties.remove(there)
    place = PARAGRAPH_ORDER.index(tag)
    before = [qn(name) for name in PARAGRAPH_ORDER[:place]]
    new = element(tag, **attributes)
    properties.insert(sum(child.tag in before for child in properties), new)
    return new


def put_tabs(made: Element, stops: Iterable[tuple[str, int]]) -> None:
    """Set the tab stops of a paragraph: kind and place of each."""
    tabs = put(made, "w:tabs")
    for kind, place in stops:
        element("w:tab", tabs, val=kind, pos=place)


def keep_together(made: Iterable[Element]) -> None:
    """No page ends between these paragraphs."""
    for upper, _lower in pairwise(made):
        put(upper, "w:keepNext")


def part(tag: str, namespaces: Mapping[str, str]) -> Element:
    """The root of a part, with the namespaces that its content uses."""
    return etree.Element(qn(tag), nsmap=dict(namespaces))


def to_bytes(root: Element) -> bytes:
    """A part as it is kept in the file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
