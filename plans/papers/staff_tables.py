"""Tables T1 and T2 of the official papers: posts held and vacant, and people by kind, of each department.

Only an LAO that keeps its staff list here has them.
"""

from __future__ import annotations

from documents.paper import Column, HeaderCell, Table
from personnel.counts import StaffSummary, UnitCounts
from personnel.models import EmploymentKind
from plans.facts import PlanFacts
from plans.papers.tables import counted
from thai.dates import format_date
from thai.digits import to_thai

NOTHING = "-"
#: The columns of T2 are narrow: kinds as these tables name them.
SHORT_KINDS = {
    EmploymentKind.TEACHER: "ครูและบุคลากร\nทางการศึกษา",
    EmploymentKind.PERMANENT: "ลูกจ้าง\nประจำ",
    EmploymentKind.HIRED_TASK: "พนักงานจ้าง\nตามภารกิจ",
    EmploymentKind.HIRED_GENERAL: "พนักงานจ้าง\nทั่วไป",
    EmploymentKind.HIRED_EXPERT: "พนักงานจ้าง\nผู้เชี่ยวชาญ",
}


def staff_tables(facts: PlanFacts) -> list[Table]:
    """Both tables, or none without a staff list."""
    if facts.staff is None:
        return []
    return [_frame_table(facts.staff), _kinds_table(facts.staff, facts.organization.titles.staff_term)]


def _frame_table(staff: StaffSummary) -> Table:
    heads = ["กรอบอัตรากำลัง", "มีคนครอง", "ว่าง"]
    return Table(
        caption="อัตรากำลังตามแผนอัตรากำลัง ๓ ปี จำแนกตามส่วนราชการ",
        columns=[
            Column("ที่", 7, "center"),
            Column("ส่วนราชการ", 45),
            *(Column(head, 16, "right", keep=True) for head in heads),
        ],
        rows=[[to_thai(number), row.unit, *_posts(row)] for number, row in enumerate(staff.units, start=1)],
        totals_row=["", "รวม", *_posts(staff.total)],
        note=f"หน่วยนับเป็นอัตรา {_as_of(staff)}",
    )


def _kinds_table(staff: StaffSummary, civil: str) -> Table:
    kinds = staff.kinds
    width = 66 / (len(kinds) + 1)
    heads = [*(SHORT_KINDS.get(kind, civil) for kind in kinds), "รวม"]
    return Table(
        caption="จำนวนบุคลากรจำแนกตามส่วนราชการและประเภท",
        columns=[
            Column("ส่วนราชการ", 34),
            *(Column(head, width, "right", keep=True) for head in heads),
        ],
        header_rows=[[HeaderCell("ส่วนราชการ"), *(HeaderCell(head) for head in heads)]],
        rows=[[row.unit, *_people(row, kinds)] for row in staff.units],
        totals_row=["รวม", *_people(staff.total, kinds)],
        note=f"หน่วยนับเป็นคน {_as_of(staff)}",
    )


def _posts(row: UnitCounts) -> list[str]:
    return [counted(number) for number in (row.frame, row.held, row.vacant)]


def _people(row: UnitCounts, kinds: tuple[EmploymentKind, ...]) -> list[str]:
    return [*(counted(row.of_kind(kind)) for kind in kinds), counted(row.held)]


def _as_of(staff: StaffSummary) -> str:
    return f"นับ ณ วันที่ {format_date(staff.counted_on)}"
