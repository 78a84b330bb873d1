"""How the form of a project is laid out: seven parts, and what is rarely needed folded away."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset
from crispy_forms.layout import TemplateNameMixin as _Named
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plans.forms.layout import anchored, page_helper, side_by_side


class Piece(_Named):
    """A template of the project's form, in crispy's layout; it is given the form alone."""

    def __init__(self, template: str) -> None:
        self.template = template

    def render(self, form: Any, *args: Any, **kwargs: Any) -> str:
        return render_to_string(self.template, {"form": form})


class YearsTable(Piece):
    """The table of people and baht, with the calculation below it."""

    def render(self, form: Any, *args: Any, **kwargs: Any) -> str:
        for cells in form.year_cells():
            form.rendered_fields |= {cells.people.name, cells.baht.name}
        return super().render(form)


class Folded(Div):
    """Fields behind a summary; open where one of them holds something or is wrong."""

    template = "plans/_folded.html"

    def __init__(self, summary: str, *fields: object) -> None:
        super().__init__(*fields)
        self.summary = summary
        self.is_open = False

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> SafeString:
        boxes = [form[pointer.name] for pointer in self.get_field_names()]
        self.is_open = any(box.value() or box.errors for box in boxes)
        return super().render(form, context, template_pack, **kwargs)


def project_helper(years: tuple[int, ...], *, has_needs: bool) -> FormHelper:
    """The parts in the order in which an officer thinks: what, why, how, for whom, measured by what, when, how much."""
    return page_helper(
        _part(_("โครงการ"), "name", "objective"),
        _part(
            _("เหตุผลของโครงการ"),
            anchored("needs") if has_needs else Piece("plans/_project_no_needs.html"),
            Folded(_("มีเหตุผลอื่น: กฎหมาย นโยบาย หรือแนวทางของสำนักงาน ก.พ."), "basis", "basis_text"),
            Piece("plans/_project_lists.html"),
        ),
        _part(
            _("หลักสูตรและวิธีการ"),
            "curriculum",
            side_by_side("knowledge_area"),
            anchored("methods"),
            anchored("submethods"),
            "is_digital",
        ),
        _part(
            _("กลุ่มเป้าหมายและผู้รับผิดชอบ"),
            anchored("groups"),
            side_by_side("unit", "delivery"),
            side_by_side("provider_kind"),
        ),
        _part(
            _("ตัวชี้วัด"),
            side_by_side("indicator", "indicator_target"),
            side_by_side(*(f"target_{year}" for year in years), width="col-sm-4"),
            Folded(
                _("รายละเอียดการวัด: ค่าฐาน หน่วยนับ วิธีวัด ผู้วัด"),
                side_by_side("indicator_baseline", "indicator_unit"),
                side_by_side("indicator_method", "indicator_measurer"),
            ),
        ),
        _part(
            _("ระยะเวลา"),
            side_by_side("first_month", "last_month", width="col-sm-6 col-lg-3"),
            side_by_side("hours_total", "hours_lecture", width="col-sm-6 col-lg-3"),
        ),
        _part(
            _("จำนวนคนและงบประมาณ"),
            anchored("uses_budget"),
            side_by_side("money_kind", "money_source"),
            HTML('<div id="money">'),
            YearsTable("plans/_project_years.html"),
            Piece("plans/_project_costs.html"),
            HTML("</div>"),
        ),
    )


def _part(title: str, *fields: object) -> Fieldset:
    return Fieldset(title, *fields, css_class="form-part")
