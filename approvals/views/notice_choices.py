"""How a person hears of notices by mail, and how the operator sees that mail goes out."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.forms_notices import AddressForm, NoticeChoicesForm
from approvals.models import Mail, Notice
from approvals.post.addresses import AddressRefused, ask_for, asked_for, change_address
from approvals.post.choices import choices_of, delivery, is_mail_on, keep_choices
from approvals.post.sending import try_again
from approvals.post.tasks import wake
from organizations.access import roles, signed_in
from organizations.acting import ActingRequest
from organizations.models import User
from organizations.once import carry_out
from organizations.posted import posted_from
from organizations.roles import Role

INVALID = 422
SHOWN = 100


def _choices_page(
    request: ActingRequest, choices: NoticeChoicesForm | None = None, address: AddressForm | None = None
) -> HttpResponse:
    choices = choices or NoticeChoicesForm(now=_now(request.user))
    address = address or AddressForm(initial={"email": request.user.email})
    context = {
        "choices": choices,
        "form": address,
        "is_mail_on": is_mail_on(),
        "asked": request.user.mails.filter(kind=Mail.Kind.ADDRESS, state=Mail.State.WAITING).exists(),
    }
    refused = choices.errors or address.errors
    return render(request, "approvals/notice_choices.html", context, status=INVALID if refused else 200)


def _now(user: User) -> dict[str, str]:
    chosen = choices_of([user.pk])
    return {kind.value: delivery(chosen, user.pk, kind).value for kind in Notice.Kind}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notice_choices(request: ActingRequest) -> HttpResponse:
    """One choice for each kind of notice."""
    form = NoticeChoicesForm(request.POST if request.method == "POST" else None, now=_now(request.user))
    if not form.is_valid():
        return _choices_page(request, form)

    def act() -> str:
        keep_choices(request.user, form.cleaned_data)
        messages.success(request, _("บันทึกวิธีรับการแจ้งแล้ว"))
        return reverse("approvals:notice_choices")

    return carry_out(request, act)


@signed_in
@posted_from("approvals:notice_choices")
def notice_address(request: ActingRequest) -> HttpResponse:
    """Ask for a new address: it is sent a link; an empty one ends the mail at once."""
    form = AddressForm(request.POST)
    if not is_mail_on() or not form.is_valid():
        return _choices_page(request, address=form)
    address = form.cleaned_data["email"]

    def act() -> str:
        if not address:
            change_address(request.user, "")
            messages.success(request, _("เลิกรับการแจ้งทางอีเมลแล้ว ท่านยังดูการแจ้งได้ในระบบ"))
        elif address == request.user.email:
            messages.info(request, _("ใช้อีเมลนี้อยู่แล้ว"))
        else:
            ask_for(request.user, address)
            messages.success(request, _("ส่งลิงก์ยืนยันไปที่ {address} แล้ว").format(address=address))
        return reverse("approvals:notice_choices")

    try:
        return carry_out(request, act)
    except AddressRefused as refused:
        form.add_error("email", str(refused))
        return _choices_page(request, address=form)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notice_address_confirm(request: ActingRequest, token: str) -> HttpResponse:
    """The link that was sent: it asks once more, for programs that look at mail open links, too."""
    address = asked_for(request.user, token)
    if address is None:
        messages.error(request, _("ลิงก์ยืนยันนี้ใช้ไม่ได้แล้วหรือเป็นของบัญชีอื่น โปรดขอลิงก์ใหม่"))
        return redirect("approvals:notice_choices")
    if request.method != "POST":
        return render(request, "approvals/notice_address.html", {"address": address})
    if change_address(request.user, address):
        messages.success(request, _("จะส่งการแจ้งไปที่ {address}").format(address=address))
    return redirect("approvals:notice_choices")


# For the operator ------------------------------------------------------------------------------


def _shown() -> QuerySet[Mail]:
    return Mail.objects.filter(state__in=[Mail.State.WAITING, Mail.State.GIVEN_UP]).select_related("user")


@roles(Role.OPERATOR)
@require_safe
def mail_queue(request: ActingRequest) -> HttpResponse:
    """What waits and what could not be sent; not what is written in it."""
    context = {
        "mails": _shown().order_by("-state", "due_at", "pk")[:SHOWN],
        "waiting": _shown().filter(state=Mail.State.WAITING).count(),
        "given_up": _shown().filter(state=Mail.State.GIVEN_UP).count(),
        "is_mail_on": is_mail_on(),
    }
    return render(request, "approvals/mail_queue.html", context)


@roles(Role.OPERATOR)
@posted_from("approvals:mail_queue")
def mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a mail again that was given up."""
    if try_again(get_object_or_404(Mail, pk=pk)):
        wake()
        messages.success(request, _("จะส่งอีเมลนี้อีกครั้ง"))
    else:
        messages.info(request, _("อีเมลนี้ไม่ได้รอให้ส่งใหม่"))
    return redirect("approvals:mail_queue")
