"""The comparison of a printed text with its proposal: nothing hidden, small changes shown small."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.import_edition.compare import compare


def shown(pieces):
    marks = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


def test_a_placeholder_is_shown_in_place_of_the_words():
    (pair,) = compare("ให้ องค์การบริหารส่วนตำบลสังคม มีแผน", "ให้ {lao} มีแผน")
    assert shown(pair.printed) == "ให้ [-องค์การบริหารส่วนตำบลสังคม-] มีแผน"
    assert shown(pair.proposed) == "ให้ [+{lao}+] มีแผน"


def test_a_letter_is_shown_with_its_marks():
    (pair,) = compare("แนวทางแก้ไข้ปัญหา", "แนวทางแก้ไขปัญหา")
    assert shown(pair.printed) == "แนวทางแก้ไ[-ข้-]ปัญหา"
    assert shown(pair.proposed) == "แนวทางแก้ไ[+ข+]ปัญหา"


def test_an_unchanged_paragraph_does_not_differ():
    pairs = compare("หนึ่ง\n\nสอง เดิม\n\nสาม", "หนึ่ง\n\nสอง ใหม่\n\nสาม")
    assert [pair.differs for pair in pairs] == [False, True, False]


def test_a_paragraph_that_went_is_shown_alone():
    pairs = compare("หนึ่ง\n|---|\nสอง", "หนึ่ง\nสอง")
    assert [(shown(pair.printed), shown(pair.proposed)) for pair in pairs][1] == ("[-|---|-]", "")


def test_rows_of_a_table_stand_beside_their_lines():
    printed = "- | |\n|---|---|\n| ๑) นายองค์กร | เป็นประธาน |\n| ๒) ปลัดองค์กร | เป็นกรรมการ |"
    pairs = compare(printed, "๑) นายกองค์กร เป็นประธาน\n๒) ปลัดองค์กร เป็นกรรมการ")
    assert [bool(pair.proposed) for pair in pairs] == [False, False, True, True]
    assert shown(pairs[2].proposed) == "๑) [+นายก+]องค์กร เป็นประธาน".replace("[+นายก+]", "นาย[+ก+]")


paragraphs = st.lists(st.text(alphabet="กขิ่ ๑{}a", max_size=14), max_size=4).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(paragraphs, paragraphs)
def test_both_texts_are_shown_whole(printed, proposed):
    pairs = compare(printed, proposed)
    for text, side in ((printed, "printed"), (proposed, "proposed")):
        lines = ["".join(piece.text for piece in getattr(pair, side)) for pair in pairs]
        assert [line for line in lines if line] == [line for line in text.split("\n") if line.strip()]
