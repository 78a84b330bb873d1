"""Letters between an LAO and the board's office (official papers 4.4), and the result of the checks on one paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from approvals.models import Letter
from approvals.notices import KEPT_LANGUAGE
from documents import paper
from plans.checks.report import KeptFinding, Report
from plans.models import Revision
from thai.dates import format_date
from thai.digits import to_thai

BLANK = "." * 16
BLANK_DATE = "........ ........................ ............"
RESULT = "ผลการตรวจแผน ณ วันที่ส่ง"
NOTHING_FOUND = "ตรวจครบทุกข้อแล้ว ไม่พบเรื่องที่ต้องแก้ไข"


def letter_title(letter: Letter) -> str:
    """Title of the document: which letter about whose plan."""
    plan = letter.revision.plan
    with translation.override(KEPT_LANGUAGE):
        kind = letter.get_kind_display()
    number = f" ที่ {letter.number}" if letter.number else ""
    return to_thai(f"{kind}{number} แผนพัฒนาบุคลากร ๓ ปี {plan.cycle} {plan.organization.full_name}")


def letter_paper(letter: Letter, mark: paper.Issued | paper.Draft) -> paper.Paper:
    """The letter as one paper, with blanks for what it does not have yet."""
    writer = letter.organization.full_name if letter.organization else str(letter.board)
    node = paper.Letter(
        number=letter.number or BLANK,
        office=_lines(letter.office),
        dated=format_date(letter.dated_on) if letter.dated_on else BLANK_DATE,
        subject=letter.subject,
        addressee=letter.addressee,
        refers_to=letter.refers_to,
        enclosures=_lines(letter.enclosures),
        body=[paper.TextBlock(letter.body)],
        signature=paper.Signature(letter.signer_name or BLANK * 3, _lines(letter.signer_position)),
        contact=_lines(letter.contact),
    )
    return paper.Paper(
        title=letter_title(letter), mark=mark, announcements=[node], author=writer, dated=letter.dated_on
    )


def result_paper(revision: Revision, report: Report, mark: paper.Draft) -> paper.Paper:
    """What the checks found when the plan was sent on: one page or more, with the reasons that were written."""
    plan = revision.plan
    title = to_thai(f"{RESULT} แผนพัฒนาบุคลากร ๓ ปี {plan.cycle} {plan.organization.full_name}")
    with translation.override(KEPT_LANGUAGE):
        nodes: list[paper.Node] = [paper.TextBlock(_counted(report))]
        if report.findings:
            nodes.append(_findings(report.findings))
    part = paper.Part(heading=RESULT, number=plan.organization.full_name, children=nodes)
    return paper.Paper(title=title, mark=mark, body=[part], author=plan.organization.full_name)


def _counted(report: Report) -> str:
    made = f"ตรวจเมื่อวันที่ {format_date(report.made_at)}"
    if not report.findings:
        return f"{made} {NOTHING_FOUND}"
    return (
        f"{made} พบ {len(report.findings)} เรื่อง เขียนเหตุผลไว้ {len(report.with_reason)} เรื่อง "
        f"เป็นข้อแนะนำ {len(report.advice)} เรื่อง"
    )


def _findings(findings: Sequence[KeptFinding]) -> paper.Table:
    columns = [
        paper.Column("ที่", 7, "center"),
        paper.Column("ระดับ", 15),
        paper.Column("สิ่งที่พบ", 40),
        paper.Column("เหตุผลของหน่วยงาน", 38),
    ]
    rows = [
        [str(place), str(finding.grade.label), f"{finding.message} ({finding.clause})", finding.reason or "-"]
        for place, finding in enumerate(findings, start=1)
    ]
    return paper.Table(columns=columns, rows=rows)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
