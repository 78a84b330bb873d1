"""What would not be printed as it was meant."""

from documents.text import loose_marks
from plans.checks.registry import Found, Grade, check
from plans.checks.texts import written_texts
from plans.facts import PlanFacts


@check(
    "footnote-marks",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๑๑",
    title="เชิงอรรถพิมพ์ครบและอยู่ในที่ที่ใช้ได้",
)
def footnotes_are_whole(facts: PlanFacts) -> Found:
    """Marks of footnotes that are printed as typed: not closed, no word before them, too long, in a table."""
    for place, where, text in written_texts(facts):
        if place.view == "plans:section":
            found = loose_marks(text)
            fix = "พิมพ์ [[ และ ]] ให้ครบในบรรทัดเดียวกัน ต่อท้ายคำที่อธิบาย เชิงอรรถหนึ่งข้อไม่เกิน ๖๐๐ ตัวอักษร"
        else:
            found = [text[start : start + 40] for start in (text.find("[["), text.find("]]")) if start >= 0]
            fix = "เชิงอรรถใช้ได้เฉพาะในข้อความของหัวข้อ ที่นี่ให้เขียนคำอธิบายในวงเล็บแทน"
        if found:
            yield place, f"{where} มีเครื่องหมายเชิงอรรถที่จะพิมพ์ตามตัวอักษร: “{found[0]}”", fix
