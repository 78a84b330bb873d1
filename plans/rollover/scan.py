"""What in the new plan still names the years of the last cycle."""

from __future__ import annotations

from dataclasses import dataclass

from plans.checks.registry import Place
from plans.checks.texts import written_texts
from plans.facts import PlanFacts
from plans.rollover.source import Past
from plans.rollover.years import YearPlace, year_places


@dataclass(frozen=True)
class Mention:
    """A text of the new plan with the years of the last cycle in it, and where to mend it."""

    where: str
    url: str
    years: tuple[YearPlace, ...]


def old_years(past: Past) -> list[Mention]:
    """Texts that somebody wrote in which a year stands that would have moved on; laws and events are none.

    The day on which the new plan begins lies in a year of the last cycle, and is meant.
    """
    facts = PlanFacts(past.new)
    standard = {outline.code for outline in facts.outline if facts.follows_edition(outline)}
    found = []
    for place, where, text in written_texts(facts):
        if dict(place.kwargs).get("code") in standard:
            continue
        years = tuple(year for year in year_places(text, past.cycle, past.by) if _is_old(year, past))
        if years:
            found.append(Mention(where, _url(place, past), years))
    return found


def _is_old(place: YearPlace, past: Past) -> bool:
    first = past.new.plan.first_year
    return place.moves and (place.year < first - 1 or (place.year == first - 1 and place.is_period))


def _url(place: Place, past: Past) -> str:
    return place.url(past.new.address)
