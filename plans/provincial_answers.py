"""What an LAO says to a text of its province: takes it over, or keeps what it has. Nothing is changed silently.

A draft is offered the newest text of each heading that it has not answered. While a plan is before the committee or a
board nothing is offered: what is decided upon stays as it was seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents.text import fill
from organizations.models import User
from plans.create import text_headings
from plans.edit import claim, keep_text
from plans.facts import PlanFacts
from plans.models import OutlineSection, ProvincialText, Revision, Section, State
from plans.text_changes import Pair, TextComparison
from thai.dates import now
from thai.text import normalise

MANY = 6  #: changed paragraphs up to which a comparison stands open


class OfferChanged(Exception):
    """The heading, or the text of the province, is not what the person saw; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "หัวข้อหรือข้อความของจังหวัดเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ ยังไม่มีสิ่งใดถูกเปลี่ยน กรุณาอ่านรายการด้านล่างแล้วเลือกอีกครั้ง"
            )
        )


class OwnTextStands(Exception):
    """The LAO wrote the heading itself, and nobody said that this text is to be replaced."""

    def __init__(self) -> None:
        super().__init__(_("หัวข้อนี้หน่วยงานเขียนเอง กรุณาเลือกช่องยืนยันว่าให้แทนข้อความของหน่วยงาน แล้วกดอีกครั้ง"))


@dataclass(frozen=True)
class Offer:
    """A text of the province that waits for an answer."""

    outline: OutlineSection
    section: Section
    text: ProvincialText
    is_own: bool  #: the LAO wrote what stands there now

    @property
    def seen(self) -> str:
        """Names what the person looked at: the heading's state and the text."""
        return f"{self.section.version}.{self.text.pk}"


@dataclass(frozen=True)
class Shown:
    """An offer with the province's words for this LAO, and what would change by words."""

    offer: Offer
    words: str
    pairs: list[Pair]

    @property
    def changes(self) -> int:
        """Paragraphs that would change."""
        return sum(pair.differs for pair in self.pairs)

    @property
    def is_long(self) -> bool:
        """A text replaced as a whole is compared on demand: the new words are what is read first."""
        return self.changes > MANY


# Reading -----------------------------------------------------------------------------------------


def offers(facts: PlanFacts) -> list[Offer]:
    """Headings whose newest text of the province has no answer, those of the plan's book first; none of a closed plan."""
    if facts.revision.state != State.DRAFTING:
        return []
    found = []
    for outline in text_headings(facts.outline):
        section, text = facts.sections.get(outline.code), facts.newest_provincial.get(outline.pk)
        if section is not None and text is not None and _waits(section, text):
            found.append(Offer(outline, section, text, _is_own(facts, outline, section, text)))
    return sorted(found, key=lambda one: one.outline.layout != facts.revision.layout)


def waiting(revisions: QuerySet[Revision], texts: Iterable[ProvincialText]) -> dict[int, int]:
    """By revision, how many of ``texts``, each the newest of its heading, wait for an answer there: one query for all."""
    newest = {text.section.code: text for text in texts}
    rows = Section.objects.filter(revision__in=revisions, code__in=newest).select_related("provincial")
    return Counter(row.revision_id for row in rows if _waits(row, newest[row.code]))


def _waits(section: Section, text: ProvincialText) -> bool:
    """Back to the centre's text is no news for a heading that never left it."""
    if section.provincial_answered_id == text.pk:
        return False
    return text.stands or (section.provincial is not None and section.provincial.stands)


def _is_own(facts: PlanFacts, outline: OutlineSection, section: Section, text: ProvincialText) -> bool:
    if section.follows_edition or not section.body.strip():
        return False
    standards = (facts.standard_text(outline), facts.standard_with(outline, text))
    return normalise(section.body) not in {normalise(standard) for standard in standards}


def shown(facts: PlanFacts, found: list[Offer]) -> list[Shown]:
    """Each with the text as it is and as it would be."""
    compare = TextComparison()
    rows = [(one, one.outline, facts.standard_with(one.outline, one.text)) for one in found]
    return [
        Shown(
            one,
            fill(one.text.body, facts.placeholders),
            compare.paragraphs(facts.text(outline), after),
        )
        for one, outline, after in rows
    ]


# Answering ---------------------------------------------------------------------------------------


@transaction.atomic
def take(*, revision: Revision, code: str, seen: str, by: User, replaces_own: bool = False) -> Offer:
    """Put the province's text at a heading; OwnTextStands unless told that the LAO's own is replaced.

    What the LAO wrote itself is kept for the person, as after a rollover. The heading is to be read again.
    """
    facts, offer = _claimed(revision, code, seen, by)
    if offer.is_own and not replaces_own:
        raise OwnTextStands
    _take(facts, offer, by)
    return offer


@transaction.atomic
def take_all(*, revision: Revision, seen: dict[str, str], by: User) -> list[Offer]:
    """Take over every text that was ``seen`` by its heading's code; headings that the LAO wrote itself stay open."""
    claim(revision, by)
    facts = PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))
    found = {one.outline.code: one for one in offers(facts)}
    if any(code not in found or found[code].seen != mark for code, mark in seen.items()):
        raise OfferChanged
    chosen = [found[code] for code in seen if not found[code].is_own]
    for offer in chosen:
        _take(facts, offer, by)
    return chosen


@transaction.atomic
def keep(*, revision: Revision, code: str, seen: str, by: User) -> Offer:
    """Leave a heading as it is; the text is offered no more, until the province publishes another."""
    _facts, offer = _claimed(revision, code, seen, by)
    # The text does not change, so whoever is writing it goes on: its version stays.
    _swap(offer.section, provincial_answered=offer.text, version=offer.section.version)
    return offer


def _claimed(revision: Revision, code: str, seen: str, by: User) -> tuple[PlanFacts, Offer]:
    claim(revision, by)
    facts = PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))
    offer = next((one for one in offers(facts) if one.outline.code == code), None)
    if offer is None or offer.seen != seen:
        raise OfferChanged
    return facts, offer


def _take(facts: PlanFacts, offer: Offer, by: User) -> None:
    outline, section = offer.outline, offer.section
    before, after = facts.text(outline), facts.standard_with(outline, offer.text)
    to_confirm = outline.duty == OutlineSection.Duty.CONFIRM
    read_again = {} if before == after else {"is_done": False, "updated_at": now(), "updated_by": by}
    _swap(
        section,
        version=section.version + 1,
        provincial=offer.text,
        provincial_answered=offer.text,
        follows_edition=to_confirm,
        body="" if to_confirm else after,
        **read_again,
    )
    if offer.is_own:
        kept = section.kept_texts.filter(user=by).values_list("body", flat=True).first()
        both = "\n\n".join(filter(None, [before, kept]))
        keep_text(section=section, body=both, base_version=section.version, by=by)


def _swap(section: Section, **change: object) -> None:
    rows = Section.objects.filter(pk=section.pk, version=section.version)
    if not rows.update(**change):
        raise OfferChanged
