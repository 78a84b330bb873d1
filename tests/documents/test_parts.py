"""Drafts in parts: every word where the whole paper has it, only what changed rendered anew, and no way to stop it for good."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.compose import compose
from documents.paper import Draft, Lines, Paper, Part, Table, TextBlock
from documents.parts import kept, workers
from documents.parts.cutting import cut
from documents.parts.engine import Order
from documents.parts.make import render_in_parts
from documents.parts.workers import Pool
from documents.render import Limits, RenderError, asset_table, render_pdf
from tests.documents.papers import DRAFT, ISSUED, NARRATIVE, announcement, book, budget, letter
from tests.documents.words import pages_of_words

TEXT = TextBlock(NARRATIVE * 3)


@pytest.fixture(scope="module", autouse=True)
def _no_workers_left():
    yield
    workers.end()


@pytest.fixture
def rendered(monkeypatch):
    """The pages that had to be rendered, in the order in which they were asked for."""
    asked = []
    real = Pool.render

    def render(self, orders, done):
        asked.extend(order.html for order in orders)
        return real(self, orders, done)

    monkeypatch.setattr(Pool, "render", render)
    return asked


def in_parts(paper: Paper, **how) -> bytes:
    return render_in_parts(compose(paper), title=paper.title, **how).pdf


def whole(paper: Paper) -> bytes:
    return render_pdf(compose(paper), title=paper.title).pdf


def same(paper: Paper) -> None:
    """Both ways give the same words at the same places of the same pages."""
    ours, theirs = pages_of_words(in_parts(paper)), pages_of_words(whole(paper))
    assert [[word.text for word in page] for page in ours] == [
        [word.text for word in page] for page in theirs
    ]
    for page, (found, wanted) in enumerate(zip(ours, theirs, strict=True), start=1):
        for word, other in zip(found, wanted, strict=True):
            assert word.place == pytest.approx(other.place, abs=0.05), (page, word, other)


# The same paper --------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [DRAFT, ISSUED], ids=["draft", "issued"])
def test_every_word_of_a_book_stands_where_the_whole_has_it(mark):
    same(replace(book(mark), watermark="ตัวอย่าง"))


@pytest.mark.parametrize(
    "paper",
    [
        Paper("หนังสือ", DRAFT, body=[letter(paragraphs=9)]),
        Paper("ว่าง", DRAFT),
        Paper("ข้อความ", DRAFT, body=[TEXT, TextBlock("")]),
        Paper("สองหนังสือ", DRAFT, body=[letter(), announcement(), TEXT]),
        Paper("ประกาศ", DRAFT, announcements=[announcement(), announcement()], contents=True, body=[TEXT]),
        Paper("ตาราง", Draft(DRAFT.printed_on, word=""), body=[budget(40, landscape=True), TEXT]),
    ],
    ids=lambda paper: paper.title,
)
def test_papers_without_a_cover_are_cut_right_too(paper):
    same(paper)


leaves = st.sampled_from(
    [
        TEXT,
        TextBlock("สั้น"),
        TextBlock(""),
        Lines(["หัวเรื่อง"]),
        budget(6),
        budget(30, landscape=True),
        announcement(),
    ]
)


@st.composite
def bodies(draw):
    """Opening and running parts, wide and not, with anything inside; the first part has one kind of page."""

    def part(depth: int, *, opening: bool) -> Part:
        children = draw(st.lists(leaves, max_size=3))
        if depth < 2 and draw(st.booleans()):
            children.insert(draw(st.integers(0, len(children))), part(depth + 1, opening=False))
        return Part("หัวข้อ", children, f"ส่วนที่ {depth}", opening=opening, landscape=draw(st.booleans()))

    first = Part("แรก", [TEXT, Part("รอง", [TEXT], opening=False)], landscape=draw(st.booleans()))
    rest = draw(st.lists(st.booleans(), min_size=1, max_size=3))
    others = [draw(leaves) if draw(st.booleans()) else part(1, opening=opening) for opening in rest]
    return [first, *others]


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=bodies())
def test_any_paper_is_the_same_in_parts(body):
    same(Paper("แผน", DRAFT, contents=True, body=body))


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("layout", ["six", "master"])
def test_demonstration_is_the_same_in_parts(demonstration, layout):
    from approvals.papers import draft_document
    from plans.models import Revision

    revision = Revision.objects.get(plan__organization__code="SANGKHOM", plan__first_year=2567, number=0)
    same(draft_document(revision, layout=layout))


# Across parts ----------------------------------------------------------------------------------


def test_links_of_the_contents_and_bookmarks_lead_to_their_headings():
    reader, other = (_reader(make(book())) for make in (in_parts, whole))
    names = {name: reader.get_destination_page_number(to) for name, to in reader.named_destinations.items()}
    assert names == {
        name: other.get_destination_page_number(to) for name, to in other.named_destinations.items()
    }
    assert len(names) == 4
    assert _links(reader) == _links(other)
    assert set(_links(reader)) == {"part-1", "part-2", "part-3", "part-4"}
    assert _bookmarks(reader) == _bookmarks(other)


def _links(reader: pypdf.PdfReader) -> list[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return [note["/Dest"] for note in notes]


def _reader(pdf: bytes) -> pypdf.PdfReader:
    import io

    return pypdf.PdfReader(io.BytesIO(pdf))


def _bookmarks(reader: pypdf.PdfReader) -> list:
    def flat(items, depth):
        for item in items:
            if isinstance(item, list):
                yield from flat(item, depth + 1)
            else:
                yield depth, item.title, reader.get_destination_page_number(item), round(item.top)

    return list(flat(reader.outline, 0))


def test_each_typeface_is_embedded_once_and_facts_are_in_the_file():
    reader = _reader(in_parts(book()))
    programs = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            programs.add(descendant["/FontDescriptor"].get_object().raw_get("/FontFile2").idnum)
    assert len(programs) == 2  # regular and bold
    assert reader.metadata.title == "แผนพัฒนาบุคลากร 3 ปี"
    assert reader.metadata.author == "องค์การบริหารส่วนตำบลสังคม"
    assert reader.trailer["/Root"]["/Lang"] == "th"


def test_the_same_paper_is_the_same_bytes_made_at_once_or_from_what_is_kept(rendered, monkeypatch):
    first = in_parts(book())
    rendered.clear()
    assert in_parts(book()) == first
    assert rendered == []
    for path in kept.folder().glob("*/*"):
        path.unlink()
    monkeypatch.setattr(workers.pool(), "size", 1)
    assert in_parts(book()) == first


# Only what changed -------------------------------------------------------------------------------


def test_one_changed_paragraph_is_one_part(rendered):
    in_parts(book())
    rendered.clear()
    paper = book()
    first, *others = paper.body
    changed = replace(first, children=[TextBlock(NARRATIVE + " แก้ไขแล้ว"), *first.children[1:]])
    in_parts(replace(paper, body=[changed, *others]))
    assert len(rendered) == 1
    assert "แก้ไขแล้ว" in rendered[0]


def test_another_day_or_title_renders_no_part_anew(rendered):
    in_parts(book())
    rendered.clear()
    in_parts(replace(book(replace(DRAFT, printed_on=DRAFT.printed_on.replace(day=2))), title="ชื่ออื่น"))
    assert len(rendered) == 1  # what stands at the foot of the page
    assert "2 พ.ค. 2566" in rendered[0] or "๒ พฤษภาคม" in rendered[0]


def test_what_is_kept_is_bounded_and_the_least_used_goes_first():
    in_parts(book())
    paths = sorted(kept.folder().glob("*/*"))
    now = time.time()
    for age, path in enumerate(paths):
        os.utime(path, (now - 1000 + age, now - 1000 + age))
    size = sum(path.stat().st_size for path in paths)
    assert kept.trim(size) == 0
    assert kept.trim(size - 1) == 1
    os.utime(paths[-1], (now - kept.UNUSED_SECONDS - 60,) * 2)
    assert kept.trim(size) == 1
    assert sorted(kept.folder().glob("*/*")) == paths[1:-1]


def test_a_part_that_was_damaged_on_disk_is_made_again(rendered):
    first = in_parts(book())
    for path in kept.folder().glob("*/*"):
        path.write_bytes(path.read_bytes()[:-9])
    rendered.clear()
    assert in_parts(book()) == first
    assert rendered


def test_progress_is_told_part_by_part():
    told = []
    in_parts(book(), tell=lambda done, total: told.append((done, total)))
    number = len(cut(compose(book())).pieces) + 1
    assert {total for _done, total in told} == {number}
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert told[-1] == (number, number)


# Workers -------------------------------------------------------------------------------------------

SLOW = Order("<html lang='th'>" + "<div style='display: flex'>" * 14 + "ก")


@pytest.mark.parametrize(
    ("limits", "reason"), [(Limits(wall_seconds=0.5), "time"), (Limits(cpu_seconds=1), "memory")]
)
def test_a_worker_that_exceeds_its_limits_is_replaced(limits, reason):
    pool = Pool(asset_table(), size=1, limits=limits)
    try:
        with pytest.raises(RenderError) as refusal:
            pool.render([SLOW], lambda *_: None)
        assert refusal.value.reason == reason
        pool.limits = Limits()
        done = []
        pool.render([Order("<p>ก</p>")], lambda place, part: done.append((place, len(part.sheets))))
        assert done == [(0, 1)]
    finally:
        pool.end()


def test_a_worker_that_was_killed_between_two_drafts_is_not_missed():
    first = in_parts(book())
    killed = workers.pool().workers[0].process
    os.kill(killed.pid, signal.SIGKILL)
    killed.join()
    for path in kept.folder().glob("*/*"):
        path.unlink()
    assert in_parts(book()) == first


def test_two_threads_get_each_its_own_paper():
    def text(mark: str) -> str:
        paper = Paper(mark, DRAFT, body=[Part(mark, [TextBlock(mark)], str(n)) for n in range(1, 4)])
        return " ".join(word.text for page in pages_of_words(in_parts(paper)) for word in page)

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(text, ["หนึ่งเดียว", "สองคน"])
    assert "หนึ่งเดียว" in first
    assert "สองคน" not in first
    assert "สองคน" in second
    assert "หนึ่งเดียว" not in second


def test_more_pages_than_allowed_and_foreign_addresses_are_refused_as_ever():
    pool = workers.pool()
    pages = "<p style='break-after: page'>ก" * 4
    for order, reason in (
        (Order(pages, page_limit=3), "pages"),
        (Order("<img src='file:///etc/hostname'>"), "refused"),
    ):
        with pytest.raises(RenderError) as refusal:
            pool.render([order], lambda *_: None)
        assert refusal.value.reason == reason


@pytest.mark.parametrize("made", [in_parts, whole])
def test_letters_that_no_typeface_has_are_named_and_never_printed_as_boxes(made):
    paper = Paper("แผน", DRAFT, body=[Part("ก", [TextBlock("ก \U0010fffd ข \U0010fffc")], "๑")])
    with pytest.raises(RenderError) as refusal:
        made(paper)
    assert refusal.value.reason == "letters"
    assert "U+10FFFD U+10FFFC" in str(refusal.value)


def test_what_is_no_composed_paper_is_not_cut():
    with pytest.raises(ValueError, match="not a composed paper"):
        cut("<p>ก</p>")


def test_a_wide_table_and_what_follows_it_are_parts_of_their_own():
    paper = Paper("แผน", DRAFT, body=[Part("ก", [TEXT, budget(3, landscape=True), TEXT], "๑")])
    pieces = cut(compose(paper)).pieces
    assert len(pieces) == 3
    assert all(piece.body.count("<section") == piece.body.count("</section>") for piece in pieces)
    assert isinstance(paper.body[0].children[1], Table)
