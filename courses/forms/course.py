"""A course: what it is (for pages and workbooks alike), whom it is for, what it develops."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from crispy_forms.layout import HTML, Div, Fieldset
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.items import ItemKind
from competencies.models import PositionLine
from courses.forms.fields import CodeOfRowField
from courses.forms.layout import Folded
from courses.groups import TargetGroup
from courses.models import Curriculum, KnowledgeArea, ProviderKind
from courses.models.library import PEOPLE_LIMIT
from courses.records import CourseRecord
from courses.search import ITEM_CATALOGS
from organizations.form_layout import page_helper, side_by_side
from thai.forms import LineField, PlainTextField, ThaiIntegerField

NOT_CHOSEN = _("ยังไม่ได้เลือก")
DAYS_LIMIT = 1_100  #: three years
LISTS = {"curriculum": Curriculum, "knowledge_area": KnowledgeArea, "provider_kind": ProviderKind}


class CourseFacts(forms.Form):
    """What a page and a row of a workbook say alike: the same labels, help and limits."""

    code = CodeOfRowField(
        label=_("รหัสหลักสูตร"), help_text=_("ใช้หาหลักสูตรเดิมเมื่อนำเข้าแฟ้ม แต่ละหลักสูตรไม่ซ้ำกัน เช่น L001")
    )
    name = LineField(label=_("ชื่อหลักสูตร"), max_length=300, help_text=_("เช่น งานสารบรรณและการเขียนหนังสือราชการ"))
    objective = PlainTextField(
        label=_("วัตถุประสงค์"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("ผู้ผ่านหลักสูตรจะรู้หรือทำอะไรได้"),
    )
    provider_name = LineField(
        label=_("ชื่อหน่วยงานผู้จัด"),
        required=False,
        max_length=200,
        help_text=_("เช่น สถาบันพัฒนาบุคลากรท้องถิ่น เว้นว่างได้ถ้าจัดเอง"),
    )
    days = ThaiIntegerField(
        label=_("จำนวนวัน"),
        required=False,
        min_value=1,
        max_value=DAYS_LIMIT,
        help_text=_("ใช้คำนวณค่าเบี้ยเลี้ยง ค่าที่พัก และค่าอาหาร"),
    )
    people = ThaiIntegerField(
        label=_("จำนวนคนต่อรุ่น"),
        required=False,
        min_value=1,
        max_value=PEOPLE_LIMIT,
        help_text=_("รุ่นปกติมีกี่คน ใช้คำนวณค่าใช้จ่ายโดยประมาณ"),
    )
    indicator = LineField(
        label=_("ตัวชี้วัด"),
        required=False,
        max_length=300,
        help_text=_("เช่น ร้อยละของผู้เข้ารับการพัฒนาที่ผ่านการทดสอบ"),
    )
    indicator_target = LineField(
        label=_("ค่าเป้าหมาย"), required=False, max_length=150, help_text=_("เช่น ร้อยละ 80")
    )
    source = LineField(
        label=_("ที่มาของหลักสูตร"),
        required=False,
        max_length=300,
        help_text=_("เช่น หนังสือหรือเว็บไซต์ของหน่วยงานผู้จัด"),
    )

    def clean_objective(self) -> str:
        """Without an indent, which a cell of a workbook would not keep."""
        return self.cleaned_data["objective"].strip()


class CourseForm(CourseFacts):
    """A course on its page; parts and costs are rows beside it. ``values`` names the columns of a record."""

    curriculum = forms.ChoiceField(label=_("หลักสูตรตามแผนแม่บท"), required=False)
    knowledge_area = forms.ChoiceField(label=_("ด้านความรู้"), required=False)
    provider_kind = forms.ChoiceField(label=_("หน่วยงานผู้จัด"), required=False)
    groups = forms.MultipleChoiceField(
        label=_("กลุ่มเป้าหมาย"),
        required=False,
        choices=TargetGroup.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ไม่เลือกเลย หมายถึงทุกกลุ่ม"),
    )
    lines = forms.MultipleChoiceField(
        label=_("สายงาน"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ไม่เลือกเลย หมายถึงทุกสายงาน"),
    )
    is_digital = forms.BooleanField(label=_("พัฒนาทักษะด้านดิจิทัล"), required=False)
    is_example = forms.BooleanField(
        label=_("เป็นตัวอย่าง"), required=False, help_text=_("นำเครื่องหมายออกเมื่อตรวจสอบแล้วว่าใช้ได้จริง")
    )

    def __init__(self, *args: Any, record: CourseRecord | None = None, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _stored(record, code), **kwargs})
        for name, model in LISTS.items():
            self._choices(name, [("", NOT_CHOSEN), *offered(model, [self.initial.get(name)])])
        self._choices("lines", offered(PositionLine, self.initial.get("lines", [])))
        for kind, catalog in ITEM_CATALOGS.items():
            self.fields[item_field(kind)] = forms.MultipleChoiceField(
                label=kind.label,
                required=False,
                choices=offered(catalog, self.initial.get(item_field(kind), [])),
                widget=forms.CheckboxSelectMultiple,
            )
        self.kept = record
        if record is None or not record.is_example:
            del self.fields["is_example"]
        self.helper = page_helper(*_layout("is_example" in self.fields))

    def _choices(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def values(self) -> dict[str, Any]:
        """Values of the columns of a record, without its parts and costs."""
        values = {"is_example": False, **self.cleaned_data}
        items = [(str(kind), code) for kind in ITEM_CATALOGS for code in values.pop(item_field(kind))]
        return values | {
            "groups": tuple(sorted(values["groups"])),
            "lines": tuple(sorted(values["lines"])),
            "items": tuple(sorted(items)),
            "retired_on": self.kept.retired_on if self.kept else None,
        }


def offered(model: Any, kept: Iterable[str | None]) -> list[tuple[str, str]]:
    """Codes and names of a catalog: entries in force, and those that are chosen already."""
    entries = model.objects.filter(Q(retired_edition=None) | Q(code__in=[code for code in kept if code]))
    return list(entries.values_list("code", "name"))


def item_field(kind: ItemKind) -> str:
    """The name of the field with the items of a kind."""
    return f"{kind}_items"


def _stored(record: CourseRecord | None, code: str) -> dict[str, Any]:
    if record is None:
        return {"code": code}
    stored = {name: getattr(record, name) for name in CourseForm.base_fields}
    for kind in ITEM_CATALOGS:
        stored[item_field(kind)] = [code for found, code in record.items if found == kind]
    return stored


def _layout(with_example: bool) -> list[Any]:
    return [
        Fieldset(
            _("หลักสูตร"),
            Div(Div("code", css_class="col-sm-4"), Div("name", css_class="col-sm-8"), css_class="row"),
            "objective",
            side_by_side("curriculum", "knowledge_area"),
            side_by_side("provider_kind", "provider_name"),
            side_by_side("days", "people"),
        ),
        Fieldset(_("ผู้เข้ารับการพัฒนา"), "groups", Folded(_("เลือกสายงาน"), "lines")),
        Fieldset(
            _("สิ่งที่พัฒนา"),
            HTML(
                "{% load i18n %}<p>{% translate 'เลือกสมรรถนะ ความรู้ และทักษะที่หลักสูตรนี้พัฒนา ระบบใช้จับคู่กับความจำเป็นในการพัฒนา' %}</p>"
            ),
            *(Folded(kind.label, item_field(kind)) for kind in ITEM_CATALOGS),
            "is_digital",
        ),
        Fieldset(
            _("การวัดผลและที่มา"),
            side_by_side("indicator", "indicator_target"),
            "source",
            *(["is_example"] if with_example else []),
        ),
    ]
