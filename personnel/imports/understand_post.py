"""What a row says about a post: number, title, employment kind, line, type, level and department.

What is not recognised becomes a doubt with the text as it stands, and a suggestion where one is near; a value is taken
only where words, numbers or the standard leave no other.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from personnel import positions
from personnel.imports.catalog import Line
from personnel.imports.found import FoundRow
from personnel.imports.normalise import HIRED, general_or_task, key, kind_of, levels_of, type_of, yes_or_no
from personnel.imports.row import Ground, RowCells
from personnel.imports.titles import Title, office_of, read_title
from personnel.imports.units import DEPARTMENTS, is_below_department, is_institution
from personnel.models import EmploymentKind

ABOVE_UNITS, CHIEF = "00", "1101"  #: department and line in the numbers of chief officials and their deputies
CATALOGUED = frozenset({EmploymentKind.CIVIL, EmploymentKind.TEACHER})
SCHOOL = frozenset({"school_head", "teacher"})
_ELECTED = re.compile(
    r"(รอง)?นายก(เทศมนตรี|องค์การ|อบต|อบจ|เมืองพัทยา)|(เลขานุการ|ที่ปรึกษา)นายก|(รอง)?ประธานสภา|สมาชิกสภา|เลขานุการสภา"
)


class PostReader(RowCells):
    """Reads one row, field by field; later fields lean on earlier ones."""

    def __init__(self, ground: Ground, row: FoundRow) -> None:
        super().__init__(ground, row)
        self.title = read_title(self.text("title") or self.text("line"), ground.catalog)
        self.office = office_of(self.title.text)
        self.decoded = positions.decode(self.text("number"))

    def read_post(self, *, is_free: bool) -> None:
        """Read the values of the post; ``is_free`` when nobody holds it, which explains an open level."""
        self._number()
        self._title()
        self._kind()
        self._line_and_type()
        self._level(is_free=is_free)
        self._unit()

    def _number(self) -> None:
        text = self.text("number")
        self.values["number"] = positions.canonical(text) if text else ""
        if text and not re.search(r"[0-9]", text):
            self.values["number"] = ""
            self.doubt("number", _("ไม่มีตัวเลข จึงไม่ใช่เลขที่ตำแหน่ง"))
        is_marked = bool(re.search(r"\(\s*ถ\.?\s*\)", text))
        said = yes_or_no(self.raw("is_transferred"))
        self.values["is_transferred"] = True if is_marked or self.title.is_transferred else said

    def _title(self) -> None:
        self.values["title"] = self.title.text
        if not self.title.text:
            self.error("title", _("ไม่มีชื่อตำแหน่ง กรุณากรอกชื่อตำแหน่ง หรือลบแถวนี้"))

    def _kind(self) -> None:
        """From its own cell, the group row above, the number, or words that belong to one kind alone; never guessed."""
        by_number = self._kind_by_number()
        kind = self._kind_said(by_number) or self.title.kind or by_number or self.row.kind
        if kind == HIRED:
            kind = self.title.kind or self._hired_by_type() or HIRED
        if kind in ("", HIRED):
            kind = (
                (kind != HIRED and self._kind_by_rank())
                or self._kind_by_post()
                or self.ground.options.default_kind
            )
        self.values["kind"] = kind or None
        if not kind:
            self.error("kind", _("ไม่ทราบประเภทการจ้าง กรุณาเพิ่มคอลัมน์ประเภทการจ้าง หรือเลือกประเภทสำหรับแถวที่ไม่ระบุ"))
        elif by_number and ({kind, self.row.kind} - CATALOGUED - {""}):
            self.doubt("kind", _("เลขที่ตำแหน่งเป็นของข้าราชการหรือพนักงาน แต่ประเภทการจ้างหรือหัวข้อเป็นอย่างอื่น กรุณาตรวจ"))

    def _kind_said(self, by_number: str) -> str:
        """The kind in its own column, else in full words in the columns of types and levels."""
        cell = self.text("kind")
        if not cell:
            words = (kind_of(self.text(name)) for name in ("position_type", "level"))
            return next((kind for kind in words if kind and kind not in (HIRED, EmploymentKind.TEACHER)), "")
        said = general_or_task(cell)
        if not said:
            self.doubt("kind", _("ไม่รู้จักประเภทการจ้างนี้"))
        if key(cell) == "ทั่วไป":  # a kind of hired employees and a type of civil servants alike
            by_level = EmploymentKind.CIVIL if self._types_of_levels() == {"general"} else ""
            if not by_number and not by_level and self.title.line and not self.row.kind:
                self.doubt(
                    "kind", _("“ทั่วไป” เป็นได้ทั้งประเภทตำแหน่งและพนักงานจ้างทั่วไป ถือเป็นพนักงานจ้างทั่วไป กรุณาตรวจ")
                )
            return by_number or by_level or said
        return said

    def _hired_by_type(self) -> str:
        """ "พนักงานจ้าง" in one column and "ภารกิจ" or "ทั่วไป" in another."""
        said = general_or_task(self.text("position_type")) or general_or_task(self.text("level"))
        return "" if said == HIRED else said

    def _types_of_levels(self) -> set[str]:
        """Types of position that have the level of this row, when all of them belong to one kind."""
        words = levels_of(self.text("level")) or self.title.levels
        types = set.union(set(), *(self.ground.catalog.types_with_level(word) for word in words))
        return types if len({name in ("teacher", "school_head") for name in types}) == 1 else set()

    def _kind_by_number(self) -> str:
        """Only posts of civil staff and teachers have numbers with a line in them."""
        if self.decoded is None or not self.decoded.type_code:
            return ""
        is_school = self.decoded.type_code in ("teacher", "school_head")
        return EmploymentKind.TEACHER if is_school else EmploymentKind.CIVIL

    def _kind_by_rank(self) -> str:
        """Only civil staff have these types and levels, only teachers the ranks."""
        rank = self.office.position_type or type_of(self.text("position_type"))
        rank = rank or next(iter(self._types_of_levels()), "")
        if rank in ("executive", "directing", "academic", "school_head", "teacher") or (
            rank == "general" and self._types_of_levels()
        ):
            return EmploymentKind.TEACHER if rank in SCHOOL else EmploymentKind.CIVIL
        return ""

    def _kind_by_post(self) -> str:
        """Titles that belong to one kind alone."""
        if _ELECTED.match(self.title.text.replace(" ", "")):
            return EmploymentKind.ELECTED
        if self.title.is_helper and key(self.title.text) != "ครูผู้ช่วย":
            self.doubt("kind", _("ไม่ระบุประเภทการจ้าง ตำแหน่งผู้ช่วยถือเป็นพนักงานจ้างตามภารกิจ กรุณาตรวจ"))
            return EmploymentKind.HIRED_TASK
        return ""

    def _line_and_type(self) -> None:
        """The line by its own column, the title, or the number; the type by the line or its own column."""
        self.values["line"] = self.values["position_type"] = None
        if self.values["kind"] not in CATALOGUED:
            self._check_helped_line()
            return
        line = self._line()
        said = type_of(self.text("position_type")) or type_of(self.text("level"))
        cell = self.text("position_type")
        if cell and not type_of(cell) and kind_of(cell) not in CATALOGUED:
            self.doubt("position_type", _("ไม่รู้จักประเภทตำแหน่งนี้"))
        type_code = line.type_code if line else said or self.office.position_type
        if line and said and said != line.type_code:
            name = self.ground.catalog.types.get(line.type_code, "")
            self.doubt("position_type", _("สายงาน {line} เป็นประเภท{type}").format(line=line.name, type=name))
        self.values["line"] = line.code if line else None
        self.values["position_type"] = type_code or None
        checks = positions.doubts(
            self.text("number"),
            self.ground.organization,
            line_code=line.official_code if line and line != self._line_by_number() else "",
            type_code="" if line else type_code,
        )
        for message in checks:
            self.doubt("number", message)
        if self.values["number"] and not self.decoded:
            self.doubt("number", _("อ่านเลขที่ตำแหน่งไม่ออก เก็บไว้ตามที่เขียน"))
        elif self.decoded and not line and self._line_by_number() is None:
            self.doubt("number", _("รหัสสายงาน {code} ไม่มีในบัญชีสายงาน").format(code=self.decoded.line))

    def _line(self) -> Line | None:
        catalog, column = self.ground.catalog, self.text("line")
        named = read_title(column, catalog) if column and self.text("title") else None
        line = (
            (named.line if named else None) or self.title.line or catalog.line_by_code.get(self.office.line)
        )
        by_number = self._line_by_number()
        unknown = self._unknown_line(named)
        if line is not None or (by_number is not None and not unknown):
            return line or by_number
        close = catalog.line_close_to(unknown) if unknown else None
        place = "line" if (named and named.unknown_line) or not self.text("title") else "title"
        if close is not None and close == by_number:
            self.doubt(place, _("ชื่อสายงานสะกดต่างจากบัญชี ใช้สายงานตามเลขที่ตำแหน่ง"), suggestion=close.name)
            return close
        message = _("ไม่พบสายงานนี้ในบัญชีสายงาน") if unknown else _("ไม่ทราบสายงานของตำแหน่งนี้")
        suggested = close or by_number
        self.doubt(place, message, suggestion=suggested.name if suggested else "")
        return None

    def _line_by_number(self) -> Line | None:
        """The line of the code in the number; whatever the code, where its type has just one line (teachers)."""
        if self.decoded is None:
            return None
        line = self.ground.catalog.line_by_official.get(self.decoded.line)
        return line or self.ground.catalog.only_line_of(self.decoded.type_code)

    def _unknown_line(self, named: Title | None) -> str:
        """What sounds like a line and is none, in the column of lines or in the title."""
        return (named.unknown_line if named else "") or self.title.unknown_line

    def _check_helped_line(self) -> None:
        if self.title.is_helper and self.title.unknown_line:
            close = self.ground.catalog.line_close_to(self.title.unknown_line)
            suggestion = f"ผู้ช่วย{close.name}" if close else ""
            self.doubt("title", _("ไม่พบสายงานที่เป็นผู้ช่วยในบัญชีสายงาน"), suggestion=suggestion)

    def _level(self, *, is_free: bool) -> None:
        """A level of the type; a range ("ปก./ชก.") leaves the level open, which is usual for vacant posts."""
        self.values["level"] = None
        if self.values["kind"] not in CATALOGUED:
            return
        cell = self.text("level")
        if self.office.level:
            self._level_by_office(cell)
            return
        named = self.ground.catalog.level(self.values["position_type"] or "", key(cell)) if cell else None
        if named:
            self.values["level"] = named
            return
        cell = self._without_type(cell)
        words = levels_of(cell) if cell else self.title.levels
        if words is None:
            self.doubt("level", _("ไม่รู้จักระดับนี้"))
            return
        words = words or self.title.levels
        if len(words) != 1:
            if words and not is_free:
                self.doubt("level", _("เขียนระดับไว้หลายระดับ จึงยังไม่กำหนดระดับ"))
            return
        self._one_level(words[0])

    def _level_by_office(self, cell: str) -> None:
        """Heads of schools are heads or deputies; what else stands there is an academic standing, not kept here."""
        self.values["level"] = self.office.level
        words = (levels_of(cell) or ()) if cell else ()
        if (
            words
            and self.ground.catalog.level(self.values["position_type"] or "", words[0]) != self.office.level
        ):
            self.doubt("level", _("ระดับของตำแหน่งนี้ยึดตามชื่อตำแหน่ง ไม่ได้เก็บวิทยฐานะ"))

    def _without_type(self, cell: str) -> str:
        """ "วิชาการ ชำนาญการ" and "บริหารท้องถิ่น ระดับต้น" begin with the type, or it stands alone."""
        if type_of(cell) and levels_of(cell) is None:
            return ""
        first, _space, rest = re.sub(r"[/\-(]", " ", cell, count=1).partition(" ")
        if rest.strip() and type_of(first) and levels_of(cell) is None:
            self.values["position_type"] = self.values["position_type"] or type_of(first)
            return rest.strip(" )")
        return cell

    def _one_level(self, word: str) -> None:
        catalog, type_code = self.ground.catalog, self.values["position_type"]
        possible = catalog.types_with_level(word)
        if type_code is None and len(possible) == 1:
            type_code = self.values["position_type"] = next(iter(possible))
        level = catalog.level(type_code, word) if type_code else None
        self.values["level"] = level
        if level is None:
            name = catalog.types.get(type_code or "", _("ที่ยังไม่ทราบ"))
            shown = "level" if self.text("level") else "title"
            self.doubt(shown, _("ระดับ {level} ไม่มีในประเภท{type}").format(level=word, type=name))

    def _unit(self) -> None:
        """The department of the row's own cell, else of the section above."""
        cell, units = self.text("unit"), self.ground.units
        if not cell and self.decoded and self.decoded.unit == ABOVE_UNITS and self.office.line == CHIEF:
            self.values["unit"] = None  # listed under a department, but above them all
            return
        name = units.resolve(cell) if cell else units.resolve(self.row.unit) if self.row.unit else None
        self.values["unit"] = name
        if cell and name is None and self.row.unit:
            name = self.values["unit"] = units.resolve(self.row.unit)
        if cell and name is None:
            self._unknown_unit(cell)
        elif name is None and self.values["position_type"] != "executive" and not self._outside():
            suggestion = DEPARTMENTS.get(self.decoded.unit, "") if self.decoded else ""
            self.doubt("unit", _("ไม่ทราบส่วนราชการของตำแหน่งนี้"), suggestion=suggestion)
        elif name and name in units.new.values() and (close := units.close_to(name)):
            self.doubt("unit", _("ส่วนราชการนี้ยังไม่มีในระบบ จะเพิ่มเป็นส่วนราชการใหม่"), suggestion=close)
        code = self.row.unit_code
        if code and self.decoded and self.decoded.unit != code and not cell:
            self.doubt(
                "number",
                _("รหัสส่วนราชการในเลขที่ตำแหน่งคือ {digits} แต่อยู่ใต้หัวข้อรหัส {code}").format(
                    digits=self.decoded.unit, code=code
                ),
            )

    def _unknown_unit(self, cell: str) -> None:
        close = self.ground.units.close_to(cell)
        if self.values["position_type"] == "executive":
            return  # the chief official stands above the departments, whatever the cell calls that
        below = is_below_department(cell) or is_institution(cell)
        message = _("เป็นหน่วยงานภายในส่วนราชการ จึงไม่ทราบส่วนราชการ") if below else _("ไม่รู้จักส่วนราชการนี้")
        self.doubt("unit", message, suggestion=close)

    def _outside(self) -> bool:
        return self.values["kind"] in (EmploymentKind.ELECTED, EmploymentKind.CONTRACT)
