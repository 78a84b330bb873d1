"""The calendar of one membership for a program of the person's choice, behind a secret address.

The address is shown once, when it is made; only its hash is kept. It stops with the membership, and when it is made
anew or withdrawn. It tells no more than the pages do: the board's people see no step that is inside an LAO.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.deadlines import words
from approvals.deadlines.access import boards_seen_by
from approvals.deadlines.board_days import USUAL_CUT_OFF_DAYS, sitting_of
from approvals.deadlines.ics import Event
from approvals.deadlines.outlook import outlooks, subjects_of
from approvals.deadlines.steps import Status
from approvals.models import CalendarFeed, Meeting, MeetingRule
from organizations.models import Board, Membership
from organizations.roles import BOARD_ROLES, PLAN_READING_ROLES, Role
from thai.dates import now, today

#: Roles that have deadlines or meetings of their own.
FED_ROLES = PLAN_READING_ROLES | BOARD_ROLES | {Role.PROVINCE_VIEWER}
SECRET_BYTES = 32
#: What is past stays in the calendar so long.
KEPT_FOR = datetime.timedelta(days=180)


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_address(membership: Membership) -> str:
    """A new address, shown this once; the one before stops."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.update_or_create(
        membership=membership, defaults={"secret_hash": hash_of(secret), "made_at": now()}
    )
    return settings.SITE_URL + reverse("approvals:calendar_feed", args=[secret])


def withdraw(membership: Membership) -> None:
    """The address stops."""
    CalendarFeed.objects.filter(membership=membership).delete()


def membership_of(secret: str) -> Membership | None:
    """Whose calendar an address is, while the membership is in force."""
    row = CalendarFeed.objects.filter(secret_hash=hash_of(secret)).first()
    if row is None:
        return None
    membership = Membership.objects.with_bodies().get(pk=row.membership_id)
    is_on = membership.is_active_on(today()) and membership.user.is_active and membership.role in FED_ROLES
    return membership if is_on else None


def events(membership: Membership) -> Iterator[Event]:
    """What stands in the calendar of one membership."""
    if membership.organization is not None:
        yield from _steps(membership)
    yield from _meetings(membership)


def _steps(membership: Membership) -> Iterator[Event]:
    """The steps of the LAO's plans that are still to be done."""
    for outlook in outlooks(subjects_of([membership.organization] if membership.organization else [])):
        subject = outlook.subject
        plan = _("แผน {first} - {last}").format(first=subject.cycle.first, last=subject.cycle.last)
        if subject.number:
            plan += " " + _("ปรับปรุงครั้งที่ {number}").format(number=subject.number)
        for step in outlook.schedule.steps:
            if step.status != Status.DONE:
                yield Event(
                    f"step-{subject.organization.code}-{subject.cycle.first}-{subject.number}-{step.code}",
                    f"{step.label} ({plan})",
                    step.due_on,
                    text=" ".join([_("ผู้ดำเนินการ:"), ", ".join(map(str, step.who))]),
                    address=words.address_of(step, outlook, membership.role),
                )


def _meetings(membership: Membership) -> Iterator[Event]:
    """Meetings of the bodies that the person serves or plans by, and until when papers are taken in."""
    boards = Board.objects.filter(boards_seen_by(membership) or Q(pk=None)).distinct()
    own = Q(organization=membership.organization_id) if membership.organization_id else Q(pk=None)
    rows = Meeting.objects.filter(Q(board__in=boards) | own, held_on__gte=today() - KEPT_FOR)
    rules = dict(MeetingRule.objects.values_list("board_id", "cut_off_days"))
    for meeting in rows.select_related("board__province", "organization").order_by("held_on", "pk"):
        is_cancelled = meeting.stage == Meeting.Stage.CANCELLED
        body = meeting.body.short_name if meeting.board else _("คณะกรรมการจัดทำแผน")
        yield Event(
            f"meeting-{meeting.pk}",
            _("ประชุม{body} ครั้งที่ {label}").format(body=body, label=meeting.label),
            meeting.held_on,
            meeting.starts_at,
            meeting.ends_at,
            meeting.place,
            meeting.cancelled_reason,
            is_cancelled=is_cancelled,
            version=meeting.version,
        )
        if meeting.board_id is not None:
            sitting = sitting_of(meeting, rules.get(meeting.board_id, USUAL_CUT_OFF_DAYS))
            yield Event(
                f"cut-off-{meeting.pk}",
                _("วันสุดท้ายที่{body}รับเรื่อง ครั้งที่ {label}").format(body=body, label=meeting.label),
                sitting.cut_off_on,
                is_cancelled=is_cancelled,
                version=meeting.version,
            )
