"""The individual plans of an LAO in one fiscal year: who has one, how far it is, and all of them as one PDF."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.drafted import as_word, named_draft, sent, wants_word
from documents.drafts import Draft, request_draft
from documents.paper import Paper
from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from personnel.gaps import coverage
from plans.forms.idp import UnitFilter
from plans.idp.access import with_own_organization, with_roster
from plans.idp.change import draw_up_all
from plans.idp.people import Roster, first_year_of
from plans.idp.sheets import sheets_of
from plans.models import Edition, IndividualPlan
from plans.papers.idp import individual_plans
from thai.dates import today
from thai.fiscal import Cycle, FiscalYear

PER_PAGE = 50
State = IndividualPlan.State


@require_safe
@with_own_organization
def idps_now(request: ActingRequest, organization: Organization) -> HttpResponse:
    """The list of this fiscal year, or of the nearest one that has a master plan."""
    today_is_in = int(FiscalYear.of(today()))
    nearest = min(_years(), key=lambda year: abs(year - today_is_in), default=None)
    if nearest is None:
        raise Http404
    return HttpResponseRedirect(reverse("plans:idps", args=[organization.code, nearest]))


@with_roster
def idps(request: ActingRequest, roster: Roster) -> HttpResponse:
    """People and the states of their plans, or the sheets as Word; the officer may have drafts made where there is none."""
    if request.method == "POST":
        if not roster.is_officer:
            raise Http404
        return carry_out(request, lambda: _draw_up_all(request, roster))
    form, roster = _filtered(request, roster)
    if wants_word(request):
        return as_word(_paper(roster), _name(roster))
    context = {
        "roster": roster,
        "form": form,
        "page": Paginator(roster.rows, PER_PAGE).get_page(request.GET.get("page")),
        "counts": [(label, roster.counts.get(state, 0)) for state, label in _states()],
        "coverage": coverage(roster.organization, first_year_of(roster.year)) if roster.is_officer else None,
        "years": _years(),
        "draft": named_draft(_subject(roster), request),
        "without": roster.counts.get("", 0),
        "has_plans": roster.total > roster.counts.get("", 0),
    }
    return render(request, "plans/idps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_roster
def draft(request: ActingRequest, roster: Roster) -> HttpResponse:
    """POST asks for the sheets of the people on the list; GET says how far they are."""
    found = named_draft(_subject(roster), request)
    if request.method == "POST":
        _form, roster = _filtered(request, roster)
        return _to_draft(roster, request_draft(_subject(roster), _paper(roster)))
    if found is None:
        raise Http404
    return render(request, "plans/_idps_draft.html", {"roster": roster, "draft": found})


@require_safe
@with_roster
def draft_pdf(request: ActingRequest, roster: Roster) -> HttpResponse:
    """The file; one that is no longer kept leads back to the list."""
    found = named_draft(_subject(roster), request)
    if found is None:
        raise Http404
    return sent(found, f"{_name(roster)}.pdf") or _to_draft(roster, found)


def _paper(roster: Roster) -> Paper:
    """The sheets of the people on the list; 404 without any."""
    sheets = sheets_of(roster.rows, roster.year)
    made = individual_plans(sheets, organization=roster.organization, year=roster.year)
    if not made.body:
        raise Http404
    return made


def _name(roster: Roster) -> str:
    return f"{roster.organization.code}-idp-{roster.year}"


def _draw_up_all(request: ActingRequest, roster: Roster) -> str:
    made = draw_up_all(organization=roster.organization, year=roster.year, by=request.user)
    if made:
        messages.success(request, _("จัดทำร่างจากผลการประเมินแล้ว {made} คน").format(made=f"{made:,}"))
    else:
        messages.info(request, _("ไม่มีผู้ที่ต้องจัดทำร่างเพิ่ม ผู้ที่ยังไม่มีแผนคือผู้ที่ยังไม่มีผลการประเมินหรือไม่มีช่องว่าง"))
    return _address(roster)


def _filtered(request: ActingRequest, roster: Roster) -> tuple[UnitFilter, Roster]:
    data = request.POST if request.method == "POST" else request.GET
    form = UnitFilter(data, organization=roster.organization)
    unit = form.cleaned_data["unit"] if form.is_valid() else None
    return form, Roster(roster.organization, roster.year, roster.acting, unit)


def _states() -> list[tuple[str, str]]:
    named = [(state.value, str(state.label)) for state in (State.AGREED, State.PROPOSED, State.DRAFT)]
    return [*named, ("", _("ยังไม่มีแผน"))]


def _years() -> list[int]:
    """Every fiscal year of every edition."""
    first = Edition.objects.order_by("year").values_list("year", flat=True)
    return [int(year) for number in first for year in Cycle(number).years]


def _subject(roster: Roster) -> str:
    """What somebody sees depends on who it is and in which role: each has a folder of one's own."""
    return f"idps-{roster.acting.pk}-{int(roster.year)}"


def _address(roster: Roster) -> str:
    return reverse("plans:idps", args=[roster.organization.code, int(roster.year)])


def _to_draft(roster: Roster, found: Draft) -> HttpResponse:
    unit = f"unit={roster.unit.pk}&" if roster.unit else ""
    return HttpResponseRedirect(f"{_address(roster)}?{unit}draft={found.key}#draft")
