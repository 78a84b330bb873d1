"""Known slips of the printed master plan, from ``slips.toml``: found by their context, never guessed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.text import PLACEHOLDER
from plans.import_edition.wording import Edit, Line, apart
from plans.models import Correction, OutlineSection
from thai.digits import to_arabic, to_thai

FILE = Path(__file__).parent / "slips.toml"


@dataclass(frozen=True)
class Slip:
    """What is printed between ``before`` and ``after``, and what it should be.

    Slips that must be checked against the original are shown and not applied.
    """

    line: int
    printed: str
    corrected: str
    certainty: str
    reason: str
    before: str = ""
    after: str = ""

    @property
    def is_applied(self) -> bool:
        """True where the correction does not wait for a look at the original."""
        return self.certainty != Correction.Certainty.VERIFY

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the slip stands in a line; white space and kinds of digits do not matter."""
        printed = _flexible(self.printed, space=r"\s+")
        pattern = f"{_flexible(self.before)}({printed})(?={_flexible(self.after)})"
        return (match.span(1) for match in re.finditer(pattern, text))


#: Words in braces would be taken for a placeholder of ours.
BRACES = Slip(0, "", "", "certain", "วงเล็บปีกกาใช้เป็นเครื่องหมายของระบบ จึงเปลี่ยนเป็นวงเล็บธรรมดา")


@dataclass(frozen=True)
class Join:
    """A paragraph that the end of a page cut in two: the first part ends, and the second begins, so."""

    line: int
    end: str
    start: str


@dataclass(frozen=True)
class Found:
    """A slip of the document, with its place."""

    line: int
    printed: str
    corrected: str
    certainty: str
    reason: str
    is_applied: bool
    section: OutlineSection | None = None


def _flexible(text: str, space: str = r"\s*") -> str:
    """A pattern of ``text`` that takes any white space (``space``) and both kinds of digits."""
    pieces = []
    for character in text:
        if character.isspace():
            pieces.append(space)
        elif character in "0123456789๐๑๒๓๔๕๖๗๘๙":
            pieces.append(f"[{to_arabic(character)}{to_thai(character)}]")
        else:
            pieces.append(re.escape(character))
    return "".join(pieces)


@cache
def known_slips() -> tuple[tuple[Slip, ...], tuple[Join, ...]]:
    """Slips and cut paragraphs of the file."""
    content = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(Slip(**row) for row in content["slip"]), tuple(Join(**row) for row in content["join"])


def correct(line: Line, section: OutlineSection | None) -> list[tuple[Slip, Found]]:
    """Correct one line, and say what was found in it, corrected or not."""
    slips, _joins = known_slips()
    spans = [
        (Edit(start, end, slip.corrected), slip) for slip in slips for start, end in slip.spans(line.text)
    ]
    spans += [(Edit(*match.span(), f"({match[1]})"), BRACES) for match in PLACEHOLDER.finditer(line.text)]
    edits = apart(spans)
    found = [
        (
            slip,
            Found(
                line.number,
                line.text[edit.start : edit.end],
                edit.new,
                slip.certainty,
                slip.reason,
                slip.is_applied,
                section,
            ),
        )
        for edit, slip in edits
    ]
    line.edit(edit for edit, slip in edits if slip.is_applied)
    return found


def join(lines: list[Line], section: OutlineSection | None) -> tuple[list[Line], list[tuple[Join, Found]]]:
    """Join paragraphs that the end of a page cut in two."""
    _slips, joins = known_slips()
    joined: list[Line] = []
    found: list[tuple[Join, Found]] = []
    for line in lines:
        before = next((each for each in reversed(joined) if each.text), None)
        cut = next((each for each in joins if before and _is_cut(before.text, line.text, each)), None)
        if cut is None or before is None:
            joined.append(line)
            continue
        reason = "ย่อหน้าเดียวกันถูกตัดเป็นสองย่อหน้าที่ท้ายหน้า"
        printed = f"{before.text[-len(cut.end) :]} ¶ {line.text[: len(cut.start)]}"
        found.append(
            (cut, Found(line.number, printed, printed.replace(" ¶", ""), "certain", reason, True, section))
        )
        before.text = f"{before.text} {line.text}"
        while joined[-1] is not before:
            joined.pop()
    return joined, found


def _is_cut(before: str, after: str, cut: Join) -> bool:
    return before.endswith(cut.end) and after.startswith(cut.start)
