"""The columns of a staff list, once: template, mapping page, help texts and the reader's headings come from here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEMPLATE_VERSION = "1"
#: Stands in the first cell of the template, so that copies of old versions are told apart.
TEMPLATE_MARK = "แบบบัญชีบุคลากร รุ่นที่"


@dataclass(frozen=True)
class Field:
    """One column: its heading in our template, what to write there, and the headings it has in other lists.

    ``headings`` are patterns for `heading_key` of a heading, the likeliest first; + stands between a group heading
    and the one below it.
    """

    name: str
    label: str | Promise
    headings: tuple[str, ...]
    help: str | Promise = ""
    example: str = ""
    width: int = 16
    in_template: bool = True


FIELDS: tuple[Field, ...] = (
    Field(
        "number",
        _("เลขที่ตำแหน่ง"),
        (
            r"เลขที่ตำแหน่ง(ปัจจุบัน|ใหม่|ที่ครอง)?",
            r"ตำแหน่งเลขที่|เลขตำแหน่ง|เลขประจำตำแหน่ง|รหัสตำแหน่ง|หมายเลขตำแหน่ง|ตำแหน่ง\+?เลข(ที่)?",
            r"เลขที่(ตำแหน่ง)?",
        ),
        _("13 ตัวอักษรพร้อมขีด เช่น 43-3-01-3102-001 ตำแหน่งที่ไม่มีเลขให้เว้นว่าง ห้ามซ้ำกันในบัญชี"),
        "43-3-01-3102-001",
        22,
    ),
    Field(
        "title",
        _("ชื่อตำแหน่ง"),
        (
            r"(ชื่อ)?ตำแหน่ง(ปัจจุบัน|ที่ดำรงอยู่)?|ตำแหน่ง\+ชื่อ(ตำแหน่ง)?",
            r"(ชื่อ)?ตำแหน่ง(ใน|ทาง)?การบริหาร(งาน)?|ชื่อตำแหน่งทางการบริหาร",
            r"ตำแหน่ง(และ)?ระดับ|ตำแหน่ง(และ)?ประเภท|ตำแหน่งหน้าที่|position",
        ),
        _("ต้องมีทุกแถว เช่น หัวหน้าสำนักปลัด นักทรัพยากรบุคคล คนงาน"),
        "นักทรัพยากรบุคคล",
        34,
    ),
    Field(
        "line",
        _("ตำแหน่งในสายงาน"),
        (r"(ชื่อ)?ตำแหน่งในสายงาน|(ชื่อ)?สายงาน", r"ตำแหน่งตามสายงาน|ในสายงาน"),
        _("ชื่อสายงานตามมาตรฐานกำหนดตำแหน่ง เช่น นักบริหารงานทั่วไป เว้นว่างได้เมื่อชื่อตำแหน่งคือชื่อสายงาน และสำหรับพนักงานจ้าง"),
        "นักทรัพยากรบุคคล",
        30,
    ),
    Field(
        "position_type",
        _("ประเภทตำแหน่ง"),
        (r"ประเภทตำแหน่ง|ตำแหน่ง\+ประเภท", r"ประเภท", r"ตำแหน่ง(และ)?ประเภท"),
        _("บริหารท้องถิ่น อำนวยการท้องถิ่น วิชาการ ทั่วไป ผู้บริหารสถานศึกษา หรือ ครู พนักงานจ้างให้เว้นว่าง"),
        "วิชาการ",
        18,
    ),
    Field(
        "level",
        _("ระดับ"),
        (r"ระดับ(ตำแหน่ง|ปัจจุบัน)?|ตำแหน่ง\+ระดับ", r"(ประเภท|วิทยฐานะ)?(และ)?ระดับ|วิทยฐานะ|อันดับ"),
        _("เช่น ต้น ชำนาญการ ปฏิบัติงาน หรือตัวย่อ ปก. ชก. ปง. ชง. เว้นว่างได้เมื่อยังไม่กำหนด"),
        "ชำนาญการ",
        16,
    ),
    Field(
        "unit",
        _("ส่วนราชการ"),
        (
            r"ส่วนราชการ|สังกัด|กอง|สำนัก(และ)?กอง|กอง(และ)?สำนัก|(ชื่อ)?(สำนัก|กอง|สำนักกอง)",
            r"(ส่วนราชการ|สังกัด|หน่วยงาน|กอง|สำนัก)*(ที่)?สังกัด|หน่วยงาน|ส่วนราชการ.*|สังกัด.*",
        ),
        _("สำนักหรือกองที่ตำแหน่งนี้สังกัด ปลัดและรองปลัดให้เว้นว่าง ส่วนราชการที่ยังไม่มีในระบบจะเพิ่มให้เมื่อยืนยัน"),
        "สำนักปลัด",
        30,
    ),
    Field(
        "kind",
        _("ประเภทการจ้าง"),
        (
            r"ประเภท(การจ้าง|บุคลากร|พนักงาน|บุคคล|เจ้าหน้าที่|ข้าราชการ|ลูกจ้าง|พนักงานจ้าง|การบรรจุ|อัตรา)",
            r"(ชนิด|ลักษณะ|รูปแบบ)การจ้าง|สถานะการจ้าง|ประเภทข้าราชการ.*",
        ),
        _(
            "ข้าราชการหรือพนักงานส่วนท้องถิ่น ครู ลูกจ้างประจำ พนักงานจ้างตามภารกิจ พนักงานจ้างทั่วไป พนักงานจ้างผู้เชี่ยวชาญพิเศษ หรือจ้างเหมาบริการ"
        ),
        "พนักงานส่วนตำบล",
        28,
    ),
    Field(
        "full_name",
        _("คำนำหน้า ชื่อ - สกุล"),
        (
            r"(คำนำหน้า(ชื่อ|นาม)?)?(ยศ)?(ชื่อ)(ตัว)?(และ)?(ชื่อ|นาม)?สกุล(ผู้(ดำรง|ครอง)ตำแหน่ง.*)?",
            r"(ชื่อ)?ผู้(ดำรง|ครอง)ตำแหน่ง(ปัจจุบัน)?(\+ชื่อ.*)?|รายชื่อ.*|ชื่อ(พนักงาน|บุคลากร|ข้าราชการ).*|ชื่อ(และ)?(นาม)?สกุล.*|ผู้ปฏิบัติงาน",
        ),
        _("ชื่อเต็มพร้อมคำนำหน้า ตำแหน่งที่ไม่มีคนครองให้เขียนว่า ว่าง"),
        "นางสาวตัวอย่าง ใจดี",
        30,
    ),
    Field(
        "appointed_on",
        _("วันบรรจุหรือเริ่มจ้าง"),
        (
            r"(วัน|วันที่|วันเดือนปี|วันเดือนปีที่|ว.?ด.?ป.?(ที่)?)?(ได้รับ)?(การ)?(บรรจุ|เริ่มจ้าง|เริ่มรับราชการ)(เมื่อ)?(หรือเริ่มจ้าง|แต่งตั้ง|เข้ารับราชการ|วันที่)?",
            r".*(บรรจุ|เริ่มรับราชการ|เข้ารับราชการ|เริ่มจ้าง|เริ่มทำงาน|เริ่มปฏิบัติงาน|เริ่มงาน).*|วัน(ที่)?(จ้าง|เข้าทำงาน)",
        ),
        _("วันบรรจุครั้งแรก หรือวันเริ่มจ้าง เป็น พ.ศ. เช่น 1 ตุลาคม 2560 หรือ 1/10/2560"),
        "1 ตุลาคม 2560",
        22,
    ),
    Field(
        "started_on",
        _("วันที่ดำรงตำแหน่งนี้"),
        (
            r"(วัน|วันที่|วันเดือนปี)?(เริ่ม)?(ที่)?(เข้า)?(ดำรงตำแหน่ง|ครองตำแหน่ง)(นี้|ปัจจุบัน|เมื่อ)?",
            r"วัน.*(ดำรงตำแหน่ง|ครองตำแหน่ง|ตำแหน่งปัจจุบัน).*",
        ),
        _("วันที่เริ่มดำรงตำแหน่งปัจจุบัน เป็น พ.ศ. เว้นว่างได้"),
        "1 ตุลาคม 2565",
        22,
    ),
    Field(
        "is_head",
        _("เป็นหัวหน้าหน่วยงาน"),
        (r"เป็นหัวหน้าหน่วยงาน|หัวหน้าหน่วยงาน|เป็นหัวหน้า(ส่วนราชการ|ฝ่าย|กลุ่มงาน)?",),
        _("ใช่ หรือ ไม่ใช่ สำหรับหัวหน้าฝ่าย หัวหน้ากลุ่มงาน ผู้อำนวยการกอง และหัวหน้าส่วนราชการ"),
        "ไม่ใช่",
        14,
    ),
    Field(
        "is_transferred",
        _("ถ่ายโอน (ถ)"),
        (r"ถ่ายโอน(ถ)?|ตำแหน่งถ่ายโอน",),
        _("ใช่ สำหรับตำแหน่งที่ถ่ายโอนมา"),
        "ไม่ใช่",
        12,
    ),
    Field(
        "passed_probation",
        _("ผ่านทดลองปฏิบัติราชการ"),
        (r"(การ)?ผ่าน(การ)?ทดลองปฏิบัติ(หน้าที่)?ราชการ(แล้ว)?",),
        _("ใช่ หรือ ไม่ใช่ เว้นว่างเมื่อไม่ทราบ"),
        "ใช่",
        14,
    ),
    Field(
        "passed_teacher_readiness",
        _("ผ่านการพัฒนาอย่างเข้ม (ครู)"),
        (r"ผ่าน(การ)?(เตรียมความพร้อม)?(และ)?(การ)?พัฒนาอย่างเข้ม(แล้ว)?(ครู)?",),
        _("สำหรับครูเท่านั้น ใช่ หรือ ไม่ใช่ เว้นว่างเมื่อไม่ทราบ"),
        "",
        14,
    ),
    # Columns of other lists, which our own does without.
    Field("order", _("ลำดับ"), (r"(ลำดับ)?ที่|ลำดับ|ลำดับเลขที่|no|เลขลำดับ|ลดที่",), in_template=False),
    Field("prefix", _("คำนำหน้า"), (r"คำนำหน้า(ชื่อ|นาม)?|คำนำ|ยศ(คำนำหน้า)?",), in_template=False),
    Field("first_name", _("ชื่อ"), (r"ชื่อ(ตัว|จริง)?",), in_template=False),
    Field("last_name", _("นามสกุล"), (r"(นาม)?สกุล|ชื่อรอง?สกุล",), in_template=False),
    Field(
        "status",
        _("มีคนครองหรือว่าง"),
        (r"สถานะ(ของ)?(ตำแหน่ง|อัตรา)?|สถานภาพ(ของ)?ตำแหน่ง|การครองตำแหน่ง|(มี)?คนครอง(หรือ)?(ว่าง)?|ตำแหน่งว่าง",),
        in_template=False,
    ),
    Field(
        "count",
        _("จำนวนอัตรา"),
        (r"จำนวน(อัตรา|ตำแหน่ง)?|อัตรา(กำลัง)?|กรอบอัตรากำลัง(เดิม|ใหม่)?",),
        in_template=False,
    ),
    Field("note", _("หมายเหตุ"), (r"หมายเหตุ|ข้อสังเกต|อื่นๆ",), in_template=False),
)
BY_NAME = {field.name: field for field in FIELDS}
TEMPLATE_FIELDS = tuple(field for field in FIELDS if field.in_template)
#: A list needs one of each of these pairs, whatever else it has.
NEEDED: tuple[tuple[str, ...], ...] = (("title", "line"),)

#: Columns that are not read at all: a staff list is brought in without salary, citizen number and address.
SENSITIVE = re.compile(
    r".*(เงินเดือน|ค่าจ้าง|ค่าตอบแทน|เงินประจำตำแหน่ง|เงินเพิ่ม|เงินอื่น|อัตราเงิน|เงินวิทยฐานะ|บัตรประชาชน|บัตรประจำตัว|"
    r"ประจำตัวประชาชน|เลขประชาชน|เลข13หลัก|ที่อยู่|โทรศัพท์|เบอร์โทร|โทร$|อีเมล|email|วันเกิด|เกิดวัน|เดือนปีเกิด|"
    r"เลขที่บัญชี|บัญชีธนาคาร|ศาสนา|หมู่โลหิต|กรุ๊ปเลือด|สถานภาพสมรส).*|เกิด|อายุ|โทร"
)
_NOT_LETTERS = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|_")


def heading_key(text: str) -> str:
    """A heading without spaces, signs and capitals, for matching."""
    return _NOT_LETTERS.sub("", text).lower()


def fields_of(key: str) -> list[tuple[str, int]]:
    """The fields whose heading ``key`` may be, each with the place of its pattern (0 is the likeliest), likeliest first.

    A key with + is a heading below a group heading, and only patterns that expect the two match it.
    """
    if not key or SENSITIVE.fullmatch(key):
        return []
    found: dict[str, int] = {}
    for field in FIELDS:
        for place, pattern in enumerate(field.headings):
            if ("+" not in key or r"\+" in pattern) and re.fullmatch(pattern, key):
                found.setdefault(field.name, place)
    return sorted(found.items(), key=lambda pair: pair[1])


def field_of(key: str) -> tuple[str, int] | None:
    """The likeliest of these fields; None for none."""
    return next(iter(fields_of(key)), None)
