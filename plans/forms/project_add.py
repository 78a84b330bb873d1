"""Add projects that are written elsewhere: what to look for, and which of what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.models import Curriculum
from personnel.models import PersonnelGroup
from plans.forms.layout import page_helper, side_by_side
from plans.grid import MOST_NEW_ROWS
from thai.forms import LineField


class CourseSearchForm(forms.Form):
    """Words, curriculum and group; all are optional, and nothing typed shows the whole library."""

    words = LineField(label=_("คำค้น"), required=False, max_length=200)
    curriculum = forms.ModelChoiceField(
        queryset=Curriculum.objects.none(), label=_("หลักสูตร"), required=False, empty_label=_("ทุกหลักสูตร")
    )
    group = forms.ModelChoiceField(
        queryset=PersonnelGroup.objects.none(),
        label=_("กลุ่มเป้าหมาย"),
        required=False,
        empty_label=_("ทุกกลุ่ม"),
        to_field_name="code",
    )

    def __init__(self, *args: Any, edition: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("curriculum", Curriculum), ("group", PersonnelGroup)):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = model.objects.for_edition(edition)
        self.helper = page_helper("words", side_by_side("curriculum", "group"))

    def found_by(self) -> dict[str, Any]:
        """Arguments of ``courses.search.find``; what cannot be read is not looked for."""
        typed = self.cleaned_data if self.is_bound and self.is_valid() else {}
        group = typed.get("group")
        return {
            "words": typed.get("words", ""),
            "curriculum": typed.get("curriculum"),
            "group": group.code if group else "",
        }


class PickForm(forms.Form):
    """Which rows are added; only what the page offers can be chosen."""

    pick = forms.TypedMultipleChoiceField(
        label=_("รายการที่เลือก"),
        coerce=int,
        error_messages={
            "required": _("กรุณาเลือกอย่างน้อยหนึ่งรายการ"),
            "invalid_choice": _("บางรายการที่เลือกไม่มีแล้ว กรุณาเลือกใหม่"),
        },
    )

    def __init__(self, *args: Any, offered: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedMultipleChoiceField, self.fields["pick"])
        field.choices = [(pk, str(pk)) for pk in offered]

    def clean_pick(self) -> list[int]:
        """No more than the grid takes at once: a plan copied into itself would else double with every press."""
        pick: list[int] = self.cleaned_data["pick"]
        if len(pick) > MOST_NEW_ROWS:
            message = _("เพิ่มโครงการได้ครั้งละไม่เกิน {most} แถว ขณะนี้มี {new} แถว กรุณาบันทึกทีละส่วน")
            raise ValidationError(message.format(most=MOST_NEW_ROWS, new=len(pick)))
        return pick

    @property
    def chosen(self) -> set[str]:
        """What was ticked, as it came."""
        return set(self.data.getlist("pick")) if self.is_bound else set()  # type: ignore[attr-defined]
