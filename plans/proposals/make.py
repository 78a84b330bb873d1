"""Make proposals: for each hole a course of the library, its years, its people and its cost, stored to be confirmed.

Asking again proposes only for holes that are new: what is proposed already, and what was declined, stays as it is.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from courses.models import Course, Curriculum
from courses.search import find, near
from organizations.models import User
from personnel.models import PersonnelGroup
from plans.copy_projects import Draft, add_projects, draft_of_course
from plans.edit import claim
from plans.facts import PlanFacts
from plans.models import Project, Revision
from plans.proposals.spread import Purse, spread
from plans.proposals.wants import LAW, Phase, Want, WithProposals, phases, wants_of

log = logging.getLogger(__name__)
BECAUSE_LIMIT = Project._meta.get_field("proposed_because").max_length or 0
#: Months in which proposals are held in turn: the meetings of the budget year's end are left free.
MONTHS = (11, 12, 1, 2, 3, 5, 6, 7)


@dataclass
class Outcome:
    """What asking for proposals did; the lists name holes that stay open and why."""

    added: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)  #: needs that a proposal answers besides its own
    without_course: list[str] = field(default_factory=list)
    over_ceiling: list[str] = field(default_factory=list)


@transaction.atomic
def propose(*, revision: Revision, by: User) -> Outcome:
    """Propose for every hole that the library can close under the ceilings; RevisionClosed when it moved on."""
    claim(revision, by)
    outcome = Outcome()
    declined = set(revision.declinedproposals.values_list("key", flat=True))
    for phase in phases():
        _close(revision, phase, declined, outcome)
    log.info("proposed: revision %s %s projects by user %s", revision.pk, len(outcome.added), by.pk)
    return outcome


def _close(revision: Revision, phase: Phase, declined: set[str], outcome: Outcome) -> None:
    """Again while something was added: one course may close a hole for some groups only."""
    tried: set[str] = set()
    while True:
        facts = WithProposals(Revision.objects.with_plan().get(pk=revision.pk))
        wants = [want for want in wants_of(phase, facts) if want.key not in declined | tried]
        tried |= {want.key for want in wants}
        before = len(outcome.added)
        if wants:
            _Round(facts, outcome).close(wants)
        if len(outcome.added) == before:
            return


class _Round:
    """Closes the holes of one phase."""

    def __init__(self, facts: PlanFacts, outcome: Outcome) -> None:
        self.facts = facts
        self.revision = facts.revision
        self.outcome = outcome
        self.purse = Purse.of(facts)
        self.groups: dict[str, PersonnelGroup] = {group.code: group for group in facts.groups}
        self.curricula: dict[str, Curriculum] = {row.code: row for row in facts.curricula}
        self.of_course: dict[int, Project] = {
            row.project.course_id: row.project for row in facts.all_projects if row.project.course_id
        }
        self.names = {_bare(row.project.name) for row in facts.all_projects}
        self.keys = {row.project.proposal_key for row in facts.proposals}

    def close(self, wants: list[Want]) -> None:
        """One after the other, the first served first."""
        for want in wants:
            if want.key in self.keys:
                continue
            courses = self._courses(want)
            if not self._link(want, courses):
                self._add(want, [course for course in courses if self._is_new(course)])

    # Courses ------------------------------------------------------------------------------------

    def _courses(self, want: Want) -> list[Course]:
        """Courses that would close the hole, the best first."""
        if want.words:
            found = near(self.facts.organization, want.words)
        else:
            curriculum = self.curricula.get(want.curriculum)
            found = find(self.facts.organization, items=want.items, curriculum=curriculum)
        found = [course for course in found if _fits(course, want)]
        if want.items:  # the course that is about nothing else goes before one that touches upon it
            found.sort(key=lambda course: (course.is_national, len(course.items.all()), course.code))
        for_all = [course for course in found if set(want.groups) <= set(course.group_codes or want.groups)]
        found = for_all or found
        if want.is_for_all_lines:
            found = [course for course in found if not course.lines.all()] or found
        return found

    def _is_new(self, course: Course) -> bool:
        return course.pk not in self.of_course and _bare(course.name) not in self.names

    def _link(self, want: Want, courses: list[Course]) -> bool:
        """Let a proposal that is there already answer the need, too; a confirmed project is left as it is."""
        if want.need is None:
            return False
        for course in courses:
            project = self.of_course.get(course.pk)
            if project is not None and project.is_proposed:
                project.needs.add(want.need)
                project.proposed_because = f"{project.proposed_because} และตอบ “{want.what}”"[:BECAUSE_LIMIT]
                Project.objects.filter(pk=project.pk).update(proposed_because=project.proposed_because)
                self.outcome.linked.append(want.what)
                return True
        return False

    # Projects -----------------------------------------------------------------------------------

    def _add(self, want: Want, courses: list[Course]) -> None:
        if not courses:
            self.outcome.without_course.append(want.what)
            return
        for course in courses:
            offered = set(course.group_codes or want.groups)
            closed = replace(want, groups=tuple(code for code in want.groups if code in offered))
            draft = draft_of_course(course, self.groups, self.facts.edition.year)
            years = spread(self.facts, closed, draft.costs, self.purse)
            if years:
                self._store(closed, course, draft, years)
                return
        self.outcome.over_ceiling.append(want.what)

    def _store(self, want: Want, course: Course, draft: Draft, years: dict[int, tuple[int, Any]]) -> None:
        self.purse.take(years)
        draft.years.update({year: {"people": people, "baht": baht} for year, (people, baht) in years.items()})
        draft.columns.update(
            self._columns(want, course, has_cost=any(baht for _people, baht in years.values()))
        )
        draft.many["groups"] = [self.groups[code] for code in want.groups if code in self.groups]
        draft.many["needs"] = [want.need] if want.need else []
        [project] = add_projects(self.revision, [draft])
        self.of_course[course.pk] = project
        self.names.add(_bare(course.name))
        self.outcome.added.append(project.name)

    def _columns(self, want: Want, course: Course, *, has_cost: bool) -> dict[str, Any]:
        """What the course does not say; the officer sees all of it before confirming."""
        month = MONTHS[len(self.of_course) % len(MONTHS)]
        months = (10, 9) if _is_self_paced(course) else (month, month)
        reason = {} if want.need else {"basis": LAW, "basis_text": want.clause}
        note = "" if has_cost else " (หลักสูตรนี้ไม่มีอัตราค่าใช้จ่ายในคลัง โปรดตรวจว่าไม่ใช้งบประมาณ)"
        return {
            "is_proposed": True,
            "proposed_because": (want.because + note)[:BECAUSE_LIMIT],
            "proposal_key": want.key,
            "uses_budget": has_cost,
            "money_source": self._money_source() if has_cost else "",
            "unit": next((unit for unit in self.facts.units if unit.is_hr), None),
            "first_month": months[0],
            "last_month": months[1],
            **reason,
        }

    def _money_source(self) -> str:
        """As most projects of the plan say it, else the LAO's budget law."""
        sources = Counter(
            row.project.money_source for row in self.facts.all_projects if row.project.money_source
        )
        usual = sorted(sources, key=lambda source: (-sources[source], source))
        return usual[0] if usual else str(self.facts.organization.titles.annual_budget_law)


def _fits(course: Course, want: Want) -> bool:
    methods = {part.method.code for part in course.parts.all()}
    area = course.knowledge_area.code if course.knowledge_area else ""
    groups = set(course.group_codes)
    return (
        (not want.is_digital or course.is_digital)
        and (not want.method or want.method in methods)
        and (not want.area or want.area == area)
        and (not groups or bool(groups & set(want.groups)))
    )


def _is_self_paced(course: Course) -> bool:
    """Learning beside the work goes on all year: every part is of the method that is divided into ways."""
    parts = list(course.parts.all())
    return bool(parts) and all(part.submethod for part in parts)


def _bare(name: str) -> str:
    return name.replace(" ", "")
