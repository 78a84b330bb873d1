"""Whether papers can be made here at all: an installation without typefaces or libraries says so before it starts."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from documents import fonts

#: Libraries that the engine of papers loads, as Linux names them; elsewhere the engine finds its own.
LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
)


def check_papers(**_options: Any) -> list[CheckMessage]:
    """System check: the typefaces of papers are there, and so are the libraries that set them.

    A warning, since mail, verification and migrations need neither; the service does not start without (``demand``).
    """
    found: list[CheckMessage] = []
    folder = Path(settings.FONT_DIR)
    if missing := [name for name in fonts.PAPER_FACES if not (folder / name).is_file()]:
        text = _(
            "ไม่พบแบบอักษรของเอกสารใน %(folder)s (%(names)s) โปรดสั่ง manage.py prepare_fonts หรือ make setup"
        )
        found.append(Warning(text % {"folder": folder, "names": ", ".join(missing)}, id="documents.W002"))
    if broken := [name for name in LIBRARIES if not _loads(name)]:
        text = _("เปิดไลบรารีที่ใช้สร้างเอกสารไม่ได้ (%(names)s) โปรดติดตั้งด้วย make setup")
        found.append(Warning(text % {"names": ", ".join(broken)}, id="documents.W003"))
    return found


def demand() -> None:
    """Raise CommandError that says what is missing, where papers could not be made."""
    if missing := check_papers():
        raise CommandError("\n".join(str(found.msg) for found in missing))


def _loads(name: str) -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
