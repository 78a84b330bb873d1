"""Pages of results and reports: nothing typed is lost, errors say what to do, and what is issued is said."""

import datetime

import pytest
from django.urls import reverse

from documents.word import CONTENT_TYPE
from monitoring.models import ProjectResult, YearlyReport
from monitoring.results import results_of
from organizations.roles import Role
from plans.amendment.start import start_amendment
from tests.builders import client_of, make_member
from tests.monitoring.following import AFTER, announce, followed_plan, row_of, say, year_of_plan
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def of():
    with frozen_today(AFTER):
        yield year_of_plan(followed_plan())


@pytest.fixture
def officer(of):
    return client_of(make_member(Role.HR_OFFICER, of.organization))


def boxes(of, name: str, seen: int = 0, **values: str) -> dict[str, str]:
    """What a browser sends of one project."""
    key = row_of(of, name).key
    return {f"{key}-v": str(seen), **{f"{key}-{box}": value for box, value in values.items()}}


def test_results_are_recorded_as_people_type_them(of, officer):
    typed = boxes(
        of,
        "กฎหมาย",
        progress="done",
        people="๑๑",
        baht="12,500.25 บาท",
        held_from="๑๕ ม.ค. ๒๕๗๐",
        held_to="16/1/2570",
        is_reached="1",
        outcome="ผ่านทุกคน",
    )
    page = officer.post(of.url("results"), typed, follow=True)
    assert "บันทึกแล้ว 1 รายการ" in page.text
    result = ProjectResult.objects.get()
    assert (result.people, str(result.baht), result.is_reached) == (11, "12500.25", True)
    assert (str(result.held_from), str(result.held_to)) == ("2027-01-15", "2027-01-16")
    assert 'value="15 ม.ค. 2570"' in page.text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"progress": "done", "people": "สิบเอ็ด"}, "ตัวเลขจำนวนเต็ม"),
        ({"progress": "done", "baht": "-5"}, "ต้องไม่ติดลบ"),
        ({"people": "5"}, "กรุณาเลือกการดำเนินการ"),
        ({"progress": "not_held", "people": "5"}, "แต่มีผู้เข้ารับการพัฒนา"),
        ({"progress": "done", "held_from": "3 ก.พ. 2570", "held_to": "1 ก.พ. 2570"}, "วันสิ้นสุดมาก่อนวันเริ่ม"),
        ({"progress": "done", "held_from": "3 ก.พ. 2569"}, "ไม่อยู่ในปีงบประมาณ 2570"),
        ({"progress": "done", "held_to": "30 พ.ย. 2570"}, "วันที่ยังมาไม่ถึง"),
        ({"progress": "done", "outcome": "ก" * 1001}, "ไม่เกิน 1,000 ตัวอักษร"),
    ],
)
def test_error_is_said_at_its_box_and_nothing_typed_is_lost(of, officer, values, message):
    others = boxes(of, "ดิจิทัล", progress="done", people="๒๐", outcome="ข้อความที่พิมพ์ไว้")
    page = officer.post(of.url("results"), {**boxes(of, "กฎหมาย", **values), **others})
    assert (page.status_code, ProjectResult.objects.count()) == (422, 0)
    assert message in page.text
    assert "ข้อความที่พิมพ์ไว้" in page.text
    assert all(value in page.text for value in values.values())


def test_second_of_two_sees_what_was_stored_beside_what_was_typed(of, officer):
    say(of, "กฎหมาย", progress="done", people=9)
    typed = boxes(of, "กฎหมาย", progress="done", people="7")
    page = officer.post(of.url("results"), typed)
    assert page.status_code == 409
    assert [(row.typed, row.stored) for row in page.context["differences"]] == [("7", "9")]
    again = boxes(of, "กฎหมาย", seen=1, progress="done", people="7")
    assert f'name="{row_of(of, "กฎหมาย").key}-v" value="1"' in page.text
    assert officer.post(of.url("results"), again).status_code == 302
    assert row_of(of, "กฎหมาย").result.people == 7


def test_follow_up_is_recorded_beside_the_projects(of, officer):
    key = results_of(of).items[0].key
    officer.post(of.url("results"), {f"{key}-v": "0", f"{key}-result": "ร้อยละ 95", f"{key}-is_reached": "0"})
    result = results_of(of).items[0].result
    assert (result.result, result.is_reached) == ("ร้อยละ 95", False)


def test_what_was_said_of_an_indicator_that_went_stays_on_the_page_and_in_the_records(of, officer):
    say(of, "กฎหมาย", progress="done", people=9, indicator_result="ร้อยละ 80", is_reached=True)
    amendment = start_amendment(plan=of.plan, reason="ปรับตัวชี้วัด", by=of.revision.prepared_by)
    amendment.projects.update(indicator="")
    announce(amendment, datetime.date(2027, 3, 1))
    of = year_of_plan(of.revision)
    page = officer.get(of.url("results"))
    key = row_of(of, "กฎหมาย").key
    group = next(group for group in page.context["form"].planned() if group.row.key == key)
    assert f'name="{key}-indicator_result" value="ร้อยละ 80"' in page.text
    assert f'name="{row_of(of, "ดิจิทัล").key}-indicator_result"' not in page.text
    shown = {box.html_name: box.value() for box in group.boxes.values() if box.value() is not None}
    officer.post(of.url("results"), {f"{key}-v": "1", **shown, f"{key}-people": "10"})
    result = row_of(of, "กฎหมาย").result
    assert (result.people, result.indicator_result, result.is_reached) == (10, "ร้อยละ 80", True)


def test_years_of_another_cycle_and_of_another_lao_are_not_there(of, officer):
    code, first = of.organization.code, of.plan.first_year
    assert officer.get(reverse("monitoring:results", args=[code, first, first + 3])).status_code == 404
    stranger = client_of(make_member(Role.HR_OFFICER))
    assert stranger.get(reverse("monitoring:years", args=[code, first])).status_code == 404


def test_report_is_worded_issued_and_begun_again(of, officer):
    say(of, "กฎหมาย", progress="done", people=9)
    edit = officer.get(of.url("report_edit")).context["form"]
    typed = {name: edit[name].value() for name in edit.fields if name != "dated_on"}
    typed |= {"signer_name": "นางสาวสมใจ", "number": "นค 71201/12", "version": "0"}
    dated = {"dated_on_day": "20", "dated_on_month": "10", "dated_on_year": "2570"}
    page = officer.post(of.url("report_edit"), {**typed, "issue": "1"})
    assert (page.status_code, YearlyReport.objects.count()) == (422, 0)  # without a date
    page = officer.post(of.url("report_edit"), {**typed, **dated, "issue": "1"}, follow=True)
    assert YearlyReport.objects.get().is_issued
    assert "ออกแล้ว ที่ นค ๗๑๒๐๑/๑๒" in page.text
    assert officer.get(of.url("report_edit")).status_code == 302
    page = officer.post(of.url("report_again"), follow=True)
    assert "แก้ถ้อยคำและออกรายงาน" in page.text
    assert "แก้ไขครั้งที่ ๑" in page.text


def test_report_is_given_as_word(of, officer):
    answer = officer.get(of.url("report"), {"format": "docx"})
    assert answer["Content-Type"] == CONTENT_TYPE
    assert b"".join(answer.streaming_content).startswith(b"PK")
