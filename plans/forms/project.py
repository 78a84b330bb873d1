"""A project or course of the plan: what, for whom, how, by whom, how it is measured, people and baht per year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from personnel.models import Need, PersonnelGroup, Unit
from plans.catalogs import Catalogs
from plans.edit_rows import MANY_TO_MANY
from plans.forms.project_costs import Calculation, CostFormSet, costs_formset, rate_choices
from plans.forms.project_layout import project_helper
from plans.links import links_of
from plans.models import Project, Revision
from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT
from thai.dates import THAI_MONTHS
from thai.fiscal import FISCAL_YEAR_FIRST_MONTH
from thai.forms import BahtField, LineField, PlainTextField, RowsField, ThaiIntegerField

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


class NeedsField(RowsField):
    """The needs of the cycle, each with its rank."""

    def label_from_instance(self, obj: Any) -> str:
        return _("ลำดับที่ {rank} {title}").format(rank=obj.rank, title=obj.title) if obj.rank else obj.title


def _choose(label: Any, *, many: bool = False, help_text: Any = "") -> Any:
    common = {"queryset": Unit.objects.none(), "label": label, "required": False, "help_text": help_text}
    if many:
        return RowsField(widget=forms.CheckboxSelectMultiple, **common)
    return forms.ModelChoiceField(empty_label=NOT_CHOSEN, **common)


def _month(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, choices=MONTH_CHOICES, coerce=int, empty_value=None
    )


class ProjectForm(forms.Form):
    """Only the name is needed to keep a draft; what is missing is found by the checks.

    Fields ``people_<year>`` and ``baht_<year>`` are made for the three fiscal years of the plan.
    """

    has_taken_amounts = False  #: the boxes of baht hold what was calculated, and nobody has saved it

    name = LineField(label=gettext_lazy("ชื่อโครงการ/หลักสูตร"), max_length=300)
    objective = PlainTextField(
        label=gettext_lazy("วัตถุประสงค์"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    needs = NeedsField(
        queryset=Need.objects.none(),
        label=gettext_lazy("ความต้องการที่โครงการนี้ตอบ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("เลือกได้หลายข้อ ถ้าไม่มีข้อใดตรง ให้ระบุเหตุผลอื่นด้านล่าง"),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("เหตุผลอื่นที่ต้องมีโครงการ"),
        required=False,
        choices=[("", gettext_lazy("ไม่มี")), *Project.Basis.choices],
    )
    basis_text = LineField(
        label=gettext_lazy("กฎหมาย นโยบาย หรือประเด็นที่อ้าง"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"list": "basis-texts"}),
        help_text=gettext_lazy("เช่น พระราชบัญญัติมาตรฐานทางจริยธรรม พ.ศ. 2562 หรือเลือกจากรายการที่ขึ้นมาเมื่อพิมพ์"),
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
    indicator_baseline = LineField(
        label=gettext_lazy("ค่าฐาน"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("ผลก่อนเริ่มโครงการ เช่น ร้อยละ 62 ในปี 2569"),
    )
    indicator_unit = LineField(
        label=gettext_lazy("หน่วยนับ"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("เช่น ร้อยละ คน ครั้ง"),
    )
    indicator_method = LineField(
        label=gettext_lazy("วิธีวัด"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("เช่น ทดสอบก่อนและหลังการอบรม"),
    )
    indicator_measurer = LineField(
        label=gettext_lazy("ผู้วัด"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("เช่น งานการเจ้าหน้าที่"),
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
    money_kind = forms.ChoiceField(
        label=gettext_lazy("ประเภทของเงิน"), required=False, choices=Project.MoneyKind.choices
    )
    money_source = LineField(
        label=gettext_lazy("ที่มาของงบประมาณ"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "money-sources"}),
        help_text=gettext_lazy("หมวดในข้อบัญญัติหรือเทศบัญญัติ เช่น แผนงานบริหารงานทั่วไป หมวดค่าใช้สอย"),
    )

    def __init__(self, *args: Any, revision: Revision, project: Project | None = None, **kwargs: Any) -> None:
        self.revision, self.years = revision, revision.plan.cycle.years
        self._links = links_of([project] if project else [])
        more = kwargs.pop("initial", {})
        super().__init__(*args, **{"initial": self._stored(project) | more, **kwargs})
        own_units = Unit.objects.filter(organization_id=revision.organization_id)
        kept = Q(pk=project.unit_id) if project else Q()
        units, needs = own_units.filter(Q(closed_on=None) | kept), self._needs(project)
        edition = revision.plan.edition.year
        catalogs = Catalogs(edition, (units, needs))
        for name, model in CATALOGS.items():
            self._offer(name, model.objects.for_edition(edition), catalogs.of_edition(model))
        self._offer("unit", units, sorted(catalogs.beside[Unit], key=lambda row: (row.order, row.pk)))
        by_rank = sorted(catalogs.beside[Need], key=lambda row: (row.rank is None, row.rank or 0, row.pk))
        self._offer("needs", needs, by_rank)
        for year in self.years:
            self.fields[f"people_{year}"] = _people_field(year)
            self.fields[f"baht_{year}"] = _baht_field(year)
            self.fields[f"target_{year}"] = _target_field(year)
        self.costs: CostFormSet = costs_formset(project, self.data if self.is_bound else None)
        self.helper = project_helper(self.years, has_needs=bool(by_rank))

    def _needs(self, project: Project | None) -> QuerySet[Need]:
        """The confirmed needs of the cycle, the first rank first, and those that the project names already."""
        chosen = self._links["needs"].get(project.pk, ()) if project else ()
        of_cycle = Need.objects.filter(
            organization_id=self.revision.organization_id, first_year=self.revision.plan.first_year
        )
        return of_cycle.filter(Q(state=Need.State.CONFIRMED) | Q(pk__in=chosen))

    def _stored(self, project: Project | None) -> dict[str, Any]:
        if project is None:
            return {"uses_budget": "yes", "money_kind": Project.MoneyKind.ORDINANCE}
        names = [name for name in ProjectForm.base_fields if name not in MANY_TO_MANY]
        stored = {name: getattr(project, name) for name in names}
        stored["uses_budget"] = "yes" if project.uses_budget else "no"
        for name in MANY_TO_MANY:
            stored[name] = sorted(self._links[name].get(project.pk, ()))
        for row in project.years.all():
            stored |= {f"people_{row.year}": row.people, f"baht_{row.year}": row.baht}
            stored[f"target_{row.year}"] = row.indicator_target
        return stored

    def _offer(self, name: str, rows: QuerySet, at_hand: Sequence[Any]) -> None:
        """``rows`` judge what is sent; the page shows the same rows that are at hand."""
        field = cast(forms.ModelChoiceField, self.fields[name])
        field.queryset = rows
        first = [] if isinstance(field, forms.ModelMultipleChoiceField) else [("", field.empty_label)]
        field.choices = [*first, *((row.pk, field.label_from_instance(row)) for row in at_hand)]

    def clean(self) -> dict[str, Any]:
        """What contradicts itself inside one project."""
        cleaned = super().clean() or {}
        total, lecture = cleaned.get("hours_total"), cleaned.get("hours_lecture")
        if lecture is not None and "hours_total" not in self.errors and lecture > (total or 0):
            self.add_error("hours_lecture", ValidationError(_("ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมงทั้งหมด")))
        self._check_months(cleaned)
        if cleaned.get("basis_text") and not cleaned.get("basis"):
            self.add_error("basis", ValidationError(_("กรุณาเลือกว่าเหตุผลที่อ้างเป็นกฎหมาย นโยบาย หรือแนวทางใด")))
        if self.costs.is_bound and not self.costs.is_valid():
            message = _("รายการคำนวณค่าใช้จ่ายยังไม่ถูกต้อง กรุณาแก้ในช่องที่มีข้อความเตือน หรือลบแถวนั้น")
            self.add_error(None, ValidationError(message))
        if cleaned.get("uses_budget") is False:
            for year in self.years:
                if cleaned.get(f"baht_{year}"):
                    message = _("เลือกไม่ใช้งบประมาณไว้ กรุณาลบจำนวนเงิน หรือเปลี่ยนเป็นใช้งบประมาณ")
                    self.add_error(f"baht_{year}", ValidationError(message))
        return cleaned

    def clean_money_kind(self) -> str:
        """What does not say a kind is the ordinance's."""
        return self.cleaned_data["money_kind"] or Project.MoneyKind.ORDINANCE

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

    def year_targets(self) -> dict[int, str]:
        """The indicator's target by fiscal year."""
        return {year: self.cleaned_data[f"target_{year}"] for year in self.years}

    def cost_columns(self) -> list[dict[str, Any]] | None:
        """The lines of the calculation; None where the form did not speak of them."""
        return self.costs.columns() if self.costs.is_bound else None

    def year_cells(self) -> list[YearCells]:
        """The boxes per year, as the page shows them."""
        return [YearCells(year, self[f"people_{year}"], self[f"baht_{year}"]) for year in self.years]

    # What the pieces of the page ask -----------------------------------------------------------

    @cached_property
    def calculation(self) -> Calculation:
        """The lines with the people of each year, as far as they are readable."""
        return Calculation(
            self.costs.lines(), {year: people for year, (people, _baht) in self.year_values().items()}
        )

    @property
    def calculated_cells(self) -> list[tuple[int, Decimal, bool]]:
        """Year, amount of the calculation, and whether the box of that year says something else."""
        typed = self.year_values()
        return [(year, amount, amount != typed[year][1]) for year, amount in self.calculation.amounts.items()]

    @property
    def rates(self) -> list[tuple[str, list[Any]]]:
        """Rates to choose from, by what is paid for."""
        return rate_choices(self.revision.plan.organization)

    @property
    def reasons(self) -> list[str]:
        """Policies and issues of the edition that a project may rest on."""
        rules = self.revision.plan.edition.rules
        return [
            text for key in ("linked_policies", "ocsc_issues") if key in rules for text in rules[key].value
        ]

    @property
    def money_sources(self) -> list[str]:
        """Headings that projects of this plan name already, so that one heading is spelt one way."""
        named = self.revision.projects.exclude(money_source="").order_by("money_source")
        return list(named.values_list("money_source", flat=True).distinct())

    @property
    def needs_url(self) -> str:
        """The page on which needs are confirmed."""
        return reverse(
            "personnel:needs", args=[self.revision.organization.code, self.revision.plan.first_year]
        )

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


def _target_field(year: int) -> LineField:
    return LineField(label=_("เป้าหมายของปี {year}").format(year=year), required=False, max_length=150)
