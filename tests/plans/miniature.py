"""A small master plan in our own words, with the headings, the contents and the kinds of slips of a real one."""

import io
import zipfile
from xml.sax.saxutils import escape

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

FRONT = """
แผนแม่บทการพัฒนาบุคลากร ๓ ปี
องค์การบริหารส่วนตำบลสังขาม
อำเภอสังขาม จังหวัดหนองคาย
ประจำปีงบประมาณ พ.ศ.๒๕๖๗-๒๕๖๙

คำนำ

เอกสารย่อนี้ทำขึ้นเพื่อทดสอบ รอบปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙

สำนักปลัดองค์การบริหารส่วนตำบล
องค์การบริหารส่วนตำบลสังคม

สารบัญ

เรื่อง\tหน้า
"""

TITLE = "แผนแม่บทการพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙"

#: Printed heading and text of each section; the fifth stands under a wrong number, two carry more words.
SECTIONS = [
    ("๑. หลักการและเหตุผล", "ยุทธศาสตร์ชาติ พ.ศ. ๒๕๖๑ - ๒๕๘๐ ให้พัฒนาคน\n\nรอบ พ.ศ ๒๕๖๗ – ๒๕๖๙ จึงทำแผนนี้"),
    (
        "๒. วัตถุประสงค์ของแผนแม่บท ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙",
        "๒.๑ ให้ องค์การบริหารส่วนตำบลสังคม มีกรอบการพัฒนา",
    ),
    ("๓. กลุ่มเป้าหมาย", "พนักงานเทศบาล พนักงานส่วนตำบล และพนักงานจ้าง"),
    (
        "๔. หลักการและแนวคิด (Conceptual Framework)",
        "๔.๑ พัฒนาทุกกระดับ\n\n๔.๓ ความรับผิดชอบและหน้าที่\n\nก.จ.จ. ก.ท.จ. และ ก.อบต.จังหวัด พิจารณา",
    ),
    (
        "๔.๔ ความเชื่อมโยงกับนโยบาย แผน และยุทธศาสตร์ที่เกี่ยวข้อง",
        "๕.๑ แผนพัฒนาฯ ฉบับที่ ๑๓ พ.ศ. ๒๕๖๖ - ๒๕๗๐\n\nมติ ๒๖ กันยายน ๒๕๖๐ และ ๒๙ มิถุนายน ๒๕๖๖ ครั้งที่ ๖/๒๕๖๖",
    ),
    ("๖. ทฤษฎีและความรู้การพัฒนาบุคลากรท้องถิ่น", "๖.๑ การจัดการความรู้ให้สุ่มลึก\n\n- ๑ -\n\nและต่อเนื่อง"),
    ("๗. มาตรฐานกำหนดตำแหน่งข้าราชการหรือพนักงานส่วนท้องถิ่น", "หนังสือ ที่ มท ๐๘๐๙๖/ว ๑๗๓"),
    ("๘. ความรู้สำหรับข้าราชการหรือพนักงานส่วนท้องถิ่น", "- ๑) ความรู้ที่จำเป็นในงาน\n- ๒) ความรู้เรื่องกฎหมาย"),
    ("๙. ทักษะสำหรับข้าราชการหรือพนักงานส่วนท้องถิ่น", "- ๑) ทักษะการประสานงาน"),
    ("๑๐. สมรรถนะสำหรับข้าราชการหรือพนักงานส่วนท้องถิ่น", "(๑) สมรรถนะหลัก มี ๕ สมรรถนะ"),
    (
        "๑๑. หลักสูตรการพัฒนาสำหรับบุคลากรท้องถิ่น",
        "หลักสูตรการพัฒนาสำหรับบุคลากรท้องถิ่น มี ๕ หลักสูตร ในระบบอบประชาธิปไตย",
    ),
    ("๑๒. วิธีการพัฒนาบุคลากรขององค์กรปกครองส่วนท้องถิ่น", "(๑) การปฐมนิเทศ\n\n(๒) การเป็นที่เลี้ยง (Mentoring)"),
    ("๑๓. การพัฒนาความรู้ให้กับบุคลากรท้องถิ่น", "(๑) ด้านความรู้ทั่วไป"),
    (
        "๑๔. การแต่งตั้งคณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี ขององค์กรปกครองส่วนท้องถิ่น",
        (
            "- | | |\n|---|------|\n| ๑) นายองค์กรปกครองส่วนท้องถิ่น | เป็นประธานกรรมการ |\n"
            "| ๒) ผู้แทน ได้แก่\nนายกองค์การบริหารส่วนตำบล จำนวน ๓ คน\nปลัดองค์การบริหารส่วนตำบล | เป็นกรรมการ |\n"
            "| ๓) หัวหน้าส่วนราชการ | เป็นกรรมการ\nและเลขานุการ |\n\n"
            "ให้คณะกรรมการพนักงานส่วนตำบล (ก.อบต.จังหวัด) พิจารณา"
        ),
    ),
    ("๑๕. กระบวนการพัฒนาบุคลากร", "(๑) ข้อบกพร่องในการปฏิบัติราชการหรือการเรียนในองค์กร"),
    ("๑๖. งบประมาณในการดำเนินการพัฒนา", "ต้องจัดสรรอย่างแน่นนอน"),
    ("๑๗. ความรับผิดชอบ", "๑. บุคลากรเรียนรู้ด้วยตนเอง"),
    (
        "๑๘. ความสมบูรณ์ของแผนพัฒนาบุคลากร ๓ ปี",
        (
            "เสนอภายในเดือนกันยายน ๒๕๖๖ มีผลวันที่ ๑ ตุลาคม ๒๕๖๖ รอบถัดไป (ปีงบประมาณ พ.ศ. ๒๕๗๐ - ๒๕๗๓) "
            "ประกาศภายในวันที่ ๑ ตุลาคม ๒๕๖๙"
        ),
    ),
    ("๑๙. การปรับปรุงแผนพัฒนาบุคลากร ๓ ปี", "ประกาศปรับปรุงแผน ประจำปีงบประมาณ ๒๕๖๗ - ๒๕๖๙ ครั้งที่....."),
]


def contents(sections=SECTIONS, page="\t{}"):
    """The table of contents with page numbers in Thai digits; an empty ``page`` leaves them out."""
    pages = "๑๒๓๔๕๖๗๘๙"
    return "\n".join(
        heading + page.format(pages[index % 9]) for index, (heading, _body) in enumerate(sections)
    )


def miniature(sections=SECTIONS, *, front=FRONT, page="\t{}", title=TITLE):
    """The whole document as text."""
    body = "\n\n".join(f"{heading}\n\n{text}" for heading, text in sections)
    return f"{front}{contents(sections, page)}\n\n{title}\n\n{body}\n"


def paragraph(text, properties=""):
    runs = "<w:tab/>".join(f"<w:t xml:space='preserve'>{escape(part)}</w:t>" for part in text.split("\t"))
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r>{runs}</w:r></w:p>"


def docx(body, numbering="", **parts):
    """A Word file around the XML of a body; ``parts`` add or replace files of the package by a plain name."""
    files = {
        "word/document.xml": f"<?xml version='1.0'?><w:document {WORD}><w:body>{body}</w:body></w:document>"
    }
    if numbering:
        files["word/numbering.xml"] = f"<w:numbering {WORD}>{numbering}</w:numbering>"
    files |= parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(
                zipfile.ZipInfo(name), content
            )  # no moment of today: the same body, the same bytes
    return out.getvalue()
