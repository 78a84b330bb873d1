"""What a plan leaves open, in the order in which it is proposed for: needs by rank, gaps, then the rules.

Each want names the hole by a key, so that it is proposed for once and stays declined when it was declined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from competencies.items import ItemKind
from courses.models import CourseItem
from courses.search import Item
from personnel.gaps import Measured
from personnel.models import Need, PersonnelGroup
from personnel.needs import confirmed
from personnel.survey_results import FEW
from plans.coverage import Coverage, GroupGap, coverage_of
from plans.facts import PlanFacts, ProjectFacts
from plans.models import Project
from thai.digits import to_thai

LAW = Project.Basis.LAW


class WithProposals(PlanFacts):
    """The plan as it would be if every proposal were confirmed: nothing is proposed for one hole twice."""

    @cached_property
    def projects(self) -> list[ProjectFacts]:
        """Projects and proposals."""
        return self.all_projects


@dataclass(frozen=True)
class Want:
    """A hole: why it is one, whom it concerns, and what a course must be to close it."""

    key: str
    what: str  #: names the hole to the officer
    because: str
    groups: tuple[str, ...]
    people: int = 0  #: those concerned; 0 for everybody of the groups
    items: tuple[Item, ...] = ()
    words: str = ""
    curriculum: str = ""
    method: str = ""
    area: str = ""
    is_digital: bool = False
    is_for_all_lines: bool = False
    every_year: bool = False
    need: Need | None = None
    clause: str = ""  #: the law or plan that a project without a need rests on


@dataclass(frozen=True)
class _Sought:
    """What a legal need asks of a course."""

    curriculum: str = ""
    method: str = ""
    is_digital: bool = False


Phase = Callable[[PlanFacts, Coverage], Iterator[Want]]


def phases() -> tuple[Phase, ...]:
    """The kinds of holes in order; what one phase proposes is taken into account by the next."""
    return (_needs, _gaps, _orientation, _executives, _ethics, _digital, _areas, _posts)


def wants_of(phase: Phase, facts: PlanFacts) -> list[Want]:
    """The holes of one kind."""
    return list(phase(facts, coverage_of(facts)))


# Needs and gaps ---------------------------------------------------------------------------------


def _needs(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    """Confirmed needs that no project answers, the first rank first."""
    of_law = {
        "digital": _Sought(is_digital=True),
        "ethics": _Sought(curriculum=facts.edition.rule("ethics_curriculum")),
        "orientation": _Sought(method=facts.edition.rule("orientation_method")),
    }
    answered = {need.pk for row in facts.projects for need in row.needs}
    for need in confirmed(facts.organization, facts.plan.first_year):
        if need.pk in answered:
            continue
        is_item = need.item_kind in ItemKind.values
        sought = of_law.get(need.item_code, _Sought()) if need.source == Need.Source.LAW else _Sought()
        yield Want(
            key=f"need:{need.pk}",
            what=need.title,
            because=_of_need(need),
            groups=_codes(need.groups.all()) or _peopled(facts),
            people=need.people,
            items=((need.item_kind, need.item_code),) if is_item else (),
            words="" if is_item or sought != _Sought() else need.title,
            curriculum=sought.curriculum,
            method=sought.method,
            is_digital=sought.is_digital,
            need=need,
        )


def _of_need(need: Need) -> str:
    rank = f" (ลำดับที่ {need.rank})" if need.rank else ""
    concerned = f"เกี่ยวข้องกับ {need.people} คน " if need.people >= FEW else ""
    return to_thai(f"เสนอเพราะความต้องการ “{need.title}”{rank} {concerned}และยังไม่มีโครงการใดตอบ")


@dataclass
class _Gap:
    """An item that people lack."""

    name: str
    people: set[int] = field(default_factory=set)


def _gaps(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    """What several people lack, nobody has made a need of, and no course of the plan develops."""
    known = Need.objects.filter(organization=facts.organization, first_year=facts.plan.first_year)
    decided = set(known.exclude(item_code="").values_list("item_kind", "item_code"))
    courses = [row.project.course_id for row in facts.projects if row.project.course_id]
    developed = _developed_by(courses)
    found: dict[Item, _Gap] = {}
    for gap in Measured(facts.organization, facts.plan.first_year).gaps():
        if gap.gap > 0 and gap.item.key not in decided | developed:
            found.setdefault(gap.item.key, _Gap(gap.item.name)).people.add(gap.person_id)
    for key, row in sorted(found.items(), key=lambda pair: (-len(pair[1].people), pair[0])):
        if len(row.people) >= FEW:  # so few would tell whose scores they are
            yield Want(
                key=f"gap:{key[0]}:{key[1]}",
                what=row.name,
                because=to_thai(
                    f"เสนอเพราะ {len(row.people)} คนมี{row.name}ต่ำกว่าระดับที่ตำแหน่งต้องใช้ และไม่มีโครงการใดพัฒนาเรื่องนี้"
                ),
                groups=_peopled(facts),
                people=len(row.people),
                items=(key,),
                clause="แผนแม่บทฯ ข้อ ๑๕ (๑) ผลการประเมินบุคลากร",
            )


def _developed_by(courses: list[int]) -> set[Item]:
    from_courses = CourseItem.objects.filter(course__in=courses)
    return set(from_courses.values_list("item_kind", "item_code"))


# Rules ------------------------------------------------------------------------------------------


def _orientation(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    if coverage.without_orientation:
        yield Want(
            key="rule:orientation",
            what="ปฐมนิเทศบุคลากรแรกบรรจุ",
            because="เสนอเพราะมีบุคลากรแรกบรรจุ แต่ยังไม่มีโครงการปฐมนิเทศ",
            groups=_of_gaps(coverage.without_orientation),
            method=facts.edition.rule("orientation_method"),
            every_year=True,
            clause="แผนแม่บทฯ ข้อ ๑๒ (๑)",
        )


def _executives(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    if groups := _of_gaps(coverage.without_executive_course):
        names = " ".join(gap.group.short_name for gap in coverage.without_executive_course)
        yield Want(
            key=f"rule:executive:{'-'.join(groups)}",
            what=f"หลักสูตรด้านการบริหาร กลุ่ม {names}",
            because=f"เสนอเพราะกลุ่ม {names} ยังไม่มีหลักสูตรด้านการบริหาร",
            groups=groups,
            curriculum=facts.edition.rule("executive_curriculum"),
            is_for_all_lines=True,
            clause="แผนแม่บทฯ ข้อ ๔.๒ (๓) (๔) และข้อ ๑๑ (๔)",
        )


def _ethics(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    if groups := _of_gaps(coverage.without_ethics):
        names = " ".join(gap.group.short_name for gap in coverage.without_ethics)
        yield Want(
            key=f"rule:ethics:{'-'.join(groups)}",
            what="หลักสูตรด้านคุณธรรมและจริยธรรม",
            because=f"เสนอเพราะยังไม่มีหลักสูตรด้านคุณธรรมและจริยธรรมสำหรับกลุ่ม {names}",
            groups=groups,
            curriculum=facts.edition.rule("ethics_curriculum"),
            is_for_all_lines=True,
            every_year=True,
            clause="แผนแม่บทฯ ข้อ ๑๑ (๕)",
        )


def _digital(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    if coverage.lacks_digital:
        yield Want(
            key="rule:digital",
            what="ทักษะด้านดิจิทัล",
            because="เสนอเพราะยังไม่มีโครงการที่พัฒนาทักษะด้านดิจิทัล",
            groups=_peopled(facts),
            is_digital=True,
            clause="แผนแม่บทฯ ข้อ ๕.๖ และข้อ ๑๑ (๒)",
        )


def _areas(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    taught = {row.project.knowledge_area_id for row in facts.projects if row.people_total}
    for area in facts.knowledge_areas:
        if area.pk not in taught:
            yield Want(
                key=f"rule:area:{area.code}",
                what=area.name,
                because=f"เสนอเพราะยังไม่มีโครงการใน{area.name}",
                groups=_peopled(facts),
                area=area.code,
                clause="แผนแม่บทฯ ข้อ ๑๓",
            )


def _posts(facts: PlanFacts, coverage: Coverage) -> Iterator[Want]:
    lacking: dict[str, int] = defaultdict(int)
    for row in coverage.unreached:
        lacking[row.group] += row.missing
    names = {group.code: group.short_name for group in facts.groups}
    for code, posts in sorted(lacking.items()):
        if code in names:
            yield Want(
                key=f"rule:posts:{code}",
                what=f"ตำแหน่งในกลุ่ม{names[code]}",
                because=to_thai(f"เสนอเพราะ {posts} ตำแหน่งในกลุ่ม{names[code]}ยังไม่มีหลักสูตรใดเลยในรอบ"),
                groups=(code,),
                is_for_all_lines=True,
                every_year=True,
                clause="แผนแม่บทฯ ข้อ ๑๑",
            )


# Groups -----------------------------------------------------------------------------------------


def _codes(groups: Iterable[PersonnelGroup]) -> tuple[str, ...]:
    return tuple(group.code for group in groups)


def _of_gaps(gaps: Iterable[GroupGap]) -> tuple[str, ...]:
    return tuple(gap.group.code for gap in gaps)


def _peopled(facts: PlanFacts) -> tuple[str, ...]:
    """Groups with people; all of them while no headcount is known."""
    found = tuple(
        group.code for group in facts.groups if any(headcount(facts, group, year) for year in facts.years)
    )
    return found or _codes(facts.groups)


def headcount(facts: PlanFacts, group: PersonnelGroup, year: int) -> int:
    """People of a group in a year: of the staff list, else as typed in the targets."""
    if facts.staff is not None:
        return facts.staff.people(group.code, year)
    target = facts.targets.get((group.code, year))
    return target.headcount if target else 0
