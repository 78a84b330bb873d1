"""Small Word files that would fill the memory if they were believed: refused, or cut to what Word itself can hold."""

import pytest

from plans.import_edition.document import DocumentRefused
from plans.import_edition.word import DEEPEST_LEVEL, LONGEST_PATTERN, word_lines
from plans.old_plan.blocks import MAX_BLOCKS, MAX_COLUMNS, Table, read_blocks
from tests.plans.miniature import docx, paragraph

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="64"/></w:tcPr></w:tc>'
ROW = "<w:tr><w:tc/></w:tr>"


def test_table_of_a_million_columns_is_cut_to_what_word_holds():
    content = docx(paragraph("แผน") + f"<w:tbl><w:tr>{WIDE * 10_000}</w:tr>{ROW * 5_000}</w:tbl>")
    table = next(block for block in read_blocks(content) if isinstance(block, Table))
    assert {len(row) for row in table.grid} == {MAX_COLUMNS}


def test_table_of_rows_without_end_is_refused():
    content = docx(paragraph("แผน") + f"<w:tbl>{ROW * (MAX_BLOCKS + 1)}</w:tbl>")
    with pytest.raises(DocumentRefused):
        read_blocks(content)


@pytest.mark.parametrize("level", ["0", "99999"])
def test_pattern_of_a_number_is_no_book(level):
    """A pattern is repeated by every paragraph of its list, its levels are gone through one by one."""
    pattern = '<w:lvlText w:val="{}"/>'.format("%1" * 1_000_000)
    levels = "".join(f'<w:lvl w:ilvl="{deep}">{pattern}</w:lvl>' for deep in (0, DEEPEST_LEVEL))
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    item = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>ก</w:t></w:r></w:p>"
    )
    document = f'<w:document xmlns:w="{WORD}"><w:body>{item * 2_000}</w:body></w:document>'
    lines = [line for line in word_lines(document.encode(), numbering.encode()) if line]
    assert len(lines) == 2_000
    assert max(map(len, lines)) < 4 * LONGEST_PATTERN


def test_a_long_footnote_that_is_called_again_and_again_is_read_once():
    call = '<w:p><w:r><w:t>ก</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    document = f'<w:document xmlns:w="{WORD}"><w:body>{call * 2_000}</w:body></w:document>'
    note = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="1"><w:p><w:r><w:t>{"ข" * 100_000}</w:t></w:r></w:p></w:footnote>'
    lines = word_lines(document.encode(), b"", f"{note}</w:footnotes>".encode())
    assert sum(map(len, lines)) < 110_000
