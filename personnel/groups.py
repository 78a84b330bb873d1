"""In which of the four groups of section 4.2 a person is in one fiscal year, and by which rule (requirements A-6 to A-8).

The master plan decides by role first, then by tenure on the first day of the fiscal year. Where its text overlaps
or says nothing, one answer is chosen here and said in the explanation; an officer may decide otherwise with a reason.
Where data are missing a stated default is used and the decision is marked as doubtful: nobody is guessed in silence.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.models import COUNTED, EmploymentKind
from thai.dates import format_date
from thai.fiscal import FiscalYear

NEWCOMERS, EXPERIENCED, DIRECTING, EXECUTIVE = "g1", "g2", "g3", "g4"
#: Used while the start date is unknown: most people of a list that has no dates have been there for long.
DEFAULT_GROUP = EXPERIENCED
EXPERIENCE_YEARS = 2  #: the line of section 4.2; callers pass the edition's own value
HIRED = frozenset({EmploymentKind.HIRED_TASK, EmploymentKind.HIRED_GENERAL, EmploymentKind.HIRED_EXPERT})
ASSISTANT_TEACHER = "teacher.1"


class Rule(models.TextChoices):
    """What decided; the labels stand in tables."""

    OVERRIDE = "override", gettext_lazy("เจ้าหน้าที่กำหนดเอง")
    NOT_COUNTED = "not_counted", gettext_lazy("ไม่นับเป็นบุคลากรท้องถิ่น")
    NOT_YET = "not_yet", gettext_lazy("บรรจุหลังสิ้นปีงบประมาณ")
    EXECUTIVE = "executive", gettext_lazy("ประเภทบริหารท้องถิ่น")
    DIRECTING = "directing", gettext_lazy("ประเภทอำนวยการท้องถิ่น")
    SCHOOL = "school", gettext_lazy("ผู้บริหารสถานศึกษา")
    HEAD = "head", gettext_lazy("หัวหน้าหน่วยงาน")
    TEACHER_READY = "teacher_ready", gettext_lazy("ครู ผ่านการเตรียมความพร้อมฯ")
    TEACHER_NOT_READY = "teacher_not_ready", gettext_lazy("ครู ยังไม่ผ่านการเตรียมความพร้อมฯ")
    TEACHER_LEVEL = "teacher_level", gettext_lazy("ครู พิจารณาจากระดับตำแหน่ง")
    TEACHER_TENURE = "teacher_tenure", gettext_lazy("ครู พิจารณาจากอายุงานไปก่อน")
    NEWCOMER = "newcomer", gettext_lazy("อายุงานไม่เกินเกณฑ์")
    PROBATION = "probation", gettext_lazy("ผ่านทดลองงานแล้ว แต่อายุงานไม่เกินเกณฑ์")
    EXACT = "exact", gettext_lazy("อายุงานครบเกณฑ์พอดี")
    EXPERIENCED = "experienced", gettext_lazy("อายุงานถึงเกณฑ์")
    NO_DATE = "no_date", gettext_lazy("ไม่ทราบวันบรรจุ")


@dataclass(frozen=True)
class GroupFacts:
    """What the decision depends on; None and empty texts are unknown."""

    kind: str
    position_type: str = ""
    level: str = ""
    is_head: bool = False
    is_acting_elsewhere: bool = False
    appointed_on: datetime.date | None = None
    passed_probation: bool | None = None
    passed_teacher_readiness: bool | None = None


@dataclass(frozen=True)
class GroupDecision:
    """The group in one fiscal year (None: not counted), the rule that decided and why, in Thai."""

    group_code: str | None
    rule: Rule
    explanation_th: str
    missing: tuple[str, ...] = ()  #: names of the data that would settle a doubt
    is_acting_elsewhere: bool = False

    @property
    def is_doubtful(self) -> bool:
        """True when a default stands in for missing data."""
        return bool(self.missing)


def group_of(facts: GroupFacts, year: int, *, experience_years: int = EXPERIENCE_YEARS) -> GroupDecision:
    """The decision for a fiscal year (B.E.); exactly one for every combination of facts."""
    case = _Case(facts, FiscalYear(year), experience_years)
    steps: tuple[Callable[[_Case], GroupDecision | None], ...] = (_outside, _by_role, _as_teacher)
    found = next((decision for step in steps if (decision := step(case))), None)
    return case.with_notes(found or _by_tenure(case))


def overridden(decision: GroupDecision, group_code: str, reason: str) -> GroupDecision:
    """The officer's own decision in place of the rule's; whoever is not counted stays so."""
    if decision.group_code is None:
        return decision
    return GroupDecision(
        group_code,
        Rule.OVERRIDE,
        _("กำหนดเองโดยเจ้าหน้าที่ เหตุผล: {reason} (ตามหลักเกณฑ์: {rule})").format(
            reason=reason, rule=decision.explanation_th
        ),
        is_acting_elsewhere=decision.is_acting_elsewhere,
    )


# The steps, in the order of requirement A-7 ------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    facts: GroupFacts
    year: FiscalYear
    experience_years: int

    @property
    def line_on(self) -> datetime.date | None:
        """The day on which the tenure reaches the line."""
        start = self.facts.appointed_on
        return _years_later(start, self.experience_years) if start else None

    @property
    def tenure(self) -> str:
        """ณ วันที่ 1 ต.ค. 2566 มีอายุงาน 1 ปี 3 เดือน (บรรจุหรือเริ่มจ้าง 15 มิ.ย. 2565)."""
        start, day = self.facts.appointed_on, self.year.starts_on
        if start is None:
            return ""
        begun = format_date(start, "screen_short")
        if start > day:
            return _("บรรจุหรือเริ่มจ้าง {begun} ระหว่างปีงบประมาณ {year}").format(begun=begun, year=self.year)
        months = (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)
        return _("ณ วันที่ {day} มีอายุงาน {years} ปี {months} เดือน (บรรจุหรือเริ่มจ้าง {begun})").format(
            day=format_date(day, "screen_short"), years=months // 12, months=months % 12, begun=begun
        )

    def with_notes(self, decision: GroupDecision) -> GroupDecision:
        """What holds beside the rule: a type that is not known, and a post that is only acted in."""
        if decision.group_code is None:
            return decision
        if (
            not self.facts.position_type
            and self.facts.kind == EmploymentKind.CIVIL
            and not self.facts.is_head
        ):
            note = _("ยังไม่ทราบประเภทตำแหน่ง หากเป็นประเภทบริหารหรืออำนวยการท้องถิ่น กลุ่มจะเปลี่ยน")
            decision = replace(
                decision,
                explanation_th=f"{decision.explanation_th} {note}",
                missing=(*decision.missing, "position_type"),
            )
        if self.facts.is_acting_elsewhere:
            note = _("รักษาราชการแทนในตำแหน่งอื่นด้วย แผนแม่บทฯ ไม่ได้กล่าวถึง จึงคงกลุ่มตามตำแหน่งของตน")
            decision = replace(
                decision, explanation_th=f"{decision.explanation_th} {note}", is_acting_elsewhere=True
            )
        return decision


def _outside(case: _Case) -> GroupDecision | None:
    """Those who are not local personnel (A-4), and those who come only after the year."""
    if case.facts.kind not in COUNTED:
        return GroupDecision(
            None,
            Rule.NOT_COUNTED,
            _("ผู้บริหารท้องถิ่น สมาชิกสภา และจ้างเหมาบริการ ไม่อยู่ในนิยามบุคลากรท้องถิ่น จึงไม่นับในกลุ่มใด"),
        )
    start = case.facts.appointed_on
    if start and start > case.year.ends_on:
        explanation = _("บรรจุหรือเริ่มจ้าง {begun} หลังสิ้นปีงบประมาณ {year} จึงยังไม่นับในปีนี้")
        begun = format_date(start, "screen_short")
        return GroupDecision(None, Rule.NOT_YET, explanation.format(begun=begun, year=case.year))
    return None


def _by_role(case: _Case) -> GroupDecision | None:
    """Executives before directors and heads, both before tenure."""
    roles = {
        "executive": (EXECUTIVE, Rule.EXECUTIVE, _("ดำรงตำแหน่งประเภทบริหารท้องถิ่น (ปลัดหรือรองปลัด)")),
        "directing": (DIRECTING, Rule.DIRECTING, _("ดำรงตำแหน่งประเภทอำนวยการท้องถิ่น")),
        "school_head": (DIRECTING, Rule.SCHOOL, _("ดำรงตำแหน่งผู้บริหารสถานศึกษา")),
    }
    if case.facts.position_type in roles:
        return GroupDecision(*roles[case.facts.position_type])
    if case.facts.is_head:
        return GroupDecision(
            DIRECTING,
            Rule.HEAD,
            _("เป็นหัวหน้ากลุ่มงาน ฝ่าย หน่วยงาน หรือศูนย์พัฒนาเด็กเล็ก กลุ่มเป็นไปตามบทบาทแม้ตำแหน่งเป็นประเภทอื่น"),
        )
    return None


def _as_teacher(case: _Case) -> GroupDecision | None:
    """Teachers by the intensive preparation; unknown: by their level, else by tenure for the time being."""
    facts = case.facts
    is_teacher = facts.kind == EmploymentKind.TEACHER or (
        facts.kind == EmploymentKind.CIVIL and facts.position_type == "teacher"
    )
    if not is_teacher:
        return None
    if facts.passed_teacher_readiness is not None:
        return _known_teacher(facts.passed_teacher_readiness)
    if facts.level.startswith("teacher."):
        if facts.level == ASSISTANT_TEACHER:
            explanation = _("ครูผู้ช่วย คือครูที่ยังอยู่ระหว่างการเตรียมความพร้อมและพัฒนาอย่างเข้ม")
            return GroupDecision(NEWCOMERS, Rule.TEACHER_LEVEL, explanation)
        explanation = _("ครูตั้งแต่อันดับ คศ.1 ขึ้นไป ถือว่าผ่านการเตรียมความพร้อมและพัฒนาอย่างเข้มแล้ว")
        return GroupDecision(EXPERIENCED, Rule.TEACHER_LEVEL, explanation)
    by_tenure = _by_tenure(case)
    note = _("ยังไม่ได้ระบุว่าผ่านการเตรียมความพร้อมและพัฒนาอย่างเข้มหรือไม่ จึงใช้อายุงานไปก่อน")
    return GroupDecision(
        by_tenure.group_code,
        Rule.TEACHER_TENURE,
        f"{note} {by_tenure.explanation_th}",
        ("passed_teacher_readiness", *by_tenure.missing),
    )


def _known_teacher(is_ready: bool) -> GroupDecision:
    if is_ready:
        explanation = _("ครูหรือบุคลากรทางการศึกษาที่ผ่านการเตรียมความพร้อมและพัฒนาอย่างเข้มแล้ว")
        return GroupDecision(EXPERIENCED, Rule.TEACHER_READY, explanation)
    explanation = _("ครูหรือบุคลากรทางการศึกษาที่ยังไม่ผ่านการเตรียมความพร้อมและพัฒนาอย่างเข้ม")
    return GroupDecision(NEWCOMERS, Rule.TEACHER_NOT_READY, explanation)


def _by_tenure(case: _Case) -> GroupDecision:
    """Under or over the line on 1 October (A-8 a to d and g)."""
    line = case.line_on
    if line is None:
        return _without_date(case.facts)
    years = case.experience_years
    if line > case.year.starts_on:
        return _newcomer(case)
    if line == case.year.starts_on:
        note = _("ครบ {years} ปีพอดี ซึ่งเข้าทั้งถ้อยคำ “ยังไม่เกิน” และ “ไม่น้อยกว่า” {years} ปี ระบบให้อยู่กลุ่มมีประสบการณ์")
        return GroupDecision(EXPERIENCED, Rule.EXACT, f"{case.tenure} {note.format(years=years)}")
    explanation = _("{tenure} ไม่น้อยกว่า {years} ปี").format(tenure=case.tenure, years=years)
    return GroupDecision(EXPERIENCED, Rule.EXPERIENCED, explanation)


def _newcomer(case: _Case) -> GroupDecision:
    facts, years = case.facts, case.experience_years
    explanation = _("{tenure} ยังไม่ครบ {years} ปี").format(tenure=case.tenure, years=years)
    if facts.kind in HIRED:
        note = _("กลุ่มแรกบรรจุกล่าวถึงพนักงานจ้างโดยไม่จำกัดอายุงาน ส่วนกลุ่มมีประสบการณ์จำกัดไว้ จึงแบ่งที่ {years} ปี")
        return GroupDecision(NEWCOMERS, Rule.NEWCOMER, f"{explanation} {note.format(years=years)}")
    if facts.kind == EmploymentKind.PERMANENT:
        note = _("แผนแม่บทฯ ไม่ได้กล่าวถึงลูกจ้างประจำที่ยังไม่ครบ {years} ปี ระบบให้อยู่กลุ่มแรกบรรจุ")
        return GroupDecision(NEWCOMERS, Rule.NEWCOMER, f"{explanation} {note.format(years=years)}")
    if facts.passed_probation:
        note = _("ผ่านการทดลองปฏิบัติราชการแล้วจึงเข้าได้ทั้งสองกลุ่ม ระบบยึดอายุงาน และพัฒนาตามแนวของกลุ่มมีประสบการณ์ร่วมด้วยได้")
        return GroupDecision(NEWCOMERS, Rule.PROBATION, f"{explanation} {note}")
    return GroupDecision(NEWCOMERS, Rule.NEWCOMER, explanation)


def _without_date(facts: GroupFacts) -> GroupDecision:
    missing = ("appointed_on",)
    if facts.kind in (EmploymentKind.CIVIL, EmploymentKind.TEACHER) and facts.passed_probation is False:
        explanation = _("ไม่ทราบวันบรรจุ แต่ยังไม่ผ่านการทดลองปฏิบัติราชการ จึงให้อยู่กลุ่มแรกบรรจุไปก่อน")
        return GroupDecision(NEWCOMERS, Rule.NO_DATE, explanation, missing)
    explanation = _("ไม่ทราบวันบรรจุหรือวันเริ่มจ้าง จึงใช้ค่าตั้งต้นคือกลุ่มมีประสบการณ์ไปก่อน กรุณากรอกวันที่เพื่อให้ตัดสินได้")
    return GroupDecision(DEFAULT_GROUP, Rule.NO_DATE, explanation, missing)


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except (
        ValueError
    ):  # 29 February: the period ends with the month (Civil and Commercial Code, section 193/5)
        return day.replace(year=day.year + years, day=28)
