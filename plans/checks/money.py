"""The money of the plan as a whole: within what may be spent, plausible, and the same wherever it is written."""

import re
from collections.abc import Iterator
from decimal import Decimal

from plans.budget import budget_of
from plans.checks.registry import Found, Grade, Place, at, check
from plans.facts import PlanFacts
from thai.digits import to_arabic, to_thai
from thai.money import format_baht

MANY = 6  #: budgeted projects from which on equal amounts everywhere are no coincidence
TOUR = "ดูงาน"
#: A total in a sentence: the word, then the first amount after it.
TOTAL_BAHT = re.compile(r"(?:รวม|ทั้งสิ้น|ทั้งหมด|ทั้งแผน)[^\n]{0,80}?(\d[\d,]*(?:\.\d{1,2})?)\s*บาท")
TOTAL_PEOPLE = re.compile(
    r"(?:บุคลากร|พนักงาน|กลุ่มเป้าหมาย)[^\n\d]{0,40}(?:รวม|ทั้งสิ้น|ทั้งหมด)[^\n\d]{0,30}(\d[\d,]*)\s*คน"
)
MONEY_SECTION = "s5"
ABOUT_DEVELOPMENT = re.compile("พัฒนาบุคลากร|แผนพัฒนา")


@check("year-ceiling", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๖", title="งบประมาณแต่ละปีไม่เกินวงเงิน")
def years_within_their_ceiling(facts: PlanFacts) -> Found:
    """The LAO typed what it may spend in a year: projects that it pays for may not need more."""
    for row in budget_of(facts).over:
        yield (
            at("budget", f"ceiling_{row.year}"),
            f"ปีงบประมาณ {to_thai(row.year)} โครงการใช้เงินเกินวงเงิน {format_baht(row.over)} บาท",
            "ลดจำนวนคน ย้ายบางโครงการไปปีอื่น หรือแก้วงเงินของปีนั้น",
        )


@check(
    "study-tour-share",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๒๕",
    title="ค่าศึกษาดูงานไม่มากเกินสัดส่วน",
)
def study_tours_are_not_most_of_it(facts: PlanFacts) -> Found:
    """The share of the plan's money that goes into study tours."""
    tours = sum((row.baht_total for row in facts.projects if TOUR in row.project.name), Decimal(0))
    most = facts.edition.number("study_tour_share_max")
    if tours and tours / facts.baht_total > most:
        share = round(tours * 100 / facts.baht_total)
        yield (
            at("projects"),
            to_thai(f"โครงการศึกษาดูงานใช้เงินร้อยละ {share} ของทั้งแผน เกณฑ์เตือนคือร้อยละ {most * 100:.0f}"),
            "ลดจำนวนปีหรือจำนวนคน นำเงินไปใช้กับหลักสูตรตามตำแหน่ง หรือเขียนเหตุผลความจำเป็น",
        )


@check(
    "amounts-copied",
    Grade.ADVICE,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๒๒",
    title="งบประมาณไม่ได้คัดลอกเท่ากันทุกโครงการทุกปี",
)
def amounts_were_thought_about(facts: PlanFacts) -> Found:
    """Every project with the same amount in all years: prices and people hardly stay the same."""
    budgeted = [row for row in facts.projects if row.baht_total]
    if len(budgeted) >= MANY and all(len({row.baht(year) for year in facts.years}) == 1 for row in budgeted):
        yield (
            at("projects"),
            to_thai(f"งบประมาณของทั้ง {len(budgeted)} โครงการเท่ากันทุกปี คล้ายคัดลอกจากปีแรก"),
            "ตรวจว่าจำนวนคนและราคาของปีหลังเป็นไปตามที่ตั้งใจ",
        )


@check(
    "stated-totals",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๒๓",
    title="ยอดรวมในข้อความตรงกับตาราง",
)
def totals_in_texts_are_those_of_the_tables(facts: PlanFacts) -> Found:
    """Totals of the tables are computed; a total that was typed into a text may have been left behind."""
    amounts, people = _amounts(facts), _people(facts)
    for outline in facts.own_headings:
        text, place = to_arabic(facts.text(outline)), at("section", "body", code=outline.code)
        if facts.baht_total:
            yield from _baht_stated(
                text, outline.code.startswith(MONEY_SECTION), place, outline, facts, amounts
            )
        for found in TOTAL_PEOPLE.finditer(text):
            if people and int(found[1].replace(",", "")) not in people:
                yield (
                    place,
                    to_thai(f"หัวข้อ {outline} เขียนว่า “{_short(found[0])}” ซึ่งไม่ตรงกับยอดใดในตาราง"),
                    "แก้จำนวนในข้อความให้ตรงกับตารางกลุ่มเป้าหมายหรือตารางโครงการ หรือเขียนเหตุผลไว้",
                )


def _baht_stated(
    text: str, is_money: bool, place: Place, outline: object, facts: PlanFacts, amounts: set[Decimal]
) -> Iterator[tuple[Place, str, str]]:
    for found in TOTAL_BAHT.finditer(text):
        around = text[max(0, found.start() - 80) : found.end()]
        if not is_money and not ABOUT_DEVELOPMENT.search(around):
            continue
        if Decimal(found[1].replace(",", "")) not in amounts:
            total = format_baht(facts.baht_total)
            yield (
                place,
                f"หัวข้อ {outline} เขียนว่า “{to_thai(_short(found[0]))}” ซึ่งไม่ตรงกับยอดใดในตาราง (รวมทั้งแผน {total} บาท)",
                "แก้จำนวนเงินในข้อความให้ตรงกับตาราง หรือเขียนเหตุผลไว้",
            )


def _amounts(facts: PlanFacts) -> set[Decimal]:
    """Every amount of baht that a sentence may state as a total."""
    found = {facts.baht_total, *facts.baht_by_year.values(), *facts.baht_by_curriculum.values()}
    found |= {row.baht_total for row in facts.projects}
    found |= {row.baht(year) for row in facts.projects for year in facts.years}
    for budget in facts.budgets.values():
        found |= {amount for amount in (budget.ceiling, budget.personnel_cost) if amount is not None}
    ceilings = [budget.ceiling for budget in facts.budgets.values() if budget.ceiling is not None]
    return found | ({sum(ceilings, Decimal(0))} if ceilings else set())


def _people(facts: PlanFacts) -> set[int]:
    """Every number of people that a sentence may state as a total; empty while no target was filled in."""
    rows = list(facts.targets.items())
    if not any(row.headcount for _key, row in rows):
        return set()
    found = {row.headcount for _key, row in rows} | {row.people for _key, row in rows}
    for year in facts.years:
        of_year = [row for (_code, of), row in rows if of == year]
        found |= {sum(row.headcount for row in of_year), sum(row.people for row in of_year)}
    found |= {sum(row.people for _key, row in rows)}
    found |= {*facts.people_by_year.values(), sum(facts.people_by_year.values())}
    found |= {row.people(year) for row in facts.projects for year in facts.years}
    if facts.staff is not None:
        found |= {facts.staff.total.frame, facts.staff.total.held, *facts.staff.total.kinds.values()}
    return found


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:40]} ... {text[-30:]}"
