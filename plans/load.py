"""Loads the editions of the master plan from their folders: parameters, seats, outline and standard texts.

An edition that a plan has been decided upon is never changed silently: differences are refused, except in
what only helps the reader, and in texts that an imported wording stands in for. A parameter that it lacks is
added: rules that came with a later version ask for it, and no decision rested on it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from organizations.load import Changes, LoadError
from plans.models import Edition, ImportedText, OutlineSection, Parameter, Revision, Seat, State
from thai.digits import to_thai
from thai.fiscal import CYCLE_LENGTH

EDITIONS = Path(__file__).parent / "editions"
#: Columns that may change under a plan: they are read on the screen and never printed.
HELP = frozenset({"help", "example", "note"})
HEADLINES = ("title", "plan_title", "master_title", "resolution")
Row = dict[str, Any]


class EditionInUse(LoadError):
    """The files of an edition differ from what plans were decided upon."""


@dataclass(frozen=True)
class EditionFile:
    """One edition as its folder says it, with everything that it takes over from the edition it is based on."""

    year: int
    based_on: int | None
    head: Row
    parameters: dict[str, Row]
    seats: dict[tuple[str, int], Row]
    sections: dict[str, Row]

    @property
    def sha256(self) -> str:
        """Fingerprint of the whole content, in hexadecimal."""
        seats = list(self.seats.values())
        content = [self.year, self.based_on, self.head, self.parameters, seats, self.sections]
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_edition(year: int, folder: Path = EDITIONS) -> EditionFile:
    """The edition whose first fiscal year is ``year`` (B.E.). LoadError says which file is wrong and why."""
    path = folder / str(year) / "edition.toml"
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        _check_years(content, year)
        based_on = content.get("based_on")
        base = read_edition(based_on, folder) if based_on else EditionFile(year, None, {}, {}, {}, {})
        return EditionFile(
            year=year,
            based_on=based_on,
            head=base.head | {name: content[name] for name in HEADLINES if name in content},
            parameters=base.parameters
            | {row["key"]: _parameter(row) for row in content.get("parameter", [])},
            seats=base.seats
            | {(row["committee"], row["order"]): _seat(row) for row in content.get("seat", [])},
            sections=_sections(base.sections, content.get("section", []), path.parent / "texts"),
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise LoadError(f"{path.parent.name}/{path.name}: {error}") from error


def _check_years(content: Row, year: int) -> None:
    if (content["year"], content["first_year"], content["last_year"]) != (
        year,
        year,
        year + CYCLE_LENGTH - 1,
    ):
        raise LoadError(f"{year}/edition.toml: ปีในแฟ้มไม่ตรงกับรอบ {year} - {year + CYCLE_LENGTH - 1}")


def _parameter(row: Row) -> Row:
    return {
        "value": row["value"],
        "unit": row.get("unit", ""),
        "clause": row["clause"],
        "note": row.get("note", ""),
        "inferred": row.get("inferred", False),
    }


def _seat(row: Row) -> Row:
    return {
        "committee": row["committee"],
        "order": row["order"],
        "position": row["position"],
        "role": row["role"],
        "least": row["min"],
        "most": row.get("max"),
        "clause": row["clause"],
    }


def _sections(base: dict[str, Row], rows: list[Row], texts: Path) -> dict[str, Row]:
    """The outline in order; a text file of this edition replaces the text that was taken over."""
    sections = {code: dict(row) for code, row in base.items()}
    for row in rows:
        before = sections.get(row["code"], {})
        sections[row["code"]] = {
            "layout": row["layout"],
            "number": row["number"],
            "heading": row["heading"],
            "parent": row.get("parent", ""),
            "order": before.get("order", len(sections) + 1),
            "typed": row.get("typed", ""),
            "duty": row["duty"],
            "heading_only": row.get("heading_only", False),
            "required": row["required"],
            "clause": row.get("clause", ""),
            "help": row.get("help", ""),
            "example": row.get("example", ""),
            "body": before.get("body", ""),
        }
    for path in sorted(texts.glob("*.txt")):
        if path.stem not in sections:
            raise LoadError(f"texts/{path.name}: ไม่มีหัวข้อรหัส {path.stem} ใน edition.toml")
        sections[path.stem]["body"] = path.read_text("utf-8").strip("\n")
    return sections


def edition_years(folder: Path = EDITIONS) -> list[int]:
    """First fiscal years (B.E.) of the editions in ``folder``, a base before what is based on it."""
    return sorted(int(path.parent.name) for path in folder.glob("*/edition.toml"))


def load_editions(folder: Path = EDITIONS) -> tuple[list[Changes], list[str]]:
    """Load every edition; the second part says, a line each, which were refused because they are in use."""
    done, refused = [], []
    for year in edition_years(folder):
        try:
            done.append(load_edition(read_edition(year, folder)))
        except EditionInUse as error:
            refused.append(str(error))
    return done, refused


def load_edition(file: EditionFile) -> Changes:
    """Bring one edition into agreement with its file; rows count. EditionInUse when that must not happen."""
    edition = Edition.objects.filter(year=file.year).first()
    base = Edition.objects.get(year=file.based_on) if file.based_on else None
    head = file.head | {"based_on": base, "source_hash": file.sha256}
    if edition is None:
        edition = Edition.objects.create(year=file.year, **head)
        counts = {"new": 1, "changed": 0, "unchanged": 0, "retired": 0}
    else:
        added = _add_to_edition_in_use(edition, file)
        different = [name for name, value in head.items() if getattr(edition, name) != value]
        for name in different:
            setattr(edition, name, head[name])
        edition.save(update_fields=different)
        counts = {
            "new": added,
            "changed": int(bool(different)),
            "unchanged": int(not different),
            "retired": 0,
        }
    for table in _tables(edition, file):
        for kind, number in table.load().items():
            counts[kind] += number
    _link_parents(edition, file)
    return Changes(f"edition {file.year}", **counts)


@dataclass(frozen=True)
class _Table:
    """The rows of one table that belong to an edition, wanted and present, by key."""

    model: type[models.Model]
    edition: Edition
    wanted: dict[Any, Row]
    present: dict[Any, models.Model]

    def differences(self) -> Iterator[tuple[Any, str]]:
        """Key and column of each value that would change; the column is empty for a whole row."""
        for key in self.wanted.keys() ^ self.present.keys():
            yield key, ""
        for key in self.wanted.keys() & self.present.keys():
            row = self.present[key]
            yield from (
                (key, name) for name, value in self.wanted[key].items() if getattr(row, name) != value
            )

    def load(self) -> dict[str, int]:
        """Make present what is wanted; counts of rows."""
        new = [
            self.model(edition=self.edition, **row)
            for key, row in self.wanted.items()
            if key not in self.present
        ]
        for row in new:
            row.clean_fields(exclude=["edition", "parent"])
        self.model._default_manager.bulk_create(new)
        gone = [row.pk for key, row in self.present.items() if key not in self.wanted]
        self.model._default_manager.filter(pk__in=gone).delete()
        changed = 0
        for key in self.wanted.keys() & self.present.keys():
            row = self.present[key]
            if different := [name for name, value in self.wanted[key].items() if getattr(row, name) != value]:
                for name in different:
                    setattr(row, name, self.wanted[key][name])
                row.save(update_fields=different)
                changed += 1
        kept = len(self.wanted) - len(new) - changed
        return {"new": len(new), "changed": changed, "unchanged": kept, "retired": len(gone)}


def _tables(edition: Edition, file: EditionFile) -> list[_Table]:
    parameters = {key: {"key": key, **row} for key, row in file.parameters.items()}
    sections = {
        code: {"code": code} | {name: value for name, value in row.items() if name != "parent"}
        for code, row in file.sections.items()
    }
    return [
        _Table(Parameter, edition, parameters, {row.key: row for row in edition.parameters.all()}),
        _Table(
            Seat, edition, dict(file.seats), {(row.committee, row.order): row for row in edition.seats.all()}
        ),
        _Table(OutlineSection, edition, sections, {row.code: row for row in edition.sections.all()}),
    ]


def _link_parents(edition: Edition, file: EditionFile) -> None:
    rows = {row.code: row for row in edition.sections.all()}
    for code, wanted in file.sections.items():
        parent = rows[wanted["parent"]] if wanted["parent"] else None
        if rows[code].parent_id != (parent.pk if parent else None):
            OutlineSection.objects.filter(pk=rows[code].pk).update(parent=parent)


def is_decided_upon(edition: Edition) -> bool:
    """True when a plan of this edition has gone beyond drafting: what it rests on must stay."""
    of_edition = Revision.objects.filter(plan__edition=edition)
    return of_edition.exclude(state__in=[State.DRAFTING, State.WITHDRAWN]).exists()


def _add_to_edition_in_use(edition: Edition, file: EditionFile) -> int:
    """Give an edition in use the parameters that it lacks, and count them; EditionInUse for all other changes.

    They are added even when the rest is refused: without them the rules of this version could not be run.
    """
    if not is_decided_upon(edition):
        return 0
    present = set(edition.parameters.values_list("key", flat=True))
    lacking = {key: row for key, row in file.parameters.items() if key not in present}
    Parameter.objects.bulk_create(Parameter(edition=edition, key=key, **row) for key, row in lacking.items())
    _refuse_silent_change(edition, file)
    return len(lacking)


def _refuse_silent_change(edition: Edition, file: EditionFile) -> None:
    imported = ImportedText.objects.filter(batch__edition=edition, batch__in_force=True)
    superseded = set(imported.values_list("section__code", flat=True))
    found = [
        f"{key}.{column}" if column else str(key)
        for table in _tables(edition, file)
        for key, column in table.differences()
        if column not in HELP and not (column == "body" and key in superseded)
    ]
    found += [name for name, value in file.head.items() if getattr(edition, name) != value]
    if found:
        shown = ", ".join(sorted(found)[:5])
        raise EditionInUse(
            f"ไม่เปลี่ยนแผนแม่บทปี {to_thai(edition.year)} เพราะมีแผนที่พิจารณาตามฉบับนี้แล้ว "
            f"ต่างกัน {len(found)} แห่ง ({shown}) กรุณาทำเป็นฉบับใหม่"
        )


def exported_editions() -> list[Row]:
    """Every edition with its parameters, seats and outline, as ``read_edition`` resolves them."""
    editions = Edition.objects.select_related("based_on").prefetch_related(
        "parameters", "seats", "sections__parent"
    )
    return [_exported(edition) for edition in editions]


def _exported(edition: Edition) -> Row:
    parameter = ("value", "unit", "clause", "note", "inferred")
    seat = ("committee", "order", "position", "role", "least", "most", "clause")
    section = [
        "layout",
        "number",
        "heading",
        "order",
        "typed",
        "duty",
        "heading_only",
        "required",
        "clause",
        "help",
        "example",
        "body",
    ]
    return {
        "year": edition.year,
        "based_on": edition.based_on.year if edition.based_on else None,
        **{name: getattr(edition, name) for name in HEADLINES},
        "parameters": {
            row.key: {name: getattr(row, name) for name in parameter} for row in edition.parameters.all()
        },
        "seats": [{name: getattr(row, name) for name in seat} for row in edition.seats.all()],
        "sections": {
            row.code: {name: getattr(row, name) for name in section}
            | {"parent": row.parent.code if row.parent else ""}
            for row in edition.sections.all()
        },
    }
