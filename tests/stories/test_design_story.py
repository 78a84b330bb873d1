"""From a staff list in Excel to a plan before the provincial board, by the shortest way that a first-time officer can take.

Every click and every filled field is counted. The manual (2.17) says how many; whoever makes the way longer finds out
here.
"""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from organizations.models import Organization
from organizations.roles import Role
from plans.checks import run_checks
from plans.facts import PlanFacts
from plans.models import Revision, State
from tests.builders import make_member, make_organization, make_user
from tests.live import Live, fits
from tests.stories.people import expect_heading, fill_date, said
from tests.stories.steps import Steps
from thai.dates import frozen_today
from thai.titles import LaoKind

DAY = datetime.date(2026, 11, 21)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TASKS, CHECK = "แผนพัฒนาบุคลากร 3 ปี 2570 - 2572", "ผลการตรวจแผน"
HEADINGS = ("ชื่อ-สกุล", "เลขที่ตำแหน่ง", "ตำแหน่ง", "สังกัด", "ประเภทการจ้าง", "วันบรรจุ")
OFFICIAL, BY_TASK, HIRED = "พนักงานส่วนตำบล", "พนักงานจ้างตามภารกิจ", "พนักงานจ้างทั่วไป"
STAFF = (
    ("นายประเสริฐ ดีงาม", "43-3-00-1101-001", "ปลัด อบต. (นักบริหารงานท้องถิ่น ระดับกลาง)", "", OFFICIAL, "1/10/2545"),
    (
        "นางวิไล สุขใจ",
        "43-3-01-2101-001",
        "หัวหน้าสำนักปลัด (นักบริหารงานทั่วไป ระดับต้น)",
        "สำนักปลัด",
        OFFICIAL,
        "1/10/2548",
    ),
    ("นางสาวศิริพร งานดี", "43-3-01-3102-001", "นักทรัพยากรบุคคล ชก.", "สำนักปลัด", OFFICIAL, "1/10/2555"),
    ("นายก้อง แผนดี", "43-3-01-3103-001", "นักวิเคราะห์นโยบายและแผน ปก.", "สำนักปลัด", OFFICIAL, "1/10/2568"),
    ("นายขจร ธุรการ", "43-3-01-4101-001", "เจ้าพนักงานธุรการ ปง.", "สำนักปลัด", OFFICIAL, "1/10/2560"),
    (
        "นางจันทร์ เงินดี",
        "43-3-04-2102-001",
        "ผู้อำนวยการกองคลัง (นักบริหารงานการคลัง ระดับต้น)",
        "กองคลัง",
        OFFICIAL,
        "1/10/2547",
    ),
    ("นายชัย บัญชี", "43-3-04-3201-001", "นักวิชาการเงินและบัญชี ชก.", "กองคลัง", OFFICIAL, "1/10/2556"),
    (
        "นายธง โยธา",
        "43-3-05-2103-001",
        "ผู้อำนวยการกองช่าง (นักบริหารงานช่าง ระดับต้น)",
        "กองช่าง",
        OFFICIAL,
        "1/10/2549",
    ),
    ("ว่าง", "43-3-05-4701-001", "นายช่างโยธา ปง./ชง.", "กองช่าง", OFFICIAL, None),
    ("นายนที ขับดี", None, "พนักงานขับรถยนต์", "กองช่าง", BY_TASK, "1/1/2562"),
    ("นายบุญ ขยัน", None, "คนงาน", "กองช่าง", HIRED, "1/1/2565"),
)
LINES = 5  #: of the list above that must have three competencies each
#: What the manual says (2.17): of the officer until the plan is sent to the committee, and until it lies before the board.
TO_COMMITTEE, TO_BOARD = (55, 15), (59, 19)


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(DAY):
        yield


@pytest.fixture
def organization() -> Organization:
    """An LAO as the operator leaves it: accounts, and nothing else."""
    found = make_organization(LaoKind.SAO, "หาดคำ", units=False)
    for role, name, full_name in (
        (Role.HR_OFFICER, "story-officer", "นางสาวศิริพร งานดี"),
        (Role.COMMITTEE_CHAIR, "story-chair", "นายมานะ ตั้งใจ"),
        (Role.HEAD, "story-head", "นายมานะ ตั้งใจ"),
    ):
        make_member(role, found, user=make_user(name, full_name))
    return found


@pytest.mark.slow
def test_staff_list_becomes_a_submitted_plan_without_a_blocking_finding(live, organization, pdf_text):
    steps = Steps(live)
    page = steps.enter("story-officer")
    _import_the_staff_list(live, page, steps)
    _begin_the_plan(live, page, steps)
    _decide_on_needs(live, page, steps)
    _set_ceilings(live, page, steps)
    _take_proposals(live, page, steps)
    _mend_what_is_found(live, page, steps)
    _send_to_the_committee(live, page, steps)
    to_committee = steps.count()
    steps.leave()

    chair = Steps(live)
    draft = _chair_reads(live, chair.enter("story-chair"), chair, pdf_text)
    _chair_endorses(live, page, chair, draft)
    chair.leave()

    steps.enter("story-officer")
    _submit_to_the_board(live, page, steps)
    revision = Revision.objects.with_plan().get(organization=organization)
    assert revision.state == State.SUBMITTED
    assert [finding for finding in run_checks(PlanFacts(revision)) if finding.blocks] == []
    print(f"to the committee: {to_committee}; to the board: {steps}")
    for counted, told in ((to_committee, TO_COMMITTEE), (steps.count(), TO_BOARD)):
        assert all(mine <= most for mine, most in zip(counted, told, strict=True)), (counted, told)
    manual = (Path(__file__).parents[2] / "docs/manual/02-hr-officer.md").read_text(encoding="utf-8")
    assert "{} คลิก และกรอก {} ช่อง".format(*TO_COMMITTEE) in manual
    assert "{} คลิก และ {} ช่อง".format(*TO_BOARD) in manual


def _on_a_phone(live: Live, name: str) -> None:
    """The same page on a phone: nothing beside the window."""
    live.page.set_viewport_size({"width": 360, "height": 740})
    assert fits(live.page)
    live.shot(f"{name}-360")
    live.page.set_viewport_size({"width": 1280, "height": 900})


# People -----------------------------------------------------------------------------------------


def workbook() -> bytes:
    """The list as the office keeps it."""
    book, target = Workbook(), io.BytesIO()
    for row in (HEADINGS, *STAFF):
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def _import_the_staff_list(live: Live, page: Page, steps: Steps) -> None:
    steps.menu("บุคลากร")
    expect_heading(page, re.compile("^บุคลากรของ"))
    live.shot("design-01-staff")
    steps.follow("นำเข้าบัญชีบุคลากรจาก Excel")
    expect_heading(page, "นำเข้าแฟ้มบัญชีบุคลากร")
    steps.attach(page.locator("[name=file]"), "บัญชีบุคลากร.xlsx", XLSX, workbook())
    steps.press("อ่านแฟ้ม")
    expect_heading(page, "ตรวจก่อนนำเข้า")
    live.shot("design-02-read")
    steps.press(f"นำเข้า {len(STAFF)} แถว")
    expect_heading(page, "ผลการนำเข้า")
    live.shot("design-03-imported")
    _on_a_phone(live, "design-03-imported")


def _begin_the_plan(live: Live, page: Page, steps: Steps) -> None:
    steps.menu("แผนพัฒนาบุคลากร")
    expect_heading(page, re.compile("แผนพัฒนาบุคลากร"))
    steps.follow("เริ่มจัดทำแผน", first=True)
    expect_heading(page, "เริ่มจัดทำแผน")
    cycle = page.get_by_label("2570 - 2572")
    if not cycle.is_checked():
        steps.check(cycle)
    live.shot("design-04-begin")
    steps.press("สร้างแผน")
    expect_heading(page, TASKS)
    live.shot("design-05-tasks")


def _decide_on_needs(live: Live, page: Page, steps: Steps) -> None:
    steps.follow("ยืนยันและจัดลำดับความต้องการ")
    expect_heading(page, re.compile("^ความต้องการพัฒนาบุคลากร"))
    steps.press(re.compile("^ให้ระบบเสนอ"))
    expect(said(page)).to_contain_text("3 เรื่อง")
    live.shot("design-06-needs")
    steps.press("ยืนยันทั้งหมด")
    expect(said(page)).to_contain_text("ยืนยัน 3 เรื่อง")
    for place, box in enumerate(page.locator("[name^=rank_]").all(), start=1):
        steps.fill(box, str(place))
    live.shot("design-07-ranks")
    _on_a_phone(live, "design-07-ranks")
    steps.press("บันทึกลำดับ")
    expect(said(page)).to_contain_text("ลำดับ")
    steps.menu("แผนพัฒนาบุคลากร")
    expect_heading(page, "แผนพัฒนาบุคลากร 3 ปี")
    steps.follow("แผน 2570 - 2572")
    expect_heading(page, TASKS)


# Projects ---------------------------------------------------------------------------------------


def _set_ceilings(live: Live, page: Page, steps: Steps) -> None:
    steps.follow("กรอกวงเงินงบประมาณ")
    expect_heading(page, "วงเงินและงบประมาณ")
    for year in (2570, 2571, 2572):
        steps.fill(page.locator(f"[name=ceiling_{year}]"), "60,000")
    steps.press("บันทึกวงเงิน")
    expect(said(page)).to_contain_text("บันทึกวงเงินแล้ว")
    live.shot("design-08-ceilings")
    steps.back_to_tasks()
    expect_heading(page, TASKS)


def _take_proposals(live: Live, page: Page, steps: Steps) -> None:
    steps.follow("ให้ระบบเสนอโครงการ")
    expect_heading(page, "โครงการที่ระบบเสนอ")
    steps.press("ให้ระบบเสนอโครงการ")
    expect(said(page)).to_contain_text("เสนอโครงการใหม่ 5 โครงการ")
    live.shot("design-09-proposed")
    for count in (3, 2):
        steps.press(re.compile("^ยืนยันทั้งหมดในประเภทนี้"), first=True)
        expect(said(page)).to_contain_text(f"ยืนยันแล้ว {count} โครงการ")
    live.shot("design-10-confirmed")
    _on_a_phone(live, "design-10-confirmed")


# What the checks find -----------------------------------------------------------------------------


def _mend_what_is_found(live: Live, page: Page, steps: Steps) -> None:
    """The list stays open beside the pages and leads from one to the next."""
    panel = page.locator("#check-panel")
    steps.click(panel.get_by_role("button", name="เปิดไว้ข้างหน้านี้"))
    expect(panel.get_by_role("button", name="ปิดรายการ")).to_be_visible()
    live.shot("design-11-panel")
    _to(page, steps, "กลุ่มเป้าหมาย", "๒.๓ กลุ่มเป้าหมาย")
    steps.follow("ดึงจำนวนจากบัญชีบุคลากร")
    expect_heading(page, "ดึงจำนวนจากบัญชีบุคลากร")
    live.shot("design-12-counted")
    steps.press("ใช้จำนวนจากบัญชี")
    expect_heading(page, "๒.๓ กลุ่มเป้าหมาย")
    expect(said(page)).to_contain_text("ดึงจำนวนบุคลากร")
    live.shot("design-13-targets")
    _on_a_phone(live, "design-13-targets")

    _to(page, steps, "รายการติดตาม", re.compile("ตัวชี้วัด ผู้ติดตาม"))
    for name, text in {
        "indicator": "ร้อยละของบุคลากรที่ได้รับการพัฒนาตามแผน",
        "method": "ทะเบียนผู้เข้ารับการพัฒนาเทียบกับเป้าหมาย",
        "responsible": "สำนักปลัด",
        "when": "ปีละ 1 ครั้ง ภายในเดือนตุลาคม",
    }.items():
        steps.fill(page.locator(f"#id_items-0-{name}"), text)
    live.shot("design-14-monitoring")
    steps.press("บันทึก")
    expect(said(page)).to_contain_text("บันทึกการติดตามและประเมินผลแล้ว")

    _to(page, steps, "เลขที่และวันที่ของคำสั่ง", "คณะกรรมการจัดทำแผนพัฒนาบุคลากร")
    expect(page.locator("[name=members-0-person_name]")).to_have_value("นายมานะ ตั้งใจ")
    expect(page.locator("[name=members-1-person_name]")).to_have_value("นายประเสริฐ ดีงาม")
    steps.fill(page.locator("#id_number"), "214/2569")
    fill_date(page, "dated_on", DAY - datetime.timedelta(days=30))
    steps.fields += 3
    live.shot("design-15-committee")
    steps.press("บันทึก")
    expect(said(page)).to_contain_text("บันทึกคณะกรรมการแล้ว")
    _choose_competencies(live, page, steps)


def _choose_competencies(live: Live, page: Page, steps: Steps) -> None:
    _to(page, steps, "สมรรถนะประจำสายงาน", "สิ่งที่ตำแหน่งต้องใช้")
    live.shot("design-16-lines")
    _on_a_phone(live, "design-16-lines")
    steps.follow("นักทรัพยากรบุคคล")
    expect_heading(page, "นักทรัพยากรบุคคล")
    for left in range(LINES - 1, -1, -1):
        for name in ("การคิดวิเคราะห์", "การวางแผนและการจัดการ", "การยึดมั่นในหลักเกณฑ์"):
            steps.check(page.get_by_label(name, exact=True))
        before = page.locator("h1").inner_text()
        if left:
            steps.press(re.compile("^บันทึกและไปสายงานถัดไป"))
            expect(page.locator("h1")).not_to_have_text(before)
        else:
            live.shot("design-17-line")
            steps.press("บันทึก")
            expect_heading(page, "สิ่งที่ตำแหน่งต้องใช้")
    steps.menu("แผนพัฒนาบุคลากร")
    expect_heading(page, "แผนพัฒนาบุคลากร 3 ปี")
    steps.follow("แผน 2570 - 2572")
    expect_heading(page, TASKS)


def _to(page: Page, steps: Steps, about: str, heading: str | re.Pattern[str]) -> None:
    """From the list beside the page to where a finding is mended."""
    steps.click(page.locator("#check-panel").get_by_role("link", name=re.compile(about)).first)
    expect_heading(page, heading)


def _send_to_the_committee(live: Live, page: Page, steps: Steps) -> None:
    live.shot("design-18-tasks-done")
    _on_a_phone(live, "design-18-tasks-done")
    steps.follow("ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    expect(page.locator("main")).to_contain_text("ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    live.shot("design-19-send")
    steps.press("ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    expect(said(page)).to_contain_text("บันทึกแล้ว")
    live.shot("design-20-sent")


# The committee and the board ----------------------------------------------------------------------


def _open_from_notice(page: Page, steps: Steps) -> None:
    steps.click(page.get_by_role("link", name=re.compile("การแจ้ง")))
    expect_heading(page, re.compile("การแจ้ง"))
    steps.click(page.locator("main").get_by_role("button").filter(has_text="หาดคำ").first)
    expect_heading(page, "ประวัติการดำเนินการ")


def _chair_reads(live: Live, page: Page, steps: Steps, pdf_text) -> bytes:
    """What was found when the plan was sent stands beside the decision; the draft is a paper of this LAO."""
    _open_from_notice(page, steps)
    report = page.get_by_role("region", name="ผลการตรวจ ณ วันที่ส่ง")
    expect(report).to_be_visible()
    expect(report.locator("li").first).to_contain_text("ที่มา:")
    expect(report.get_by_text("ต้องแก้", exact=True)).to_have_count(0)
    live.shot("design-21-chair")
    _on_a_phone(live, "design-21-chair")
    steps.follow("เปิดอ่านเล่มแผน")
    expect_heading(page, "เอกสารของแผน")
    live.shot("design-22-document")
    steps.press("จัดทำ PDF ฉบับร่าง")
    expect(page.get_by_text("PDF พร้อมแล้ว")).to_be_visible(timeout=60_000)
    draft = live.download("text=บันทึกแฟ้ม PDF")
    text = pdf_text(draft)
    assert "องค์การบริหารส่วนตำบลหาดคำ" in text
    assert "๒๕๗๐ - ๒๕๗๒" in text
    assert "นายประเสริฐ ดีงาม" in text
    return draft


def _chair_endorses(live: Live, page: Page, steps: Steps, minutes: bytes) -> None:
    steps.back_to_tasks()
    expect_heading(page, TASKS)
    steps.follow("บันทึกมติเห็นชอบ")
    expect(page.get_by_label("ประชุมครั้งที่")).to_be_visible()
    steps.fill(page.get_by_label("ประชุมครั้งที่"), "1/2569")
    fill_date(page, "meeting_on", DAY)
    steps.fill(page.get_by_label("ผู้มาประชุม"), "5")
    steps.fill(page.get_by_label("เห็นชอบ (เสียง)"), "5")
    scan = page.locator("main input[type=file]")
    if scan.count():  # the minutes of a meeting that was held on paper
        steps.attach(scan, "รายงานการประชุม.pdf", "application/pdf", minutes)
    live.shot("design-23-endorse")
    steps.press("บันทึกมติเห็นชอบ")
    expect(said(page)).to_contain_text("เห็นชอบ")


def _submit_to_the_board(live: Live, page: Page, steps: Steps) -> None:
    _open_from_notice(page, steps)
    steps.follow("เสนอคณะกรรมการระดับจังหวัด")
    expect(page.get_by_label("หนังสือนำส่งที่")).to_be_visible()
    steps.fill(page.get_by_label("หนังสือนำส่งที่"), "นค 71301/88")
    fill_date(page, "letter_on", DAY)
    steps.fields += 3
    live.shot("design-24-submit")
    steps.press("เสนอคณะกรรมการระดับจังหวัด")
    expect(said(page)).to_contain_text("เสนอคณะกรรมการระดับจังหวัด")
    live.shot("design-25-submitted")
