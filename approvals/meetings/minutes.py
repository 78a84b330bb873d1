"""The words of รายงานการประชุม and ระเบียบวาระการประชุม, made from records alone (official papers, 4.3).

``Records`` is what happened, as plain data; the builders make structured plain text of it, which people edit before
the chair signs it off. They know no database, so that a committee and a board are written down alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from thai.dates import format_date
from thai.digits import to_thai

NOTHING = "ไม่มี"
RESOLVED = "มติที่ประชุม"
HEADINGS = {
    1: "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    2: "เรื่องรับรองรายงานการประชุม",
    3: "เรื่องเพื่อทราบ",
    4: "เรื่องเพื่อพิจารณา",
    5: "เรื่องอื่น ๆ",
}
BLANK_HOUR = "............ น."
FIRST_MEETING = "เป็นการประชุมครั้งแรก จึงไม่มีรายงานการประชุมที่ต้องรับรอง"


@dataclass(frozen=True)
class Person:
    """Somebody called to a meeting; ``note`` is why somebody is absent, or for whom somebody sits."""

    name: str
    position: str = ""
    duty: str = ""
    note: str = ""

    @property
    def line(self) -> str:
        """Name, position and duty as the lists have them; what is unknown is left out."""
        note = f"({self.note})" if self.note else ""
        return "  ".join(part for part in (self.name, self.position, self.duty, note) if part)


@dataclass(frozen=True)
class Voices:
    """Those who spoke alike on an item: the word ("เห็นชอบ") and their names in the order of the seats."""

    word: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One matter as the meeting left it; items of one ``block`` that went alike are written down together."""

    heading: int
    number: str
    title: str
    discussion: str = ""
    block: str = ""
    outcome: str = ""  #: words of the resolution; empty where none was needed
    outcome_note: str = ""
    reasons: tuple[str, ...] = ()
    explained: str = ""  #: "เห็นชอบ 7 จาก 9 องค์ประชุม 5"
    override_reason: str = ""
    voices: tuple[Voices, ...] = ()
    away: tuple[str, ...] = ()  #: "นาย ก ไม่ร่วมพิจารณาเพราะมีส่วนได้เสีย"
    pulled: str = ""  #: who had it considered by itself, and why

    @property
    def course(self) -> tuple[object, ...]:
        """What is the same for items that are written down together."""
        return (
            *(self.block, self.discussion, self.outcome, self.outcome_note, self.reasons),
            *(self.explained, self.override_reason, self.voices, self.away, self.pulled),
        )


@dataclass(frozen=True)
class Records:
    """One meeting: whose, which, when, who, what."""

    body: str  #: "คณะกรรมการจัดทำแผน..."
    label: str  #: "3/2569"
    held_on: datetime.date
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    place: str = ""
    by_circulation: bool = False
    chair: str = ""
    present: Sequence[Person] = ()
    absent: Sequence[Person] = ()
    guests: Sequence[Person] = ()
    items: Sequence[Item] = field(default=())
    last_label: str = ""  #: of the meeting before, whose minutes are adopted

    @property
    def heading(self) -> list[str]:
        """The lines at the head of the paper."""
        how = "โดยวิธีเวียนขอมติ" if self.by_circulation else f"ณ {self.place}" if self.place else ""
        time = f" เวลา {clock(self.starts_at)}" if self.starts_at and not self.by_circulation else ""
        lines = [self.body, f"ครั้งที่ {self.label}", f"{format_date(self.held_on, 'full_day')}{time}", how]
        return [to_thai(line) for line in lines if line]


def clock(moment: datetime.time) -> str:
    """๐๙.๓๐ น."""
    return to_thai(f"{moment:%H.%M} น.")


# The minutes -----------------------------------------------------------------------------------


def minutes_text(records: Records) -> str:
    """Everything between the head of the minutes and the signatures."""
    parts = [*_attendance(records), *_opening(records)]
    for number in HEADINGS:
        parts += _under_heading(number, records)
    if not records.by_circulation:
        parts.append(f"**เลิกประชุมเวลา** {clock(records.ends_at) if records.ends_at else BLANK_HOUR}")
    return to_thai("\n\n".join(parts))


def _attendance(records: Records) -> Iterator[str]:
    words = ("ผู้ตอบ", "ผู้ไม่ตอบ") if records.by_circulation else ("ผู้มาประชุม", "ผู้ไม่มาประชุม")
    yield _people(words[0], records.present)
    yield _people(words[1], records.absent)
    if records.guests:
        yield _people("ผู้เข้าร่วมประชุม", records.guests)


def _people(title: str, people: Sequence[Person]) -> str:
    lines = [f"{place}. {person.line}" for place, person in enumerate(people, start=1)]
    return "\n".join([f"**{title}**", *(lines or [f"- {NOTHING}"])])


def _opening(records: Records) -> Iterator[str]:
    if records.by_circulation:
        yield (
            "ประธานกรรมการให้กรรมการลงมติโดยเวียนหนังสือแทนการประชุมตามที่คำสั่งแต่งตั้งคณะกรรมการกำหนดไว้ "
            f"ให้ตอบภายในวันที่ {format_date(records.held_on)}"
        )
        return
    if records.starts_at:
        yield f"**เริ่มประชุมเวลา** {clock(records.starts_at)}"
    if records.chair:
        yield f"เมื่อกรรมการมาครบองค์ประชุมแล้ว {records.chair} ประธานในที่ประชุม กล่าวเปิดการประชุมและดำเนินการประชุมตามระเบียบวาระ ดังนี้"


def _under_heading(number: int, records: Records) -> Iterator[str]:
    yield f"**ระเบียบวาระที่ {number} {HEADINGS[number]}**"
    items = [item for item in records.items if item.heading == number]
    if not items:
        yield FIRST_MEETING if number == 2 and not records.last_label else f"- {NOTHING}"
    for _course, alike in groupby(items, key=lambda item: item.course if item.block else (item.number,)):
        yield from _written(list(alike))


def _written(items: list[Item]) -> Iterator[str]:
    """One item, or several of a block that went alike: the matters first, then their one course."""
    one = items[0]
    if len(items) > 1:
        yield f"**{items[0].number} - {items[-1].number} {one.block} รวม {len(items)} เรื่อง**"
        yield "\n".join(f"({item.number}) {item.title}" for item in items)
    else:
        yield f"**{one.number} {one.title}**"
    if one.pulled:
        yield one.pulled
    if one.discussion.strip():
        yield one.discussion.strip()
    if one.away:
        yield "\n".join(f"- {line}" for line in one.away)
    if one.voices:
        yield "\n".join(["**การออกเสียง**", *(_spoke(voices) for voices in one.voices)])
    yield from _resolution(one, several=len(items) > 1)


def _spoke(voices: Voices) -> str:
    return f"- {voices.word} {len(voices.names)} คน ได้แก่ {', '.join(voices.names)}"


def _resolution(item: Item, *, several: bool) -> Iterator[str]:
    if not item.outcome:
        return
    each = "ทุกเรื่อง " if several else ""
    counted = f" ({item.explained})" if item.explained else ""
    lines = [f"**{RESOLVED}** {each}{item.outcome}{counted}"]
    lines += [f"- {reason}" for reason in item.reasons]
    if item.outcome_note.strip():
        lines.append(item.outcome_note.strip())
    if item.override_reason:
        lines.append(f"มติต่างจากผลที่คำนวณจากคะแนนเสียง เพราะ {item.override_reason}")
    yield "\n".join(lines)


# The agenda ------------------------------------------------------------------------------------


def agenda_text(records: Records) -> str:
    """The five headings with their matters, as they are sent with the invitation."""
    parts = []
    for number, title in HEADINGS.items():
        items = [item for item in records.items if item.heading == number]
        lines = [f"**ระเบียบวาระที่ {number} {title}**", *_matters(items)]
        if not items and number == 2 and records.last_label:
            lines.append(f"- รับรองรายงานการประชุม ครั้งที่ {records.last_label}")
        elif not items and number == 4:
            lines.append(f"- {NOTHING}")
        parts.append("\n".join(lines))
    return to_thai("\n\n".join(parts))


def _matters(items: Iterable[Item]) -> Iterator[str]:
    for block, found in groupby(items, key=lambda item: item.block):
        if block:
            yield f"- {block}"
        yield from (f"{item.number} {item.title}" for item in found)
