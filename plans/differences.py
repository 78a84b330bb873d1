"""What changed between two frozen contents of a revision, in a list short enough to read before deciding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

Content = Mapping[str, Any]


def differences(before: Content, after: Content, headings: Mapping[str, str]) -> list[str]:
    """One Thai line for each part that differs; ``headings`` names sections by code, texts in their order."""
    return [
        *_texts(before, after, headings),
        *_named(before, after, "projects", "name", _("โครงการ")),
        *_named(before, after, "committee", "position", _("กรรมการ")),
        *_named(before, after, "monitoring", "indicator", _("การติดตามและประเมินผล")),
        *_whole(before, after),
    ]


def _texts(before: Content, after: Content, headings: Mapping[str, str]) -> Iterator[str]:
    old, new = before.get("texts", {}), after.get("texts", {})
    for code, heading in headings.items():
        if old.get(code) != new.get(code):
            yield _("แก้ไขข้อความ: {heading}").format(heading=heading)


def _named(before: Content, after: Content, table: str, name: str, label: str) -> Iterator[str]:
    """Rows added, removed or changed; rows of one name are compared together."""
    old, new = _by_name(before.get(table, []), name), _by_name(after.get(table, []), name)
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            yield _("ตัด{label}: {name}").format(label=label, name=key)
        elif key not in old:
            yield _("เพิ่ม{label}: {name}").format(label=label, name=key)
        elif old[key] != new[key]:
            yield _("แก้ไข{label}: {name}").format(label=label, name=key)


def _by_name(rows: list[dict[str, Any]], name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[name], []).append({key: value for key, value in row.items() if key != "order"})
    return found


def _whole(before: Content, after: Content) -> Iterator[str]:
    parts = {
        "targets": _("แก้ไขจำนวนบุคลากรและเป้าหมาย"),
        "committee_order": _("แก้ไขคำสั่งแต่งตั้งคณะกรรมการ"),
        "staffing": _("แก้ไขรอบของแผนอัตรากำลัง"),
        "needs_analysis": _("แก้ไขผลการวิเคราะห์ความต้องการ"),
        "requirements": _("แก้ไขสมรรถนะ ความรู้ และทักษะที่ตำแหน่งต้องมี"),
        "layout": _("เปลี่ยนรูปแบบเล่ม"),
        "reason": _("แก้ไขเหตุผลความจำเป็นที่ปรับปรุง"),
    }
    for key, sentence in parts.items():
        if before.get(key) != after.get(key):
            yield sentence
