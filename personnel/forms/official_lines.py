"""The workbook of the official table, and the reading of it that waits to be confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.spreadsheets.open_file import open_file
from documents.spreadsheets.safety import MAX_BYTES, FileRefused
from organizations.uploads import UploadField
from personnel.forms.layout import page_helper
from personnel.official_lines import Reading, Table, read_table
from thai.forms import LineField

SALT = "personnel.official-lines"
DAY = 24 * 60 * 60


class TableForm(forms.Form):
    """A workbook and where it comes from; ``reading`` is what it says."""

    file = UploadField(
        label=gettext_lazy("แฟ้มบัญชีสมรรถนะประจำสายงาน"),
        help_text=gettext_lazy("Excel (.xlsx) หรือ .csv ขนาดไม่เกิน 5 MB มีชื่อหรือรหัสสายงานและชื่อสมรรถนะ"),
        accept=".xlsx,.csv",
        max_bytes=MAX_BYTES,
        too_large=gettext_lazy("แฟ้มใหญ่เกิน 5 MB กรุณาเหลือไว้เฉพาะตารางสมรรถนะประจำสายงาน"),
    )
    source = LineField(
        label=gettext_lazy("ที่มา"),
        max_length=200,
        help_text=gettext_lazy("ชื่อประกาศหรือหนังสือ เลขที่ และวันที่ จะแสดงคู่กับบัญชีนี้"),
    )
    reading: Reading

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("file", "source")

    def clean_file(self) -> UploadedFile:
        """What is no harmless workbook, or names no line, is refused."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            self.reading = read_table(open_file(file.read()))
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if not self.reading.table:
            raise ValidationError(
                _("ไม่พบสายงานพร้อมสมรรถนะประจำสายงานในแฟ้มนี้ กรุณาใช้ชื่อหรือรหัสสายงาน และชื่อสมรรถนะตามแผนแม่บท")
            )
        return file

    def proposal(self) -> str:
        """The reading, signed, to come back when it is confirmed."""
        content = {"source": self.cleaned_data["source"], "table": self.reading.table}
        return signing.dumps(content, salt=SALT, compress=True)


class ConfirmForm(forms.Form):
    """A reading that comes back confirmed."""

    proposal = forms.CharField(widget=forms.HiddenInput)

    def clean_proposal(self) -> dict[str, Any]:
        """What we signed within the last day."""
        try:
            return signing.loads(self.cleaned_data["proposal"], salt=SALT, max_age=DAY)
        except signing.BadSignature as error:
            raise ValidationError(_("รายการที่รอยืนยันหมดอายุหรือไม่ครบ กรุณาเลือกแฟ้มอีกครั้ง")) from error

    @property
    def table(self) -> Table:
        """The lines to load."""
        return self.cleaned_data["proposal"]["table"]

    @property
    def source(self) -> str:
        """Where they come from."""
        return self.cleaned_data["proposal"]["source"]
