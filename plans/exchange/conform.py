"""Holds a document to the schema, and says in Thai where it departs from it.

Knows the words of JSON Schema that :mod:`plans.exchange.schema` uses, and no others; that it understands them as
everybody does is tested against the ``jsonschema`` package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.exchange.schema import Schema, schema
from thai.fiscal import ERA_OFFSET

MOST_MISTAKES = 50  #: told at once; whoever has more begins with these
EARLIEST_COMMON, LATEST_COMMON = 1950, 2160  #: years that are surely of the Christian era

#: What is wrong with a value that is not spelt as its definition asks.
SPELLINGS: dict[str, Promise] = {
    "line": gettext_lazy("ต้องเป็นข้อความบรรทัดเดียว ไม่มีอักขระควบคุมหรือการขึ้นบรรทัดใหม่"),
    "text": gettext_lazy("ข้อความมีอักขระควบคุมซึ่งพิมพ์ไม่ได้ กรุณาลบออก"),
    "code": gettext_lazy("รหัสต้องไม่มีช่องว่าง"),
    "baht": gettext_lazy('จำนวนเงินต้องเป็นข้อความที่มีทศนิยม 2 ตำแหน่ง เช่น "12000.00"'),
    "large_baht": gettext_lazy('จำนวนเงินต้องเป็นข้อความที่มีทศนิยม 2 ตำแหน่ง เช่น "12000.00"'),
    "rate": gettext_lazy('อัตราต้องเป็นข้อความที่มีทศนิยม 2 ตำแหน่ง เช่น "600.00" และไม่เกิน 7 หลัก'),
    "quantity": gettext_lazy('จำนวนต้องมากกว่า 0 และเป็นข้อความที่มีทศนิยม 2 ตำแหน่ง เช่น "1.50"'),
    "date": gettext_lazy('วันที่ต้องเขียนเป็น ปี-เดือน-วัน เช่น "2026-06-01"'),
    "key": gettext_lazy("รหัสโครงการในแฟ้มต้องเป็น p1 p2 p3 ..."),
}
TYPES: dict[str, tuple[Callable[[Any], bool], Promise]] = {
    "object": (lambda value: isinstance(value, dict), gettext_lazy("วัตถุ {…}")),
    "array": (lambda value: isinstance(value, list), gettext_lazy("รายการ […]")),
    "string": (lambda value: isinstance(value, str), gettext_lazy("ข้อความ")),
    "integer": (
        lambda value: isinstance(value, int) and not isinstance(value, bool),
        gettext_lazy("จำนวนเต็ม"),
    ),
    "boolean": (lambda value: isinstance(value, bool), gettext_lazy("true หรือ false")),
    "null": (lambda value: value is None, gettext_lazy("null")),
}


@dataclass(frozen=True)
class Mistake:
    """What is wrong, and where: ``path`` as in ``$.projects[3].years[0].baht``."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def mistakes_in(document: Any) -> list[Mistake]:
    """Where a document departs from the schema; none for one that follows it."""
    return list(islice(_departures(schema(), document, "$", ""), MOST_MISTAKES))


def _departures(rule: Schema, value: Any, path: str, kind: str) -> Iterator[Mistake]:
    if "$ref" in rule:
        kind = rule["$ref"].rpartition("/")[2]
        rule = schema()["$defs"][kind] | {name: limit for name, limit in rule.items() if name != "$ref"}
    if "anyOf" in rule:
        if value is not None:
            yield from _departures(rule["anyOf"][0], value, path, kind)
        return
    if message := _wrong_value(rule, value, kind):
        yield Mistake(path, message)
    elif rule.get("type") == "object":
        yield from _of_object(rule, value, path)
    elif rule.get("type") == "array":
        yield from _of_array(rule, value, path)


def _of_object(rule: Schema, value: dict[str, Any], path: str) -> Iterator[Mistake]:
    for name in rule["required"]:
        if name not in value:
            yield Mistake(path, _("ไม่มี “{name}” ซึ่งต้องมี").format(name=name))
    for name in value:
        if name not in rule["properties"]:
            yield Mistake(path, _("ไม่รู้จัก “{name}” กรุณาลบออก").format(name=name[:60]))
        else:
            yield from _departures(rule["properties"][name], value[name], f"{path}.{name}", "")


def _of_array(rule: Schema, value: list[Any], path: str) -> Iterator[Mistake]:
    if len(value) > rule["maxItems"]:
        yield Mistake(path, _("มีได้ไม่เกิน {limit:,} รายการ").format(limit=rule["maxItems"]))
        return
    if rule.get("uniqueItems"):
        seen: list[Any] = []
        for place, item in enumerate(value):
            if item in seen:
                yield Mistake(f"{path}[{place}]", _("ซ้ำกับรายการก่อนหน้า"))
            seen.append(item)
    for place, item in enumerate(value):
        yield from _departures(rule["items"], item, f"{path}[{place}]", "")


def _wrong_value(rule: Schema, value: Any, kind: str) -> str:
    """What is wrong with a value itself; empty when nothing is."""
    if "const" in rule:
        is_same = type(value) is type(rule["const"]) and value == rule["const"]
        return "" if is_same else _("ต้องเป็น {value}").format(value=rule["const"])
    if "enum" in rule:
        if isinstance(value, str) and value in rule["enum"]:
            return ""
        return _("ต้องเป็นค่าใดค่าหนึ่งใน {values}").format(values=", ".join(name or '""' for name in rule["enum"]))
    fits, name = TYPES[rule["type"]]
    if not fits(value):
        return str(SPELLINGS[kind]) if kind in SPELLINGS else _("ต้องเป็น{kind}").format(kind=name)
    if rule["type"] == "string":
        return _wrong_text(rule, value, kind)
    return _wrong_number(rule, value, kind) if rule["type"] == "integer" else ""


def _wrong_text(rule: Schema, value: str, kind: str) -> str:
    if len(value) < rule.get("minLength", 0):
        return _("ต้องไม่ว่าง")
    if len(value) > rule.get("maxLength", len(value)):
        return _("ข้อความยาว {typed:,} ตัวอักษร ใส่ได้ไม่เกิน {limit:,} ตัวอักษร").format(
            typed=len(value), limit=rule["maxLength"]
        )
    return "" if _pattern(rule["pattern"]).search(value) else str(SPELLINGS[kind])


def _wrong_number(rule: Schema, value: int, kind: str) -> str:
    if rule["minimum"] <= value <= rule["maximum"]:
        return ""
    if kind == "year" and EARLIEST_COMMON <= value <= LATEST_COMMON:
        return _("ปี {year} เป็นปี ค.ศ. กรุณาใช้ปีงบประมาณ พ.ศ. เช่น {meant}").format(
            year=value, meant=value + ERA_OFFSET
        )
    return _("ต้องอยู่ระหว่าง {least:,} ถึง {most:,}").format(least=rule["minimum"], most=rule["maximum"])


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """``$`` is the very end, as in JSON Schema, not before a last line end."""
    return re.compile(pattern.removesuffix("$") + r"\Z")
