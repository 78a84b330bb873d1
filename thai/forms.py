"""Form fields that read Thai as people type it and never lose or guess what was typed.

No field sets ``maxlength`` on its box: a browser would cut pasted text without a word.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import ChoiceWidget
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thai.dates import EraDoubt, ThaiDateError, format_date, parse_parts, parse_year
from thai.digits import to_arabic
from thai.fiscal import EARLIEST_YEAR, ERA_OFFSET, LATEST_YEAR, FiscalYear
from thai.money import BahtError, format_baht, parse_baht
from thai.text import normalise, normalise_line, refuse_emoji, refuse_endless_words

TOO_SMALL = gettext_lazy("ต้องไม่น้อยกว่า {limit}")
TOO_LARGE = gettext_lazy("ต้องไม่เกิน {limit}")
LARGEST_INTEGER = 2_147_483_647  # what an integer column holds on both databases
LONGEST_KEY = 18  # digits of a key; the largest that a column holds has 19
_INTEGER = re.compile(r"-?(?:[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})")


class ThaiField(forms.Field):
    """What the fields below share: a message that names what is missing, and Bootstrap's class on plain boxes."""

    default_error_messages = {"required": gettext_lazy("กรุณากรอกข้อมูลในช่องนี้")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.label and "required" not in (kwargs.get("error_messages") or {}):
            chosen = isinstance(self.widget, ChoiceWidget)
            wanted = gettext_lazy("กรุณาเลือก{label}") if chosen else gettext_lazy("กรุณากรอก{label}")
            self.error_messages["required"] = format_lazy(wanted, label=self.label)
        if isinstance(self.widget, forms.TextInput | forms.Textarea):
            classes = self.widget.attrs.get("class", "").split()
            self.widget.attrs["class"] = " ".join(dict.fromkeys([*classes, "form-control"]))


# Text -----------------------------------------------------------------------------------------


class PlainTextField(ThaiField, forms.CharField):
    """Structured plain text of many lines, normalised; emoji are refused; too long says by how much."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault(
            "strip", False
        )  # the first line's indent is the writer's; `normalise` strips the rest
        super().__init__(**kwargs)
        if max_length is not None:
            self.validators.append(_no_longer_than(max_length))
        self.validators += [refuse_emoji, refuse_endless_words]

    def to_python(self, value: Any) -> Any:
        return super().to_python(None if value is None else self._clean_text(str(value)))

    def _clean_text(self, text: str) -> str:
        return normalise(text)


class LineField(PlainTextField):
    """One line of text; line ends and runs of spaces become one space."""

    widget = forms.TextInput

    def _clean_text(self, text: str) -> str:
        return normalise_line(text)


# Choices --------------------------------------------------------------------------------------


def choices_are_chosen() -> None:
    """An empty choice of Django's own fields asks to choose; its one message for every field asks to fill in."""
    forms.ChoiceField.default_error_messages["required"] = gettext_lazy("กรุณาเลือกหนึ่งรายการ")
    several = gettext_lazy("กรุณาเลือกอย่างน้อยหนึ่งรายการ")
    for field in (forms.MultipleChoiceField, forms.ModelMultipleChoiceField):
        field.default_error_messages["required"] = several


class RowsField(forms.ModelMultipleChoiceField):
    """Rows chosen by their keys; a key that no column can hold is no choice, not an error of the database."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": f"{str(key)[:LONGEST_KEY]}…"},
                )
        return super().clean(value)


# Numbers --------------------------------------------------------------------------------------


class ThaiIntegerField(ThaiField):
    """A whole number typed with ๐-๙ or 0-9, with or without commas between thousands."""

    widget = forms.TextInput
    default_error_messages = {"invalid": gettext_lazy("กรุณาใส่เป็นตัวเลขจำนวนเต็ม เช่น 25")}

    def __init__(self, *, min_value: int = 0, max_value: int = LARGEST_INTEGER, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(_between(min_value, max_value, "{:,}".format))

    def to_python(self, value: Any) -> int | None:
        text = _typed(value)
        if not text:
            return None
        if not _INTEGER.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text.replace(",", ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class BahtField(ThaiField):
    """An amount of baht (Decimal with two decimals), never negative."""

    widget = forms.TextInput

    def __init__(
        self, *, min_value: Decimal | None = None, max_value: Decimal | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.validators.append(_between(min_value, max_value, lambda amount: f"{_screen_baht(amount)} บาท"))

    def to_python(self, value: Any) -> Decimal | None:
        text = _typed(value)
        if not text:
            return None
        try:
            return parse_baht(text)
        except BahtError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Kept amounts with separators; what was typed stays as it was typed."""
        return _screen_baht(value) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class FiscalYearField(ThaiField):
    """A fiscal year (พ.ศ.) as `FiscalYear`; other eras and two digits are asked back."""

    widget = forms.TextInput

    def __init__(
        self, *, min_value: int = EARLIEST_YEAR, max_value: int = LATEST_YEAR, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.validators.append(_between(min_value, max_value, str))

    def to_python(self, value: Any) -> FiscalYear | None:
        text = _typed(value)
        if not text:
            return None
        try:
            return parse_year(text)
        except ThaiDateError as error:
            raise _as_validation_error(error) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off", "size": "6"}


# Dates ----------------------------------------------------------------------------------------


class ThaiDateWidget(forms.MultiWidget):
    """Three boxes, วัน เดือน ปี พ.ศ.; they show what was typed, and mark the one that is wrong.

    ``use_fieldset`` makes Django and crispy put them in a fieldset with the label as its legend.
    """

    template_name = "thai/widgets/date.html"
    use_fieldset = True
    parts = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.wrong_part: str | None = None
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(
                {"class": "form-control", "inputmode": "numeric", "autocomplete": "off", "size": size}
            )
            for part, size in zip(self.parts, ("2", "8", "4"), strict=True)
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, date):
            return [None, None, None]
        return [value.day, value.month, value.year + ERA_OFFSET]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        labels = (_("วัน"), _("เดือน"), _("ปี พ.ศ."))
        for part, box, label in zip(self.parts, boxes, labels, strict=True):
            box["label"] = label
            box["attrs"] = self._own_attributes(part, box["attrs"])
        context["invalid"] = any("is-invalid" in box["attrs"].get("class", "") for box in boxes)
        return context

    def _own_attributes(self, part: str, attrs: Mapping[str, Any]) -> dict[str, Any]:
        """The box's attributes; the marks of an error stay only where the error is."""
        own = dict(attrs)
        if self.wrong_part not in (None, part):
            own.pop("aria-invalid", None)
            own["class"] = " ".join(name for name in own.get("class", "").split() if name != "is-invalid")
        return own


class ThaiDateField(ThaiField):
    """A date typed as day, month (number or name) and Buddhist-era year; ``earliest`` and ``latest`` are included."""

    widget = ThaiDateWidget

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        low, high = gettext_lazy("ต้องไม่ก่อนวันที่ {limit}"), gettext_lazy("ต้องไม่หลังวันที่ {limit}")
        self.validators.append(_between(earliest, latest, lambda day: format_date(day, "screen"), low, high))

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = ["" if part is None else str(part) for part in value]
        if not any(normalise_line(part) for part in typed):
            return None
        try:
            return parse_parts(*typed)
        except ThaiDateError as error:
            # The widget is this form's own copy, so it can remember which box to mark.
            self.widget.wrong_part = error.part
            raise _as_validation_error(error) from error


# What the fields share ------------------------------------------------------------------------


def _typed(value: Any) -> str:
    """What a box holds, on one line and with Arabic digits; empty for nothing."""
    return "" if value is None else to_arabic(normalise_line(str(value)))


def _screen_baht(amount: Decimal | int) -> str:
    return format_baht(amount, "arabic")


def _as_validation_error(error: ThaiDateError) -> ValidationError:
    return ValidationError(str(error), code="era" if isinstance(error, EraDoubt) else "invalid")


def _no_longer_than(limit: int) -> Callable[[str], None]:
    def validate(text: str) -> None:
        if len(text) > limit:
            raise ValidationError(
                _("ข้อความยาว {typed:,} ตัวอักษร ใส่ได้ไม่เกิน {limit:,} ตัวอักษร กรุณาตัดออก {excess:,} ตัวอักษร").format(
                    typed=len(text), limit=limit, excess=len(text) - limit
                ),
                code="max_length",
            )

    return validate


def _between(
    smallest: Any,
    largest: Any,
    write: Callable[[Any], str],
    too_small: Any = TOO_SMALL,
    too_large: Any = TOO_LARGE,
) -> Callable[[Any], None]:
    """A validator of both ends, each included; None leaves an end open. ``write`` shows a limit to people."""

    def validate(value: Any) -> None:
        if smallest is not None and value < smallest:
            raise ValidationError(str(too_small).format(limit=write(smallest)), code="min_value")
        if largest is not None and value > largest:
            raise ValidationError(str(too_large).format(limit=write(largest)), code="max_value")

    return validate
