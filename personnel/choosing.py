"""Change what is required: items of a line, levels of the standard, and what a single post is set apart by.

Each is saved as a whole. What the form was made from travels with it (`stamp`); `Stale` when another was first.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction

from competencies.models import Competency, PositionLevel, PositionLine
from organizations.models import Organization, User
from personnel.frame import Stale
from personnel.levels import NO_LEVEL
from personnel.models import ItemKind, LevelStandard, LineCompetency, LineItem, Post, PostRequirement
from personnel.requirements import Key

log = logging.getLogger(__name__)


def stamp(values: Iterable[object]) -> str:
    """Names a set of values, in whatever order they come."""
    return hashlib.sha256("\x1f".join(sorted(map(repr, values))).encode()).hexdigest()[:16]


def _claim(organization: Organization, now: Callable[[], str], expected: str) -> None:
    """Let one change of an LAO's requirements happen at a time; Stale when they are not as they were seen."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    if now() != expected:
        raise Stale


# Lines ----------------------------------------------------------------------------------------


def line_choice(organization: Organization, line: PositionLine) -> set[Key]:
    """What an LAO chose for a line: competencies, knowledge and skills."""
    codes = LineCompetency.objects.filter(organization=organization, line=line).values_list(
        "competency__code"
    )
    others = LineItem.objects.filter(organization=organization, line=line)
    chosen: set[Key] = {(ItemKind.COMPETENCY, code) for (code,) in codes}
    return chosen | {(kind, code) for kind, code in others.values_list("item_kind", "item_code")}


@transaction.atomic
def save_line(
    *, organization: Organization, line: PositionLine, chosen: Iterable[Key], expected: str, by: User
) -> None:
    """Keep the choice for a line in place of the one before."""
    _claim(organization, lambda: stamp(line_choice(organization, line)), expected)
    chosen = set(chosen)
    common = {"organization": organization, "line": line}
    LineCompetency.objects.filter(**common).delete()
    LineItem.objects.filter(**common).delete()
    wanted = Competency.objects.filter(
        code__in=[code for kind, code in chosen if kind == ItemKind.COMPETENCY], kind=Competency.Kind.LINE
    )
    LineCompetency.objects.bulk_create(LineCompetency(**common, competency=row) for row in wanted)
    LineItem.objects.bulk_create(
        LineItem(**common, item_kind=kind, item_code=code)
        for kind, code in sorted(chosen)
        if kind != ItemKind.COMPETENCY
    )
    log.info("line requirements saved: %s of %s by user %s", line.code, organization.pk, by.pk)


# Levels ---------------------------------------------------------------------------------------

LevelKey = tuple[str, str]  #: (code of the level of position or ``NO_LEVEL``, kind of item)


def level_choice(organization: Organization) -> dict[LevelKey, int]:
    """The standard that an LAO set; empty while it follows our proposal."""
    rows = LevelStandard.objects.filter(organization=organization)
    columns = rows.values_list("position_level__code", "item_kind", "required")
    return {(code or NO_LEVEL, kind): required for code, kind, required in columns}


@transaction.atomic
def save_levels(
    *, organization: Organization, values: Mapping[LevelKey, int], expected: str, by: User
) -> None:
    """Keep the whole table as the LAO's own; an empty one returns to our proposal."""
    _claim(organization, lambda: stamp(level_choice(organization).items()), expected)
    LevelStandard.objects.filter(organization=organization).delete()
    levels = {level.code: level for level in PositionLevel.objects.select_related("position_type")}
    LevelStandard.objects.bulk_create(
        LevelStandard(
            organization=organization,
            position_level=levels.get(code),
            position_type=levels[code].position_type if code in levels else None,
            item_kind=kind,
            required=required,
        )
        for (code, kind), required in values.items()
    )
    log.info("level standard saved: %s rows of %s by user %s", len(values), organization.pk, by.pk)


# Posts ----------------------------------------------------------------------------------------


def post_choice(post: Post) -> dict[Key, int | None]:
    """What is set for a post alone; None where an item is taken away."""
    rows = PostRequirement.objects.filter(post=post).values_list("item_kind", "item_code", "required")
    return {(kind, code): required for kind, code, required in rows}


@transaction.atomic
def save_post_requirements(*, post: Post, values: Mapping[Key, int | None], expected: str, by: User) -> None:
    """Keep what sets a post apart, in place of what did before."""
    _claim(post.organization, lambda: stamp(post_choice(post).items()), expected)
    PostRequirement.objects.filter(post=post).delete()
    PostRequirement.objects.bulk_create(
        PostRequirement(
            organization_id=post.organization_id,
            post=post,
            item_kind=kind,
            item_code=code,
            required=required,
        )
        for (kind, code), required in values.items()
    )
    log.info("post requirements saved: %s by user %s", post.pk, by.pk)
