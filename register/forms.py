"""The search form of the public register."""

from __future__ import annotations

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organizations.models import Province
from plans.models import Edition
from register.listing import Search
from thai.dates import ThaiDateError, parse_date
from thai.forms import LineField
from thai.titles import LaoKind


class SearchForm(forms.Form):
    """Words, province, kind and cycle, all optional."""

    words = LineField(label=_("ชื่อองค์กรปกครองส่วนท้องถิ่นหรืออำเภอ"), max_length=100, required=False)
    province = forms.ChoiceField(label=_("จังหวัด"), required=False)
    kind = forms.ChoiceField(
        label=_("ประเภท"), required=False, choices=[("", _("ทุกประเภท")), *LaoKind.choices]
    )
    first_year = forms.TypedChoiceField(label=_("รอบปีงบประมาณ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = Province.objects.values_list("code", "name")
        self.fields["province"].choices = [("", _("ทุกจังหวัด")), *provinces]  # type: ignore[attr-defined]
        cycles = [
            (edition.year, f"{edition.cycle.first} - {edition.cycle.last}")
            for edition in Edition.objects.order_by("-year")
        ]
        self.fields["first_year"].choices = [("", _("ทุกรอบ")), *cycles]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.attrs = {"role": "search"}
        self.helper.layout = Layout(
            Row(Column("words", css_class="col-md-6"), Column("province", css_class="col-md-6")),
            Row(Column("kind", css_class="col-md-6"), Column("first_year", css_class="col-md-6")),
            Submit("", _("ค้นหา"), css_id="search"),
        )

    def search(self) -> Search:
        """What to look for; a form with mistakes looks for everything."""
        return Search(**self.cleaned_data) if self.is_valid() else Search()


class DayForm(forms.Form):
    """A day in one box, so that the address of the page says it: ?on=1 ตุลาคม 2569."""

    on = LineField(
        label=_("ดูฉบับที่มีผลใช้บังคับ ณ วันที่"),
        max_length=40,
        required=False,
        help_text=_("วัน เดือน ปี พ.ศ. เช่น 1 ต.ค. 2569 หรือ 1/10/2569"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout("on", Submit("", _("ดูฉบับของวันนั้น"), css_id="on-that-day"))

    def clean_on(self) -> datetime.date | None:
        """The day; a year of the Christian era is asked back."""
        typed = self.cleaned_data["on"]
        if not typed:
            return None
        try:
            return parse_date(typed)
        except ThaiDateError as error:
            raise ValidationError(str(error)) from error
