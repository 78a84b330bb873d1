"""Forms of the operator: the register of organizations, and where people are looked for."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, Province
from organizations.models.bodies import CODE
from thai.forms import LineField
from thai.titles import LaoKind


def _helper(*rows: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*rows)
    return helper


def _provinces(scope: Province | None) -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in ([scope] if scope else Province.objects.all())]


class _NameForm(forms.Form):
    """What may be corrected later."""

    name = LineField(label=_("ชื่อ"), max_length=100, help_text=_("เฉพาะชื่อ ไม่มีคำนำหน้า เช่น สังคม"))
    district = LineField(
        label=_("อำเภอ"),
        max_length=60,
        required=False,
        help_text=_("เฉพาะชื่อ เช่น สังคม องค์การบริหารส่วนจังหวัดและเมืองพัทยาเว้นว่างได้"),
    )


class OrganizationForm(_NameForm):
    """A new organization; its board follows from kind and province."""

    code = LineField(
        label=_("รหัส"),
        max_length=40,
        help_text=_("ตัวอักษรอังกฤษพิมพ์ใหญ่ ตัวเลข และขีดกลาง เช่น SANGKHOM ปรากฏในที่อยู่ของหน้าเว็บและเปลี่ยนภายหลังไม่ได้"),
    )
    kind = forms.ChoiceField(
        label=_("ประเภท"),
        choices=[("", _("เลือกประเภท")), *LaoKind.choices],
        error_messages={"required": _("กรุณาเลือกประเภท")},
    )
    province = forms.ChoiceField(
        label=_("จังหวัด"),
        error_messages={"required": _("กรุณาเลือกจังหวัด")},
        help_text=_("ระบบกำหนดคณะกรรมการที่พิจารณาแผนจากประเภทและจังหวัด"),
    )
    field_order = ("code", "kind", "name", "district", "province")

    def __init__(self, *args: Any, scope: Province | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = [] if scope else [("", _("เลือกจังหวัด"))]
        self.fields["province"].choices = [*nothing, *_provinces(scope)]  # type: ignore[attr-defined]
        code = Field("code", autocomplete="off", autocapitalize="characters", spellcheck="false")
        self.helper = _helper(code, "kind", "name", "district", "province")

    def clean_code(self) -> str:
        """Codes are kept in capital letters."""
        code = self.cleaned_data["code"].upper()
        CODE(code)
        return code

    def clean_province(self) -> Province:
        """As the province itself."""
        return Province.objects.get(code=self.cleaned_data["province"])


class EditForm(_NameForm):
    """Name and district of an organization."""

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        initial = {"name": organization.name, "district": organization.district}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.helper = _helper("name", "district")


class _SearchForm(forms.Form):
    """Words and a province, both optional; a form with mistakes looks for everything."""

    words = LineField(max_length=100, required=False)
    province = forms.ChoiceField(label=_("จังหวัด"), required=False)
    label: Any = ""
    everywhere: Any = ""

    def __init__(self, *args: Any, scope: Province | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = self.label
        self.fields["province"].choices = [("", self.everywhere), *_provinces(scope)]  # type: ignore[attr-defined]
        self.helper = _helper(
            Row(Column("words", css_class="col-md-6"), Column("province", css_class="col-md-6")),
            Submit("", _("ค้นหา"), css_id="search"),
        )
        self.helper.form_tag = True
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search"}

    def wanted(self) -> dict[str, str]:
        """What to look for."""
        return self.cleaned_data if self.is_valid() else {"words": "", "province": ""}


class OrganizationSearchForm(_SearchForm):
    """Looks for organizations."""

    label = _("ชื่อ อำเภอ หรือรหัส")
    everywhere = _("ทุกจังหวัด")


class PeopleSearchForm(_SearchForm):
    """Looks for people and for boards."""

    label = _("ชื่อ - สกุล หรือชื่อผู้ใช้")
    everywhere = _("ทุกจังหวัดที่มีหน่วยงานในระบบ")
