"""The task list of an amendment: the changes first, and at each task whether it differs from the text in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.amendment.differences import TEXTS, Amendment
from plans.comparison import Change
from plans.tasklist import Status, Task, TaskGroup

#: Pages of tasks with the tables that are written there.
PAGES = {
    "period": ("period",),
    "committee": ("order", "committee"),
    "targets": ("targets",),
    "projects": ("projects",),
    "budget": ("budgets",),
    "monitoring": ("monitoring",),
}


def amendment_group(amendment: Amendment) -> TaskGroup:
    """How much is changed by now, with the way to the list."""
    count = len(amendment.differences)
    fact = _("ปรับปรุง {count} รายการ").format(count=count) if count else _("ยังเหมือนฉบับที่ใช้อยู่ทุกอย่าง")
    url = reverse("plans:changes", kwargs=amendment.revision.address)
    status = Status.DOING if count else Status.TODO
    return TaskGroup(_("การปรับปรุง"), [Task(_("สิ่งที่ปรับปรุง"), url, status, fact=fact)], is_optional=True)


def with_marks(groups: Iterable[TaskGroup], amendment: Amendment) -> list[TaskGroup]:
    """The list with what became of each text and table."""
    facts = _facts(amendment)
    return [
        replace(
            group, tasks=[replace(task, fact=_joined(task.fact, facts.get(task.url))) for task in group.tasks]
        )
        for group in groups
    ]


def _joined(fact: str, mark: str | None) -> str:
    return f"{fact} {mark}".strip() if mark else fact


def _facts(amendment: Amendment) -> dict[str, str]:
    """Words by the address of a task."""
    own = amendment.revision.address
    changed = {found.code: found.change for found in amendment.differences if found.table == TEXTS}
    found = {
        reverse("plans:section", kwargs={**own, "code": code}): _("เทียบกับฉบับที่ใช้อยู่: {change}").format(
            change=changed.get(code, Change.SAME).label
        )
        for code in amendment.facts.sections
    }
    for page, tables in PAGES.items():
        count = sum(amendment.changes_of_table(table) for table in tables)
        words = _("ปรับปรุง {count} รายการ").format(count=count) if count else str(Change.SAME.label)
        found[reverse(f"plans:{page}", kwargs=own)] = _("เทียบกับฉบับที่ใช้อยู่: {change}").format(change=words)
    return found
