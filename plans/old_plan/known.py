"""Names of an old plan that this plan knows, by their very words: departments, methods, curricula and groups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from django.db import models

from courses.models import Curriculum, Method
from personnel.models import PersonnelGroup, Unit
from plans.models import Revision
from thai.digits import to_arabic

Named = TypeVar("Named", Unit, Curriculum, Method, PersonnelGroup)


def limit_of(model: type[models.Model], name: str) -> int:
    """How many characters a column takes; 0 for one without a limit."""
    return getattr(model._meta.get_field(name), "max_length", None) or 0


class Known:
    """What can be named in one revision."""

    def __init__(self, revision: Revision) -> None:
        self.year = revision.plan.edition.year
        self.organization = revision.plan.organization

    def unit(self, text: str) -> Unit | None:
        """The department of this name that exists today."""
        return _same(text, self.organization.units.filter(closed_on=None), "name")

    def curriculum(self, text: str) -> Curriculum | None:
        """The curriculum of this name."""
        return _same(text, Curriculum.objects.for_edition(self.year), "name")

    def methods(self, text: str) -> list[Method]:
        """Methods that the text names in full."""
        plain = _plain(text)
        return [row for row in Method.objects.for_edition(self.year) if _plain(row.name) in plain]

    def group(self, text: str) -> PersonnelGroup | None:
        """The group of this name, of its short name, or of its number alone."""
        groups = list(PersonnelGroup.objects.for_edition(self.year))
        if number := re.fullmatch(r"กลุ่มที่(\d)", re.sub(r"\s+", "", to_arabic(text))):
            return next((row for row in groups if row.code == f"g{number[1]}"), None)
        return _same(text, groups, "name") or _same(text, groups, "short_name")


def _same(text: str, rows: Iterable[Named], name: str) -> Named | None:
    """The row whose name is the text, a number before it left out."""
    plain = _plain(text)
    return next((row for row in rows if plain and _plain(getattr(row, name)) == plain), None)


def _plain(text: str) -> str:
    """Without spaces and without a number or "หลักสูตรที่ ๑" before the name."""
    arabic = re.sub(r"\s+", "", to_arabic(text))
    return re.sub(r"^(?:(?:หลักสูตร|กลุ่ม)?ที่)?\(?\d{1,2}[.):]*", "", arabic)
