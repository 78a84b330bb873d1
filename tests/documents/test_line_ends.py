"""No line of the standard texts ends inside a word: counted, at the width of a page, of a column and of a table's cell."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from pythainlp.corpus import thai_words
from pythainlp.tokenize import Tokenizer

import plans
from documents.render import render_pdf
from documents.templatetags.paper import line as as_printed
from tests.documents.test_line_cutter import word_ends
from thai.digits import to_thai_running

TEXTS = Path(plans.__file__).parent / "editions" / "2567" / "texts"
#: The texts that plans are written after, where they are at hand; they are nobody's to publish here.
SEEDS = Path(plans.__file__).parents[2] / "shared" / "seeds"
NEVER_FIRST = "ๆฯ"
THAI = re.compile("[ก-๛]")
PAGE = """<html lang="th"><link rel="stylesheet" href="asset:/paper.css"><style>
@page {{ size: {page}mm 270mm; margin: 5mm }} p {{ text-indent: 0 }}</style><body>{body}"""


def paragraphs(folder: Path, pattern: str) -> list[str]:
    """Each line of the texts as one paragraph, once."""
    lines = [line for path in sorted(folder.glob(pattern)) for line in path.read_text("utf-8").splitlines()]
    named = (re.sub(r"\{[a-z_]+\}", "องค์การบริหารส่วนตำบลสังคม", line) for line in lines)
    plain = (" ".join(to_thai_running(line).replace("**", "").split()) for line in named)
    return list(dict.fromkeys(text for text in plain if THAI.search(text)))


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer(thai_words(), engine="newmm")


def solid(text: str) -> str:
    return text.replace(" ", "")


def ends_of_words(text: str) -> set[int]:
    """Where a word ends, counted without space, for one dictionary or the other: libthai's and PyThaiNLP's."""
    ends = {len(solid(text[:end])) for end in word_ends(text)}
    place = 0
    for word in tokenizer().word_tokenize(text):
        place += len(solid(word))
        ends.add(place)
    return ends


def lines_of(texts: list[str], width: int) -> list[str]:
    body = "".join(f"<p>{as_printed(text)}</p>" for text in texts)
    pdf = render_pdf(PAGE.format(page=width + 10, body=body), title="x").pdf
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return [line for line in map(solid, told.decode().replace("\f", "\n").splitlines()) if line]


def counted(texts: list[str], width: int) -> tuple[int, list[str]]:
    """How many lines end within a paragraph, and those of them that end wrong, as ``before|after``."""
    lines, ends, wrong = iter(lines_of(texts, width)), 0, []
    for text in texts:
        words, whole, place = ends_of_words(text), solid(text), 0
        while place < len(whole):
            line = next(lines)
            assert whole.startswith(line, place), (line, whole[place : place + 80])
            place += len(line)
            if place == len(whole):
                break
            ends += 1
            inside = place not in words and THAI.match(whole[place]) and THAI.match(whole[place - 1])
            if inside or whole[place] in NEVER_FIRST:
                wrong.append(f"{whole[max(0, place - 12) : place]}|{whole[place : place + 12]}")
    return ends, wrong


@pytest.mark.parametrize(("width", "at_least"), [(160, 150), (60, 600), (35, 1200)])
def test_no_line_of_the_standard_texts_ends_inside_a_word(width, at_least):
    ends, wrong = counted(paragraphs(TEXTS, "*.txt"), width)
    assert wrong == []
    assert ends > at_least


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the texts of others are not part of the repository")
@pytest.mark.parametrize("width", [160, 60, 35])
def test_no_line_of_texts_that_offices_import_ends_inside_a_word(width):
    ends, wrong = counted(paragraphs(SEEDS, "*.txt"), width)
    assert wrong == []
    assert ends > 300
