"""Small tables read in one query: catalogs of a few rows each, and the rows of one plan.

A page of a plan needs some of each of many tables. Asked for one by one they cost more in ways to the database than in
rows. Columns that JSON cannot carry exactly (money, points in time, JSON itself) are left to be loaded when asked for.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Model, QuerySet, Value
from django.db.models.functions import JSONObject

#: Columns that are not carried; a model with one that is needed is asked for by itself.
LEFT_OUT = (models.DecimalField, models.DateTimeField, models.JSONField)


def together(*querysets: QuerySet[Any]) -> list[list[Any]]:
    """The rows of each queryset, unordered; whoever needs an order sorts them."""
    parts = [_part(number, rows) for number, rows in enumerate(querysets)]
    found: list[list[Any]] = [[] for _rows in querysets]
    for number, values in parts[0].union(*parts[1:], all=True):
        found[number].append(_row(querysets[number].model, values))
    return found


def pairs(*querysets: QuerySet[Any]) -> list[list[tuple[int, int]]]:
    """Pairs of keys of several tables of links, each queryset as ``values_list`` of two numbers."""
    parts = [
        rows.order_by().annotate(_number=Value(number, models.IntegerField()))
        for number, rows in enumerate(querysets)
    ]
    found: list[list[tuple[int, int]]] = [[] for _rows in querysets]
    for one, other, number in parts[0].union(*parts[1:], all=True):
        found[number].append((one, other))
    return found


def _carried(model: type[Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, LEFT_OUT)]


def _part(number: int, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    columns = {field.attname: F(field.attname) for field in _carried(rows.model)}
    numbered = rows.order_by().annotate(_number=Value(number, models.IntegerField()))
    return numbered.annotate(_columns=JSONObject(**columns)).values_list("_number", "_columns")


def _row(model: type[Model], values: dict[str, Any]) -> Model:
    fields = _carried(model)
    read = [field.to_python(values[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], read)
