"""How a person wants to hear of each kind of notice, and at which address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.models import Notice, NoticeChoice
from organizations.form_layout import page_helper


class NoticeChoicesForm(forms.Form):
    """One choice for each kind."""

    def __init__(self, data: Any = None, *, now: Mapping[str, str]) -> None:
        super().__init__(data)
        for kind in Notice.Kind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=NoticeChoice.Delivery.choices, initial=now[kind.value]
            )
        self.helper = page_helper()


class AddressForm(forms.Form):
    """Where mail goes; empty for nowhere."""

    email = forms.EmailField(
        label=_("อีเมลสำหรับรับการแจ้ง"),
        required=False,
        max_length=254,
        help_text=_("ระบบส่งลิงก์ไปที่อีเมลใหม่ ให้ท่านเปิดเพื่อยืนยันภายใน 1 วัน เว้นว่างเพื่อเลิกรับอีเมลทั้งหมด"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = page_helper()
