"""The yearly report on paper: a memorandum to the head of the LAO, the year in words, table T8, indicators, follow-up.

What was not reported is dots or says so; it is never printed as a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from documents.paper import (
    Column,
    Draft,
    HeaderCell,
    Issued,
    Lines,
    Memorandum,
    Node,
    Paper,
    Part,
    Signature,
    Table,
    TextBlock,
)
from monitoring.models import ProjectResult, YearlyReport
from monitoring.report import Followed, Line, Report, Sums, percent
from thai.dates import format_date
from thai.digits import to_thai
from thai.money import baht_text, format_baht

Progress = ProjectResult.Progress
TITLE, OF_YEAR = "รายงานผลการดำเนินการตามแผนพัฒนาบุคลากร ๓ ปี", "ประจำปีงบประมาณ พ.ศ. {year}"
BLANK, BLANK_DATE = "." * 48, "........ ........................ ............"
DOTS, NOTHING, UNREPORTED = "......", "-", "ยังไม่รายงาน"
EXAMPLE = "ตัวอย่าง"
#: What became of a project, as papers have it whatever the language of the screen.
PROGRESS = {
    Progress.DONE.value: "ดำเนินการแล้วเสร็จ",
    Progress.UNDER_WAY.value: "อยู่ระหว่างดำเนินการ",
    Progress.NOT_HELD.value: "ไม่ได้ดำเนินการ",
    "": UNREPORTED,
}
REACHED = {True: "บรรลุ", False: "ไม่บรรลุ", None: "ยังไม่ประเมิน"}
GONE = "\n(รายการของแผนก่อนปรับปรุง)"
DOTS_MEAN = "จุดไข่ปลาหมายถึงยังไม่รายงาน"
SPACE_FOR_WORDS = "\n".join(["." * 160] * 2)


def report_title(year: int, seq: int = 0) -> str:
    """Title of the paper; a further one says that it corrects the first."""
    return f"{TITLE} {_of_year(year, seq)}"


def _of_year(year: int, seq: int) -> str:
    corrected = f" (แก้ไขครั้งที่ {seq})" if seq else ""
    return to_thai(OF_YEAR.format(year=year) + corrected)


def yearly_report(paper: YearlyReport, report: Report, mark: Issued | Draft) -> Paper:
    """The memorandum with the report behind it."""
    organization = paper.organization
    title = report_title(paper.year, paper.seq)
    return Paper(
        title=f"{title} {organization.full_name}",
        mark=mark,
        body=[*_memorandum(paper, report, title), *_report(report, paper)],
        author=organization.full_name,
        dated=paper.dated_on,
        watermark=EXAMPLE if organization.is_demonstration else "",
    )


# The memorandum --------------------------------------------------------------------------------


def _memorandum(paper: YearlyReport, report: Report, title: str) -> list[Node]:
    titles = paper.organization.titles
    return [
        Memorandum(
            office=paper.office,
            number=paper.number,
            dated=format_date(paper.dated_on) if paper.dated_on else BLANK_DATE,
            subject=title,
            addressee=paper.addressee,
        ),
        TextBlock(f"{paper.opening}\n\n{_in_words(report.sums)}\n\n{paper.closing}"),
        Signature(paper.signer_name or BLANK, [paper.signer_position] if paper.signer_position else []),
        TextBlock(f"**ความเห็นของ{titles.chief_official}**\n{SPACE_FOR_WORDS}"),
        TextBlock(f"**คำสั่งของ{titles.head}**\n{SPACE_FOR_WORDS}"),
    ]


def _in_words(sums: Sums) -> str:
    """The year in two or three sentences."""
    done = [
        f"{PROGRESS[key]} {to_thai(sums.by_progress[key])} โครงการ"
        for key in PROGRESS
        if sums.by_progress.get(key)
    ]
    beside = f" และดำเนินการนอกแผนของปี {to_thai(sums.beside_plan)} โครงการ" if sums.beside_plan else ""
    words = (
        f"แผนกำหนดโครงการ/หลักสูตรการพัฒนาในปีงบประมาณนี้ {to_thai(sums.projects)} โครงการ "
        f"{' '.join(done)}{beside} {_people_in_words(sums)} {_money_in_words(sums)} {_verdicts(sums)}"
    )
    return " ".join(words.split())


def _people_in_words(sums: Sums) -> str:
    if sums.people is None:
        return "ยังไม่มีรายงานจำนวนผู้เข้ารับการพัฒนา"
    part = percent(sums.people, sums.target)
    target = f" จากเป้าหมาย {_count(sums.target)} คน คิดเป็นร้อยละ {_written(part)}" if part is not None else ""
    only = _only(sums.people_known, sums.people_unknown, "รายงานจำนวนผู้เข้ารับการพัฒนา")
    return f"มีผู้เข้ารับการพัฒนา {_count(sums.people)} คน{target}{f' ({only})' if only else ''}"


def _money_in_words(sums: Sums) -> str:
    if _is_free(sums):
        return "โครงการของปีนี้ไม่ใช้งบประมาณ"
    if sums.spent is None:
        return f"งบประมาณที่ตั้งไว้ {format_baht(sums.allotted)} บาท ยังไม่มีรายงานการใช้จ่าย"
    part = percent(sums.spent, sums.allotted)
    of = f" จากงบประมาณที่ตั้งไว้ {format_baht(sums.allotted)} บาท คิดเป็นร้อยละ {_written(part)}"
    words = f"ใช้จ่ายเงิน {format_baht(sums.spent)} บาท ({baht_text(sums.spent)})"
    only = _only(sums.spent_known, sums.spent_unknown, "รายงานการใช้จ่าย")
    return f"{words}{of if part is not None else ''}{f' ({only})' if only else ''}"


def _only(known: int, unknown: int, what: str) -> str:
    """Says that a sum leaves some projects out; empty where it does not, or where there is no sum."""
    return f"นับเฉพาะ {to_thai(known)} โครงการที่{what}" if known and unknown else ""


def _is_free(sums: Sums) -> bool:
    """The plan has projects and no money in the year, and everything was reported without any."""
    return bool(sums.projects) and sums.spent is None and not sums.spent_unknown


def _verdicts(sums: Sums) -> str:
    counted = {"บรรลุ": sums.reached, "ไม่บรรลุ": sums.not_reached, "ยังไม่ประเมิน": sums.without_verdict}
    named = [f"{word} {to_thai(number)} ตัวชี้วัด" for word, number in counted.items() if number]
    return f"ตัวชี้วัดของโครงการ {' '.join(named)}" if named else ""


# The report ------------------------------------------------------------------------------------


def _report(report: Report, paper: YearlyReport) -> list[Node]:
    return [
        Part(
            heading=f"{_of_year(paper.year, paper.seq)} {paper.organization.full_name}",
            number=TITLE,
            anchor="report",
            children=[
                Lines([report.plan_title]),
                TextBlock(f"**สรุปผลของปี**\n\n{_in_words(report.sums)}"),
                _summary(report.sums),
                _followed(report),
            ],
        ),
        Part(
            heading="ผลการดำเนินการรายโครงการ",
            anchor="projects",
            landscape=True,
            children=[_projects(report), _indicators(report)],
        ),
    ]


def _summary(sums: Sums) -> Table:
    money = _money_writer([sums.allotted, sums.spent])
    held, said = sums.by_progress.get(Progress.DONE.value, 0), sums.is_reported or not sums.projects
    baht = [money(sums.allotted), money(sums.spent), _share(sums.spent, sums.allotted)]
    return Table(
        caption="สรุปผลการดำเนินการของปี",
        columns=[
            Column("รายการ", 40),
            Column("แผน", 20, "right", keep=True),
            Column("ผล", 20, "right", keep=True),
            Column("ร้อยละ", 20, "right", keep=True),
        ],
        rows=[
            [
                "โครงการ/หลักสูตรที่แล้วเสร็จ (โครงการ)",
                _count(sums.projects),
                _count(held) if said else UNREPORTED,
                _share(held if said else None, sums.projects),
            ],
            [
                "ผู้เข้ารับการพัฒนา (คน)",
                _count(sums.target),
                _count(sums.people),
                _share(sums.people, sums.target),
            ],
            ["งบประมาณ (บาท)", *([NOTHING] * 3 if _is_free(sums) else baht)],
        ],
        note=_about_sums(sums),
    )


def _about_sums(sums: Sums) -> str:
    missing = sums.by_progress.get("", 0)
    said = (
        f"นับเฉพาะที่รายงานแล้ว {to_thai(sums.projects - missing)} จาก {to_thai(sums.projects)} โครงการ"
        if missing
        else ""
    )
    people = _only(sums.people_known, sums.people_unknown, "รายงานจำนวนผู้เข้ารับการพัฒนา")
    spent = _only(sums.spent_known, sums.spent_unknown, "รายงานการใช้จ่าย")
    dots = DOTS_MEAN if sums.people is None or (sums.spent is None and not _is_free(sums)) else ""
    return " ".join(filter(None, [said, people and f"จำนวนคน{people}", spent and f"เงินที่ใช้จริง{spent}", dots]))


def _projects(report: Report) -> Table:
    """Table T8."""
    sums = report.sums
    money = _money_writer([amount for line in report.lines for amount in (line.allotted, line.spent)])
    tall = {"ที่": 3.5, "โครงการ/หลักสูตร": 17}
    wide = {"ผลสัมฤทธิ์": 14, "ปัญหา/อุปสรรค": 11, "ข้อเสนอแนะ": 10.5}
    baht = [money(sums.allotted) if sums.allotted else NOTHING, money(sums.spent), money(sums.left)]
    totals = [*_counts(sums.target, sums.people), *([NOTHING] * 3 if _is_free(sums) else baht)]
    return Table(
        caption="ผลการดำเนินการตามโครงการ/หลักสูตรการพัฒนา",
        columns=[
            *(Column(text, width, "left" if width > 5 else "center") for text, width in tall.items()),
            Column("เป้าหมาย", 6.8, "right", keep=True),
            Column("ผล", 5, "right", keep=True),
            Column("ร้อยละ", 6.2, "right", keep=True),
            *(Column(text, 26 / 3, "right", keep=True) for text in ("ตั้งไว้", "ใช้จริง", "คงเหลือ")),
            *(Column(text, width) for text, width in wide.items()),
        ],
        header_rows=[
            [
                *(HeaderCell(text, rows=2) for text in tall),
                HeaderCell("ผู้เข้ารับการพัฒนา (คน)", columns=3),
                HeaderCell("งบประมาณ (บาท)", columns=3),
                *(HeaderCell(text, rows=2) for text in wide),
            ],
            [HeaderCell(text) for text in ("เป้าหมาย", "ผล", "ร้อยละ", "ตั้งไว้", "ใช้จริง", "คงเหลือ")],
        ],
        rows=[_project(line, money) for line in report.lines],
        totals_row=["", "รวม", *totals, "", "", ""],
        landscape=True,
        compact=True,
        empty_text="ไม่มีโครงการ/หลักสูตรการพัฒนาในปีงบประมาณนี้",
        note=_about_projects(report),
    )


def _project(line: Line, money: Callable[[Decimal | None], str]) -> list[str]:
    beside = "" if line.is_planned else "\n(นอกแผนของปี)"
    return [
        line.number or NOTHING,
        line.name + beside,
        *_counts(line.target, line.people),
        *_amounts(line, money),
        "\n".join(filter(None, [PROGRESS[line.progress], line.outcome])),
        line.problems or (NOTHING if line.progress else ""),
        line.suggestions or (NOTHING if line.progress else ""),
    ]


def _about_projects(report: Report) -> str:
    sums = report.sums
    notes = [_about_sums(sums)]
    if any(line.people is None or line.lacks_spent for line in report.lines) and DOTS_MEAN not in notes[0]:
        notes.append(DOTS_MEAN)
    if any(line.left is not None and line.left < 0 for line in report.lines):
        notes.append("คงเหลือติดลบหมายถึงใช้จ่ายมากกว่าที่ตั้งไว้")
    if any(not line.is_planned and (line.people or line.spent) for line in report.lines):
        notes.append("ผลรวมนับโครงการนอกแผนของปีด้วย")
    return " ".join(filter(None, notes))


def _indicators(report: Report) -> Table:
    return Table(
        caption="ผลตามตัวชี้วัดของโครงการ",
        columns=[
            Column("ที่", 4, "center"),
            Column("โครงการ/หลักสูตร", 26),
            Column("ตัวชี้วัด", 25),
            Column("ค่าเป้าหมาย", 14),
            Column("ผลที่ได้", 19),
            Column("ผลการประเมิน", 12, "center"),
        ],
        rows=[
            [
                line.number or NOTHING,
                line.name,
                line.indicator or NOTHING,
                line.indicator_target or NOTHING,
                line.indicator_result or _unsaid(line),
                REACHED[line.is_reached] if line.indicator else NOTHING,
            ]
            for line in report.lines
        ],
        landscape=True,
        compact=True,
        empty_text="ไม่มีโครงการ/หลักสูตรการพัฒนาในปีงบประมาณนี้",
    )


def _unsaid(line: Line) -> str:
    if not line.indicator:
        return NOTHING
    if line.progress == Progress.NOT_HELD.value:
        return PROGRESS[line.progress]
    return UNREPORTED if line.is_reached is None else NOTHING


def _followed(report: Report) -> Table:
    return Table(
        caption="ผลการติดตามและประเมินผลแผน",
        columns=[
            Column("ที่", 6, "center"),
            Column("ตัวชี้วัด/สิ่งที่ติดตาม", 30),
            Column("วิธีการ ผู้ติดตาม และระยะเวลา", 30),
            Column("ผลการติดตาม", 22),
            Column("ผลการประเมิน", 12, "center"),
        ],
        rows=[
            [
                to_thai(place),
                row.indicator + (GONE if row.is_gone else ""),
                _how(row),
                row.result or (UNREPORTED if row.is_reached is None else NOTHING),
                REACHED[row.is_reached],
            ]
            for place, row in enumerate(report.followed, start=1)
        ],
        compact=True,
        empty_text="แผนไม่ได้กำหนดรายการติดตามและประเมินผล",
    )


def _how(row: Followed) -> str:
    return "\n".join(filter(None, [row.method, row.responsible, row.when])) or NOTHING


# Numbers ---------------------------------------------------------------------------------------


def _count(number: int | None) -> str:
    return DOTS if number is None else to_thai(f"{number:,}")


def _counts(target: int, people: int | None) -> list[str]:
    return [_count(target) if target else NOTHING, _count(people), _share(people, target)]


def _share(part: int | Decimal | None, whole: int | Decimal) -> str:
    """Percent of a whole; dots while the part is unknown, a dash where there is no whole."""
    if part is None:
        return DOTS
    return _written(percent(part, whole)) if whole else NOTHING


def _written(part: Decimal | None) -> str:
    return NOTHING if part is None else to_thai(f"{part:,.2f}")


def _amounts(line: Line, money: Callable[[Decimal | None], str]) -> list[str]:
    if not line.allotted and not line.spent and not line.lacks_spent:
        return [NOTHING] * 3
    return [money(line.allotted) if line.allotted else NOTHING, money(line.spent), money(line.left)]


def _money_writer(amounts: Iterable[Decimal | None]) -> Callable[[Decimal | None], str]:
    """How amounts of a table are written: with satang in every row where any row has them."""
    satang = any(amount is not None and amount != amount.to_integral_value() for amount in amounts)

    def write(amount: Decimal | None) -> str:
        if amount is None:
            return DOTS
        return to_thai(f"{amount:,.2f}" if satang else f"{amount:,.0f}")

    return write
