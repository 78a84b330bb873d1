"""The task list's word about texts of the province that wait for an answer."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.facts import PlanFacts
from plans.provincial_answers import offers
from plans.tasklist import Status, Task, TaskGroup


def provincial_group(facts: PlanFacts) -> TaskGroup | None:
    """How many headings wait, with the way to them; None where none does."""
    found = offers(facts)
    if not found:
        return None
    label = _("ข้อความของจังหวัดรอพิจารณา {count} หัวข้อ").format(count=len(found))
    url = reverse("plans:provincial", kwargs=facts.revision.address)
    fact = _("จาก {board}").format(board=facts.organization.board.short_name)
    return TaskGroup(_("ข้อความของจังหวัด"), [Task(label, url, Status.TODO, fact=fact)], is_optional=True)
