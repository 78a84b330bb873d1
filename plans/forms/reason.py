"""The officer's reason why a finding to be looked at may stay."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thai.forms import LineField

SHORTEST_REASON = 5
LONGEST_REASON = 500


class ReasonForm(forms.Form):
    """``finding`` and ``place`` say what the reason answers."""

    finding = forms.CharField(widget=forms.HiddenInput)
    place = forms.CharField(widget=forms.HiddenInput)
    reason = LineField(label=gettext_lazy("เหตุผล"), max_length=LONGEST_REASON)

    def clean_reason(self) -> str:
        """A reason says something."""
        reason = self.cleaned_data["reason"]
        if len(reason) < SHORTEST_REASON:
            raise ValidationError(
                _("กรุณาเขียนเหตุผลอย่างน้อย {shortest} ตัวอักษร").format(shortest=SHORTEST_REASON)
            )
        return reason
