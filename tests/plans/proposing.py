"""A library of courses in which there is one for every rule, and some for needs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from courses.models import (
    CostRate,
    Course,
    CourseCost,
    CourseItem,
    CoursePart,
    Curriculum,
    KnowledgeArea,
    Method,
)

FEE = Decimal("500.00")


def make_course(
    code: str,
    *,
    items: Iterable[tuple[str, str]] = (),
    curriculum: str = "cur2",
    area: str = "a2",
    method: str = "m2",
    groups: Iterable[str] = (),
    digital: bool = False,
    fee: Decimal = FEE,
) -> Course:
    """A national course that costs a fee for each person."""
    course = Course.objects.create(
        code=code,
        name=f"หลักสูตร {code}",
        objective="ให้ทำงานได้",
        curriculum=Curriculum.objects.get(code=curriculum),
        knowledge_area=KnowledgeArea.objects.get(code=area),
        group_codes=list(groups),
        days=1,
        is_digital=digital,
        indicator="ร้อยละของผู้ผ่านการทดสอบ",
        indicator_target="ร้อยละ 80",
    )
    CoursePart.objects.create(
        course=course, order=1, method=Method.objects.get(code=method), hours=6, lecture_hours=2
    )
    CourseItem.objects.bulk_create(
        CourseItem(course=course, item_kind=kind, item_code=item) for kind, item in items
    )
    rate, _created = CostRate.objects.get_or_create(
        code="T-FEE",
        organization=None,
        defaults={"kind": "fee", "name": "ค่าลงทะเบียน", "baht": fee, "unit": "person", "source": "ทดสอบ"},
    )
    CourseCost.objects.create(course=course, rate=rate)
    return course


def make_library(fee: Decimal = FEE) -> None:
    """One course for each rule and area, and one for managing projects."""
    rows = {
        "T-ORIENT": {"curriculum": "cur1", "area": "a1", "method": "m1", "groups": ["g1"]},
        "T-EXEC": {"curriculum": "cur4", "area": "a4", "groups": ["g3", "g4"]},
        "T-ETHICS": {"curriculum": "cur5", "area": "a5"},
        "T-DIGITAL": {"area": "a2", "digital": True, "items": [("skill", "sk2")]},
        "T-PROJECT": {"curriculum": "cur3", "area": "a3", "items": [("skill", "sk5")]},
    }
    for code, values in rows.items():
        make_course(code, fee=fee, **values)
