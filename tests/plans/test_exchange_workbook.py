"""The tables of a plan as a workbook: out and in again changes nothing, and wrong cells are told by name."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from documents.spreadsheets.open_file import open_file
from organizations.roles import Role
from plans.exchange.document import document_of
from plans.exchange.proposal import confirm, propose_tables
from plans.exchange.workbook.read import FileRefused, read_workbook
from plans.exchange.workbook.write import plan_workbook, row_key
from plans.models import ProjectCost, Revision, State, YearBudget
from tests.builders import address, client_of, make_complete_plan, make_member, make_plan, put_in_state

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def again(revision) -> Revision:
    return Revision.objects.with_plan().get(pk=revision.pk)


@pytest.fixture
def revision():
    revision = make_complete_plan()
    owner = {"organization_id": revision.organization_id}
    YearBudget.objects.create(revision=revision, year=2570, ceiling="150000.50", **owner)
    for order, label in enumerate(["ค่าวิทยากร", "ค่าอาหาร"], start=1):
        ProjectCost.objects.create(
            project=revision.projects.first(), order=order, label=label, baht="600.00", unit="hour", **owner
        )
    return again(revision)


class Book:
    """A workbook of a plan in hand."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))

    def column(self, sheet: str, label: str) -> int:
        return next(cell.column for cell in self.book[sheet][2] if cell.value == label)

    def put(self, sheet: str, row: int, cells: dict[str, object]) -> None:
        for label, value in cells.items():
            self.book[sheet].cell(row, self.column(sheet, label.replace("_", " ")), value)

    def add(self, sheet: str, cells: dict[str, object]) -> int:
        row = self.book[sheet].max_row + 1
        self.put(sheet, row, cells)
        return row

    def content(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def read(revision, content: bytes):
    reading = read_workbook(open_file(content), revision)
    return reading, propose_tables(reading, revision)


def take(revision, content: bytes) -> Revision:
    reading, proposal = read(revision, content)
    assert reading.errors == []
    confirm(proposal, revision, by=revision.prepared_by)
    return again(revision)


def test_out_and_in_again_changes_nothing(revision):
    reading, proposal = read(revision, plan_workbook(revision))
    assert reading.errors == []
    assert proposal.document == document_of(revision)
    versions = list(revision.projects.values_list("pk", "version"))
    assert confirm(proposal, revision, by=revision.prepared_by).is_same
    assert list(revision.projects.values_list("pk", "version")) == versions


def test_rows_are_changed_and_added_and_none_goes(revision):
    book = Book(plan_workbook(revision))
    project = revision.projects.first()
    book.put(
        "โครงการ",
        3,
        {"ชื่อโครงการ/หลักสูตร": "ชื่อใหม่", "จำนวนคน_ปี_2571": "๒๕", "งบประมาณ_(บาท)_ปี_2571": 12345.5},
    )
    book.book["โครงการ"].delete_rows(4)  # what a workbook does not name stays
    book.add(
        "โครงการ",
        {
            "รหัสแถว": "ใหม่1",
            "ชื่อโครงการ/หลักสูตร": "โครงการใหม่",
            "หลักสูตร": "cur2",
            "เดือนที่เริ่ม": "ตุลาคม",
            "เดือนที่สิ้นสุด": "ธันวาคม",
        },
    )
    book.add("ตัวชี้วัด", {"รหัสแถว": "ใหม่1", "ตัวชี้วัด": "ร้อยละที่ผ่าน", "ค่าเป้าหมาย_ปี_2570": "ร้อยละ 80"})
    cost = {
        "ลำดับ": 1,
        "รายการ": "ค่าเอกสาร",
        "อัตรา_(บาท)": "50",
        "หน่วย": "บาทต่อคน",
        "จำนวนวัน_คืน_หรือชั่วโมง": 1,
        "จำนวน": 1,
    }
    book.add("ค่าใช้จ่าย", {"รหัสแถว": "ใหม่1", **cost})
    book.put("เป้าหมาย", 3, {"จำนวนบุคลากรในกลุ่ม_(คน)": 9})
    book.put("วงเงิน", 4, {"วงเงินเพื่อการพัฒนาบุคลากร_(บาท)": "200,000"})
    book.put("คณะกรรมการ", 3, {"ชื่อ_-_สกุล": "นางใหม่ จริง"})
    book.add("การติดตาม", {"ลำดับ": 2, "ตัวชี้วัด/สิ่งที่ติดตาม": "การนำความรู้ไปใช้"})
    count, content = revision.projects.count(), book.content()

    after = take(revision, content)
    assert after.projects.count() == count + 1
    changed, new = after.projects.get(pk=project.pk), after.projects.get(name="โครงการใหม่")
    assert changed.name == "ชื่อใหม่"
    assert changed.years.get(year=2571).people == 25
    assert str(changed.years.get(year=2571).baht) == "12345.50"
    assert (new.curriculum.code, new.first_month, new.last_month) == ("cur2", 10, 12)
    assert (new.indicator, new.years.get(year=2570).indicator_target) == ("ร้อยละที่ผ่าน", "ร้อยละ 80")
    assert new.costs.get().label == "ค่าเอกสาร"
    assert after.targets.order_by("group__code", "year").first().headcount == 9
    assert str(after.yearbudgets.get(year=2571).ceiling) == "200000.00"
    assert after.committeemembers.first().person_name == "นางใหม่ จริง"
    assert after.monitoringitems.count() == 2

    _reading, proposal = read(after, content)
    assert proposal.document == document_of(after), "the same file twice changes nothing"


BAD = {
    "baht": ("โครงการ", 3, {"งบประมาณ_(บาท)_ปี_2570": "1.234"}, "ทศนิยม"),
    "people": ("โครงการ", 3, {"จำนวนคน_ปี_2570": "ยี่สิบ"}, "ตัวเลข"),
    "code": ("โครงการ", 3, {"หลักสูตร": "cur99"}, "ไม่พบ"),
    "unit": ("โครงการ", 3, {"หน่วยงานที่รับผิดชอบ": "กองที่ไม่มี"}, "ไม่พบ"),
    "name": ("โครงการ", 3, {"ชื่อโครงการ/หลักสูตร": ""}, "กรุณากรอก"),
    "hours": ("โครงการ", 3, {"ชั่วโมงบรรยาย": 99}, "ชั่วโมงบรรยาย"),
    "months": ("โครงการ", 3, {"เดือนที่สิ้นสุด": ""}, "เดือน"),
    "no budget": ("โครงการ", 3, {"งบประมาณ": "ไม่ใช้งบประมาณ"}, "ไม่ใช้งบประมาณ"),
    "gone": ("โครงการ", 3, {"รหัสแถว": "P999999"}, "ไม่มีโครงการรหัสแถวนี้"),
    "stranger": ("ตัวชี้วัด", 3, {"รหัสแถว": "ใครก็ไม่รู้"}, "ไม่พบรหัสแถว"),
    "year": ("เป้าหมาย", 3, {"ปีงบประมาณ": "2573"}, "อยู่นอกรอบ"),
    "common era": ("เป้าหมาย", 3, {"ปีงบประมาณ": "2027"}, "ค.ศ."),
    "too many": ("เป้าหมาย", 3, {"เป้าหมายที่จะพัฒนา_(คน)": 99}, "มากกว่า"),
    "place": ("คณะกรรมการ", 4, {"ลำดับ": 1}, "ซ้ำ"),
    "formula": ("โครงการ", 3, {"จำนวนคน_ปี_2570": "=1/0"}, "ตัวเลข"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_cell_is_told_by_its_name(revision, name):
    sheet, row, cells, said = BAD[name]
    book = Book(plan_workbook(revision))
    book.put(sheet, row, cells)
    reading, _proposal = read(revision, book.content())
    error = reading.errors[0]
    assert error.sheet == sheet
    assert error.cell.endswith(str(row))
    assert said in error.message


def test_another_plans_workbook_is_refused(revision):
    with pytest.raises(FileRefused, match="แต่ท่านกำลังนำเข้าแผน"):
        read(make_plan(), plan_workbook(revision))


# Pages --------------------------------------------------------------------------------------------


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def upload(client, revision, content: bytes, name: str = "plan.xlsx"):
    data = {"file": SimpleUploadedFile(name, content)}
    return client.post(address(revision, "plans:exchange_import"), data)


def confirmed(client, revision, response, **more):
    data = {"proposal": response.context["form"]["proposal"].value(), **more}
    return client.post(address(revision, "plans:exchange_confirm"), data, follow=True)


def test_a_workbook_is_shown_before_it_is_saved(revision, officer):
    response = officer.get(address(revision, "plans:exchange_workbook"))
    book = Book(response.getvalue() if response.streaming else response.content)
    book.put("โครงการ", 3, {"ชื่อโครงการ/หลักสูตร": "ชื่อใหม่"})
    shown = upload(officer, revision, book.content())
    assert shown.status_code == 200
    assert "ชื่อใหม่" in shown.content.decode()
    assert not revision.projects.filter(name="ชื่อใหม่").exists()
    page = confirmed(officer, revision, shown)
    assert "นำเข้าแล้ว" in page.content.decode()
    assert revision.projects.filter(name="ชื่อใหม่").exists()
    assert upload(officer, revision, book.content()).context["shown"].is_same


def test_a_plan_that_changed_since_it_was_shown_is_left_alone(revision, officer):
    book = Book(plan_workbook(revision))
    book.put("โครงการ", 3, {"ชื่อโครงการ/หลักสูตร": "ชื่อใหม่"})
    shown = upload(officer, revision, book.content())
    revision.monitoringitems.update(when="ทุกเดือน")
    page = confirmed(officer, revision, shown)
    assert page.status_code == 409
    assert "แผนเปลี่ยนไปหลังจากอ่านแฟ้ม" in page.content.decode()
    assert not revision.projects.filter(name="ชื่อใหม่").exists()


def test_wrong_cells_come_back_marked(revision, officer):
    book = Book(plan_workbook(revision))
    book.put("โครงการ", 3, {"จำนวนคน_ปี_2570": "ยี่สิบ"})
    page = upload(officer, revision, book.content())
    assert page.status_code == 422
    cell = page.context["errors"][0].cell
    marked = officer.post(address(revision, "plans:exchange_marked"), {"cells": page.context["cells"]})
    returned = Book(marked.content).book["โครงการ"]
    assert returned[cell].value == "ยี่สิบ"
    assert "ตัวเลข" in returned[cell].comment.text
    assert returned["A3"].value == row_key(revision.projects.first().pk)
    returned[cell].value = 7
    mended = io.BytesIO()
    returned.parent.save(mended)
    assert upload(officer, revision, mended.getvalue()).status_code == 200


def test_a_whole_plan_replaces_the_draft_after_a_tick(revision, officer):
    document = json.loads(officer.get(address(revision, "plans:exchange_json")).content)
    document["projects"][0]["name"] = "ชื่อใหม่"
    shown = upload(officer, revision, json.dumps(document).encode(), "plan.json")
    page = confirmed(officer, revision, shown)
    assert page.status_code == 422
    assert "กรุณายืนยันการแทนที่ร่างปัจจุบัน" in page.content.decode()
    page = confirmed(officer, revision, shown, replace="on")
    assert "ก่อนนำเข้า" in page.content.decode()
    assert revision.projects.first().name == "ชื่อใหม่"
    assert revision.keptversions.count() == 1


def test_another_organizations_plan_asks_for_another_tick(revision):
    other = make_plan()
    officer = client_of(make_member(Role.HR_OFFICER, other.organization))
    content = json.dumps(document_of(revision)).encode()
    shown = upload(officer, other, content, "plan.json")
    assert set(shown.context["form"].fields) == {"proposal", "from_another"}
    assert confirmed(officer, other, shown).status_code == 422
    assert not other.projects.exists()
    confirmed(officer, other, shown, from_another="on")
    assert other.projects.count() == revision.projects.count()


def test_what_is_no_file_of_ours_is_told_where(revision, officer):
    document = document_of(revision)
    document["projects"][0]["years"][0]["baht"] = "1.234"
    page = upload(officer, revision, json.dumps(document).encode(), "plan.json")
    assert page.status_code == 422
    assert "$.projects[0].years[0].baht" in page.content.decode()
    assert upload(officer, revision, b"PK\x03\x04broken").status_code == 422
    older = make_plan(revision.organization, year=2567)
    assert upload(officer, older, json.dumps(document_of(revision)).encode()).status_code == 422


def test_nothing_is_brought_while_a_decision_is_carried_out(revision, officer):
    content = plan_workbook(revision)
    put_in_state(revision, State.APPROVED_WITH_CORRECTIONS)
    assert officer.get(address(revision, "plans:exchange")).context["form"] is None
    assert upload(officer, revision, content).status_code == 422


def test_a_proposal_signed_for_another_plan_is_refused(revision, officer):
    shown = upload(officer, revision, json.dumps(document_of(revision) | {"layout": "master"}).encode())
    other = make_plan(revision.organization, year=2567)
    proposal = {"proposal": shown.context["form"]["proposal"].value(), "replace": "on"}
    assert officer.post(address(other, "plans:exchange_confirm"), proposal).status_code == 422
    assert officer.post(address(revision, "plans:exchange_confirm"), {"proposal": "x"}).status_code == 422
