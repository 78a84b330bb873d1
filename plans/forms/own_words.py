"""Boxes for the words of an order or announcement: the usual ones stand in them, and are kept only when changed.

So words that nobody touched go on following what they are made from: names, years and the reason of a change.
"""

from __future__ import annotations

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


def own(typed: str, usual: str) -> str:
    """What is kept of a box: nothing where it says what is usual."""
    return "" if typed in ("", normalise(usual)) else typed
