"""What each post requires of whoever holds it (sections 8 to 10 of the master plan, requirements C-1 to C-6 and K).

Five core competencies of everybody, four executive ones of those who administer and direct, line competencies by the
official table or the LAO's choice, knowledge and skills where the LAO chose them, the seven digital abilities of
everybody; each at a level from one to five. What is set for a single post goes before all of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency, DigitalAbility, Knowledge, PositionLine, Skill
from organizations.together import together
from personnel.levels import Places, expected, standards_of
from personnel.models import (
    COUNTED,
    EmploymentKind,
    ItemKind,
    LineCompetency,
    LineItem,
    OfficialLineCompetency,
    Post,
    PostRequirement,
)

Key = tuple[str, str]  #: (kind of item, code)

EXECUTIVE_TYPES = frozenset({"executive", "directing"})
#: Employment kinds whose line, where one is set, brings its competencies (general hired people have none).
WITH_LINE = COUNTED - {EmploymentKind.HIRED_GENERAL}
#: The tables that say what a line brings.
OFFICIAL, CHOSEN, OTHER = "official", "chosen", "other"


class Part(models.TextChoices):
    """The parts in which items are shown, in order."""

    CORE = "core", _("สมรรถนะหลัก")
    EXECUTIVE = "executive", _("สมรรถนะประจำผู้บริหาร")
    LINE = "line", _("สมรรถนะประจำสายงาน")
    KNOWLEDGE = "knowledge", _("ความรู้")
    SKILL = "skill", _("ทักษะ")
    DIGITAL = "digital", _("ความสามารถด้านดิจิทัล")


@dataclass(frozen=True)
class Item:
    """An entry of one of the four catalogs, and the part it belongs to."""

    kind: str
    code: str
    name: str
    part: str = ""
    clause: str = ""

    @property
    def key(self) -> Key:
        """What identifies it."""
        return (self.kind, self.code)


def items(edition_year: int) -> dict[Key, Item]:
    """Every item of an edition (its first fiscal year, B.E.) in the order of ``Part`` and of the catalogs."""
    models = (Competency, Knowledge, Skill, DigitalAbility)
    catalogs = together(*(model.objects.for_edition(edition_year) for model in models))
    competencies, *others = (sorted(rows, key=lambda row: row.order) for rows in catalogs)
    found = [Item(ItemKind.COMPETENCY, row.code, row.name, row.kind, row.clause) for row in competencies]
    for rows, kind in zip(others, (ItemKind.KNOWLEDGE, ItemKind.SKILL, ItemKind.DIGITAL), strict=True):
        found += [Item(kind, row.code, row.name, kind, row.clause) for row in rows]
    order = list(Part)
    found.sort(key=lambda item: order.index(Part(item.part)))
    return {item.key: item for item in found}


def required_of(posts: Iterable[Post], edition_year: int) -> dict[int, dict[Key, int]]:
    """The level required of each item, by post and in the order of ``items``; nothing of posts that are not counted."""
    return Requirements(posts, edition_year).by_post()


class Requirements:
    """What posts require; the number of queries does not depend on the number of posts."""

    def __init__(self, posts: Iterable[Post], edition_year: int) -> None:
        self.posts = [post for post in posts if post.kind in COUNTED]
        self.items = items(edition_year)
        self.lines = LineChoices(self.posts)
        self.places = Places()
        self._standards = standards_of({post.organization_id for post in self.posts})

    def by_post(self) -> dict[int, dict[Key, int]]:
        """As ``required_of``."""
        return {post.pk: self._of(post) for post in self.posts}

    def by_rule(self, post: Post) -> dict[Key, int]:
        """What a post requires before anything is set for it alone."""
        level = self.places.level_of(post)
        found = {
            key: expected(self._standards, post.organization_id, level, key[0]) for key in self._keys(post)
        }
        return {key: found[key] for key in self.items if key in found}

    def _of(self, post: Post) -> dict[Key, int]:
        found = self.by_rule(post)
        for key, required in self.overrides.get(post.pk, {}).items():
            if required is None:
                found.pop(key, None)
            else:
                found[key] = required
        return {key: found[key] for key in self.items if key in found}

    def _keys(self, post: Post) -> Iterator[Key]:
        """What the rules and the LAO's choices for the line ask of a post."""
        parts = {Part.CORE, Part.DIGITAL}
        if self.places.type_of(post) in EXECUTIVE_TYPES:
            parts.add(Part.EXECUTIVE)
        yield from (key for key, item in self.items.items() if item.part in parts)
        if post.kind in WITH_LINE and post.line_id:
            yield from self.lines.keys(post.organization_id, post.line_id)

    @cached_property
    def overrides(self) -> dict[int, dict[Key, int | None]]:
        """What is set for single posts; None where an item is taken away."""
        rows = PostRequirement.objects.filter(post__in=[post.pk for post in self.posts])
        found: dict[int, dict[Key, int | None]] = defaultdict(dict)
        for post, kind, code, required in rows.values_list("post", "item_kind", "item_code", "required"):
            found[post][kind, code] = required
        return found


# Lines ----------------------------------------------------------------------------------------


class LineChoices:
    """Items of the lines of some posts: the official table where it is loaded for a line, else the LAO's choice."""

    def __init__(self, posts: Iterable[Post]) -> None:
        posts = list(posts)
        self._lines = {post.line_id for post in posts if post.line_id}
        self._organizations = {post.organization_id for post in posts}

    @cached_property
    def _rows(self) -> list[tuple[str, int, int, str, str]]:
        """The three tables in one query: which, the LAO (0 for all), the line, kind and code of the item."""
        competency = Value(ItemKind.COMPETENCY.value)
        official = OfficialLineCompetency.objects.filter(line__in=self._lines).order_by()
        own = {"line__in": self._lines, "organization__in": self._organizations}
        chosen, others = (model.objects.filter(**own).order_by() for model in (LineCompetency, LineItem))
        parts = (
            official.values_list(Value(OFFICIAL), Value(0), "line_id", competency, "competency__code"),
            chosen.values_list(Value(CHOSEN), "organization_id", "line_id", competency, "competency__code"),
            others.values_list(Value(OTHER), "organization_id", "line_id", "item_kind", "item_code"),
        )
        return sorted(parts[0].union(*parts[1:], all=True))

    @cached_property
    def official(self) -> dict[int, list[str]]:
        """Codes of competencies by line, for lines of which the official table is loaded."""
        found: dict[int, list[str]] = defaultdict(list)
        for table, _organization, line, _kind, code in self._rows:
            if table == OFFICIAL:
                found[line].append(code)
        return dict(found)

    @cached_property
    def _chosen(self) -> dict[tuple[int, int], list[str]]:
        found: dict[tuple[int, int], list[str]] = defaultdict(list)
        for table, organization, line, _kind, code in self._rows:
            if table == CHOSEN:
                found[organization, line].append(code)
        return dict(found)

    @cached_property
    def _others(self) -> dict[tuple[int, int], list[Key]]:
        found: dict[tuple[int, int], list[Key]] = defaultdict(list)
        for table, organization, line, kind, code in self._rows:
            if table == OTHER:
                found[organization, line].append((kind, code))
        return dict(found)

    def competencies(self, organization: int, line: int) -> list[str]:
        """Codes of the line competencies that hold for a line of an LAO."""
        return self.official.get(line) or self._chosen.get((organization, line), [])

    def others(self, organization: int, line: int) -> list[Key]:
        """Knowledge and skills that an LAO chose for a line."""
        return self._others.get((organization, line), [])

    def keys(self, organization: int, line: int) -> list[Key]:
        """Everything that a line brings."""
        chosen: list[Key] = [(ItemKind.COMPETENCY, code) for code in self.competencies(organization, line)]
        return chosen + self.others(organization, line)


@dataclass(frozen=True)
class LineRequirement:
    """A line of work of an LAO with what it requires, and how many competencies its type must have."""

    line: PositionLine
    posts: int
    competencies: tuple[Item, ...]
    others: tuple[Item, ...]
    is_official: bool
    least: int
    is_binding: bool  #: must be reached, or only advised (requirement C-6)

    @property
    def missing(self) -> int:
        """How many competencies are still to be chosen; the official table lacks none."""
        return 0 if self.is_official else max(0, self.least - len(self.competencies))


def lines_of(
    posts: Iterable[Post],
    edition_year: int,
    *,
    least: int | None = None,
    known: dict[Key, Item] | None = None,
    choices: LineChoices | None = None,
) -> list[LineRequirement]:
    """The lines of the posts of one LAO, in the order of the catalog.

    The minimum is that of the type of position, or ``least`` where an edition says otherwise. It binds lines in which
    a civil servant of วิชาการ or ทั่วไป stands; executives and lines of hired employees alone are advised.
    Whoever has the items or the choices at hand gives them.
    """
    standing = [post for post in posts if post.kind in WITH_LINE and post.line_id]
    known, choices = known or items(edition_year), choices or LineChoices(standing)
    count = Counter(post.line_id for post in standing if post.line_id)
    civil = {post.line_id for post in standing if post.kind == EmploymentKind.CIVIL}
    organization = standing[0].organization_id if standing else 0
    return [
        LineRequirement(
            line=line,
            posts=count[line.pk],
            competencies=_known(known, choices.competencies(organization, line.pk)),
            others=tuple(known[key] for key in known if key in choices.others(organization, line.pk)),
            is_official=line.pk in choices.official,
            least=_least(line, least),
            is_binding=bool(line.position_type.details.get("line_competencies_binding")) and line.pk in civil,
        )
        for line in PositionLine.objects.filter(pk__in=count).select_related("position_type")
    ]


def _known(known: dict[Key, Item], codes: Iterable[str]) -> tuple[Item, ...]:
    wanted = {(ItemKind.COMPETENCY, code) for code in codes}
    return tuple(item for key, item in known.items() if key in wanted)


def _least(line: PositionLine, least: int | None) -> int:
    """The minimum of a type of position; none where the master plan sets none, as for teachers."""
    of_type = line.position_type.details.get("line_competencies_min") or 0
    return least if least is not None and of_type else of_type
