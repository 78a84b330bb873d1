"""The papers of a committee's meeting: the memorandum that invites, the agenda, the minutes (official papers 4.3)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from approvals.meetings.minutes import Records, agenda_text, minutes_text
from approvals.meetings.records import name_of, records_of
from approvals.minuted import minuted
from approvals.models import Attendee, Meeting, MeetingPaper
from documents import paper
from thai.dates import format_date, today
from thai.digits import to_thai

Kind = MeetingPaper.Kind
BLANK = "." * 24
TITLES = {
    Kind.INVITATION: "หนังสือเชิญประชุม",
    Kind.AGENDA: "ระเบียบวาระการประชุม",
    Kind.MINUTES: "รายงานการประชุม",
}
INVITES = (
    "ด้วย{body} กำหนดประชุมครั้งที่ {label} ใน{day} เวลา {time} ณ {place} "
    "เพื่อพิจารณาเรื่องตามระเบียบวาระการประชุมที่แนบมาพร้อมนี้\n\n"
    "จึงเรียนมาเพื่อโปรดทราบ และขอเชิญท่านเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว "
    "หากไม่สามารถเข้าร่วมประชุมได้ กรุณาแจ้งเหตุให้เลขานุการทราบก่อนวันประชุม"
)
CIRCULATES = (
    "ด้วย{body} มีเรื่องที่จำเป็นต้องพิจารณาโดยเร่งด่วน ประธานกรรมการจึงขอมติโดยเวียนหนังสือแทนการประชุม ครั้งที่ {label} "
    "ตามที่คำสั่งแต่งตั้งคณะกรรมการกำหนดไว้ รายละเอียดตามระเบียบวาระที่แนบมาพร้อมนี้\n\n"
    "จึงเรียนมาเพื่อโปรดพิจารณา และตอบว่าเห็นชอบ ไม่เห็นชอบ หรืองดออกเสียง ในระบบหรือเป็นหนังสือถึงเลขานุการ ภายใน{day}"
)


def made_text(meeting: Meeting, kind: str) -> str:
    """The wording of a paper as the records give it now."""
    records = records_of(meeting)
    return WORDINGS[Kind(kind)](records)


def _invitation(records: Records) -> str:
    words = CIRCULATES if records.by_circulation else INVITES
    text = words.format(
        body=records.body,
        label=records.label,
        day=format_date(records.held_on, "full_day"),
        time=f"{records.starts_at:%H.%M} น." if records.starts_at else BLANK,
        place=records.place or BLANK,
    )
    return to_thai(text)


WORDINGS: dict[MeetingPaper.Kind, Callable[[Records], str]] = {
    Kind.INVITATION: _invitation,
    Kind.AGENDA: agenda_text,
    Kind.MINUTES: minutes_text,
}


def paper_title(meeting: Meeting, kind: str) -> str:
    """Title of the document: which paper of which meeting."""
    return to_thai(f"{TITLES[Kind(kind)]}{records_of(meeting).body} ครั้งที่ {meeting.label}")


def meeting_paper(wording: MeetingPaper, mark: paper.Issued | paper.Draft) -> paper.Paper:
    """A paper of a meeting with its head, the wording as it is edited, and who signs."""
    meeting, kind = wording.meeting, Kind(wording.kind)
    records = records_of(meeting)
    head = _memorandum(meeting, records) if kind == Kind.INVITATION else _head(kind, records)
    return paper.Paper(
        title=paper_title(meeting, kind),
        mark=mark,
        body=[*head, *_worded(kind, wording.text), *_signed(wording, meeting)],
        author=str(meeting.body),
        dated=meeting.held_on if kind == Kind.MINUTES else None,
    )


def draft_mark(kind: str) -> paper.Draft:
    """Minutes are a draft until they are signed off; the other papers are sent as they are printed."""
    if kind == Kind.MINUTES:
        return paper.Draft(today(), "ร่าง", "ร่างรายงานการประชุม ยังไม่ได้รับรอง")
    return paper.Draft(today(), " ", "จัดทำจากข้อมูลการประชุมในระบบ")


def _worded(kind: MeetingPaper.Kind, text: str) -> list[paper.Node]:
    return [paper.TextBlock(text)] if kind == Kind.INVITATION else minuted(text)


def _head(kind: MeetingPaper.Kind, records: Records) -> list[paper.Node]:
    first, *rest = records.heading
    return [paper.Lines([f"{TITLES[kind]}{first}", *rest])]


def _memorandum(meeting: Meeting, records: Records) -> list[paper.Node]:
    """บันทึกข้อความ: whose, number for the pen, day, subject, to whom."""
    issuer = meeting.organization.full_name if meeting.organization else str(meeting.body)
    subject = "ขอมติโดยเวียนหนังสือ" if records.by_circulation else "ขอเชิญประชุม"
    return [
        paper.Memorandum(
            office=issuer,
            dated=format_date(_written_on(meeting)),
            subject=f"{subject}{records.body} ครั้งที่ {to_thai(meeting.label)}",
            addressee="ประธานกรรมการ กรรมการ กรรมการและเลขานุการ และผู้ช่วยเลขานุการ",
        )
    ]


def _written_on(meeting: Meeting) -> datetime.date:
    """An invitation is not younger than its meeting."""
    return min(today(), meeting.held_on)


def _signed(wording: MeetingPaper, meeting: Meeting) -> Sequence[paper.Node]:
    seats = {seat.duty: seat for seat in reversed(meeting.attendees.all())}
    chair, secretary = seats.get(Attendee.Duty.CHAIR), seats.get(Attendee.Duty.SECRETARY)
    if wording.kind == Kind.MINUTES:
        taker = wording.taken_by or (name_of(secretary) if secretary else BLANK)
        return [
            paper.Signatures(
                [
                    paper.Signature(taker, ["ผู้จดรายงานการประชุม"], label="ลงชื่อ"),
                    paper.Signature(
                        name_of(chair) if chair else BLANK, ["ผู้ตรวจรายงานการประชุม"], label="ลงชื่อ"
                    ),
                ]
            )
        ]
    if wording.kind == Kind.INVITATION:
        who = secretary or chair
        position = [part for part in (who.position if who else "", _duty_words(who)) if part]
        return [paper.Signature(who.name if who and who.name else BLANK, position)]
    return []


def _duty_words(seat: Attendee | None) -> str:
    if seat is None:
        return ""
    return "ประธานกรรมการ" if seat.duty == Attendee.Duty.CHAIR else "กรรมการและเลขานุการ"
