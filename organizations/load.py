"""Loads the provinces and makes their boards: reference data come from files, and loading twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from organizations.models import Board, Province
from thai.titles import BoardKind

PROVINCES = Path(__file__).parent / "data" / "provinces.json"
PATTAYA_PROVINCE = "20"  #: ชลบุรี; the only board that is not of every province
BOARD_SUFFIXES = {
    BoardKind.PAO_BOARD: "PAO",
    BoardKind.MUNICIPAL_BOARD: "MUNICIPAL",
    BoardKind.SAO_BOARD: "SAO",
}


class LoadError(ValueError):
    """A file of reference data cannot be used; the message names the file and the entry."""


@dataclass(frozen=True)
class Changes:
    """What loading one kind of reference data did, in rows."""

    what: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0

    @property
    def is_nothing(self) -> bool:
        """True when the database already agreed with the file."""
        return not (self.new or self.changed or self.retired)


def load_rows(
    model: type[models.Model], rows: Iterable[Mapping[str, Any]], *, key: str, what: str, source: str
) -> Changes:
    """Bring ``model`` into agreement with ``rows`` (column values by name), found by the column ``key``.

    Rows of the database that no row of the file names are left as they are. LoadError names a wrong entry.
    """
    existing = {getattr(row, key): row for row in model._default_manager.all()}
    new: list[models.Model] = []
    changed = unchanged = 0
    for values in rows:
        row = existing.get(values[key])
        if row is None:
            new.append(_checked(model(**values), values[key], source))
        elif different := [name for name, value in values.items() if getattr(row, name) != value]:
            for name in different:
                setattr(row, name, values[name])
            _checked(row, values[key], source).save(update_fields=different)
            changed += 1
        else:
            unchanged += 1
    model._default_manager.bulk_create(new)
    return Changes(what, new=len(new), changed=changed, unchanged=unchanged)


def _checked(row: models.Model, code: str, source: str) -> models.Model:
    """The row, when its values fit their columns on every database."""
    relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        raise LoadError(f"{source} {code}: {'; '.join(error.messages)}") from error
    return row


def load_provinces(path: Path = PROVINCES) -> Changes:
    """The 76 provinces with their official codes."""
    return load_rows(
        Province, json.loads(path.read_text("utf-8")), key="code", what="provinces", source=path.name
    )


def load_boards() -> Changes:
    """Three boards for each province and Pattaya's (requirements A-2): BOARD-43-SAO, BOARD-20-PATTAYA."""
    rows = []
    for province in Province.objects.order_by("code"):
        suffixes = dict(BOARD_SUFFIXES)
        if province.code == PATTAYA_PROVINCE:
            suffixes[BoardKind.PATTAYA_BOARD] = "PATTAYA"
        rows += [
            {"code": f"BOARD-{province.code}-{suffix}", "kind": kind.value, "province_id": province.pk}
            for kind, suffix in suffixes.items()
        ]
    return load_rows(Board, rows, key="code", what="boards", source="provinces")


def exported_provinces() -> list[dict[str, str]]:
    """The provinces as their file has them."""
    columns = ("code", "name", "name_en", "letters", "region")
    return list(Province.objects.order_by("code").values(*columns))


def exported_boards() -> list[dict[str, str]]:
    """The boards with the code of their province."""
    boards = Board.objects.order_by("code").values("code", "kind", "province__code")
    return [{"code": row["code"], "kind": row["kind"], "province": row["province__code"]} for row in boards]
