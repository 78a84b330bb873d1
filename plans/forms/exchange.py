"""Choose a file to bring into a plan, and confirm what it would change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.spreadsheets.open_file import open_file
from documents.spreadsheets.safety import FileRefused
from organizations.uploads import UploadField
from plans.exchange.proposal import Preview, Proposal, propose_document, propose_tables, unsigned
from plans.exchange.read import MAX_BYTES, DocumentRefused, read_document
from plans.exchange.workbook.read import Reading, read_workbook
from plans.forms.layout import page_helper
from plans.models import Revision

WORKBOOK = b"PK"  #: how a packed file begins


class ExchangeForm(forms.Form):
    """One file of either kind; ``proposal`` is what it would change, ``reading`` the cells of a workbook."""

    file = UploadField(
        label=gettext_lazy("แฟ้มที่จะนำเข้า"),
        help_text=gettext_lazy("แฟ้มตาราง .xlsx หรือแฟ้มแผน .json ที่ดาวน์โหลดจากระบบ ขนาดไม่เกิน 5 MB"),
        accept=".xlsx,.json",
        max_bytes=MAX_BYTES,
        too_large=gettext_lazy("แฟ้มใหญ่เกิน 5 MB กรุณาเลือกแฟ้มที่ดาวน์โหลดจากระบบ"),
    )
    proposal: Proposal
    reading: Reading | None = None

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revision = revision
        self.helper = page_helper("file")

    def clean_file(self) -> UploadedFile:
        """What is neither of our files is refused; wrong cells are told by ``reading``."""
        file: UploadedFile = self.cleaned_data["file"]
        content = file.read()
        try:
            if content.startswith(WORKBOOK):
                self.reading = read_workbook(open_file(content), self.revision)
                self.proposal = propose_tables(self.reading, self.revision)
            else:
                self.proposal = propose_document(read_document(content), self.revision)
        except (FileRefused, DocumentRefused) as refusal:
            raise ValidationError(messages_of(refusal)) from refusal
        return file


def messages_of(refusal: FileRefused | DocumentRefused) -> list[str]:
    """What is wrong as a whole, then each place."""
    return [str(refusal), *map(str, getattr(refusal, "mistakes", ()))]


class ConfirmForm(forms.Form):
    """What was shown, with the ticks that it asks for."""

    proposal = forms.CharField(widget=forms.HiddenInput)
    replace = forms.BooleanField(
        label=gettext_lazy("แทนที่เนื้อหาของร่างปัจจุบันทั้งฉบับ ระบบเก็บร่างปัจจุบันไว้ในรุ่นของแผน"),
        error_messages={"required": gettext_lazy("กรุณายืนยันการแทนที่ร่างปัจจุบัน")},
    )
    from_another = forms.BooleanField(
        error_messages={"required": gettext_lazy("กรุณายืนยันว่าจะใช้แผนของหน่วยงานอื่นเป็นต้นร่าง")},
    )

    def __init__(self, *args: Any, shown: Preview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not shown.asks_to_replace:
            del self.fields["replace"]
        if shown.another:
            text = _("ใช้แผนของ{name}เป็นต้นร่าง และจะแก้ชื่อหน่วยงาน บุคคล และส่วนราชการในข้อความให้เป็นของหน่วยงานตนเอง")
            self.fields["from_another"].label = text.format(name=shown.another)
        else:
            del self.fields["from_another"]
        self.helper = page_helper(*self.fields)


def proposal_in(data: Any, revision: Revision) -> Proposal:
    """The proposal that comes back; raises DocumentRefused."""
    return unsigned(str(data.get("proposal", "")), revision)
