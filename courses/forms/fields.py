"""Fields that pages and workbooks of the library share: codes, quantities, and choices written in one cell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thai.dates import ThaiDateError, parse_date
from thai.digits import to_arabic
from thai.fiscal import ERA_OFFSET
from thai.forms import LineField, ThaiField
from thai.money import BahtError, parse_baht
from thai.text import normalise_line

CODE = RegexValidator(
    r"^[0-9A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e][0-9A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e._-]*\Z",
    gettext_lazy("รหัสใช้ได้เฉพาะตัวอักษร ตัวเลข จุด ขีดกลาง และขีดล่าง เช่น L001"),
)
QUANTITY_LIMIT = Decimal("9999.99")
YES, NO = "ใช่", "ไม่ใช่"  #: workbooks are in Thai, whatever the language of the page
LATEST_COMMON_YEAR = 2400  #: a year above it is one of the Buddhist era
SEPARATORS = re.compile(r"[,;\n]")


class CodeOfRowField(LineField):
    """The code by which a course or a rate is found again; Thai digits become Arabic ones."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.validators.append(CODE)

    def _clean_text(self, text: str) -> str:
        return to_arabic(super()._clean_text(text))


class QuantityField(ThaiField):
    """How many times, with up to two decimals; more than nothing."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        text = to_arabic(normalise_line(str(value or "")))
        if not text:
            return None
        try:
            quantity = parse_baht(text)
        except BahtError as error:
            raise ValidationError(
                _("กรุณาใส่เป็นตัวเลข ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 2 หรือ 1.50"), code="invalid"
            ) from error
        if not 0 < quantity <= QUANTITY_LIMIT:
            raise ValidationError(_("จำนวนต้องมากกว่า 0 และไม่เกิน 9,999.99"), code="invalid")
        return quantity

    def prepare_value(self, value: Any) -> Any:
        """Without needless zeros; what was typed stays as it was typed."""
        return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


# Cells of a workbook ------------------------------------------------------------------------------


class CellDateField(ThaiField):
    """A date in one cell, of the Buddhist era as people write it, or as the workbook itself keeps dates."""

    def to_python(self, value: Any) -> Any:
        text = normalise_line(str(value or ""))
        if not text:
            return None
        try:
            return _of_workbook(text) or parse_date(text)
        except (ThaiDateError, ValueError) as error:
            raise ValidationError(_("อ่านวันที่ไม่ได้ กรุณาใส่ เช่น 1 ตุลาคม 2569"), code="invalid") from error


def _of_workbook(text: str) -> datetime.date | None:
    """A cell that the workbook keeps as a date; years of both eras occur."""
    if not (found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)):
        return None
    year = int(found[1])
    return datetime.date(
        year - ERA_OFFSET if year > LATEST_COMMON_YEAR else year, int(found[2]), int(found[3])
    )


class YesNoCellField(ThaiField):
    """ใช่ or ไม่ใช่; an empty cell is ไม่ใช่."""

    def to_python(self, value: Any) -> bool:
        text = compared(value)
        if text in ("", compared(NO), "0", "false"):
            return False
        if text in (compared(YES), "1", "true"):
            return True
        raise ValidationError(_("กรุณาใส่ ใช่ หรือ ไม่ใช่"), code="invalid")


class EntryCellField(ThaiField):
    """One entry of a catalog, by its code, its name, or both as ``code: name``; gives the code."""

    def __init__(self, *, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.codes = {compared(code): code for code in names}
        self.codes |= {compared(name): code for code, name in names.items() if compared(name)}

    def to_python(self, value: Any) -> str:
        text = normalise_line(str(value or ""))
        return self.code_of(text) if text else ""

    def code_of(self, text: str) -> str:
        """The code that a text means; raises ValidationError."""
        for meant in (text, text.partition(":")[0]):
            if (code := self.codes.get(compared(meant))) is not None:
                return code
        raise ValidationError(
            _("ไม่พบ “{text}” ในบัญชีรหัส กรุณาดูแผ่นงานรหัส").format(text=text[:60]), code="invalid"
        )


class EntriesCellField(EntryCellField):
    """Several entries in one cell, divided by commas or line ends; gives a sorted tuple of codes."""

    def to_python(self, value: Any) -> Any:
        texts = [normalise_line(text) for text in SEPARATORS.split(str(value or ""))]
        return tuple(sorted({self.code_of(text) for text in texts if text}))


def compared(value: Any) -> str:
    """A text as it is compared: Arabic digits, small letters, without spaces."""
    return to_arabic(normalise_line(str(value or ""))).replace(" ", "").lower()
