"""The papers of a board's meeting: its agenda, its minutes (official papers 4.3) and the letters on its resolutions (4.4)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from approvals.minuted import minuted
from approvals.models import AgendaItem, Attendee, Decision, Letter, Meeting
from approvals.notices import KEPT_LANGUAGE
from documents import paper
from thai.dates import format_date
from thai.digits import to_thai

BLANK = "." * 16
BLANK_DATE = "........ ........................ ............"
WIDE = "." * 60


def minutes_title(meeting: Meeting) -> str:
    """Title of the minutes."""
    return f"รายงานการประชุม{meeting.body} ครั้งที่ {meeting.thai_label}"


def agenda_title(meeting: Meeting) -> str:
    """Title of the agenda."""
    return f"ระเบียบวาระการประชุม{meeting.body} ครั้งที่ {meeting.thai_label}"


def letter_title(letter: Letter) -> str:
    """Title of a letter: which resolution on whose plan."""
    plan = letter.revision.plan
    return to_thai(f"หนังสือแจ้งมติ แผนพัฒนาบุคลากร ๓ ปี {plan.cycle} {plan.organization.full_name}")


def when_and_where(meeting: Meeting) -> str:
    """เมื่อวันพุธที่ ๙ กันยายน ๒๕๖๙ เวลา ๑๓.๓๐ น. ณ ..."""
    words = f"เมื่อ{format_date(meeting.held_on, 'full_day')}"
    if meeting.starts_at:
        words += f" เวลา {meeting.starts_at:%H.%M} น."
    if meeting.place:
        words += f" ณ {meeting.place}"
    return to_thai(words)


# Agenda and minutes ------------------------------------------------------------------------------


def agenda_paper(
    meeting: Meeting, items: Sequence[AgendaItem], mark: paper.Issued | paper.Draft
) -> paper.Paper:
    """The agenda: five headings, the plans in a table each under its number."""
    with translation.override(KEPT_LANGUAGE):
        nodes: list[paper.Node] = [paper.Lines([when_and_where(meeting)])]
        for heading in AgendaItem.Heading:
            of_heading = [item for item in items if item.heading == heading]
            nodes.append(
                paper.Part(
                    heading=f"ระเบียบวาระที่ {to_thai(heading.value)} {heading.label}",
                    children=_listed(of_heading),
                    opening=False,
                )
            )
    return _whole(meeting, "ระเบียบวาระการประชุม", agenda_title(meeting), nodes, mark)


def _listed(items: Sequence[AgendaItem]) -> list[paper.Node]:
    plain = [item for item in items if item.revision_id is None]
    plans = [item for item in items if item.revision_id is not None]
    nodes: list[paper.Node] = []
    if plain or not plans:
        nodes.append(paper.TextBlock("\n".join(f"{item.number} {item.title}" for item in plain) or "ไม่มี"))
    if plans:
        columns = [
            paper.Column("วาระที่", 12, "center", keep=True),
            paper.Column("เรื่อง", 60),
            paper.Column("ข้อเสนอของฝ่ายเลขานุการ", 28),
        ]
        rows = [[to_thai(item.number), item.title, _proposed(item)] for item in plans]
        nodes.append(paper.Table(columns=columns, rows=rows))
    return nodes


def _proposed(item: AgendaItem) -> str:
    if item.recommendation:
        return str(item.get_recommendation_display())
    return str(item.block.get_recommendation_display()) if item.block else "พิจารณาเป็นรายเรื่อง"


def minutes_paper(
    meeting: Meeting,
    text: str,
    mark: paper.Issued | paper.Draft,
    *,
    taken_by: str,
    checked_by: Attendee | None,
) -> paper.Paper:
    """The minutes in the words of their text, signed by who wrote and who checked them."""
    signatures = [
        paper.Signature(taken_by or WIDE, ["ผู้จดรายงานการประชุม"], label="ลงชื่อ"),
        paper.Signature(
            checked_by.name if checked_by else WIDE,
            [checked_by.position, "ผู้ตรวจรายงานการประชุม"]
            if checked_by and checked_by.position
            else ["ผู้ตรวจรายงานการประชุม"],
            label="ลงชื่อ",
        ),
    ]
    nodes: list[paper.Node] = [*minuted(text), paper.Signatures(signatures)]
    return _whole(meeting, "รายงานการประชุม", minutes_title(meeting), nodes, mark)


def _whole(
    meeting: Meeting, kind: str, title: str, nodes: Sequence[paper.Node], mark: paper.Issued | paper.Draft
) -> paper.Paper:
    head = paper.Part(
        heading=f"ครั้งที่ {meeting.thai_label}",
        number=f"{kind}{meeting.body}",
        children=nodes,
        in_contents=False,
    )
    return paper.Paper(title=title, mark=mark, body=[head], author=str(meeting.body), dated=meeting.held_on)


# Letters ---------------------------------------------------------------------------------------


def letter_paper(letter: Letter, mark: paper.Issued | paper.Draft) -> paper.Paper:
    """The letter to one LAO as one paper."""
    with translation.override(KEPT_LANGUAGE):
        plan, board = letter.revision.plan, letter.board
        office = letter.office.splitlines() or ([str(board), f"จังหวัด{board.province.name}"] if board else [])
        contact = letter.contact.splitlines() or ([f"ฝ่ายเลขานุการ {board.short_name}"] if board else [])
        node = paper.Letter(
            number=letter.number or BLANK,
            office=office,
            dated=format_date(letter.dated_on) if letter.dated_on else BLANK_DATE,
            subject=f"แจ้งมติการพิจารณาแผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. {plan.cycle.first} - {plan.cycle.last}",
            addressee=letter.addressee,
            refers_to=_referred(letter),
            body=[paper.TextBlock(letter.body)],
            signature=paper.Signature(
                letter.signer_name or BLANK * 3, [letter.signer_position] if letter.signer_position else []
            ),
            contact=contact,
        )
    return paper.Paper(
        title=letter_title(letter),
        mark=mark,
        announcements=[node],
        author=str(board or ""),
        dated=letter.dated_on,
    )


def _referred(letter: Letter) -> str:
    """The letter with which the LAO submitted the plan."""
    sent = Decision.objects.filter(revision=letter.revision_id, action="submit").order_by("-pk").first()
    if sent is None or not sent.letter_number or not sent.letter_on:
        return ""
    lao = letter.revision.plan.organization.full_name
    return f"หนังสือ{lao} ที่ {sent.letter_number} ลงวันที่ {format_date(sent.letter_on)}"
