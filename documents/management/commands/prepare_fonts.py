"""``prepare_fonts``: setup makes the typefaces here, so that no font file is kept in the repository."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from documents import fonts


class Command(BaseCommand):
    help = "เตรียมแบบอักษรสารบรรณสำหรับเอกสารและหน้าจอ (ทำซ้ำได้ ไม่ทำงานซ้ำหากไม่มีอะไรเปลี่ยน)"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        prepared = fonts.prepare(settings.FONT_DIR)
        message = (
            _("เตรียมแบบอักษรแล้ว %(count)d แฟ้ม") if prepared.made else _("แบบอักษร %(count)d แฟ้มพร้อมใช้อยู่แล้ว")
        )
        self.stdout.write(message % {"count": len(prepared.files)})
