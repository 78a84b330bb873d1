"""Which province and cycle to look at."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import Province


class ProvinceForm(forms.Form):
    """For those who follow up the whole country."""

    province = forms.ModelChoiceField(
        label=_("จังหวัด"),
        queryset=Province.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("เลือกจังหวัด"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(Column("province", css_class="col-md-6")), Submit("", _("แสดง"), css_id="show")
        )
