"""The pieces that every official paper is made of, as plain data.

An app that has papers fills these in (it knows what its paper says); ``documents.compose`` turns them
into a page (it knows how official papers look). All text is structured plain text or one plain line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from documents.text import CONTROL, footnotes_of

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class TextBlock:
    """Narrative: structured plain text, placeholders already filled."""

    text: str


@dataclass(frozen=True)
class Lines:
    """Single lines at the head of a paper, bold marks allowed: a centred title, or the fields of a memorandum."""

    lines: Sequence[str]
    align: Literal["left", "center"] = "center"


@dataclass(frozen=True)
class Signature:
    """Who signs: name in brackets, position lines under it; never parted from the line before."""

    name: str
    position: Sequence[str]
    label: str = ""  # before the dotted line, such as ลงชื่อ; empty leaves white space for the pen


@dataclass(frozen=True)
class Signatures:
    """Several who sign the same paper, beside each other in the order given."""

    signatures: Sequence[Signature]


@dataclass(frozen=True)
class Column:
    """One column; widths of a table are percentages and add up to 100."""

    heading: str
    width: float
    align: Align = "left"
    keep: bool = False  # never break inside a cell: money, dates, position numbers


@dataclass(frozen=True)
class HeaderCell:
    """A heading over several columns or rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class GroupRow:
    """A row of one cell over the whole width, such as the name of a division above its rows."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows under a header that repeats on each page; the totals row never stands alone on a page.

    ``compact`` is for sheets that should stay on one page: smaller letters, less space.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str] | GroupRow]
    caption: str = ""
    header_rows: Sequence[Sequence[HeaderCell]] = ()  # replaces the columns' own headings
    totals_row: Sequence[str] = ()
    landscape: bool = False
    empty_text: str = "ไม่มีข้อมูล"
    note: str = ""
    compact: bool = False

    def __post_init__(self) -> None:
        width = sum(column.width for column in self.columns)
        if abs(width - 100) > 0.5:
            raise ValueError(f"columns of {self.caption!r} are {width} % wide, not 100 %")
        for row in (*self.rows, *([self.totals_row] if self.totals_row else [])):
            if not isinstance(row, GroupRow) and len(row) != len(self.columns):
                raise ValueError(
                    f"a row of {self.caption!r} has {len(row)} cells for {len(self.columns)} columns"
                )


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it; parts inside parts become sub-headings.

    ``opening`` begins a new page with number and heading centred (ส่วนที่, ภาคผนวก); otherwise the
    heading runs on, as the nineteen headings of a master plan do. ``anchor`` names it in the file.
    A part whose main thing is a wide table is ``landscape`` itself, else its heading stands alone.
    """

    heading: str
    children: Sequence["Node"] = ()
    number: str = ""
    anchor: str = ""
    opening: bool = True
    landscape: bool = False
    in_contents: bool = True


@dataclass(frozen=True)
class Announcement:
    """ประกาศ or คำสั่ง: garuda, who announces, number, subject, body, "ประกาศ ณ วันที่", signature."""

    issuer: str
    subject: str
    body: Sequence["Node"]
    closing: str = ""
    signature: Signature | None = None
    number: str = ""


@dataclass(frozen=True)
class Letter:
    """หนังสือภายนอก: whose number, from which office, to whom, about what; each is one plain line.

    ``number`` is what follows ที่; ``office`` stands at the right, name first, then the address; ``contact`` is who
    answers questions, at the foot. ``refers_to`` and ``enclosures`` are left out where there are none, and enclosures
    are numbered where there are several.
    """

    number: str
    office: Sequence[str]
    dated: str
    subject: str
    addressee: str
    body: Sequence["Node"]
    signature: Signature | None = None
    refers_to: str = ""  # a line each, where there are several
    enclosures: Sequence[str] = ()
    closing: str = "ขอแสดงความนับถือ"
    contact: Sequence[str] = ()


@dataclass(frozen=True)
class Memorandum:
    """The head of a บันทึกข้อความ: whose, number, day, about what, to whom; what is said and who signs follow it.

    Each is one plain line; where ``number`` is empty the pen fills it in.
    """

    office: str
    dated: str
    subject: str
    addressee: str
    number: str = ""


@dataclass(frozen=True)
class Cover:
    """The first page: emblem, title, years, and whose paper it is at the foot."""

    title: Sequence[str]
    organization: Sequence[str]
    years: str = ""
    emblem: Literal["", "garuda"] = ""


@dataclass(frozen=True)
class Preface:
    """คำนำ: numbered with Thai letters, signed by the office."""

    text: str
    signed: Sequence[str] = ()
    heading: str = "คำนำ"


@dataclass(frozen=True)
class Issued:
    """An issued paper: its code and the address that verifies it, printed on each page."""

    code: str
    address: str


@dataclass(frozen=True)
class Draft:
    """A paper that is not issued says so on each page, and of which day it is."""

    printed_on: date
    word: str = "ร่าง"
    notice: str = "ร่างเอกสาร ยังไม่มีผลใช้บังคับ"


Node = Lines | TextBlock | Table | Part | Announcement | Letter | Memorandum | Signature | Signatures


@dataclass(frozen=True)
class Paper:
    """A whole paper, in the order in which official books are bound."""

    title: str
    mark: Issued | Draft
    cover: Cover | None = None
    announcements: Sequence[Announcement | Letter] = ()
    preface: Preface | None = None
    contents: bool = False
    body: Sequence[Node] = field(default=())
    author: str = ""
    dated: date | None = None
    watermark: str = ""  # one word in the margin of each page, such as ตัวอย่าง

    def __post_init__(self) -> None:
        """Title and author stand in the file's word about itself, too, which takes no controls."""
        for name in ("title", "author"):
            object.__setattr__(self, name, CONTROL.sub("", str(getattr(self, name))))


def notes_in(nodes: Sequence[Node]) -> int:
    """How many footnotes the narratives of these pieces have."""
    count = 0
    for node in nodes:
        if isinstance(node, TextBlock):
            count += len(footnotes_of(node.text))
        elif isinstance(node, Part):
            count += notes_in(node.children)
        elif isinstance(node, Announcement | Letter):
            count += notes_in(node.body)
    return count


def notes_before_text(paper: Paper) -> int:
    """How many footnotes stand before the text of a paper: in its announcements and its preface."""
    preface = footnotes_of(paper.preface.text) if paper.preface else []
    return notes_in(paper.announcements) + len(preface)
