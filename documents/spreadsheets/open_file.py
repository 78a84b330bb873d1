"""From the bytes of an upload to sheets of texts: checked first, then parsed in a process of its own."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.isolation import Stopped, call
from documents.render import Limits
from documents.spreadsheets import safety
from documents.spreadsheets.delimited import read_delimited
from documents.spreadsheets.safety import FileRefused
from documents.spreadsheets.sheets import Sheet, Unreadable, read_sheets

LIMITS = Limits(memory_bytes=1 << 30, cpu_seconds=20, wall_seconds=30)

_REASONS: dict[str, Promise] = {
    "rows": gettext_lazy(
        "แผ่นงาน {place} แถว ซึ่งเกิน 20,000 แถว กรุณาลบแถวที่ไม่ใช้ออก หรือคัดลอกเฉพาะตารางไปไว้ในแฟ้มใหม่"
    ),
    "columns": gettext_lazy(
        "แผ่นงาน {place} คอลัมน์ ซึ่งเกิน 200 คอลัมน์ กรุณาลบคอลัมน์ที่ไม่ใช้ออก หรือคัดลอกเฉพาะตารางไปไว้ในแฟ้มใหม่"
    ),
    "cells": gettext_lazy("แฟ้มนี้มีข้อมูลมากผิดปกติ กรุณาเหลือไว้เฉพาะแผ่นงานที่ใช้ {place}"),
    "long": gettext_lazy("มีช่องที่ข้อความยาวเกิน 2,000 ตัวอักษร ({place}) กรุณาตัดข้อความให้สั้นลง"),
    "reaching": gettext_lazy("ช่อง {place} มีสูตรที่เรียกข้อมูลหรือโปรแกรมภายนอก ระบบไม่รับ กรุณาวางเป็นค่าแทนสูตร"),
}


def open_file(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, or the one of a .csv; raises FileRefused with what to do."""
    if safety.check(content) == "csv":
        return [read_delimited(content)]
    try:
        found = call(read_sheets, content, LIMITS)
    except Stopped as stopped:
        raise FileRefused(
            _("อ่านแฟ้มนี้ไม่ได้ แฟ้มอาจเสียหรือใหญ่ผิดปกติ กรุณาคัดลอกเฉพาะตารางไปไว้ในแฟ้มใหม่ แล้วบันทึกเป็น .xlsx")
        ) from stopped
    if isinstance(found, Unreadable):
        raise FileRefused(str(_REASONS[found.reason]).format(place=found.place))
    if not any(sheet.rows for sheet in found):
        raise FileRefused(_("แฟ้มนี้ว่างเปล่า กรุณาเลือกแฟ้มที่มีข้อมูล"))
    return found
