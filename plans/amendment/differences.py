"""What an amendment changes, one difference after the other, in the words of the pages and of the papers.

Each has a key that stays the same while it is edited on: the reason of a change and the way back go by it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from plans.amendment.base import base_of
from plans.amendment.changes import Content, content_now
from plans.comparison import (
    Change,
    Comparison,
    FieldChange,
    RowChange,
    TablePart,
    TextPart,
    compare_contents,
)
from plans.content_words import Row
from plans.edit import fingerprint
from plans.facts import PlanFacts
from plans.models import Layout, OutlineSection, Project, Revision
from plans.text_changes import Pair
from plans.versions import headings, names

TEXTS = "texts"
#: Tables that follow the staff list, requirements and needs of the LAO, and change together.
RECORDS = ("staff", "requirements", "needs")
#: Under which heading of the book a table stands: by the kind of the heading, or by its code.
HEADING_OF_TABLE = {
    "targets": "targets",
    "projects": "projects",
    "budgets": "budget",
    "monitoring": "monitoring",
    "staff": "s1.2",
    "needs": "s1.6",
    "requirements": "s3.2",
}


@dataclass(frozen=True)
class Difference:
    """One change: a text, or a row of a table."""

    key: str
    table: str  #: TEXTS, or the key of the table
    clause: str  #: the heading under which it stands
    title: str  #: of the row; empty for a text
    change: Change
    code: str = ""  #: of the heading of a text
    page: str = ""  #: on which the row is written
    old_place: int | None = None  #: in the list of rows before
    new_place: int | None = None
    is_moved: bool = False
    is_of_layout: bool = False  #: a text that came or went with the layout of the book
    pairs: Sequence[Pair] = field(default=(), repr=False, compare=False)  #: paragraphs of a text
    fields: Sequence[FieldChange] = field(default=(), repr=False, compare=False)
    seen: str = ""  #: names what stands there now, for "seen when the page was opened"
    reason: str = ""  #: of its own; empty where the amendment's holds

    @property
    def is_text(self) -> bool:
        """True for a text, false for a row."""
        return self.table == TEXTS

    @property
    def can_be_undone(self) -> bool:
        """False for a text that came with the layout: it goes with it, too."""
        return not self.is_of_layout

    @property
    def is_of_records(self) -> bool:
        """True for what is counted elsewhere and was brought into the amendment as a whole."""
        return self.table in RECORDS

    @property
    def changed_pairs(self) -> list[Pair]:
        """Paragraphs that are not what they were."""
        return [pair for pair in self.pairs if pair.differs]


class Amendment:
    """An amendment beside the text that it amends."""

    def __init__(self, facts: PlanFacts, base: Revision) -> None:
        self.facts = facts
        self.revision = facts.revision
        self.base = base

    @cached_property
    def before(self) -> Content:
        """The text in force, of which nothing but the plan itself is compared."""
        return _compared(self.base.snapshot.content) if self.base.snapshot else {}

    @cached_property
    def content(self) -> dict[str, Any]:
        """The amended content as it is, with everything in it."""
        return content_now(self.facts)

    @cached_property
    def comparison(self) -> Comparison:
        """The two beside each other."""
        return compare_contents(
            self.before,
            _compared(self.content),
            headings=headings(self.revision.plan.edition_id),
            names=names(),
            origins=origins(self.revision),
        )

    @cached_property
    def differences(self) -> list[Difference]:
        """Every change in the order of the book: texts, then tables."""
        return [
            *(self._text(part) for part in self.comparison.changed_texts),
            *(found for part in self.comparison.changed_tables for found in self._rows(part)),
        ]

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Reasons of single changes, by key."""
        return {row["place"]: row["reason"] for row in self.content.get("change_reasons", ())}

    def find(self, key: str) -> Difference | None:
        """The change with a key, if there is one now."""
        return next((found for found in self.differences if found.key == key), None)

    def reason_of(self, found: Difference) -> str:
        """Its own reason, else that of the whole amendment."""
        return found.reason or self.revision.reason

    # Marks of pages -------------------------------------------------------------------------------

    def change_of_text(self, code: str) -> Change:
        """What became of the text of a heading."""
        old = self.before.get("texts", {}).get(code)
        new = self.content["texts"].get(code)
        if old == new:
            return Change.SAME
        if not old:
            return Change.ADDED
        return Change.CHANGED if new else Change.REMOVED

    @cached_property
    def changes_of_projects(self) -> dict[int, RowChange]:
        """What became of the projects that are there, by their key."""
        part = next(part for part in self.comparison.tables if part.key == "projects")
        there = [row for row in part.rows if row.after is not None]
        return {
            facts.project.pk: row for facts, row in zip(self.facts.projects, there, strict=True)
        }  # the rows of the newer table stand in its order

    def changes_of_table(self, key: str) -> int:
        """How many rows of a table are not what they were."""
        return sum(1 for found in self.differences if found.table == key)

    # Differences ----------------------------------------------------------------------------------

    def _text(self, part: TextPart) -> Difference:
        key = f"text-{part.key}"
        in_both = part.key in self.before["texts"] and part.key in self.content["texts"]
        return Difference(
            key=key,
            table=TEXTS,
            clause=part.title,
            title="",
            change=self.change_of_text(part.key),
            code=part.key,
            is_of_layout=not in_both and self.before["layout"] != self.content["layout"],
            pairs=part.pairs,
            seen=fingerprint([part.after]),
            reason=self.reasons.get(key, ""),
        )

    def _rows(self, part: TablePart) -> Iterator[Difference]:
        taken: Counter[str] = Counter()
        for row in part.changed:
            key = _key(part.key, row)
            taken[key] += 1
            if taken[key] > 1:  # two rows that cannot be told apart by what they are called
                key = f"{key}-{taken[key]}"
            yield Difference(
                key=key,
                table=part.key,
                clause=self._clause(part),
                title=row.title,
                change=row.change,
                page=part.table.page,
                old_place=_place(row.before, part.before.rows),
                new_place=_place(row.after, part.table.rows),
                is_moved=row.is_moved,
                fields=_fields(part, row),
                seen=fingerprint([row.after.fields, row.after.order] if row.after else []),
                reason=self.reasons.get(key, ""),
            )

    def _clause(self, part: TablePart) -> str:
        wanted = HEADING_OF_TABLE.get(part.key, "")
        heading = self._headings.get(wanted)
        return str(heading) if wanted and heading else part.title

    @cached_property
    def _headings(self) -> Mapping[str, OutlineSection]:
        own = self.facts.outline_of(Layout.SIX)
        return {row.typed or row.code: row for row in own}


def amendment_of(revision: Revision, facts: PlanFacts | None = None) -> Amendment | None:
    """The amendment beside its base; None for an original, and where nothing is in force to amend."""
    base = base_of(revision)
    if base is None or base.snapshot is None:
        return None
    return Amendment(facts or PlanFacts(revision), base)


def origins(revision: Revision) -> dict[int, int]:
    """Places of projects with the places that they have in the text that is amended."""
    rows = Project.objects.filter(revision=revision, is_proposed=False, amends__isnull=False)
    return dict(rows.values_list("order", "amends__order"))


def _compared(content: Content) -> dict[str, Any]:
    """A content without what is said about the amendment itself, still with every part."""
    return {**content, "reason": "", "finding_reasons": []}


def _key(table: str, row: RowChange) -> str:
    """By what the row was called in the text in force, or is called where it is new."""
    identity = (row.before or row.after).identity  # type: ignore[union-attr] # a change has one of them
    return f"{table}-{hashlib.sha256(repr(identity).encode()).hexdigest()[:16]}"


def _place(row: Row | None, rows: Sequence[Row]) -> int | None:
    return next((place for place, one in enumerate(rows) if one is row), None)


def _fields(part: TablePart, row: RowChange) -> list[FieldChange]:
    """Values that differ; a row that only moved says from where to where."""
    found = part.fields(row)
    if row.is_moved and row.before and row.after:
        old, new = str(row.before.order), str(row.after.order)
        found.append(FieldChange(_("ลำดับที่"), part.comparison.line(old, new)))
    return found
