"""The minutes of a board's meeting, written from its records: who was there, each matter, every voice by name, each resolution.

Plans of a block that were voted upon alike stand together with the voices once; whatever differed stands apart, so the
text is short and yet holds every vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from approvals.issuing import Imprint, issue_once
from approvals.meetings.tally import quorum_of
from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaItem, Attendee, Away, Meeting, MeetingPaper, Outcome, Vote
from approvals.notices import KEPT_LANGUAGE
from approvals.papers_sittings import minutes_paper, minutes_title, when_and_where
from approvals.readers import SITTING_MINUTES
from documents import paper
from documents.models import IssuedDocument
from organizations.models import Membership
from thai.dates import now
from thai.digits import to_thai

NOTHING = "ไม่มี"


def items_for_minutes(meeting: Meeting) -> list[AgendaItem]:
    """Every matter with all that was recorded about it, in a constant number of queries."""
    return list(
        meeting.items.select_related("block", "pulled_by", "revision__plan__organization").prefetch_related(
            "votes__attendee", "away__attendee", "reasons"
        )
    )


@translation.override(KEPT_LANGUAGE)
def written(meeting: Meeting) -> str:
    """The text of the minutes as the records have it now."""
    attendees = list(meeting.attendees.all())
    items = items_for_minutes(meeting)
    parts = [when_and_where(meeting), *_people(attendees)]
    if meeting.starts_at:
        parts.append(f"**เริ่มประชุมเวลา** {meeting.starts_at:%H.%M} น.")
    parts.append(_quorum(attendees))
    for heading in AgendaItem.Heading:
        parts.append(f"**ระเบียบวาระที่ {heading.value} {heading.label}**")
        of_heading = [item for item in items if item.heading == heading]
        parts += _matters(of_heading) or [NOTHING]
    if meeting.ends_at:
        parts.append(f"**เลิกประชุมเวลา** {meeting.ends_at:%H.%M} น.")
    return to_thai("\n\n".join(parts))


def _people(attendees: list[Attendee]) -> Iterator[str]:
    """Who came, who did not and why, who was there without a seat."""
    seats = [one for one in attendees if one.duty != Attendee.Duty.GUEST]
    guests = [one for one in attendees if one.duty == Attendee.Duty.GUEST]
    came = [one for one in seats if one.is_present]
    missing = [one for one in seats if not one.is_present]
    yield "**ผู้มาประชุม**\n\n" + _numbered(_person(one) for one in came)
    yield "**ผู้ไม่มาประชุม**\n\n" + _numbered(
        f"{_person(one)} ({one.absence_reason or 'ไม่ได้แจ้งเหตุ'})" for one in missing
    )
    yield "**ผู้เข้าร่วมประชุม**\n\n" + _numbered(_person(one) for one in guests if one.is_present)


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1)) or NOTHING


def _person(one: Attendee) -> str:
    words = " ".join(filter(None, [one.name, one.position]))
    acting = f" ({one.acts_for})" if one.acts_for else ""
    return f"{words} {one.get_duty_display()}{acting}"


def _quorum(attendees: list[Attendee]) -> str:
    seats = [one for one in attendees if one.has_vote]
    present = sum(one.is_present for one in seats)
    needed = quorum_of(len(seats))
    return (
        f"มีกรรมการที่มีสิทธิออกเสียงมาประชุม {present} คน จาก {len(seats)} คน "
        f"องค์ประชุมต้องไม่น้อยกว่า {needed} คน {'ครบองค์ประชุม' if present >= needed else 'ไม่ครบองค์ประชุม'}"
    )


# Matters ---------------------------------------------------------------------------------------


def _matters(items: list[AgendaItem]) -> list[str]:
    """Matters of a heading: those of a block that went alike together, all others each by itself."""
    found: list[str] = []
    together = [item for item in items if item.block_id and not item.pulled_by_id]
    for block, members in groupby(
        sorted(together, key=lambda item: (item.block.order if item.block else 0, item.order)),
        key=lambda item: item.block,
    ):
        found += _block(str(block), list(members))
    alone = [item for item in items if item not in together]
    found += ["\n\n".join(_alone(item)) for item in alone]
    return found


def _block(title: str, items: list[AgendaItem]) -> list[str]:
    """A block: its usual group, then the plans that went another way."""
    alike: dict[tuple[object, ...], list[AgendaItem]] = {}
    for item in items:
        alike.setdefault(_way_of(item), []).append(item)
    parts = [f"**กลุ่มเรื่อง {title}** จำนวน {len(items)} เรื่อง"]
    for group in sorted(alike.values(), key=len, reverse=True):
        parts.append("\n".join(f"{item.number} {item.title}" for item in group))
        parts += _decided(group[0], remarks=False, is_single=len(group) == 1)
        parts += [f"ข้อสังเกตของวาระที่ {item.number}\n{_remarks(item)}" for item in group if _remarks(item)]
    return parts


def _way_of(item: AgendaItem) -> tuple[object, ...]:
    """What two matters of a block have in common when they are told together."""
    votes = tuple(sorted((vote.attendee_id, vote.choice, vote.note) for vote in item.votes.all()))
    away = tuple(sorted((row.attendee_id, row.why, row.note) for row in item.away.all()))
    return item.outcome, item.explained, item.override_reason, item.discussion, votes, away


def _alone(item: AgendaItem) -> list[str]:
    parts = [f"{item.number} {item.title}"]
    if item.pulled_by is not None:
        parts.append(f"{item.pulled_by.name or item.pulled_by.position} ขอแยกพิจารณา: {item.pulled_reason}")
    return parts + _decided(item, remarks=True)


def _decided(item: AgendaItem, *, remarks: bool, is_single: bool = True) -> list[str]:
    """What was said, the voices by name, and the resolution."""
    parts = [item.discussion] if item.discussion.strip() else []
    parts += _voices(item, is_single=is_single)
    resolution = f"**มติที่ประชุม** {_outcome(item)}"
    if item.explained:
        resolution += f" ({item.explained})"
    if item.override_reason:
        resolution += f" เหตุที่บันทึกมติต่างจากผลคะแนน: {item.override_reason}"
    parts.append(resolution)
    if remarks and _remarks(item):
        parts.append(_remarks(item))
    return parts


def _outcome(item: AgendaItem) -> str:
    if item.heading == AgendaItem.Heading.LAST_MINUTES and item.outcome == Outcome.AGREED:
        return "รับรองรายงานการประชุม"
    return str(item.get_outcome_display()) if item.outcome else "รับทราบ"


def _remarks(item: AgendaItem) -> str:
    lines = [reason.details.get("text") or reason.name for reason in item.reasons.all()]
    lines += [line.strip().removeprefix("-").strip() for line in item.outcome_note.splitlines()]
    return "\n".join(f"({place}) {line}" for place, line in enumerate(filter(None, lines), start=1))


def _voices(item: AgendaItem, *, is_single: bool) -> list[str]:
    """Every voice by name, and who was not counted and why."""
    lines = []
    for choice in Vote.Choice:
        voices = [vote for vote in item.votes.all() if vote.choice == choice]
        if voices:
            names = ", ".join(
                f"{_name(vote.attendee)}{f' ({vote.note})' if vote.note else ''}" for vote in voices
            )
            lines.append(f"- {choice.label} {len(voices)} เสียง ได้แก่ {names}")
    if lines:  # a line of its own: a list right below the numbered matters would be read as of the last one
        lines.insert(0, "ที่ประชุมออกเสียง ดังนี้" if is_single else "ที่ประชุมออกเสียงในแต่ละเรื่องข้างต้น ดังนี้")
    for row in item.away.all():
        lines.append(
            f"- {_name(row.attendee)} {Away.Why(row.why).label}{f' ({row.note})' if row.note else ''}"
        )
    return ["\n".join(lines)] if lines else []


def _name(one: Attendee) -> str:
    return one.name or one.position


# Keeping ---------------------------------------------------------------------------------------


def draft_minutes(meeting: Meeting, *, by: Membership) -> MeetingPaper:
    """The minutes of a meeting, written anew from its records unless they are signed off."""
    found, _made = MeetingPaper.objects.get_or_create(meeting=meeting, kind=MeetingPaper.Kind.MINUTES)
    if found.signed_off_at is None:
        found.text = written(meeting)
        found.version += 1
        found.taken_by = found.taken_by or str(by.user)
        found.save()
    return found


@transaction.atomic
def rewrite_minutes(meeting: Meeting, *, by: Membership) -> MeetingPaper:
    """Write the minutes anew from the records; what was changed by hand is gone."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage != Meeting.Stage.CLOSED:
        raise MeetingRefused(_("ออกรายงานการประชุมได้หลังปิดการประชุม"))
    return draft_minutes(current, by=by)


@transaction.atomic
def save_minutes(meeting: Meeting, *, text: str, taken_by: str, seen: int, by: Membership) -> None:
    """Change the wording until it is signed off."""
    require_keeper(lock(meeting.pk), by)
    if not text.strip():
        raise MeetingRefused(_("กรุณากรอกข้อความของรายงานการประชุม"))
    changed = meeting.papers.filter(kind=MeetingPaper.Kind.MINUTES, signed_off_at=None, version=seen).update(
        text=text, taken_by=taken_by, version=F("version") + 1
    )
    if not changed:
        raise MeetingRefused(_("รายงานนี้รับรองความถูกต้องไปแล้ว หรือมีผู้แก้ไขก่อน กรุณาเปิดหน้านี้ใหม่"))


@transaction.atomic
def sign_off(meeting: Meeting, *, seen: int, by: Membership) -> None:
    """The minutes are right as they stand; their paper is made in the background."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage != Meeting.Stage.CLOSED:
        raise MeetingRefused(_("ออกรายงานการประชุมได้หลังปิดการประชุม"))
    changed = current.papers.filter(kind=MeetingPaper.Kind.MINUTES, signed_off_at=None, version=seen).update(
        signed_off_at=now(), signed_off_by=by
    )
    if not changed:
        raise MeetingRefused(_("รายงานนี้รับรองความถูกต้องไปแล้ว หรือมีผู้แก้ไขก่อน กรุณาเปิดหน้านี้ใหม่"))
    transaction.on_commit(partial(make_minutes.enqueue, current.pk))


def minutes_as_paper(minutes: MeetingPaper, mark: paper.Issued | paper.Draft) -> paper.Paper:
    """The pieces of the minutes."""
    chair = minutes.meeting.attendees.filter(duty=Attendee.Duty.SECRETARY).first()
    return minutes_paper(minutes.meeting, minutes.text, mark, taken_by=minutes.taken_by, checked_by=chair)


def pending_board_minutes() -> QuerySet[MeetingPaper]:
    """Minutes of boards that are signed off and whose paper is not made yet."""
    signed = MeetingPaper.objects.filter(kind=MeetingPaper.Kind.MINUTES, document=None)
    signed = signed.exclude(signed_off_at=None).exclude(meeting__board=None)
    return signed.select_related("meeting__board__province")


@task()
def make_minutes(meeting_id: int) -> None:
    """Background task: the paper of minutes that were signed off; doing it twice is harmless."""
    minutes = MeetingPaper.objects.select_related("meeting__board__province").get(
        meeting=meeting_id, kind=MeetingPaper.Kind.MINUTES
    )
    make_paper(minutes)


def make_paper(minutes: MeetingPaper) -> IssuedDocument:
    """The paper of minutes: the one they have, or a new one. RenderError when it cannot be made."""
    meeting = minutes.meeting
    imprint = Imprint(SITTING_MINUTES, meeting.label, meeting.held_on, title=minutes_title(meeting))
    return issue_once(minutes, lambda mark: minutes_as_paper(minutes, mark), imprint)
