"""What a new plan begins with: the plan of the last cycle, or an old one as a Word file. Nobody begins from nothing."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.models import OldPlanPart, Revision
from plans.rollover.source import Past
from plans.tasklist import Status, Task, TaskGroup


def past_group(revision: Revision, past: Past | None) -> TaskGroup:
    """Optional: a first plan has nothing to begin from. ``past`` is what the LAO announced last."""
    tasks = [*([_last_plan(revision, past)] if past else []), _word_file(revision)]
    return TaskGroup(_("เริ่มจากแผนเดิม"), tasks, is_optional=True)


def _last_plan(revision: Revision, past: Past) -> Task:
    """Done when each of its projects was decided upon: what else is taken from it is as one likes."""
    decided, total = (
        revision.carriedprojects.count(),
        past.revision.projects.filter(is_proposed=False).count(),
    )
    label = _("นำมาจากแผนรอบก่อน ({first} - {last})").format(first=past.cycle.first, last=past.cycle.last)
    fact = _("พิจารณาแล้ว {decided} จาก {n} โครงการ").format(decided=decided, n=total)
    begun = Status.DOING if decided else Status.TODO
    status = Status.DONE if total and decided >= total else begun
    return Task(label, reverse("plans:rollover", kwargs=revision.address), status, fact=fact)


def _word_file(revision: Revision) -> Task:
    """Done when no part of a file that was brought waits to be looked at."""
    parts = OldPlanPart.objects.filter(old_plan__revision=revision)
    waiting = parts.filter(state=OldPlanPart.State.WAITING).count()
    label, url = _("นำแผนเดิมจากแฟ้ม Word"), reverse("plans:old_plans", kwargs=revision.address)
    if waiting:
        return Task(label, url, Status.DOING, fact=_("รอพิจารณา {count} ส่วน").format(count=f"{waiting:,}"))
    if parts.exists():
        return Task(label, url, Status.DONE)
    return Task(label, url, Status.TODO, fact=_("ใช้เมื่อแผนเดิมไม่ได้จัดทำในระบบนี้ ไม่มีแผนเดิมให้ข้ามไป"))
