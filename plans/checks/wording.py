"""How the texts are written: references that are in force, one kind of digits, no known slip, no borrowed words."""

import re

from plans.checks.copied import LEAST, fingerprints, of_others
from plans.checks.registry import Found, Grade, at, check
from plans.checks.texts import written_texts
from plans.facts import PlanFacts
from plans.import_edition.slips import known_slips
from plans.models import Correction
from thai.digits import to_arabic
from thai.titles import LaoKind

#: From the beginning of a run of digits only: a long one would else be looked through from each of its digits.
MIXED = re.compile(r"(?<![0-9๐-๙,.])[0-9๐-๙,.]*(?:[0-9][,.]?[๐-๙]|[๐-๙][,.]?[0-9])[0-9๐-๙]*")
LONG_ENOUGH = 6  #: letters from which on a slip is none by chance


@check(
    "old-references",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๑๐",
    title="กฎหมายและแผนที่อ้างยังใช้บังคับ",
)
def references_are_in_force(facts: PlanFacts) -> Found:
    """Laws and plans that were replaced; history may be meant, so a reason closes it."""
    replaced = [(_compared(row["old"]), row) for row in facts.edition.rule("replaced_references")]
    for place, where, text in written_texts(facts):
        compared = _compared(text)
        for old, row in replaced:
            if old in compared:
                yield (
                    place,
                    f"{where} อ้าง{row['old']} ซึ่งถูกแทนที่แล้ว",
                    f"แก้เป็น{row['now']} หรือเขียนเหตุผลหากกล่าวถึงประวัติ",
                )


@check(
    "mixed-digits",
    Grade.ADVICE,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๑๑",
    title="ตัวเลขหนึ่งจำนวนไม่ปนเลขไทยกับเลขอารบิก",
)
def numbers_are_of_one_kind(facts: PlanFacts) -> Found:
    """The paper prints Thai digits throughout; a number of both kinds is a slip of typing."""
    for place, where, text in written_texts(facts):
        found = list(dict.fromkeys(match[0] for match in MIXED.finditer(text)))
        if found:
            yield (
                place,
                f"{where} มีตัวเลขปนสองแบบ เช่น “{found[0]}”",
                "ตรวจว่าพิมพ์ถูกต้อง แล้วพิมพ์จำนวนนั้นใหม่ด้วยเลขแบบเดียว",
            )


@check(
    "known-slips",
    Grade.ADVICE,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๑๑",
    title="ไม่มีคำที่ทราบว่าพิมพ์ผิดในแผนแม่บทฉบับที่เผยแพร่",
)
def slips_were_not_copied(facts: PlanFacts) -> Found:
    """Words that the published master plan misspells travel into plans that copy it."""
    slips = [
        slip
        for slip in known_slips()[0]
        if slip.certainty == Correction.Certainty.CERTAIN
        and len(slip.printed) >= LONG_ENOUGH
        and slip.corrected
        and not any(character.isdigit() for character in slip.printed)
    ]
    for place, where, text in written_texts(facts):
        for slip in slips:
            if slip.printed not in slip.corrected and any(True for _span in slip.spans(text)):
                yield place, f"{where} มีคำว่า “{slip.printed}” ซึ่งพิมพ์ผิด", f"แก้เป็น “{slip.corrected}”"


@check(
    "copied-text",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๒๘",
    title="ข้อความไม่ได้คัดลอกจากแผนของหน่วยงานอื่นในจังหวัดทั้งย่อหน้า",
)
def words_are_their_own(facts: PlanFacts) -> Found:
    """Whole paragraphs of an announced plan of another LAO of the province; the standard texts are everybody's."""
    own = {
        outline: fingerprints(facts.text(outline), facts.organization)
        for outline in facts.own_headings
        if not facts.follows_edition(outline) and len(facts.text(outline)) >= LEAST
    }
    theirs = of_others(facts) if any(own.values()) else {}
    if not theirs:
        return
    standard = {
        mark
        for outline in facts.outline
        for mark in fingerprints(facts.standard_text(outline), facts.organization)
    }
    for outline, marks in own.items():
        names = {theirs[mark] for mark in marks - standard if mark in theirs}
        if names:
            yield (
                at("section", "body", code=outline.code),
                f"หัวข้อ {outline} มีย่อหน้าที่เหมือนกับแผนที่ประกาศแล้วของ{' '.join(sorted(names))}",
                "เขียนให้ตรงกับข้อเท็จจริงของหน่วยงาน หรือเขียนเหตุผลที่ใช้ข้อความเดียวกัน",
            )


@check(
    "other-title",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๘",
    title="ไม่มีชื่อตำแหน่งผู้บริหารของหน่วยงานชนิดอื่น",
)
def heads_are_of_this_kind(facts: PlanFacts) -> Found:
    """นายกเทศมนตรี in the plan of an อบต.: copied from another kind. The standard texts name all kinds on purpose."""
    own = facts.organization.titles.head
    others = {kind.titles.head for kind in LaoKind} - {own}
    for outline in facts.own_headings:
        if facts.follows_edition(outline):
            continue
        text = facts.text(outline)
        named = sorted(
            title for title in others if title in text and title not in facts.standard_text(outline)
        )
        if named:
            yield (
                at("section", "body", code=outline.code),
                f"หัวข้อ {outline} กล่าวถึง{' '.join(named)} แต่หน่วยงานนี้มี{own}",
                "แก้ชื่อตำแหน่งให้ตรงกับหน่วยงาน หรือเขียนเหตุผลหากกล่าวถึงหน่วยงานอื่น",
            )


def _compared(text: str) -> str:
    """White space and kinds of digits do not matter."""
    return "".join(to_arabic(text).split())
