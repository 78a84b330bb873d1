"""Where a person begins, as whom, who belongs to an organization, and whether the system is well."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.i18n import set_language

from organizations import acting, health, navigation
from organizations.access import public, roles, signed_in
from organizations.acting import ActingRequest
from organizations.forms import MemberForm
from organizations.holders import expiring
from organizations.members import add_member, administrators, members_of, resettable
from organizations.models import Membership, Organization
from organizations.posted import posted_from
from organizations.roles import Role
from organizations.rosters import Roster, add_page, end_page, password_page

# Where work begins ----------------------------------------------------------------------------


@public
@require_safe
def home(request: ActingRequest) -> HttpResponse:
    """The landing page of the acting role; visitors come to the public register."""
    if not request.user.is_authenticated:
        return redirect("register:index")
    if not request.acting:
        past = list(request.user.memberships.with_bodies().order_by("-ended_on", "-pk"))
        return render(request, "organizations/no_role.html", {"past": past, "contacts": administrators(past)})
    return redirect(navigation.landing(request.acting))


@signed_in
@posted_from("organizations:home")
def act_as(request: ActingRequest) -> HttpResponse:
    """Act in another of one's own roles from now on; anything else is 404."""
    for membership in acting.choices(request):
        if str(membership.pk) == request.POST.get("membership"):
            acting.act_as(request, membership)
            messages.success(request, _("เปลี่ยนบทบาทเป็น %(role)s แล้ว") % {"role": membership})
            return redirect(navigation.landing(membership))
    raise Http404


@public
@posted_from("organizations:home")
def language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language; visitors may, too."""
    return set_language(request)


@public
@require_safe
def password_help(request: HttpRequest) -> HttpResponse:
    """A forgotten password is set anew by the organization's administrator: accounts need no e-mail address."""
    return render(request, "account/password_help.html")


@public
def no_email(request: HttpRequest) -> HttpResponse:
    """Accounts have no e-mail addresses to look after."""
    raise Http404


# Members --------------------------------------------------------------------------------------


def _own_organization(request: ActingRequest, code: str) -> Organization:
    """The organization that the acting administrator looks after, when it is the one of the address."""
    organization = request.acting.organization
    if organization is None or organization.code != code:
        raise Http404
    return organization


def _own_member(request: ActingRequest, code: str, pk: int) -> Membership:
    membership = (
        Membership.objects.with_bodies().filter(organization=_own_organization(request, code), pk=pk).first()
    )
    if membership is None:
        raise Http404
    return membership


def _roster(organization: Organization) -> Roster:
    return Roster(
        name=organization.full_name,
        label=_("สมาชิก"),
        back=reverse("organizations:members", args=[organization.code]),
        adding=_("เพิ่มสมาชิก"),
    )


@roles(Role.LAO_ADMIN)
@require_safe
def members(request: ActingRequest, organization: str) -> HttpResponse:
    """Who holds which role now, who will, and who did."""
    owner = _own_organization(request, organization)
    return render(
        request,
        "organizations/members.html",
        {
            "organization": owner,
            "groups": members_of(owner),
            "resettable": resettable(owner),
            "expiring": expiring(owner),
            "hand_over_view": "organizations:member_hand_over",
        },
    )


@roles(Role.LAO_ADMIN)
@require_http_methods(["GET", "POST"])
def member_add(request: ActingRequest, organization: str) -> HttpResponse:
    """Give somebody a role; a new account's first password is shown once and kept nowhere."""
    owner = _own_organization(request, organization)
    form = MemberForm(request.POST or None)
    return add_page(
        request,
        _roster(owner),
        form,
        lambda: add_member(organization=owner, by=request.user, **form.member()),
    )


@roles(Role.LAO_ADMIN)
@require_http_methods(["GET", "POST"])
def member_end(request: ActingRequest, organization: str, membership: int) -> HttpResponse:
    """End a role on a day."""
    member = _own_member(request, organization, membership)
    return end_page(request, _roster(_own_organization(request, organization)), member)


@roles(Role.LAO_ADMIN)
@require_http_methods(["GET", "POST"])
def member_password(request: ActingRequest, organization: str, membership: int) -> HttpResponse:
    """Set a forgotten password anew, for those who belong to this organization alone."""
    owner = _own_organization(request, organization)
    member = _own_member(request, organization, membership)
    if member.user_id not in resettable(owner):
        raise Http404
    return password_page(request, _roster(owner), member)


# The system -----------------------------------------------------------------------------------


@roles(Role.OPERATOR)
@require_safe
def operator(request: HttpRequest) -> HttpResponse:
    """How the system is, for the person who looks after it."""
    return render(
        request,
        "organizations/operator.html",
        {"conditions": health.conditions(), "is_new": not Organization.objects.exists()},
    )


@public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@public
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The system can serve: 200 when every condition holds, else 503."""
    found = {condition.name: condition.holds for condition in health.conditions()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)
