"""Letters, package and the pages around a submission, as a browser asks for them."""

import datetime
import uuid
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from approvals.boards import queue
from approvals.models import BoardNote, ChecklistTick, Letter, LetterReading, Notice, NumberTaken
from approvals.submissions.find import current
from approvals.submissions.notes import write
from approvals.submissions.package import package_of
from approvals.submissions.parcel import packed
from approvals.submissions.receipts import receive
from documents import store
from documents.compose import compose
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.story import filled as said_of
from tests.approvals.test_submissions import begin_beside, word
from tests.builders import client_of, make_member

OFFICE, HR = Role.BOARD_SECRETARY, Role.HR_OFFICER
SECRET = "ความลับของฝ่ายเลขานุการ"


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch):
    """Making the paper takes seconds and has a test of its own."""
    monkeypatch.setattr("approvals.submissions.letters.make_paper", lambda letter: None)


@pytest.fixture
def sent(story):
    story.reach(State.SUBMITTED)
    return story, current(story.revision), story.cast[OFFICE]


def of_plan(story, name, **more):
    return reverse(f"approvals:{name}", kwargs={**story.revision.address, **more})


def of_office(sent, name, **more):
    story, submission, secretary = sent
    return reverse(f"approvals:{name}", kwargs={"board": secretary.board.code, "pk": submission.pk, **more})


def filled(client, address, **changes):
    """The form of a letter as it came, with changes."""
    answer = client.get(address)
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields if name != "dated_on"}
    day = form["dated_on"].value()
    values |= {"dated_on_day": day.day, "dated_on_month": day.month, "dated_on_year": day.year + 543}
    return {
        **{name: value or "" for name, value in values.items()},
        "version": answer.context["version"],
        "form_key": str(uuid.uuid4()),
        **changes,
    }


# Covering letter ---------------------------------------------------------------------------------


def test_covering_letter_is_worded_from_the_records_and_its_number_typed_once(story):
    story.reach(State.ENDORSED)
    client, address = client_of(story.cast[HR]), of_plan(story, "cover")
    assert "ยังไม่ได้ออกหนังสือนำส่ง" in client.get(of_plan(story, "package")).content.decode()
    assert not Letter.objects.exists()
    form = filled(client, address, number="นค 71201/153", issue="1")
    assert "ประธานคณะกรรมการพนักงานส่วนตำบลจังหวัดหนองคาย (ผ่านนายอำเภอ" in form["addressee"]
    assert "ในการประชุมครั้งที่ ๑/๒๕๖๙ เมื่อวันที่ ๑ กันยายน ๒๕๖๙" in form["body"]
    assert len(form["body"].split("\n\n")) == 3
    answers = [client.post(address, form) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    letter = Letter.objects.get()
    assert (letter.number, letter.dated_on) == ("นค 71201/153", datetime.date(2026, 9, 15))
    assert NumberTaken.objects.get(series="letter").number == 153
    move = client.get(reverse("approvals:move", kwargs={**story.revision.address, "action": "submit"}))
    assert move.context["form"]["letter_number"].value() == "นค 71201/153"
    assert move.context["form"]["letter_on"].value() == letter.dated_on


def test_letter_issued_twice_or_with_a_number_in_use_or_from_a_stale_draft_is_refused(story):
    story.reach(State.ENDORSED)
    client, address = client_of(story.cast[HR]), of_plan(story, "cover")
    client.post(address, filled(client, address, save="1"))
    stale = filled(client, address, body="ของคนแรก", issue="1", number="1/2569")
    client.post(address, filled(client, address, body="ของคนที่สอง", save="1"))
    answer = client.post(address, stale)
    assert answer.status_code == 409
    assert "ของคนที่สอง" in answer.content.decode()
    assert Letter.objects.get().issued_at is None
    fresh = filled(client, address, number="5/2569", issue="1")
    assert client.post(address, {**fresh, "dated_on_day": 20}).status_code == 422  # a day to come
    assert client.post(address, fresh).status_code == 302
    again = client.post(address, {**fresh, "form_key": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "ออกเลขไปแล้ว" in again.content.decode()
    assert NumberTaken.objects.filter(series="letter").count() == 1


def test_number_of_another_letter_is_refused_at_its_box(sent):
    story, _submission, secretary = sent
    NumberTaken.objects.create(board=secretary.board, series="letter", year=2569, number=7, used_for="เรื่องอื่น")
    story.act("board_return", OFFICE)
    client, address = client_of(secretary), of_office(sent, "return_letter")
    answer = client.post(address, filled(client, address, number="7/2569", issue="1"))
    assert answer.status_code == 422
    assert "เรื่องอื่น" in str(answer.context["form"].errors["number"])


# Return ------------------------------------------------------------------------------------------


def test_faults_make_the_return_and_its_letter_and_the_board_sees_who_opened_it(sent):
    story, submission, secretary = sent
    word(sent, 3, ChecklistTick.Verdict.FAULT, "ไม่มีลายมือชื่อผู้ตรวจ")
    office, officer = client_of(secretary), client_of(story.cast[HR])
    move = reverse("approvals:move", kwargs={**story.revision.address, "action": "board_return"})
    form = office.get(move).context["form"]
    assert form["reasons"].value() == ["r03"]
    data = {"seen": form["seen"].value(), "reasons": ["r03"], "note": form["note"].value()}
    answer = office.post(move, {**data, "form_key": str(uuid.uuid4())})
    assert answer.url == of_office(sent, "return_letter")
    letter = Letter.objects.get(kind="return")
    assert "๑. ขอให้จัดส่งรายงานการประชุม" in letter.body
    assert "๒. รายงานการประชุมคณะกรรมการจัดทำแผน: ไม่มีลายมือชื่อผู้ตรวจ" in letter.body
    assert letter.refers_to.endswith("ที่ นค ๗๑๒๐๑/๑๕ ลงวันที่ ๓ กันยายน ๒๕๖๙")
    assert officer.get(of_plan(story, "letter", pk=letter.pk)).status_code == 404  # a draft
    office.post(answer.url, filled(office, answer.url, number="นค 0023/9", issue="1"))
    page = of_plan(story, "letter", pk=letter.pk)
    assert page in officer.get(of_plan(story, "history")).content.decode()
    assert "แจ้งเลขานุการว่าเปิดอ่านแล้ว" in officer.get(page).content.decode()
    assert "ยังไม่มีผู้ใดเปิด" in office.get(answer.url).content.decode()
    told = Notice.objects.filter(membership=story.cast[HR], address=page, read_at=None)
    assert told.count() == 1
    for _time in range(2):
        officer.post(page, HTTP_HX_REQUEST="true")
    assert LetterReading.objects.count() == 1
    assert not told.exists()
    assert "เปิดเมื่อ 15 กันยายน 2569" in office.get(of_office(sent, "submission")).content.decode()
    assert story.cast[HR].user.full_name in office.get(answer.url).content.decode()


def test_reasons_are_answered_before_submitting_again_and_shown_first_then(sent):
    story, submission, secretary = sent
    returned = story.act("board_return", OFFICE)
    officer = client_of(story.cast[HR])
    assert of_plan(story, "answers") in officer.get(of_plan(story, "history")).content.decode()
    reason = returned.reasons.get()
    story.act("send_to_committee", HR)
    story.act("endorse", Role.COMMITTEE_CHAIR)
    move = reverse("approvals:move", kwargs={**story.revision.address, "action": "submit"})
    assert "ยังไม่ได้ชี้แจงเหตุผล" in officer.get(move).content.decode()
    form = {f"r{reason.pk}": "แก้ไขในหัวข้อ ๕.๑ แล้ว", "form_key": str(uuid.uuid4())}
    assert officer.post(of_plan(story, "answers"), form).status_code == 302
    assert "ยังไม่ได้ชี้แจงเหตุผล" not in officer.get(move).content.decode()
    story.act("submit", HR)
    now = (story, current(story.revision), secretary)
    page = client_of(secretary).get(of_office(now, "submission")).content.decode()
    assert "แก้ไขในหัวข้อ ๕.๑ แล้ว" in page
    assert page.index("เหตุผลที่ส่งกลับครั้งก่อน") < page.index("แบบตรวจ 30 ข้อ")
    assert "ส่งกลับแล้วเมื่อ" in client_of(secretary).get(of_office(sent, "submission")).content.decode()


# The page of a submission ------------------------------------------------------------------------


def test_row_is_saved_as_it_is_ticked_and_a_conflict_is_said(sent):
    story, _submission, secretary = sent
    client, address = client_of(secretary), of_office(sent, "check", number=3)
    data = {"c3-verdict": "fault", "c3-note": "ขาด", "c3-version": "0"}
    answer = client.post(address, data, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert "บันทึกแล้ว" in answer.content.decode()
    assert "ตรวจแล้ว" in answer.content.decode()
    answer = client.post(address, {**data, "c3-verdict": "good", "c3-version": "7"}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 409
    assert "ไปก่อนแล้ว" in answer.content.decode()
    assert 'name="c3-version" value="1"' in answer.content.decode()
    assert ChecklistTick.objects.get().verdict == "fault"
    assert client.post(of_office(sent, "check", number=31), data).status_code == 404


def test_whole_checklist_is_saved_without_scripts(sent):
    data = {f"c{number}-version": "0" for number in range(1, 31)}
    data |= {f"c{number}-verdict": "good" for number in range(1, 31)}
    client = client_of(sent[2])
    answer = client.post(of_office(sent, "checklist"), {**data, "form_key": str(uuid.uuid4())})
    assert answer.status_code == 302
    assert ChecklistTick.objects.count() == 30
    assert "ตรวจแล้ว 30 จาก 30" in client.get(of_office(sent, "submission")).content.decode()


def test_internal_note_is_on_no_page_of_the_lao_nor_in_its_files(sent):
    story, submission, secretary = sent
    revision = Revision.objects.with_plan().get(pk=story.revision.pk)
    client = client_of(secretary)
    note = {"audience": "internal", "text": SECRET, "form_key": str(uuid.uuid4())}
    assert client.post(of_office(sent, "board_note"), note).status_code == 302
    assert SECRET in client.get(of_office(sent, "submission")).content.decode()
    write(revision, text="ขอสำเนาคำสั่ง", audience="lao", by=secretary)
    pages = [
        of_plan(story, name)
        for name in ("history", "document", "package", "answers", "versions", "orders", "cover")
    ]
    pages += [reverse("plans:tasks", kwargs=story.revision.address), reverse("approvals:notices")]
    for role in (HR, Role.HEAD, Role.COMMITTEE_CHAIR, Role.BOARD_CHAIR, Role.PROVINCE_VIEWER, Role.AUDITOR):
        reader = client_of(story.cast[role])
        for page in [*pages, of_office(sent, "submission")]:
            assert SECRET not in reader.get(page, follow=True).content.decode(), (role, page)
    assert "ขอสำเนาคำสั่ง" in client_of(story.cast[HR]).get(pages[0]).content.decode()
    texts = [compose(piece.make()) for piece in package_of(revision) if piece.make]
    story.act("board_return", OFFICE)
    client.get(of_office(sent, "return_letter"))
    assert all(SECRET not in text for text in texts)
    assert SECRET not in filled(client, of_office(sent, "return_letter"))["body"]
    assert BoardNote.objects.count() == 2


def test_other_boards_and_laos_find_nothing(sent):
    story, _submission, _secretary = sent
    for role in (HR, Role.HEAD, Role.PROVINCE_VIEWER):
        assert client_of(story.cast[role]).get(of_office(sent, "submission")).status_code == 404
    wrong = reverse("approvals:submission", kwargs={"board": "BOARD-20-SAO", "pk": sent[1].pk})
    assert client_of(sent[2]).get(wrong).status_code == 404
    receive = reverse("approvals:receive", args=[sent[2].board.code])
    assert client_of(sent[2]).post(receive, {"submission": ["999999"]}).status_code == 404


# Package -----------------------------------------------------------------------------------------


def test_package_names_what_is_there_and_packs_it(sent, monkeypatch):
    story, submission, _secretary = sent
    monkeypatch.setattr(
        "approvals.submissions.parcel._bytes_of", lambda piece: b"%PDF-" + piece.name.encode()
    )
    pieces = package_of(Revision.objects.with_plan().get(pk=story.revision.pk))
    there = [piece for piece in pieces if piece.is_there]
    names = zipfile.ZipFile(BytesIO(packed(there))).namelist()
    assert "4-ร่างแผนพัฒนาบุคลากร.pdf" in names
    assert "5-ผลการตรวจแผน.pdf" in names
    assert all(piece.address.startswith("/") for piece in pieces if piece.action)
    assert [piece.title for piece in pieces if piece.fix] == ["คำสั่งแต่งตั้งคณะกรรมการจัดทำแผน"]


# The queue ---------------------------------------------------------------------------------------


def test_queue_receives_many_at_one_press(sent):
    story, submission, secretary = sent
    other = begin_beside(story).reach(State.SUBMITTED)
    client = client_of(secretary)
    board = reverse("approvals:board", args=[secretary.board.code])
    page = client.get(board).content.decode()
    assert page.count('name="submission"') == 2
    chosen = [submission.pk, current(other.revision).pk]
    receive = reverse("approvals:receive", args=[secretary.board.code])
    form = {"submission": chosen, "cycle": "2570", "form_key": str(uuid.uuid4())}
    answers = [client.post(receive, form) for _time in range(2)]
    assert [answer.url for answer in answers] == [f"{board}?cycle=2570"] * 2
    page = client.get(board).content.decode()
    assert "1/2569" in page
    assert "2/2569" in page
    assert 'name="submission"' not in page
    assert len(client.get(board, {"work": "receive"}).context["rows"]) == 0
    assert len(client.get(board, {"work": "check"}).context["rows"]) == 2
    assert len(client.get(board, {"work": "again"}).context["rows"]) == 0


@pytest.mark.parametrize("role", [Role.BOARD_CHAIR, Role.BOARD_MEMBER])
def test_others_of_the_board_read_and_do_not_write(sent, role):
    client = client_of(sent[0].cast[role])
    page = client.get(of_office(sent, "submission")).content.decode()
    assert "บันทึกแบบตรวจทั้งหมด" not in page
    assert client.post(of_office(sent, "checklist")).status_code == 404
    board = reverse("approvals:board", args=[sent[2].board.code])
    assert 'name="submission"' not in client.get(board).content.decode()


def test_queue_takes_six_queries_and_little_more_than_a_kilobyte_a_row(sent, django_assert_max_num_queries):
    story, submission, secretary = sent
    receive(submission, by=secretary)
    with django_assert_max_num_queries(6):
        rows = queue(secretary.board, story.revision.plan.cycle, secretary)
    context = {"row": rows[0], "board": secretary.board, "to_receive": 1}
    assert len(render_to_string("approvals/_queue_row.html", context).encode()) < 1_300


# Scans of what was decided on paper ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind", "ending"),
    [(b"%PDF-1.4 scan", "application/pdf", ".pdf"), (b"\xff\xd8\xff\xe0 scan", "image/jpeg", ".jpg")],
)
def test_scan_of_a_resolution_is_handed_out_by_its_first_bytes(story, content, kind, ending):
    kept = replace(said_of("endorse"), evidence=store.put(content))
    story.reach(State.IN_COMMITTEE).act("endorse", Role.COMMITTEE_CHAIR, details=kept)
    decision = story.revision.decisions.get(action="endorse")
    address = of_plan(story, "evidence", pk=decision.pk)
    officer = client_of(story.cast[HR])
    assert address in officer.get(of_plan(story, "history")).content.decode()
    assert address in officer.get(of_plan(story, "package")).content.decode()
    answer = officer.get(address)
    assert (answer.content, answer["Content-Type"]) == (content, kind)
    assert answer["Content-Disposition"] == f'attachment; filename="endorse-{decision.pk}{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = begin_beside(story).reach(State.ENDORSED).revision.decisions.get(action="endorse")
    assert officer.get(of_plan(story, "evidence", pk=other.pk)).status_code == 404
    assert client_of(story.cast[OFFICE]).get(address).status_code == 404  # not before the board yet


def test_history_offers_a_scan_only_to_those_who_may_open_it(story):
    story.reach(State.ANNOUNCED)
    approved = of_plan(story, "evidence", pk=story.revision.decisions.get(action="approve").pk)
    for role, offered in ((HR, True), (OFFICE, True), (Role.STAFF, False)):
        person = story.cast.get(role) or make_member(role, story.revision.organization)
        assert (approved in client_of(person).get(of_plan(story, "history")).content.decode()) is offered


# How large the queue is ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ON_AGENDA])
def test_queue_of_120_plans_waiting_for_receipt_is_no_page_of_120_kilobytes(story, monkeypatch, state):
    story.reach(state)
    secretary = story.cast[OFFICE]
    [row] = queue(secretary.board, story.revision.plan.cycle, secretary)
    row.organization.name = "ตัวอย่างที่ชื่อยาว"
    rows = [replace(row, returned=2, days_waiting=71) for _number in range(120)]
    monkeypatch.setattr("approvals.views.boards.queue", lambda *_of: rows)
    page = client_of(secretary).get(reverse("approvals:board", args=[secretary.board.code])).content
    assert "ตัวอย่างที่ชื่อยาว" in page.decode()
    assert page.count(b'name="submission"') == 120
    assert len(page) <= 120_000


def test_queue_leads_to_the_submission_whose_plan_went_back(sent):
    story, submission, secretary = sent
    story.act("board_return", OFFICE)
    page = client_of(secretary).get(reverse("approvals:board", args=[secretary.board.code]))
    assert of_office(sent, "submission") in page.content.decode()
    assert page.context["rows"][0].went_back == submission


def test_checklist_says_what_is_still_to_be_done_by_hand(sent):
    _story, _submission, secretary = sent
    page = client_of(secretary).get(of_office(sent, "submission"))
    rows = [form.row for group in page.context["groups"] for form in group.ticks]
    text = page.content.decode()
    assert text.count("รอตรวจ</span>") == sum(not row.is_done for row in rows) > 0
    assert text.count("ใช้ผลเครื่องตรวจ") == sum(row.machine_is_content for row in rows) > 0
    assert "ก. ความครบถ้วนของเอกสาร" in text
