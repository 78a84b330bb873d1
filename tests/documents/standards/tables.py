"""Rules of tables and lists: their parts stand where they belong, rows are even, headers say of what they are."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary

from tests.documents.standards.reading import Element, File
from tests.documents.standards.rules import rule

#: Kinds that stand in others only, and kinds in which only others stand.
STANDS_IN = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
HOLDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}


def rows(table: Element) -> list[Element]:
    """The rows of a table in their order."""
    found: list[Element] = []
    for kid in table.kids:
        found += [kid] if kid.role == "TR" else [row for row in kid.kids if row.role == "TR"]
    return found


def _span(cell: Element, name: str) -> int:
    return int(cell.attribute(name) or 1)


def grid(table: Element) -> tuple[dict[tuple[int, int], Element], list[str]]:
    """The cell on each place of a table, and what is wrong with their places."""
    places: dict[tuple[int, int], Element] = {}
    faults = []
    for line, row in enumerate(rows(table)):
        column = 0
        for cell in row.kids:
            while (line, column) in places:
                column += 1
            for down in range(_span(cell, "/RowSpan")):
                for right in range(_span(cell, "/ColSpan")):
                    if (line + down, column + right) in places:
                        faults.append(f"{cell} lies on another cell")
                    places[line + down, column + right] = cell
    return places, faults


@rule("ISO 14289-1, 7.2 and 7.5; Matterhorn 09-004 to 09-008")
def parts_in_place(file: File) -> Iterator[str]:
    for element in file.elements:
        around = element.parent.role if element.parent else "the root"
        if element.role in STANDS_IN and around not in STANDS_IN[element.role]:
            yield f"{element} stands in {around}"
        foreign = {kid.role for kid in element.kids} - HOLDS.get(
            element.role, {kid.role for kid in element.kids}
        )
        if foreign or (element.role in HOLDS and element.content):
            yield f"{element} holds {', '.join(sorted(foreign)) or 'text'}"
        if element.role == "Table":
            kinds = [kid.role for kid in element.kids]
            if (
                kinds.count("THead") > 1
                or kinds.count("TFoot") > 1
                or ("THead" in kinds and "TBody" not in kinds)
            ):
                yield f"{element} has {kinds}"


@rule("ISO 14289-1, 7.5; ISO 32000-1, 14.8.5.7")
def even_rows(file: File) -> Iterator[str]:
    for table in file.of("Table"):
        places, faults = grid(table)
        yield from faults
        lines = {line for line, _column in places}
        widths = {line: sum(there == line for there, _column in places) for line in lines}
        if len(set(widths.values())) > 1 or len(lines) != len(rows(table)):
            yield f"{table} has rows of {sorted(set(widths.values()))} columns, {len(lines)} of {len(rows(table))} rows"


@rule("ISO 14289-1, 7.5; Matterhorn 15-003")
def headers_say_of_what(file: File) -> Iterator[str]:
    for table in file.of("Table"):
        cells = [cell for row in rows(table) for cell in row.kids]
        if not any(cell.role == "TH" for cell in cells):
            yield f"{table} has no headers"
        names = {str(cell.raw.ID) for cell in cells if "/ID" in cell.raw}
        for cell in cells:
            if cell.role == "TH" and str(cell.attribute("/Scope")) not in ("/Column", "/Row", "/Both"):
                yield f"{cell} does not say of what it is the header"
            for name in cell.attribute("/Headers") or []:
                if str(name) not in names:
                    yield f"{cell} has a header {name} that is not there"


@rule("ISO 14289-1, 7.5")
def every_cell_has_a_header(file: File) -> Iterator[str]:
    for table in file.of("Table"):
        places, _faults = grid(table)
        headed = {
            ("/Column" if str(cell.attribute("/Scope")) != "/Row" else "/Row", column if not by_row else line)
            for (line, column), cell in places.items()
            for by_row in [str(cell.attribute("/Scope")) == "/Row"]
            if cell.role == "TH"
        }
        for (line, column), cell in places.items():
            if (
                cell.role == "TD"
                and not cell.attribute("/Headers")
                and not headed & {("/Column", column), ("/Row", line)}
            ):
                yield f"{cell} has no header"


@rule("ISO 14289-1, 7.6")
def lists(file: File) -> Iterator[str]:
    for item in file.of("LI"):
        kinds = [kid.role for kid in item.kids]
        if kinds not in (["Lbl", "LBody"], ["LBody"]):
            yield f"{item} has {kinds}"
    for each in file.of("L"):
        if not each.kids:
            yield f"{each} is empty"
        labelled = any(kid.role == "Lbl" for item in each.kids for kid in item.kids)
        if labelled and each.attribute("/ListNumbering") is None:
            yield f"{each} has labels and does not say how they count"


@rule("ISO 14289-1, 7.9; Matterhorn 19-003 and 19-004")
def notes(file: File) -> Iterator[str]:
    names = [str(note.raw.get("/ID", "")) for note in file.of("Note")]
    if "" in names or len(set(names)) != len(names):
        yield f"notes are named {names}"
    known = file.root.get("/StructTreeRoot", Dictionary()).get("/IDTree")
    if any("/ID" in element.raw for element in file.elements) and known is None:
        yield "elements have names, and no table leads to them (ISO 32000-1, table 322)"
