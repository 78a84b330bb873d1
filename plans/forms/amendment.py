"""Why a plan is amended, as a whole and change by change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.amendment.start import LONGEST_NECESSITY, SHORTEST_NECESSITY
from plans.forms.layout import page_helper
from plans.models.amendment import LONGEST_REASON
from thai.forms import LineField, PlainTextField


class NecessityForm(forms.Form):
    """The necessity of the whole amendment (section 19)."""

    reason = PlainTextField(
        label=gettext_lazy("เหตุผลความจำเป็นที่ปรับปรุง"),
        max_length=LONGEST_NECESSITY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("พิมพ์ในประกาศปรับปรุง และในตารางเปรียบเทียบสำหรับรายการที่ไม่ได้เขียนเหตุผลไว้ต่างหาก"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("reason")

    def clean_reason(self) -> str:
        """A necessity says something: the check asks the same."""
        reason = self.cleaned_data["reason"]
        if len(reason.strip()) < SHORTEST_NECESSITY:
            raise ValidationError(
                _("กรุณาเขียนเหตุผลความจำเป็นอย่างน้อย {shortest} ตัวอักษร ให้คณะกรรมการเข้าใจได้").format(
                    shortest=SHORTEST_NECESSITY
                )
            )
        return reason


class ChangeReasonForm(forms.Form):
    """The necessity of one change; empty leaves it to that of the whole."""

    reason = LineField(label=gettext_lazy("เหตุผลเฉพาะรายการนี้"), max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("reason")
