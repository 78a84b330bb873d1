"""Loads catalogs from their files: entries are added, changed and retired by code, never deleted.

The upper apps list their own catalog files with the same ``CatalogFile``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from competencies.catalog import CatalogEntry
from competencies.models import (
    Competency,
    DigitalAbility,
    DigitalGroup,
    DigitalStage,
    Knowledge,
    PositionLevel,
    PositionLine,
    PositionType,
    Skill,
)
from organizations.load import Changes, LoadError, load_rows

FOLDER = Path(__file__).parent / "catalogs"
#: Columns that the loader itself keeps.
KEPT = frozenset({"id", "details", "first_edition", "retired_edition"})
Entry = dict[str, Any]


def _as_written(entry: Entry) -> Entry:
    return entry


@dataclass(frozen=True)
class CatalogFile:
    """One catalog: its model, its file, and where the file says things otherwise than the model.

    ``links`` name the keys whose value is the code of an entry of another catalog: key -> (column, model).
    ``adapt`` turns an entry of the file into names of columns; what no column holds is kept in ``details``.
    """

    model: type[CatalogEntry]
    path: Path
    links: Mapping[str, tuple[str, type[CatalogEntry]]] = field(default_factory=dict)
    adapt: Callable[[Entry], Entry] = _as_written

    @property
    def name(self) -> str:
        """The name by which commands report this catalog."""
        return self.path.stem

    def entries(self) -> tuple[int, list[Entry]]:
        """First fiscal year (B.E.) of the edition that the file belongs to, and its entries, adapted."""
        try:
            content = json.loads(self.path.read_text("utf-8"))
            return int(content["edition"]), [self.adapt(entry) for entry in content["entries"]]
        except (OSError, ValueError, KeyError) as error:
            raise LoadError(f"{self.path.name}: {error}") from error

    def load(self) -> Changes:
        """Agree with the file; entries that the file no longer has are retired as of its edition."""
        edition, entries = self.entries()
        codes = [entry["code"] for entry in entries]
        if repeated := {code for code in codes if codes.count(code) > 1}:
            raise LoadError(f"{self.path.name}: {', '.join(sorted(repeated))} ซ้ำกัน")
        known = dict(self.model.objects.values_list("code", "first_edition"))
        linked = {
            key: dict(model.objects.values_list("code", "pk")) for key, (_, model) in self.links.items()
        }
        rows = [
            self._row(entry, linked)
            | {"first_edition": known.get(entry["code"], edition), "retired_edition": None}
            for entry in entries
        ]
        changes = load_rows(self.model, rows, key="code", what=self.name, source=self.path.name)
        gone = self.model.objects.filter(retired_edition=None).exclude(code__in=codes)
        return replace(changes, retired=gone.update(retired_edition=edition))

    def _row(self, entry: Entry, linked: dict[str, dict[str, int]]) -> Entry:
        """Values of every column of one entry, and the rest of its facts under ``details``."""
        row: Entry = {}
        for key, (column, _model) in self.links.items():
            if entry.get(key) not in linked[key]:
                raise LoadError(f"{self.path.name} {entry['code']}: ไม่รู้จัก {key} {entry.get(key)}")
            row[f"{column}_id"] = linked[key][entry[key]]
        columns = self._columns()
        row |= {name: entry.get(name, default) for name, default in columns.items()}
        row["details"] = {
            key: value for key, value in entry.items() if key not in columns and key not in self.links
        }
        return row

    def _columns(self) -> dict[str, Any]:
        """Plain columns of the model with the value of an entry that does not mention them."""
        fields = self.model._meta.concrete_fields
        return {f.name: f.get_default() for f in fields if f.name not in KEPT and not f.is_relation}

    def exported(self) -> list[Entry]:
        """The entries of the database, as ``entries`` reads them from the file; empty values are left out."""
        rows = self.model.objects.select_related(*(column for column, _ in self.links.values())).order_by(
            "order", "code"
        )
        return [self._exported_entry(row) for row in rows]

    def _exported_entry(self, row: CatalogEntry) -> Entry:
        values = {name: getattr(row, name) for name in self._columns()}
        values |= {key: getattr(row, column).code for key, (column, _model) in self.links.items()}
        values |= row.details | {"first_edition": row.first_edition, "retired_edition": row.retired_edition}
        return {key: value for key, value in values.items() if value not in ("", None)}


def _position_line(entry: Entry) -> Entry:
    """A line is found by our own key: not every line has a confirmed official code."""
    facts = {key: value for key, value in entry.items() if key != "key"}
    official = {"official_code": entry["code"] or "", "is_verified": entry["status"] == "verified"}
    return facts | official | {"code": entry["key"]}


#: In the order in which they must be loaded.
CATALOGS = (
    CatalogFile(Knowledge, FOLDER / "knowledge.json"),
    CatalogFile(Skill, FOLDER / "skills.json"),
    CatalogFile(Competency, FOLDER / "competencies.json"),
    CatalogFile(DigitalAbility, FOLDER / "digital_abilities.json"),
    CatalogFile(DigitalGroup, FOLDER / "digital_groups.json"),
    CatalogFile(DigitalStage, FOLDER / "digital_stages.json"),
    CatalogFile(PositionType, FOLDER / "position_types.json"),
    CatalogFile(PositionLevel, FOLDER / "position_levels.json", {"type": ("position_type", PositionType)}),
    CatalogFile(
        PositionLine,
        FOLDER / "position_lines.json",
        {"type": ("position_type", PositionType)},
        _position_line,
    ),
)
