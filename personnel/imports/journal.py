"""Writes down what an import created and changed, column by column, and puts it back.

Putting back happens only while every one of these rows still is as the import left it: a later edit by anybody would
otherwise be lost without a word.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from personnel.models import Holding, Person, Post, StaffImportRow, Unit

MODELS: dict[str, type[models.Model]] = {"holding": Holding, "post": Post, "person": Person, "unit": Unit}
LABELS = {"holding": _("การครองตำแหน่ง"), "post": _("ตำแหน่ง"), "person": _("บุคลากร"), "unit": _("ส่วนราชการ")}
Columns = dict[str, Any]


def columns_of(row: models.Model) -> Columns:
    """Every stored column except the key, as JSON has them."""
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    return {field.attname: _plain(field.value_from_object(row)) for field in fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


class Journal:
    """Gathers what an import does: call ``changing`` before a row is changed, ``finish`` after everything is saved."""

    def __init__(self) -> None:
        self._was: dict[str, dict[int, Columns]] = {name: {} for name in MODELS}
        self._created: dict[str, list[int]] = {name: [] for name in MODELS}

    def changing(self, row: models.Model) -> None:
        """Remember a row as it is, the first time it is about to change."""
        self._was[_name(row)].setdefault(row.pk, columns_of(row))

    def created(self, row: models.Model) -> None:
        """Remember a row that the import brings."""
        self._created[_name(row)].append(row.pk)

    def finish(self) -> dict[str, Any]:
        """The journal as it is kept: what changed as [before, after], what is new; read anew from the database."""
        changed, created = {}, {}
        for name, model in MODELS.items():
            now = model._default_manager.in_bulk([*self._was[name], *self._created[name]])
            changed[name] = {str(pk): [was, columns_of(now[pk])] for pk, was in self._was[name].items()}
            created[name] = {str(pk): columns_of(now[pk]) for pk in self._created[name]}
        return {"changed": changed, "created": created}


def _name(row: models.Model) -> str:
    return next(name for name, model in MODELS.items() if isinstance(row, model))


def touched_since(journal: dict[str, Any]) -> list[str]:
    """What somebody changed or leans on since the import, as people read it; empty when it can be put back."""
    found: list[str] = []
    for name, model in MODELS.items():
        expected = {int(pk): pair[1] for pk, pair in journal["changed"][name].items()}
        expected |= {int(pk): columns for pk, columns in journal["created"][name].items()}
        now = model._default_manager.in_bulk(list(expected))
        gone = len(expected) - len(now)
        found += [str(row) for pk, row in now.items() if columns_of(row) != expected[pk]]
        found += [f"{LABELS[name]} ({gone})"] if gone else []
        found += _leaning_on(model, journal)
    return list(dict.fromkeys(found))


def _leaning_on(model: type[models.Model], journal: dict[str, Any]) -> list[str]:
    """Rows that this import did not make and that point at rows it made."""
    name = next(key for key, value in MODELS.items() if value is model)
    made = [int(pk) for pk in journal["created"][name]]
    if not made:
        return []
    found: list[str] = []
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other is StaffImportRow:
            continue
        own = next((key for key, value in MODELS.items() if value is other), "")
        ours = [int(pk) for pk in (*journal["created"].get(own, {}), *journal["changed"].get(own, {}))]
        rows = other._default_manager.filter(**{f"{relation.field.name}__in": made}).exclude(pk__in=ours)
        found += [str(getattr(row, relation.field.name)) for row in rows[:20]]
    return found


def put_back(journal: dict[str, Any]) -> None:
    """Take away what was created and restore what was changed; the caller checked ``touched_since``."""
    _take_away("holding", journal)  # first: who holds a post again must find it free
    for name, model in MODELS.items():
        fields = {field.attname: field for field in model._meta.concrete_fields}
        for pk, (was, _became) in journal["changed"][name].items():
            values = {column: fields[column].to_python(value) for column, value in was.items()}
            model._default_manager.filter(pk=int(pk)).update(**values)
    for name in ("post", "person", "unit"):  # last: nothing that was changed points at them any more
        _take_away(name, journal)


def _take_away(name: str, journal: dict[str, Any]) -> None:
    MODELS[name]._default_manager.filter(pk__in=list(map(int, journal["created"][name]))).delete()
