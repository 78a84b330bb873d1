"""Pages of the orders on the committee: what was typed stays, a second click repeats nothing, others see what stands."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.models import AppointmentOrder, Notice
from approvals.orders import begin_change, first_draft, record_paper_order
from organizations.roles import Role
from tests.approvals.ordering import DAY, Office, make_office
from tests.approvals.test_orders import TODAY, quick  # noqa: F401 a fixture
from tests.builders import address, client_of, make_member
from thai.dates import frozen_today


@pytest.fixture(autouse=True)
def _day():
    with frozen_today(TODAY):
        yield


@pytest.fixture
def office(db, quick) -> Office:  # noqa: F811
    return make_office().unnumbered()


def page(office: Office, name: str, **kwargs) -> str:
    return address(office.revision, f"approvals:{name}", **kwargs)


def issue_form(office: Office, seq: int = 0, **typed) -> dict:
    """What the head sends."""
    version = first_draft(office.refresh())[0].version if not seq else 1
    return {
        "version": version,
        "number": "๑๒๕/๒๕๖๙",
        "dated_on_day": "15",
        "dated_on_month": "พ.ค.",
        "dated_on_year": "2569",
        "prints_names": "names",
        "signer_name": "นายสมหวัง",
        "signer_position": "นายก",
        "form_key": "5f1b7a7e-8d0a-4f0e-9a43-000000000001",
        **typed,
    }


def test_head_issues_once_however_often_the_button_is_pressed(office):
    client, data = client_of(office.head), issue_form(office)
    answers = [client.post(page(office, "order_issue", seq=0), data) for _click in range(3)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, page(office, "order", seq=0))
    }
    assert AppointmentOrder.objects.get().number == "125/2569"


def test_another_form_for_an_issued_order_is_a_conflict(office):
    office.issue()
    again = issue_form(office, number="126/2569", form_key="5f1b7a7e-8d0a-4f0e-9a43-000000000002")
    answer = client_of(office.head).post(page(office, "order_issue", seq=0), again)
    assert answer.status_code == 409
    assert "125/2569" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"number": "125/2026"}, "ค.ศ."),
        ({"number": ""}, "กรุณากรอกคำสั่งที่"),
        ({"dated_on_year": "2570"}, "ยังมาไม่ถึง"),
        ({"dated_on_day": "31", "dated_on_month": "2"}, "มี 28 วัน"),
    ],
)
def test_what_was_typed_stays_beside_the_word_that_refuses_it(office, typed, says):
    data = issue_form(office, signer_name="ชื่อที่พิมพ์ไว้", **typed)
    answer = client_of(office.head).post(page(office, "order_issue", seq=0), data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "ชื่อที่พิมพ์ไว้" in answer.content.decode()
    assert not AppointmentOrder.objects.exists()


def test_list_that_changed_meanwhile_is_shown_again_with_what_was_typed(office):
    data = issue_form(office, signer_name="ชื่อที่พิมพ์ไว้")
    office.write()
    answer = client_of(office.head).post(page(office, "order_issue", seq=0), data)
    assert answer.status_code == 409
    assert "ชื่อที่พิมพ์ไว้" in answer.content.decode()
    data["version"] = answer.context["version"]
    assert client_of(office.head).post(page(office, "order_issue", seq=0), data).status_code == 302


def test_head_is_asked_once_for_a_draft_that_is_ready(office):
    client, url = client_of(office.officer), page(office, "order_ask", seq=0)
    for _press in range(2):
        assert client.post(url, {"form_key": str(uuid.uuid4())}).status_code == 302
    [notice] = Notice.objects.filter(membership=office.head, address=page(office, "order_issue", seq=0))
    assert "รอท่านลงนาม" in notice.text
    assert "แจ้งผู้บริหารท้องถิ่นให้ลงนามแล้วเมื่อ" in client.get(page(office, "orders")).content.decode()


def test_head_is_not_asked_for_a_list_with_faults(office):
    office.write([row for row in office.revision.committeemembers.all() if row.seat != "clerk"])
    answer = client_of(office.officer).post(
        page(office, "order_ask", seq=0), {"form_key": str(uuid.uuid4())}, follow=True
    )
    assert "ร่างคำสั่งยังไม่ครบ" in answer.content.decode()
    assert not Notice.objects.filter(membership=office.head).exists()


def test_head_is_not_asked_for_a_further_order_that_changes_nothing(office):
    office.issue()
    begin_change(revision=office.refresh(), reason="โอนย้าย", by=office.officer)
    url = page(office, "order_ask", seq=1)
    answer = client_of(office.officer).post(url, {"form_key": str(uuid.uuid4())}, follow=True)
    assert "รายชื่อยังเหมือนคำสั่งเดิมทุกคน กรุณาแก้ไข" in answer.content.decode()


def test_faults_are_shown_instead_of_the_form(office):
    office.write([row for row in office.revision.committeemembers.all() if row.seat != "clerk"])
    answer = client_of(office.head).get(page(office, "order_issue", seq=0))
    assert "ยังไม่มีปลัด" in answer.content.decode()
    assert 'name="number"' not in answer.content.decode()


def test_number_is_proposed_only_where_the_register_is_known(office):
    client = client_of(office.head)
    assert client.get(page(office, "order_issue", seq=0)).context["form"]["number"].value() == ""
    office.issue()
    begin_change(revision=office.revision, reason="ก", by=office.officer)
    answer = client.get(page(office, "order_issue", seq=1))
    assert answer.context["form"]["number"].value() == "126/2569"


def test_composed_list_goes_into_the_plan_unless_somebody_was_first(office):
    client, url = client_of(office.officer), page(office, "order_compose", seq=0)
    version = client.get(url).context["order"].version
    assert client.post(url, {"version": version}).status_code == 302
    names = set(office.revision.committeemembers.values_list("person_name", flat=True))
    assert "นายรองปลัดองค์การบริหารส่วนตำบล" in names
    assert client.post(url, {"version": version}).status_code == 409


def test_committee_page_is_to_read_once_the_order_stands(office):
    office.issue()
    client, url = client_of(office.officer), address(office.revision, "plans:committee")
    assert "คำสั่งเปลี่ยนแปลงเท่านั้น" in client.get(url).content.decode()
    assert client.post(url, {"version": 1}).status_code == 409


def rows_of(answer, **changes) -> dict:
    """The form of a further order as the page shows it, with some boxes filled in otherwise."""
    form, rows = answer.context["form"], answer.context["rows"]
    data = {
        "version": answer.context["version"],
        "reason": form["reason"].value(),
        "prints_names": form["prints_names"].value(),
    }
    for field in rows.management_form:
        data[field.html_name] = field.value()
    for row in rows:
        for field in row:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = "on" if value is True else value
    return data | changes


@pytest.fixture
def changing(office):
    office.issue()
    begin_change(revision=office.refresh(), reason="ผู้อำนวยการกองคลังย้าย", by=office.officer)
    return office


def test_further_order_is_edited_and_says_what_it_changes(changing):
    client, url = client_of(changing.officer), page(changing, "order_edit", seq=1)
    answer = client.post(url, rows_of(client.get(url), **{"members-2-person_name": "นางคนใหม่"}))
    assert answer["Location"] == page(changing, "order", seq=1)
    shown = client.get(answer["Location"]).content.decode()
    assert "<strong>เปลี่ยน</strong>" in shown
    assert "(แก้ไขเปลี่ยนแปลง)" in shown


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"members-1-duty": "chair"}, "ประธานกรรมการมีได้เพียงคนเดียว"),
        (
            {f"members-{n}-duty": "assistant" for n in (1, 2, 3)},
            "ผู้ช่วยเลขานุการมีได้ไม่เกิน 2 คน",
        ),
        ({"members-1-duty": "assistant", "members-1-is_official": ""}, "พนักงานจ้างเป็นไม่ได้"),
        ({"reason": ""}, "กรุณากรอก"),
    ],
)
def test_committee_that_cannot_be_is_refused_with_what_was_typed(changing, changes, says):
    client, url = client_of(changing.officer), page(changing, "order_edit", seq=1)
    data = rows_of(client.get(url), **{"members-2-person_name": "นางคนใหม่"}, **changes)
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "นางคนใหม่" in answer.content.decode()


def test_draft_saved_by_another_is_409_and_keeps_what_was_typed(changing):
    client, url = client_of(changing.officer), page(changing, "order_edit", seq=1)
    data = rows_of(client.get(url), **{"members-2-person_name": "นางคนใหม่"})
    assert client.post(url, data).status_code == 302
    answer = client.post(url, data | {"reason": "เหตุอื่น"})
    assert answer.status_code == 409
    assert "นางคนใหม่" in answer.content.decode()


def test_issued_order_is_not_edited_any_more(changing):
    client, url = client_of(changing.officer), page(changing, "order_edit", seq=1)
    data = rows_of(client.get(url))
    changing.issue(seq=1)
    assert client.get(url)["Location"] == page(changing, "order", seq=1)
    assert client.post(url, data).status_code == 409


def test_draft_is_thrown_away_after_a_question(changing):
    client, url = client_of(changing.officer), page(changing, "order_discard", seq=1)
    assert "ยกเลิกร่างคำสั่งนี้ใช่หรือไม่" in client.get(url).content.decode()
    assert client.post(url)["Location"] == page(changing, "orders")
    assert AppointmentOrder.objects.count() == 1


def test_paper_order_is_recorded_with_its_scan_which_only_the_lao_reads(office):
    office.write(number="99/2569", dated_on=DAY)
    client = client_of(office.officer)
    bad = SimpleUploadedFile("คำสั่ง.exe", b"MZ....")
    answer = client.post(page(office, "order_record"), {"scan": bad})
    assert answer.status_code == 422
    scan = SimpleUploadedFile("คำสั่ง.pdf", b"%PDF-1.4 scan")
    assert client.post(page(office, "order_record"), {"scan": scan}).status_code == 302
    got = client.get(page(office, "order_scan", seq=0))
    assert (got["Content-Type"], got.content) == ("application/pdf", b"%PDF-1.4 scan")


def test_order_of_another_plan_is_not_found(office):
    stranger = make_member(Role.HEAD)
    assert client_of(stranger).get(page(office, "order_issue", seq=0)).status_code == 404
    assert client_of(office.officer).get(page(office, "order", seq=7)).status_code == 404


def test_list_of_orders_asks_as_many_queries_with_three_as_with_one(office, django_assert_max_num_queries):
    office.write(number="99/2569", dated_on=DAY)
    record_paper_order(revision=office.refresh(), by=office.officer)
    client, url = client_of(office.officer), reverse("approvals:orders", kwargs=office.revision.address)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for seq in (1, 2):
        begin_change(revision=office.refresh(), reason="ก", by=office.officer)
        office.issue(seq=seq, dated_on=DAY)
    with django_assert_max_num_queries(len(one)):
        client.get(url)
