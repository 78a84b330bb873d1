"""Scans of what was decided on paper: looked at by their first bytes, kept under their own hash."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import store

LIMIT = 10 * 1024 * 1024  #: bytes
#: First bytes of what is taken, and how it is sent back to a reader.
KINDS: dict[bytes, str] = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}

_ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


def kind_of(head: bytes) -> str:
    """The content type by the first bytes; empty for anything that is no PDF, PNG or JPEG."""
    return next((kind for start, kind in KINDS.items() if head.startswith(start)), "")


def keep(file: UploadedFile) -> str:
    """Keep an accepted scan; its sha256."""
    file.seek(0)
    return store.put(file.read())


def sent(sha256: str, name: str) -> HttpResponse:
    """A kept scan as a file to be saved: never shown in our pages, never guessed at by the browser."""
    try:
        with store.open_(sha256) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    kind = kind_of(content[:16])
    answer = HttpResponse(content, content_type=kind or "application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}{_ENDINGS.get(kind, "")}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class EvidenceField(forms.FileField):
    """A scan: PDF, PNG or JPEG up to ten megabytes."""

    def __init__(self, **options: Any) -> None:
        usual = {
            "label": gettext_lazy("ไฟล์สแกนของมติ"),
            "help_text": gettext_lazy(
                "ใช้เมื่อประชุมโดยไม่ได้ลงมติในระบบ แนบรายงานการประชุมที่ลงนามแล้วหรือใบลงคะแนน เป็น PDF JPEG หรือ PNG ไม่เกิน 10 MB"
            ),
            "widget": forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
            "error_messages": {
                "required": gettext_lazy("กรุณาแนบไฟล์สแกนรายงานการประชุมหรือใบลงคะแนน"),
                "empty": gettext_lazy("ไฟล์ว่าง กรุณาเลือกไฟล์ใหม่"),
            },
        }
        super().__init__(**{**usual, **options})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, refused where it is too large or of another kind."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        if (file.size or 0) > LIMIT:
            raise forms.ValidationError(_("ไฟล์ใหญ่เกิน 10 MB กรุณาสแกนด้วยความละเอียดต่ำลง"))
        if not kind_of(file.read(16)):
            raise forms.ValidationError(_("รับเฉพาะไฟล์ PDF JPEG หรือ PNG กรุณาสแกนหรือบันทึกเป็นชนิดดังกล่าว"))
        return file
