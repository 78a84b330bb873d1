"""Structured plain text: what is an item, what is markup, and that nothing else ever becomes markup."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import Block, UnknownPlaceholder, blocks, fill, inline_html, placeholders, to_html

ANY = st.text(alphabet=st.sampled_from("กขค ๑๒1-.()*_{}<>&\"'\n•a\r\t\x00"), max_size=80)
TAGS = re.compile(r"</?(?:p|span|strong|u|br)(?: class=\"(?:item level-[1-4]|marker)\")?>")


def kinds(text):
    return [(block.marker, block.level) for block in blocks(text)]


def test_blocks_paragraphs_are_parted_by_empty_lines_only():
    assert blocks("บรรทัดหนึ่ง\nบรรทัดสอง\n\n\n  \nย่อหน้าใหม่") == [
        Block("paragraph", "บรรทัดหนึ่ง\nบรรทัดสอง"),
        Block("paragraph", "ย่อหน้าใหม่"),
    ]


@pytest.mark.parametrize(
    "marker",
    [
        "๑.",
        "12.",
        "๑.๑",
        "1.2.3",
        "๑.๑.๑.๑",
        "๑)",
        "10)",
        "(๑)",
        "(12)",
        "ก.",
        "ก)",
        "(ก)",
        "-",
        "–",
        "•",
        "a.",
    ],
)
def test_blocks_each_marker_begins_an_item_as_typed(marker):
    assert blocks(f"{marker} ข้อความ") == [Block("item", "ข้อความ", marker, 1)]


@pytest.mark.parametrize(
    "line",
    [
        "ก.อบต.จังหวัดหนองคาย มีมติ",
        "พ.ศ. ๒๕๖๗",
        "๒๕๖๗",
        "๒๕๖๗. เป็นปี",
        "๑๓.๓๐ น. เลิกประชุม",
        "๐๙.๐๐ น. เริ่มประชุม",
        "1.5 ล้านบาท",
        "(ร่าง) แผนพัฒนา",
        "-5 องศา",
        "๑/๒๕๖๗",
        "________",
        "ข้อ ๑ ความหมาย",
    ],
)
def test_blocks_lines_that_only_look_numbered_are_text(line):
    assert blocks(line) == [Block("paragraph", line)]


def test_blocks_an_item_without_space_after_its_number_is_an_item():
    assert kinds("๑.ข้อหนึ่ง\n๑)ข้อย่อย\n-ขีด") == [("๑.", 1), ("๑)", 2), ("-", 3)]


def test_blocks_levels_follow_the_kinds_of_marker_met_before():
    text = "๓.๑ หัวข้อ\n(๑) หนึ่ง\n- ขีด\n\nย่อหน้าคั่น\n\n(๒) สอง\n๓.๒ หัวข้อ\nก. ข้อ\n๑. นอกสุด"
    assert kinds(text) == [
        ("๓.๑", 1),
        ("(๑)", 2),
        ("-", 3),
        ("", 0),
        ("(๒)", 2),
        ("๓.๒", 1),
        ("ก.", 2),
        ("๑.", 1),
    ]


def test_blocks_deep_nesting_stays_at_level_four():
    assert [level for _, level in kinds("๑. ก\n๑.๑ ข\n๑.๑.๑ ค\n๑.๑.๑.๑ ง\nก. จ\n(๑) ฉ")] == [1, 2, 3, 4, 4, 4]


def test_to_html_marks_items_and_inline():
    assert to_html("๑. **หนา __ขีด__** ท้าย\nต่อ") == (
        '<p class="item level-1"><span class="marker">๑. </span><strong>หนา <u>ขีด</u></strong> ท้าย<br>ต่อ</p>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**ก __ข** ค__", "<strong>ก __ข</strong> ค__"),
        ("** ไม่ใช่ **", "** ไม่ใช่ **"),
        ("ลงชื่อ__________", "ลงชื่อ__________"),
        ("2**3", "2**3"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("**<b>**", "<strong>&lt;b&gt;</strong>"),
        ("&amp; &", "&amp;amp; &amp;"),
    ],
)
def test_inline_html_escapes_and_never_crosses_elements(text, expected):
    assert inline_html(text) == expected


@given(ANY)
def test_to_html_has_no_tag_but_ours_and_loses_no_letter(text):
    page = to_html(text)
    rest = TAGS.sub("", page)
    assert "<" not in rest
    assert ">" not in rest
    for entity in re.findall(r"&[^;]*;?", rest):
        assert entity in {"&amp;", "&lt;", "&gt;", "&quot;", "&#x27;"}
    drop = re.compile(r"[\s\x00*_]")
    assert drop.sub("", html.unescape(rest)) == drop.sub("", text)


@given(ANY)
def test_to_html_closes_what_it_opens(text):
    stack = []
    for tag in re.findall(r"<(/?)(p|span|strong|u)\b[^>]*>", to_html(text)):
        if tag[0]:
            assert stack.pop() == tag[1]
        else:
            stack.append(tag[1])
    assert stack == []


@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), ANY, min_size=1, max_size=3), ANY
)
def test_fill_puts_values_in_as_they_are(values, around):
    around = around.replace("{", "").replace("}", "")
    text = around.join(f"{{{name}}}" for name in values)
    assert fill(text, values) == around.join(values.values())


def test_fill_never_looks_into_a_value():
    assert fill("{lao}", {"lao": "{head}", "head": "นายก"}) == "{head}"


def test_fill_names_every_unknown_placeholder():
    with pytest.raises(UnknownPlaceholder, match=r"\{nobody\} \{nothing\}"):
        fill("{nothing} {lao} {nobody}", {"lao": "อบต.สังคม"})


def test_placeholders_are_lower_case_names_in_braces():
    assert placeholders("{lao} {first} {Not} {ไม่} { lao } {}") == {"lao", "first"}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("(๑) ก\n๑) ข\n๒) ค\n(๒) ง\n๑) จ", [1, 2, 2, 1, 2]),
        ("๑) ก\n(๑) ข\n(๒) ค\n๒) ง", [1, 2, 2, 1]),
        ("๑) ก\n(ก) ข\n๒) ค", [1, 2, 1]),
        ("๕.๑ ก\n(๑) ข\n- ค\n๕.๒ ง\n(๑) จ", [1, 2, 3, 1, 2]),
        ("๑. ก\n๑.๑ ข\n(๑) ค\n๒. ง", [1, 2, 3, 1]),
    ],
)
def test_items_nest_as_the_text_uses_their_markers(text, levels):
    assert [block.level for block in blocks(text)] == levels


@pytest.mark.parametrize("sign", ["**", "__"])
def test_signs_that_nothing_closes_stay_text_and_take_no_time(sign):
    text = f"{sign}ก " * 250_000  # searching an end from every beginning would outlast the test run
    assert to_html(text) == f"<p>{text.strip()}</p>"


def test_what_no_paper_shows_is_no_part_of_a_text():
    text = "ก\x00\u202eข\u202c\u200bค\u2028ง\ufeff\ud800\uffff"
    assert [block.text for block in blocks(text)] == ["กขคง"]
    assert inline_html(text) == "กขคง"
