"""The sheet of a hand-over as a memorandum (official papers: บันทึกข้อความ), signed by both people and a witness."""

from __future__ import annotations

from documents import paper
from organizations.models import Membership
from organizations.open_work import work_of
from thai.dates import format_date, today
from thai.digits import to_thai

OPENING = "ข้าพเจ้า {name}{position} ขอส่งมอบงานในหน้าที่{role}ที่ยังค้างอยู่ ณ วันที่ {day} ดังต่อไปนี้"
NOTHING = "ไม่มีงานที่ค้างอยู่ในหน้าที่นี้"
CLOSING = "จึงเรียนมาเพื่อโปรดทราบ"
BLANK = "." * 40


def sheet_paper(member: Membership) -> paper.Paper:
    """What is open in the role today."""
    assert member.organization is not None
    words = {
        "day": format_date(today()),
        "role": member.get_role_display(),
        "name": str(member.user),
        "position": f" ตำแหน่ง {member.position}" if member.position else "",
    }
    return paper.Paper(
        title=to_thai(f"บันทึกส่งมอบงาน {member.user} {format_date(today())}"),
        mark=paper.Draft(today(), "แบบ", "พิมพ์จากข้อมูลในระบบเพื่อลงนาม"),
        body=[
            paper.Memorandum(
                office=member.organization.full_name,
                dated=words["day"],
                subject=f"ส่งมอบงานในหน้าที่{words['role']}",
                addressee=member.organization.head_title,
            ),
            paper.TextBlock(OPENING.format(**words)),
            *_tables(member),
            paper.TextBlock(CLOSING),
            paper.Signatures(
                [
                    paper.Signature(str(member.user), [member.position or words["role"], "ผู้ส่งมอบ"], "ลงชื่อ"),
                    paper.Signature(BLANK, ["ผู้รับมอบ"], "ลงชื่อ"),
                ]
            ),
        ],
        author=member.organization.full_name,
        dated=today(),
    )


def _tables(member: Membership) -> list[paper.Node]:
    columns = [
        paper.Column("ที่", 8, "center"),
        paper.Column("เรื่อง", 40),
        paper.Column("สถานะ", 18),
        paper.Column("ขั้นต่อไป", 20),
        paper.Column("ภายในวันที่", 14, keep=True),
    ]
    tables: list[paper.Node] = []
    for heading, pieces in work_of(member):
        rows = [
            [
                to_thai(str(place)),
                to_thai(piece.title),
                piece.state,
                piece.next_step,
                format_date(piece.due_on, "short") if piece.due_on else "-",
            ]
            for place, piece in enumerate(pieces, start=1)
        ]
        tables.append(paper.Table(caption=heading, columns=columns, rows=rows))
    return tables or [paper.TextBlock(NOTHING)]
