"""The blank forms by which training is evaluated, made for one project from its own objective, methods and indicator.

What participants thought of it at its end, what the superior sees at work some months later, what a participant reports
to the head of the LAO, and what the committee finds at the end of a fiscal year (master plan, section 15 (4)).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from documents.paper import (
    Column,
    Draft,
    GroupRow,
    HeaderCell,
    Lines,
    Node,
    Paper,
    Part,
    Signature,
    Signatures,
    Table,
    TextBlock,
)
from plans.facts import PlanFacts, ProjectFacts
from plans.models import Project
from plans.papers import plan_title
from plans.papers.tables import Numbered
from plans.papers.yearly import held_in
from thai.dates import today
from thai.digits import to_thai

PARTICIPANT, SUPERIOR, REPORT, COMMITTEE = "participant", "superior", "report", "committee"
#: What each form is called; the first three are of a project, the last of a fiscal year.
TITLES = {
    PARTICIPANT: "แบบประเมินผลการพัฒนา (สำหรับผู้เข้ารับการพัฒนา)",
    SUPERIOR: "แบบติดตามผลการนำความรู้ไปใช้ (สำหรับผู้บังคับบัญชา)",
    REPORT: "แบบรายงานผลการเข้ารับการพัฒนา (สำหรับผู้เข้ารับการพัฒนา)",
    COMMITTEE: "แบบประเมินผลการดำเนินการตามแผน (สำหรับคณะกรรมการ)",
}
OF_PROJECT = (PARTICIPANT, SUPERIOR, REPORT)
EXAMPLE, NOTHING = "ตัวอย่าง", "-"
LINE, SHORT, DATE = "." * 160, "." * 40, "........ / ........................ / ............"
BOX = "(\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE})"
GAP = "\N{NO-BREAK SPACE}" * 2  #: between what is ticked
SCALE = ("๕", "๔", "๓", "๒", "๑")
HOW = "โปรดทำเครื่องหมาย / ในช่องที่ตรงกับความเห็นของท่าน โดย ๕ หมายถึงมากที่สุด ๔ มาก ๓ ปานกลาง ๒ น้อย และ ๑ น้อยที่สุด"
_MARKER = re.compile(r"^\s*(?:[-•]|\(?[0-9๐-๙]{1,2}[.)])+\s*")


def project_form(kind: str, facts: PlanFacts, item: Numbered) -> Paper:
    """A form of one project; KeyError for a kind that is none."""
    return _paper(facts, TITLES[kind], [item.name], _FORMS[kind](facts, item.facts))


def committee_form(facts: PlanFacts, year: int) -> Paper:
    """The form of one fiscal year (B.E.) of the plan."""
    heads = [plan_title(facts), to_thai(f"ประจำปีงบประมาณ พ.ศ. {year}")]
    return _paper(facts, TITLES[COMMITTEE], heads, _committee(facts, year))


def _paper(facts: PlanFacts, title: str, heads: Sequence[str], body: Sequence[Node]) -> Paper:
    organization = facts.organization
    return Paper(
        title=f"{title} {heads[0]} {organization.full_name}",
        mark=Draft(today(), " ", f"แบบของ{organization.full_name}"),
        body=[Lines([f"**{title}**", *heads, organization.full_name]), *body],
        author=organization.full_name,
        watermark=EXAMPLE if organization.is_demonstration else "",
    )


# What the forms share --------------------------------------------------------------------------


def objectives_of(project: Project) -> list[str]:
    """The objectives one by one, without the numbers that they were typed with."""
    return [text for line in project.objective.splitlines() if (text := _MARKER.sub("", line).strip())]


def _scale(caption: str, groups: Sequence[tuple[str, Sequence[str]]]) -> Table:
    """Questions to be answered on the five-point scale, under the names of their groups."""
    rows: list[Sequence[str] | GroupRow] = []
    for place, (name, questions) in enumerate(((name, rows) for name, rows in groups if rows), start=1):
        rows.append(GroupRow(f"{to_thai(place)}. {name}"))
        rows += [
            [to_thai(f"{place}.{number}"), question, *("" for _point in SCALE)]
            for number, question in enumerate(questions, start=1)
        ]
    return Table(
        caption=caption,
        columns=[
            Column("ที่", 8, "center"),
            Column("รายการประเมิน", 62),
            *(Column(point, 6, "center") for point in SCALE),
        ],
        header_rows=[
            [
                HeaderCell("ที่", rows=2),
                HeaderCell("รายการประเมิน", rows=2),
                HeaderCell("ระดับความเห็น", columns=len(SCALE)),
            ],
            [HeaderCell(point) for point in SCALE],
        ],
        rows=rows,
        compact=True,
    )


def _asked(*questions: str) -> list[Node]:
    """Questions with dotted lines for the pen below."""
    return [Lines([question, LINE, LINE], align="left") for question in questions]


def _asked_shortly(*questions: str) -> Lines:
    """Questions with dots behind them, and one more line between two."""
    lines = [line for question in questions for line in (_to_the_end(question), LINE)]
    return Lines(lines[:-1], align="left")


def _to_the_end(words: str) -> str:
    """Words with dots to about the end of the line: a letter is nearly two dots wide, a vowel above it has no width."""
    letters = sum(not unicodedata.combining(sign) and unicodedata.category(sign) != "Mn" for sign in words)
    return f"{words} {'.' * (len(LINE) - 2 * letters)}"


def _measure(project: Project) -> Table:
    """The indicator of the project, with room for what was found."""
    return Table(
        caption="ผลตามตัวชี้วัดของโครงการ",
        columns=[
            Column("ตัวชี้วัด", 34),
            Column("ค่าเป้าหมาย", 22),
            Column("วิธีวัด", 20),
            Column("ผลที่พบ", 24),
        ],
        rows=[
            [
                project.indicator or NOTHING,
                project.indicator_target or NOTHING,
                project.indicator_method or NOTHING,
                "\n\n",
            ]
        ],
        compact=True,
    )


def _hours(project: Project) -> str:
    return to_thai(f" ({project.hours_total} ชั่วโมง)") if project.hours_total else ""


# The three forms of a project ------------------------------------------------------------------


def _participant(facts: PlanFacts, project: ProjectFacts) -> list[Node]:
    row = project.project
    groups = f"{GAP} ".join(f"{BOX} {group.short_name or group.name}" for group in project.groups)
    return [
        Lines(
            [
                f"ปีงบประมาณ พ.ศ. {'.' * 30} รุ่นที่/วันที่ {'.' * 74}",
                f"ส่วนราชการ {'.' * 62} ตำแหน่ง {'.' * 62}",
                *([f"กลุ่มเป้าหมาย {GAP} {groups}"] if groups else []),
            ],
            align="left",
        ),
        TextBlock(f"{HOW} แบบนี้ไม่ต้องลงชื่อ และใช้ปรับปรุงการพัฒนาครั้งต่อไปเท่านั้น"),
        _scale(
            "",
            [
                ("ผลตามวัตถุประสงค์ของโครงการ", objectives_of(row)),
                ("เนื้อหาและวิธีการ", _questions_on_methods(project)),
                ("การจัดการ", _questions_on_arrangements(row)),
                (
                    "ความรู้และการนำไปใช้",
                    [
                        "ความรู้ความเข้าใจก่อนเข้ารับการพัฒนา",
                        "ความรู้ความเข้าใจหลังเข้ารับการพัฒนา",
                        "นำความรู้ที่ได้ไปใช้ในงานที่รับผิดชอบได้",
                        "ถ่ายทอดความรู้ที่ได้ให้ผู้อื่นได้",
                    ],
                ),
            ],
        ),
        _asked_shortly("สิ่งที่จะนำไปใช้ในงาน", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ"),
    ]


def _questions_on_methods(project: ProjectFacts) -> list[str]:
    methods = f" ({' และ'.join(method.name for method in project.methods)})" if project.methods else ""
    return [
        "เนื้อหาตรงกับงานที่ปฏิบัติและความต้องการในการพัฒนา",
        f"วิธีการพัฒนาเหมาะสมกับเนื้อหา{methods}",
        "การแบ่งเวลาระหว่างการบรรยายกับการฝึกปฏิบัติเหมาะสม",
        "วิทยากรหรือผู้สอนมีความรู้และถ่ายทอดได้เข้าใจ",
    ]


def _questions_on_arrangements(project: Project) -> list[str]:
    own = project.delivery != Project.Delivery.SENT
    return [
        f"ระยะเวลาเหมาะสม{_hours(project)}",
        "เอกสารและสื่อที่ใช้เข้าใจง่าย",
        *(
            ["สถานที่และอุปกรณ์เหมาะสม", "การประสานงานและการอำนวยความสะดวก"]
            if own
            else ["หน่วยงานที่จัดดำเนินการได้เหมาะสม"]
        ),
    ]


def _superior(facts: PlanFacts, project: ProjectFacts) -> list[Node]:
    row = project.project
    at_work = [
        "นำความรู้หรือทักษะที่ได้มาใช้ในการปฏิบัติงาน",
        "คุณภาพของงานดีขึ้น",
        "งานเสร็จเร็วขึ้น หรือมีข้อผิดพลาดน้อยลง",
        "ปฏิบัติงานได้ด้วยตนเองมากขึ้น",
        "ถ่ายทอดความรู้ให้ผู้ร่วมงาน",
    ]
    return [
        Lines(
            [
                f"ผู้เข้ารับการพัฒนา {'.' * 56} ตำแหน่ง {'.' * 56}",
                f"เข้ารับการพัฒนาระหว่างวันที่ {'.' * 49} ถึงวันที่ {'.' * 49}",
                f"ติดตามเมื่อครบ {BOX} ๓ เดือน {GAP} {BOX} ๖ เดือน {GAP} {BOX} อื่น ๆ {'.' * 20} วันที่ติดตาม {'.' * 34}",
            ],
            align="left",
        ),
        TextBlock(HOW),
        _scale("", [("ผลตามวัตถุประสงค์ของโครงการ", objectives_of(row)), ("การนำไปใช้ในงาน", at_work)]),
        *([_measure(row)] if row.indicator else []),
        Lines(
            [
                _to_the_end("ตัวอย่างงานหรือหลักฐานที่เห็นได้"),
                LINE,
                f"เห็นควร {BOX} ไม่ต้องพัฒนาเพิ่มเติม {GAP} {BOX} สอนงานหรือมอบหมายงาน {GAP} {BOX} เข้ารับการพัฒนาเพิ่ม",
            ],
            align="left",
        ),
        _signed("ผู้บังคับบัญชา"),
    ]


def _report(facts: PlanFacts, project: ProjectFacts) -> list[Node]:
    row = project.project
    objectives = "\n".join(f"- {text}" for text in objectives_of(row)) or NOTHING
    return [
        Lines([f"เรียน {facts.organization.head_title}"], align="left"),
        Lines(
            [
                f"ข้าพเจ้า {'.' * 64} ตำแหน่ง {'.' * 64}",
                f"สังกัด {'.' * 66} ได้เข้ารับการพัฒนาตามโครงการนี้{_hours(row)}",
                f"จัดโดย {'.' * 74} ณ {'.' * 68}",
                f"ระหว่างวันที่ {'.' * 37} ถึงวันที่ {'.' * 37} ค่าใช้จ่าย {'.' * 34} บาท",
            ],
            align="left",
        ),
        TextBlock(f"**วัตถุประสงค์ของโครงการ**\n{objectives}"),
        *_asked(
            "**เนื้อหาโดยสรุป**",
            "**ความรู้ ทักษะ หรือสมรรถนะที่ได้รับ**",
            "**การนำไปใช้ในงาน และกำหนดเวลา**",
            "**การถ่ายทอดให้ผู้อื่น**",
            "**ปัญหา/อุปสรรค และข้อเสนอแนะ**",
        ),
        Lines(
            [f"สิ่งที่แนบ {BOX} วุฒิบัตรหรือใบรับรอง {GAP} {BOX} เอกสารประกอบ {GAP} {BOX} อื่น ๆ {'.' * 44}"],
            align="left",
        ),
        _signed("ผู้รายงาน"),
        *_asked("**ความเห็นของผู้บังคับบัญชา**"),
        _signed("ผู้บังคับบัญชา"),
        *_asked(f"**คำสั่งของ{facts.organization.titles.head}**"),
    ]


def _signed(role: str) -> Signature:
    return Signature(SHORT, [f"ตำแหน่ง {SHORT}", f"{role}   วันที่ {DATE}"], label="ลงชื่อ")


_FORMS: dict[str, Callable[[PlanFacts, ProjectFacts], list[Node]]] = {
    PARTICIPANT: _participant,
    SUPERIOR: _superior,
    REPORT: _report,
}


# The form of a year ----------------------------------------------------------------------------


def _committee(facts: PlanFacts, year: int) -> list[Node]:
    return [
        Lines(
            [f"คณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี ประชุมครั้งที่ {'.' * 20} เมื่อวันที่ {'.' * 36}"],
            align="left",
        ),
        Part(
            heading="ผลของโครงการเทียบกับตัวชี้วัด",
            number="๑.",
            anchor="projects",
            opening=False,
            children=[_findings(facts, year)],
        ),
        Part(
            heading="ผลของการติดตามตามแผน",
            number="๒.",
            anchor="followed",
            opening=False,
            children=[_followed(facts)],
        ),
        Part(
            heading="ความเห็นของคณะกรรมการ",
            number="๓.",
            anchor="opinion",
            opening=False,
            children=_opinion(),
        ),
    ]


def _findings(facts: PlanFacts, year: int) -> Table:
    return Table(
        columns=[
            Column("ที่", 6, "center"),
            Column("โครงการ/หลักสูตร", 28),
            Column("ตัวชี้วัด และค่าเป้าหมาย", 26),
            Column("ผลที่ได้", 13),
            Column("บรรลุ", 7.5, "center"),
            Column("ไม่บรรลุ", 8.5, "center"),
            Column("ข้อสังเกต", 11),
        ],
        rows=[
            [item.number, item.name, _measured_by(item.facts, year), *("" for _pen in range(4))]
            for item in held_in(facts, year)
        ],
        compact=True,
        empty_text="ไม่มีโครงการ/หลักสูตรการพัฒนาในปีงบประมาณนี้",
    )


def _measured_by(project: ProjectFacts, year: int) -> str:
    """The indicator with its target of the year."""
    return "\n".join(filter(None, [project.project.indicator, _target(project, year)])) or NOTHING


def _target(project: ProjectFacts, year: int) -> str:
    in_year = project.years.get(year)
    return (in_year.indicator_target if in_year else "") or project.project.indicator_target


def _followed(facts: PlanFacts) -> Table:
    return Table(
        columns=[
            Column("ที่", 6, "center"),
            Column("ตัวชี้วัด/สิ่งที่ติดตาม", 38),
            Column("วิธีการติดตามและประเมินผล", 28),
            Column("ผลที่พบ", 28),
        ],
        rows=[
            [to_thai(place), item.indicator, item.method or NOTHING, ""]
            for place, item in enumerate(facts.monitoring, start=1)
        ],
        compact=True,
        empty_text="แผนไม่ได้กำหนดรายการติดตามและประเมินผล",
    )


def _opinion() -> list[Node]:
    questions = [
        "โครงการดำเนินการได้ตามแผนและตามเวลา",
        "ผู้เข้ารับการพัฒนาครบตามเป้าหมายและตรงกลุ่ม",
        "ใช้งบประมาณตามที่ตั้งไว้อย่างคุ้มค่า",
        "การพัฒนาตรงกับความต้องการและมาตรฐานกำหนดตำแหน่ง",
        "บุคลากรนำความรู้ไปใช้ในงาน",
    ]
    return [
        TextBlock(HOW),
        _scale("", [("การดำเนินการตามแผน", questions)]),
        Lines(
            [
                "คณะกรรมการเห็นควร",
                f"{BOX} ดำเนินการตามแผนต่อไป",
                f"{BOX} จัดทำโครงการต่อยอด เรื่อง {'.' * 118}",
                f"{BOX} ปรับปรุงแผน เพราะ {'.' * 126}",
            ],
            align="left",
        ),
        *_asked("ข้อเสนอต่อผู้บริหารท้องถิ่น"),
        Signatures(
            [
                Signature(SHORT, ["ประธานกรรมการ"], label="ลงชื่อ"),
                Signature(SHORT, ["กรรมการและเลขานุการ"], label="ลงชื่อ"),
            ]
        ),
    ]
