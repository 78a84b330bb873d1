"""The thirty checks of a board's secretary, from the catalog file; which rules answer them is in ``plans.checks.holding``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plans.checks.holding import SECRETARY, Point

FILE = Path(__file__).parent.parent / "catalogs" / "secretary_checks.json"
WHOLE = "*"


@dataclass(frozen=True)
class Check:
    """One of the thirty: what to look at, where it is written, and what part of the plan it is about.

    ``by_eye``: what the machine finds is not the whole of it. ``parts`` are keys of the comparison of contents
    (headings by their beginning); nothing where the check is about papers, which are new with each submission.
    """

    number: int
    group: str
    name: str
    look: str
    clause: str
    by_eye: bool
    parts: tuple[str, ...]
    reasons: tuple[str, ...]
    point: Point

    def is_touched(self, changed: frozenset[str]) -> bool:
        """True where a changed part is one that the check is about."""
        if not self.parts or (WHOLE in self.parts and changed):
            return True
        return any(key == part or key.startswith(f"{part}.") for key in changed for part in self.parts)


@cache
def checks() -> tuple[Check, ...]:
    """All thirty, in their order."""
    points = {point.number: point for point in SECRETARY}
    return tuple(
        Check(
            **{**row, "parts": tuple(row["parts"]), "reasons": tuple(row["reasons"])},
            point=points[row["number"]],
        )
        for row in _file()["entries"]
    )


@cache
def groups() -> dict[str, str]:
    """Letter and heading of each group."""
    return _file()["groups"]


def _file() -> dict:
    return json.loads(FILE.read_text("utf-8"))
