"""Covering letters and letters of return: drafted from the records, edited, issued once with number and date, then made.

Making the paper takes seconds and may fail, so it is no part of the act (as ``approvals.order_issue``).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from approvals import events
from approvals.issuing import issue_letter_paper
from approvals.models import Decision, Letter, LetterReading, NumberTaken
from approvals.notices import KEPT_LANGUAGE, read_about
from approvals.numbers import NumberInUse, NumberUnreadable, parse_number, propose, take, year_of
from approvals.papers_letters import letter_paper, letter_title
from approvals.submissions.find import RETURNS
from approvals.submissions.tell import tell_lao
from approvals.submissions.wording import covering_letter, last_issued, return_letter
from documents.models import IssuedDocument
from organizations.models import Board, Membership, Organization
from plans.edit import Stale
from plans.models import Plan, Revision, State
from thai.dates import format_date, now, today

Kind = Letter.Kind
MINE = (Kind.COVER, Kind.RETURN)
WORDING = ("addressee", "subject", "office", "refers_to", "enclosures", "body", "contact")
SIGNED = ("signer_name", "signer_position")


class LetterRefused(Exception):
    """The letter cannot be drafted, changed or issued; ``field`` is the box at fault, if one is."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Numbered:
    """What a letter gets when it is issued."""

    number: str
    dated_on: datetime.date


# Which -----------------------------------------------------------------------------------------


def cover_at_hand(revision: Revision) -> Letter | None:
    """The covering letter that the next submission will have: drafted or issued, and not sent yet."""
    letter = revision.letters.filter(kind=Kind.COVER).select_related("document").order_by("-pk").first()
    if letter is None:
        return None
    letter.revision = revision
    return None if letter.issued_at and _is_spent(letter) else letter


def cover_of(submission: Decision) -> Letter | None:
    """The covering letter with which a submission came, where it was written here."""
    return (
        Letter.objects.filter(
            revision=submission.revision_id,
            kind=Kind.COVER,
            number=submission.letter_number,
            dated_on=submission.letter_on,
        )
        .exclude(issued_at=None)
        .select_related("document")
        .first()
    )


def _is_spent(letter: Letter) -> bool:
    """A letter that was sent, or that is older than the committee's last resolution, is followed by another."""
    since = Decision.objects.filter(revision=letter.revision_id, decided_at__gte=letter.issued_at)
    sent = Q(action="submit", letter_number=letter.number, letter_on=letter.dated_on)
    return since.filter(sent | Q(action="endorse")).exists()


def letters_to_lao(revision: Revision) -> QuerySet[Letter]:
    """Issued letters of the board about a revision, the last first."""
    rows = Letter.objects.filter(revision=revision).exclude(board=None).exclude(issued_at=None)
    return rows.select_related("document", "decision").order_by("-issued_at", "-pk")


# Drafting --------------------------------------------------------------------------------------


@transaction.atomic
def draft_cover(revision: Revision) -> Letter:
    """The covering letter at hand, or a new one worded from the records."""
    Plan.objects.select_for_update(no_key=True).get(pk=revision.plan_id)
    at_hand = cover_at_hand(revision)
    if at_hand is not None:
        return at_hand
    letter = covering_letter(revision)
    letter.save(force_insert=True)
    return letter


@transaction.atomic
def draft_return(returned: Decision, submission: Decision | None) -> Letter:
    """The letter of a return: the one that is drafted, or a new one worded from its reasons."""
    Plan.objects.select_for_update(no_key=True).get(revisions__pk=returned.revision_id)
    known = Letter.objects.filter(decision=returned).first()
    if known is not None:
        return known
    if returned.action not in RETURNS:
        raise LetterRefused(_("หนังสือส่งคืนเขียนได้เฉพาะเรื่องที่ส่งกลับให้แก้ไข"))
    revision = Revision.objects.with_plan().get(pk=returned.revision_id)
    letter = return_letter(returned, revision, submission)
    letter.save(force_insert=True)
    return letter


@transaction.atomic
def save_letter(letter: Letter, values: Mapping[str, str], *, seen: int) -> Letter:
    """Keep the wording of a draft; Stale when somebody changed it meanwhile, LetterRefused once it is issued."""
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if row.issued_at is not None:
        raise LetterRefused(_("หนังสือนี้ออกเลขไปแล้ว จึงแก้ไขไม่ได้ กรุณาเปิดหน้านี้ใหม่เพื่อดูฉบับที่ออก"))
    if row.version != seen:
        raise Stale
    for name in (*WORDING, *SIGNED):
        setattr(row, name, values[name])
    row.version = F("version") + 1
    row.save(update_fields=[*WORDING, *SIGNED, "version"])
    row.refresh_from_db()
    return row


# Issuing ---------------------------------------------------------------------------------------


def usual_number(body: Organization | Board) -> str:
    """The next number of the register, with the code before it as in the office's last letter."""
    return f"{_usual_prefix(body)}{propose(body, NumberTaken.Series.LETTER, year_of(today()))}"


def _usual_prefix(body: Organization | Board) -> str:
    last = last_issued(body)
    number = last.number if last else ""
    if not number and isinstance(body, Organization):
        sent = Decision.objects.filter(organization=body, action="submit").exclude(letter_number="")
        number = sent.order_by("-pk").values_list("letter_number", flat=True).first() or ""
    try:
        return parse_number(number).prefix
    except NumberUnreadable:
        return ""


@transaction.atomic
def issue_letter(
    letter: Letter, values: Mapping[str, str], numbered: Numbered, *, seen: int, by: Membership
) -> Letter:
    """Keep the wording and issue: once, with a number that no other letter of the office has in its year."""
    current = save_letter(letter, values, seen=seen)
    _require_sane(current, numbered)
    body = current.organization or current.board
    assert body is not None
    try:
        typed = parse_number(numbered.number, dated_on=numbered.dated_on)
        year = year_of(numbered.dated_on)
        take(body, NumberTaken.Series.LETTER, year, typed.number, letter_title(current), by)
    except (NumberUnreadable, NumberInUse) as error:
        raise LetterRefused(str(error), "number") from error
    current.number, current.dated_on = str(typed), numbered.dated_on
    current.issued_at, current.issued_by = now(), by
    current.save(update_fields=["number", "dated_on", "issued_at", "issued_by"])
    revision = Revision.objects.with_plan().get(pk=current.revision_id)
    data = {"letter": current.pk, "kind": current.kind, "number": current.number}
    events.append(plan=revision.plan, action="issue_letter", actor=by.user, role=by.role, data=data)
    if current.board_id is not None:
        _tell(current, revision)
    transaction.on_commit(partial(make_letter.enqueue, current.pk))
    return current


def _require_sane(letter: Letter, numbered: Numbered) -> None:
    if letter.kind == Kind.COVER and letter.revision.state != State.ENDORSED:
        raise LetterRefused(_("ออกหนังสือนำส่งได้เมื่อคณะกรรมการจัดทำแผนเห็นชอบแล้วและยังไม่ได้เสนอ"))
    if numbered.dated_on > today():
        raise LetterRefused(_("วันที่ของหนังสือยังมาไม่ถึง กรุณาตรวจวันที่"), "dated_on")
    action = "endorse" if letter.kind == Kind.COVER else "submit"
    last = Decision.objects.filter(revision=letter.revision_id, action=action).order_by("-pk").first()
    before = (last.meeting_on if letter.kind == Kind.COVER else last.letter_on) if last else None
    if before and numbered.dated_on < before:
        message = (
            _("หนังสือลงวันที่ก่อนการประชุมของคณะกรรมการจัดทำแผน ({date}) กรุณาตรวจวันที่")
            if letter.kind == Kind.COVER
            else _("หนังสือลงวันที่ก่อนหนังสือนำส่ง ({date}) กรุณาตรวจวันที่")
        )
        raise LetterRefused(message.format(date=format_date(before, "screen")), "dated_on")


@translation.override(KEPT_LANGUAGE)
def _tell(letter: Letter, revision: Revision) -> None:
    text = _("{kind} ที่ {number}").format(kind=letter.get_kind_display(), number=letter.number)
    tell_lao(revision, text, address=address_of(letter))


def address_of(letter: Letter) -> str:
    """The page on which an issued letter is read."""
    return reverse("approvals:letter", kwargs={**letter.revision.address, "pk": letter.pk})


def is_read_by_lao(letter: Letter, acting: Membership) -> bool:
    """True where the board wants to know that ``acting`` opened the letter."""
    return letter.board_id is not None and letter.revision.organization_id == acting.organization_id


def note_reading(letter: Letter, by: Membership) -> None:
    """Somebody of the LAO has the letter open: the first time is kept, and shown to the board.

    What told of the letter is read, too, whichever way led here.
    """
    if is_read_by_lao(letter, by):
        LetterReading.objects.get_or_create(letter=letter, membership=by, defaults={"read_at": now()})
        read_about(address_of(letter), by)


# The paper -------------------------------------------------------------------------------------


@task(priority=10)
def make_letter(letter_id: int) -> None:
    """Background task: make and issue the paper of a letter, unless that is done."""
    make_paper(Letter.objects.get(pk=letter_id))


def pending_letters() -> QuerySet[Letter]:
    """Letters issued here whose paper is not made yet; those on resolutions are of ``approvals.sittings``."""
    return Letter.objects.filter(kind__in=MINE, document=None).exclude(issued_at=None)


def make_paper(letter: Letter) -> IssuedDocument:
    """The paper of a letter: the one it has, or a new one. Safe to run twice; RenderError when it cannot be made."""
    letter.revision = Revision.objects.with_plan().get(pk=letter.revision_id)
    return issue_letter_paper(
        letter,
        lambda mark: letter_paper(letter, mark),
        kind=f"{letter.kind}_letter",
        title=letter_title(letter),
        action="issue_letter_document",
    )
