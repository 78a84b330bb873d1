"""The pages of an import, as the officer goes through them; nobody else gets in."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from organizations.once import new_key
from organizations.roles import Role
from personnel.models import Post, StaffImport, StaffingFrame
from tests.builders import client_of, make_member
from tests.personnel.dirty_lists import SUBDISTRICT, dirty_list
from tests.personnel.other_lists import workbook_of
from tests.personnel.test_import_apply import (
    CLERK,
    FREE,
    HEADINGS,
    LIST,
    PLANNER,
    WORKER,
    with_changes,
    workbook,
)
from thai.dates import frozen_today

DAY = datetime.date(2026, 11, 21)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(DAY):
        yield


@pytest.fixture
def officer():
    return make_member(Role.HR_OFFICER)


@pytest.fixture
def client(officer):
    return client_of(officer)


def address(officer, name, *args) -> str:
    return reverse(f"personnel:{name}", args=[officer.organization.code, *args])


def upload(client, officer, content, *, name="บัญชี.xlsx", year=2570):
    file = SimpleUploadedFile(name, content)
    data = {"file": file, "first_year": year, "form_key": new_key()}
    return client.post(address(officer, "import_create"), data)


def uploaded(client, officer, rows=LIST) -> StaffImport:
    upload(client, officer, workbook(rows))
    return StaffImport.objects.latest("pk")


def page(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_comes_in_by_upload_preview_and_confirmation(client, officer):
    answer = upload(client, officer, dirty_list(SUBDISTRICT, province="43", kind="3", name="อบต."))
    batch = StaffImport.objects.get()
    assert answer["Location"] == address(officer, "import", batch.pk)
    assert (batch.uploaded_by, batch.frame.first_year) == (officer.user, 2570)
    assert "ทั้ง 52 แถวพร้อมนำเข้า" in page(client, answer["Location"])
    assert not Post.objects.exists()
    key = new_key()
    for _twice in range(2):
        done = client.post(address(officer, "import_confirm", batch.pk), {"form_key": key}, follow=True)
        assert "ใหม่ 52" in done.content.decode() or _twice
    assert Post.objects.count() == 52
    assert "นำเข้าแล้ว" in page(client, address(officer, "imports"))


def test_what_is_refused_is_said_beside_the_box(client, officer):
    for content in (b"%PDF-1.7", b"", b"x" * (5 * 1024 * 1024 + 1)):
        answer = upload(client, officer, content)
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()
    assert not StaffImport.objects.exists()
    assert not StaffingFrame.objects.exists(), "no frame is left behind by a file that was refused"


def test_a_list_without_a_heading_is_mapped_by_the_person(client, officer):
    answer = upload(client, officer, workbook([row[:3] for row in LIST], headings=["ก", "ข", "ค"]))
    batch = StaffImport.objects.get()
    columns = address(officer, "import_columns", batch.pk)
    assert answer["Location"] == columns
    data = {
        "sheet": "Sheet",
        "heading": "1",
        "full_name": 0,
        "number": 1,
        "title": 2,
        "default_kind": "hired_general",
    }
    refused = client.post(columns, data | {"title": ""})
    assert refused.status_code == 422
    first = client.post(columns, data)
    assert first.status_code == 302
    batch.refresh_from_db()
    assert batch.counts == {"new": 4}
    assert set(batch.rows.values_list("values__kind", flat=True)) == {"civil", "hired_general"}


def test_columns_are_corrected_and_another_sheet_is_read(client, officer):
    book = Workbook()
    for row in (HEADINGS, CLERK, PLANNER, FREE):
        book.active.append(row)
    other = book.create_sheet("พนักงานจ้าง")
    for row in (HEADINGS, WORKER):
        other.append(row)
    target = io.BytesIO()
    book.save(target)
    upload(client, officer, target.getvalue())
    batch = StaffImport.objects.get(sheet="Sheet")
    assert batch.counts == {"new": 3}
    assert "พนักงานจ้าง" in page(client, address(officer, "import", batch.pk))
    columns = address(officer, "import_columns", batch.pk)
    text = page(client, columns)
    assert "B: เลขที่ตำแหน่ง (เช่น 43-3-01-4101-001)" in text
    chosen = {name: str(column) for name, column in batch.mapping["columns"].items()}
    twice = client.post(columns, {"sheet": "Sheet", "heading": "1", **chosen, "note": chosen["unit"]})
    assert twice.status_code == 422
    client.post(columns, {"sheet": "Sheet", "heading": "1", **(chosen | {"appointed_on": ""})})
    batch.refresh_from_db()
    assert "appointed_on" not in batch.mapping["columns"]
    answer = client.post(columns, {"sheet": "พนักงานจ้าง", "heading": "1", **chosen})
    assert answer["Location"] == columns
    batch.refresh_from_db()
    assert (batch.sheet, batch.counts) == ("พนักงานจ้าง", {"new": 1})


def test_every_sheet_waits_for_its_own_confirmation(client, officer):
    content = workbook_of("a_sheet_for_each_department")
    answer = upload(client, officer, content)
    upload(client, officer, content)  # a second time takes the place of the first
    waiting = StaffImport.objects.filter(state="proposed").order_by("pk")
    sheets = ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา"]
    assert [batch.sheet for batch in waiting] == sheets
    assert len({batch.file.name for batch in waiting}) == 1
    first = waiting[0]
    text = page(client, address(officer, "import", first.pk))
    assert "กองคลัง</a>" in text
    for batch, following in zip(list(waiting), [*sheets[1:], None], strict=True):
        assert batch.file.storage.exists(batch.file.name), "the last sheet needs the file, too"
        answer = client.post(
            address(officer, "import_confirm", batch.pk), {"form_key": new_key()}, follow=True
        )
        assert (f"ต่อไปคือแผ่นงาน {following}" in answer.content.decode()) is bool(following)
    assert Post.objects.count() == 11
    assert not waiting.all()


def test_rows_are_filtered_by_status_and_show_their_cells(client, officer):
    batch = uploaded(
        client,
        officer,
        [CLERK, with_changes(PLANNER, date="1/1/2580"), with_changes(FREE, title="นายช่างโยทา")],
    )
    preview = address(officer, "import", batch.pk)
    wrong = page(client, f"{preview}?status=error")
    assert "อนาคต" in wrong
    assert "นายก ข" not in wrong
    assert "หมายถึง “นายช่างโยธา” หรือไม่" in page(client, f"{preview}?status=doubtful")
    assert "นำเข้าเฉพาะ 2 แถวที่ถูกต้อง" in wrong


def test_partial_import_needs_consent(client, officer):
    batch = uploaded(client, officer, [CLERK, with_changes(PLANNER, date="1/1/2580")])
    confirm = address(officer, "import_confirm", batch.pk)
    refused = client.post(confirm, {"form_key": new_key()}, follow=True)
    assert "1 แถวที่มีข้อผิดพลาด" in refused.content.decode()
    assert not Post.objects.exists()
    client.post(confirm, {"form_key": new_key(), "rows": "good"})
    assert Post.objects.get().number == CLERK[1]


def test_changes_show_old_and_new_side_by_side(client, officer):
    batch = uploaded(client, officer)
    client.post(address(officer, "import_confirm", batch.pk), {"form_key": new_key()})
    again = uploaded(client, officer, [with_changes(CLERK, name="นายใหม่ มา", date=None)])
    text = page(client, address(officer, "import", again.pk))
    assert "<del>นายก ข</del> <ins>นายใหม่ มา</ins>" in text
    assert "ตำแหน่งในระบบที่ไม่มีในบัญชีนี้ 3 ตำแหน่ง" in text


def test_a_preview_out_of_date_is_read_again(client, officer):
    batch = uploaded(client, officer)
    client.post(address(officer, "import_confirm", batch.pk), {"form_key": new_key()})
    again = uploaded(client, officer, [with_changes(CLERK, title="จพง.ธุรการ ชง.")])
    Post.objects.filter(number=CLERK[1]).update(unit=None)
    answer = client.post(address(officer, "import_confirm", again.pk), {"form_key": new_key()}, follow=True)
    assert "ระบบตรวจใหม่แล้ว" in answer.content.decode()
    again.refresh_from_db()
    assert again.rows.get().before["changes"] == ["level", "unit"]


def test_an_import_is_undone_from_its_page(client, officer):
    batch = uploaded(client, officer)
    undo = address(officer, "import_undo", batch.pk)
    assert client.get(undo).status_code == 302, "nothing to undo yet"
    client.post(address(officer, "import_confirm", batch.pk), {"form_key": new_key()})
    assert "เหมือนก่อนนำเข้า" in page(client, undo)
    done = client.post(undo, {"form_key": new_key()}, follow=True)
    assert "ยกเลิกการนำเข้าแล้ว" in done.content.decode()
    assert not Post.objects.exists()


def test_undoing_says_what_stands_in_the_way(client, officer):
    batch = uploaded(client, officer)
    client.post(address(officer, "import_confirm", batch.pk), {"form_key": new_key()})
    Post.objects.filter(number=CLERK[1]).update(title="เจ้าพนักงานอื่น")
    answer = client.post(address(officer, "import_undo", batch.pk), {"form_key": new_key()}, follow=True)
    assert "เจ้าพนักงานอื่น" in answer.content.decode()
    assert Post.objects.count() == 4


def test_a_proposal_is_given_up(client, officer):
    batch = uploaded(client, officer)
    client.post(address(officer, "import_discard", batch.pk), {"form_key": new_key()})
    batch.refresh_from_db()
    assert batch.state == StaffImport.State.DISCARDED
    assert "ยังไม่เคยนำเข้า" in page(client, address(officer, "imports"))


@pytest.mark.parametrize("name", ["import_template", "import_marked", "staff_list_download"])
def test_workbooks_are_downloads(client, officer, name):
    batch = uploaded(client, officer)
    args = {"import_template": [], "import_marked": [batch.pk], "staff_list_download": [2570]}[name]
    answer = client.get(address(officer, name, *args))
    assert answer["Content-Disposition"].startswith("attachment")
    assert load_workbook(io.BytesIO(answer.content)).worksheets


def test_another_organization_finds_nothing(client, officer):
    batch = uploaded(client, officer)
    stranger = make_member(Role.HR_OFFICER)
    theirs = client_of(stranger)
    for name in ("import", "import_columns", "import_marked", "import_undo"):
        assert theirs.get(address(officer, name, batch.pk)).status_code == 404
        assert theirs.get(address(stranger, name, batch.pk)).status_code == 404
    for name in ("import_confirm", "import_discard", "import_undo"):
        assert theirs.post(address(stranger, name, batch.pk)).status_code == 404
    assert theirs.get(address(stranger, "staff_list_download", 2570)).status_code == 404


def test_the_preview_asks_no_more_questions_for_more_rows(client, officer, django_assert_max_num_queries):
    batch = uploaded(
        client, officer, [with_changes(WORKER, name=f"นาย{chr(0xE01 + n)} ข") for n in range(40)]
    )
    with django_assert_max_num_queries(20):
        page(client, address(officer, "import", batch.pk))
