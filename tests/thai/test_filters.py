from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template

from thai.fiscal import Cycle, FiscalYear


@pytest.mark.parametrize(
    ("expression", "value", "printed"),
    [
        ("thai_digits", "ข้อ 12", "ข้อ ๑๒"),
        ("thai_digits", 0, "๐"),
        ("thai_digits", None, ""),
        ("thai_running", "HR-4.0 ปี 2567", "HR-4.0 ปี ๒๕๖๗"),
        ("thai_date", date(2023, 8, 15), "๑๕ สิงหาคม ๒๕๖๖"),
        ('thai_date:"order"', date(2023, 8, 15), "๑๕ สิงหาคม พ.ศ. ๒๕๖๖"),
        ('thai_date:"screen"', date(2023, 8, 15), "15 สิงหาคม 2566"),
        ("thai_date", None, ""),
        ("baht", Decimal("1500.00"), "๑,๕๐๐"),
        ('baht:"arabic"', Decimal("1500.50"), "1,500.50"),
        ("baht", 0, "๐"),
        ("baht", None, ""),
        ("baht_text", Decimal("21.25"), "ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
        ("baht_text", None, ""),
        ("fiscal_years", Cycle(2567), "๒๕๖๗ - ๒๕๖๙"),
        ("fiscal_years", FiscalYear(2570), "๒๕๗๐ - ๒๕๗๒"),
        ('fiscal_years:"arabic"', 2567, "2567 - 2569"),
        ("fiscal_years", None, ""),
    ],
)
def test_filter_prints(expression, value, printed):
    template = Template(f"{{% load thai %}}{{{{ value|{expression} }}}}")
    assert template.render(Context({"value": value})) == printed


def test_filters_leave_escaping_to_the_template():
    template = Template("{% load thai %}{{ value|thai_running }}")
    assert template.render(Context({"value": "<b>1</b>"})) == "&lt;b&gt;๑&lt;/b&gt;"
