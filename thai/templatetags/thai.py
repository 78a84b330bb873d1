"""Thai digits, dates, money and years in templates (a builtin library: no load tag is needed).

Every filter gives an empty string for nothing, and plain text: put them on text, never on markup.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from django import template

from thai.dates import DateStyle, format_date
from thai.digits import to_thai, to_thai_running
from thai.fiscal import Cycle
from thai.money import baht_text as spell_baht
from thai.money import format_baht

register = template.Library()


@register.filter
def thai_digits(value: object) -> str:
    """Every digit as ๐-๙."""
    return "" if value is None else to_thai(value)


@register.filter
def thai_running(value: object) -> str:
    """Digits as ๐-๙, those of English names, codes and addresses as they are."""
    return "" if value is None else to_thai_running(value)


@register.filter
def thai_date(value: date | None, style: DateStyle = "letter") -> str:
    """A date in one of the styles of `thai.dates.format_date`."""
    return format_date(value, style) if value else ""


@register.filter
def baht(value: Decimal | int | None, digits: Literal["thai", "arabic"] = "thai") -> str:
    """An amount with thousands separators: {{ total|baht }} or, on screens, {{ total|baht:"arabic" }}."""
    return "" if value is None or value == "" else format_baht(value, digits)


@register.filter
def baht_text(value: Decimal | int | None) -> str:
    """An amount in words."""
    return "" if value is None or value == "" else spell_baht(value)


@register.filter
def fiscal_years(value: Cycle | int | None, digits: Literal["thai", "arabic"] = "thai") -> str:
    """A cycle, or its first year, as ๒๕๖๗ - ๒๕๖๙ (on screens, with "arabic": 2567 - 2569)."""
    if not value:
        return ""
    cycle = value if isinstance(value, Cycle) else Cycle(value)
    return cycle.label if digits == "thai" else f"{cycle.first} - {cycle.last}"
