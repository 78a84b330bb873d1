"""The name under which a version is kept, and which two versions are compared."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thai.forms import LineField

LONGEST_LABEL = 100


class VersionForm(forms.Form):
    """A name that says why the version is kept."""

    label = LineField(
        label=_("ชื่อรุ่น"), max_length=LONGEST_LABEL, help_text=_("เช่น ก่อนปรับงบประมาณ หรือ หลังประชุมครั้งที่ 1")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class CompareForm(forms.Form):
    """The older and the newer version; by GET, so that the address can be sent to somebody."""

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"from": _("ฉบับเดิม"), "to": _("ฉบับที่เปลี่ยนเป็น")}
        for name, label in names.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=versions, required=False)
        self.fields["from"].initial = versions[1][0] if len(versions) > 1 else versions[0][0]
        self.fields["to"].initial = versions[0][0]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        button = gettext("เปรียบเทียบ")
        self.helper.layout = Layout(
            Div(
                Div("from", css_class="col-lg-5"),
                Div("to", css_class="col-lg-5"),
                HTML(
                    f'<div class="col-lg-2 mb-3"><button class="btn btn-outline-primary">{button}</button></div>'
                ),
                css_class="row align-items-end",
            )
        )
