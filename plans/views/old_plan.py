"""An old plan from a Word file: upload, what was read of it, and each part beside what it would become."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision
from plans.edit import Stale
from plans.forms.old_plan import OldPlanForm, RowPartForm, TextPartForm
from plans.import_edition.document import DocumentRefused
from plans.models import OldPlan, OldPlanPart, Revision
from plans.old_plan.fields import current_text, fields_of
from plans.old_plan.store import (
    NotTaken,
    accept,
    accept_certain,
    bring,
    decline,
    forget,
    reconsider,
    years_of,
)
from plans.views.saving import address, closed_is_409, saved

CONFLICT = 409
State, Kind = OldPlanPart.State, OldPlanPart.Kind


@with_editable_revision
@closed_is_409
def old_plans(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Files that were brought, and the form to bring one."""
    sent = request.method == "POST"
    form = OldPlanForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            return carry_out(request, lambda: _brought(request, revision, form))
        except DocumentRefused as refusal:
            form.add_error("file", str(refusal))
    rows = revision.oldplans.select_related("brought_by")
    rows = rows.annotate(waiting=Count("parts", filter=Q(parts__state=State.WAITING)), n=Count("parts"))
    return render(request, "plans/old_plans.html", {"revision": revision, "form": form, "rows": rows})


def _brought(request: ActingRequest, revision: Revision, form: OldPlanForm) -> str:
    """Keep what was read of an uploaded file; the address to look at it."""
    file = form.cleaned_data["file"]
    old_plan, is_new = bring(file.read(), file_name=file.name, revision=revision, by=request.user)
    if is_new:
        messages.success(request, _("อ่านแฟ้มแล้ว ยังไม่มีอะไรเข้าแผนจนกว่าท่านจะเลือก"))
    else:
        messages.info(request, _("แฟ้มนี้นำเข้าไว้แล้ว ไม่มีอะไรเปลี่ยน"))
    return address(revision, "plans:old_plan", old_plan=old_plan.pk)


@with_editable_revision
@closed_is_409
def old_plan(request: ActingRequest, revision: Revision, old_plan: int) -> HttpResponse:
    """All parts of a file; the button takes in those that are certain."""
    row = get_object_or_404(revision.oldplans.select_related("brought_by"), pk=old_plan)
    years, by = _years(row, revision)
    certain = row.parts.filter(state=State.WAITING, is_certain=True)
    form = RowPartForm(
        request.POST if request.method == "POST" else None,
        years=years if certain.exclude(kind=Kind.TEXT).exists() else [],
        by=by,
    )
    if form.is_valid():

        def take() -> str:
            taken, waiting = accept_certain(row, years_shift=form.taking().years_shift, by=request.user)
            message = _("นำส่วนที่แน่ชัดมาใช้แล้ว {n} ส่วน").format(n=taken)
            if waiting:
                message += " " + _("อีก {n} ส่วนรอให้ท่านเลือกเอง เพราะหัวข้อมีผู้เขียนแล้วหรือข้อมูลไม่ครบ").format(
                    n=waiting
                )
            return saved(request, message, "plans:old_plan", revision, old_plan=row.pk)

        return carry_out(request, take)
    parts = list(row.parts.all())
    context = {
        "revision": revision,
        "old_plan": row,
        "form": form,
        "groups": _groups(parts, revision),
        "certain": certain.count(),
        "waiting": sum(part.state == State.WAITING for part in parts),
    }
    return render(request, "plans/old_plan.html", context)


def _groups(parts: list[OldPlanPart], revision: Revision) -> list[tuple[str, list[OldPlanPart]]]:
    """Parts by kind, each with the heading that it would go to."""
    headings = {row.code: str(row) for row in revision.plan.edition.sections.all()}
    for part in parts:
        part.place = headings.get(part.section_code, "")  # type: ignore[attr-defined]
    return [
        (str(kind.label), rows) for kind in Kind if (rows := [part for part in parts if part.kind == kind])
    ]


def _years(old_plan: OldPlan, revision: Revision) -> tuple[list[int], int]:
    """The years of the old plan's cycle, and how far they lie before those of the new one."""
    cycle = old_plan.report.get("cycle") or []
    if not cycle:
        return [], 0
    by = revision.plan.first_year - cycle[0]
    return list(range(cycle[0], cycle[1] + 1)), by


# One part -------------------------------------------------------------------------------------


@with_editable_revision
@closed_is_409
def old_plan_part(request: ActingRequest, revision: Revision, old_plan: int, part: int) -> HttpResponse:
    """The original beside what would enter the plan; accept it."""
    row = _part(revision, old_plan, part)
    form = _form(request, revision, row)
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(request, lambda: _accepted(request, revision, row, form))
        except NotTaken as refusal:
            form.add_error(None, str(refusal))
        except Stale:
            is_stale = True
            form = _form(request, revision, row, again=True)
    following = row.old_plan.parts.filter(state=State.WAITING, order__gt=row.order).first()
    context = {
        "revision": revision,
        "part": row,
        "form": form,
        "fields": fields_of(row, revision),
        "current": current_text(revision, row.section_code),
        "following": following,
        "is_stale": is_stale,
    }
    return render(request, "plans/old_plan_part.html", context, status=CONFLICT if is_stale else 200)


def _part(revision: Revision, old_plan: int, part: int) -> OldPlanPart:
    parts = OldPlanPart.objects.select_related("old_plan__revision__plan__edition")
    parts = parts.select_related("old_plan__revision__plan__organization__province")
    return get_object_or_404(parts, pk=part, old_plan=old_plan, old_plan__revision=revision)


def _form(
    request: ActingRequest, revision: Revision, part: OldPlanPart, *, again: bool = False
) -> TextPartForm | RowPartForm:
    """The form of a part; ``again`` with what was typed, made from what is stored now."""
    data = request.POST if request.method == "POST" else None
    if part.kind not in (Kind.TEXT, Kind.UNKNOWN):
        _cycle, by = _years(part.old_plan, revision)
        years = years_of(part)
        return RowPartForm(data, years=[] if set(years) <= set(revision.plan.cycle.years) else years, by=by)
    form = TextPartForm(data, revision=revision, part=part)
    if again and data is not None:
        typed = data.copy()
        typed["versions"] = form.initial["versions"]
        form = TextPartForm(typed, revision=revision, part=part)
    return form


def _accepted(
    request: ActingRequest, revision: Revision, part: OldPlanPart, form: TextPartForm | RowPartForm
) -> str:
    if accept(part, form.taking(), by=request.user):
        messages.success(request, _("นำมาใส่ในแผนแล้ว"))
    else:
        messages.info(request, _("ส่วนนี้มีผู้ตัดสินใจไว้แล้ว ไม่มีอะไรเปลี่ยน"))
    return _next(revision, part)


def _next(revision: Revision, part: OldPlanPart) -> str:
    """The next part that waits, else the list."""
    waiting = part.old_plan.parts.filter(state=State.WAITING, is_certain=False)
    following = waiting.filter(order__gt=part.order).first()
    if following is None:
        return address(revision, "plans:old_plan", old_plan=part.old_plan_id)
    return address(revision, "plans:old_plan_part", old_plan=part.old_plan_id, part=following.pk)


@with_editable_revision
@closed_is_409
@posted_from("plans:old_plan_part")
def old_plan_decline(request: ActingRequest, revision: Revision, old_plan: int, part: int) -> HttpResponse:
    """Leave a part out, or let it wait again."""
    row = _part(revision, old_plan, part)

    def act() -> str:
        if request.POST.get("action") == "again":
            reconsider(row, by=request.user)
            return address(revision, "plans:old_plan_part", old_plan=old_plan, part=part)
        if decline(row, by=request.user):
            messages.success(request, _("ไม่นำส่วนนี้มาใช้"))
        return _next(revision, row)

    return carry_out(request, act)


@with_editable_revision
@closed_is_409
@posted_from("plans:old_plan")
def old_plan_forget(request: ActingRequest, revision: Revision, old_plan: int) -> HttpResponse:
    """Take a file away; what was taken into the plan stays."""

    def act() -> str:
        row = get_object_or_404(revision.oldplans, pk=old_plan)
        forget(row, by=request.user)
        return saved(request, _("ลบแฟ้มแผนเดิมแล้ว สิ่งที่นำมาใส่ในแผนแล้วยังอยู่"), "plans:old_plans", revision)

    return carry_out(request, act)
