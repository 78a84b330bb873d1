"""One row being read: its cells by field, and where its values, errors and doubts are written down.

Errors keep a row from being imported. Doubts do not: the value in doubt is left out (or, where the message says so,
used), and the text stays there for the person to decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from organizations.models import Organization
from personnel.imports.catalog import Catalog
from personnel.imports.found import FoundRow
from personnel.imports.normalise import clean
from personnel.imports.units import Units


@dataclass(frozen=True)
class Options:
    """What the person who imports says about the whole list."""

    default_kind: str = ""
    short_years: bool = False


@dataclass
class Understood:
    """A row in our terms. A value of None is not said by the list; an empty ``full_name`` is a vacant post."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)
    doubts: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Ground:
    """Everything that understanding a row needs besides the row."""

    organization: Organization
    catalog: Catalog
    units: Units
    columns: Mapping[str, int]
    options: Options = Options()


class RowCells:
    """The cells of one row by field, and its notes."""

    def __init__(self, ground: Ground, row: FoundRow) -> None:
        self.ground, self.row, self.found = ground, row, Understood()
        self.columns = row.columns or ground.columns
        self.values = self.found.values

    def text(self, name: str) -> str:
        """The cell of a field, clean; empty where there is none."""
        return clean(self.raw(name))

    def raw(self, name: str) -> str:
        """The cell of a field as the list has it."""
        column = self.columns.get(name)
        return self.row.cells[column] if column is not None and column < len(self.row.cells) else ""

    def error(self, name: str, message: str) -> None:
        self.found.errors.append(self._note(name, message))

    def doubt(self, name: str, message: str, *, suggestion: str = "") -> None:
        self.found.doubts.append(self._note(name, message) | {"suggestion": suggestion})

    def _note(self, name: str, message: str) -> dict[str, Any]:
        return {
            "column": self.columns.get(name),
            "field": name,
            "text": clean(self.raw(name)),
            "message": message,
        }
