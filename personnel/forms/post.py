"""A post of the frame, and the filter of the list of posts."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.models import PositionLevel, PositionLine, PositionType
from organizations.models import Organization
from personnel.forms.layout import choose, page_helper, side_by_side
from personnel.models import EmploymentKind, PersonnelGroup, Post, StaffingFrame, Unit
from personnel.positions import canonical
from thai.forms import LineField, ThaiIntegerField


class _LevelChoice(forms.ModelChoiceField):
    """Levels repeat their names (ชำนาญการ stands in two types): the type is said with each."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.position_type.name} {obj.name}"


class _LineChoice(forms.ModelChoiceField):
    """Lines with their code; names that nobody has confirmed yet say so."""

    def label_from_instance(self, obj: Any) -> str:
        name = f"{obj.name} ({obj.official_code})" if obj.official_code else obj.name
        return name if obj.is_verified else _("{name} - ชื่อยังไม่ได้ยืนยัน").format(name=name)


class PostForm(forms.Form):
    """Only title and kind are needed; what is not known yet stays empty and is doubted elsewhere, not refused."""

    number = LineField(
        label=gettext_lazy("เลขที่ตำแหน่ง"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("เช่น 43-3-01-3102-001 เว้นว่างได้หากไม่มีเลขที่ตำแหน่ง"),
    )
    title = LineField(
        label=gettext_lazy("ชื่อตำแหน่ง"),
        max_length=200,
        help_text=gettext_lazy("เช่น หัวหน้าสำนักปลัด นักทรัพยากรบุคคล คนงาน"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("ประเภทการจ้าง"),
        choices=[("", gettext_lazy("ยังไม่ได้เลือก")), *EmploymentKind.choices],
    )
    unit = choose(gettext_lazy("ส่วนราชการ"), empty=gettext_lazy("ไม่สังกัดส่วนราชการ"))
    line = _LineChoice(
        queryset=PositionLine.objects.none(),
        label=gettext_lazy("สายงาน"),
        required=False,
        empty_label=gettext_lazy("ยังไม่ได้เลือก"),
    )
    position_type = choose(gettext_lazy("ประเภทตำแหน่ง"))
    level = _LevelChoice(
        queryset=PositionLevel.objects.none(),
        label=gettext_lazy("ระดับ"),
        required=False,
        empty_label=gettext_lazy("ยังไม่ได้เลือก"),
    )
    is_head = forms.BooleanField(
        label=gettext_lazy("เป็นหัวหน้าหน่วยงาน"),
        required=False,
        help_text=gettext_lazy(
            "หัวหน้ากลุ่มงาน ฝ่าย หน่วยงาน หรือศูนย์พัฒนาเด็กเล็ก อยู่กลุ่มอำนวยการท้องถิ่นแม้ตำแหน่งเป็นประเภทอื่น"
        ),
    )
    is_transferred = forms.BooleanField(label=gettext_lazy("ตำแหน่งถ่ายโอน (ถ)"), required=False)
    order = ThaiIntegerField(label=gettext_lazy("ลำดับในบัญชี"), required=False, max_value=99_999)

    def __init__(self, *args: Any, frame: StaffingFrame, post: Post | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": self._stored(post), **kwargs})
        units = Unit.objects.filter(organization=frame.organization_id)
        kept_unit = Q(pk=post.unit_id) if post else Q(closed_on=None)
        self._offer("unit", units.filter(Q(closed_on=None) | kept_unit))
        self._offer("position_type", PositionType.objects.for_edition(frame.first_year))
        levels = PositionLevel.objects.for_edition(frame.first_year).select_related("position_type")
        self._offer("level", levels)
        self._offer("line", PositionLine.objects.for_edition(frame.first_year))
        self.helper = page_helper(
            side_by_side("number", "order"),
            "title",
            "kind",
            "unit",
            Fieldset(
                str(gettext_lazy("สายงานและระดับ")),
                Div("line"),
                side_by_side("position_type", "level"),
                css_class="border-top pt-3 mb-3",
            ),
            "is_head",
            "is_transferred",
        )

    @staticmethod
    def _stored(post: Post | None) -> dict[str, Any]:
        return {name: getattr(post, name) for name in PostForm.base_fields} if post else {}

    def _offer(self, name: str, rows: Any) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = rows

    def clean_number(self) -> str:
        """In the form in which numbers are kept."""
        return canonical(self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        """A line brings its type; a level belongs to one."""
        cleaned = super().clean() or {}
        line, level = cleaned.get("line"), cleaned.get("level")
        if line and not cleaned.get("position_type"):
            cleaned["position_type"] = line.position_type
        chosen = cleaned.get("position_type")
        if line and chosen and line.position_type_id != chosen.pk:
            message = _("สายงาน {line} เป็นประเภท{right} กรุณาเลือกให้ตรงกัน")
            self.add_error(
                "position_type", ValidationError(message.format(line=line, right=line.position_type))
            )
        if level and chosen and level.position_type_id != chosen.pk:
            message = _("ระดับ {level} ไม่ใช่ระดับของประเภท{chosen}")
            self.add_error("level", ValidationError(message.format(level=level, chosen=chosen)))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The columns of the post; an empty place in the order changes nothing."""
        values = dict(self.cleaned_data)
        if values["order"] is None:
            del values["order"]
        return values


class PostFilter(forms.Form):
    """What to show of a long list; everything by default. Unreadable choices are no choice."""

    HELD, VACANT, ACTING, DOUBTFUL = "held", "vacant", "acting", "doubtful"

    text = LineField(
        label=gettext_lazy("ค้นหา"), required=False, help_text=gettext_lazy("ชื่อคน ชื่อตำแหน่ง หรือเลขที่ตำแหน่ง")
    )
    unit = choose(gettext_lazy("ส่วนราชการ"), empty=gettext_lazy("ทุกส่วนราชการ"))
    state = forms.ChoiceField(
        label=gettext_lazy("ตำแหน่ง"),
        required=False,
        choices=[
            ("", gettext_lazy("ทั้งหมด")),
            (HELD, gettext_lazy("มีคนครอง")),
            (VACANT, gettext_lazy("ว่าง")),
            (ACTING, gettext_lazy("มีผู้รักษาราชการแทน")),
            (DOUBTFUL, gettext_lazy("กลุ่มยังไม่แน่นอน")),
        ],
    )
    group = forms.ChoiceField(label=gettext_lazy("กลุ่ม"), required=False)

    def __init__(
        self, data: Any, *, organization: Organization, groups: list[PersonnelGroup], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        cast(forms.ModelChoiceField, self.fields["unit"]).queryset = organization.units.all()
        cast(forms.ChoiceField, self.fields["group"]).choices = [
            ("", gettext_lazy("ทุกกลุ่ม")),
            *((group.code, group.short_name) for group in groups),
        ]
        self.helper = page_helper(
            Div(
                *(Div(name, css_class="col-sm-6 col-lg-3") for name in ("text", "unit", "state", "group")),
                css_class="row",
            )
        )

    def chosen(self) -> dict[str, Any]:
        """The readable choices."""
        self.is_valid()
        return dict(self.cleaned_data)
