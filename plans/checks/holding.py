"""Which rule holds which point of the two lists that plans are judged by, and what no data can decide.

The lists are the submission gate (fifteen points of the master plan) and the thirty points that a board's secretary
looks at. ``docs/checks.md`` is printed from here, so that it claims nothing that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plans.checks.registry import REGISTRY


@dataclass(frozen=True)
class Point:
    """One point of a list: the checks and guards that hold it, and what remains for a person."""

    number: int
    text: str
    checks: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()  #: functions of approvals.guards and approvals.guards_announcing
    otherwise: str = ""  #: how else it is held, or why data cannot decide it


GATE = (
    Point(
        1, "รอบสามปีงบประมาณติดต่อกัน ตรงกับแผนอัตรากำลัง", ("period-aligned", "period-staffing", "four-year-cycle")
    ),
    Point(2, "หัวข้อสำคัญทั้งหกไม่ว่าง", ("six-parts", "six-parts-tables")),
    Point(
        3,
        "คณะกรรมการถูกต้อง คำสั่งออกก่อนการประชุม",
        (
            "committee-chair",
            "committee-clerk",
            "committee-units",
            "committee-secretary",
            "committee-assistants",
            "committee-order",
            "committee-duplicates",
        ),
        ("after_committee_order",),
    ),
    Point(
        4,
        "ทุกคนมีกลุ่ม การกำหนดกลุ่มเองมีเหตุผล",
        otherwise="ทะเบียนบุคลากรจัดกลุ่มให้ทุกคนและบอกกติกาที่ใช้ ฐานข้อมูลไม่รับการกำหนดกลุ่มเองที่ไม่มีเหตุผล",
    ),
    Point(5, "ทุกตำแหน่งได้อย่างน้อยหนึ่งหลักสูตร", ("post-covered", "group-covered")),
    Point(
        6,
        "สมรรถนะหลักห้า ผู้บริหารสี่ ประจำสายงานอย่างน้อยสาม",
        ("core-competencies", "line-competencies", "line-competencies-advised"),
    ),
    Point(
        7,
        "โครงการครบ: หลักสูตร วิธี กลุ่ม เวลา เป้าหมาย งบประมาณ หน่วยงาน ตัวชี้วัด",
        ("project-complete", "project-indicator", "project-held", "project-budget", "money-source"),
    ),
    Point(8, "เป้าหมายไม่เกินจำนวนคนในกลุ่มปีนั้น", ("target-within-headcount", "project-within-headcount")),
    Point(
        9,
        "ยอดรวมของแถว ปี และทั้งแผนตรงกัน",
        ("year-outside", "stated-totals"),
        otherwise="ยอดในตารางคำนวณจากแถวเสมอ ไม่มีช่องให้พิมพ์ยอดรวม",
    ),
    Point(
        10,
        "ปฐมนิเทศเฉพาะแรกบรรจุ ผู้บริหารมีหลักสูตรบริหาร ทุกคนมีจริยธรรม",
        (
            "orientation-group",
            "method-group",
            "orientation-held",
            "executive-course",
            "curriculum-group",
            "ethics-course",
        ),
    ),
    Point(11, "มีโครงการทักษะดิจิทัลอย่างน้อยหนึ่งโครงการ", ("digital-course",)),
    Point(12, "การบรรยายไม่เกินร้อยละหกสิบ", ("lecture-share",)),
    Point(13, "การติดตามบอกใคร เมื่อใด ตัวชี้วัด", ("monitoring-complete", "indicator-detail")),
    Point(
        14,
        "บันทึกมติคณะกรรมการ ครั้งที่ วันที่ ผู้มาประชุม",
        (),
        ("meeting_was_held", "quorum_and_majority"),
        "แบบบันทึกมติไม่รับการบันทึกที่ขาดข้อใดข้อหนึ่ง",
    ),
    Point(15, "เสนอภายใน ๓๐ กันยายน", ("deadline",), otherwise="เสนอช้าได้ โดยบันทึกคำเตือนไว้ในประวัติ"),
)

SECRETARY = (
    Point(
        1,
        "หนังสือนำส่งลงนามโดยผู้บริหาร ระบุคณะกรรมการถูกต้อง",
        (),
        ("letter_is_dated_rightly",),
        "คณะกรรมการมาจากชนิดของหน่วยงาน เลขที่และวันที่หนังสือบันทึกในระบบ ลายมือชื่อบนกระดาษต้องดูด้วยตา",
    ),
    Point(
        2,
        "คำสั่งแต่งตั้งคณะกรรมการครบองค์ประกอบ ออกก่อนการประชุม",
        ("committee-chair", "committee-units", "committee-order"),
        ("after_committee_order",),
    ),
    Point(
        3,
        "รายงานการประชุม องค์ประชุม มติ ลายมือชื่อสองคน",
        (),
        ("quorum_and_majority",),
        "องค์ประชุมและเสียงตรวจได้ ลายมือชื่อในรายงานต้องดูด้วยตา",
    ),
    Point(4, "เล่มแผนครบ มีเลขหน้า สารบัญถูก", ("six-parts",), otherwise="ระบบพิมพ์เลขหน้าและสารบัญจากเล่มเดียวกันเสมอ"),
    Point(
        5,
        "หลักฐานการวิเคราะห์ความต้องการ",
        ("needs-decided", "needs-ranked", "needs-evidence", "swot-balanced", "swot-once"),
    ),
    Point(6, "รับเรื่องภายใน ๓๐ กันยายน", ("deadline",), otherwise="วันตัดเรื่องของแต่ละคณะกรรมการไม่อยู่ในระบบ"),
    Point(7, "ปีของรอบถูกต้องทุกแห่ง", ("old-years", "four-year-cycle")),
    Point(
        8,
        "ชื่อหน่วยงาน อำเภอ จังหวัด และตำแหน่งถูกต้อง",
        ("other-lao", "misspelt-lao", "other-province", "other-title"),
    ),
    Point(9, "หัวข้อสำคัญทั้งหก", ("six-parts", "six-parts-tables")),
    Point(
        10,
        "กฎหมายที่อ้างเป็นปัจจุบัน",
        ("old-references",),
        otherwise="ตรวจได้เฉพาะรายการที่ทราบว่าถูกแทนที่แล้ว กฎหมายอื่นต้องดูด้วยตา",
    ),
    Point(
        11,
        "เลขไทยและรูปแบบหนังสือราชการ",
        ("mixed-digits", "known-slips", "footnote-marks"),
        otherwise="เล่มแผนพิมพ์เลขไทยเสมอ",
    ),
    Point(12, "ครบสี่กลุ่ม ยอดรวมตรงแผนอัตรากำลัง", ("group-covered", "staff-headcount", "empty-year")),
    Point(13, "ทุกตำแหน่งอย่างน้อยหนึ่งหลักสูตร", ("post-covered", "curriculum-covered")),
    Point(
        14,
        "วิธีการจากห้าวิธีและเหมาะกับกลุ่ม",
        ("orientation-group", "method-group", "curriculum-group", "method-way"),
    ),
    Point(15, "สมรรถนะห้า สี่ และอย่างน้อยสาม", ("core-competencies", "line-competencies")),
    Point(
        16,
        "ครบห้าด้านความรู้ รวมจริยธรรมและดิจิทัล",
        ("knowledge-areas", "project-area", "ethics-course", "digital-course"),
    ),
    Point(17, "บุคลากรแรกบรรจุมีการปฐมนิเทศ", ("orientation-held",)),
    Point(18, "ผู้บริหารมีหลักสูตรด้านการบริหาร", ("executive-course",)),
    Point(19, "เป้าหมายเป็นไปได้ ไม่เกินจำนวนคน", ("target-within-headcount", "project-within-headcount")),
    Point(20, "ตัวชี้วัดและวิธีประเมิน", ("project-indicator", "indicator-detail", "monitoring-complete")),
    Point(21, "หน่วยงานรับผิดชอบทุกโครงการ", ("project-complete",)),
    Point(22, "จำนวนเงินทุกโครงการทุกปีชัดเจน", ("project-budget", "amounts-copied")),
    Point(
        23,
        "ยอดย่อย ยอดรวม และข้อความตรงกัน",
        ("stated-totals", "year-outside"),
        otherwise="ยอดในตารางคำนวณจากแถวเสมอ",
    ),
    Point(
        24,
        "ที่มาของเงิน อยู่ในข้อบัญญัติ",
        ("money-source", "year-ceiling"),
        otherwise="ระบบไม่มีข้อบัญญัติงบประมาณทั้งฉบับ เพดานค่าใช้จ่ายบุคคลร้อยละ ๔๐ เป็นเรื่องของแผนอัตรากำลัง",
    ),
    Point(
        25,
        "ค่าศึกษาดูงานไม่เกินควร ผู้จัดเอกชน",
        ("study-tour-share",),
        otherwise="ชื่อผู้จัดเอกชนต้องดูด้วยตา เพราะแผนแม่บทรู้จักเฉพาะผู้จัดห้าประเภท",
    ),
    Point(26, "รอบตรงกับแผนอัตรากำลัง", ("period-staffing", "staff-frame")),
    Point(27, "ตำแหน่งและจำนวนตรงกับแผนอัตรากำลังที่เห็นชอบ", ("staff-headcount",)),
    Point(
        28,
        "ไม่คัดลอกข้อความของหน่วยงานอื่น",
        ("copied-text", "repeated-project"),
        otherwise="เทียบกับแผนที่ประกาศแล้วในจังหวัดซึ่งอยู่ในระบบ",
    ),
    Point(
        29,
        "การปรับปรุง: ครั้งที่ เหตุผล ข้อความเดิมและใหม่ แผนยังใช้อยู่",
        ("amendment-number", "amendment-changes"),
    ),
    Point(
        30,
        "วันที่ประกาศไม่ก่อนมติ มีผล ๑ ตุลาคม",
        (),
        ("announcement_is_dated_rightly", "effective_date_is_within_the_cycle"),
    ),
)


def page() -> str:
    """The page ``docs/checks.md``, in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# การตรวจแผน: ข้อใดตรวจด้วยกติกาใด"
    yield ""
    yield "หน้านี้พิมพ์จาก `plans/checks/holding.py` ด้วยคำสั่ง `manage.py checks_page` และมีการทดสอบยืนยันว่าตรงกัน"
    yield "กติกาทุกข้อมีการทดสอบว่าพบแผนที่ถูกทำให้ผิด และไม่พบอะไรในแผนที่ถูกต้อง"
    yield ""
    yield from _table("ข้อกำหนดก่อนส่ง ๑๕ ข้อ", GATE)
    yield from _table("แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ๓๐ ข้อ", SECRETARY)
    yield "## กติกาทั้งหมด"
    yield ""
    yield "| รหัส | ระดับ | ตรวจว่า | ที่มา |"
    yield "|---|---|---|---|"
    for rule in sorted(REGISTRY.values(), key=lambda rule: rule.id):
        yield f"| `{rule.id}` | {rule.grade.label} | {rule.title} | {rule.clause} |"


def _table(title: str, points: tuple[Point, ...]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| ข้อ | เรื่อง | กติกา | ขั้นตอนที่ไม่ยอมให้ผ่าน | ที่เหลือ |"
    yield "|---|---|---|---|---|"
    for point in points:
        checks = " ".join(f"`{name}`" for name in point.checks) or "-"
        guards = " ".join(f"`{name}`" for name in point.guards) or "-"
        yield f"| {point.number} | {point.text} | {checks} | {guards} | {point.otherwise or '-'} |"
    yield ""
