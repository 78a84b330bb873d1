"""120 plans of one province through one sitting of the board, from the agenda to the letters, every click counted.

Two plans are pulled out by a member on a phone, a member stands aside from the plan of his own LAO, one plan is returned,
one deferred, one agreed to with corrections. The manual (23.9) says how many clicks it takes; whoever makes the way longer
finds out here.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from django.conf import settings
from django.db.models import QuerySet
from playwright.sync_api import Request, expect

from approvals.models import AgendaItem, Away, BoardNote, Decision, Letter, Meeting, Outcome, Vote
from approvals.sittings import letters, minutes, parcel
from documents.render import Rendered
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.sitting import Sitting, convene
from tests.approvals.story import TODAY
from tests.builders import client_of, make_member
from tests.live import Live, fits
from tests.stories.people import expect_heading, said
from tests.stories.steps import Steps
from thai.dates import frozen_today, now
from thai.digits import to_thai

PLANS, MEMBERS = 120, 8
CORRECTED, RETURNED, DEFERRED, OWN = 9, 19, 29, 49  #: places of the plans that go another way
#: What the manual says (23.9): of the secretary, and of a member who reads two plans, pulls them out and votes.
SECRETARY, MEMBER = (39, 5), (15, 2)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def _day(monkeypatch, settings):  # noqa: F811 - the fixture of that name
    """A fixed day, nothing for the checks to find, and papers made when the test says so, not within a request."""
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with frozen_today(TODAY):
        yield


@pytest.fixture
def sitting(transactional_db) -> Sitting:
    """The board, its people, and the plans of 120 LAOs before it."""
    made = convene(plans=PLANS, members=MEMBERS)
    Meeting.objects.filter(pk=made.meeting.pk).update(held_on=TODAY, cut_off_on=TODAY)
    make_member(Role.HEAD, made.revisions[OWN].plan.organization, user=made.members[0].user)
    BoardNote.objects.create(
        revision=made.revisions[CORRECTED],
        board=made.board,
        audience=BoardNote.Audience.LAO,
        text="ขอให้เพิ่มค่าเป้าหมายของตัวชี้วัด",
        written_at=now(),
        written_by=made.office,
    )
    return made


class Slowest:
    """The longest answer to a request of a page, in milliseconds."""

    def __init__(self) -> None:
        self.milliseconds, self.address = 0.0, ""

    def note(self, request: Request) -> None:
        ours = "/boards/" in request.url or "/notices/" in request.url  # not the first page of a cold server
        if ours and request.resource_type in ("document", "xhr", "fetch"):
            took = request.timing["responseEnd"] - request.timing["requestStart"]
            if took > self.milliseconds:
                self.milliseconds, self.address = took, f"{request.method} {request.url}"


@pytest.mark.slow
def test_a_hundred_and_twenty_plans_in_one_sitting(sitting, live_server, page, monkeypatch, pdf_text):
    live = Live(page, live_server.url)
    slowest = Slowest()
    page.on("requestfinished", slowest.note)
    secretary, member = Steps(live), Steps(live)
    secretary.enter(sitting.office.user.username)
    _builds_the_agenda(secretary)
    secretary.leave()
    member.enter(sitting.members[1].user.username)
    _reads_and_pulls_out(member, sitting)
    member.leave()
    secretary.enter(sitting.office.user.username)
    _opens(secretary, sitting)
    secretary.leave()
    member.enter(sitting.members[1].user.username)
    _votes_on_the_phone(member)
    member.leave()
    _looks_at_own_lao(member, sitting)
    secretary.enter(sitting.office.user.username)
    _decides(secretary, sitting)
    _closes_and_issues(secretary, sitting)
    _finds_every_resolution(sitting)
    _takes_the_whole_sitting(secretary, sitting, monkeypatch, pdf_text)
    print(f"\nsecretary: {secretary}; a member: {member}")
    print(f"slowest answer: {slowest.milliseconds:.0f} ms {slowest.address}")
    assert live.troubles == []
    assert (secretary.count(), member.count()) == (SECRETARY, MEMBER)


# Before the meeting ----------------------------------------------------------------------------


def _builds_the_agenda(by: Steps) -> None:
    """One press puts 120 plans into two blocks; the reason of the one to be corrected is chosen once."""
    page = by.page
    by.menu("การประชุม")
    expect_heading(page, "การประชุม")
    by.follow("ครั้งที่ 1/2569")
    expect_heading(page, "การประชุมครั้งที่ 1/2569")
    by.follow("จัดระเบียบวาระ")
    expect_heading(page, "จัดระเบียบวาระ")
    expect(page.locator("#ready")).to_contain_text("120 ฉบับ")
    by.live.shot("sitting-01-ready")
    by.press("บรรจุวาระ")
    expect(said(page)).to_contain_text("บรรจุวาระแล้ว 120 เรื่อง", timeout=60_000)
    expect_heading(page, "จัดระเบียบวาระ")
    by.live.shot("sitting-02-agenda")
    by.follow("ข้อสังเกตร่วมและรายเรื่องของกลุ่มนี้ แผนที่มีข้อสังเกตให้แก้ไข")
    expect_heading(page, "แผนที่มีข้อสังเกตให้แก้ไข")
    by.check(page.locator(".reasons-box input").nth(3))
    by.press("บันทึกข้อสังเกตร่วม")
    expect(said(page)).to_contain_text("บันทึกข้อสังเกตร่วมแล้ว")
    by.live.shot("sitting-03-words")
    by.follow("เรียกประชุม")
    expect_heading(page, "ผู้ประชุม")
    by.press("เรียกประชุมและแจ้งทุกคน")
    expect(said(page)).to_contain_text("เรียกประชุมแล้ว")
    by.live.shot("sitting-04-called")


def _reads_and_pulls_out(by: Steps, sitting: Sitting) -> None:
    """A member on a phone comes by the notice, reads two plans and asks that they be considered by themselves."""
    page = by.page
    page.set_viewport_size(PHONE)
    by.click(page.get_by_role("link", name=re.compile("การแจ้ง")).first)
    by.click(page.locator("main").get_by_role("button").filter(has_text="เชิญประชุม").first)
    expect_heading(page, "วาระของฉัน")
    by.live.shot("sitting-05-phone")
    assert fits(page)
    for place, why in ((RETURNED, "ขอพิจารณางบประมาณ"), (DEFERRED, "รอผลการตรวจสอบ")):
        name = sitting.revisions[place].plan.organization.short_name
        by.click(page.locator("details summary").filter(has_text="รายเรื่อง").first)
        by.click(page.locator("main").get_by_role("link", name=re.compile(f"{name}$")))
        expect_heading(page, re.compile(f"{name}$"))
        by.click(page.locator("details summary").filter(has_text="ขอแยกพิจารณา"))
        by.fill(page.get_by_label("เหตุผล"), why)
        by.live.shot(f"sitting-06-pull-{place}")
        by.press("ขอแยกพิจารณา")
        expect(said(page)).to_contain_text("แยกเรื่องออกมาพิจารณาแล้ว")
        assert fits(page)
        by.click(page.get_by_role("link", name="ครั้งที่ 1/2569"))
        expect_heading(page, "วาระของฉัน")
    page.set_viewport_size(DESK)


def _mine(sitting: Sitting) -> str:
    return f"/boards/{sitting.board.code}/sittings/2569/1/mine/"


def _opens(by: Steps, sitting: Sitting) -> None:
    """Everybody came; who serves an LAO is out of its plan already."""
    page = by.page
    by.menu("การประชุม")
    by.follow("ครั้งที่ 1/2569")
    by.follow("เปิดการประชุม")
    expect_heading(page, "ผู้ประชุม")
    by.check(page.get_by_label("ทุกคนมาประชุม"))
    by.press("เปิดการประชุม")
    expect(said(page)).to_contain_text("เปิดการประชุมแล้ว")
    by.live.shot("sitting-07-open")
    [away] = Away.objects.filter(item__meeting=sitting.meeting)
    assert away.attendee.membership_id == sitting.members[0].pk
    assert away.item.revision_id == sitting.revisions[OWN].pk


# The meeting -----------------------------------------------------------------------------------


def _votes_on_the_phone(by: Steps) -> None:
    """One press votes on 117 plans."""
    page = by.page
    page.set_viewport_size(PHONE)
    by.click(page.get_by_role("link", name=re.compile("การแจ้ง")).first)
    by.click(page.locator("main").get_by_role("button").filter(has_text="เชิญประชุม").first)
    expect_heading(page, "วาระของฉัน")
    by.live.shot("sitting-08-vote")
    by.press("เห็นชอบ แผนที่ไม่มีข้อสังเกต")
    expect(said(page)).to_contain_text("บันทึกเสียงของท่านแล้ว")
    expect(page.locator("main")).to_contain_text("ท่านออกเสียงแล้ว 117 เรื่อง เห็นชอบ")
    assert fits(page)
    by.live.shot("sitting-09-voted")
    page.set_viewport_size(DESK)


def _looks_at_own_lao(by: Steps, sitting: Sitting) -> None:
    """Who serves the LAO of a plan is told so, and has no buttons there."""
    by.live.sign_out()
    name = settings.SESSION_COOKIE_NAME
    cookie = client_of(sitting.members[0]).cookies[name].value  # he acts for the board, not for his LAO
    by.page.context.add_cookies([{"name": name, "value": cookie, "url": by.live.url}])
    page = by.live.open(_mine(sitting))
    expect_heading(page, "วาระของฉัน")
    expect(page.locator("main")).to_contain_text("ท่านไม่ร่วมพิจารณา 1 เรื่องในกลุ่มนี้")
    item = AgendaItem.objects.get(revision=sitting.revisions[OWN])
    by.live.open(f"{_mine(sitting)}{item.pk}/")
    expect(page.locator("main")).to_contain_text("ท่านมีส่วนได้เสียในเรื่องนี้")
    expect(page.locator(".vote-buttons")).to_have_count(0)


def _decides(by: Steps, sitting: Sitting) -> None:
    """Two blocks and two single plans."""
    page = by.page
    by.menu("การประชุม")
    by.follow("ครั้งที่ 1/2569")
    expect_heading(page, "การประชุมครั้งที่ 1/2569")
    by.live.shot("sitting-10-overview")
    for block, count in (("แผนที่ไม่มีข้อสังเกต", PLANS - 3), ("แผนที่มีข้อสังเกตให้แก้ไข", 1)):
        by.follow(f"ลงมติกลุ่มนี้ {block}")
        expect_heading(page, block)
        _chair_votes(sitting, sitting.meeting.items.filter(block__title=block, pulled_by=None, outcome=""))
        by.press(re.compile("^เอกฉันท์"))
        expect(said(page)).to_contain_text("บันทึกเสียงแล้ว")
        expect(page.locator(".running-count")).to_contain_text("เห็นชอบ 9 จาก 9 องค์ประชุม 5")
        by.live.shot(f"sitting-11-block-{count}")
        by.press("บันทึกมติทั้งกลุ่ม")
        expect(page.locator("main [role=status]")).to_have_text(f"บันทึกมติแล้ว {count} เรื่อง", timeout=60_000)
        by.live.shot(f"sitting-12-concluded-{count}")
        by.follow("กลับไปที่การประชุม")
        expect_heading(page, "การประชุมครั้งที่ 1/2569")
    _returns(by, sitting)
    _defers(by, sitting)


def _chair_votes(sitting: Sitting, items: QuerySet[AgendaItem]) -> None:
    """The chair votes by the own phone, which stands for the voices that the secretary writes down."""
    found = list(items.select_related("snapshot"))
    seen = " ".join(f"{item.pk}:{item.snapshot.sha256}" for item in found if item.snapshot)
    block, alone = found[0].block_id, found[0].pulled_by_id is not None
    address = f"{_mine(sitting)}{found[0].pk}/" if alone else _mine(sitting)
    typed = {"action": "vote", "choice": "for", "seen": seen, "block": block}
    assert client_of(sitting.chair).post(address, typed).status_code == 302


def _open_single(by: Steps, sitting: Sitting, place: int) -> None:
    item = AgendaItem.objects.get(revision=sitting.revisions[place])
    name = sitting.revisions[place].plan.organization.short_name
    by.click(by.page.locator("main").get_by_role("link", name=f"{item.number} {name}", exact=True))
    expect_heading(by.page, f"วาระที่ {item.number}")


def _returns(by: Steps, sitting: Sitting) -> None:
    """What is put to the vote is the return; its words and reason become the resolution."""
    page = by.page
    _open_single(by, sitting, RETURNED)
    by.click(page.locator("summary").filter(has_text="ข้อเสนอ ข้อสังเกต"))
    page.locator("#id_prepared-outcome").select_option(Outcome.RETURNED)
    by.clicks += 1
    by.fill(page.locator("#id_prepared-note"), "งบประมาณไม่ตรงกับข้อบัญญัติ")
    by.check(page.locator("#id_prepared_reasons input").nth(5))
    by.press("บันทึกข้อเสนอ")
    expect(said(page)).to_contain_text("บันทึกข้อเสนอแล้ว")
    _chair_votes(sitting, sitting.meeting.items.filter(revision=sitting.revisions[RETURNED]))
    by.press(re.compile("^เอกฉันท์"))
    expect(page.locator(".running-count")).to_contain_text("ส่งกลับให้ปรับแก้แล้วเสนอใหม่")
    by.live.shot("sitting-13-returned")
    by.press("บันทึกมติ")
    expect_heading(page, "การประชุมครั้งที่ 1/2569")


def _defers(by: Steps, sitting: Sitting) -> None:
    page = by.page
    _open_single(by, sitting, DEFERRED)
    page.locator("#id_resolved-outcome").select_option(Outcome.DEFERRED)
    by.clicks += 1
    by.fill(page.locator("#id_resolved-note"), "รอผลการตรวจสอบของจังหวัด")
    by.press("บันทึกมติ")
    expect_heading(page, "การประชุมครั้งที่ 1/2569")


# After it --------------------------------------------------------------------------------------


def _closes_and_issues(by: Steps, sitting: Sitting) -> None:
    page = by.page
    by.live.shot("sitting-14-all-decided")
    by.press("ปิดการประชุมและร่างรายงานกับหนังสือ")
    expect_heading(page, "รายงานและหนังสือ")
    expect(said(page)).to_contain_text("หนังสือแจ้งมติ 120 ฉบับ")
    by.live.shot("sitting-15-papers")
    by.fill(page.locator("#id_prefix"), "นค 0023.2/")
    by.fill(page.locator("#id_signer_name"), "นายเลขา ตรวจดี")
    by.fill(page.locator("#id_signer_position"), "เลขานุการ ก.อบต.จังหวัดหนองคาย")
    by.press("ออกเลขทุกฉบับ")
    expect(said(page)).to_contain_text("ออกเลขหนังสือแจ้งมติแล้ว 120 ฉบับ")
    expect(page.locator("main")).to_contain_text("จัดทำ PDF ของหนังสือแล้ว 0 จาก 120 ฉบับ")
    by.press("รับรองความถูกต้องและออกเป็น PDF")
    expect(said(page)).to_contain_text("รับรองรายงานการประชุมแล้ว")
    by.live.shot("sitting-16-issued")


def _finds_every_resolution(sitting: Sitting) -> None:
    """Every plan has its own right resolution, and a letter of its own that says so."""
    special = {
        CORRECTED: ("approve_with_corrections", State.APPROVED_WITH_CORRECTIONS),
        RETURNED: ("send_back", State.DRAFTING),
        DEFERRED: ("take_off_agenda", State.SUBMITTED),
    }
    usual = ("approve", State.APPROVED)
    decided = {one.revision_id: one for one in Decision.objects.filter(item__meeting=sitting.meeting)}
    written = {one.revision_id: one for one in Letter.objects.filter(decision__item__meeting=sitting.meeting)}
    for place, revision in enumerate(sitting.revisions):
        decision, state = decided[revision.pk], Revision.objects.get(pk=revision.pk).state
        assert (decision.action, state) == special.get(place, usual), place
        item = AgendaItem.objects.get(revision=revision)
        assert (decision.meeting_number, decision.meeting_on) == ("1/2569", TODAY)
        assert decision.agenda_item == item.number
        assert to_thai(f"ระเบียบวาระที่ {item.number} ") in written[revision.pk].body
    assert len({letter.number for letter in written.values()}) == PLANS
    assert Vote.objects.filter(item__meeting=sitting.meeting).count() == (PLANS - 1) * (MEMBERS + 1) - 1


def _takes_the_whole_sitting(by: Steps, sitting: Sitting, monkeypatch, pdf_text) -> None:
    """What the worker does, then one file with everything; the minutes hold every vote."""
    with monkeypatch.context() as patch:  # 120 letters: the wording is what is tested, not the engine
        patch.setattr("approvals.issuing.render_announced", lambda html, **_rest: Rendered(b"%PDF", 1))
        letters.make_letters.func(sitting.meeting.pk)
    minutes.make_minutes.func(sitting.meeting.pk)
    page = by.page
    by.press("รวมเป็นแฟ้ม ZIP")
    expect(page.locator("#parcel")).to_contain_text("กำลังรวมแฟ้ม")
    parcel.pack.func(sitting.meeting.pk, parcel.request_parcel(sitting.fresh()).key)
    page.reload()
    expect(page.locator("#parcel")).to_contain_text("แฟ้มพร้อมแล้ว")
    by.clicks += 1
    whole = by.live.download("#parcel a")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert sum(name.startswith("letters/") for name in archive.namelist()) == PLANS
        votes = list(csv.DictReader(io.StringIO(archive.read("votes.csv").decode("utf-8-sig"))))
        text = pdf_text(archive.read("minutes.pdf"))
    assert len([row for row in votes if row["ออกเสียง"] == "เห็นชอบ"]) == (PLANS - 1) * (MEMBERS + 1) - 1
    for seat in sitting.meeting.attendees.all():
        assert to_thai(seat.name) in text
    for item in sitting.meeting.items.all():
        assert to_thai(item.number) in text
    assert "ขอแยกพิจารณา" in text
    assert "มีส่วนได้เสีย ไม่ร่วมพิจารณา" in text
