"""Lines of a section as they are proposed: marks of broken tables taken off, edits that can be undone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

What = TypeVar("What")
MOST_ROW_LINES = 8  #: lines that a row of a broken table may run over

_RULE = re.compile(r"^[-\s|:+=]*\|[-\s|:+=]*$|^[-=_\s]{4,}$")
_LISTED_NUMBER = re.compile(r"^\s*[-•*]\s+(?=\(?[0-9๐-๙]{1,3}[.)])")
_PAGE_NUMBER = re.compile(r"^[-–—\s]*[0-9๐-๙]{1,3}[-–—\s]*$")
MARKS = re.compile(r"[\s|]+")


@dataclass(frozen=True)
class Edit:
    """Characters ``start`` to ``end`` of a line become ``new``."""

    start: int
    end: int
    new: str


@dataclass
class Line:
    """A line of the document on its way; ``history`` holds what undoes each round of edits."""

    number: int
    text: str
    history: list[list[Edit]] = field(default_factory=list)

    def edit(self, edits: Iterable[Edit]) -> None:
        """Carry out edits that do not overlap."""
        undo: list[Edit] = []
        pieces: list[str] = []
        end = shift = 0
        for each in sorted(edits, key=lambda edit: edit.start):
            pieces += [self.text[end : each.start], each.new]
            start = each.start + shift
            undo.append(Edit(start, start + len(each.new), self.text[each.start : each.end]))
            shift += len(each.new) - (each.end - each.start)
            end = each.end
        self.text = "".join(pieces) + self.text[end:]
        self.history.append(undo)

    def undone(self) -> str:
        """The line before any edit."""
        line = Line(self.number, self.text)
        for undo in reversed(self.history):
            line.edit(undo)
        return line.text


@dataclass(frozen=True)
class Dropped:
    """A line that is not in the result, and why (Thai)."""

    line: int
    text: str
    why: str


def apart(found: Iterable[tuple[Edit, What]]) -> list[tuple[Edit, What]]:
    """Of overlapping edits the first given; in the order of the text."""
    taken: list[tuple[Edit, What]] = []
    for edit, what in found:
        place = bisect_left(taken, edit.start, key=lambda pair: pair[0].start)
        neighbours = [other for other, _what in taken[max(place - 1, 0) : place + 1]]
        if all(edit.end <= other.start or edit.start >= other.end for other in neighbours):
            taken.insert(place, (edit, what))
    return taken


def clean(numbered_lines: list[tuple[int, str]]) -> tuple[list[Line], list[Dropped]]:
    """Rows of tables become lines of text; rules, page numbers and surplus empty lines go."""
    lines: list[Line] = []
    dropped: list[Dropped] = []
    index = 0
    while index < len(numbered_lines):
        number, text = numbered_lines[index]
        index += 1
        if _RULE.match(text):
            dropped.append(Dropped(number, text, "เครื่องหมายตาราง"))
        elif _PAGE_NUMBER.match(text):
            dropped.append(Dropped(number, text, "เลขหน้า"))
        elif row := _row(numbered_lines, index - 1):
            lines.append(Line(number, _cells(" ".join(part for _number, part in row))))
            index += len(row) - 1
        elif mark := _LISTED_NUMBER.match(text):
            dropped.append(Dropped(number, mark[0].strip(), "ขีดนำหน้าเลขข้อ"))
            lines.append(Line(number, text[mark.end() :]))
        elif text or (lines and lines[-1].text):
            lines.append(Line(number, text))
    while lines and not lines[-1].text:
        lines.pop()
    return lines, dropped


def _row(lines: list[tuple[int, str]], index: int) -> list[tuple[int, str]]:
    """The lines of the table row that begins at ``index``; empty when none begins there."""
    if not lines[index][1].lstrip("- ").startswith("|"):
        return []
    for end in range(index, min(index + MOST_ROW_LINES, len(lines))):
        text = lines[end][1].rstrip()
        if text.endswith("|") and (end > index or text.count("|") > 1):
            return lines[index : end + 1]
        if not text:
            break
    return [lines[index]]


def _cells(row: str) -> str:
    return " ".join(cell.strip() for cell in row.lstrip("- ").split("|") if cell.strip())


def squeezed(text: str) -> str:
    """The characters that count: white space and marks of tables left out."""
    return MARKS.sub("", "".join(line for line in text.split("\n") if not _RULE.match(line)))
