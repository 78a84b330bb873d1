"""What a person reads before confirming corrections."""

from plans.differences import differences

BEFORE = {
    "texts": {"s1.1": "เดิม", "s1.2": "คงเดิม"},
    "projects": [{"order": 1, "name": "ก", "baht": "1.00"}, {"order": 2, "name": "ข", "baht": "2.00"}],
    "targets": [],
}
HEADINGS = {"s1.1": "๑.๑ หลักการ", "s1.2": "๑.๒ ข้อมูล"}


def test_nothing_changed_is_an_empty_list():
    assert differences(BEFORE, BEFORE, HEADINGS) == []


def test_each_change_has_its_line():
    after = {
        "texts": {"s1.1": "ใหม่", "s1.2": "คงเดิม"},
        "projects": [{"order": 1, "name": "ข", "baht": "3.00"}, {"order": 2, "name": "ค", "baht": "1.00"}],
        "targets": [{"year": 2570}],
    }
    assert differences(BEFORE, after, HEADINGS) == [
        "แก้ไขข้อความ: ๑.๑ หลักการ",
        "ตัดโครงการ: ก",
        "แก้ไขโครงการ: ข",
        "เพิ่มโครงการ: ค",
        "แก้ไขจำนวนบุคลากรและเป้าหมาย",
    ]


def test_a_new_order_alone_is_no_change():
    after = {**BEFORE, "projects": [dict(row, order=9 - row["order"]) for row in BEFORE["projects"]]}
    assert differences(BEFORE, after, HEADINGS) == []
