"""Finds courses in the library: by words, by what they develop, by curriculum and by group of personnel.

The whole library of an LAO (national and own) is some hundred rows: it is read once and compared here, so that Thai
words are compared in one clean form on both databases.
"""

from __future__ import annotations

from collections.abc import Iterable

from competencies.items import ItemKind
from competencies.models import Competency, DigitalAbility, Knowledge, Skill
from courses.models import Course, Curriculum
from organizations.models import Organization
from thai.dates import today
from thai.digits import to_arabic
from thai.text import normalise_line

ITEM_CATALOGS = {
    ItemKind.COMPETENCY: Competency,
    ItemKind.KNOWLEDGE: Knowledge,
    ItemKind.SKILL: Skill,
    ItemKind.DIGITAL: DigitalAbility,
}
Item = tuple[str, str]  #: kind and code


def find(
    organization: Organization | None,
    words: str = "",
    items: Iterable[Item] = (),
    curriculum: Curriculum | None = None,
    group: str = "",
    *,
    with_retired: bool = False,
) -> list[Course]:
    """Courses in use today that the LAO may take over (the national ones alone without an LAO).

    Every word must occur. With ``items`` (kind, code), only courses that develop one of them, those that develop
    most of them first. ``group`` is a code of a personnel group; a course that names none is for everybody.
    Own courses stand before national ones, then by code. The number of queries does not depend on what is found.
    """
    offered = Course.objects.offered_to(organization)
    if not with_retired:
        offered = offered.in_use(today())
    if curriculum is not None:
        offered = offered.filter(curriculum=curriculum)
    wanted = set(items)
    sought = compared(words).split()
    names = item_names() if sought else {}
    found = []
    for course in offered.with_details():
        developed = wanted & {(item.item_kind, item.item_code) for item in course.items.all()}
        if (
            (not wanted or developed)
            and (not group or not course.group_codes or group in course.group_codes)
            and (not sought or _mentions(course, sought, names))
        ):
            found.append((-len(developed), course.is_national, course.code, course))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])]


def item_names() -> dict[Item, str]:
    """The names of everything that a course can develop, retired entries included."""
    return {
        (str(kind), code): name
        for kind, model in ITEM_CATALOGS.items()
        for code, name in model.objects.values_list("code", "name")
    }


def compared(text: str) -> str:
    """A text as it is compared: one form of each letter, Arabic digits, small Latin letters."""
    return to_arabic(normalise_line(text)).lower()


def _mentions(course: Course, sought: list[str], names: dict[Item, str]) -> bool:
    developed = [names.get((item.item_kind, item.item_code), "") for item in course.items.all()]
    texts = (course.code, course.name, course.objective, course.provider_name, *developed)
    text = compared("\n".join(texts))
    return all(word in text for word in sought)
