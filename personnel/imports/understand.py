"""What a row says about a post and whoever holds it."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from personnel.imports.appointed import read_date
from personnel.imports.fields import BY_NAME
from personnel.imports.found import FoundRow
from personnel.imports.holders import read_name
from personnel.imports.normalise import (
    clean,
    has_prefix,
    is_head_title,
    is_vacant,
    name_without_prefix,
    names_acting,
    yes_or_no,
)
from personnel.imports.row import Ground, Understood
from personnel.imports.several import count_in
from personnel.imports.understand_post import PostReader
from personnel.models import Person, Post, Unit

_FORMULA = re.compile(r"=.|#(REF|VALUE|N/A|NAME|DIV/0|NULL|NUM|ERROR)[!?]?")
_ABOLISHED = re.compile(r"ยุบ(เลิก|ตำแหน่ง)?|กำหนดเพิ่ม|กำหนดใหม่")
_COLUMNS = (
    ("number", Post, "number"),
    ("title", Post, "title"),
    ("full_name", Person, "full_name"),
    ("unit", Unit, "name"),
)
_LENGTHS: dict[str, int] = {
    name: getattr(model._meta.get_field(column), "max_length", 0) for name, model, column in _COLUMNS
}


def understand(ground: Ground, row: FoundRow) -> Understood:
    """The values of one row with its errors and doubts."""
    return _RowReader(ground, row).read()


class _RowReader(PostReader):
    """Reads the post, then its holder."""

    def read(self) -> Understood:
        self._formulas()
        self.read_post(is_free=self._is_free())
        for step in (self._name, self._dates, self._flags, self._remarks, self._lengths):
            step()
        if self.row.trouble:  # what else looks wrong follows from it
            self.found.errors, self.found.doubts = [], []
            self.error("count", self.row.trouble)
        return self.found

    def _formulas(self) -> None:
        for name in self.columns:
            if name in BY_NAME and name not in ("order", "count", "note") and _FORMULA.match(self.raw(name)):
                self.error(name, _("ช่องนี้เป็นสูตรที่ไม่มีผลลัพธ์หรือมีข้อผิดพลาด กรุณาคัดลอกแล้ววางเป็นค่า"))

    def _name_cells(self) -> str:
        first, last = self.raw("first_name"), self.raw("last_name")
        full = self.raw("full_name") or " ".join(
            part for part in (clean(first) or first, clean(last)) if part
        )
        prefix = self.text("prefix")
        return (
            f"{prefix}{full}"
            if prefix and not has_prefix(full) and not is_vacant(full) and clean(full)
            else full
        )

    def _has_name_column(self) -> bool:
        return any(name in self.columns for name in ("full_name", "first_name", "last_name"))

    def _vacant(self) -> bool:
        named = self._name_cells()
        is_said = is_vacant(named) or names_acting(named) or is_vacant(self.raw("status"))
        return self.title.is_vacant or is_said

    def _is_free(self) -> bool:
        """True for vacant posts, also those whose name is merely left out."""
        return self._vacant() or (self._has_name_column() and not clean(self._name_cells()))

    def _name(self) -> None:
        if not self._has_name_column():
            self.values["full_name"] = "" if self._vacant() else None
            return
        column = "full_name" if "full_name" in self.columns else "first_name"
        written = self._name_cells()
        read = read_name(written)
        if read.is_acting:
            self.values["full_name"], self.values["acting"] = "", read.acting
            if not read.acting:
                self.doubt(column, _("มีผู้รักษาราชการแทน ถือเป็นตำแหน่งว่าง แต่อ่านชื่อไม่ออก กรุณาบันทึกผู้รักษาราชการแทนเอง"))
            return
        name = "" if self._vacant() else read.name
        self.values["full_name"] = name
        if name and read.remark:
            self.doubt(
                column, _("มีข้อความต่อท้ายชื่อ ({remark}) ถือว่าผู้นี้ครองตำแหน่งอยู่ กรุณาตรวจ").format(remark=read.remark)
            )
        if not clean(written) and not self._vacant():
            if not is_vacant(self.raw("note")):
                self.doubt(column, _("ช่องชื่อว่าง ถือเป็นตำแหน่งว่าง"))
        elif name:
            self._check_name(column, name)
            if is_vacant(self.raw("note")):
                self.doubt("note", _("หมายเหตุว่าตำแหน่งว่าง แต่มีชื่อผู้ครอง กรุณาตรวจ"))

    def _check_name(self, column: str, name: str) -> None:
        if re.search(r"[0-9]", name) or not re.search("[ก-ฮA-Za-z]", name):
            self.error(column, _("ข้อความนี้ไม่ใช่ชื่อบุคคล กรุณาตรวจชื่อ หรือเขียนว่า ว่าง"))
        elif not name_without_prefix(name):
            self.error(column, _("มีแต่คำนำหน้า กรุณากรอกชื่อและนามสกุล"))
        elif not has_prefix(name):
            self.doubt(column, _("ไม่พบคำนำหน้าชื่อที่รู้จัก เก็บไว้ตามที่เขียน"))
        elif " " not in name_without_prefix(name):
            self.doubt(column, _("ไม่มีนามสกุล หรือไม่มีช่องว่างระหว่างชื่อกับนามสกุล เก็บไว้ตามที่เขียน"))

    def _dates(self) -> None:
        for name in ("appointed_on", "started_on"):
            read = read_date(self.raw(name), short_years=self.ground.options.short_years)
            holds = self.values["full_name"] != ""
            self.values[name] = read.day.isoformat() if read.day and holds else None
            if read.error and holds:
                self.error(name, read.error)
            elif read.doubt and holds:
                self.doubt(name, read.doubt)

    def _flags(self) -> None:
        for name in ("is_head", "passed_probation", "passed_teacher_readiness"):
            self.values[name] = yes_or_no(self.raw(name))
            if self.text(name) and self.values[name] is None:
                self.doubt(name, _("อ่านไม่ออก กรุณาเขียนว่า ใช่ หรือ ไม่ใช่"))
        if self.values["full_name"] == "":
            self.values["passed_probation"] = self.values["passed_teacher_readiness"] = None
        self.values["head_is_proposed"] = self.values["is_head"] is None and is_head_title(self.title.text)

    def _remarks(self) -> None:
        """Counts of several posts in one row, and remarks that change what the row means."""
        if count_in(self.raw("count")) > 1:
            self.doubt("count", _("แถวนี้มีหลายอัตรา ระบบนับเป็นหนึ่งตำแหน่ง กรุณาแยกเป็นแถวละหนึ่งตำแหน่ง"))
        note = self.text("note")
        if _ABOLISHED.search(note):
            self.doubt("note", _("หมายเหตุกล่าวถึงการยุบเลิกหรือกำหนดตำแหน่ง กรุณาตรวจ"))
        elif names_acting(note) or "ช่วยราชการ" in note:
            self.doubt("note", _("หมายเหตุกล่าวถึงการรักษาราชการแทนหรือช่วยราชการ กรุณาบันทึกเอง"))

    def _lengths(self) -> None:
        for name, limit in _LENGTHS.items():
            if len(self.values.get(name) or "") > limit:
                self.error(name, _("ข้อความยาวเกิน {limit} ตัวอักษร กรุณาตัดให้สั้นลง").format(limit=limit))
