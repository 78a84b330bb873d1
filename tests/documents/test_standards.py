"""Announced files keep what they claim (PDF/A-3a, PDF/UA-1), made in one piece or joined of parts, signed or not."""

import pytest

from documents import signing
from documents.paper import Paper, Part, TextBlock
from documents.parts.make import render_in_parts
from documents.render import Rendered, render_pdf
from tests.documents import announced
from tests.documents.authority import PASSPHRASE, Authority
from tests.documents.papers import ISSUED
from tests.documents.spoiling import SPOILS, spoiled
from tests.documents.standards import RULES, broken
from tests.documents.standards.reading import File


def joined(html: str, *, variant: str, **options) -> Rendered:
    """The other way of making a file."""
    return render_in_parts(html, is_archival=variant == "pdf/a-3a", **options)


@pytest.fixture(scope="module")
def plan():
    return announced.made(announced.plan(), render_pdf)


@pytest.fixture(scope="module")
def short():
    """Everything once, for those who read it fifty times."""
    return announced.made(announced.plan(rows=1), render_pdf)


@pytest.mark.parametrize("name", ["letter", "order", "minutes"])
def test_papers_break_no_rule(name):
    assert broken(announced.made(announced.PAPERS[name](), render_pdf)) == []


def test_a_plan_breaks_no_rule(plan):
    assert broken(plan) == []


def test_a_plan_joined_of_parts_breaks_no_rule(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert broken(announced.made(announced.plan(), joined)) == []


def test_a_title_with_markup_and_controls_breaks_no_rule():
    title = "<b>&amp; ]]> (x) \\ 'q' \"\x00\x1b\u202e\ud800"
    paper = Paper(title=title, author=title, mark=ISSUED, body=[Part(title, [TextBlock(title)], "1")])
    made = announced.made(paper, render_pdf)
    assert broken(made) == []
    file = File(made)
    assert str(file.pdf.docinfo["/Title"]) == "<b>&amp; ]]> (x) \\ 'q' \""


def test_a_signed_plan_breaks_no_rule(plan, settings, tmp_path):
    settings.SIGNING_CERTIFICATE = str(Authority(tmp_path).give("อบต.ตัวอย่าง"))
    settings.SIGNING_PASSPHRASE = PASSPHRASE
    signed = signing.sign(plan).pdf
    assert signed != plan
    assert broken(signed) == []


def test_every_rule_has_its_spoiling():
    assert set(RULES) == SPOILS


@pytest.mark.parametrize("name", RULES)
def test_a_file_that_breaks_a_rule_is_noticed(short, name):
    assert list(RULES[name].faults(File(spoiled(short, name))))
