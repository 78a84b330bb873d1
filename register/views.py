"""The public side: anybody finds an announced plan, reads it and fetches its paper. No sign-in."""

import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from approvals.in_force import Period, in_force, periods_of, periods_of_many
from organizations.access import public
from plans.facts import PlanFacts
from plans.models import Plan, Revision
from register.forms import DayForm, SearchForm
from register.listing import Search
from thai.dates import today

PAGE_SIZE = 50


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Search the announced plans."""
    form = SearchForm(request.GET or None)
    search = form.search() if form.is_bound else Search()
    page = Paginator(search.announcements(), PAGE_SIZE).get_page(request.GET.get("page"))
    periods = periods_of_many(row.revision.plan_id for row in page)
    rows = [(row, periods[row.pk].standing(today()), _day_of(periods[row.pk])) for row in page]
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request, "register/index.html", {"form": form, "page": page, "rows": rows, "query": query.urlencode()}
    )


def _day_of(period: Period) -> datetime.date | None:
    """A day on which a text that is replaced was in force, for its address."""
    replaced = period.replaced_by is not None and period.was_ever_in_force
    return period.first if replaced and period.last < today() else None


@public
@require_safe
def plan(request: HttpRequest, organization: str, first_year: int) -> HttpResponse:
    """The text of a plan that is in force, today or on the day asked for, and every announcement of it."""
    found = get_object_or_404(
        Plan.objects.select_related("organization"),
        organization__code=organization,
        first_year=first_year,
    )
    periods = periods_of(found)
    if not periods:
        raise Http404
    form = DayForm(request.GET or None)
    asked = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    day = asked or today()
    shown = in_force(periods, day)
    if shown is None and asked is None:
        shown = _nearest(periods, day)
    context = {
        "plan": found,
        "form": form,
        "day": day,
        "asked": asked,
        "periods": [(period, period.standing(today())) for period in periods],
        "shown": shown,
        "waiting": [row for row in periods if row.was_ever_in_force and row.first > day] if shown else [],
    }
    return render(request, "register/plan.html", context | (_text(shown, day) if shown else {}))


def _nearest(periods: list[Period], day: datetime.date) -> Period:
    """Where nothing is in force: the first text that will be, else the last that was."""
    coming = [period for period in periods if period.was_ever_in_force and period.first > day]
    return coming[-1] if coming else periods[0]


def _text(period: Period, day: datetime.date) -> dict[str, object]:
    """What the page says of one text."""
    revision = Revision.objects.with_plan().select_related("snapshot").get(pk=period.revision.pk)
    facts = PlanFacts(revision)
    return {
        "current": period.announcement,
        "standing": period.standing(day),
        "facts": facts,
        "headings": [(outline, facts.text(outline)) for outline in facts.own_headings],
        "budget": [(year, facts.people_by_year[year], facts.baht_by_year[year]) for year in facts.years],
    }
