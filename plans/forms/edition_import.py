"""Choose the document whose wording an edition shall have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from organizations.uploads import UploadField
from plans.forms.layout import page_helper
from plans.import_edition.document import MAX_BYTES


class EditionImportForm(forms.Form):
    """One file: text or Word."""

    file = UploadField(
        label=gettext_lazy("แฟ้มแผนแม่บท"),
        help_text=gettext_lazy("แฟ้มข้อความ (.txt) หรือ Word (.docx) ขนาดไม่เกิน 5 MB"),
        accept=".txt,.docx",
        max_bytes=MAX_BYTES,
        too_large=gettext_lazy("แฟ้มใหญ่เกิน 5 MB กรุณาตัดรูปภาพออกหรือบันทึกเป็นข้อความ (.txt)"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("file")
