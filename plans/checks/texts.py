"""The texts of the plan: nothing that must be there is empty, nothing names another LAO or another cycle."""

import re
from collections.abc import Iterator

from plans.checks.registry import Found, Grade, Place, at, check
from plans.facts import PlanFacts
from plans.models import OutlineSection
from thai.digits import to_arabic, to_thai
from thai.titles import LaoKind

#: Table that fills a typed heading, and the view where its rows are kept.
TYPED = {
    "targets": "targets",
    "projects": "projects",
    "schedule": "projects",
    "budget": "projects",
    "monitoring": "monitoring",
}
PREFIXES = sorted(
    {kind.titles.full_prefix for kind in LaoKind if kind != LaoKind.PATTAYA}, key=len, reverse=True
)
NAMED_WITH_DISTRICT = re.compile(rf"(?:{'|'.join(PREFIXES)})([ก-๙]{{2,30}})\s+อำเภอ([ก-๙]{{2,30}})")
NAMED_PROVINCE = re.compile(r"จังหวัด([ก-๙]{2,30})")
YEAR_RANGE = re.compile(r"(2[45]\d\d)\s*(?:-|–|—|ถึง)\s*(2[45]\d\d)")
#: A range of years is a plan's period when one of these words stands shortly before it.
PERIOD_WORDS = re.compile(r"ปีงบประมาณ|แผนพัฒนาบุคลากร|แผนแม่บทการพัฒนาบุคลากร|แผนอัตรากำลัง|รอบ")


@check("six-parts", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๔.๓.๓", title="หัวข้อสำคัญทั้งหกมีเนื้อหาครบ")
def six_parts_written(facts: PlanFacts) -> Found:
    """Requirements B-2: submission is blocked while any of the six headings is empty."""
    for outline in facts.own_headings:
        if not outline.required or outline.heading_only or outline.typed:
            continue
        if not facts.text(outline).strip():
            yield (
                at("section", "body", code=outline.code),
                f"หัวข้อ {outline} ยังไม่มีข้อความ",
                "เขียนข้อความ หรือกดใช้ข้อความมาตรฐานแล้วปรับให้ตรงกับหน่วยงาน",
            )


@check("six-parts-tables", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๔.๓.๓", title="ตารางของหัวข้อสำคัญมีข้อมูล")
def tables_filled(facts: PlanFacts) -> Found:
    """Headings that are filled by a table have at least one row."""
    if not any(target.people for target in facts.targets.values()):
        yield at("targets"), "ยังไม่ได้กำหนดจำนวนกลุ่มเป้าหมาย", "กรอกจำนวนบุคลากรและเป้าหมายของแต่ละกลุ่มรายปี"
    if not facts.projects:
        yield at("projects"), "ยังไม่มีโครงการหรือหลักสูตรการพัฒนา", "เพิ่มโครงการอย่างน้อยหนึ่งโครงการ"


@check("section-done", Grade.ADVICE, clause="ขั้นตอนการจัดทำแผน", title="ทุกหัวข้อทำเครื่องหมายว่าเสร็จแล้ว")
def sections_marked_done(facts: PlanFacts) -> Found:
    """A heading nobody has declared finished is worth another look."""
    for outline in facts.own_headings:
        section = facts.sections.get(outline.code)
        if (
            outline.required
            and not outline.heading_only
            and not outline.typed
            and not (section and section.is_done)
        ):
            yield (
                at("section", "is_done", code=outline.code),
                f"หัวข้อ {outline} ยังไม่ได้ทำเครื่องหมายว่าเสร็จแล้ว",
                "อ่านทบทวนแล้วเลือก “ทำส่วนนี้เสร็จแล้ว”",
            )


@check(
    "other-lao", Grade.MUST, clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๘", title="ไม่มีชื่อหน่วยงานอื่นค้างอยู่"
)
def names_no_other_lao(facts: PlanFacts) -> Found:
    """An LAO named with its district that is not this one: copied from another plan, or misspelt."""
    own = facts.organization
    for place, where, text in written_texts(facts):
        for found in NAMED_WITH_DISTRICT.finditer(text):
            name, district = found.groups()
            if name != own.name or district != own.district:
                yield (
                    place,
                    f"{where} มีข้อความว่า “{found[0]}” ซึ่งไม่ใช่ชื่อของ{own.full_name} {own.place}",
                    f"แก้เป็น “{own.full_name} {own.place}” หรือลบข้อความนั้น",
                )


@check(
    "misspelt-lao",
    Grade.MUST,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๘",
    title="สะกดชื่อหน่วยงานถูกต้อง",
)
def own_name_spelt_right(facts: PlanFacts) -> Found:
    """The words after the kind's prefix are the name, but for a letter or two: สังขาม for สังคม."""
    own = facts.organization
    prefix = own.titles.full_prefix
    if own.kind == LaoKind.PATTAYA:
        return
    for place, where, text in written_texts(facts):
        for found in re.finditer(re.escape(prefix), text):
            wrong = _misspelling(text[found.end() : found.end() + len(own.name) + 2], own.name)
            if wrong:
                yield (
                    place,
                    f"{where} เขียนว่า “{prefix}{wrong}” คล้ายสะกดชื่อผิด",
                    f"แก้เป็น “{own.full_name}”",
                )


@check(
    "other-province",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๘",
    title="ไม่มีชื่อจังหวัดอื่นค้างอยู่",
)
def names_no_other_province(facts: PlanFacts) -> Found:
    """Another province may be right (a study trip), so a reason closes the finding."""
    others = [name for name in facts.provinces if name != facts.organization.province.name]
    for place, where, text in written_texts(facts):
        named = {name for found in NAMED_PROVINCE.findall(text) for name in others if found.startswith(name)}
        for name in sorted(named):
            yield (
                place,
                f"{where} กล่าวถึงจังหวัด{name}",
                "หากคัดลอกมาจากแผนอื่นให้แก้ไข หากตั้งใจให้เขียนเหตุผลไว้",
            )


@check(
    "old-years", Grade.SHOULD, clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๗", title="ไม่มีปีของรอบอื่นค้างอยู่"
)
def years_of_this_cycle(facts: PlanFacts) -> Found:
    """A period of another cycle, as when last cycle's text was copied; history may be meant."""
    right = {
        (int(facts.cycle.first), int(facts.cycle.last)),
        (int(facts.cycle.next.first), int(facts.cycle.next.last)),
    }
    for place, where, text in written_texts(facts):
        for first, last in _periods(text):
            if (first, last) not in right and last - first == 2:
                yield (
                    place,
                    to_thai(
                        f"{where} กล่าวถึงปีงบประมาณ {first} - {last} ซึ่งไม่ใช่รอบของแผนนี้ ({facts.cycle.label})"
                    ),
                    "แก้ปีให้ตรงกับรอบของแผน หากกล่าวถึงประวัติให้เขียนเหตุผลไว้",
                )


@check("four-year-cycle", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๕ (๒) และข้อ ๑๘", title="รอบของแผนเป็นสามปี")
def cycles_have_three_years(facts: PlanFacts) -> Found:
    """A plan's period that begins with a cycle but does not have three years, such as 2570 - 2573."""
    starts = {int(facts.cycle.first), int(facts.cycle.next.first)}
    for place, where, text in written_texts(facts):
        for first, last in _periods(text):
            if first in starts and last - first != 2:
                yield (
                    place,
                    to_thai(f"{where} กล่าวถึงปีงบประมาณ {first} - {last} ซึ่งไม่ใช่สามปี"),
                    to_thai(f"รอบที่เริ่มปี {first} สิ้นสุดปี {first + 2}"),
                )


def written_texts(facts: PlanFacts) -> Iterator[tuple[Place, str, str]]:
    """Every text of the plan that a person reads: its place, what to call it, and the text."""
    for outline in facts.outline:
        text = facts.text(outline)
        if text:
            yield at("section", "body", code=outline.code), f"หัวข้อ {_title(outline)}", text
    for row in facts.projects:
        project = row.project
        text = "\n".join(
            (
                project.name,
                project.objective,
                project.indicator,
                project.indicator_target,
                project.indicator_baseline,
                project.indicator_method,
                project.indicator_measurer,
                project.basis_text,
                project.money_source,
                *(year.indicator_target for year in row.years.values()),
            )
        )
        yield at("project", "name", project=project.pk), f"โครงการที่ {to_thai(project.order)}", text
    for item in facts.monitoring:
        text = "\n".join((item.indicator, item.method, item.responsible, item.when))
        yield at("monitoring"), "การติดตามและประเมินผล", text
    for member in facts.committee:
        yield at("committee"), "รายชื่อคณะกรรมการ", member.position


def _title(outline: OutlineSection) -> str:
    return str(outline) if outline.layout == "six" else f"{outline} (เล่มแผนแม่บท)"


def _periods(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of years that are the period of a plan (B.E.), not of a policy or a strategy."""
    text = to_arabic(text)
    for found in YEAR_RANGE.finditer(text):
        if PERIOD_WORDS.search(text[max(0, found.start() - 40) : found.start()]):
            yield int(found[1]), int(found[2])


def _misspelling(following: str, name: str) -> str:
    """The word that stands where ``name`` should, when it differs by one or two letters; else empty."""
    if following.startswith(name) or len(name) < 3:
        return ""
    for length in range(len(name) - 1, len(name) + 2):
        word = following[:length]
        if (
            len(word) == length
            and word[0] == name[0]
            and word[-1] == name[-1]
            and 0 < _distance(word, name) <= 2
        ):
            return word
    return ""


def _distance(a: str, b: str) -> int:
    """Letters to insert, delete or replace to make one word the other (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
    return row[-1]
