"""The records of a sitting as tables for other programs: comma-separated, with the mark by which Excel knows Thai."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from approvals.models import Attendee, Letter, Meeting
from approvals.sittings.letters import letters_of
from approvals.sittings.minutes import items_for_minutes
from thai.dates import BANGKOK

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of a table; what begins like a formula is kept a text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return (MARK + out.getvalue()).encode()


def _safe(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def attendance(meeting: Meeting) -> bytes:
    """Who was called and who came."""
    headings = ["ลำดับ", "ชื่อ", "ตำแหน่ง", "หน้าที่", "มีสิทธิออกเสียง", "ปฏิบัติหน้าที่แทน", "การมาประชุม", "เหตุที่ไม่มา"]
    return table(
        headings,
        (
            [
                one.order,
                one.name,
                one.position,
                one.get_duty_display(),
                "มี" if one.has_vote else "ไม่มี",
                one.acts_for,
                one.get_presence_display(),
                one.absence_reason,
            ]
            for one in meeting.attendees.all()
        ),
    )


def resolutions(meeting: Meeting) -> bytes:
    """A row for each matter: what was resolved how."""
    letters = {letter.decision.item_id: letter for letter in letters_of(meeting) if letter.decision}
    headings = [
        "วาระที่",
        "องค์กรปกครองส่วนท้องถิ่น",
        "เรื่อง",
        "กลุ่มเรื่อง",
        "มติ",
        "ผลการนับเสียง",
        "รายละเอียด",
        "เหตุผล",
        "เหตุที่ต่างจากผลที่คำนวณ",
        "หนังสือแจ้งมติที่",
        "ลงวันที่",
        "รหัสฉบับที่พิจารณา",
    ]
    rows = []
    for item in meeting.items.select_related(
        "block", "revision__plan__organization", "snapshot"
    ).prefetch_related("reasons"):
        letter = letters.get(item.pk)
        rows.append(
            [
                item.number,
                item.revision.plan.organization.full_name if item.revision else "",
                item.title,
                item.block or "",
                item.get_outcome_display(),
                item.explained,
                item.outcome_note,
                " ".join(reason.name for reason in item.reasons.all()),
                item.override_reason,
                *_numbered(letter),
                item.snapshot.sha256 if item.snapshot else "",
            ]
        )
    return table(headings, rows)


def _numbered(letter: Letter | None) -> list[str]:
    if letter is None or letter.dated_on is None:
        return ["", ""]
    return [letter.number, letter.dated_on.isoformat()]


def votes(meeting: Meeting) -> bytes:
    """A row for each voice, and for each person who was out of a matter."""
    headings = [
        "วาระที่",
        "องค์กรปกครองส่วนท้องถิ่น",
        "ชื่อ",
        "ตำแหน่ง",
        "หน้าที่",
        "ออกเสียง",
        "ความเห็น",
        "บันทึกโดยเลขานุการ",
        "เวลา",
    ]
    rows: list[list[object]] = []
    for item in items_for_minutes(meeting):
        lao = item.revision.plan.organization.full_name if item.revision else ""
        for vote in item.votes.all():
            at = vote.cast_at.astimezone(BANGKOK).strftime("%Y-%m-%d %H:%M:%S")
            paper = "ใช่" if vote.on_paper else "ไม่ใช่"
            rows.append(
                [item.number, lao, *_who(vote.attendee), vote.get_choice_display(), vote.note, paper, at]
            )
        for row in item.away.all():
            rows.append([item.number, lao, *_who(row.attendee), row.get_why_display(), row.note, "", ""])
    return table(headings, rows)


def _who(one: Attendee) -> list[str]:
    return [one.name, one.position, one.get_duty_display()]
