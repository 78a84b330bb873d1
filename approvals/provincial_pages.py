"""What the pages of a board's texts show: where each heading stands, how it reads, what each number changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.text import fill, to_html
from organizations.models import Board, Organization
from plans.models import Edition, Layout, ProvincialText
from plans.provincial import Heading
from plans.provincial_answers import MANY
from plans.text_changes import Pair, TextComparison
from plans.values import NAMES, placeholder_values

#: A text with its places named as they are typed: what a board compares.
UNFILLED = {name: f"{{{name}}}" for name in NAMES}
#: The order of the lists: the book that an LAO makes first.
LAYOUTS = (Layout.SIX, Layout.MASTER)


@dataclass(frozen=True)
class Compared:
    """A text beside the one before it."""

    heading: Heading
    text: ProvincialText
    pairs: list[Pair]

    @property
    def changes(self) -> int:
        """Paragraphs that went, came or changed."""
        return sum(pair.differs for pair in self.pairs)

    @property
    def is_long(self) -> bool:
        """A text replaced as a whole is compared on demand: the new words are what is read first."""
        return self.changes > MANY

    @property
    def words(self) -> str:
        """The text itself as it would be printed, its places named."""
        return to_html(self.text.body)


def by_layout(headings: Sequence[Heading]) -> list[tuple[str, list[Heading]]]:
    """Headings of each book."""
    groups = [(layout, [row for row in headings if row.outline.layout == layout]) for layout in LAYOUTS]
    return [(str(layout.label), rows) for layout, rows in groups if rows]


def example_of(board: Board) -> Organization | None:
    """The LAO for which texts are shown filled; None where the board has none yet."""
    found = board.organizations.select_related("province", "board__province").order_by("name")
    return found.first()


def places_of(edition: Edition, lao: Organization | None) -> list[tuple[str, str]]:
    """The places that may be typed, as they are typed, with what an LAO's plan reads there."""
    values = placeholder_values(lao, edition.cycle) if lao else UNFILLED
    return [(f"{{{name}}}", values[name]) for name in NAMES]


def filled(text: ProvincialText | None, heading: Heading, edition: Edition, lao: Organization | None) -> str:
    """What stands at a heading: as the LAO would print it, or with its places named."""
    values = placeholder_values(lao, edition.cycle) if lao else UNFILLED
    centre = fill(heading.centre, values)
    return text.over(centre, values) if text else centre


def history_of(heading: Heading) -> list[Compared]:
    """Every published number, the newest first, each against what stood before it."""
    compare = TextComparison()
    before = [*heading.published[1:], None]
    return [
        Compared(heading, text, compare.paragraphs(_standing(heading, older), _standing(heading, text)))
        for text, older in zip(heading.published, before, strict=False)
    ]


def drafts_of(headings: Sequence[Heading]) -> list[Compared]:
    """Every draft against what stands now."""
    compare = TextComparison()
    return [
        Compared(
            row,
            row.draft,
            compare.paragraphs(_standing(row, row.newest), _standing(row, row.draft)),
        )
        for row in headings
        if row.draft
    ]


def _standing(heading: Heading, text: ProvincialText | None) -> str:
    return text.over(heading.centre, UNFILLED) if text else heading.centre
