"""Meetings to which a person is called, of a committee or of a board: when, and where a voice is still missing."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from approvals.home.lines import Line, to
from approvals.models import AgendaItem, Attendee, Meeting, MeetingPaper
from organizations.models import Membership
from organizations.roles import Role
from plans.models import Revision


def meeting_lines(acting: Membership) -> Iterator[Line]:
    """Every meeting that is called or goes on; two queries."""
    waiting = Q(meeting__items__outcome="", meeting__items__heading=AgendaItem.Heading.FOR_DECISION)
    first = AgendaItem.objects.filter(meeting=OuterRef("meeting")).exclude(revision=None)
    seats = (
        Attendee.objects.filter(membership=acting)
        .filter(meeting__stage__in=[Meeting.Stage.CALLED, Meeting.Stage.OPEN])
        .select_related("meeting__organization", "meeting__board")
        .annotate(
            items_left=Count("meeting__items", filter=waiting, distinct=True),
            voted=Count(
                "votes", filter=Q(votes__item__outcome="", votes__item__meeting=F("meeting")), distinct=True
            ),
            about=Subquery(first.values("revision")[:1]),
        )
        .order_by("meeting__held_on", "pk")
    )
    revisions = Revision.objects.with_plan().in_bulk([seat.about for seat in seats if seat.about])
    for seat in seats:
        address = _address(seat, revisions.get(seat.about))
        yield Line(_text(seat), address, seat.meeting.held_on, is_meeting=not seat.meeting.by_circulation)


def minutes_lines(acting: Membership) -> Iterator[Line]:
    """Minutes of a committee's meeting that is over: whoever led it signs them off, two at most."""
    closed = Meeting.objects.filter(
        organization=acting.organization_id, stage=Meeting.Stage.CLOSED, organization__isnull=False
    )
    unsigned = closed.exclude(
        papers__in=MeetingPaper.objects.filter(kind=MeetingPaper.Kind.MINUTES, signed_off_at__isnull=False)
    )
    led = Q(attendees__duty=Attendee.Duty.CHAIR, attendees__membership=acting)
    if acting.role == Role.COMMITTEE_CHAIR:
        led |= Q(organization=acting.organization_id)
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(revision=None)
    rows = unsigned.filter(led).annotate(about=Subquery(items.values("revision")[:1])).distinct()
    for meeting in rows.order_by("held_on", "pk")[:2]:
        revision = Revision.objects.with_plan().filter(pk=meeting.about).first()
        if revision is not None:
            address = to("approvals:meeting_paper", **revision.address, meeting=meeting.pk, kind="minutes")
            yield Line(_("รับรองรายงานการประชุมครั้งที่ {label}").format(label=meeting.label), address)


def _text(seat: Attendee) -> str:
    meeting = seat.meeting
    left = seat.items_left - seat.voted  # type: ignore[attr-defined]
    values = {"label": meeting.label, "left": left, "items": seat.items_left}  # type: ignore[attr-defined]
    if (meeting.is_live or meeting.by_circulation) and seat.has_vote and left > 0:
        return _("ออกเสียงในการประชุมครั้งที่ {label} อีก {left} เรื่อง").format(**values)
    return _("ประชุมครั้งที่ {label} มี {items} เรื่องให้พิจารณา").format(**values)


def _address(seat: Attendee, revision: Revision | None) -> str:
    meeting = seat.meeting
    if meeting.board is not None:
        return to("approvals:my_agenda", meeting.board.code, meeting.year, meeting.number)
    if revision is None:
        return ""
    own = to("approvals:meeting", **revision.address, meeting=meeting.pk)
    return own or to("plans:tasks", **revision.address)
