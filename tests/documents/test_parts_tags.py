"""A paper that is joined of parts says the same as one that is made whole: the same tree of tags, claims and files."""

import io
from collections import defaultdict
from dataclasses import replace

import pikepdf
import pytest
from django.conf import settings

from documents.compose import compose
from documents.paper import Issued, Paper, Part, Table, TextBlock
from documents.parts import joining, kept, make, workers
from documents.parts.make import render_announced, render_in_parts
from documents.render import Rendered, RenderError, render_pdf
from tests.documents import announced, papers, test_readers
from tests.documents.standards import broken
from tests.documents.standards.fonts import Face
from tests.documents.standards.reading import SHOWING, File
from tests.documents.twins import spoken
from tests.documents.words import pages_of_words
from thai.digits import to_thai_running

LONG = TextBlock("\n\n".join(["การพัฒนาบุคลากรเป็นงานที่ทำต่อเนื่อง " * 60] * 3))


def pieces() -> Paper:
    """Two equal parts, elements that go on behind a wide table, and a paragraph and a table over pages."""
    wide = papers.budget(3, landscape=True)
    body = [
        Part("ที่หนึ่ง", [LONG, Part("รอง", [wide, TextBlock("- หลังตาราง\n- อีกข้อ"), papers.budget(60)])], "๑"),
        Part("ที่สอง", [wide, LONG], "๒"),
    ]
    twice = [papers.announcement(), papers.announcement()]
    return Paper("สองครั้ง", papers.ISSUED, announcements=twice, contents=True, body=body)


PAPERS = {"plan": announced.plan, "pieces": pieces}


@pytest.fixture(scope="module", autouse=True)
def _no_workers_left():
    yield
    workers.end()


def given_out(html: str, *, variant: str, **how) -> Rendered:
    """As announced papers are made, however it was asked for."""
    assert variant == "pdf/a-3a"
    return render_announced(html, **how)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Each paper in both ways, its parts kept in a place of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        return {
            name: (announced.made(paper(), given_out), announced.made(paper(), render_pdf))
            for name, paper in PAPERS.items()
        }


@pytest.fixture(params=PAPERS)
def both(made, request):
    return made[request.param]


def tree_of(pdf: bytes) -> list[tuple]:
    """The elements in their order: depth, kind, what the file says of it, its text, and the words of its links."""
    file = File(pdf)
    texts = _texts(file)

    def said(element, depth: int):
        facts = [str(element.raw.get(name, "")) for name in ("/A", "/Alt", "/ID")]
        text = [texts[page.objgen, number] for page, number in element.content]
        links = [str(annotation.Contents) for annotation in element.annotations]
        yield depth, element.role, facts, text, links
        for kid in element.kids:
            yield from said(kid, depth + 1)

    return [line for top in file.tree for line in said(top, 0)]


def _texts(file: File) -> dict[tuple, str]:
    """The letters of each stretch of marked content by its page and number."""
    texts: dict[tuple, str] = defaultdict(str)
    faces: dict[tuple, dict[int, str]] = {}
    for operator in file.operators:
        number = max((mark.number for mark in operator.marks), default=-1)
        if operator.name not in SHOWING or number < 0:
            continue
        font = operator.font
        if font.objgen not in faces:
            faces[font.objgen] = Face(font).letters
        letters = faces[font.objgen]
        shown = operator.operands[-1]
        for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if isinstance(piece, pikepdf.String):
                codes = memoryview(bytes(piece))
                texts[file.pages[operator.page].objgen, number] += "".join(
                    letters[int.from_bytes(codes[place : place + 2], "big")]
                    for place in range(0, len(codes), 2)
                )
    return texts


def read_aloud(pdf: bytes) -> str:
    """All text of the tree."""
    return "\n".join("".join(text) for _depth, _kind, _facts, text, _links in tree_of(pdf))


def test_the_tree_of_tags_is_the_same(both):
    joined, whole = map(tree_of, both)
    assert joined == whole


def test_every_word_stands_at_the_same_place(both):
    joined, whole = map(pages_of_words, both)
    assert [[word.text for word in page] for page in joined] == [
        [word.text for word in page] for page in whole
    ]
    for page, (ours, theirs) in enumerate(zip(joined, whole, strict=True), start=1):
        for word, other in zip(ours, theirs, strict=True):
            assert word.place == pytest.approx(other.place, abs=0.05), (page, word, other)


def test_no_rule_of_the_standards_is_broken(made):
    assert broken(made["pieces"][0]) == []


def test_what_the_file_says_of_itself_and_carries_is_the_same(both):
    joined, whole = (pikepdf.open(io.BytesIO(pdf)) for pdf in both)
    assert joined.Root.Metadata.read_bytes() == whole.Root.Metadata.read_bytes()
    assert dict(joined.docinfo.items()) == dict(whole.docinfo.items())
    for name in ("/Lang", "/ViewerPreferences", "/MarkInfo"):
        assert joined.Root[name] == whole.Root[name], name
    intents = [file.Root.OutputIntents[0] for file in (joined, whole)]
    assert intents[0].DestOutputProfile.read_bytes() == intents[1].DestOutputProfile.read_bytes()
    assert [_carried(spec) for spec in joined.attachments.values()] == [
        _carried(spec) for spec in whole.attachments.values()
    ]
    assert {str(spec.UF) for spec in joined.Root.AF} == {"manifest.json", "plan.json"}


def _carried(spec: pikepdf.AttachedFileSpec) -> tuple:
    file, facts = spec.get_file(), spec.obj.EF.F.stream_dict
    return (
        spec.filename,
        spec.description,
        spec.obj.AFRelationship,
        file.read_bytes(),
        facts.Subtype,
        facts.Params.ModDate,
        facts.Params.Size,
    )


def test_bookmarks_and_destinations_are_the_same(both):
    joined, whole = (pikepdf.open(io.BytesIO(pdf)) for pdf in both)
    assert _places(joined) == _places(whole)
    assert len(_places(joined)) > 0 or joined.Root.get("/Names") is None


def _places(pdf: pikepdf.Pdf) -> list[tuple]:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    places = []
    with pdf.open_outline() as outline:
        waiting = [(0, item) for item in reversed(outline.root)]
        while waiting:
            depth, item = waiting.pop()
            page, _how, _x, y, _zoom = item.destination
            places.append((depth, item.title, pages[page.objgen], round(float(y))))
            waiting += [(depth + 1, child) for child in reversed(item.children)]
    names = pikepdf.NameTree(pdf.Root.Names.Dests) if "/Dests" in pdf.Root.get("/Names", {}) else {}
    return places + [(name, pages[to[0].objgen], round(float(to[3]))) for name, to in sorted(names.items())]


def test_the_same_bytes_come_of_what_is_kept_and_of_nothing(made):
    for path in kept.folder().glob("*/*"):
        path.unlink()
    for _time in range(2):
        assert announced.made(pieces(), given_out) == made["pieces"][0]


# What the tree is -------------------------------------------------------------------------------


def test_what_goes_over_pages_is_one_element_and_repeated_heads_are_none(made):
    file = File(made["pieces"][0])
    split = [each for each in file.of("P") if len({page.objgen for page, _id in each.content}) > 1]
    assert split
    long = max(file.of("Table"), key=lambda table: len(list(table.all())))
    assert len({page.objgen for each in long.all() for page, _id in each.content}) > 1
    heads = [each for each in long.all() if each.role == "TH"]
    assert len(heads) == sum(map(len, papers.budget(1).header_rows))
    assert all(str(head.attribute("/Scope")) == "/Column" for head in heads)


def test_parts_of_one_heading_are_one_section(made):
    (whole,) = File(made["pieces"][0]).tree
    sections = [each for each in whole.kids if each.role == "Sect"]
    assert len(sections) == 5  # two announcements, the contents, two parts of the text
    assert [kid.role for kid in sections[3].kids][0] == "H1"
    assert isinstance(pieces().body[1].children[0], Table)


def test_the_tree_reads_as_the_paper_was_written():
    paper = replace(test_readers.paper(), mark=papers.ISSUED)
    tree = read_aloud(render_announced(compose(paper), title=paper.title).pdf)
    assert "".join(tree.split()) == "".join(spoken(paper).split())
    assert test_readers.spaced(to_thai_running(test_readers.HARD)) in test_readers.spaced(
        tree
    )  # spaces at line ends, too


def test_what_stands_on_every_page_is_not_read_aloud(made):
    text = read_aloud(made["plan"][0])
    assert "การพัฒนาบุคลากร" in text
    assert "รหัสเอกสาร" not in text
    assert "- ๒ -" not in text
    assert ". . ." not in text


def test_a_draft_is_tagged_and_claims_no_archive():
    draft = render_in_parts(compose(papers.book()), title="แผน").pdf
    whole = render_pdf(compose(papers.book()), title="แผน").pdf
    assert tree_of(draft) == tree_of(whole)
    file, other = File(draft), File(whole)
    said = file.root.Metadata.read_bytes()
    assert said == other.root.Metadata.read_bytes()
    assert b"<pdfuaid:part>1<" in said
    assert b"pdfaid" not in said


# When there are no parts ------------------------------------------------------------------------


def _letter() -> str:
    return compose(Paper("หนังสือ", Issued("7K2QD-M84ZP", "https://a.go.th/"), body=[papers.letter()]))


@pytest.mark.parametrize("error", [OSError("no more processes"), EOFError()])
def test_a_paper_is_made_whole_where_no_worker_starts(monkeypatch, error):
    def none(*_of):
        raise error

    joined = render_announced(_letter(), title="หนังสือ")
    workers.end()
    monkeypatch.setattr(workers, "Worker", none)
    whole = render_announced(_letter(), title="หนังสือ")
    assert whole.pages == joined.pages
    assert tree_of(whole.pdf) == tree_of(joined.pdf)
    assert pages_of_words(whole.pdf)[0][0].text == pages_of_words(joined.pdf)[0][0].text


def test_a_paper_is_made_whole_where_its_parts_cannot_be_joined(monkeypatch):
    def fails(*_of):
        raise pikepdf.PdfError("no")

    monkeypatch.setattr(joining, "_with_tree", fails)
    assert render_announced(_letter(), title="หนังสือ").pages == 1


def test_a_paper_that_is_too_long_is_not_tried_again(monkeypatch):
    monkeypatch.setattr(make, "PAGE_LIMIT", 1)
    with pytest.raises(RenderError) as refusal:
        render_announced(compose(replace(papers.book(), contents=False)), title="แผน")
    assert refusal.value.reason == "pages"
