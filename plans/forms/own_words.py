"""Boxes for the words of an order or announcement: the usual ones stand in them, and are kept only when changed.

So words that nobody touched go on following what they are made from: names, years and the reason of a change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from thai.forms import PlainTextField
from thai.text import normalise

WORDS_LIMIT = 10_000  #: characters
TO_GO_BACK = gettext_lazy("ถ้าต้องการกลับไปใช้ข้อความมาตรฐาน ให้ลบข้อความทั้งหมดแล้วบันทึก")


def words_field(label: str | Promise, help_text: str | Promise = TO_GO_BACK) -> PlainTextField:
    """A box of some paragraphs; left empty for the usual words."""
    area = forms.Textarea(attrs={"rows": 7})
    return PlainTextField(
        label=label, required=False, max_length=WORDS_LIMIT, widget=area, help_text=help_text
    )


def own(typed: str, usual: str, shown: str = "") -> str:
    """What is kept of a box: nothing where it says what is usual, or what was when the page was ``shown``."""
    is_usual = typed in ("", normalise(usual)) or _digest(typed) in shown.split()
    return "" if is_usual else typed


class OwnWordsForm(forms.Form):
    """A form with boxes for words, whose usual ones ``usual`` has by the name of the box.

    The page remembers which usual words it showed: they may have changed with what another person saved meanwhile.
    """

    usual_shown = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    usual: Mapping[str, str]

    def clean(self) -> dict[str, Any]:
        """Leave out of the boxes what is usual."""
        cleaned = super().clean() or {}
        shown = cleaned.pop("usual_shown", "")
        return cleaned | {
            name: own(cleaned.get(name, ""), words, shown) for name, words in self.usual.items()
        }


def remembered(usual: Mapping[str, str]) -> str:
    """For ``usual_shown``."""
    return " ".join(_digest(normalise(words)) for words in usual.values())


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]
