"""Texts that the LAO wrote for the last cycle, into the new plan with the years that somebody looked at.

A text of the new plan that somebody has changed is replaced only when asked for, and is kept beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from organizations.models import User
from plans.edit import claim, keep_text, save_section
from plans.facts import PlanFacts
from plans.models import OutlineSection, Section
from plans.rollover.source import Past
from plans.rollover.years import YearPlace, shifted, without_years, year_places


@dataclass(frozen=True)
class PastText:
    """A text of the last plan beside what stands under the same heading of the new one."""

    outline: OutlineSection
    section: Section
    text: str
    places: tuple[YearPlace, ...]
    current: str

    @property
    def is_taken(self) -> bool:
        """True where the new plan has this text already, whatever its years."""
        return self.section.updated_at is not None and without_years(self.current) == without_years(self.text)

    @property
    def is_changed(self) -> bool:
        """True where somebody wrote another text for the new plan."""
        return self.section.updated_at is not None and not self.is_taken

    @property
    def is_offered(self) -> bool:
        """True where taking it over costs nothing that somebody wrote."""
        return self.section.updated_at is None


@dataclass(frozen=True)
class Taking:
    """A text to be taken over: the version that was seen of the new one, and where years move."""

    version: int
    starts: frozenset[int]


def past_texts(past: Past) -> list[PastText]:
    """Every heading that the LAO wrote itself last time and that the new plan has, in its order."""
    new = PlanFacts(past.new)
    old = {outline.code: outline for outline in past.facts.outline}
    found = []
    for outline in new.outline:
        section, before = new.sections.get(outline.code), old.get(outline.code)
        if section is None or before is None or past.facts.follows_edition(before):
            continue
        if text := past.facts.text(before):
            places = tuple(year_places(text, past.cycle, past.by))
            found.append(PastText(outline, section, text, places, new.text(outline)))
    return found


@transaction.atomic
def take_texts(past: Past, takings: Mapping[str, Taking], *, by: User) -> int:
    """Take texts over by the codes of their headings, and say how many; StaleSection changes none of them.

    Whoever does so finds a text that was there before, and that somebody had written, kept beside the new one.
    """
    claim(past.new, by)
    rows = {row.section.code: row for row in past_texts(past)}
    taken = 0
    for code, taking in takings.items():
        if code not in rows:
            continue
        row = rows[code]
        body = shifted(row.text, [place for place in row.places if place.start in taking.starts])
        if body == row.current and not row.section.follows_edition:
            continue
        kept = row.section.kept_texts.filter(user=by).values_list("body", flat=True).first()
        save_section(section=row.section, body=body, expected_version=taking.version, by=by, done=False)
        before = "\n\n".join(filter(None, [row.current if not row.is_offered else "", kept]))
        if before:
            keep_text(section=row.section, body=before, base_version=taking.version, by=by)
        taken += 1
    return taken
