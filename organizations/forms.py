"""Forms about members."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from organizations.roles import LAO_ROLES, Role
from thai.dates import today
from thai.forms import LineField, ThaiDateField

USERNAME = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9._-]{1,48})[a-z0-9]$",
    _("ชื่อผู้ใช้ใช้ได้เฉพาะ a-z 0-9 จุด ขีดกลาง และขีดล่าง ยาว 3 ถึง 50 ตัว เช่น somchai.d"),
)


class MemberForm(forms.Form):
    """A person, new to the system or not, and the role given by an order."""

    NEW, EXISTING = "new", "existing"

    account = forms.ChoiceField(
        label=_("บัญชีผู้ใช้"),
        choices=[(NEW, _("ยังไม่มีบัญชี ให้สร้างใหม่")), (EXISTING, _("มีบัญชีในระบบแล้ว"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("กรุณาเลือกว่าผู้นี้มีบัญชีแล้วหรือไม่")},
    )
    username = LineField(
        label=_("ชื่อผู้ใช้"), max_length=50, help_text=_("ตัวอักษรอังกฤษพิมพ์เล็กและตัวเลข เช่น somchai.d")
    )
    full_name = LineField(
        label=_("ชื่อ - สกุล"), max_length=150, required=False, help_text=_("กรอกเมื่อสร้างบัญชีใหม่ พร้อมคำนำหน้าชื่อ")
    )
    role = forms.ChoiceField(label=_("บทบาท"), error_messages={"required": _("กรุณาเลือกบทบาท")})
    position = LineField(
        label=_("ตำแหน่ง"), max_length=150, required=False, help_text=_("เช่น นักทรัพยากรบุคคลชำนาญการ")
    )
    order_number = LineField(
        label=_("คำสั่งที่"), max_length=60, required=False, help_text=_("เลขที่คำสั่งแต่งตั้ง ถ้ามี เช่น 123/2566")
    )
    started_on = ThaiDateField(label=_("ตั้งแต่วันที่"))
    is_acting = forms.BooleanField(
        label=_("เป็นการรักษาราชการแทน"),
        required=False,
        help_text=_("สิทธิสิ้นสุดเองเมื่อครบวันที่กำหนด ครั้งละไม่เกิน 1 ปี การต่ออายุต้องมีคำสั่งใหม่"),
    )
    acting_for = LineField(
        label=_("รักษาราชการแทนตำแหน่ง"), max_length=150, required=False, help_text=_("เช่น ปลัดเทศบาล")
    )
    ended_on = ThaiDateField(
        label=_("ถึงวันที่"), required=False, help_text=_("ต้องกรอกเมื่อรักษาราชการแทน กรณีอื่นเว้นว่างไว้ได้")
    )

    def __init__(self, *args: Any, roles: Collection[Role] = LAO_ROLES, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"account": self.NEW, "started_on": today()})
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in Role if role in roles]
        nothing = [("", _("เลือกบทบาท"))] if len(choices) > 1 else []
        self.fields["role"].choices = [*nothing, *choices]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "account",
            Field("username", autocomplete="off", autocapitalize="none", spellcheck="false"),
            "full_name",
            "role",
            "position",
            "order_number",
            "started_on",
            "is_acting",
            "acting_for",
            "ended_on",
        )

    def clean_username(self) -> str:
        """Names of accounts are kept in small letters."""
        username = self.cleaned_data["username"].lower()
        if self.data.get("account") == self.NEW:
            USERNAME(username)
        return username

    def clean(self) -> dict[str, Any]:
        """For whom somebody acts is said by those who act."""
        data = super().clean() or {}
        if data.get("acting_for") and not data.get("is_acting"):
            self.add_error("is_acting", _("กรุณาเลือกช่องนี้ด้วย หรือลบชื่อตำแหน่งที่รักษาราชการแทน"))
        return data

    def clean_role(self) -> Role:
        """As the role itself."""
        return Role(self.cleaned_data["role"])

    def member(self) -> dict[str, Any]:
        """What `add_member` needs of the form."""
        data = dict(self.cleaned_data)
        return {"is_new_account": data.pop("account") == self.NEW, **data}


class EndForm(forms.Form):
    """The last day of a role."""

    ended_on = ThaiDateField(label=_("วันสุดท้ายที่ปฏิบัติหน้าที่"), help_text=_("ผู้นี้ใช้สิทธิตามบทบาทได้จนถึงสิ้นวันดังกล่าว"))

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"ended_on": membership.ended_on or today()})
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("ended_on")


class HandOverForm(MemberForm):
    """Who takes a role over, by which order, from which day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["role"]
        self.fields["order_number"].required = True
        self.fields["order_number"].help_text = _("เลขที่คำสั่งที่มอบหมายหรือแต่งตั้ง เช่น 123/2569")
        self.fields["started_on"].label = _("ผู้รับงานเริ่มวันที่")
        self.fields["started_on"].help_text = _("ผู้ส่งมอบพ้นหน้าที่ในวันก่อนหน้า")
        self.helper.layout.fields.remove("role")
