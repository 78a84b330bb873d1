"""Old plans as LAOs have them, as Word files: a clean one, a dirty one, and one that knows no styles."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.plans.miniature import WORD, docx, paragraph

STYLES = (
    f"<w:styles {WORD}>"
    '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    "</w:styles>"
)


def styled(text: str, style: str) -> str:
    """A paragraph in a style of the document."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def cell(text: str, *, span: int = 1, merge: str = "") -> str:
    """A cell; ``merge`` is restart for the first of cells merged downwards, continue for the others."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: list[str]) -> str:
    """A table of rows of cells; a plain text is a cell of its own."""
    made = ("".join(each if each.startswith("<w:tc>") else cell(each) for each in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def text_box(text: str) -> str:
    """A paragraph with a text box, which Word keeps twice."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )


# A clean one: styles, contents, one table a subject, merged headers ----------------------------------

PROJECTS = table(
    [
        cell("ที่", merge="restart"),
        cell("โครงการ/หลักสูตร", merge="restart"),
        cell("วัตถุประสงค์", merge="restart"),
        cell("เป้าหมาย (คน)", span=3),
        cell("งบประมาณ (บาท)", span=3),
        cell("หน่วยงานรับผิดชอบ", merge="restart"),
    ],
    [
        *(cell("", merge="continue") for _ in range(3)),
        *("ปี ๒๕๖๗", "ปี ๒๕๖๘", "ปี ๒๕๖๙") * 2,
        cell("", merge="continue"),
    ],
    ["๑", "โครงการอบรมกฎหมาย", "เพื่อให้รู้กฎหมาย", "๒๐", "๒๐", "-", "๓๐,๐๐๐", "๓๐,๐๐๐.๕๐", "-", "กองคลัง"],
    ["๒", "กิจกรรมสอนงาน", "เพื่อถ่ายทอดงาน", "๕", "๕", "๕", *["ไม่ใช้งบประมาณ"] * 3, "กองที่ยุบแล้ว"],
    [cell("รวม", span=3), "๒๕", "๒๕", "๕", "๓๐,๐๐๐", "๓๐,๐๐๐.๕๐", "-", ""],
)
TARGETS = table(
    ["กลุ่มเป้าหมาย", "จำนวนบุคลากร ปี 2567", "เป้าหมายพัฒนา (คน) ปี 2567"],
    ["กลุ่มที่ ๑", "๖", "๖"],
)
MONTHS = table(
    ["ที่", "โครงการ", *("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.")],
    ["๑", "โครงการอบรมกฎหมาย", "", "/", "/", "/", "", ""],
)
MONITORING = table(
    ["ตัวชี้วัด", "วิธีการติดตาม", "ผู้ติดตาม", "ระยะเวลา"],
    ["ร้อยละของผู้ผ่านการอบรม", "แบบทดสอบ", "สำนักปลัด", "ปีละ ๒ ครั้ง"],
)


def clean() -> bytes:
    """Heading styles, a contents with page numbers, tables with merged headers."""
    body = [
        paragraph("แผนพัฒนาบุคลากร ๓ ปี"),
        paragraph("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙"),
        paragraph("สารบัญ"),
        styled("ส่วนที่ ๑ หลักการและเหตุผล\t๑", "TOC1"),
        styled("ส่วนที่ ๒ เป้าหมายการพัฒนา\t๕", "TOC1"),
        styled("ส่วนที่ ๑ หลักการและเหตุผล", "Heading1"),
        styled("๑.๑ หลักการและเหตุผล", "Heading2"),
        paragraph("แผนนี้จัดทำสำหรับปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙"),
        paragraph("๑) ข้อแรก"),
        paragraph("๒) ข้อที่สอง"),
        styled("๑.๒ ข้อมูลทั่วไปและโครงสร้างส่วนราชการ", "Heading2"),
        paragraph("หน่วยงานมีสามส่วนราชการ"),
        styled("ส่วนที่ ๒ เป้าหมายการพัฒนา", "Heading1"),
        styled("๒.๑ วัตถุประสงค์", "Heading2"),
        paragraph("เพื่อพัฒนาบุคลากรทุกคน"),
        styled("๒.๓ กลุ่มเป้าหมาย", "Heading2"),
        TARGETS,
        styled("ส่วนที่ ๓ หลักสูตรการพัฒนา", "Heading1"),
        styled("๓.๓ โครงการ/หลักสูตรการพัฒนา", "Heading2"),
        PROJECTS,
        styled("ส่วนที่ ๔ วิธีการพัฒนาและระยะเวลาดำเนินการพัฒนา", "Heading1"),
        styled("๔.๒ ระยะเวลาดำเนินการ", "Heading2"),
        MONTHS,
        styled("ส่วนที่ ๕ งบประมาณในการดำเนินการพัฒนา", "Heading1"),
        paragraph("ตั้งจ่ายจากข้อบัญญัติ"),
        styled("ส่วนที่ ๖ การติดตามและประเมินผล", "Heading1"),
        styled("๖.๒ ตัวชี้วัด ผู้ติดตาม และระยะเวลา", "Heading2"),
        MONITORING,
    ]
    return docx("".join(body), **{"word/styles.xml": STYLES})


# A dirty one: tabs, text boxes, merged cells downwards, numbers that are none -----------------------


def dirty() -> bytes:
    """Headings with tabs and other words, a text box, one table a year, cells merged over several lines."""
    header = ["ลำดับ", "ชื่อโครงการ", "จำนวน (คน)", "งบประมาณ (บาท)"]
    body = [
        text_box("เอกสารแนบท้าย"),
        paragraph("บทที่ 1\tหลักการและเหตุผล"),
        paragraph("ข้อความ\tมีแท็บ   และช่องว่าง"),
        text_box("ข้อความในกรอบ"),
        paragraph("ข้อมูลพื้นฐาน"),
        paragraph("1.2 โครงสร้างส่วนราชการ"),
        paragraph("มีสี่กอง"),
        paragraph("บทที่ 3"),
        paragraph("หลักสูตรการพัฒนาบุคลากร"),
        paragraph("หลักสูตรตามแผนแม่บท"),
        paragraph("ตารางโครงการ ปีงบประมาณ พ.ศ. 2567"),
        table(
            header,
            [cell("1", merge="restart"), cell("อบรมพัสดุ", merge="restart"), "20", "35,000.-"],
            [cell("", merge="continue"), cell("", merge="continue"), "5", "1,000"],
            ["2", "อบรมสารบรรณ", "ประมาณ 20 คน", "35.000"],
            [cell("หลักสูตรด้านการบริหาร", span=4)],
            ["3", "อบรมผู้บริหาร", "2 คน", "12000"],
        ),
        paragraph("ตารางโครงการ ปีงบประมาณ พ.ศ. 2568"),
        table(header, ["1", "อบรมผู้บริหาร", "3", "15,000"]),
        table(["2", "อบรมดิจิทัล", "10", "8,000"]),
        paragraph("ตารางอื่น"),
        table(["สีของแฟ้ม", "ชั้นวาง"], ["แดง", "๑"]),
        paragraph("บทที่ 6 การติดตามประเมินผล"),
        paragraph("ติดตามทุกปี"),
    ]
    return docx("".join(body), **{"word/styles.xml": STYLES})


# One without styles: other names, no numbers, no tables -----------------------------------------------


def plain() -> bytes:
    """Nothing but paragraphs; headings under other names, one of them elsewhere, one misspelt."""
    body = [
        "หลักการและเหตุผล",
        "ตามระเบียบ พ.ศ. ๒๕๕๗ จึงจัดทำแผนสำหรับปีงบประมาณ ๒๕๖๗",
        "การวิเคราะห์ SWOT",
        "จุดแข็งคือคน",
        "วัตถุประสงค์",
        "เพื่อพัฒนา",
        "๔. วิธีการพัฒนาและระยะเวลาการดำเนินการพัฒนาบุคคลากร",
        "สอนงานและอบรม",
        "การติดตามและประเมินผล",
        "ติดตามปีละครั้ง",
        "วิสัยทัศน์",
        "คนดี มีความรู้",
    ]
    return docx("".join(paragraph(text) for text in body))
