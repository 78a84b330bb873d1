"""A project or course of the plan: what, for whom, how, by whom, how it is measured, people and baht per year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from crispy_forms.layout import TemplateNameMixin as _Named
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from personnel.models import PersonnelGroup, Unit
from plans.forms.layout import anchored, page_helper, side_by_side
from plans.models import Project, Revision
from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT
from thai.dates import THAI_MONTHS
from thai.fiscal import FISCAL_YEAR_FIRST_MONTH
from thai.forms import BahtField, LineField, PlainTextField, ThaiIntegerField

HOURS_LIMIT = 5_000
#: Months in the order of the fiscal year: ตุลาคม first.
FISCAL_MONTHS = [*range(FISCAL_YEAR_FIRST_MONTH, 13), *range(1, FISCAL_YEAR_FIRST_MONTH)]
NOT_CHOSEN = gettext_lazy("ยังไม่ได้เลือก")
MONTH_CHOICES = [("", NOT_CHOSEN), *((month, THAI_MONTHS[month - 1]) for month in FISCAL_MONTHS)]
CATALOGS = {
    "curriculum": Curriculum,
    "knowledge_area": KnowledgeArea,
    "methods": Method,
    "submethods": SubMethod,
    "groups": PersonnelGroup,
    "provider_kind": ProviderKind,
}


class YearCells(NamedTuple):
    """The boxes of one fiscal year (B.E.)."""

    year: int
    people: BoundField
    baht: BoundField


class YearsTable(_Named):
    """The table of people and baht, in crispy's layout."""

    def render(self, form: Any, *args: Any, **kwargs: Any) -> str:
        for cells in form.year_cells():
            form.rendered_fields |= {cells.people.name, cells.baht.name}
        return render_to_string("plans/_project_years.html", {"form": form})


def _choose(label: Any, *, many: bool = False, help_text: Any = "") -> Any:
    common = {"queryset": Unit.objects.none(), "label": label, "required": False, "help_text": help_text}
    if many:
        return forms.ModelMultipleChoiceField(widget=forms.CheckboxSelectMultiple, **common)
    return forms.ModelChoiceField(empty_label=NOT_CHOSEN, **common)


def _month(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, choices=MONTH_CHOICES, coerce=int, empty_value=None
    )


class ProjectForm(forms.Form):
    """Only the name is needed to keep a draft; what is missing is found by the checks.

    Fields ``people_<year>`` and ``baht_<year>`` are made for the three fiscal years of the plan.
    """

    name = LineField(label=gettext_lazy("ชื่อโครงการ/หลักสูตร"), max_length=300)
    objective = PlainTextField(
        label=gettext_lazy("วัตถุประสงค์"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    curriculum = _choose(gettext_lazy("หลักสูตร"))
    knowledge_area = _choose(gettext_lazy("ด้านความรู้"))
    methods = _choose(gettext_lazy("วิธีการพัฒนา"), many=True)
    submethods = _choose(
        gettext_lazy("วิธีการย่อย"), many=True, help_text=gettext_lazy("เลือกเมื่อใช้วิธีการพัฒนาที่มีวิธีการย่อย")
    )
    groups = _choose(gettext_lazy("กลุ่มเป้าหมาย"), many=True)
    delivery = forms.ChoiceField(
        label=gettext_lazy("ลักษณะการพัฒนา"),
        required=False,
        choices=[("", NOT_CHOSEN), *Project.Delivery.choices],
    )
    provider_kind = _choose(gettext_lazy("หน่วยงานผู้จัด"))
    unit = _choose(gettext_lazy("หน่วยงานที่รับผิดชอบ"))
    indicator = LineField(
        label=gettext_lazy("ตัวชี้วัด"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("เช่น ร้อยละของผู้เข้ารับการพัฒนาที่ผ่านการทดสอบ"),
    )
    indicator_target = LineField(
        label=gettext_lazy("ค่าเป้าหมาย"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("เช่น ร้อยละ 80"),
    )
    is_digital = forms.BooleanField(label=gettext_lazy("เป็นการพัฒนาทักษะด้านดิจิทัล"), required=False)
    hours_total = ThaiIntegerField(
        label=gettext_lazy("จำนวนชั่วโมงทั้งหมด"), required=False, min_value=1, max_value=HOURS_LIMIT
    )
    hours_lecture = ThaiIntegerField(label=gettext_lazy("ชั่วโมงบรรยาย"), required=False, max_value=HOURS_LIMIT)
    first_month = _month(gettext_lazy("เดือนที่เริ่ม"))
    last_month = _month(gettext_lazy("เดือนที่สิ้นสุด"))
    uses_budget = forms.TypedChoiceField(
        label=gettext_lazy("งบประมาณ"),
        choices=[("yes", gettext_lazy("ใช้งบประมาณ")), ("no", gettext_lazy("ไม่ใช้งบประมาณ"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    money_source = LineField(
        label=gettext_lazy("ที่มาของงบประมาณ"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("เช่น ข้อบัญญัติหรือเทศบัญญัติงบประมาณรายจ่ายประจำปี"),
    )

    def __init__(self, *args: Any, revision: Revision, project: Project | None = None, **kwargs: Any) -> None:
        self.years = revision.plan.cycle.years
        super().__init__(*args, **{"initial": self._stored(project), **kwargs})
        for name, model in CATALOGS.items():
            self._offer(name, model.objects.for_edition(revision.plan.edition.year))
        own_units = Unit.objects.filter(organization_id=revision.organization_id)
        kept = Q(pk=project.unit_id) if project else Q()
        self._offer("unit", own_units.filter(Q(closed_on=None) | kept))
        for year in self.years:
            self.fields[f"people_{year}"] = _people_field(year)
            self.fields[f"baht_{year}"] = _baht_field(year)
        self.helper = _helper()

    def _stored(self, project: Project | None) -> dict[str, Any]:
        if project is None:
            return {"uses_budget": "yes"}
        names = [name for name in ProjectForm.base_fields if name not in ("methods", "submethods", "groups")]
        stored = {name: getattr(project, name) for name in names}
        stored["uses_budget"] = "yes" if project.uses_budget else "no"
        for name in ("methods", "submethods", "groups"):
            stored[name] = [entry.pk for entry in getattr(project, name).all()]
        for row in project.years.all():
            stored |= {f"people_{row.year}": row.people, f"baht_{row.year}": row.baht}
        return stored

    def _offer(self, name: str, rows: QuerySet) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = rows

    def clean(self) -> dict[str, Any]:
        """What contradicts itself inside one project."""
        cleaned = super().clean() or {}
        total, lecture = cleaned.get("hours_total"), cleaned.get("hours_lecture")
        if lecture is not None and "hours_total" not in self.errors and lecture > (total or 0):
            self.add_error("hours_lecture", ValidationError(_("ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมงทั้งหมด")))
        self._check_months(cleaned)
        if cleaned.get("uses_budget") is False:
            for year in self.years:
                if cleaned.get(f"baht_{year}"):
                    message = _("เลือกไม่ใช้งบประมาณไว้ กรุณาลบจำนวนเงิน หรือเปลี่ยนเป็นใช้งบประมาณ")
                    self.add_error(f"baht_{year}", ValidationError(message))
        return cleaned

    def _check_months(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if (first is None) != (last is None):
            missing = "first_month" if first is None else "last_month"
            if missing not in self.errors:
                self.add_error(missing, ValidationError(_("กรุณาเลือกทั้งเดือนที่เริ่มและเดือนที่สิ้นสุด")))
        elif first and FISCAL_MONTHS.index(last) < FISCAL_MONTHS.index(first):
            message = _("เดือนที่สิ้นสุดต้องไม่อยู่ก่อนเดือนที่เริ่ม (ปีงบประมาณเริ่มเดือนตุลาคม)")
            self.add_error("last_month", ValidationError(message))

    def project_values(self) -> dict[str, Any]:
        """Values of the project's own columns and catalogs."""
        return {name: self.cleaned_data[name] for name in ProjectForm.base_fields}

    def year_values(self) -> dict[int, tuple[int, Decimal]]:
        """People and baht by fiscal year; an empty box counts as zero."""
        cleaned = self.cleaned_data if self.is_bound else self.initial
        return {
            year: (cleaned.get(f"people_{year}") or 0, cleaned.get(f"baht_{year}") or Decimal("0.00"))
            for year in self.years
        }

    def year_cells(self) -> list[YearCells]:
        """The boxes per year, as the page shows them."""
        return [YearCells(year, self[f"people_{year}"], self[f"baht_{year}"]) for year in self.years]

    @property
    def people_total(self) -> int:
        """People of all years, as far as the boxes are readable."""
        return sum(people for people, _baht in self.year_values().values())

    @property
    def baht_total(self) -> Decimal:
        """Baht of all years, as far as the boxes are readable."""
        return sum((baht for _people, baht in self.year_values().values()), Decimal("0.00"))


def _people_field(year: int) -> ThaiIntegerField:
    label = _("จำนวนคน ปีงบประมาณ {year}").format(year=year)
    attrs = {"class": "form-control text-end", "size": "6", "aria-label": label, "data-sums": "people"}
    return ThaiIntegerField(
        label=label, required=False, max_value=PEOPLE_LIMIT, widget=forms.TextInput(attrs)
    )


def _baht_field(year: int) -> BahtField:
    label = _("งบประมาณ (บาท) ปีงบประมาณ {year}").format(year=year)
    attrs = {"class": "form-control text-end", "size": "12", "aria-label": label, "data-sums": "baht"}
    return BahtField(label=label, required=False, max_value=BAHT_LIMIT, widget=forms.TextInput(attrs))


def _part(title: str, *fields: object) -> Fieldset:
    return Fieldset(title, *fields, css_class="form-part")


def _helper() -> FormHelper:
    return page_helper(
        _part(str(_("โครงการ")), "name", "objective"),
        _part(
            str(_("หลักสูตรและวิธีการ")),
            "curriculum",
            side_by_side("knowledge_area"),
            anchored("methods"),
            anchored("submethods"),
            "is_digital",
        ),
        _part(
            str(_("กลุ่มเป้าหมายและผู้รับผิดชอบ")),
            anchored("groups"),
            side_by_side("unit", "delivery"),
            side_by_side("provider_kind"),
        ),
        _part(str(_("ตัวชี้วัด")), side_by_side("indicator", "indicator_target")),
        _part(
            str(_("ระยะเวลา")),
            side_by_side("first_month", "last_month", width="col-sm-6 col-lg-3"),
            side_by_side("hours_total", "hours_lecture", width="col-sm-6 col-lg-3"),
        ),
        _part(str(_("จำนวนคนและงบประมาณ")), anchored("uses_budget"), "money_source", YearsTable()),
    )
