"""The filter above the queue of a board."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.boards import Standing, Work
from thai.fiscal import Cycle


class QueueForm(forms.Form):
    """Cycle and standing, in the address so that a page can be shared; nonsense means the usual."""

    cycle = forms.ChoiceField(label=gettext_lazy("รอบปีงบประมาณ"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("สถานะ"), required=False)
    work = forms.ChoiceField(label=gettext_lazy("งานของฝ่ายเลขานุการ"), required=False)

    def __init__(self, data: Any, *, cycles: list[Cycle]) -> None:
        super().__init__(data)
        self.cycles = {str(int(cycle.first)): cycle for cycle in cycles}
        self.fields["cycle"].choices = [  # type: ignore[attr-defined]
            (key, f"{cycle.first} - {cycle.last}") for key, cycle in self.cycles.items()
        ]
        self.fields["state"].choices = [("", _("ทุกสถานะ")), *Standing.choices]  # type: ignore[attr-defined]
        self.fields["work"].choices = [("", _("ทุกเรื่อง")), *Work.choices]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        button = _("แสดง")
        self.helper.layout = Layout(
            Div(
                Div("cycle", css_class="col-sm-4 col-lg-3"),
                Div("state", css_class="col-sm-4 col-lg-3"),
                Div("work", css_class="col-sm-4 col-lg-3"),
                HTML(
                    f'<div class="col-sm-3 mb-3"><button class="btn btn-outline-primary">{button}</button></div>'
                ),
                css_class="row align-items-end",
            )
        )

    def chosen(self) -> tuple[Cycle, str]:
        """The cycle (the newest unless chosen) and the standing (empty for all)."""
        typed = self.data
        cycle = self.cycles.get(typed.get("cycle", ""), next(iter(self.cycles.values())))
        standing = typed.get("state", "")
        return cycle, standing if standing in Standing.values else ""

    def chosen_work(self) -> str:
        """The kind of work; empty for all."""
        work = self.data.get("work", "")
        return work if work in Work.values else ""
