"""Pages about the people of one body: the same for an LAO's own administrator and for the operator.

The views of both load what their role may see, then hand over to these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from organizations.acting import ActingRequest
from organizations.forms import EndForm, MemberForm
from organizations.members import Added, end_membership, reset_password, warnings_of_ending
from organizations.models import Membership
from organizations.once import carry_out


@dataclass(frozen=True)
class Roster:
    """Whose people they are, the list to go back to with its label in the breadcrumbs, and what adding is called."""

    name: str
    label: str
    back: str
    adding: str


def add_page(
    request: ActingRequest,
    roster: Roster,
    form: MemberForm,
    give: Callable[[], Added],
    *,
    done: str = "",
    sheet: str = "",
) -> HttpResponse:
    """The form that gives somebody a role; a new account's first password is shown once and kept nowhere.

    ``done`` is what is said afterwards (of %(member)s); ``sheet`` is where what the role has open is read.
    """
    if form.is_valid():
        added: list[Added] = []

        def act() -> str:
            added.append(give())
            said = done or _("เพิ่ม %(member)s แล้ว")
            messages.success(request, said % {"member": added[0].membership.user})
            return roster.back

        try:
            answer = carry_out(request, act)
            return _show_password(request, roster, added[0]) if added and added[0].password else answer
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"roster": roster, "form": form, "sheet": sheet}
    return render(request, "organizations/member_add.html", context, status=422 if form.is_bound else 200)


def end_page(request: ActingRequest, roster: Roster, member: Membership) -> HttpResponse:
    """The form that ends a role on a day."""
    form = EndForm(request.POST or None, membership=member)
    if form.is_valid():
        try:
            return carry_out(request, lambda: _end(request, roster, member, form))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"roster": roster, "membership": member, "form": form, "warnings": warnings_of_ending(member)}
    return render(request, "organizations/member_end.html", context, status=422 if form.is_bound else 200)


def _end(request: ActingRequest, roster: Roster, member: Membership, form: EndForm) -> str:
    end_membership(membership=member, on=form.cleaned_data["ended_on"], by=request.user)
    for warning in warnings_of_ending(member):
        messages.warning(request, str(warning))
    messages.success(request, _("กำหนดวันสิ้นสุดบทบาทของ %(member)s แล้ว") % {"member": member.user})
    return roster.back


def password_page(request: ActingRequest, roster: Roster, member: Membership) -> HttpResponse:
    """The question, then the password that serves once."""
    if request.method == "GET":
        context = {"roster": roster, "membership": member}
        return render(request, "organizations/member_password.html", context)
    done: list[Added] = []

    def reset() -> str:
        done.append(reset_password(membership=member, by=request.user))
        return roster.back

    answer = carry_out(request, reset)
    return _show_password(request, roster, done[0]) if done else answer


@never_cache
def _show_password(request: HttpRequest, roster: Roster, added: Added) -> HttpResponse:
    context = {"roster": roster, "added": added}
    return render(request, "organizations/member_password_shown.html", context)
