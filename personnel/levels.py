"""Which level of an item is expected of a post: the LAO's own standard, and ours where it has set none.

The master plan names what people must know and be able to do, but no levels. The proposal of ``standards/levels.json``
is our own; every value of it can be changed by the LAO, and a single post can be set apart from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from competencies.models import PositionLevel, PositionLine, PositionType
from personnel.models import EmploymentKind, LevelStandard, Post

FILE = Path(__file__).parent / "standards" / "levels.json"
#: Posts outside the types of positions: permanent and hired employees, and posts of unknown type.
NO_LEVEL = ""
WITHOUT_TYPE = frozenset(
    {
        EmploymentKind.PERMANENT,
        EmploymentKind.HIRED_TASK,
        EmploymentKind.HIRED_GENERAL,
        EmploymentKind.HIRED_EXPERT,
    }
)
#: (organization, code of the level of position or ``NO_LEVEL``, kind of item) -> level 1 to 5.
Standards = Mapping[tuple[int, str, str], int]


@cache
def proposed() -> Mapping[tuple[str, str], int]:
    """Our proposal: (code of the level of position or ``NO_LEVEL``, kind of item) -> level 1 to 5."""
    rows = json.loads(FILE.read_text("utf-8"))["standards"]
    return MappingProxyType(
        {(code, kind): level for code, row in rows.items() for kind, level in row.items()}
    )


class Places:
    """The type and level of posts by code, without a query for each post."""

    def __init__(self) -> None:
        self.types = dict(PositionType.objects.values_list("pk", "code"))
        levels = PositionLevel.objects.order_by("order").values_list("pk", "code", "position_type_id")
        self.levels = {pk: code for pk, code, _type in levels}
        self._lowest: dict[int, str] = {}
        for _pk, code, type_id in levels:
            self._lowest.setdefault(type_id, code)
        self._types_of_lines = dict(PositionLine.objects.values_list("pk", "position_type_id"))

    def type_of(self, post: Post) -> str:
        """The code of a post's type, its own or that of its line; empty when neither is known."""
        if post.kind in WITHOUT_TYPE:
            return ""
        return self.types.get(self._type_id(post) or 0, "")

    def level_of(self, post: Post) -> str:
        """The code of a post's level; the lowest of its type while it is not known."""
        if post.kind in WITHOUT_TYPE:
            return NO_LEVEL
        if post.level_id:
            return self.levels[post.level_id]
        return self._lowest.get(self._type_id(post) or 0, NO_LEVEL)

    def _type_id(self, post: Post) -> int | None:
        return post.position_type_id or self._types_of_lines.get(post.line_id or 0)


def standards_of(organizations: Iterable[int]) -> Standards:
    """The standards that LAOs set themselves, by their keys; what is not in it follows our proposal."""
    rows = LevelStandard.objects.filter(organization__in=list(organizations))
    columns = rows.values_list("organization_id", "position_level__code", "item_kind", "required")
    return {(organization, code or NO_LEVEL, kind): level for organization, code, kind, level in columns}


def expected(standards: Standards, organization: int, level_code: str, kind: str) -> int:
    """The level of a kind of items that an LAO expects at a level of position."""
    own = standards.get((organization, level_code, kind))
    if own is not None:
        return own
    return proposed().get((level_code, kind)) or proposed()[NO_LEVEL, kind]
