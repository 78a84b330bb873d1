"""The operator's pages of organizations: list, add, correct. No plan is shown here."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.appointments import Office
from organizations.demonstration import is_demonstration
from organizations.forms_registry import EditForm, OrganizationForm, OrganizationSearchForm
from organizations.models import Organization
from organizations.once import carry_out
from organizations.registry import add_organization, edit_organization, listing
from organizations.roles import Role

PAGE_SIZE = 50


@roles(Role.OPERATOR)
@require_safe
def organization_list(request: ActingRequest) -> HttpResponse:
    """Every organization that the operator looks after, by province, and whether it has an administrator."""
    scope = request.acting.province
    form = OrganizationSearchForm(request.GET, scope=scope)
    found = listing(scope=scope, **form.wanted())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(organization, Office(organization).key) for organization in page],
        "is_search": any(form.wanted().values()),
        "demonstration": is_demonstration(),
    }
    return render(request, "organizations/organization_list.html", context)


@roles(Role.OPERATOR)
@require_http_methods(["GET", "POST"])
def organization_add(request: ActingRequest) -> HttpResponse:
    """Add an organization, then its administrator."""
    form = OrganizationForm(request.POST or None, scope=request.acting.province)
    if form.is_valid():
        try:
            return carry_out(request, lambda: _add(request, form))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"form": form, "demonstration": is_demonstration()}
    status = 422 if form.is_bound else 200
    return render(request, "organizations/organization_add.html", context, status=status)


def _add(request: ActingRequest, form: OrganizationForm) -> str:
    organization = add_organization(by=request.user, **form.cleaned_data)
    message = _("เพิ่ม%(name)sแล้ว แผนของหน่วยงานนี้พิจารณาโดย%(board)s ต่อไปโปรดเพิ่มผู้ดูแลสมาชิก")
    messages.success(request, message % {"name": organization.full_name, "board": organization.board})
    return reverse("organizations:office", args=[Office(organization).key])


@roles(Role.OPERATOR)
@require_http_methods(["GET", "POST"])
def organization_edit(request: ActingRequest, organization: str) -> HttpResponse:
    """Correct the name and the district; code, kind and province stay."""
    found = Organization.objects.select_related("province", "board__province").filter(code=organization)
    if request.acting.province is not None:
        found = found.filter(province=request.acting.province)
    edited = found.first()
    if edited is None:
        raise Http404
    name, key = edited.full_name, Office(edited).key
    form = EditForm(request.POST or None, organization=edited)
    if form.is_valid():
        try:
            return carry_out(request, lambda: _edit(request, edited, form))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"organization": edited, "name": name, "key": key, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "organizations/organization_edit.html", context, status=status)


def _edit(request: ActingRequest, organization: Organization, form: EditForm) -> str:
    edit_organization(organization=organization, by=request.user, **form.cleaned_data)
    messages.success(request, _("บันทึกข้อมูลของ%(name)sแล้ว") % {"name": organization.full_name})
    return reverse("organizations:office", args=[Office(organization).key])
