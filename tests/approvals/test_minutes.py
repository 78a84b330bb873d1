"""The words of minutes and agenda: what the records have stands in them, once and in its place."""

from __future__ import annotations

import datetime
from dataclasses import replace

from approvals.meetings.minutes import Item, Person, Records, Voices, agenda_text, minutes_text

ITEM = Item(
    heading=4,
    number="4.1",
    title="ขอความเห็นชอบแผนของ อบต.ก",
    discussion="ประธานขอให้เพิ่มกลุ่มเป้าหมาย",
    outcome="เห็นชอบ",
    explained="เห็นชอบ 2 จาก 3 องค์ประชุม 2",
    voices=(Voices("เห็นชอบ", ("นายหนึ่ง", "นายสอง")), Voices("งดออกเสียง", ("นายสาม",))),
)
RECORDS = Records(
    body="คณะกรรมการจัดทำแผน",
    label="3/2569",
    held_on=datetime.date(2026, 9, 15),
    starts_at=datetime.time(9, 30),
    ends_at=datetime.time(11, 5),
    place="ห้องประชุม อบต.ก",
    chair="นายหนึ่ง",
    present=[Person("นายหนึ่ง", "ปลัด", "ประธาน"), Person("นายสอง", "ผู้อำนวยการกองคลัง", "กรรมการ")],
    absent=[Person("นายสี่", "ผู้อำนวยการกองช่าง", "กรรมการ", "ป่วย")],
    items=[ITEM],
)


def test_head_names_body_number_day_hour_and_place():
    assert RECORDS.heading == [
        "คณะกรรมการจัดทำแผน",
        "ครั้งที่ ๓/๒๕๖๙",
        "วันอังคารที่ ๑๕ กันยายน ๒๕๖๙ เวลา ๐๙.๓๐ น.",
        "ณ ห้องประชุม อบต.ก",
    ]


def test_minutes_follow_the_form():
    text = minutes_text(RECORDS)
    in_order = [
        *("ผู้มาประชุม", "๑. นายหนึ่ง  ปลัด  ประธาน", "ผู้ไม่มาประชุม", "(ป่วย)", "เริ่มประชุมเวลา** ๐๙.๓๐ น."),
        *("วาระที่ ๑", "วาระที่ ๒", "ประชุมครั้งแรก", "วาระที่ ๓", "วาระที่ ๔", "๔.๑ ขอความเห็นชอบ", "เพิ่มกลุ่มเป้าหมาย"),
        *("- เห็นชอบ ๒ คน ได้แก่ นายหนึ่ง, นายสอง", "- งดออกเสียง ๑ คน ได้แก่ นายสาม"),
        *("**มติที่ประชุม** เห็นชอบ (เห็นชอบ ๒ จาก ๓ องค์ประชุม ๒)", "วาระที่ ๕", "เลิกประชุมเวลา** ๑๑.๐๕ น."),
    ]
    places = [text.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)


def test_items_of_a_block_that_went_alike_are_written_once():
    block = [replace(ITEM, number=f"4.{n}", title=f"แผนที่ {n}", block="แผนที่เสนอให้เห็นชอบ") for n in (1, 2, 3)]
    block[2] = replace(block[2], outcome="เลื่อนการพิจารณา", outcome_note="รอเอกสาร")
    text = minutes_text(replace(RECORDS, items=block))
    assert "๔.๑ - ๔.๒ แผนที่เสนอให้เห็นชอบ รวม ๒ เรื่อง" in text
    assert text.count("มติที่ประชุม") == 2
    assert "มติที่ประชุม** ทุกเรื่อง เห็นชอบ" in text
    assert "เลื่อนการพิจารณา" in text


def test_reasons_and_an_outcome_against_the_count_are_told():
    item = replace(ITEM, outcome="ส่งกลับ", reasons=("ตัวชี้วัดไม่ชัด",), override_reason="นับคะแนนซ้ำ")
    text = minutes_text(replace(RECORDS, items=[item]))
    assert "- ตัวชี้วัดไม่ชัด" in text
    assert "มติต่างจากผลที่คำนวณจากคะแนนเสียง เพราะ นับคะแนนซ้ำ" in text


def test_circulated_paper_tells_who_answered():
    text = minutes_text(replace(RECORDS, by_circulation=True))
    assert "**ผู้ตอบ**" in text
    assert "ผู้ไม่ตอบ" in text
    assert "เริ่มประชุม" not in text


def test_agenda_has_five_headings():
    text = agenda_text(replace(RECORDS, last_label="2/2569"))
    assert [line for line in text.split("\n") if line.startswith("**")] == [
        "**ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ**",
        "**ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุม**",
        "**ระเบียบวาระที่ ๓ เรื่องเพื่อทราบ**",
        "**ระเบียบวาระที่ ๔ เรื่องเพื่อพิจารณา**",
        "**ระเบียบวาระที่ ๕ เรื่องอื่น ๆ**",
    ]
    assert "รับรองรายงานการประชุม ครั้งที่ ๒/๒๕๖๙" in text
    assert "๔.๑ ขอความเห็นชอบแผนของ อบต.ก" in text
