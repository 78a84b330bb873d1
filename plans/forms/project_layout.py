"""How the form of a project is laid out: seven parts, and what is rarely needed folded away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset
from crispy_forms.layout import TemplateNameMixin as _Named
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.field_help import HELP
from plans.forms.layout import anchored, page_helper, side_by_side


class About(NamedTuple):
    """A part of the form: its title, what to write in it, an example and the clause."""

    title: Any
    text: Any
    example: Any
    clause: Any


WHAT = About(
    gettext_lazy("โครงการ"),
    gettext_lazy("ตั้งชื่อให้รู้ว่าทำอะไร และเขียนวัตถุประสงค์ว่าผู้เข้ารับการพัฒนาจะทำอะไรได้"),
    gettext_lazy("ให้ผู้เข้าอบรมจัดทำหนังสือราชการในระบบสารบรรณอิเล็กทรอนิกส์ได้ถูกต้อง"),
    gettext_lazy("แผนแม่บทฯ ข้อ ๔.๓.๖ และข้อ ๑๑"),
)
WHY = About(
    gettext_lazy("เหตุผลของโครงการ"),
    gettext_lazy("บอกว่าโครงการนี้ตอบความต้องการเรื่องใด หรือกฎหมาย นโยบาย หรือแนวทางใดให้ทำ"),
    gettext_lazy("ความต้องการลำดับที่ 1 และพระราชบัญญัติมาตรฐานทางจริยธรรม พ.ศ. 2562"),
    gettext_lazy("แผนแม่บทฯ ข้อ ๕ และข้อ ๑๕ (๑)"),
)
HOW = About(
    gettext_lazy("หลักสูตรและวิธีการ"),
    gettext_lazy("เลือกหลักสูตรหนึ่งในห้าหลักสูตร และวิธีที่ใช้จริง การปฐมนิเทศใช้กับบุคลากรแรกบรรจุเท่านั้น"),
    gettext_lazy("หลักสูตรการพัฒนาเกี่ยวกับงานในหน้าที่รับผิดชอบ ใช้การฝึกอบรมและการฝึกขณะปฏิบัติงาน"),
    gettext_lazy("แผนแม่บทฯ ข้อ ๑๑ ข้อ ๑๒ และข้อ ๑๓"),
)
WHOM = About(
    gettext_lazy("กลุ่มเป้าหมายและผู้รับผิดชอบ"),
    gettext_lazy("เลือกทุกกลุ่มที่จะเข้ารับการพัฒนา และส่วนราชการที่ต้องดำเนินการให้เกิดขึ้น"),
    gettext_lazy("บุคลากรแรกบรรจุและบุคลากรที่มีประสบการณ์ สำนักปลัดรับผิดชอบ ดำเนินการเอง"),
    gettext_lazy("แผนแม่บทฯ ข้อ ๔.๒ และข้อ ๔.๓.๖"),
)
MEASURED = About(
    gettext_lazy("ตัวชี้วัด"),
    gettext_lazy("เขียนสิ่งที่วัดได้เมื่อจบโครงการ ค่าเป้าหมายต้องมีหน่วย ถ้าเป้าหมายแต่ละปีต่างกันให้กรอกของแต่ละปีด้วย"),
    gettext_lazy("ร้อยละของผู้เข้าอบรมที่ผ่านการทดสอบ ไม่น้อยกว่าร้อยละ 80"),
    gettext_lazy("แผนแม่บทฯ ข้อ ๑๕ (๔)"),
)
WHEN = About(
    gettext_lazy("ระยะเวลา"),
    gettext_lazy("เลือกเดือนที่จัดในแต่ละปีงบประมาณ ถ้าเป็นการอบรมในห้อง การบรรยายไม่ควรเกินร้อยละ 60 ของเวลา"),
    gettext_lazy("มกราคมถึงกุมภาพันธ์ 12 ชั่วโมง บรรยาย 6 ชั่วโมง"),
    gettext_lazy("แผนแม่บทฯ ข้อ ๑๑ วรรคท้าย และแนวทางพัฒนาทักษะด้านดิจิทัลฯ ข้อ ๕"),
)
MONEY = About(
    gettext_lazy("จำนวนคนและงบประมาณ"),
    gettext_lazy(
        "ปีที่มีคนต้องมีจำนวนเงิน หรือเลือกไม่ใช้งบประมาณ ปีที่ไม่จัดให้เว้นว่าง บอกที่มาของเงินตามหมวดในข้อบัญญัติหรือเทศบัญญัติ"
    ),
    gettext_lazy("ปี 2570 จำนวน 30 คน 25,000 บาท แผนงานบริหารงานทั่วไป หมวดค่าใช้สอย"),
    gettext_lazy("แผนแม่บทฯ ข้อ ๑๖"),
)


class Piece(_Named):
    """A template of the project's form, in crispy's layout; it is given the form alone."""

    def __init__(self, template: str) -> None:
        self.template = template

    def render(self, form: Any, *args: Any, **kwargs: Any) -> str:
        return render_to_string(self.template, {"form": form})


class YearsTable(Piece):
    """The table of people and baht, with the calculation below it."""

    def render(self, form: Any, *args: Any, **kwargs: Any) -> str:
        for cells in form.year_cells():
            form.rendered_fields |= {cells.people.name, cells.baht.name}
        return super().render(form)


class Help(_Named):
    """What to write in a part, with an example and the clause, behind a question mark."""

    template = "plans/_part_help.html"

    def __init__(self, about: About, names: Iterable[str]) -> None:
        self.about = about
        self.fields = [entry for entry in HELP["project"] if any(map(entry.is_about, names))]

    def render(self, form: Any, *args: Any, **kwargs: Any) -> str:
        return render_to_string(self.template, {"about": self.about, "fields": self.fields})


class Folded(Div):
    """Fields behind a summary; open where one of them holds something or is wrong."""

    template = "plans/_folded.html"

    def __init__(self, summary: str, *fields: object) -> None:
        super().__init__(*fields)
        self.summary = summary
        self.is_open = False

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> SafeString:
        boxes = [form[pointer.name] for pointer in self.get_field_names()]
        self.is_open = any(box.value() or box.errors for box in boxes)
        return super().render(form, context, template_pack, **kwargs)


def project_helper(years: tuple[int, ...], *, has_needs: bool) -> FormHelper:
    """The parts in the order in which an officer thinks: what, why, how, for whom, measured by what, when, how much."""
    return page_helper(
        _part(WHAT, "name", "objective"),
        _part(
            WHY,
            anchored("needs") if has_needs else Piece("plans/_project_no_needs.html"),
            Folded(_("มีเหตุผลอื่น: กฎหมาย นโยบาย หรือแนวทางของสำนักงาน ก.พ."), "basis", "basis_text"),
            Piece("plans/_project_lists.html"),
        ),
        _part(
            HOW,
            "curriculum",
            side_by_side("knowledge_area"),
            anchored("methods"),
            anchored("submethods"),
            "is_digital",
        ),
        _part(WHOM, anchored("groups"), side_by_side("unit", "delivery"), side_by_side("provider_kind")),
        _measured(years),
        _part(
            WHEN,
            side_by_side("first_month", "last_month", width="col-sm-6 col-lg-3"),
            side_by_side("hours_total", "hours_lecture", width="col-sm-6 col-lg-3"),
        ),
        _part(
            MONEY,
            anchored("uses_budget"),
            side_by_side("money_kind", "money_source"),
            HTML('<div id="money">'),
            YearsTable("plans/_project_years.html"),
            Piece("plans/_project_costs.html"),
            HTML("</div>"),
        ),
    )


def _measured(years: tuple[int, ...]) -> Fieldset:
    return _part(
        MEASURED,
        side_by_side("indicator", "indicator_target"),
        side_by_side(*(f"target_{year}" for year in years), width="col-sm-4"),
        Folded(
            _("รายละเอียดการวัด: ค่าฐาน หน่วยนับ วิธีวัด ผู้วัด"),
            side_by_side("indicator_baseline", "indicator_unit"),
            side_by_side("indicator_method", "indicator_measurer"),
        ),
    )


def _part(about: About, *fields: object) -> Fieldset:
    """A part with its help above its fields."""
    names = [pointer.name for pointer in Div(*fields).get_field_names()]
    return Fieldset(str(about.title), Help(about, names), *fields, css_class="form-part")
