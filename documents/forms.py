"""The one question of the public verification page."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from documents import codes


class CodeForm(forms.Form):
    """A code as it was read from paper."""

    code = forms.CharField(
        label=_("รหัสเอกสาร"),
        help_text=_("ตัวอักษรภาษาอังกฤษและตัวเลขรวม 10 ตัว พิมพ์อยู่ที่มุมล่างซ้ายของทุกหน้า เช่น 7K2QD-M84ZP"),
        max_length=40,
        error_messages={"required": _("กรุณากรอกรหัสเอกสาร")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_action = "documents:verify_form"
        helper.disable_csrf = True
        helper.layout = Layout(Field("code"), Submit("", _("ตรวจสอบเอกสาร")))
        return helper

    def clean_code(self) -> str:
        code = codes.normalised(self.cleaned_data["code"])
        if len(code) != codes.LENGTH:
            raise forms.ValidationError(
                _("รหัสเอกสารมี %(needed)d ตัว แต่กรอกมา %(given)d ตัว กรุณาตรวจดูรหัสบนเอกสารแล้วกรอกใหม่"),
                params={"needed": codes.LENGTH, "given": len(code)},
            )
        if not codes.is_code(code):
            raise forms.ValidationError(
                _("รหัสเอกสารมีเฉพาะตัวอักษร A-Z และตัวเลข กรุณาตรวจดูรหัสบนเอกสารแล้วกรอกใหม่")
            )
        return code
