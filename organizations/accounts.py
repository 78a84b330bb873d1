"""Accounts are given by an administrator; nobody registers alone, and a given password serves once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations import acting
from organizations.models import User

#: What someone with a given password may do before choosing their own.
_ALLOWED_WITH_TEMPORARY_PASSWORD = {
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "organizations:language",
    "organizations:healthz",
    "organizations:readyz",
}


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Sign-in for known people only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจแล้วลองอีกครั้ง"),
        "too_many_login_attempts": gettext_lazy("ลองเข้าสู่ระบบหลายครั้งเกินไป โปรดรอสักครู่แล้วลองใหม่"),
        "incorrect_password": gettext_lazy("รหัสผ่านไม่ถูกต้อง"),
        "enter_current_password": gettext_lazy("รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        "rate_limited": gettext_lazy("ส่งรายการถี่เกินไป โปรดรอสักครู่แล้วลองใหม่"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin in the first role and stay in it: a role that is given later changes nothing under one's hands."""
        super().login(request, user)
        if memberships := acting.choices(request):
            acting.act_as(request, memberships[0])

    def set_password(self, user: User, password: str) -> None:
        """A password that the person chose is no longer the one that was given."""
        user.password_is_temporary = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to work."""
        return reverse("organizations:home")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("รหัสไม่ถูกต้องหรือหมดอายุ โปรดดูรหัสล่าสุดในแอปแล้วลองอีกครั้ง"),
    }


class OwnPasswordMiddleware:
    """Who signed in with a given password chooses their own before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send to the page for changing the password, whatever was asked."""
        if not (request.user.is_authenticated and request.user.password_is_temporary):
            return None
        address = request.resolver_match
        if address is not None and address.view_name in _ALLOWED_WITH_TEMPORARY_PASSWORD:
            return None
        messages.info(request, _("โปรดตั้งรหัสผ่านของท่านเองก่อนเริ่มใช้งาน"))
        return redirect("account_change_password")
