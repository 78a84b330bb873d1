"""The book of a plan: its parts in order, its tables equal to the facts, nothing of the LAO's lost or unescaped."""

import re
import subprocess
from decimal import Decimal
from html import unescape

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from documents import fonts
from documents.compose import compose
from documents.paper import Draft, GroupRow, Table
from documents.render import render_pdf
from documents.templatetags.paper import line
from plans.facts import PlanFacts
from plans.models import CommitteeMember, CommitteeOrder, Layout, Project, ProjectYear, Revision
from plans.papers import book, committee_order, plan_title, tables, thread_tables
from tests.builders import make_complete_plan, make_organization, make_plan
from tests.plan_content import LONG_NAME, add_projects, fill_plan, give_order
from thai.dates import today
from thai.digits import to_arabic, to_thai_running
from thai.money import baht_text
from thai.titles import LaoKind

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LATIN = re.compile(r"[A-Za-z]")
WORD_WITH_DIGIT = re.compile(r"\S*[0-9]\S*")


def fresh(revision: Revision) -> Revision:
    return Revision.objects.with_plan().get(pk=revision.pk)


def book_of(revision: Revision, layout: str = Layout.SIX):
    return book(PlanFacts(fresh(revision)), layout=layout, mark=Draft(today()))


@pytest.fixture
def text_of(tmp_path):
    """The words of the rendered book, without white space and page headings between lines."""
    fonts.prepare(settings.FONT_DIR)

    def read(revision: Revision, layout: str = Layout.SIX) -> str:
        paper = book_of(revision, layout)
        rendered = render_pdf(compose(paper), title=paper.title)
        assert rendered.warnings == ()
        path = tmp_path / "book.pdf"
        path.write_bytes(rendered.pdf)
        answer = subprocess.run(
            ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
        )
        return answer.stdout

    return read


def bare(text: str) -> str:
    """A text without space, and without the marks of what stays on one line."""
    return re.sub(r'<span class="keep">|</span>|\s+', "", text)


def assert_in_order(text: str, pieces: list[str]) -> None:
    """Each piece stands after the one before it."""
    at = 0
    for piece in pieces:
        found = text.find(bare(piece), at)
        assert found >= 0, piece
        at = found + len(bare(piece))


def body_of(text: str) -> str:
    """What follows the table of contents, which names every heading once already."""
    pages = text.split("\f")
    first = next(place for place, page in enumerate(pages) if "สารบัญ" in page)
    return bare("".join(pages[first + 1 :]))


# Both layouts ---------------------------------------------------------------------------------


def test_six_parts_stand_in_order_with_their_sections(text_of):
    revision = fill_plan(make_plan(year=2567), projects=6)
    facts = PlanFacts(revision)
    text = body_of(text_of(revision))
    headings = [
        f"ส่วนที่ {section.number} {section.heading}"
        if section.parent_id is None
        else f"{section.number} {section.heading}"
        for section in facts.outline_of(Layout.SIX)
        if section.number
    ]
    assert len([heading for heading in headings if heading.startswith("ส่วนที่")]) == 6
    assert_in_order(text, [*headings, "ภาคผนวก ก"])


def test_nineteen_headings_stand_in_order_and_what_the_lao_wrote_follows(text_of):
    revision = fill_plan(make_plan(year=2567), projects=6)
    section = revision.sections.get(code="s1.6")
    section.body = "จุดแข็งที่หน่วยงานเขียนเอง"
    section.save()
    facts = PlanFacts(revision)
    text = body_of(text_of(revision, Layout.MASTER))
    headings = [f"{section.number}. {section.heading}" for section in facts.outline_of(Layout.MASTER)]
    assert len(headings) == 19
    own = ["ภาคผนวก ก", "จุดแข็งที่หน่วยงานเขียนเอง", "ตารางที่ ๑", "ตารางที่ ๒", "ตารางที่ ๓", "ตารางที่ ๔", "ตารางที่ ๕"]
    assert_in_order(text, [*headings, *own, "ตารางที่ ๖", "คำสั่งแต่งตั้งคณะกรรมการ"])


@pytest.mark.parametrize("layout", Layout.values)
def test_running_text_has_no_arabic_digits_and_no_slips_of_the_source(text_of, layout):
    revision = fill_plan(make_plan(make_organization(name="สังคม"), year=2567), projects=7)
    text = text_of(revision, layout)
    assert [word for word in WORD_WITH_DIGIT.findall(text) if not LATIN.search(word)] == []
    assert "สังขาม" not in text
    assert "๒๕๗๓" not in text


@pytest.mark.parametrize("layout", Layout.values)
def test_every_text_of_the_layout_is_printed_whole(layout):
    revision = make_complete_plan(year=2567)
    facts = PlanFacts(revision)
    html = bare(unescape(re.sub("<[^>]+>", "", compose(book_of(revision, layout)))))
    for section in facts.outline_of(layout):
        for written in facts.text(section).split("\n"):
            words = bare(to_thai_running(written.replace("**", "")))
            assert words in html, section.code


def test_every_kind_of_lao_has_its_titles():
    for kind in LaoKind.values:
        revision = make_plan(make_organization(kind))
        give_order(revision)
        paper = book_of(revision)
        html = compose(paper)
        assert revision.organization.titles.office in paper.preface.signed
        assert to_thai_running(f"คำสั่ง{revision.organization.full_name}") in bare(html)
        assert paper.cover.organization == [revision.organization.full_name, revision.organization.place]


def test_preface_that_ends_with_its_signature_is_signed_once():
    revision = make_plan(year=2567)
    preface = book_of(revision).preface
    assert not preface.text.rstrip().endswith(revision.organization.full_name)
    assert preface.signed == [revision.organization.titles.office, revision.organization.full_name]


def test_demonstration_says_so_on_every_page(text_of):
    organization = make_organization()
    organization.is_demonstration = True
    organization.save()
    pages = text_of(make_plan(organization)).split("\f")[:-1]
    assert len(pages) > 5
    assert all("ตัวอย่าง" in bare(page) for page in pages)


def test_real_lao_has_no_such_mark():
    assert book_of(make_plan()).watermark == ""


@pytest.mark.parametrize("layout", Layout.values)
def test_empty_plan_renders(text_of, layout):
    revision = make_plan()
    revision.sections.update(body="", follows_edition=False)
    revision.targets.all().delete()
    revision.committeemembers.all().delete()
    CommitteeOrder.objects.filter(revision=revision).delete()
    text = bare(text_of(revision, layout))
    assert bare("(ยังไม่มีข้อความ)") in text
    assert bare(tables.NO_PROJECTS) in text


def test_hostile_text_is_printed_as_text_and_stays_on_the_page(text_of):
    revision = fill_plan(make_plan(year=2567), projects=2)
    project = Project.objects.filter(revision=revision).first()
    project.name = "<script>alert(1)</script> & <b>หนา</b>"
    project.objective = "ก" * 1500 + " " + "W" * 400
    project.money_source = "<img src=x onerror=y>" * 9
    project.save()
    revision.sections.filter(code="s1.2").update(
        body="{lao} {{ x }} <style>*{display:none}</style> " + "ข" * 3000
    )
    html = compose(book_of(revision))
    assert "<script" not in html
    assert "<img src=x" not in html
    text = bare(text_of(revision))
    assert "<script>alert(๑)</script>&<b>หนา</b>" in text or "<script>alert(1)</script>&<b>หนา</b>" in text
    assert text.count("W") >= 400
    assert text.count("ข") > 3000
    assert "{lao}{{x}}<style>" in text


def test_paper_is_the_same_for_a_reader_of_the_english_screen():
    revision = fill_plan(make_plan(), projects=2)
    thai = compose(book_of(revision))
    with translation.override("en"):
        assert compose(book_of(revision)) == thai


def test_number_with_a_stroke_is_never_parted():
    assert line("ครั้งที่ 9/2566 <b>") == 'ครั้งที่ <span class="keep">๙/๒๕๖๖</span> &lt;b&gt;'
    assert line("และ/หรือ https://a.th/1/2") == "และ/หรือ https://a.th/1/2"


def test_amendment_is_named_on_the_cover_and_in_the_title():
    revision = make_plan(year=2567)
    Revision.objects.filter(pk=revision.pk).update(number=2, reason="โครงสร้างส่วนราชการเปลี่ยน")
    facts = PlanFacts(fresh(revision))
    assert plan_title(facts).endswith("(ปรับปรุงครั้งที่ ๒)")
    assert "(ปรับปรุงครั้งที่ ๒)" in book_of(revision).cover.title


# Tables ---------------------------------------------------------------------------------------


def rows_of(table: Table) -> list:
    return [row for row in table.rows if not isinstance(row, GroupRow)]


def number(cell: str) -> Decimal:
    return Decimal(to_arabic(cell).replace(",", "")) if cell != "-" else Decimal(0)


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.lists(
            st.tuples(
                st.integers(0, 100_000),
                st.decimals(0, "9999999999.99", places=2, allow_nan=False, allow_infinity=False),
            ),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=12,
    )
)
def test_totals_of_the_document_are_those_of_the_rows(db, rows):
    revision = make_plan()
    for place, project in enumerate(add_projects(revision, len(rows))):
        for year, (people, baht) in zip(revision.plan.cycle.years, rows[place], strict=True):
            ProjectYear.objects.filter(project=project, year=year).update(people=people, baht=baht)
    facts = PlanFacts(fresh(revision))
    budget, projects = tables.budget_table(facts), tables.projects_table(facts)
    for column in range(3):
        baht = sum(row[column][1] for row in rows)
        assert number(budget.totals_row[2 + column]) == baht == facts.baht_by_year[facts.years[column]]
        assert sum(number(row[2 + column]) for row in rows_of(budget)) == baht
        assert number(projects.totals_row[4 + column]) == sum(row[column][0] for row in rows)
    assert number(budget.totals_row[5]) == facts.baht_total
    if facts.baht_total:
        assert baht_text(facts.baht_total) in budget.note


def test_amounts_of_any_size_stay_in_their_cells():
    revision = make_plan()
    add_projects(revision, 60, [Decimal("9999999999.99")])
    for column, cell in zip(
        tables.budget_table(PlanFacts(revision)).columns,
        tables.budget_table(PlanFacts(revision)).totals_row,
        strict=True,
    ):
        assert not column.keep or column.width >= 0.75 * len(cell)
    assert sum(column.width for column in tables.budget_table(PlanFacts(revision)).columns) == pytest.approx(
        100
    )


def test_a_project_has_the_same_number_in_every_table():
    revision = fill_plan(make_plan(), projects=11)
    facts = PlanFacts(revision)
    numbered = {
        tuple((row[0], row[1]) for row in rows_of(table(facts)))
        for table in (
            tables.projects_table,
            tables.schedule_table,
            tables.budget_table,
            thread_tables.short_indicators_table,
        )
    }
    assert len(numbered) == 1
    curricula = [row.text for row in tables.projects_table(facts).rows if isinstance(row, GroupRow)]
    assert curricula == sorted(set(curricula))


def test_projects_without_a_curriculum_stand_last():
    revision = make_plan()
    first, *_rest = add_projects(revision, 4)
    first.curriculum = None
    first.save()
    groups = [
        row.text for row in tables.projects_table(PlanFacts(revision)).rows if isinstance(row, GroupRow)
    ]
    assert groups[-1] == tables.UNSORTED


def test_free_project_says_that_it_needs_no_money():
    revision = make_plan()
    (project,) = add_projects(revision, 1, [Decimal(0)])
    project.uses_budget = False
    project.save()
    (row,) = rows_of(tables.budget_table(PlanFacts(revision)))
    assert row[-1] == tables.NO_BUDGET
    assert tables.budget_table(PlanFacts(revision)).note == ""


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (10, 12, {10, 11, 12}),
        (11, 2, {11, 12, 1, 2}),
        (9, 10, {9, 10}),
        (5, 5, {5}),
        (None, None, set()),
        (10, 9, set(range(1, 13))),
    ],
)
def test_months_of_a_project_may_run_over_the_turn_of_a_year(first, last, months):
    assert tables.held_months(Project(first_month=first, last_month=last)) == months


def test_schedule_begins_in_october():
    revision = make_plan()
    (project,) = add_projects(revision, 1)
    project.first_month, project.last_month = 10, 11
    project.save()
    (row,) = rows_of(tables.schedule_table(PlanFacts(revision)))
    assert list(row[4:]) == [tables.BAR, tables.BAR] + [""] * 10


def test_example_of_a_project_says_so_once():
    revision = make_plan()
    plain, named = add_projects(revision, 2)
    Project.objects.filter(pk=plain.pk).update(is_example=True, name="โครงการ ก")
    Project.objects.filter(pk=named.pk).update(is_example=True, name="โครงการตัวอย่าง ข")
    names = {item.name for item in tables.numbered(PlanFacts(revision))}
    assert names == {"โครงการ ก (ตัวอย่าง)", "โครงการตัวอย่าง ข"}


def test_long_names_are_kept_whole():
    revision = fill_plan(make_plan(), projects=6)
    html = compose(book_of(revision))
    assert html.count(LONG_NAME) >= 4


# The order of the committee ----------------------------------------------------------------------


def test_order_prints_names_and_positions():
    revision = make_plan(year=2567)
    give_order(revision)
    order = committee_order(PlanFacts(revision))
    (table,) = [node for node in order.body if isinstance(node, Table)]
    assert [column.heading for column in table.columns] == ["ลำดับ", "ชื่อ - สกุล", "ตำแหน่ง", "เป็น"]
    assert table.rows[0][1:] == ["นางสาวกรรมการ คนที่1", revision.organization.head_title, "ประธานกรรมการ"]
    assert order.number == "ที่ 123/2566"
    assert order.closing == "สั่ง ณ วันที่ ๑๕ พฤษภาคม พ.ศ. ๒๕๖๖"
    assert order.signature.name == "นายสมชาย ใจตรง"


def test_order_of_positions_only_names_nobody():
    revision = make_plan(year=2567)
    give_order(revision, prints_names=False)
    html = compose(book_of(revision))
    assert "นางสาวกรรมการ" not in html
    assert to_thai_running(revision.organization.head_title) in html


def test_who_stands_in_is_named_as_such():
    revision = make_plan()
    give_order(revision)
    CommitteeMember.objects.filter(revision=revision, seat="clerk").update(is_acting=True)
    html = compose(book_of(revision))
    assert to_thai_running(f"ผู้รักษาราชการแทน{revision.organization.chief_official_title}") in bare(html)


def test_order_not_yet_given_has_blanks_to_fill_in():
    order = committee_order(PlanFacts(make_plan()))
    assert order.number.startswith("ที่ ....")
    assert "...." in order.closing


# Reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", Layout.values)
def test_queries_do_not_grow_with_the_plan(django_assert_max_num_queries, layout):
    counts = []
    for number_of_projects in (1, 40):
        revision = fresh(fill_plan(make_plan(), projects=number_of_projects))
        with django_assert_max_num_queries(20) as captured:
            book(PlanFacts(revision), layout=layout, mark=Draft(today()))
        counts.append(len(captured))
    assert counts[0] == counts[1]
