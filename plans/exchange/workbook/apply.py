"""What a plan would say after a workbook: rows found again by their keys are changed, others are added, none go.

The answer is a document of the exchange format, so that one writer and one comparison serve files of both kinds.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plans.exchange.document import Document
from plans.exchange.workbook.read import Line, Reading
from plans.exchange.workbook.sheets import (
    BUDGETS,
    COMMITTEE,
    COSTS,
    INDICATORS,
    LISTS,
    MONITORING,
    ORDER,
    PROJECTS,
    TARGETS,
)
from plans.exchange.workbook.write import row_key
from plans.models import Project

SYSTEM_KEY = re.compile(r"P[0-9]+")
MOST_COSTS = 200
INDICATOR_COLUMNS = (
    *("indicator", "indicator_target", "indicator_baseline", "indicator_unit"),
    *("indicator_method", "indicator_measurer"),
)
PLAIN_COLUMNS = (
    "name",
    "objective",
    "is_digital",
    "basis_text",
    "hours_total",
    "hours_lecture",
    "money_source",
)
OF_CATALOG = ("curriculum", "knowledge_area", "provider_kind", "unit")


class Application:
    """One workbook on its way into the document of one plan; mistakes that only the plan tells join the reading's."""

    def __init__(self, document: Document, keys: dict[str, int], reading: Reading) -> None:
        self.document, self.reading = copy.deepcopy(document), reading
        self.projects: dict[str, Document] = {
            row_key(keys[row["key"]]): row for row in self.document["projects"]
        }
        self.years = range(document["first_year"], document["first_year"] + 3)

    def after(self) -> Document:
        """The document with everything that the workbook says."""
        lines = self.reading.lines
        self._projects(lines[PROJECTS.name])
        self._indicators(lines[INDICATORS.name])
        self._costs(lines[COSTS.name])
        self._keyed("targets", lines[TARGETS.name], ("group", "year"), "group")
        self._budgets(lines[BUDGETS.name])
        self._order(lines[ORDER.name])
        self._placed("committee", lines[COMMITTEE.name], _member)
        self._placed("monitoring", lines[MONITORING.name], lambda row: row)
        return self.document

    # Projects -------------------------------------------------------------------------------------

    def _projects(self, lines: list[Line]) -> None:
        claimed: set[str] = set()
        for line in sorted(lines, key=lambda line: line.values["key"] not in self.projects):
            project = self._project_of(line, claimed)
            if project is not None:
                _fill_project(project, line.values, self.years)

    def _project_of(self, line: Line, claimed: set[str]) -> Document | None:
        """The project of a row, a new one where there is none yet; None when the row cannot be told."""
        key, name = line.values["key"], line.values["name"]
        if key in claimed:
            return self._wrong(line, "key", _("รหัสแถวนี้ซ้ำกับแถวก่อนในแผ่นงาน"))
        if key in self.projects:
            claimed.add(key)
            return self.projects[key]
        if SYSTEM_KEY.fullmatch(key):
            return self._wrong(
                line, "key", _("ไม่มีโครงการรหัสแถวนี้ในแผนแล้ว หากต้องการเพิ่มเป็นโครงการใหม่ ให้เว้นรหัสแถวว่าง")
            )
        found = [row for row, project in self.projects.items() if project["name"] == name]
        free = [row for row in found if row not in claimed]
        if len(free) > 1 or (found and not free):
            message = _("มีโครงการชื่อนี้อยู่แล้ว จึงไม่รู้ว่าหมายถึงโครงการใด กรุณาใส่รหัสแถวของโครงการเดิม หรือเปลี่ยนชื่อ")
            return self._wrong(line, "name", message)
        project = self.projects[free[0]] if free else self._new_project(name)
        label = key or (free[0] if free else f"+{project['key']}")
        self.projects[label] = project
        claimed |= {label, *free}
        return project

    def _new_project(self, name: str) -> Document:
        rows = self.document["projects"]
        used = {row["key"] for row in rows}
        number = next(n for n in range(len(rows) + 1, 2 * len(rows) + 3) if f"p{n}" not in used)
        order = max((row["order"] for row in rows), default=0) + 1
        project = _blank_project(f"p{number}", order, name, self.years)
        rows.append(project)
        return project

    def _indicators(self, lines: list[Line]) -> None:
        seen: set[int] = set()
        for line in lines:
            project = self._named(line)
            if project is None:
                continue
            if id(project) in seen:
                self._wrong(line, "key", _("รหัสแถวนี้ซ้ำกับแถวก่อนในแผ่นงาน"))
            seen.add(id(project))
            project |= {name: line.values[name] for name in INDICATOR_COLUMNS}
            for row in project["years"]:
                row["indicator_target"] = line.values[f"target_{row['year']}"]

    def _costs(self, lines: list[Line]) -> None:
        named = [(self._named(line), line) for line in lines]
        by_project: dict[int, tuple[Document, list[Line]]] = {}
        for project, line in named:
            if project is not None:
                by_project.setdefault(id(project), (project, []))[1].append(line)
        for project, rows in by_project.values():
            project["costs"] = self._in_places(project["costs"], rows, _cost)[:MOST_COSTS]

    def _named(self, line: Line) -> Document | None:
        project = self.projects.get(line.values["key"])
        return project or self._wrong(line, "key", _("ไม่พบรหัสแถวนี้ในแผ่นงานโครงการหรือในแผน"))

    # Other tables ---------------------------------------------------------------------------------

    def _keyed(self, table: str, lines: list[Line], names: tuple[str, ...], at: str) -> None:
        """Rows found again by their values."""
        rows = {tuple(row[name] for name in names): row for row in self.document[table]}
        seen: set[tuple[Any, ...]] = set()
        for line in lines:
            values = {name: int(value) if name == "year" else value for name, value in line.values.items()}
            key = tuple(values[name] for name in names)
            if key in seen:
                self._wrong(line, at, _("แถวนี้ซ้ำกับแถวก่อนในแผ่นงาน"))
            seen.add(key)
            rows[key] = {**rows.get(key, {}), **{name: _plain(value) for name, value in values.items()}}
        self.document[table] = [rows[key] for key in sorted(rows)]

    def _budgets(self, lines: list[Line]) -> None:
        """A year of which nothing is known has no row."""
        self._keyed("budgets", lines, ("year",), "year")
        self.document["budgets"] = [
            row
            for row in self.document["budgets"]
            if row["ceiling"] is not None or row["personnel_cost"] is not None
        ]

    def _order(self, lines: list[Line]) -> None:
        for line in lines[:1]:
            kept = self.document["committee_order"] or dict.fromkeys(("grounds", "duties"), "")
            values = {name: _plain(value) for name, value in line.values.items()}
            self.document["committee_order"] = {**kept, **values}

    def _placed(self, table: str, lines: list[Line], made: Callable[[Document], Document]) -> None:
        """Rows found again by their places in the list; new ones follow."""
        rows = self._in_places(self.document[table], lines, made)
        known = len(self.document[table])
        last = max((row["order"] for row in self.document[table]), default=0)
        for place, row in enumerate(rows[known:], start=1):
            row["order"] = last + place
        self.document[table] = rows

    def _in_places(
        self, rows: list[Document], lines: Iterable[Line], made: Callable[[Document], Document]
    ) -> list[Document]:
        found: dict[int, Document] = dict(enumerate(rows, start=1))
        seen: set[int] = set()
        for line in lines:
            values = {name: value for name, value in line.values.items() if name not in ("place", "key")}
            place = line.values["place"]
            if place in seen:
                self._wrong(line, "place", _("ลำดับนี้ซ้ำกับแถวก่อนในแผ่นงาน"))
            seen.add(place)
            found[place] = {**found.get(place, {}), **made(values)}
        return [found[place] for place in sorted(found)]

    def _wrong(self, line: Line, name: str, message: str) -> Document | None:
        """Note a mistake; there is then nothing that the row stands for."""
        self.reading.wrong(line, name, message)
        return None


# Values -------------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, datetime.date) else value


def _member(row: Document) -> Document:
    return {**row, "unit": row["unit"] or None}


def _cost(row: Document) -> Document:
    return {name: _plain(value) for name, value in row.items()}


def _fill_project(project: Document, values: Document, years: Iterable[int]) -> None:
    project |= {name: values[name] for name in PLAIN_COLUMNS}
    project |= {name: values[name] or None for name in OF_CATALOG}
    project |= {name: list(values[name]) for name in LISTS}
    project |= {name: int(values[name]) if values[name] else None for name in ("first_month", "last_month")}
    project |= {name: values[name] for name in ("delivery", "basis")}
    project["uses_budget"] = values["uses_budget"] != "no"
    project["money_kind"] = values["money_kind"] or Project.MoneyKind.ORDINANCE.value
    targets = {row["year"]: row["indicator_target"] for row in project["years"]}
    project["years"] = [
        {
            "year": year,
            "people": values[f"people_{year}"] or 0,
            "baht": _plain(values[f"baht_{year}"] or Decimal("0.00")),
            "indicator_target": targets.get(year, ""),
        }
        for year in years
    ]


def _blank_project(key: str, order: int, name: str, years: Iterable[int]) -> Document:
    """A project of which nothing is known but its name."""
    empty = ("objective", "delivery", "basis", "basis_text", "money_source", *INDICATOR_COLUMNS)
    unknown = (*OF_CATALOG, "course", "continued_from", "hours_total", "hours_lecture", "first_month")
    return {
        "key": key,
        "order": order,
        "name": name,
        **dict.fromkeys(empty, ""),
        **dict.fromkeys([*unknown, "last_month"]),
        **{column: [] for column in (*LISTS, "needs", "costs")},
        "is_digital": False,
        "is_example": False,
        "uses_budget": True,
        "money_kind": Project.MoneyKind.ORDINANCE.value,
        "years": [{"year": year, "people": 0, "baht": "0.00", "indicator_target": ""} for year in years],
    }
