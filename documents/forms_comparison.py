"""What a reader puts in to compare a file with the register: the file itself, or its hash."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from documents import codes, store
from documents.comparison import read_hash
from organizations.uploads import UploadField

LIMIT = 7 * 1024 * 1024  #: bytes; anybody may send them


class ComparisonForm(forms.Form):
    """A file or its SHA-256; ``code`` where it is held to be a certain paper."""

    file = UploadField(
        label=_("แฟ้ม PDF"),
        accept=".pdf",
        max_bytes=LIMIT,
        too_large=_("แฟ้มใหญ่เกิน 7 MB กรุณาตรวจด้วยหน้าตรวจแบบไม่ใช้อินเทอร์เน็ต หรือกรอกค่า SHA-256 ของแฟ้มแทน"),
        required=False,
        help_text=_("ไม่เกิน 7 MB ระบบคำนวณค่าตรวจสอบแล้วทิ้งแฟ้ม ไม่เก็บและไม่เปิดอ่าน"),
    )
    sha256 = forms.CharField(
        label=_("หรือค่า SHA-256 ของแฟ้ม"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        help_text=_("ตัวเลข 0-9 และตัวอักษร a-f รวม 64 ตัว"),
    )
    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "compared_%s")  # the form of a code stands on the same page
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(Field("file"), Field("sha256", css_class="font-monospace"), "code")
        return helper

    def clean_sha256(self) -> str:
        typed = self.cleaned_data["sha256"].strip()
        found = read_hash(typed)
        if typed and not found:
            raise forms.ValidationError(
                _("ค่า SHA-256 ต้องเป็นตัวเลข 0-9 และตัวอักษร a-f รวม 64 ตัว กรุณาคัดลอกมาวางใหม่ทั้งค่า")
            )
        return found

    def clean_code(self) -> str:
        return codes.normalised(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned["file"]) == bool(cleaned["sha256"]):
            self.add_error(
                "file",
                _("กรุณาเลือกแฟ้มหรือกรอกค่า SHA-256 อย่างใดอย่างหนึ่ง")
                if cleaned["file"]
                else _("กรุณาเลือกแฟ้ม PDF หรือกรอกค่า SHA-256"),
            )
        return cleaned

    @property
    def hash(self) -> str:
        """The hash to compare, of a valid form."""
        file = self.cleaned_data["file"]
        return store.hash_of(file) if file else self.cleaned_data["sha256"]
