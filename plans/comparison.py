"""What differs between two contents of a plan: texts by words, rows by fields, in the labels of the pages.

Rows have no number of their own that would last from one version to the next, still less from one cycle to the next:
a project is found again by its origin where that is known, else by its name, else by what it has in common.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.content_words import Content, ContentWords, Names, Row, Table
from plans.text_changes import Pair, Piece, TextComparison, content_of_text, likeness

MOST_TRIED = 50_000  #: pairs of rows without an equal name that are tried against each other
LEAST_SAME = 0.55  #: of name and fields together, for a row to count as the same one under another name
WEIGHT_OF_NAME = 0.6
NEARLY_ALL = 0.9
SHORT = 80  #: letters of two values together that are shown whole: "ใช่" and "ไม่ใช่" have a word in common


class Change(models.TextChoices):
    """What happened to a row; the words are those of the page."""

    SAME = "same", gettext_lazy("ไม่เปลี่ยน")
    CHANGED = "changed", gettext_lazy("แก้ไข")
    ADDED = "added", gettext_lazy("เพิ่ม")
    REMOVED = "removed", gettext_lazy("ตัดออก")
    MOVED = "moved", gettext_lazy("ย้ายลำดับ")


@dataclass(frozen=True)
class FieldChange:
    """A value of a row, before and after."""

    label: str
    pair: Pair

    @property
    def differs(self) -> bool:
        """True where the value changed."""
        return self.pair.differs


@dataclass(frozen=True)
class RowChange:
    """A row in both contents, or in one."""

    change: Change
    title: str
    before: Row | None
    after: Row | None
    is_moved: bool = False


@dataclass
class TextPart:
    """A heading in both contents."""

    key: str
    title: str
    before: str
    after: str
    comparison: TextComparison = field(repr=False)

    @property
    def differs(self) -> bool:
        """True where the text changed."""
        return self.before != self.after

    @cached_property
    def pairs(self) -> list[Pair]:
        """Paragraph beside paragraph."""
        return self.comparison.paragraphs(self.before, self.after)


@dataclass
class TablePart:
    """A table in both contents."""

    table: Table
    rows: list[RowChange]
    comparison: TextComparison = field(repr=False)
    before: Table = field(repr=False)  #: the table as it was

    @property
    def key(self) -> str:
        """Of the table."""
        return self.table.key

    @property
    def title(self) -> str:
        """Of the table."""
        return self.table.title

    @property
    def changed(self) -> list[RowChange]:
        """Rows to which something happened."""
        return [row for row in self.rows if row.change != Change.SAME]

    @property
    def differs(self) -> bool:
        """True where a row came, went, moved or changed."""
        return bool(self.changed)

    def fields(self, row: RowChange) -> list[FieldChange]:
        """The values of a row: of a changed one those that differ, of a new or removed one all that are filled."""
        before = row.before.fields if row.before else {}
        after = row.after.fields if row.after else {}
        labels = [*after, *(label for label in before if label not in after)]
        values = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
        return [FieldChange(label, self._pair(old, new)) for label, old, new in values if old != new]

    def _pair(self, old: str, new: str) -> Pair:
        if len(old) + len(new) > SHORT:
            return self.comparison.line(old, new)
        return Pair([Piece("del", old)] if old else [], [Piece("ins", new)] if new else [])


@dataclass
class Comparison:
    """Everything that two contents have, part by part."""

    texts: list[TextPart]
    tables: list[TablePart]

    @property
    def differs(self) -> bool:
        """True where anything changed."""
        return bool(self.changed_texts or self.changed_tables)

    @property
    def changed_texts(self) -> list[TextPart]:
        """Headings whose text changed."""
        return [part for part in self.texts if part.differs]

    @property
    def changed_tables(self) -> list[TablePart]:
        """Tables with a change."""
        return [part for part in self.tables if part.differs]

    @property
    def changed_rows(self) -> int:
        """Rows that came, went, moved or changed."""
        return sum(len(part.changed) for part in self.tables)

    def in_short(self) -> list[str]:
        """One line for each change, to read before deciding."""
        return [
            *(_("แก้ไขข้อความ: {heading}").format(heading=part.title) for part in self.changed_texts),
            *(line for part in self.changed_tables for line in _lines(part)),
        ]


def compare_contents(
    before: Content,
    after: Content,
    *,
    headings: Mapping[str, str],
    names: Names,
    origins: Mapping[int, int] | None = None,
) -> Comparison:
    """Two contents, of one plan or of two cycles of one LAO.

    ``headings`` names the texts by code, in their order; ``origins`` says from which place of ``before`` a project
    in a place of ``after`` was taken over.
    """
    effort = TextComparison()
    by_place = before["first_year"] != after["first_year"]
    old = ContentWords(before, names, by_place=by_place).tables()
    new = ContentWords(after, names, by_place=by_place).tables()
    return Comparison(
        texts=list(_texts(before, after, headings, effort)),
        tables=[
            TablePart(
                theirs, _rows(mine, theirs, origins if theirs.key == "projects" else None), effort, mine
            )
            for mine, theirs in zip(old, new, strict=True)
        ],
    )


def _texts(
    before: Content, after: Content, headings: Mapping[str, str], effort: TextComparison
) -> Iterator[TextPart]:
    old, new = before["texts"], after["texts"]
    known = [*headings, *sorted((old.keys() | new.keys()) - headings.keys())]
    for code in known:
        if code in old or code in new:
            yield TextPart(code, headings.get(code, code), old.get(code, ""), new.get(code, ""), effort)


def _lines(part: TablePart) -> Iterator[str]:
    sentences = {
        Change.ADDED: _("เพิ่ม{label}: {name}"),
        Change.REMOVED: _("ตัด{label}: {name}"),
        Change.CHANGED: _("แก้ไข{label}: {name}"),
        Change.MOVED: _("ย้ายลำดับ{label}: {name}"),
    }
    for row in part.changed:
        yield sentences[row.change].format(label=part.table.label, name=row.title)


# Rows --------------------------------------------------------------------------------------------


def _rows(before: Table, after: Table, origins: Mapping[int, int] | None) -> list[RowChange]:
    """Rows of the newer table in their order, then what went."""
    partner = matched(before.rows, after.rows, origins or {})
    if after.in_order:  # rows of the other tables are what their titles say
        partner |= _alike(before.rows, after.rows, partner)
    moved = _moved(partner) if after.in_order else set()
    found = []
    for place, row in enumerate(after.rows):
        old = before.rows[partner[place]] if place in partner else None
        found.append(_row_change(old, row, place in moved))
    stayed = set(partner.values())
    gone = (row for place, row in enumerate(before.rows) if place not in stayed)
    return [*found, *(RowChange(Change.REMOVED, row.title, row, None) for row in gone)]


def _row_change(old: Row | None, new: Row, is_moved: bool) -> RowChange:
    if old is None:
        return RowChange(Change.ADDED, new.title, None, new)
    if _filled(old) != _filled(new):
        return RowChange(Change.CHANGED, new.title, old, new, is_moved)
    return RowChange(Change.MOVED if is_moved else Change.SAME, new.title, old, new, is_moved)


def _filled(row: Row) -> dict[str, str]:
    """What is written, so that a field that a later version of the system knows is no change while it is empty."""
    return {label: text for label, text in row.fields.items() if text}


def matched(before: Sequence[Row], after: Sequence[Row], origins: Mapping[int, int]) -> dict[int, int]:
    """Places in ``after`` with the places in ``before`` of the rows that they were, by origin and identity."""
    partner: dict[int, int] = {}
    by_order = {row.order: place for place, row in enumerate(before)}
    for place, row in enumerate(after):
        origin = by_order.get(origins.get(row.order, -1))
        if origin is not None and origin not in partner.values():
            partner[place] = origin
    free = _free(before, partner.values())
    waiting: dict[tuple, list[int]] = {}
    for place in free:
        waiting.setdefault(before[place].identity, []).append(place)
    for place in _free(after, partner):
        if same := waiting.get(after[place].identity):
            partner[place] = same.pop(0)
    return partner


def _free(rows: Sequence[Row], taken: Iterable[int]) -> list[int]:
    taken = set(taken)
    return [place for place in range(len(rows)) if place not in taken]


def _alike(before: Sequence[Row], after: Sequence[Row], partner: Mapping[int, int]) -> dict[int, int]:
    """Rows under another name, the most alike first."""
    olds, news = _free(before, partner.values()), _free(after, partner)
    if not olds or not news or len(olds) * len(news) > MOST_TRIED:
        return {}
    old_names = {place: content_of_text(before[place].title) for place in olds}
    new_names = {place: content_of_text(after[place].title) for place in news}
    scores = sorted(
        (
            (-_sameness(likeness(old_names[old], new_names[new]), before[old], after[new]), new, old)
            for new in news
            for old in olds
        ),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, new, old in scores:
        if -score >= LEAST_SAME and new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _sameness(name: float, old: Row, new: Row) -> float:
    """Of the name, and of what is filled in; under another name altogether a row kept its place and nearly all else."""
    before, after = _filled(old), _filled(new)
    labels = before.keys() | after.keys()
    equal = sum(before.get(label) == after.get(label) for label in labels)
    fields = equal / len(labels) if labels else 0.0
    if not name:
        return fields if old.order == new.order and fields >= NEARLY_ALL else 0.0
    return WEIGHT_OF_NAME * name + (1 - WEIGHT_OF_NAME) * fields


def _moved(partner: Mapping[int, int]) -> set[int]:
    """The fewest rows that must have moved for the others to stand in their old order."""
    places = sorted(partner)
    ends: list[int] = []  # the smallest last place of an ordered run of each length
    at: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(ends, partner[place])
        before[place] = at[length - 1] if length else None
        if length == len(ends):
            ends.append(partner[place])
            at.append(place)
        else:
            ends[length], at[length] = partner[place], place
    stayed: set[int] = set()
    last = at[-1] if at else None
    while last is not None:
        stayed.add(last)
        last = before[last]
    return set(places) - stayed
