"""The operator's pages of people: where roles are given, to whom, until when, and forgotten passwords."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from organizations import appointments
from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.appointments import Office, appoint, boards, office_of, resettable, search
from organizations.forms import MemberForm
from organizations.forms_registry import PeopleSearchForm
from organizations.models import Membership, Organization, Province
from organizations.roles import Role
from organizations.rosters import Roster, add_page, end_page, password_page

PAGE_SIZE = 50


def _office(request: ActingRequest, key: str) -> Office:
    found = appointments.office(key, scope=request.acting.province)
    if found is None:
        raise Http404
    return found


def _member(office: Office, pk: int) -> Membership:
    member = office.memberships.filter(pk=pk).first()
    if member is None:
        raise Http404
    return member


def _roster(office: Office) -> Roster:
    return Roster(
        name=office.name,
        label=office.name,
        back=reverse("organizations:office", args=[office.key]),
        adding=office.adding,
    )


@roles(Role.OPERATOR)
@require_safe
def people(request: ActingRequest) -> HttpResponse:
    """Where the operator gives roles, and people by name."""
    scope = request.acting.province
    form = PeopleSearchForm(request.GET, scope=scope)
    wanted = form.wanted()
    province = Province.objects.filter(code=wanted["province"]).first() if wanted["province"] else scope
    context = {
        "form": form,
        "words": wanted["words"],
        "province": Office(province) if province else None,
        "country": None if scope else Office(None),
        "boards": [(board, Office(board).key) for board in boards(scope=scope, province=wanted["province"])],
    }
    if wanted["words"]:
        found = search(wanted["words"], scope=scope)
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"page": page, "found": [(member, office_of(member).key) for member in page]}
    return render(request, "organizations/people.html", context)


@roles(Role.OPERATOR)
@require_safe
def office(request: ActingRequest, office: str) -> HttpResponse:
    """The people to whom the operator gave roles in one body."""
    shown = _office(request, office)
    groups = shown.members
    context = {
        "office": shown,
        "organization": shown.body if isinstance(shown.body, Organization) else None,
        "groups": groups,
        "resettable": resettable(groups.current, by=request.acting),
    }
    return render(request, "organizations/office.html", context)


@roles(Role.OPERATOR)
@require_http_methods(["GET", "POST"])
def office_add(request: ActingRequest, office: str) -> HttpResponse:
    """Give a role in a body."""
    given = _office(request, office)
    form = MemberForm(request.POST or None, roles=given.roles)
    return add_page(
        request, _roster(given), form, lambda: appoint(office=given, by=request.user, **form.member())
    )


@roles(Role.OPERATOR)
@require_http_methods(["GET", "POST"])
def office_end(request: ActingRequest, office: str, membership: int) -> HttpResponse:
    """End a role on a day."""
    shown = _office(request, office)
    return end_page(request, _roster(shown), _member(shown, membership))


@roles(Role.OPERATOR)
@require_http_methods(["GET", "POST"])
def office_password(request: ActingRequest, office: str, membership: int) -> HttpResponse:
    """Set a forgotten password anew, for those who hold a role here today."""
    shown = _office(request, office)
    member = _member(shown, membership)
    if member.user_id not in resettable(shown.members.current, by=request.acting):
        raise Http404
    return password_page(request, _roster(shown), member)
