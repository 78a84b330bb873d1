"""The page behind the link of a slip: without an account, on a phone, once.

Whatever is wrong is answered 200 or 404 and never logged with its address, which is the secret.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.access import public
from personnel import invitations, surveys
from personnel.forms.surveys import AnswerForm
from personnel.models import SurveyInvitation


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The questions, or a plain word on why there are none; opening the link changes nothing."""
    invitation = invitations.find(secret)
    if invitation is None:
        return _page(request, "personnel/survey_wrong_link.html", {}, status=404)
    survey = invitation.survey
    context: dict[str, Any] = {"survey": survey, "organization": survey.organization}
    if invitation.is_answered:
        return _page(request, "personnel/survey_answered.html", context)
    if not surveys.takes_links(survey):
        return _page(request, "personnel/survey_not_open.html", context)
    form = _form(request, invitation)
    if form.is_valid():
        surveys.answer(
            invitation=invitation,
            ratings=form.ratings(),
            suggestion=form.cleaned_data["suggestion"],
            unit=form.cleaned_data.get("unit"),
        )
        return redirect("personnel:survey_answer", secret)  # says what became of it, whichever it was
    return _page(request, "personnel/survey_answer.html", {**context, "form": form})


def _form(request: HttpRequest, invitation: SurveyInvitation) -> AnswerForm:
    units = list(invitation.survey.organization.units.filter(closed_on=None))
    return AnswerForm(request.POST or None, survey=invitation.survey, units=units)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
