"""How text fits the cells of a table, guessed from its letters before the engine measures it."""

from __future__ import annotations

from collections.abc import Sequence

from documents.paper import Column, Table

WIDE, NARROW = 24.7, 16.0  # cm of a table
LETTER = 0.188  # cm of a digit or letter on its line, at the size of tables
PADDING = 0.22  # cm of a cell, both sides
LINES = 12  #: of a row that is tall; a landscape page has about 20 under a header
BOLD = 1.04  # times as wide: a total is
SIZES = {
    "tight": 12 / 14,
    "tighter": 10 / 14,
    "tightest": 8 / 14,
}  #: classes of the style, times the usual size
OVER_OR_UNDER = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")


def is_tall(table: Table, row: Sequence[str]) -> bool:
    """Whether a row may be parted over two pages, because it has about :data:`LINES` lines or more.

    The engine moves a row that may not be parted to the next page. One that is higher than a page it would part there
    all the same, without the header above it, behind a page left half empty.
    """
    return any(
        _lines(text, _width(table, column)) >= LINES
        for column, text in zip(table.columns, row, strict=True)
        if len(text) > LINES
    )


def cells(table: Table, row: Sequence[str]) -> list[tuple[Column, str, str]]:
    """The cells of a row: each with its column, its text and the class of its size."""
    return [
        (column, text, _size(table, column, text)) for column, text in zip(table.columns, row, strict=True)
    ]


def _size(table: Table, column: Column, text: str) -> str:
    """Smaller letters where a text that must stay on one line would stand over the border."""
    if not column.keep:
        return ""
    longest = max((_letters(line) for line in text.splitlines()), default=0) * LETTER * BOLD
    room = _width(table, column) - PADDING
    if longest <= room:
        return ""
    return next((size for size, times in SIZES.items() if longest * times <= room), "tightest")


def _width(table: Table, column: Column) -> float:
    return (WIDE if table.landscape else NARROW) * column.width / 100


def _lines(text: str, width: float) -> int:
    """About how many lines a cell of so many cm has."""
    letters = max(1, int(width / LETTER))
    return sum(1 + _letters(line) // letters for line in text.splitlines())


def _letters(line: str) -> int:
    """Letters that take room on their line."""
    return sum(letter not in OVER_OR_UNDER for letter in line)
