"""Whether a file in somebody's hand is, byte for byte, a paper that was issued here.

Only the hash of the file is looked at: nothing of a stranger's file is opened, and nothing of it is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HEX = re.compile(r"[0-9a-f]{64}")
#: What programs write between the digits of a hash, or a person types.
BETWEEN = re.compile(r"[\s:\-\u200b]+")


class Outcome(TextChoices):
    """What a comparison comes to."""

    SAME = "same", _("แฟ้มนี้ตรงกับเอกสารที่ออกจากระบบทุกไบต์")
    ANOTHER = "another", _("แฟ้มนี้ออกจากระบบจริง แต่เป็นเอกสารอีกฉบับหนึ่ง")
    DIFFERENT = "different", _("แฟ้มนี้ไม่ใช่แฟ้มที่ออกจากระบบของเอกสารนี้")
    UNKNOWN = "unknown", _("ไม่พบแฟ้มนี้ในทะเบียนเอกสารที่ออกจากระบบ")


@dataclass(frozen=True)
class Comparison:
    """The outcome; ``document`` is the paper that the file is, ``expected`` the one it was held to be."""

    sha256: str
    document: IssuedDocument | None = None
    expected: IssuedDocument | None = None

    @property
    def outcome(self) -> Outcome:
        if self.document is None:
            return Outcome.DIFFERENT if self.expected else Outcome.UNKNOWN
        if self.expected and self.expected != self.document:
            return Outcome.ANOTHER
        return Outcome.SAME

    @property
    def says(self) -> StrPromise:
        """The outcome in a sentence."""
        return self.outcome.label

    @property
    def is_known(self) -> bool:
        return self.document is not None


def compare(sha256: str, code: str = "") -> Comparison:
    """Look for the paper with this hash, held to be the one with this code where a code is given."""
    rows = IssuedDocument.objects.select_related("organization", "supersedes", "superseded_by")
    expected = rows.filter(code=code).first() if code else None
    if expected and expected.sha256 == sha256:
        return Comparison(sha256, expected, expected)
    return Comparison(sha256, rows.filter(sha256=sha256).order_by("pk").first(), expected)


def read_hash(typed: str) -> str:
    """The hash that was typed or pasted, in its stored form; empty where it is none."""
    plain = BETWEEN.sub("", typed).lower()
    return plain if HEX.fullmatch(plain) else ""
