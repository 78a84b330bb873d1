"""The yearly report: table T8, its words, issuing it once with a number, and a further report in its place."""

import datetime
import io
from decimal import Decimal

import pytest
from docx import Document

from approvals.events import verify
from approvals.models import Event, Notice
from documents.copies import word_of
from documents.paper import Draft, Part, Table, TextBlock
from documents.render import Rendered
from documents.word import word
from monitoring import demonstration
from monitoring.models import YearlyReport
from monitoring.report import report_of
from monitoring.reports import (
    WORDING,
    Numbered,
    ReportRefused,
    begin_again,
    draft_paper,
    has_changed,
    issue_report,
    make_paper,
    pending_reports,
    report_at_hand,
    said_by,
    save_wording,
    usual_number,
)
from monitoring.results import Typed, record, results_of
from organizations.roles import Role
from plans.amendment.start import start_amendment
from plans.edit import Stale
from plans.edit_rows import monitoring_seen, save_monitoring
from plans.facts import PlanFacts
from tests.builders import client_of, make_member
from tests.documents.twins import html_text, squeezed, word_paragraphs
from tests.monitoring.following import AFTER, FOLLOWED, announce, followed_plan, say, year_of_plan
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NUMBER = Numbered("นค 71201/12", AFTER)


@pytest.fixture
def of():
    with frozen_today(AFTER):
        found = year_of_plan(followed_plan())
        say(found, "กฎหมาย", progress="done", people=11, baht=Decimal("12500.25"), outcome="ผ่านทุกคน")
        say(found, "สอนงาน", progress="not_held", problems="ผู้สอนย้าย")
        yield found


@pytest.fixture
def officer(of):
    return make_member(Role.HR_OFFICER, of.organization)


@pytest.fixture
def pages(monkeypatch):
    """The PDF of whatever is issued, without an engine."""
    composed = []

    def render(html, **_rest):
        composed.append(html)
        return Rendered(pdf=f"%PDF-1.7 {len(composed)}".encode(), pages=len(composed), warnings=())

    monkeypatch.setattr("approvals.issuing.render_announced", render)
    return composed


def words(of) -> dict[str, str]:
    """The wording as it is."""
    report = report_at_hand(of)
    return {name: getattr(report, name) for name in WORDING} | {"signer_name": "นางสาวสมใจ"}


def issue(of, officer, numbered=NUMBER) -> YearlyReport:
    return issue_report(of, words(of), numbered, seen=report_at_hand(of).version, by=officer)


def table_t8(of) -> Table:
    made = draft_paper(report_at_hand(of), of)
    part = next(node for node in made.body if isinstance(node, Part) and node.landscape)
    return part.children[0]


def table(of, caption: str) -> Table:
    made = draft_paper(report_at_hand(of), of)
    parts = [node for node in made.body if isinstance(node, Part)]
    nodes = [node for part in parts for node in part.children]
    return next(node for node in nodes if isinstance(node, Table) and node.caption == caption)


def summary(of) -> Table:
    return table(of, "สรุปผลการดำเนินการของปี")


def in_words(of) -> str:
    made = draft_paper(report_at_hand(of), of)
    return next(node.text for node in made.body if isinstance(node, TextBlock))


def test_table_has_the_plan_beside_the_result(of):
    law, digital, coaching = table_t8(of).rows
    assert law[2:8] == ["๑๐", "๑๑", "๑๑๐.๐๐", "๑๒,๐๐๐.๐๐", "๑๒,๕๐๐.๒๕", "-๕๐๐.๒๕"]
    assert law[8] == "ดำเนินการแล้วเสร็จ\nผ่านทุกคน"
    assert digital[2:8] == ["๒๐", "......", "......", "๓๐,๐๐๐.๕๐", "......", "......"]
    assert digital[8:] == ["ยังไม่รายงาน", "", ""]
    assert coaching[2:8] == ["๕", "๐", "๐.๐๐", "-", "-", "-"]


def test_totals_are_those_of_the_plan_and_of_what_was_reported(of):
    totals = table_t8(of).totals_row
    facts = PlanFacts(of.revision)
    assert facts.people_by_year[of.year] == 35
    assert totals[2:8] == ["๓๕", "๑๑", "๓๑.๔๓", "๔๒,๐๐๐.๕๐", "๑๒,๕๐๐.๒๕", "......"]
    assert "รายงานแล้ว ๒ จาก ๓ โครงการ" in table_t8(of).note
    assert "จำนวนคนนับเฉพาะ ๒ โครงการที่รายงานจำนวนผู้เข้ารับการพัฒนา" in table_t8(of).note
    say(of, "ดิจิทัล", progress="done", people=20, baht=Decimal("30000.50"))
    assert table_t8(of).totals_row[2:8] == ["๓๕", "๓๑", "๘๘.๕๗", "๔๒,๐๐๐.๕๐", "๔๒,๕๐๐.๗๕", "-๕๐๐.๒๕"]
    assert "นับเฉพาะ" not in table_t8(of).note


def test_sentence_says_how_many_projects_a_sum_counts(of):
    say(of, "ดิจิทัล", progress="done", people=20)
    said = in_words(of)
    assert "ใช้จ่ายเงิน ๑๒,๕๐๐.๒๕ บาท" in said
    assert "(นับเฉพาะ ๒ โครงการที่รายงานการใช้จ่าย)" in said
    assert "รายงานจำนวนผู้เข้ารับการพัฒนา" not in said


def test_year_without_a_word_is_not_a_year_without_results(of):
    held = summary(year_of_plan(of.revision, 2571)).rows[0]
    assert held[1:] == ["๔", "ยังไม่รายงาน", "......"]
    assert summary(of).rows[0][1:] == ["๓", "๑", "๓๓.๓๓"]


def test_project_without_a_budget_has_dashes_once_it_is_reported(of):
    say(of, "สอนงาน", progress="done", people=5)
    coaching = table_t8(of).rows[2]
    assert coaching[2:8] == ["๕", "๕", "๑๐๐.๐๐", "-", "-", "-"]
    assert "(นับเฉพาะ ๑ โครงการที่รายงานการใช้จ่าย)" in in_words(of)  # the third has none to report
    assert report_of(of).sums.spent_unknown == 1


def test_verdict_without_a_result_is_not_called_unreported(of):
    say(of, "กฎหมาย", progress="done", is_reached=True)
    item = results_of(of).items[0]
    record(of, {item.key: Typed({"result": "", "is_reached": True}, 0)}, by=of.revision.prepared_by)
    for caption, place in (("ผลการติดตามและประเมินผลแผน", 3), ("ผลตามตัวชี้วัดของโครงการ", 4)):
        assert table(of, caption).rows[0][place:] == ["-", "บรรลุ"]


def test_what_was_followed_up_before_an_amendment_is_still_told(of):
    item = results_of(of).items[0]
    by = of.revision.prepared_by
    record(of, {item.key: Typed({"result": "ร้อยละ 95", "is_reached": True}, 0)}, by=by)
    amendment = start_amendment(plan=of.plan, reason="ปรับการติดตาม", by=by)
    save_monitoring(
        revision=amendment,
        rows=[{"indicator": "อื่น", "method": "", "responsible": "", "when": ""}],
        seen=monitoring_seen(amendment),
        by=by,
    )
    announce(amendment, datetime.date(2027, 3, 1))
    after = year_of_plan(of.revision)
    assert [(row.item.indicator, row.is_gone) for row in results_of(after).items] == [
        ("อื่น", False),
        (FOLLOWED, True),
    ]
    gone = table(after, "ผลการติดตามและประเมินผลแผน").rows[1]
    assert gone[1:] == [f"{FOLLOWED}\n(รายการของแผนก่อนปรับปรุง)", "-", "ร้อยละ 95", "บรรลุ"]
    page = client_of(make_member(Role.HR_OFFICER, of.organization)).get(after.url("results"))
    assert "แผนฉบับที่ใช้ในปีนี้ไม่มีรายการนี้แล้ว" in page.text


def test_word_says_what_the_paper_says(of):
    made = draft_paper(report_at_hand(of), of)
    page, twin = html_text(made), word_paragraphs(word(made))
    assert not [said for said in twin if said not in page]
    for sentence in ("มีผู้เข้ารับการพัฒนา ๑๑ คน จากเป้าหมาย ๓๕ คน", "ความเห็นของปลัด"):
        assert any(squeezed(sentence) in said for said in twin)


def test_wording_is_kept_and_a_stale_one_refused(of):
    first = save_wording(of, words(of) | {"closing": "จึงเรียนมาเพื่อโปรดทราบ"}, seen=0)
    assert (first.version, report_at_hand(of).closing) == (1, "จึงเรียนมาเพื่อโปรดทราบ")
    with pytest.raises(Stale):
        save_wording(of, words(of), seen=0)


def test_issued_report_has_number_event_and_a_paper_once(of, officer, pages):
    report = issue(of, officer)
    assert (report.number, list(pending_reports())) == ("นค ๗๑๒๐๑/๑๒", [report])
    document = make_paper(report)
    assert make_paper(YearlyReport.objects.get(pk=report.pk)) == document
    assert (document.kind, document.number, len(pages)) == ("yearly_report", "นค ๗๑๒๐๑/๑๒", 1)
    assert "๑๒,๕๐๐.๒๕" in pages[0]
    actions = [event.action for event in Event.objects.filter(plan=of.plan).order_by("seq")]
    assert actions[-2:] == ["issue_yearly_report", "issue_yearly_report_document"]
    assert verify(of.plan) == []
    assert usual_number(of) == "นค 71201/13"


def test_head_of_the_lao_is_told_of_the_report_and_nobody_elsewhere(of, officer):
    head = make_member(Role.HEAD, of.organization)
    make_member(Role.HEAD)
    gone = make_member(Role.HEAD, of.organization)
    gone.user.is_active = False
    gone.user.save()
    issue(of, officer)
    notice = Notice.objects.get()
    assert (notice.membership, notice.address) == (head, of.url("report"))
    assert "รายงานผลปีงบประมาณ 2570" in notice.text


@pytest.mark.parametrize(
    ("change", "numbered", "field"),
    [
        ({"signer_name": ""}, NUMBER, "signer_name"),
        ({}, Numbered("สิบสอง", AFTER), "number"),
        ({}, Numbered("12", AFTER + datetime.timedelta(days=1)), "dated_on"),
        ({}, Numbered("12", datetime.date(2026, 9, 30)), "dated_on"),
    ],
)
def test_report_that_cannot_be_is_refused_at_its_box(of, officer, change, numbered, field):
    with pytest.raises(ReportRefused) as refused:
        issue_report(of, words(of) | change, numbered, seen=0, by=officer)
    assert refused.value.field == field
    assert not YearlyReport.objects.exists()


def test_issued_report_stays_when_results_are_mended_and_a_further_one_takes_its_place(of, officer, pages):
    first = issue(of, officer)
    before = make_paper(first)
    assert not has_changed(first, of)
    say(of, "กฎหมาย", progress="done", people=10, baht=Decimal("12000.00"))
    assert has_changed(report_at_hand(of), of)
    assert said_by(report_at_hand(of), of).sums.people == 11
    copy = Document(io.BytesIO(word_of(before)))
    assert "๑๒,๕๐๐.๒๕" in {cell.text for table in copy.tables for cell in table._cells}
    with pytest.raises(ReportRefused):
        save_wording(of, words(of), seen=first.version)
    assert begin_again(of) == begin_again(of)  # the draft that there is
    for seen in range(first.version + 1):  # tabs from before
        with pytest.raises(Stale):
            save_wording(of, words(of), seen=seen)
    with pytest.raises(ReportRefused, match="ใช้แล้ว"):
        issue(of, officer)
    second = issue(of, officer, Numbered("นค 71201/14", AFTER))
    assert second.seq == 1
    assert make_paper(second).supersedes == before


def test_further_report_replaces_one_whose_paper_is_late(of, officer, pages):
    first = issue(of, officer)
    begin_again(of)
    second = issue(of, officer, Numbered("นค 71201/14", AFTER))
    made = make_paper(second)
    first.refresh_from_db()
    late = first.document
    assert (made.supersedes, late.number) == (late, "นค ๗๑๒๐๑/๑๒")
    assert (make_paper(first), len(pages)) == (late, 2)


def test_draft_of_an_issued_report_is_called_a_copy(of, officer):
    assert "ยังไม่ได้ออกเลขที่" in str(draft_paper(report_at_hand(of), of).mark)
    issue(of, officer)
    mark = draft_paper(report_at_hand(of), of).mark
    assert isinstance(mark, Draft)
    assert (mark.word, "ร่าง" in str(mark)) == ("สำเนา", False)
    answer = client_of(officer).post(of.url("report_draft"))
    assert (answer.status_code, answer["Location"]) == (302, of.url("report"))


def test_no_number_is_offered_where_the_register_knows_none(of):
    assert usual_number(of) == ""
    page = client_of(make_member(Role.HR_OFFICER, of.organization)).get(of.url("report_edit"))
    assert "ปีนี้ยังไม่มีเลขบันทึกข้อความในระบบ" in page.text


def test_demonstration_skips_what_somebody_worded_otherwise(of, monkeypatch, tmp_path):
    file = tmp_path / "demonstration.toml"
    head = f'organization = "{of.organization.code}"\nfirst_year = {of.plan.first_year}\nby = "{{by}}"\n'
    rows = """[[year]]
year = 2571
recorded_on = 2027-10-20
result = [{ name = "ไม่มี" }, { name = "ดิจิทัล", people = 3 }]
followed = [{ words = "ไม่มี", found = "", reached = true }]
"""
    monkeypatch.setattr(demonstration, "DATA", file)
    monkeypatch.setattr(demonstration, "_is_recorded", lambda plan: False)
    file.write_text(head.format(by="nobody") + rows, "utf-8")
    demonstration.record_results()
    later = year_of_plan(of.revision, 2571)
    assert results_of(later).reported == 0
    file.write_text(head.format(by=of.revision.prepared_by.username) + rows, "utf-8")
    demonstration.record_results()
    assert [row.result.people for row in results_of(later).projects if row.result] == [3]
