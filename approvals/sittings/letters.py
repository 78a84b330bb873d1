"""Letters that tell each LAO the resolution on its plan: worded when the meeting closes, edited, numbered in one run, issued.

Numbers and dates of all letters are given in one transaction; the papers are made afterwards in the background, one
after the other, so a stopped worker goes on where it was.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from approvals import events
from approvals.issuing import issue_letter_paper
from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaItem, Attendee, Decision, Letter, Meeting, NumberTaken, Outcome
from approvals.notices import KEPT_LANGUAGE
from approvals.numbers import LARGEST, NumberInUse, propose, take, year_of
from approvals.papers_sittings import letter_paper, letter_title
from approvals.submissions.wording import headed
from documents.models import IssuedDocument
from documents.render import RenderError
from organizations.models import Board, Membership
from plans.models import Revision
from thai.dates import format_date, now, today
from thai.digits import to_thai

log = logging.getLogger(__name__)

KIND = "resolution_letter"  #: of issued documents
_WORDS: dict[str, str] = {
    Outcome.AGREED: "เห็นชอบแผนพัฒนาบุคลากร ๓ ปี ดังกล่าว",
    Outcome.AGREED_WITH_CORRECTIONS: "เห็นชอบแผนพัฒนาบุคลากร ๓ ปี ดังกล่าว โดยให้แก้ไขตามข้อสังเกต",
    Outcome.RETURNED: "ให้ส่งแผนพัฒนาบุคลากร ๓ ปี ดังกล่าวกลับไปปรับแก้แล้วเสนอใหม่",
    Outcome.REJECTED: "ไม่เห็นชอบแผนพัฒนาบุคลากร ๓ ปี ดังกล่าว",
    Outcome.DEFERRED: "ให้เลื่อนการพิจารณาแผนพัฒนาบุคลากร ๓ ปี ดังกล่าว",
    Outcome.WITHDRAWN: "ให้ถอนเรื่องแผนพัฒนาบุคลากร ๓ ปี ดังกล่าวออกจากระเบียบวาระ",
}
_REQUESTS: dict[str, str] = {
    Outcome.AGREED: "จึงเรียนมาเพื่อโปรดทราบ และประกาศใช้แผนพัฒนาบุคลากร ๓ ปี ต่อไป",
    Outcome.AGREED_WITH_CORRECTIONS: "จึงเรียนมาเพื่อโปรดแก้ไขแผนตามข้อสังเกต แล้วแจ้งเลขานุการเพื่อตรวจและยืนยันการแก้ไขก่อนประกาศใช้",
    Outcome.RETURNED: "จึงเรียนมาเพื่อโปรดปรับแก้แผนและเสนอให้พิจารณาใหม่",
    Outcome.REJECTED: "จึงเรียนมาเพื่อโปรดปรับแก้แผนและเสนอให้พิจารณาใหม่",
}


@dataclass(frozen=True)
class Run:
    """What one run of numbers is given: the agency's code before them, the first, the date, who signs."""

    prefix: str
    first: int
    dated_on: datetime.date
    signer_name: str
    signer_position: str


# Wording ---------------------------------------------------------------------------------------


def letters_of(meeting: Meeting) -> QuerySet[Letter]:
    """The letters of a meeting in the order of its agenda."""
    return (
        Letter.objects.filter(kind=Letter.Kind.RESOLUTION, decision__item__meeting=meeting)
        .select_related("decision__item", "revision__plan__organization", "document")
        .order_by("decision__item__heading", "decision__item__order")
    )


def draft_letters(meeting: Meeting) -> int:
    """Word a letter for each resolution that has none yet, in the caller's transaction; how many."""
    decisions = list(
        Decision.objects.filter(item__meeting=meeting, letter__isnull=True)
        .select_related(
            "item", "revision__plan__organization__province", "revision__plan__organization__board__province"
        )
        .prefetch_related("item__reasons")
    )
    sent = _submissions(decision.revision_id for decision in decisions)
    secretary = _secretary(meeting)
    usual = headed(Letter(board=meeting.board), _board(meeting))
    Letter.objects.bulk_create(
        Letter(
            kind=Letter.Kind.RESOLUTION,
            revision=decision.revision,
            decision=decision,
            board=meeting.board,
            office=usual.office,
            contact=usual.contact,
            addressee=decision.revision.plan.organization.head_title,
            body=body_of(decision, meeting, sent.get(decision.revision_id)),
            signer_name=secretary.name if secretary else "",
            signer_position=secretary.position if secretary else "",
        )
        for decision in decisions
    )
    return len(decisions)


def _submissions(revisions: Iterable[int]) -> dict[int, Decision]:
    found = Decision.objects.filter(revision__in=list(revisions), action="submit").order_by("pk")
    return {one.revision_id: one for one in found}


def _secretary(meeting: Meeting) -> Attendee | None:
    return meeting.attendees.filter(duty=Attendee.Duty.SECRETARY).first()


@translation.override(KEPT_LANGUAGE)
def body_of(decision: Decision, meeting: Meeting, sent: Decision | None) -> str:
    """The text of the letter: what was asked, what was resolved when and under which number, why, what to do."""
    item = decision.item
    assert item is not None
    plan = decision.revision.plan
    lao = plan.organization.full_name
    matter = f"แผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. {plan.cycle.first} - {plan.cycle.last}"
    asked = f"ตามหนังสือที่อ้างถึง {lao} ขอความเห็นชอบ{matter} นั้น"
    if sent is None or not sent.letter_number:
        asked = f"ตามที่ {lao} ขอความเห็นชอบ{matter} นั้น"
    resolved = (
        f"{meeting.board} ในการประชุมครั้งที่ {meeting.label} เมื่อวันที่ {format_date(meeting.held_on)} "
        f"ระเบียบวาระที่ {item.number} พิจารณาแล้วมีมติ**{_WORDS.get(item.outcome, '')}**"
    )
    parts = [asked, resolved + (" ดังนี้" if _remarks(item) else "")]
    parts += ["\n".join(_remarks(item))] if _remarks(item) else []
    parts.append(_REQUESTS.get(item.outcome, "จึงเรียนมาเพื่อโปรดทราบ"))
    return to_thai("\n\n".join(parts))


def _remarks(item: AgendaItem) -> list[str]:
    """Reasons of the catalog and the words of the resolution, numbered."""
    texts = [reason.details.get("text") or reason.name for reason in item.reasons.all()]
    texts += [line.strip().removeprefix("-").strip() for line in item.outcome_note.splitlines()]
    return [f"({place}) {text}" for place, text in enumerate(filter(None, texts), start=1)]


@transaction.atomic
def save_letter(
    letter: Letter, *, addressee: str, body: str, seen: int, by: Membership, meeting: Meeting
) -> Letter:
    """Change the wording of a letter that has no number yet."""
    require_keeper(lock(meeting.pk), by)
    if not body.strip():
        raise MeetingRefused(_("กรุณากรอกข้อความของหนังสือ"))
    changed = Letter.objects.filter(pk=letter.pk, issued_at=None, version=seen).update(
        addressee=addressee, body=body, version=F("version") + 1
    )
    if not changed:
        raise MeetingRefused(_("หนังสือนี้ออกเลขไปแล้ว หรือมีผู้แก้ไขก่อน กรุณาเปิดหน้านี้ใหม่"))
    return Letter.objects.get(pk=letter.pk)


# Numbers ---------------------------------------------------------------------------------------


def usual_run(meeting: Meeting) -> dict[str, object]:
    """What a run of numbers will probably be given: after the board's last letter, signed as that one."""
    board = _board(meeting)
    last = Letter.objects.filter(board=board).exclude(issued_at=None).order_by("-issued_at").first()
    drafted = letters_of(meeting).first()
    prefix = last.number.rsplit("/", 1)[0] + "/" if last and "/" in last.number else ""
    return {
        "prefix": prefix,
        "first": propose(board, NumberTaken.Series.LETTER, year_of(today())),
        "dated_on": today(),
        "signer_name": drafted.signer_name if drafted else "",
        "signer_position": drafted.signer_position if drafted else "",
    }


@transaction.atomic
def issue_letters(meeting: Meeting, run: Run, *, by: Membership) -> int:
    """Number and issue every letter that is not issued yet, in the order of the agenda; all or nothing."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage != Meeting.Stage.CLOSED:
        raise MeetingRefused(_("ออกหนังสือแจ้งมติได้หลังปิดการประชุม"))
    _require_sane(current, run)
    waiting = list(letters_of(current).filter(issued_at=None))
    if not waiting:
        raise MeetingRefused(_("หนังสือทุกฉบับออกเลขไปแล้ว"))
    board, year, moment = _board(current), year_of(run.dated_on), now()
    for number, letter in enumerate(waiting, start=run.first):
        try:
            take(board, NumberTaken.Series.LETTER, year, number, letter_title(letter), by)
        except NumberInUse as error:
            free = propose(board, NumberTaken.Series.LETTER, year)
            raise MeetingRefused(
                _("{error} ตั้งแต่เลข {free} เป็นต้นไปยังว่าง").format(error=error, free=free)
            ) from error
        letter.number, letter.dated_on = f"{run.prefix}{number}", run.dated_on
        letter.signer_name, letter.signer_position = run.signer_name, run.signer_position
        letter.issued_at, letter.issued_by = moment, by
    names = ["number", "dated_on", "signer_name", "signer_position", "issued_at", "issued_by"]
    Letter.objects.bulk_update(waiting, names)
    for letter in sorted(
        waiting, key=lambda one: one.revision.plan_id
    ):  # each is locked: always in one order
        data = {"letter": letter.pk, "kind": letter.kind, "number": letter.number}
        events.append(
            plan=letter.revision.plan, action="issue_letter", actor=by.user, role=by.role, data=data
        )
    transaction.on_commit(partial(make_letters.enqueue, current.pk))
    return len(waiting)


def _require_sane(meeting: Meeting, run: Run) -> None:
    if run.dated_on < meeting.held_on:
        raise MeetingRefused(_("หนังสือแจ้งมติลงวันที่ก่อนวันประชุมไม่ได้ กรุณาแก้วันที่"))
    if run.dated_on > today():
        raise MeetingRefused(_("วันที่ของหนังสือยังมาไม่ถึง กรุณาตรวจวันที่"))
    if not 1 <= run.first <= LARGEST:
        raise MeetingRefused(_("เลขที่หนังสือไม่ถูกต้อง กรุณากรอกใหม่"))


def _board(meeting: Meeting) -> Board:
    assert meeting.board is not None
    return meeting.board


# Papers ----------------------------------------------------------------------------------------


def pending_letters() -> QuerySet[Letter]:
    """Letters that are issued and whose paper is not made yet."""
    return Letter.objects.filter(kind=Letter.Kind.RESOLUTION, document=None).exclude(issued_at=None)


@task()
def make_letters(meeting_id: int) -> None:
    """Background task: the papers of all letters of a meeting that have none; doing it twice is harmless.

    One that cannot be made does not hold up the others, and is an error of the task in the end.
    """
    failed: list[RenderError] = []
    for letter in (
        letters_of(Meeting.objects.get(pk=meeting_id)).filter(document=None).exclude(issued_at=None)
    ):
        try:
            make_letter(letter)
        except RenderError as error:
            log.warning("letter %s: %s %s", letter.pk, error.reason, error.detail)
            failed.append(error)
    if failed:
        raise failed[0]


def make_letter(letter: Letter) -> IssuedDocument:
    """The paper of one letter: the one it has, or a new one. RenderError when it cannot be made."""
    current = Letter.objects.select_related("decision__item__meeting__board__province").get(pk=letter.pk)
    current.revision = Revision.objects.with_plan().get(pk=current.revision_id)
    return issue_letter_paper(
        current,
        lambda mark: letter_paper(current, mark),
        kind=KIND,
        title=letter_title(current),
        action="issue_resolution_letter",
    )
