"""Province and centre: who is late, who stands where."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from monitoring.forms import ProvinceForm
from monitoring.overview import counts_of, organizations_seen_by, rows_of
from organizations.access import roles
from organizations.models import Board, Membership, Province
from organizations.roles import Role
from plans.models import Edition

FOLLOWERS = (
    Role.PROVINCE_VIEWER,
    Role.AUDITOR,
    Role.CENTRAL_EDITOR,
    Role.BOARD_SECRETARY,
    Role.BOARD_MEMBER,
    Role.BOARD_CHAIR,
)


@roles(*FOLLOWERS)
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The newest cycle."""
    edition = Edition.objects.order_by("-year").first()
    if edition is None:
        raise Http404
    return redirect("monitoring:overview", first_year=edition.year)


@roles(*FOLLOWERS)
@require_safe
def overview(request: HttpRequest, first_year: int) -> HttpResponse:
    """Every LAO that the acting role follows up, in one cycle."""
    editions = list(Edition.objects.order_by("-year"))
    edition = next((edition for edition in editions if edition.year == first_year), None)
    if edition is None:
        raise Http404
    acting = request.acting  # type: ignore[attr-defined]
    chooses = acting.province is None and acting.board is None
    form = ProvinceForm(request.GET or None) if chooses else None
    province = form.cleaned_data["province"] if form and form.is_bound and form.is_valid() else None
    rows = rows_of(organizations_seen_by(acting, province), edition.cycle, for_board=acting.board is not None)
    context = {
        "editions": editions,
        "edition": edition,
        "form": form,
        "rows": rows,
        "counts": counts_of(rows),
        "late": sum(row.is_late for row in rows),
        "at_risk": sum(row.is_at_risk for row in rows),
        "foretells": any(row.outlook for row in rows),
        "needs_province": chooses and province is None,
        "query": request.GET.urlencode(),
        "boards": _boards(acting, province),
    }
    return render(request, "monitoring/overview.html", context)


def _boards(acting: Membership, province: Province | None) -> QuerySet[Board]:
    """Boards whose texts of the master plan are read from here: others come to theirs by their own page."""
    if acting.role not in (Role.PROVINCE_VIEWER, Role.AUDITOR):
        return Board.objects.none()
    return Board.objects.filter(province=acting.province or province).select_related("province")
