"""What a document that follows the schema may still contradict: itself, the cycle, or what this LAO has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from plans.create import PlanRefused, edition_for
from plans.exchange.conform import MOST_MISTAKES, Mistake
from plans.exchange.document import Document, named_place
from plans.exchange.names import Names
from plans.exchange.read import DocumentRefused
from plans.models import CommitteeMember

CATALOG_OF_ONE = ("curriculum", "knowledge_area", "provider_kind")
CATALOG_OF_MANY = ("methods", "submethods", "groups")


@dataclass
class Look:
    """What was found: mistakes refuse the document, notes say what will be missing or different."""

    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, path: str, message: str) -> None:
        """Something that refuses the document."""
        self.mistakes.append(Mistake(path, message))

    def note(self, message: str) -> None:
        """Something to know; said once."""
        if message not in self.notes:
            self.notes.append(message)


def edition_of(document: Document) -> Any:
    """The edition of a document's cycle; raises DocumentRefused."""
    if document["edition"] != document["first_year"]:
        raise DocumentRefused(
            _("แฟ้มระบุแผนแม่บทปี {edition} แต่แผนเริ่มปี {first} ซึ่งต้องเป็นรอบเดียวกัน").format(
                edition=document["edition"], first=document["first_year"]
            )
        )
    try:
        return edition_for(document["first_year"])
    except PlanRefused as refusal:
        raise DocumentRefused(str(refusal)) from refusal


def look_at(document: Document, names: Names, *, is_foreign: bool) -> list[str]:
    """Notes on a document that may be brought in; raises DocumentRefused with every mistake otherwise."""
    look = Look()
    _look_at_texts(document["texts"], names, look)
    _look_at_years(document, look)
    _look_at_rows(document, names, look)
    _look_at_committee(document, look)
    for place, project in enumerate(document["projects"]):
        _look_at_project(project, f"$.projects[{place}]", names, look)
    for path, unit in _units(document):
        if unit not in names.units:
            _unknown_unit(path, unit, look, is_foreign=is_foreign)
    if look.mistakes:
        count = len(look.mistakes)
        raise DocumentRefused(
            _("ข้อมูลในแฟ้มขัดกันเองหรือไม่ตรงกับหน่วยงาน {count} แห่ง ไม่มีอะไรถูกบันทึก").format(count=count),
            look.mistakes[:MOST_MISTAKES],
        )
    return look.notes


def _look_at_texts(texts: list[Document], names: Names, look: Look) -> None:
    _once((row["code"] for row in texts), "$.texts", "code", look)
    for place, row in enumerate(texts):
        if row["code"] not in names.headings:
            look.wrong(f"$.texts[{place}].code", _("แผนแม่บทไม่มีหัวข้อรหัส {code}").format(code=row["code"]))
        if row["follows_edition"] and row["text"]:
            look.wrong(f"$.texts[{place}].text", _("หัวข้อที่ใช้ข้อความมาตรฐานต้องไม่มีข้อความของตนเอง"))


def _look_at_years(document: Document, look: Look) -> None:
    first = document["first_year"]
    cycle = range(first, first + 3)
    rows = [
        *((f"$.targets[{n}]", row) for n, row in enumerate(document["targets"])),
        *((f"$.budgets[{n}]", row) for n, row in enumerate(document["budgets"])),
        *(
            (f"$.projects[{n}].years[{m}]", row)
            for n, project in enumerate(document["projects"])
            for m, row in enumerate(project["years"])
        ),
    ]
    for path, row in rows:
        if row["year"] not in cycle:
            message = _("ปี {year} อยู่นอกรอบ {first} - {last}")
            look.wrong(f"{path}.year", message.format(year=row["year"], first=first, last=first + 2))


def _look_at_rows(document: Document, names: Names, look: Look) -> None:
    _once(((row["group"], row["year"]) for row in document["targets"]), "$.targets", "group", look)
    for place, row in enumerate(document["targets"]):
        _known(row["group"], "groups", f"$.targets[{place}].group", names, look)
    _once((row["year"] for row in document["budgets"]), "$.budgets", "year", look)
    _once((row["key"] for row in document["projects"]), "$.projects", "key", look)
    reasons = document["finding_reasons"]
    _once(((row["finding"], row["place"]) for row in reasons), "$.finding_reasons", "place", look)
    keys = {row["key"]: row["key"] for row in document["projects"]}
    for place, row in enumerate(reasons):
        if named_place(row["place"], keys) is None:
            look.wrong(f"$.finding_reasons[{place}].place", _("ไม่มีโครงการที่อ้างถึงในแฟ้ม"))


def _look_at_committee(document: Document, look: Look) -> None:
    chairs = [n for n, row in enumerate(document["committee"]) if row["duty"] == CommitteeMember.Duty.CHAIR]
    for place in chairs[1:]:
        look.wrong(f"$.committee[{place}].duty", _("ประธานกรรมการมีได้เพียงคนเดียว"))
    order = document["committee_order"]
    if order and order["dated_on"]:
        try:
            date.fromisoformat(order["dated_on"])
        except ValueError:
            look.wrong("$.committee_order.dated_on", _("ไม่มีวันที่นี้ในปฏิทิน"))


def _look_at_project(project: Document, path: str, names: Names, look: Look) -> None:
    for name in CATALOG_OF_ONE:
        if project[name] is not None:
            _known(project[name], name, f"{path}.{name}", names, look)
    for name in CATALOG_OF_MANY:
        for place, code in enumerate(project[name]):
            _known(code, name, f"{path}.{name}[{place}]", names, look)
    _once((row["year"] for row in project["years"]), f"{path}.years", "year", look)
    lecture, total = project["hours_lecture"], project["hours_total"]
    if lecture is not None and total is not None and lecture > total:
        look.wrong(f"{path}.hours_lecture", _("ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมงทั้งหมด"))
    if project["course"] and names.course(project["course"]) is None:
        look.note(_("ไม่พบหลักสูตร {code} ในคลัง โครงการจะไม่อ้างถึงคลัง").format(code=project["course"]["code"]))
    if project["continued_from"] and names.past(project["continued_from"]) is None:
        look.note(_("ไม่พบโครงการเดิมของแผนรอบก่อน โครงการจะไม่อ้างถึงโครงการเดิม"))


def _known(code: str, catalog: str, path: str, names: Names, look: Look) -> None:
    if code not in names.catalogs[catalog]:
        look.wrong(path, _("ไม่รู้จักรหัส {code} ในบัญชีของระบบ").format(code=code))


def _units(document: Document) -> Iterator[tuple[str, str]]:
    for table in ("projects", "committee"):
        for place, row in enumerate(document[table]):
            if row["unit"] is not None:
                yield f"$.{table}[{place}].unit", row["unit"]


def _unknown_unit(path: str, unit: str, look: Look, *, is_foreign: bool) -> None:
    """Another LAO's departments are left open; our own that are missing are surely a mistake."""
    if is_foreign:
        look.note(_("ไม่มีส่วนราชการ “{unit}” ในหน่วยงานนี้ จะเว้นว่างไว้ให้เลือกใหม่").format(unit=unit))
    else:
        look.wrong(path, _("ไม่มีส่วนราชการ “{unit}” ในหน่วยงาน กรุณาเพิ่มในหน้าส่วนราชการก่อน").format(unit=unit))


def _once(keys: Iterable[Any], path: str, name: str, look: Look) -> None:
    seen = set()
    for place, key in enumerate(keys):
        if key in seen:
            look.wrong(f"{path}[{place}].{name}", _("ซ้ำกับแถวก่อนหน้า"))
        seen.add(key)
