"""The workbook that is brought, and the reading of it that waits to be confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.workbook.proposal import ProposalRefused, unsigned
from courses.workbook.read import Reading, read_library
from documents.spreadsheets.open_file import open_file
from documents.spreadsheets.safety import MAX_BYTES, FileRefused
from organizations.form_layout import page_helper
from organizations.models import Organization
from organizations.uploads import UploadField


class UploadForm(forms.Form):
    """A workbook made from our template; ``reading`` is what it says."""

    file = UploadField(
        label=gettext_lazy("แฟ้มคลังหลักสูตร"),
        help_text=gettext_lazy("Excel (.xlsx) ตามแบบของระบบ ขนาดไม่เกิน 5 MB"),
        accept=".xlsx",
        max_bytes=MAX_BYTES,
        too_large=gettext_lazy("แฟ้มใหญ่เกิน 5 MB กรุณาเหลือไว้เฉพาะแผ่นงานตามแบบ"),
    )
    reading: Reading

    def __init__(self, *args: Any, organization: Organization | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.helper = page_helper("file")

    def clean_file(self) -> UploadedFile:
        """What is no harmless workbook of our template is refused; wrong cells are told by ``reading``."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            self.reading = read_library(open_file(file.read()), self.organization)
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if not (self.reading.courses or self.reading.rates or self.reading.errors):
            raise ValidationError(_("ไม่พบหลักสูตรหรืออัตราในแฟ้มนี้ กรุณากรอกข้อมูลใต้หัวตาราง"))
        return file


class ConfirmForm(forms.Form):
    """A reading that comes back confirmed."""

    proposal = forms.CharField(widget=forms.HiddenInput)
    reading: Reading

    def __init__(self, *args: Any, organization: Organization | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization

    def clean_proposal(self) -> str:
        """What we signed within the last day, for the library as it still is."""
        try:
            self.reading = unsigned(self.cleaned_data["proposal"], self.organization)
        except ProposalRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return self.cleaned_data["proposal"]
