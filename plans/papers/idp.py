"""Individual development plans on paper (table T9): one page a person, signed by the person and the superior.

What does not fit goes on to a second page below the same heading; levels stand in it, so every page says that the
paper stays inside the LAO.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.paper import Column, Draft, HeaderCell, Paper, Part, Signature, Signatures, Table
from organizations.models import Organization
from personnel.models import Holding
from plans.idp.sheets import Sheet
from plans.models import IndividualPlanItem
from thai.dates import format_date, today
from thai.digits import to_thai
from thai.fiscal import FiscalYear

NOTHING = "-"
BLANK = "." * 40
BLANK_DATE = "วันที่ ........ / ........ / ........"
INSIDE = ("ใช้ภายในหน่วยงาน", "เอกสารภายในหน่วยงาน มีระดับผลการประเมินรายบุคคล ไม่เผยแพร่")
EXAMPLE = "ตัวอย่าง"
COLUMNS = (
    Column("สมรรถนะ/ความรู้/ทักษะที่ต้องพัฒนา", 26),
    Column("ระดับ\nที่คาดหวัง", 7, "center"),
    Column("ระดับ\nปัจจุบัน", 7, "center"),
    Column("ช่องว่าง", 6.5, "center"),
    Column("วิธีการพัฒนา", 18),
    Column("ช่วงเวลา", 12, "center"),
    Column("ผู้รับผิดชอบ/ผู้บังคับบัญชา", 12.5),
    Column("ผล", 11),
)


def individual_plans(sheets: Sequence[Sheet], *, organization: Organization, year: FiscalYear) -> Paper:
    """The plans of one fiscal year (B.E.), each person on a page."""
    return Paper(
        title=f"แผนพัฒนารายบุคคล ประจำ{year.short} {organization.full_name}",
        mark=Draft(today(), *INSIDE),
        body=[_page(sheet, year) for sheet in sheets],
        author=organization.full_name,
        watermark=EXAMPLE if organization.is_demonstration else "",
    )


def _page(sheet: Sheet, year: FiscalYear) -> Part:
    return Part(
        heading=f"แผนพัฒนารายบุคคล ประจำ{year.short} {sheet.plan.person.full_name}",
        anchor=f"plan-{sheet.plan.pk}",
        landscape=True,
        children=[_table(sheet), _signatures(sheet)],
    )


def _table(sheet: Sheet) -> Table:
    return Table(
        columns=COLUMNS,
        header_rows=[
            [HeaderCell(_about(sheet), columns=len(COLUMNS))],
            [HeaderCell(column.heading) for column in COLUMNS],
        ],
        rows=[_row(item) for item in sheet.plan.items.all()],
        empty_text="ยังไม่มีสิ่งที่ต้องพัฒนา",
        note=_state(sheet),
        compact=True,
    )


def _about(sheet: Sheet) -> str:
    """Whose plan it is; it stands above the columns of each page."""
    plan, place = sheet.plan, sheet.place
    parts = [plan.person.full_name]
    if place:
        parts.append(f"ตำแหน่ง {place.post.title}")
    if place and place.post.unit:
        parts.append(f"สังกัด {place.post.unit.name}")
    goal = [f"เป้าหมายในสายอาชีพ {plan.goal}"] if plan.goal else []
    return "\n".join(["   ".join(parts), *goal])


def _row(item: IndividualPlanItem) -> Sequence[str]:
    levels = (item.required, item.assessed, item.gap)
    return [
        item.topic,
        *(NOTHING if level is None else to_thai(level) for level in levels),
        item.way or NOTHING,
        to_thai(item.period_text).replace(" - ", " -\n") or NOTHING,
        item.responsible or NOTHING,
        item.result,
    ]


def _state(sheet: Sheet) -> str:
    plan = sheet.plan
    if plan.agreed_at:
        return f"เห็นชอบร่วมกันเมื่อวันที่ {format_date(plan.agreed_at)}"
    return "เสนอผู้บังคับบัญชาแล้ว ยังไม่ได้เห็นชอบ" if plan.is_proposed else "ร่าง ยังไม่ได้เสนอผู้บังคับบัญชา"


def _signatures(sheet: Sheet) -> Signatures:
    superior = sheet.superior.full_name if sheet.superior else BLANK
    return Signatures(
        [
            _signature(sheet.plan.person.full_name, sheet.place, "ผู้รับการพัฒนา"),
            _signature(superior, sheet.superior_place, "ผู้บังคับบัญชา"),
        ]
    )


def _signature(name: str, place: Holding | None, role: str) -> Signature:
    post = [f"ตำแหน่ง {place.post.title}"] if place else []
    return Signature(name, [*post, f"{role}   {BLANK_DATE}"], label="ลงชื่อ")
