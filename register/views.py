"""The public side: anybody finds an announced plan, reads it and fetches its paper. No sign-in."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import public
from plans.facts import PlanFacts
from plans.models import Plan, State
from register.forms import SearchForm
from register.listing import Search, standing
from thai.dates import today

PAGE_SIZE = 50


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Search the announced plans."""
    form = SearchForm(request.GET or None)
    search = form.search() if form.is_bound else Search()
    page = Paginator(search.announcements(), PAGE_SIZE).get_page(request.GET.get("page"))
    plans = [row.revision.plan_id for row in page]
    newest = dict(
        Plan.objects.filter(pk__in=plans, revisions__state=State.ANNOUNCED)
        .annotate(newest=Max("revisions__number"))
        .values_list("pk", "newest")
    )
    rows = [(row, standing(row, newest=newest[row.revision.plan_id], day=today())) for row in page]
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request, "register/index.html", {"form": form, "page": page, "rows": rows, "query": query.urlencode()}
    )


@public
@require_safe
def plan(request: HttpRequest, organization: str, first_year: int) -> HttpResponse:
    """One announced plan: its standing, its papers, and the whole text."""
    announcements = list(
        Search()
        .announcements()
        .filter(organization__code=organization, revision__plan__first_year=first_year)
        .order_by("-revision__number")
    )
    if not announcements:
        raise Http404
    current = announcements[0]
    facts = PlanFacts(current.revision)
    return render(
        request,
        "register/plan.html",
        {
            "current": current,
            "standing": standing(current, newest=current.revision.number, day=today()),
            "earlier": announcements[1:],
            "facts": facts,
            "headings": [(outline, facts.text(outline)) for outline in facts.own_headings],
            "budget": [(year, facts.people_by_year[year], facts.baht_by_year[year]) for year in facts.years],
        },
    )
