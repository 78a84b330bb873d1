"""What to show of the library."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.items import ItemKind
from courses.groups import TargetGroup
from courses.models import Curriculum
from courses.search import ITEM_CATALOGS
from organizations.form_layout import page_helper
from thai.forms import LineField


class LibraryFilter(forms.Form):
    """Everything in use by default. Unreadable choices are no choice."""

    words = LineField(label=_("ค้นหา"), required=False, help_text=_("ชื่อ รหัส วัตถุประสงค์ หรือสิ่งที่พัฒนา"))
    curriculum = forms.ModelChoiceField(
        queryset=Curriculum.objects.none(),
        label=_("หลักสูตรตามแผนแม่บท"),
        required=False,
        empty_label=_("ทุกหลักสูตร"),
        to_field_name="code",
    )
    group = forms.ChoiceField(
        label=_("กลุ่มเป้าหมาย"), required=False, choices=[("", _("ทุกกลุ่ม")), *TargetGroup.choices]
    )
    item = forms.ChoiceField(label=_("สิ่งที่พัฒนา"), required=False)
    retired = forms.BooleanField(label=_("แสดงที่เลิกใช้แล้วด้วย"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        cast(forms.ModelChoiceField, self.fields["curriculum"]).queryset = Curriculum.objects.filter(
            retired_edition=None
        )
        cast(forms.ChoiceField, self.fields["item"]).choices = [("", _("ทั้งหมด")), *_items()]
        self.helper = page_helper(
            Div(
                *(
                    Div(name, css_class="col-sm-6 col-lg-3")
                    for name in ("words", "curriculum", "group", "item")
                ),
                css_class="row",
            ),
            "retired",
        )

    def chosen(self) -> dict[str, Any]:
        """The readable choices, as ``courses.search.find`` takes them."""
        self.is_valid()
        chosen = self.cleaned_data
        kind, _sign, code = (chosen.get("item") or "").partition(":")
        return {
            "words": chosen.get("words") or "",
            "curriculum": chosen.get("curriculum"),
            "group": chosen.get("group") or "",
            "items": [(kind, code)] if code else [],
            "with_retired": bool(chosen.get("retired")),
        }


def _items() -> list[tuple[Any, list[tuple[str, str]]]]:
    return [
        (
            ItemKind(kind).label,
            [(f"{kind}:{code}", name) for code, name in entries.values_list("code", "name")],
        )
        for kind, entries in (
            (kind, model.objects.filter(retired_edition=None)) for kind, model in ITEM_CATALOGS.items()
        )
    ]
