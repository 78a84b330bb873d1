"""Every kind of paper of the cycle, in the order in which an office meets them; a new kind gets its line here.

``tests/test_gallery.py`` refuses a maker of papers that stands in no line.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from approvals.master_committee import titles_of
from approvals.meetings.wording import wording_of
from approvals.models import AgendaItem, Announcement, MeetingPaper
from approvals.papers import announcement_preview, changes_document, plan_paper, yearly_document
from approvals.papers_handover import sheet_paper
from approvals.papers_letters import letter_paper, result_paper
from approvals.papers_master import master_order_paper
from approvals.papers_meetings import draft_mark, meeting_paper
from approvals.papers_orders import order_paper
from approvals.papers_sittings import agenda_paper, minutes_paper
from approvals.papers_sittings import letter_paper as resolution_paper
from approvals.sittings.minutes import written
from approvals.submissions.wording import covering_letter, return_letter
from documents.paper import Draft, Issued, Paper
from gallery.scene import BOARD_MET_ON, TODAY, Scene, moment
from monitoring.papers.evaluation import (
    COMMITTEE,
    PARTICIPANT,
    REPORT,
    SUPERIOR,
    TITLES,
    committee_form,
    project_form,
)
from monitoring.papers.yearly_report import yearly_report
from monitoring.reports import report_at_hand, said_by
from monitoring.years import plan_year
from organizations.roles import Role
from plans.checks import run_checks
from plans.checks.report import KeptFinding, Report
from plans.facts import PlanFacts
from plans.idp.sheets import sheet_of
from plans.models import IndividualPlan, Layout
from plans.papers.idp import individual_plans
from plans.papers.tables import numbered
from thai.dates import frozen_today
from thai.fiscal import FiscalYear

ISSUED = Issued("7K2QD-M84ZP", "https://plans.example.go.th/verify/7K2QD-M84ZP/")
DRAFT = Draft(TODAY)
CALLED_ON = datetime.date(2026, 8, 13)
REASON = "จำนวนนี้เป็นไปตามกรอบอัตรากำลังที่อยู่ระหว่างขอปรับปรุง"


@dataclass(frozen=True)
class Kind:
    """One paper of the gallery; ``pages`` chooses from a long one (empty: all), negative ones counted from its end."""

    key: str
    title: str
    make: Callable[[Scene], Paper]
    pages: tuple[int, ...] = ()


def _order(scene: Scene) -> Paper:
    return order_paper(*scene.order, ISSUED)


def _further_order(scene: Scene) -> Paper:
    return order_paper(*scene.further_order, ISSUED)


def _master_order(scene: Scene) -> Paper:
    return master_order_paper(*scene.master_committee, titles_of(scene.board), ISSUED)


def _of_committee(kind: str) -> Callable[[Scene], Paper]:
    def make(scene: Scene) -> Paper:
        if kind == MeetingPaper.Kind.MINUTES:
            return meeting_paper(wording_of(scene.committee_meeting, kind), ISSUED)
        with frozen_today(moment(CALLED_ON)):
            return meeting_paper(wording_of(scene.committee_meeting, kind), draft_mark(kind))

    return make


def _board_agenda(scene: Scene) -> Paper:
    items = AgendaItem.objects.filter(meeting=scene.sitting).select_related("block", "revision")
    return agenda_paper(scene.sitting, list(items), Draft(TODAY, " ", "จัดทำจากข้อมูลการประชุมในระบบ"))


def _board_minutes(scene: Scene) -> Paper:
    meeting = scene.sitting
    chair = meeting.attendees.get(duty="chair")
    taken_by = str(scene.person(Role.BOARD_SECRETARY).user)
    return minutes_paper(meeting, written(meeting), ISSUED, taken_by=taken_by, checked_by=chair)


def _cover_letter(scene: Scene) -> Paper:
    letter = covering_letter(scene.announced)
    return letter_paper(scene.dated(letter, "นค ๗๑๒๐๑/๓๔๒", datetime.date(2023, 8, 25)), ISSUED)


def _return_letter(scene: Scene) -> Paper:
    submission = scene.submitted[0].decisions.filter(action="submit").first()
    letter = return_letter(scene.returned(), scene.submitted[0], submission)
    return letter_paper(scene.dated(letter, "นค ๐๐๒๓.๒/๑๑๘", BOARD_MET_ON), ISSUED)


def _resolution_letter(scene: Scene) -> Paper:
    return resolution_paper(
        scene.dated(scene.resolution_letter(), "นค ๐๐๒๓.๒/๑๓๐", datetime.date(2026, 9, 21)), ISSUED
    )


def _announcement(scene: Scene) -> Paper:
    return announcement_preview(Announcement.objects.get(revision=scene.announced))


def _checks(scene: Scene) -> Paper:
    findings = run_checks(PlanFacts(scene.drafted))
    rows = [
        KeptFinding(
            one.id, one.grade, one.clause, one.place.key, one.message, one.fix, REASON if not number else ""
        )
        for number, one in enumerate(findings)
    ]
    return result_paper(scene.drafted, Report(moment(TODAY), rows), DRAFT)


def _individual_plans(scene: Scene) -> Paper:
    plans = IndividualPlan.objects.filter(organization=scene.lao).order_by("pk")[:2]
    return individual_plans(
        [sheet_of(plan) for plan in plans], organization=scene.lao, year=FiscalYear(plans[0].year)
    )


def _yearly_report(scene: Scene) -> Paper:
    of = plan_year(scene.announced.plan, FiscalYear(2567))
    assert of is not None
    report = report_at_hand(of)
    report.number, report.dated_on = "นค ๗๑๒๐๑/๘๑", datetime.date(2024, 10, 21)
    return yearly_report(report, said_by(report, of), ISSUED)


def _of_project(kind: str, place: int) -> Callable[[Scene], Paper]:
    def make(scene: Scene) -> Paper:
        facts = PlanFacts(scene.announced)
        return project_form(kind, facts, numbered(facts)[place])

    return make


KINDS: tuple[Kind, ...] = (
    Kind("order", "คำสั่งแต่งตั้งคณะกรรมการจัดทำแผน", _order),
    Kind("further-order", "คำสั่งเปลี่ยนแปลงคณะกรรมการจัดทำแผน", _further_order),
    Kind("master-order", "คำสั่งแต่งตั้งคณะกรรมการจัดทำแผนแม่บทของจังหวัด", _master_order),
    Kind("invitation", "บันทึกข้อความเชิญประชุมคณะกรรมการจัดทำแผน", _of_committee(MeetingPaper.Kind.INVITATION)),
    Kind("agenda", "ระเบียบวาระการประชุมคณะกรรมการจัดทำแผน", _of_committee(MeetingPaper.Kind.AGENDA)),
    Kind("minutes", "รายงานการประชุมคณะกรรมการจัดทำแผน", _of_committee(MeetingPaper.Kind.MINUTES)),
    Kind("checks", "ผลการตรวจแผน ณ วันที่ส่ง", _checks),
    Kind("cover-letter", "หนังสือนำส่งร่างแผนถึงคณะกรรมการระดับจังหวัด", _cover_letter),
    Kind("return-letter", "หนังสือส่งร่างแผนคืนให้แก้ไข", _return_letter),
    Kind("board-agenda", "ระเบียบวาระการประชุมคณะกรรมการระดับจังหวัด", _board_agenda),
    Kind("board-minutes", "รายงานการประชุมคณะกรรมการระดับจังหวัด", _board_minutes),
    Kind("resolution-letter", "หนังสือแจ้งมติคณะกรรมการระดับจังหวัด", _resolution_letter),
    Kind("announcement", "ประกาศใช้แผน ก่อนลงนาม", _announcement),
    Kind("plan-six", "แผนพัฒนาบุคลากร ๓ ปี รูปแบบ ๖ ส่วน ฉบับที่ประกาศใช้", lambda scene: plan_paper(scene.announced, layout=Layout.SIX, mark=ISSUED)),
    Kind("plan-master", "แผนพัฒนาบุคลากร ๓ ปี รูปแบบ ๑๙ ข้อ ฉบับร่าง", lambda scene: plan_paper(scene.drafted, layout=Layout.MASTER, mark=DRAFT)),
    Kind("yearly", "แผนพัฒนาบุคลากรประจำปีงบประมาณ", lambda scene: yearly_document(scene.drafted, 2570)),
    Kind("amendment", "ประกาศปรับปรุงแผน พร้อมตารางเปรียบเทียบ", lambda scene: plan_paper(scene.amendment, layout=Layout.SIX, mark=ISSUED), (1, 2, -2)),
    Kind("changes", "ตารางเปรียบเทียบการปรับปรุงแผน", lambda scene: changes_document(scene.amendment)),
    Kind("individual-plans", "แผนพัฒนารายบุคคล", _individual_plans),
    Kind("yearly-report", "รายงานผลการดำเนินการตามแผนประจำปีงบประมาณ", _yearly_report),
    Kind("form-participant", TITLES[PARTICIPANT], _of_project(PARTICIPANT, 1)),
    Kind("form-superior", TITLES[SUPERIOR], _of_project(SUPERIOR, 1)),
    Kind("form-report", TITLES[REPORT], _of_project(REPORT, 13)),
    Kind("form-committee", TITLES[COMMITTEE], lambda scene: committee_form(PlanFacts(scene.announced), 2567)),
    Kind("handover", "บันทึกส่งมอบงาน", lambda scene: sheet_paper(scene.person(Role.HR_OFFICER))),
)  # fmt: skip
