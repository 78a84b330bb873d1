"""The analysis of needs in the book: where it stands, what it never says of few, and that a decision keeps it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.paper import Draft, Part, Table, TextBlock
from personnel import needs, swot
from personnel.models import Need, PersonnelGroup
from plans.checks import run_checks
from plans.facts import PlanFacts
from plans.freeze import content_of, fingerprint
from plans.models import Layout, Revision, State
from plans.needs_analysis import NeedsAnalysis
from plans.papers import book
from plans.papers.needs_tables import NEEDS_HEADING, SURVEY_HEADING
from tests.builders import make_complete_plan, make_user, put_in_state
from tests.personnel.asking import close, fill_in, make_survey
from thai.dates import today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FIRST_YEAR = 2570


@pytest.fixture
def revision():
    return make_complete_plan(year=FIRST_YEAR)


def fresh(revision):
    return Revision.objects.with_plan().get(pk=revision.pk)


def facts_of(revision):
    return PlanFacts(fresh(revision))


def add_swot(revision, **quadrants):
    stored = swot.of_cycle(revision.organization, FIRST_YEAR)
    swot.save_swot(
        organization=revision.organization,
        first_year=FIRST_YEAR,
        quadrants=quadrants,
        seen=swot.swot_seen(stored),
        by=make_user(),
    )


def add_need(revision, title, rank=None, **values):
    complete = {"source": "mission", "evidence": "งานล่าช้า", "people": 12, "rank_reason": "เร่งด่วน"}
    return Need.objects.create(
        organization=revision.organization,
        first_year=FIRST_YEAR,
        title=title,
        rank=rank,
        **complete | values,
    )


def ask(revision, answers):
    survey = make_survey(revision.organization)
    for _answer in range(answers):
        fill_in(survey, 5, 4, 4, 2, None)
    return close(survey)


def add_everything(revision):
    add_swot(revision, strength=["คนในพื้นที่", "ร่วมมือกัน"], weakness=["ตำแหน่งว่าง"], threat=["งบจำกัด"])
    add_need(revision, "ทักษะการคุมงาน", 1)
    ask(revision, 6)


def parts_of(node, found=None):
    found = [] if found is None else found
    for child in node:
        if isinstance(child, Part):
            found.append(child)
            parts_of(child.children, found)
    return found


def book_of(revision, layout=Layout.SIX):
    return book(facts_of(revision), layout=layout, mark=Draft(today()))


def tables_under(revision, heading, layout=Layout.SIX):
    parts = [part for part in parts_of(book_of(revision, layout).body) if heading in part.heading]
    return [table for part in parts for table in part.children if isinstance(table, Table)]


@pytest.mark.parametrize("layout", [Layout.SIX, Layout.MASTER])
def test_book_of_a_plan_without_needs_says_nothing_of_them(revision, layout):
    paper = book_of(revision, layout)
    headings = [part.heading for part in parts_of(paper.body)]
    assert NEEDS_HEADING not in headings
    assert SURVEY_HEADING not in headings
    assert "needs_analysis" not in content_of(facts_of(revision))


def test_swot_follows_the_text_of_its_heading(revision):
    add_swot(revision, strength=["คนในพื้นที่", "ร่วมมือกัน"], weakness=["ตำแหน่งว่าง"], threat=["งบจำกัด"])
    [part] = [part for part in parts_of(book_of(revision).body) if "SWOT" in part.heading]
    assert isinstance(part.children[0], TextBlock)
    inside, outside = (table.rows for table in part.children[1:])
    assert inside == [["๑) คนในพื้นที่", "๑) ตำแหน่งว่าง"], ["๒) ร่วมมือกัน", ""]]
    assert outside == [["", "๑) งบจำกัด"]]


def test_swot_is_printed_in_the_other_layout_even_without_a_text(revision):
    revision.sections.filter(code="s1.6").update(body="", follows_edition=False)
    add_swot(revision, strength=["คนในพื้นที่"])
    assert len(tables_under(revision, "SWOT", Layout.MASTER)) == 2


@pytest.mark.parametrize("layout", [Layout.SIX, Layout.MASTER])
def test_needs_stand_by_rank_with_evidence_and_reason(revision, layout):
    groups, units = list(PersonnelGroup.objects.all()), list(revision.organization.units.all())
    second = add_need(revision, "ทักษะการคุมงาน", 2)
    first = add_need(revision, "จริยธรรม", 1, source="law", people=0)
    first.groups.set(groups)
    first.units.set(units)
    second.units.set(units[:1])
    add_need(revision, "ยังไม่จัดลำดับ")
    add_need(revision, "ไม่ใช้", state="declined")
    add_need(revision, "รอ", state="proposed")
    [table] = tables_under(revision, NEEDS_HEADING, layout)
    assert [list(row) for row in table.rows] == [
        ["๑", "จริยธรรม", "กฎหมายหรือนโยบาย: งานล่าช้า", "- ทุกกลุ่ม\n- ทุกส่วนราชการ", "-", "เร่งด่วน"],
        ["๒", "ทักษะการคุมงาน", "ภารกิจ อำนาจหน้าที่: งานล่าช้า", f"- {units[0].name}", "๑๒", "เร่งด่วน"],
        ["-", "ยังไม่จัดลำดับ", "ภารกิจ อำนาจหน้าที่: งานล่าช้า", "-", "๑๒", "เร่งด่วน"],
    ]


def test_needs_are_the_last_heading_of_the_first_part(revision):
    add_need(revision, "จริยธรรม", 1)
    first = parts_of(book_of(revision).body)[0]
    last = first.children[-1]
    assert (last.number, last.heading) == ("๑.๗", NEEDS_HEADING)


def test_few_people_behind_a_gap_are_not_counted_in_print(revision):
    add_need(revision, "ทักษะ", 1, source="gap", people=2)
    [table] = tables_under(revision, NEEDS_HEADING)
    assert table.rows[0][4] == "น้อยกว่า ๕"


def test_survey_is_an_annex_with_table_t3(revision):
    ask(revision, 6)
    [table] = tables_under(revision, SURVEY_HEADING)
    assert [column.heading for column in table.columns][-1] == "ลำดับ\nความสำคัญ"
    rows = [list(row) for row in table.rows]
    assert rows[0][1:] == ["ความรู้เรื่องกฎหมาย", "๖", "๑๐๐.๐๐", "๕.๐๐", "๐.๐๐", "มากที่สุด", "๑"]
    assert [row[-1] for row in rows] == ["๑", "๒", "๒", "๔", "-"]
    assert rows[4][2:] == ["๐", "๐.๐๐", "-", "-", "-", "-"]


def test_survey_that_few_answered_has_no_table(revision):
    ask(revision, 4)
    assert tables_under(revision, SURVEY_HEADING) == []
    [annex] = [part for part in parts_of(book_of(revision).body) if part.heading == SURVEY_HEADING]
    assert "น้อยกว่า ๕ คน" in annex.children[0].text
    assert content_of(facts_of(revision))["needs_analysis"]["surveys"][0]["topics"] == []


def test_survey_that_is_open_or_unanswered_is_not_printed(revision):
    fill_in(make_survey(revision.organization), 5)
    close(make_survey(revision.organization))
    assert not facts_of(revision).needs


def test_what_was_decided_upon_is_kept(revision):
    add_everything(revision)
    closed = put_in_state(revision, State.SUBMITTED)
    before, printed = fingerprint(closed), facts_of(revision).needs
    assert printed.needs[0].title == "ทักษะการคุมงาน"
    Need.objects.update(title="เปลี่ยนภายหลัง")
    add_swot(revision, strength=["เปลี่ยนภายหลัง"])
    add_need(revision, "เสนอภายหลัง", state="proposed")
    ask(revision, 7)
    assert facts_of(revision).needs == printed
    assert facts_of(revision).undecided_needs == 0
    assert fingerprint(fresh(closed)) == before


def test_plan_closed_without_needs_stays_without_them(revision):
    closed = put_in_state(revision, State.SUBMITTED)
    before = fingerprint(closed)
    add_everything(revision)
    assert not facts_of(revision).needs
    assert fingerprint(fresh(closed)) == before


def test_kept_analysis_is_what_was_kept(revision):
    add_everything(revision)
    analysis = facts_of(revision).needs
    assert NeedsAnalysis.from_plain(analysis.plain()) == analysis


@pytest.mark.parametrize(
    "change",
    [
        lambda r: add_swot(r, strength=["ใหม่"]),
        lambda r: add_need(r, "ใหม่", 2),
        lambda r: Need.objects.update(rank=None),
        lambda r: Need.objects.update(evidence="อื่น"),
        lambda r: ask(r, 5),
    ],
)
def test_change_of_the_analysis_changes_the_hash(revision, change):
    add_everything(revision)
    before = fingerprint(fresh(revision))
    change(revision)
    assert fingerprint(fresh(revision)) != before


def test_undecided_proposal_changes_no_hash(revision):
    before = fingerprint(fresh(revision))
    needs.propose(revision.organization, FIRST_YEAR)
    assert fingerprint(fresh(revision)) == before
    [found] = [row for row in run_checks(facts_of(revision)) if row.id == "needs-decided"]
    assert found.place.url(revision.address) == f"/personnel/{revision.organization.code}/needs/{FIRST_YEAR}/"


def test_queries_do_not_grow_with_needs(revision, django_assert_num_queries):
    add_everything(revision)
    with CaptureQueriesContext(connection) as few:
        content_of(facts_of(revision))
    for number in range(10):
        add_need(revision, f"เรื่อง {number}").units.set(revision.organization.units.all())
    with django_assert_num_queries(len(few)):
        content_of(facts_of(revision))
