"""The package of a submission for the LAO that submits it and the board that has it, and the answers to a return."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.models import Letter
from approvals.moves import available
from approvals.sittings.parcel import ZIP, Parcel
from approvals.submissions.access import with_officer, with_package
from approvals.submissions.answers import AnswerRefused, answer_reasons, asked_by, unanswered
from approvals.submissions.find import current, open_return
from approvals.submissions.forms import AnswersForm
from approvals.submissions.package import missing, package_of
from approvals.submissions.parcel import request_parcel, subject_of
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.roles import Role
from plans.models import Revision
from plans.views.saving import saved

INVALID, CONFLICT = 422, 409


@require_safe
@with_package
def package(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The five pieces, what is missing, the zip, and the way to submit."""
    pieces = package_of(revision)
    returned = open_return(revision)
    context = {
        "revision": revision,
        "pieces": pieces,
        "missing": missing(pieces),
        "submission": current(revision),
        "submit": next(
            (move for move in available(revision, request.acting) if move.action == "submit"), None
        ),
        "is_officer": request.acting.role == Role.HR_OFFICER,
        "asked": asked_by(returned) if returned else [],
        "parcel": _named(request, revision),
    }
    return render(request, "approvals/submissions/package.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_package
def parcel(request: ActingRequest, revision: Revision) -> HttpResponse:
    """POST asks for the zip and goes back to the package; GET says how far it is, for the page that waits."""
    if request.method == "POST":
        asked = request_parcel(revision)
        page = reverse("approvals:package", kwargs=revision.address)
        return HttpResponseRedirect(f"{page}?parcel={asked.key}#parcel")
    found = _named(request, revision)
    if found is None:
        raise Http404
    return render(request, "approvals/submissions/_parcel.html", {"revision": revision, "parcel": found})


@require_safe
@with_package
def parcel_zip(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The zip; one that is no longer kept leads back to the page that makes a new one."""
    found = _named(request, revision)
    if found is None:
        raise Http404
    name = f"{revision.plan.organization.code}-{revision.plan.first_year}-{revision.number}.zip"
    try:
        file = found.path(ZIP).open("rb")
    except FileNotFoundError:
        return HttpResponseRedirect(reverse("approvals:package", kwargs=revision.address))
    # A streaming answer, by Django's types no HttpResponse.
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]


def _named(request: ActingRequest, revision: Revision) -> Parcel | None:
    """The zip that the address names; None without one."""
    try:
        return Parcel(subject_of(revision), request.GET.get("parcel", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@with_officer
def answers(request: ActingRequest, revision: Revision) -> HttpResponse:
    """What was done about each reason of the last return."""
    returned = open_return(revision)
    asked = asked_by(returned) if returned else []
    form = AnswersForm(request.POST if request.method == "POST" else None, asked=asked)
    refusal = ""
    if returned is None and request.method == "POST":
        refusal = _("เสนอแผนอีกครั้งแล้ว คำชี้แจงจึงแก้ไขไม่ได้")
    elif returned is not None and form.is_bound and form.is_valid():

        def keep() -> str:
            answer_reasons(returned, revision, form.texts(), by=request.acting)
            left = unanswered(returned)
            message = _("บันทึกคำชี้แจงแล้ว ครบทุกข้อ")
            if left:
                message = _("บันทึกคำชี้แจงแล้ว ยังไม่ชี้แจงอีก {count} ข้อ").format(count=left)
            return saved(request, message, "approvals:answers", revision)

        try:
            return carry_out(request, keep)
        except AnswerRefused as refused:
            refusal = str(refused)
    context = {
        "revision": revision,
        "returned": returned,
        "asked": asked,
        "letter": Letter.objects.filter(decision=returned).exclude(issued_at=None).first()
        if returned
        else None,
        "form": form,
        "refusal": refusal,
    }
    status = CONFLICT if refusal else INVALID if form.errors else 200
    return render(request, "approvals/submissions/answers.html", context, status=status)
