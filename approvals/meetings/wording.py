"""The wording of a meeting's papers: made from the records, edited without losing anybody's words, signed off, issued.

Signing off is the act; the document follows in the background, as those of orders and announcements do.
"""

from __future__ import annotations

from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from approvals import events
from approvals.issuing import Imprint, issue_once
from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import Attendee, Meeting, MeetingPaper
from approvals.papers_meetings import made_text, meeting_paper, paper_title
from approvals.readers import COMMITTEE_MINUTES
from documents.models import IssuedDocument
from organizations.models import Membership
from organizations.roles import Role
from plans.edit import Stale, fingerprint
from plans.models import Plan
from thai.dates import now, today

Kind = MeetingPaper.Kind
NOT_STORED = 0  #: version of a wording that nobody has saved yet


def wording_of(meeting: Meeting, kind: str) -> MeetingPaper:
    """The wording as it is stored, or as the records give it, not stored."""
    found = meeting.papers.select_related("document", "signed_off_by__user").filter(kind=kind).first()
    if found is None:
        found = MeetingPaper(kind=kind, text=made_text(meeting, kind), version=NOT_STORED)
    found.meeting = meeting
    return found


def text_seen(wording: MeetingPaper) -> str:
    """Names the text that somebody has before them."""
    return fingerprint([wording.text, wording.taken_by])


@transaction.atomic
def save_wording(
    meeting: Meeting, kind: str, *, text: str, taken_by: str = "", expected_version: int, by: Membership
) -> MeetingPaper:
    """Store an edited wording; Stale when somebody else was first, MeetingRefused once it is signed off."""
    _require_open(meeting, kind, by)
    if expected_version == NOT_STORED:
        try:
            with transaction.atomic():
                return MeetingPaper.objects.create(meeting=meeting, kind=kind, text=text, taken_by=taken_by)
        except IntegrityError as error:
            raise Stale from error
    rows = MeetingPaper.objects.filter(
        meeting=meeting, kind=kind, version=expected_version, signed_off_at=None
    )
    if not rows.update(text=text, taken_by=taken_by, version=F("version") + 1):
        raise Stale
    return wording_of(meeting, kind)


@transaction.atomic
def make_again(meeting: Meeting, kind: str, *, expected_version: int, by: Membership) -> MeetingPaper:
    """Throw what was edited away and take the wording from the records as they are now."""
    taken_by = wording_of(meeting, kind).taken_by
    return save_wording(
        meeting,
        kind,
        text=made_text(meeting, kind),
        taken_by=taken_by,
        expected_version=expected_version,
        by=by,
    )


def _require_open(meeting: Meeting, kind: str, by: Membership) -> None:
    require_keeper(lock(meeting.pk), by)
    if is_signed_off(meeting, kind):
        raise MeetingRefused(_("ประธานรับรองรายงานการประชุมแล้ว แก้ไขไม่ได้"))


def is_signed_off(meeting: Meeting, kind: str = Kind.MINUTES) -> bool:
    """True once the chair has signed the paper off."""
    return meeting.papers.filter(kind=kind).exclude(signed_off_at=None).exists()


# Signing off -----------------------------------------------------------------------------------


def may_sign(meeting: Meeting, by: Membership | None) -> bool:
    """True for who led the meeting, and for the chair of the committee."""
    if not by or by.organization_id != meeting.organization_id:
        return False
    led = meeting.attendees.filter(duty=Attendee.Duty.CHAIR, membership=by).exists()
    return led or by.role == Role.COMMITTEE_CHAIR


@transaction.atomic
def sign_off(meeting: Meeting, *, seen: str, by: Membership) -> MeetingPaper:
    """The chair signs the minutes of a closed meeting off as they were seen; they change no more."""
    current = lock(meeting.pk)
    if not may_sign(current, by) or not (by.is_active_on(today()) and by.user.is_active):
        raise MeetingRefused(_("ผู้ที่ทำหน้าที่ประธานในที่ประชุมเท่านั้นที่รับรองรายงานการประชุมได้"))
    if current.stage != Meeting.Stage.CLOSED:
        raise MeetingRefused(_("ต้องปิดการประชุมก่อน จึงรับรองรายงานการประชุมได้"))
    wording = wording_of(current, Kind.MINUTES)
    if wording.signed_off_at is not None:
        raise MeetingRefused(_("รายงานการประชุมนี้รับรองแล้ว"))
    if text_seen(wording) != seen:
        raise Stale
    wording.version += 1
    wording.signed_off_at, wording.signed_off_by = now(), by
    wording.save()
    plans = Plan.objects.filter(revisions__agenda_items__meeting=current).distinct()
    for plan in plans.order_by("pk"):  # each is locked: always in one order
        data = {"meeting": current.pk, "paper": wording.pk, "text_sha256": text_seen(wording)}
        events.append(plan=plan, action="sign_minutes", actor=by.user, role=by.role, data=data)
    transaction.on_commit(partial(issue_minutes.enqueue, wording.pk))
    return wording


@task(priority=10)
def issue_minutes(wording_id: int) -> None:
    """Background task: make and issue the minutes, unless that is done."""
    issue_paper(MeetingPaper.objects.get(pk=wording_id))


def pending_minutes() -> QuerySet[MeetingPaper]:
    """Minutes of committees that are signed off and have no document yet."""
    signed = MeetingPaper.objects.filter(kind=Kind.MINUTES, document=None, meeting__board=None)
    return signed.exclude(signed_off_at=None).select_related("meeting__organization")


def issue_paper(wording: MeetingPaper) -> IssuedDocument:
    """The document of minutes: the one they have, or a new one. Safe to run twice, also at the same time.

    RenderError when it cannot be made; nothing is stored then.
    """
    meeting = wording.meeting
    imprint = Imprint(
        COMMITTEE_MINUTES,
        meeting.label,
        meeting.held_on,
        organization=meeting.organization,
        title=paper_title(meeting, wording.kind),
    )
    return issue_once(wording, lambda mark: meeting_paper(wording, mark), imprint)
