"""Scans of what was brought to a meeting on paper; once a resolution rests on them they stay."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from approvals.evidence import keep, kind_of
from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaItem, Meeting, MeetingFile
from organizations.models import Membership

MOST_FILES = 20


@transaction.atomic
def attach(
    meeting: Meeting, file: UploadedFile, *, item: AgendaItem | None = None, by: Membership
) -> MeetingFile:
    """Keep an accepted scan with the meeting; the same file twice is kept once."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage == Meeting.Stage.CANCELLED:
        raise MeetingRefused(_("การประชุมนี้ยกเลิกแล้ว"))
    file.seek(0)
    kind = kind_of(file.read(16))
    sha256 = keep(file)
    known = current.files.filter(sha256=sha256).first()
    if known is not None:
        return known
    if current.files.count() >= MOST_FILES:
        raise MeetingRefused(_("แนบได้ไม่เกิน {count} ไฟล์ กรุณารวมหลายหน้าเป็นไฟล์เดียว").format(count=MOST_FILES))
    return MeetingFile.objects.create(
        meeting=current,
        item=item,
        name=(file.name or "scan")[-200:],
        content_type=kind,
        sha256=sha256,
        size=file.size or 0,
        added_by=by,
    )


@transaction.atomic
def attach_before_the_end(
    meeting: Meeting, file: UploadedFile, *, item: AgendaItem | None = None, by: Membership
) -> MeetingFile:
    """As :func:`attach`, for a body whose papers are part of what it decides upon: not after the meeting."""
    if lock(meeting.pk).is_over:
        raise MeetingRefused(_("ปิดการประชุมครั้งนี้แล้ว บันทึกเพิ่มไม่ได้"))
    return attach(meeting, file, item=item, by=by)


@transaction.atomic
def remove(file: MeetingFile, *, by: Membership) -> None:
    """Take a wrong scan away while no resolution rests on it."""
    current = lock(file.meeting_id)
    require_keeper(current, by)
    if current.is_over or current.items.exclude(outcome="").exclude(revision=None).exists():
        raise MeetingRefused(_("มีมติที่อาศัยไฟล์ของการประชุมนี้แล้ว จึงลบไฟล์ไม่ได้ แนบไฟล์เพิ่มได้"))
    file.delete()
