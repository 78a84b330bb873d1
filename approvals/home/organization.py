"""The home of those of an LAO who make its plan: the next step of every plan, meetings, orders, comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from approvals.deadlines import words
from approvals.deadlines.outlook import Outlook, outlooks, subjects_of
from approvals.deadlines.steps import Step, StepCode
from approvals.home.lines import Line, to, years
from approvals.models import AppointmentOrder, Decision
from organizations.models import Membership
from organizations.roles import DRAFTING_ROLES, Role
from plans.models import Comment, State, SuggestedEdit

RETURNS = frozenset({"committee_return", "board_return", "reject", "send_back", "withdraw_at_meeting"})


def lao_lines(acting: Membership) -> Iterator[Line]:
    """What waits in the plans of the LAO, for ``acting`` and for others."""
    assert acting.organization is not None
    found = outlooks(subjects_of([acting.organization]))
    revisions = [row.subject.revision.pk for row in found if row.subject.revision]
    returned = _returned(revisions)
    for outlook in found:
        yield from _of_plan(outlook, acting, returned)
    if acting.role == Role.HEAD:
        yield from _orders(found)
    if acting.role in DRAFTING_ROLES:
        yield from _comments(found, revisions)
        yield from _suggestions(found)


def _of_plan(outlook: Outlook, acting: Membership, returned: frozenset[int]) -> Iterator[Line]:
    mine = [step for step in outlook.schedule.waiting if acting.role in step.roles]
    for step in mine:
        yield Line(_text(step, outlook, returned), words.address_of(step, outlook, acting.role), step.due_on)
    first = outlook.next
    if first and not mine:
        who = ", ".join(str(name) for name in first.who)
        address = to("plans:tasks", **outlook.subject.revision.address) if outlook.subject.revision else ""
        yield Line(_text(first, outlook, returned), address, first.due_on, waits_for=who)


def _text(step: Step, outlook: Outlook, returned: frozenset[int]) -> str:
    revision = outlook.subject.revision
    label = str(step.label)
    if step.code == StepCode.DRAFTING and revision and revision.pk in returned:
        label = _("แก้ไขแผนที่ส่งกลับ แล้วส่งใหม่")
    cycle = outlook.subject.cycle
    plan = _("แผน {years}").format(years=years(cycle))
    if outlook.subject.number:
        plan += " " + _("ปรับปรุงครั้งที่ {number}").format(number=outlook.subject.number)
    return f"{label} ({plan})"


def _returned(revisions: Iterable[int]) -> frozenset[int]:
    """Drafts whose last move sent them back."""
    rows = Decision.objects.filter(revision__in=revisions, revision__state=State.DRAFTING).order_by("pk")
    last = dict(rows.values_list("revision", "action"))
    return frozenset(revision for revision, action in last.items() if action in RETURNS)


def _orders(found: Iterable[Outlook]) -> Iterator[Line]:
    """Orders on the committee that are drawn up and not signed."""
    by_key = {row.subject.revision.pk: row for row in found if row.subject.revision}
    drawn_up = AppointmentOrder.objects.filter(revision__in=by_key, issued_at=None, members__isnull=False)
    for order in drawn_up.distinct().order_by("pk"):
        outlook = by_key[order.revision_id]
        assert outlook.subject.revision is not None
        step = outlook.schedule.step(StepCode.COMMITTEE)
        address = to("approvals:order", **outlook.subject.revision.address, seq=order.seq)
        yield Line(_("ลงนามคำสั่งคณะกรรมการจัดทำแผน"), address, step.due_on if step and step.waits else None)


def _comments(found: Iterable[Outlook], revisions: Iterable[int]) -> Iterator[Line]:
    """Comments that nobody settled, as urgent as the plan that they are about."""
    rows = Comment.objects.filter(revision__in=revisions, answers=None, resolved_at=None).order_by()
    counts = dict(rows.values("revision").annotate(count=Count("pk")).values_list("revision", "count"))
    for outlook in found:
        revision = outlook.subject.revision
        if revision and counts.get(revision.pk):
            text = _("ความเห็นที่ยังไม่ปิด {count} เรื่อง").format(count=counts[revision.pk])
            last = outlook.schedule.waiting[-1:]
            yield Line(text, to("plans:comments", **revision.address), last[0].due_on if last else None)


def _suggestions(found: Iterable[Outlook]) -> Iterator[Line]:
    """Suggested edits that can be answered now: those on drafts."""
    by_key = {
        row.subject.revision.pk: row
        for row in found
        if row.subject.revision and row.subject.revision.state == State.DRAFTING
    }
    rows = SuggestedEdit.objects.filter(revision__in=by_key, answer="").order_by()
    for key, count in rows.values_list("revision").annotate(count=Count("pk")):
        revision, last = by_key[key].subject.revision, by_key[key].schedule.waiting[-1:]
        assert revision is not None
        text = _("ข้อเสนอแก้ไขถ้อยคำที่ยังไม่ตอบ {count} ข้อ").format(count=count)
        yield Line(text, to("plans:suggestions", **revision.address), last[0].due_on if last else None)
