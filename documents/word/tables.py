"""Tables in Word: a header that repeats on each page, rows that do not split, totals that never stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from documents.paper import Align, Column, GroupRow, HeaderCell, Table
from documents.word.elements import Element, cm, element, paragraph, put
from documents.word.sheets import keep_row


def table(node: Table, width: float) -> list[Element]:
    """Caption, table and note; after a table always a paragraph, else two tables would become one."""
    made = [paragraph("Caption", node.caption)] if node.caption else []
    made.append(_grid(node, width))
    if node.note:
        keep_row(made[-1].findall(qn("w:tr"))[-1])
        made.append(paragraph("SmallTableNote" if node.compact else "TableNote", node.note))
    else:
        made.append(paragraph("Bare" if node.compact else "AfterTable"))
    return made


def beside(cells: Sequence[Sequence[Element]], width: float) -> list[Element]:
    """Paragraphs beside each other, in an invisible row that does not split."""
    widths = _shares([100 / len(cells)] * len(cells), width)
    made = _empty("Beside", widths)
    row = _row(made)
    for share, paragraphs in zip(widths, cells, strict=True):
        _cell(row, share).extend(paragraphs)
    return [made, paragraph("Bare")]


def _grid(node: Table, width: float) -> Element:
    widths = _shares([column.width for column in node.columns], width)
    made = _empty("PaperTable", widths)
    _add_header(made, node, widths)
    kept = "Small" if node.compact else ""
    for row in node.rows:
        if isinstance(row, GroupRow):
            _add_wide(made, widths, f"**{row.text}**" if row.text else "", "left", kept)
            keep_row(made[-1])
        else:
            _add_cells(made, node.columns, widths, row, kept)
    if not node.rows:
        _add_wide(made, widths, node.empty_text, "center", kept)
    elif node.totals_row:
        keep_row(made[-1])
        _add_cells(made, node.columns, widths, node.totals_row, kept, bold=True)
    return made


def _shares(percent: Sequence[float], width: float) -> list[int]:
    """The widths of the columns, together exactly as wide as the text."""
    whole = cm(width)
    ends = [round(whole * sum(percent[: place + 1]) / sum(percent)) for place in range(len(percent))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _empty(style: str, widths: Sequence[int]) -> Element:
    made = element("w:tbl")
    properties = element("w:tblPr", made)
    element("w:tblStyle", properties, val=style)
    element("w:tblW", properties, w=sum(widths), type="dxa")
    element("w:tblInd", properties, w=0, type="dxa")
    element("w:tblLayout", properties, type="fixed")
    grid = element("w:tblGrid", made)
    for width in widths:
        element("w:gridCol", grid, w=width)
    return made


def _row(made: Element, *, is_header: bool = False) -> Element:
    row = element("w:tr", made)
    properties = element("w:trPr", row)
    element("w:cantSplit", properties)
    if is_header:
        element("w:tblHeader", properties)
    return row


def _cell(row: Element, width: int, *, columns: int = 1, merge: str = "", middle: bool = False) -> Element:
    cell = element("w:tc", row)
    properties = element("w:tcPr", cell)
    element("w:tcW", properties, w=width, type="dxa")
    if columns > 1:
        element("w:gridSpan", properties, val=columns)
    if merge:
        element("w:vMerge", properties, **({"val": merge} if merge == "restart" else {}))
    if middle:
        element("w:vAlign", properties, val="center")
    return cell


def _add_header(made: Element, node: Table, widths: Sequence[int]) -> None:
    """The heading rows; a cell over several rows is continued by empty ones, as Word wants it."""
    style = "SmallTableHeading" if node.compact else "TableHeading"
    rows = node.header_rows or [[HeaderCell(column.heading) for column in node.columns]]
    below: dict[int, tuple[int, int]] = {}  # column: how wide, and in how many rows still
    for cells in rows:
        row, waiting, place = _row(made, is_header=True), list(cells), 0
        while place < len(widths):
            if place in below:
                wide, left = below.pop(place)
                text, merge = "", "continue"
            else:
                cell = waiting.pop(0)
                wide, left, text = cell.columns, cell.rows, cell.text
                merge = "restart" if cell.rows > 1 else ""
            if left > 1:
                below[place] = (wide, left - 1)
            tc = _cell(row, sum(widths[place : place + wide]), columns=wide, merge=merge, middle=True)
            tc.append(paragraph(style, text, lines=True))
            place += wide
        keep_row(row)


def _add_cells(
    made: Element,
    columns: Sequence[Column],
    widths: Sequence[int],
    texts: Sequence[str],
    kept: str,
    *,
    bold: bool = False,
) -> None:
    row = _row(made)
    for column, width, text in zip(columns, widths, texts, strict=True):
        _cell(row, width).append(_text(text, column.align, kept, keep=column.keep, bold=bold))


def _add_wide(made: Element, widths: Sequence[int], text: str, align: Align, kept: str) -> None:
    cell = _cell(_row(made), sum(widths), columns=len(widths))
    cell.append(_text(text, align, kept))


def _text(text: str, align: Align, kept: str, *, keep: bool = False, bold: bool = False) -> Element:
    made = paragraph(f"{kept}TableText", text, lines=True, keep=keep)
    if align != "left":
        put(made, "w:jc", val=align)
    return _bold(made) if bold else made


def _bold(made: Element) -> Element:
    for properties in made.iter(qn("w:rPr")):
        if properties.find(qn("w:b")) is None:
            properties.insert(0, element("w:bCs"))
            properties.insert(0, element("w:b"))
    return made
