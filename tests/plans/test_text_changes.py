"""The comparison of a printed text with its proposal: nothing hidden, small changes shown small."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.text_changes import BY_SIGNS, MOST_STEPS, Effort, TextComparison, compare


def shown(pieces):
    marks = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


def test_a_placeholder_is_shown_in_place_of_the_words():
    (pair,) = compare("ให้ องค์การบริหารส่วนตำบลสังคม มีแผน", "ให้ {lao} มีแผน", BY_SIGNS)
    assert shown(pair.before) == "ให้ [-องค์การบริหารส่วนตำบลสังคม-] มีแผน"
    assert shown(pair.after) == "ให้ [+{lao}+] มีแผน"


def test_a_letter_is_shown_with_its_marks():
    (pair,) = compare("แนวทางแก้ไข้ปัญหา", "แนวทางแก้ไขปัญหา", BY_SIGNS)
    assert shown(pair.before) == "แนวทางแก้ไ[-ข้-]ปัญหา"
    assert shown(pair.after) == "แนวทางแก้ไ[+ข+]ปัญหา"


def test_an_unchanged_paragraph_does_not_differ():
    pairs = compare("หนึ่ง\n\nสอง เดิม\n\nสาม", "หนึ่ง\n\nสอง ใหม่\n\nสาม", BY_SIGNS)
    assert [pair.differs for pair in pairs] == [False, True, False]


def test_a_paragraph_that_went_is_shown_alone():
    pairs = compare("หนึ่ง\n|---|\nสอง", "หนึ่ง\nสอง", BY_SIGNS)
    assert [(shown(pair.before), shown(pair.after)) for pair in pairs][1] == ("[-|---|-]", "")


def test_rows_of_a_table_stand_beside_their_lines():
    printed = "- | |\n|---|---|\n| ๑) นายองค์กร | เป็นประธาน |\n| ๒) ปลัดองค์กร | เป็นกรรมการ |"
    pairs = compare(printed, "๑) นายกองค์กร เป็นประธาน\n๒) ปลัดองค์กร เป็นกรรมการ", BY_SIGNS)
    assert [bool(pair.after) for pair in pairs] == [False, False, True, True]
    assert shown(pairs[2].after) == "๑) [+นายก+]องค์กร เป็นประธาน".replace("[+นายก+]", "นาย[+ก+]")


paragraphs = st.lists(st.text(alphabet="กขิ่ ๑{}a", max_size=14), max_size=4).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(paragraphs, paragraphs)
def test_both_texts_are_shown_whole(printed, proposed):
    pairs = compare(printed, proposed, BY_SIGNS)
    for text, side in ((printed, "before"), (proposed, "after")):
        lines = ["".join(piece.text for piece in getattr(pair, side)) for pair in pairs]
        assert [line for line in lines if line] == [line for line in text.split("\n") if line.strip()]


# By words --------------------------------------------------------------------------------------


def test_a_changed_word_is_shown_whole():
    (pair,) = compare("พนักงานส่วนตำบลได้รับการพัฒนาทุกปี", "พนักงานส่วนตำบลได้รับการประเมินทุกปี")
    assert shown(pair.before) == "พนักงานส่วนตำบลได้รับการ[-พัฒนา-]ทุกปี"
    assert shown(pair.after) == "พนักงานส่วนตำบลได้รับการ[+ประเมิน+]ทุกปี"


def test_a_year_is_one_word():
    (pair,) = compare("ปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙", "ปีงบประมาณ พ.ศ. ๒๕๗๐ - ๒๕๗๒")
    assert shown(pair.after) == "ปีงบประมาณ พ.ศ. [+๒๕๗๐+] - [+๒๕๗๒+]"


@settings(max_examples=200, deadline=None)
@given(paragraphs, paragraphs, st.sampled_from([0, 10, 10_000]))
def test_what_stayed_and_came_is_the_new_text(before, after, steps):
    """Whoever takes the changes over has the other text, however little was looked at."""
    pairs = TextComparison(effort=Effort(steps)).paragraphs(before, after)
    for text, side, kinds in ((before, "before", {"same", "del"}), (after, "after", {"same", "ins"})):
        pieces = [getattr(pair, side) for pair in pairs]
        assert all(piece.kind in kinds for row in pieces for piece in row)
        lines = ["".join(piece.text for piece in row) for row in pieces]
        assert [line for line in lines if line] == [line for line in text.split("\n") if line.strip()]
    for pair in pairs:
        same = [[piece.text for piece in row if piece.kind == "same"] for row in (pair.before, pair.after)]
        assert same[0] == same[1]


@settings(max_examples=100, deadline=None)
@given(paragraphs)
def test_equal_texts_cost_nothing(text):
    comparison = TextComparison(effort=Effort(0))
    assert not any(pair.differs for pair in comparison.paragraphs(text, text))


def test_an_odd_text_is_shown_whole_and_not_looked_at_for_long():
    comparison = TextComparison()
    (pair,) = comparison.paragraphs("ก ข " * 10_000, "ข ก ก " * 10_000)
    assert max(len(piece.text) for piece in pair.before if piece.kind == "del") > 30_000
    assert comparison.effort.left > MOST_STEPS - 100


def test_a_long_text_with_many_small_changes_is_compared_by_words():
    sentence = "องค์การบริหารส่วนตำบลพัฒนาบุคลากรในสังกัด ให้มีความรู้ ทักษะ และสมรรถนะ ข้อ {} ตามแผน"
    before = "\n".join(sentence.format(number) for number in range(2_000))
    after = "\n".join(sentence.format(number if number % 10 else -number) for number in range(2_000))
    pairs = compare(before, after)
    changed = [shown(pair.before) for pair in pairs if pair.differs]
    assert len(changed) == 199
    assert all(text.startswith("องค์การ") for text in changed)
