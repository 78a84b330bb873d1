"""What a plan leaves out: posts without a curriculum, groups without an area of knowledge, needs without a project.

Master plan section 11: every post is developed in at least one curriculum of the cycle. A project reaches a post in a
fiscal year when the post's group of that year is among the project's groups, the project has people in that year, and
the course it was taken from is for that line or for every line. Proposals that nobody confirmed reach nobody.
A closed revision is looked at without its posts: who holds them now is not what was decided upon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from courses.models import Course, Curriculum, KnowledgeArea
from personnel.groups import group_of
from personnel.models import COUNTED, EmploymentKind, Person, PersonnelGroup, Post
from personnel.staff_list import StaffList, facts_of
from plans.facts import PlanFacts, ProjectFacts

_COUNTED: WeakKeyDictionary[PlanFacts, Coverage] = WeakKeyDictionary()
#: A post's group in each fiscal year (B.E.) of the plan; None where it is not known.
Groups = tuple[str | None, ...]


@dataclass(frozen=True)
class PostRow:
    """Posts of one line (or, without a line, one title) whose holders are in the same group in the first year."""

    group: str  #: code of the group
    line: str
    posts: int
    covered: int  #: posts with at least one curriculum in the cycle
    cells: Mapping[str, int]  #: posts reached, by code of the curriculum

    @property
    def missing(self) -> int:
        """Posts that no curriculum reaches."""
        return self.posts - self.covered


@dataclass(frozen=True)
class AreaRow:
    """A group with the projects of each area of knowledge, by the area's code."""

    group: PersonnelGroup
    people: int  #: the largest headcount of the three years
    cells: Mapping[str, Sequence[ProjectFacts]]

    @property
    def holes(self) -> list[str]:
        """Codes of areas without a project; none for a group without people."""
        return [code for code, projects in self.cells.items() if not projects] if self.people else []


@dataclass(frozen=True)
class NeedRow:
    """A need with the projects that answer it; ``pk`` is None where it was kept with a closed revision."""

    title: str
    rank: int | None
    pk: int | None
    projects: Sequence[ProjectFacts]


@dataclass(frozen=True)
class GroupGap:
    """A group that has people and lacks something; ``posts`` are those concerned, 0 without a staff list."""

    group: PersonnelGroup
    posts: int = 0


@dataclass(frozen=True)
class Coverage:
    """All of it. ``has_posts`` is False without a staff list of the plan's own years."""

    has_posts: bool
    curricula: Sequence[Curriculum]
    areas: Sequence[KnowledgeArea]
    posts: Sequence[PostRow]
    groups: Sequence[AreaRow]
    needs: Sequence[NeedRow]
    loose_projects: Sequence[ProjectFacts]  #: projects that answer no need and give no other reason
    without_orientation: Sequence[GroupGap]
    without_executive_course: Sequence[GroupGap]
    without_ethics: Sequence[GroupGap]
    digital_projects: int
    digital_least: int

    @property
    def post_total(self) -> int:
        """Posts of local personnel in the frame."""
        return sum(row.posts for row in self.posts)

    @property
    def post_covered(self) -> int:
        """Posts with at least one curriculum."""
        return sum(row.covered for row in self.posts)

    @property
    def unreached(self) -> list[PostRow]:
        """Lines with posts that no curriculum reaches."""
        return [row for row in self.posts if row.missing]

    @property
    def area_cells(self) -> int:
        """Pairs of group and area that matter: those of groups with people."""
        return sum(len(row.cells) for row in self.groups if row.people)

    @property
    def area_holes(self) -> int:
        """Pairs of group and area without a project."""
        return sum(len(row.holes) for row in self.groups)

    @property
    def unanswered(self) -> list[NeedRow]:
        """Needs without a project."""
        return [row for row in self.needs if not row.projects]

    @property
    def lacks_digital(self) -> bool:
        """True where fewer projects develop digital skill than the edition asks for."""
        return self.digital_projects < self.digital_least


def coverage_of(facts: PlanFacts) -> Coverage:
    """What the plan reaches and what it leaves out; the number of queries does not depend on its size.

    Counted once for the same facts, however many pages, rules and tasks ask.
    """
    if facts not in _COUNTED:
        _COUNTED[facts] = _Count(facts).coverage()
    return _COUNTED[facts]


def has_reason(row: ProjectFacts) -> bool:
    """True for a project that answers a need, or names the law, policy or issue it rests on."""
    return bool(row.needs) or bool(row.project.basis and row.project.basis_text.strip())


class _Count:
    """Counts one plan."""

    def __init__(self, facts: PlanFacts) -> None:
        self.facts = facts
        self.projects = facts.projects
        self.staff = facts.staff_list

    def coverage(self) -> Coverage:
        facts = self.facts
        groups = [self._area_row(group) for group in facts.groups]
        executive = facts.edition.rule("executive_curriculum")
        return Coverage(
            has_posts=self.staff is not None,
            curricula=facts.curricula,
            areas=facts.knowledge_areas,
            posts=tuple(self._post_rows()),
            groups=groups,
            needs=self._need_rows(),
            loose_projects=[row for row in self.projects if not has_reason(row)],
            without_orientation=self._without_orientation(),
            without_executive_course=[
                gap
                for gap in self._without(executive)
                if gap.group.code in facts.edition.rule("executive_course_groups")
            ],
            without_ethics=self._without(facts.edition.rule("ethics_curriculum")),
            digital_projects=sum(row.project.is_digital for row in self.projects),
            digital_least=int(facts.edition.number("digital_projects_min")),
        )

    # Posts ------------------------------------------------------------------------------------

    @cached_property
    def post_groups(self) -> list[tuple[Post, Groups]]:
        """Every counted post that stands, with its group in each year of the plan."""
        if self.staff is None:
            return []
        by_year = [_groups_in(self.staff, year) for year in self.facts.years]
        posts = [seat.post for seat in self.staff.seats() if seat.post.kind in COUNTED]
        return [(post, tuple(found.get(post.pk) for found in by_year)) for post in posts]

    @cached_property
    def course_lines(self) -> dict[int, set[int]]:
        """Lines of the courses that are not for every line, by the course's key."""
        courses = {row.project.course_id for row in self.projects if row.project.course_id}
        found: dict[int, set[int]] = defaultdict(set)
        if courses:
            pairs = Course.lines.through.objects.filter(course__in=courses)
            for course, line in pairs.values_list("course_id", "positionline_id"):
                found[course].add(line)
        return dict(found)

    @cached_property
    def offers(self) -> dict[tuple[str, int], list[tuple[str, set[int] | None]]]:
        """What is offered to a group in a year: codes of curricula, each with its lines or None for all."""
        found: dict[tuple[str, int], list[tuple[str, set[int] | None]]] = defaultdict(list)
        for row in self.projects:
            if row.project.curriculum is None:
                continue
            lines = self.course_lines.get(row.project.course_id or 0)
            for year in self.facts.years:
                if row.people(year):
                    for group in row.groups:
                        found[(group.code, year)].append((row.project.curriculum.code, lines))
        return found

    def _reached(self, post: Post, groups: Groups) -> set[str]:
        """Codes of the curricula that reach a post in the cycle."""
        return {
            curriculum
            for year, group in zip(self.facts.years, groups, strict=True)
            if group is not None
            for curriculum, lines in self.offers.get((group, year), ())
            if lines is None or post.line_id in lines
        }

    def _post_rows(self) -> Iterable[PostRow]:
        together: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
        for post, groups in self.post_groups:
            group = next((code for code in groups if code), "")
            together[(group, line_of(post))].append(self._reached(post, groups))
        for (group, line), reached in sorted(together.items()):
            yield PostRow(
                group=group,
                line=line,
                posts=len(reached),
                covered=sum(1 for codes in reached if codes),
                cells={row.code: sum(row.code in codes for codes in reached) for row in self.facts.curricula},
            )

    # Groups -----------------------------------------------------------------------------------

    def _people(self, group: str) -> int:
        """The largest headcount of a group: of the staff list, else of the targets."""
        targets, staff = self.facts.targets, self.facts.staff
        if staff is not None:
            return max(staff.people(group, year) for year in self.facts.years)
        return max(
            (targets[(group, year)].headcount for year in self.facts.years if (group, year) in targets),
            default=0,
        )

    def _area_row(self, group: PersonnelGroup) -> AreaRow:
        cells = {
            area.code: [
                row
                for row in self.projects
                if row.project.knowledge_area_id == area.pk and _is_for(row, group.code)
            ]
            for area in self.facts.knowledge_areas
        }
        return AreaRow(group, self._people(group.code), cells)

    def _without(self, curriculum: str) -> list[GroupGap]:
        """Groups with people in which somebody, or without a staff list everybody, is not offered a curriculum."""
        found = []
        for group in self.facts.groups:
            if self.staff is not None:
                missing = sum(
                    curriculum not in self._reached(post, groups)
                    for post, groups in self.post_groups
                    if next((code for code in groups if code), "") == group.code
                )
                if missing:
                    found.append(GroupGap(group, missing))
            elif self._people(group.code) and not self._is_offered(group.code, curriculum):
                found.append(GroupGap(group))
        return found

    def _is_offered(self, group: str, curriculum: str) -> bool:
        offered = (pair for year in self.facts.years for pair in self.offers.get((group, year), ()))
        return any(code == curriculum for code, _lines in offered)

    def _without_orientation(self) -> list[GroupGap]:
        method = self.facts.edition.rule("orientation_method")
        asked = self.facts.edition.rule("orientation_groups")
        return [
            GroupGap(group)
            for group in self.facts.groups
            if group.code in asked
            and self._people(group.code)
            and not any(
                _is_for(row, group.code) and method in {entry.code for entry in row.methods}
                for row in self.projects
            )
        ]

    # Needs ------------------------------------------------------------------------------------

    def _need_rows(self) -> list[NeedRow]:
        titles = answered_needs(self.facts)
        answering: dict[str, list[ProjectFacts]] = defaultdict(list)
        for row in self.projects:
            for title in titles[row.project.pk]:
                answering[title].append(row)
        if is_closed(self.facts):
            kept = self.facts.need_lines
            return [NeedRow(line.title, line.rank, None, answering.get(line.title, [])) for line in kept]
        needs = self.facts.confirmed_needs
        return [NeedRow(need.title, need.rank, need.pk, answering.get(need.title, [])) for need in needs]


def is_closed(facts: PlanFacts) -> bool:
    """True for a revision that shows what was kept with its snapshot."""
    return not facts.revision.is_editable and facts.revision.snapshot is not None


def answered_needs(facts: PlanFacts) -> dict[int, list[str]]:
    """Titles of the needs that each project answers, by its key; of a closed revision as they were kept."""
    if not is_closed(facts):
        return {row.project.pk: [need.title for need in row.needs] for row in facts.projects}
    snapshot = facts.revision.snapshot
    projects = snapshot.content["projects"] if snapshot else []
    kept = {row["order"]: [need["title"] for need in row.get("needs", ())] for row in projects}
    return {row.project.pk: kept.get(row.project.order, []) for row in facts.projects}


def line_of(post: Post) -> str:
    """The line of a post; hired people without one are told apart by their title."""
    if post.line is not None and post.kind != EmploymentKind.HIRED_GENERAL:
        return post.line.name
    return post.title


def _is_for(row: ProjectFacts, group: str) -> bool:
    """True when a project is held for a group, in any year."""
    return row.people_total > 0 and any(entry.code == group for entry in row.groups)


def _groups_in(staff: StaffList, year: int) -> dict[int, str | None]:
    """The group of each post in a fiscal year: its holder's, or for a vacant post what its role says."""
    people = staff.grouped(year)
    found: dict[int, str | None] = {}
    for seat in staff.seats(staff.day_of(year)):
        held = people.get(seat.person.pk) if seat.person else None
        code = held.decision.group_code if held else None
        if code is None and seat.post.kind in COUNTED:
            code = group_of(facts_of(Person(), seat.post, False), year).group_code
        found[seat.post.pk] = code
    return found
