"""Suggested edits: a member of the committee writes a passage anew, the author takes it over, or says why not.

While the plan is before the committee its text is frozen, so suggestions wait; when it has come back they are taken
over through the normal save of a heading. One whose passage has changed meanwhile stays open with both texts, and one
press takes over all that can be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import Membership, User
from organizations.roles import COMMITTEE_ROLES, Role
from plans.comments import may_read
from plans.create import text_headings
from plans.edit import RevisionClosed, Stale, save_section
from plans.facts import PlanFacts
from plans.models import OutlineSection, Revision, Section, State, SuggestedEdit
from plans.text_changes import Pair, TextComparison
from thai.dates import now

Answer = SuggestedEdit.Answer
#: Suggested while the committee works on the plan: before it, and while it is written.
OPEN_STATES = frozenset({State.DRAFTING, State.IN_COMMITTEE})
WRITERS = COMMITTEE_ROLES | {Role.HR_OFFICER}


class SuggestionRefused(Exception):
    """What was asked of a suggestion cannot be done; the Thai message says why, ``field`` the box at fault."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def is_writer(revision: Revision, acting: Membership | None) -> bool:
    """True for members of the committee and the officer of this LAO."""
    return bool(
        acting and acting.role in WRITERS and acting.organization_id == revision.organization_id
    ) and may_read(revision, acting)


def may_suggest(revision: Revision, acting: Membership | None) -> bool:
    """True while the committee works on the plan."""
    return is_writer(revision, acting) and State(revision.state) in OPEN_STATES


# Reading -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A suggestion with its heading, the difference by words, and whether its passage still stands there."""

    edit: SuggestedEdit
    outline: OutlineSection
    pairs: list[Pair]
    fits: bool


def suggestions(revision: Revision, facts: PlanFacts | None = None) -> list[Shown]:
    """All suggestions on a revision in the order of the book, those that wait first."""
    facts = facts or PlanFacts(revision)
    headings = {outline.code: outline for outline in text_headings(facts.outline)}
    rows = revision.suggestededits.select_related("suggested_by", "answered_by")
    compare = TextComparison()
    found = [
        Shown(
            row,
            headings[row.code],
            compare.paragraphs(row.old_text, row.new_text),
            place_of(facts.text(headings[row.code]), row.old_text) is not None,
        )
        for row in rows
        if row.code in headings
    ]
    order = {code: place for place, code in enumerate(headings)}
    return sorted(found, key=lambda one: (not one.edit.waits, order[one.edit.code], one.edit.pk))


def place_of(text: str, passage: str) -> int | None:
    """Where a passage stands in a text; None where it does not stand there exactly once."""
    if not passage or text.count(passage) != 1:
        return None
    return text.index(passage)


def waiting(revision: Revision) -> int:
    """How many nobody has answered."""
    return revision.suggestededits.filter(answer="").count()


# Suggesting --------------------------------------------------------------------------------------


@transaction.atomic
def suggest(
    *, revision: Revision, code: str, old_text: str, new_text: str, reason: str, by: Membership
) -> SuggestedEdit:
    """Keep another wording; SuggestionRefused when the passage is not there or nothing would change."""
    current = _claimed(revision)
    if not may_suggest(current, by):
        raise SuggestionRefused(_("แผนเปลี่ยนสถานะไปแล้ว จึงเสนอแก้ไขถ้อยคำในขั้นตอนนี้ไม่ได้"))
    facts = PlanFacts(current)
    outline = next((one for one in text_headings(facts.outline) if one.code == code), None)
    if outline is None:
        raise SuggestionRefused(_("ไม่พบหัวข้อที่เลือก กรุณาเลือกใหม่"), "code")
    text = facts.text(outline)
    if place_of(text, old_text) is None:
        words = _("ไม่พบข้อความนี้ในหัวข้อที่เลือก กรุณาคัดลอกจากแผนให้ตรงทุกตัวอักษร")
        elsewhere = [
            str(one)
            for one in text_headings(facts.outline)
            if place_of(facts.text(one), old_text) is not None
        ]
        if text.count(old_text) > 1:
            words = _("ข้อความนี้มีหลายแห่งในหัวข้อที่เลือก กรุณาคัดลอกให้ยาวขึ้นจนมีแห่งเดียว")
        elif elsewhere:
            words = _("ข้อความนี้อยู่ในหัวข้อ {headings} กรุณาเลือกหัวข้อให้ตรง").format(
                headings=", ".join(elsewhere[:3])
            )
        raise SuggestionRefused(words, "old_text")
    if old_text == new_text:
        raise SuggestionRefused(_("ข้อความที่เสนอเหมือนข้อความเดิม กรุณาแก้ถ้อยคำ"), "new_text")
    return SuggestedEdit.objects.create(
        revision=current,
        organization_id=current.organization_id,
        code=code,
        old_text=old_text,
        new_text=new_text,
        reason=reason,
        suggested_by=by.user,
        suggested_as=by.role,
    )


@transaction.atomic
def withdraw(edit: SuggestedEdit, *, by: User) -> None:
    """Whoever suggested it takes it back while it waits."""
    current = _waiting(edit)
    if current.suggested_by_id != by.pk:
        raise SuggestionRefused(_("ถอนได้เฉพาะข้อเสนอของท่านเอง"))
    _answered(current, Answer.WITHDRAWN, by)


# Answering ---------------------------------------------------------------------------------------


@transaction.atomic
def accept(edit: SuggestedEdit, *, by: User) -> None:
    """Put the wording into the text as a save of its heading; refused where the passage is no longer there."""
    current = _waiting(edit)
    revision = _claimed(current.revision)
    if not revision.is_editable:
        raise RevisionClosed
    facts = PlanFacts(revision)
    outline = next(one for one in text_headings(facts.outline) if one.code == current.code)
    text = facts.text(outline)
    place = place_of(text, current.old_text)
    if place is None:
        raise SuggestionRefused(
            _("ข้อความเดิมในหัวข้อ {heading} เปลี่ยนไปแล้ว กรุณาแก้ไขในหน้าหัวข้อเอง แล้วตอบข้อเสนอนี้").format(
                heading=outline
            )
        )
    body = text[:place] + current.new_text + text[place + len(current.old_text) :]
    section = Section.objects.get(revision=revision, code=current.code)
    section.revision = revision
    save_section(section=section, body=body, expected_version=section.version, by=by)
    _answered(current, Answer.ACCEPTED, by)


@transaction.atomic
def decline(edit: SuggestedEdit, *, note: str, by: User) -> None:
    """Answer with a word why the text stays."""
    current = _waiting(edit)
    if not note.strip():
        raise SuggestionRefused(_("กรุณากรอกเหตุที่ไม่แก้ไขตามข้อเสนอ"), "note")
    _answered(current, Answer.DECLINED, by, note.strip())


def accept_all(revision: Revision, *, by: User) -> tuple[int, int]:
    """Take over all that waits, each by itself; how many were taken over, and how many need a look."""
    done = left = 0
    for edit in _in_order(revision.suggestededits.filter(answer="")):
        try:
            accept(edit, by=by)
        except (SuggestionRefused, Stale):
            left += 1
        else:
            done += 1
    return done, left


def _in_order(rows: Iterable[SuggestedEdit]) -> list[SuggestedEdit]:
    return sorted(rows, key=lambda row: row.pk)


def _waiting(edit: SuggestedEdit) -> SuggestedEdit:
    """The suggestion as it is, held; SuggestionRefused when it was answered already."""
    rows = SuggestedEdit.objects.select_for_update(no_key=True, of=("self",)).select_related("revision")
    current = rows.get(pk=edit.pk)
    if not current.waits:
        raise SuggestionRefused(_("ข้อเสนอนี้ตอบไปแล้ว: {answer}").format(answer=current.get_answer_display()))
    return current


def _answered(edit: SuggestedEdit, answer: str, by: User, note: str = "") -> None:
    edit.answer, edit.answer_note = answer, note
    edit.answered_by, edit.answered_at = by, now()
    edit.save(update_fields=["answer", "answer_note", "answered_by", "answered_at"])


def _claimed(revision: Revision) -> Revision:
    """The revision as it stands, held until the transaction ends."""
    return Revision.objects.select_for_update(no_key=True, of=("self",)).with_plan().get(pk=revision.pk)
