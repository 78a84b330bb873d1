"""What of the work with the staff list and surveys is open, for the sheet with which a role is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.models import Membership
from organizations.open_work import Piece
from organizations.roles import DRAFTING_ROLES
from personnel.models import StaffImport, Survey


def open_staff_work(membership: Membership) -> Iterator[Piece]:
    """Imports that nobody confirmed yet, and surveys that are drawn up or running."""
    organization = membership.organization
    if organization is None or membership.role not in DRAFTING_ROLES:
        return
    for batch in StaffImport.objects.filter(
        organization=organization, state=StaffImport.State.PROPOSED
    ).order_by("pk"):
        yield Piece(
            heading=_("การนำเข้าบัญชีพนักงาน"),
            title=batch.file_name,
            state=str(StaffImport.State(batch.state).label),
            next_step=_("ตรวจแล้วยืนยันหรือไม่นำเข้า"),
            address=reverse("personnel:import", args=[organization.code, batch.pk]),
        )
    for survey in Survey.objects.filter(organization=organization).exclude(state=Survey.State.CLOSED):
        is_open = survey.state == Survey.State.OPEN
        yield Piece(
            heading=_("แบบสำรวจความต้องการ"),
            title=survey.title,
            state=str(Survey.State(survey.state).label),
            next_step=_("ปิดรับคำตอบและอ่านผล") if is_open else _("ตรวจแบบแล้วเปิดรับคำตอบ"),
            due_on=survey.closes_on,
            address=reverse("personnel:survey", args=[organization.code, survey.pk]),
        )
