"""Choose the document whose wording an edition shall have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.layout import page_helper
from plans.import_edition.document import MAX_BYTES


class EditionImportForm(forms.Form):
    """One file: text or Word."""

    file = forms.FileField(
        label=gettext_lazy("แฟ้มแผนแม่บท"),
        help_text=gettext_lazy("แฟ้มข้อความ (.txt) หรือ Word (.docx) ขนาดไม่เกิน 5 MB"),
        widget=forms.FileInput(attrs={"accept": ".txt,.docx", "class": "form-control"}),
        error_messages={
            "required": gettext_lazy("กรุณาเลือกแฟ้มแผนแม่บท"),
            "missing": gettext_lazy("กรุณาเลือกแฟ้มแผนแม่บท"),
            "empty": gettext_lazy("แฟ้มนี้ว่างเปล่า กรุณาเลือกแฟ้มแผนแม่บทที่มีข้อความ"),
            "invalid": gettext_lazy("ส่งแฟ้มไม่สำเร็จ กรุณาเลือกแฟ้มอีกครั้ง"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("file")

    def clean_file(self) -> UploadedFile:
        """A file that is short enough to be read at once."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("แฟ้มใหญ่เกิน 5 MB กรุณาตัดรูปภาพออกหรือบันทึกเป็นข้อความ (.txt)"))
        return file
