"""What is followed up, how, by whom and when (section 15(4))."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Div
from django.utils.translation import gettext_lazy as _

from organizations.form_rows import RowForm, RowFormSet, rows_of
from plans.facts import PlanFacts
from plans.forms.layout import page_helper
from thai.forms import LineField

MOST_ROWS = 100


class MonitoringForm(RowForm):
    """One indicator or thing to follow up."""

    indicator = LineField(label=_("ตัวชี้วัด/สิ่งที่ติดตาม"), max_length=300)
    method = LineField(label=_("วิธีการติดตามและประเมินผล"), required=False, max_length=300)
    responsible = LineField(label=_("ผู้ติดตามและประเมินผล"), required=False, max_length=200)
    when = LineField(label=_("ระยะเวลา"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper(
            Div(
                Div("order", css_class="col-4 col-md-2 col-xl-1"),
                Div("indicator", css_class="col-12 col-md-10 col-xl-6"),
                Div("method", css_class="col-12 col-xl-5"),
                Div("responsible", css_class="col-12 col-md-6 col-xl-5"),
                Div("when", css_class="col-12 col-md-6 col-xl-4"),
                Div("DELETE", css_class="col-12 col-xl-3"),
                css_class="row gx-3",
            )
        )


def monitoring_formset(facts: PlanFacts, data: Any = None) -> RowFormSet:
    """The monitoring rows of a plan with empty rows to add more."""
    names = ("indicator", "method", "responsible", "when")
    stored = [
        {name: getattr(item, name) for name in names} | {"order": order}
        for order, item in enumerate(facts.monitoring, start=1)
    ]
    return rows_of(MonitoringForm, RowFormSet, stored, data, prefix="items", most=MOST_ROWS)
