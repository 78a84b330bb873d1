"""What there is to do on a plan, and how far it is: computed from the data, never from visits.

Four statuses, no more (GOV.UK pattern "complete multiple tasks"): not begun, begun, to be mended, done.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.checks import Finding, Grade
from plans.checks.registry import Place
from plans.facts import PlanFacts
from plans.models import Layout, OutlineSection, Section
from thai.dates import format_date, format_time


class Status(models.TextChoices):
    """How far a task is; the values name the tones of the status tag."""

    TODO = "note", gettext_lazy("ยังไม่เริ่ม")
    DOING = "doing", gettext_lazy("กำลังทำ")
    WRONG = "stop", gettext_lazy("ต้องแก้")
    DONE = "done", gettext_lazy("เสร็จ")


@dataclass(frozen=True)
class Task:
    """One entry of the list."""

    label: str
    url: str
    status: Status
    to_mend: int = 0
    editor: str = ""
    edited_at: datetime.datetime | None = None
    wrong_label: str | Promise = Status.WRONG.label
    fact: str = ""
    comments: int = 0
    missing: Sequence[tuple[str, str]] = ()  #: what is lacking by name, with where it is mended

    @property
    def edited(self) -> str:
        """When the text was last changed, as screens write it."""
        if self.edited_at is None:
            return ""
        return f"{format_date(self.edited_at, 'screen_short')} {format_time(self.edited_at)}"

    @property
    def status_label(self) -> str | Promise:
        """ "เสร็จ", or "ต้องแก้ 3"."""
        return f"{self.wrong_label} {self.to_mend}" if self.status == Status.WRONG else self.status.label


@dataclass(frozen=True)
class TaskGroup:
    """Tasks under one title; a folded group is shown on demand and counts as one task."""

    title: str
    tasks: Sequence[Task]
    is_folded: bool = False
    is_optional: bool = False

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(task.status == Status.DONE for task in self.tasks)

    @property
    def is_done(self) -> bool:
        """True when all are."""
        return self.done == len(self.tasks)


@dataclass(frozen=True)
class Progress:
    """Tasks done and tasks in all, optional ones left out."""

    done: int
    total: int


def progress_of(groups: Iterable[TaskGroup]) -> Progress:
    """Of a whole list; a folded group counts once."""
    needed = [group for group in groups if not group.is_optional]
    plain = [group for group in needed if not group.is_folded]
    folded = [group for group in needed if group.is_folded]
    return Progress(
        done=sum(group.done for group in plain) + sum(group.is_done for group in folded),
        total=sum(len(group.tasks) for group in plain) + len(folded),
    )


def with_comments(groups: Iterable[TaskGroup], waiting: Mapping[str, int]) -> list[TaskGroup]:
    """The list with how many comments wait at each task, by its address."""
    return [
        replace(group, tasks=[replace(task, comments=waiting.get(task.url, 0)) for task in group.tasks])
        for group in groups
    ]


def page_of(place: Place) -> str:
    """The page on which a place is mended: "section/s1.1", "targets", "project/7"."""
    parts = [place.view.removeprefix("plans:"), *(str(value) for _name, value in place.kwargs)]
    return "/".join(parts)


def task_groups(facts: PlanFacts, findings: Sequence[Finding]) -> list[TaskGroup]:
    """The list in the order of work: the frame, the six parts, the master plan's headings, the check."""
    return _TaskList(facts, findings).groups()


class _TaskList:
    """Builds the list of one plan."""

    def __init__(self, facts: PlanFacts, findings: Sequence[Finding]) -> None:
        self.facts = facts
        self.address = facts.revision.address
        self.blocking = sum(finding.blocks for finding in findings)
        self.to_mend = Counter(page_of(f.place).split("/")[0] for f in findings if f.grade == Grade.MUST)
        self.to_mend_in_section = Counter(page_of(f.place) for f in findings if f.grade == Grade.MUST)

    def groups(self) -> list[TaskGroup]:
        outline = self.facts.outline_of(Layout.SIX)
        parts = [part for part in outline if part.heading_only]
        alone = [self._task(o) for o in outline if o.parent_id is None and not o.heading_only]
        return [
            TaskGroup(_("เริ่มต้น"), [self._period(), self._committee(), *alone]),
            *(
                TaskGroup(
                    _("ส่วนที่ {number} {heading}").format(number=part.number, heading=part.heading),
                    [self._task(o) for o in outline if o.parent_id == part.pk],
                )
                for part in parts
            ),
            self._master(),
            TaskGroup(_("ตรวจและส่ง"), [self._check()]),
        ]

    def _task(self, outline: OutlineSection) -> Task:
        return self._table(outline) if outline.typed else self._text(outline)

    def _text(self, outline: OutlineSection) -> Task:
        section = self.facts.sections.get(outline.code)
        status = _text_status(section)
        to_mend = self.to_mend_in_section[f"section/{outline.code}"]
        confirm = outline.duty == OutlineSection.Duty.CONFIRM
        label = _("อ่านและยืนยัน: {heading}") if confirm else _("เขียน: {heading}")
        editor = section.updated_by if section else None
        return Task(
            label.format(heading=str(outline)),
            self._url("section", code=outline.code),
            _unless_wrong(status, to_mend),
            to_mend,
            str(editor or ""),
            section.updated_at if section else None,
        )

    def _table(self, outline: OutlineSection) -> Task:
        view, action, status = {
            "targets": ("targets", _("กรอก: {heading}"), self._targets_status()),
            "projects": ("projects", _("กรอก: {heading}"), _some(bool(self.facts.projects))),
            "schedule": ("projects", _("ตรวจ: {heading} (จากตารางโครงการ)"), self._schedule_status()),
            "budget": ("projects", _("ตรวจ: {heading} (จากตารางโครงการ)"), self._budget_status()),
            "monitoring": ("monitoring", _("กรอก: {heading}"), _some(bool(self.facts.monitoring))),
        }[outline.typed]
        to_mend = self.to_mend[view] + (self.to_mend["project"] if outline.typed == "projects" else 0)
        if outline.typed in ("schedule", "budget"):
            to_mend = 0  # said once, at the projects themselves
        return Task(
            action.format(heading=str(outline)), self._url(view), _unless_wrong(status, to_mend), to_mend
        )

    def _targets_status(self) -> Status:
        filled = [
            any(target.people for (_group, of), target in self.facts.targets.items() if of == year)
            for year in self.facts.years
        ]
        return _of_all(filled)

    def _schedule_status(self) -> Status:
        return _of_all([bool(row.project.first_month) for row in self.facts.projects])

    def _budget_status(self) -> Status:
        years = self.facts.years
        return _of_all(
            [
                not row.project.uses_budget
                or (bool(row.baht_total) and all(bool(row.people(y)) == bool(row.baht(y)) for y in years))
                for row in self.facts.projects
            ]
        )

    def _period(self) -> Task:
        revision = self.facts.revision
        status = _some(bool(revision.staffing_first_year and revision.staffing_last_year))
        to_mend = self.to_mend["period"]
        return Task(_("ตรวจข้อมูลรอบแผน"), self._url("period"), _unless_wrong(status, to_mend), to_mend)

    def _committee(self) -> Task:
        order = self.facts.committee_order
        complete = bool(order and order.number and order.dated_on and self.facts.committee)
        begun = Status.DOING if self.facts.committee else Status.TODO
        status = Status.DONE if complete else begun
        to_mend = self.to_mend["committee"] if complete else 0
        return Task(_("แต่งตั้งคณะกรรมการ"), self._url("committee"), _unless_wrong(status, to_mend), to_mend)

    def _master(self) -> TaskGroup:
        headings = [o for o in self.facts.outline_of(Layout.MASTER) if not o.heading_only]
        title = _("ข้อความแผนแม่บท {count} หัวข้อ (อ่านและยืนยัน)").format(count=len(headings))
        optional = self.facts.revision.layout != Layout.MASTER
        return TaskGroup(title, [self._task(o) for o in headings], is_folded=True, is_optional=optional)

    def _check(self) -> Task:
        status = Status.WRONG if self.blocking else Status.DONE
        # Counts what lacks a reason, too: the words of the check page itself.
        return Task(_("ตรวจแผนก่อนส่ง"), self._url("check"), status, self.blocking, wrong_label=_("ต้องจัดการ"))

    def _url(self, view: str, **kwargs: str) -> str:
        return reverse(f"plans:{view}", kwargs={**self.address, **kwargs})


def _text_status(section: Section | None) -> Status:
    if section is not None and section.is_done:
        return Status.DONE
    return _some(section is not None and section.updated_at is not None, begun=Status.DOING)


def _some(present: bool, begun: Status = Status.DONE) -> Status:
    return begun if present else Status.TODO


def _of_all(filled: Sequence[bool]) -> Status:
    if not any(filled):
        return Status.TODO
    return Status.DONE if all(filled) else Status.DOING


def _unless_wrong(status: Status, to_mend: int) -> Status:
    """What nobody has begun is not wrong yet."""
    return Status.WRONG if to_mend and status != Status.TODO else status
