"""The forms of sign-in: those of allauth with our words, without texts inside boxes that vanish while typing."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django.forms import Form
from django.utils.translation import gettext_lazy as _

REQUIRED = {
    "login": _("กรุณากรอกชื่อผู้ใช้"),
    "password": _("กรุณากรอกรหัสผ่าน"),
    "oldpassword": _("กรุณากรอกรหัสผ่านปัจจุบัน"),
    "password1": _("กรุณากรอกรหัสผ่านใหม่"),
    "password2": _("กรุณากรอกรหัสผ่านใหม่อีกครั้ง"),
    "code": _("กรุณากรอกรหัส"),
}
LABELS = {
    "login": _("ชื่อผู้ใช้"),
    "password": _("รหัสผ่าน"),
    "oldpassword": _("รหัสผ่านปัจจุบัน"),
    "password1": _("รหัสผ่านใหม่"),
    "password2": _("รหัสผ่านใหม่ (อีกครั้ง)"),
    "code": _("รหัสจากแอปยืนยันตัวตน"),
}


class OurWords(Form):
    """Labels, messages and help as the rest of the system writes them."""

    help_texts: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS[name]
            field.error_messages["required"] = REQUIRED[name]
            field.help_text = self.help_texts.get(name, "")


class SignInForm(OurWords, account.LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """A password of one's own."""

    #: Else a given password, which the giver knows, could be kept as one's own.
    not_new = _("รหัสผ่านใหม่ต้องต่างจากรหัสผ่านปัจจุบัน โปรดตั้งรหัสผ่านอื่น")

    help_texts = {"password1": _("อย่างน้อย 12 ตัว ไม่คล้ายชื่อของท่าน และไม่ใช่รหัสที่คนทั่วไปใช้")}

    def clean(self) -> dict[str, Any]:
        """The new password is another one."""
        cleaned = super().clean() or {}
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", self.not_new)
        return cleaned


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    """The password again, before something delicate."""


_APP_CODE = _("ตัวเลข 6 หลักที่แอปแสดงอยู่ในขณะนี้")


class SecondFactorForm(OurWords, second_factor.AuthenticateForm):
    """The second step of sign-in."""

    help_texts = {"code": _("ตัวเลข 6 หลักที่แอปแสดงอยู่ในขณะนี้ หรือรหัสกู้คืนหนึ่งรหัส")}


class ConfirmSecondFactorForm(OurWords, second_factor.ReauthenticateForm):
    """The second factor again, before something delicate."""

    help_texts = {"code": _APP_CODE}


class ActivateAppForm(OurWords, totp.ActivateTOTPForm):
    """The first code of a new app."""

    help_texts = {"code": _APP_CODE}
