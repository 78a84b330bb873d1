"""Yearly reports: worded from the records, edited, issued once with number and date; the paper is made afterwards.

A report that was issued stays as it is. When results are recorded or mended later, a further report takes its place.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from approvals import events
from approvals.issuing import Imprint, Told, Waiting, issue_once
from approvals.models import Notice, NumberTaken
from approvals.notices import KEPT_LANGUAGE, name_of, tell_people
from approvals.numbers import NumberInUse, NumberUnreadable, parse_number, propose, take, written, year_of
from documents import paper
from documents.models import IssuedDocument
from documents.text import fill
from monitoring.models import YearlyReport
from monitoring.papers.yearly_report import report_title, yearly_report
from monitoring.report import Report, report_of
from monitoring.years import PlanYear
from organizations.models import Membership
from organizations.roles import Role
from plans.edit import Stale
from plans.freeze import sha256_of
from plans.models import CommitteeMember, Plan
from plans.papers import plan_title
from thai.dates import now, today
from thai.digits import to_thai

KIND = "yearly_report"  #: of issued documents
WORDING = ("office", "addressee", "opening", "closing", "signer_name", "signer_position")
OPENING = (
    "ตามที่{lao}ได้ประกาศใช้{title} และแผนแม่บทการพัฒนาบุคลากร ๓ ปี ขององค์กรปกครองส่วนท้องถิ่น "
    "ประจำปีงบประมาณ พ.ศ. {first} - {last} ข้อ ๑๕ (๔) กำหนดให้ติดตามและประเมินผลการพัฒนาบุคลากร นั้น\n\n"
    "{office}ได้รวบรวมผลการดำเนินการประจำปีงบประมาณ พ.ศ. {year} จากส่วนราชการที่รับผิดชอบโครงการแล้ว "
    "มีผลโดยสรุปดังนี้ รายละเอียดปรากฏตามรายงานที่แนบมาพร้อมนี้"
)
CLOSING = "จึงเรียนมาเพื่อโปรดทราบ และพิจารณาใช้ผลการดำเนินการประกอบการปรับปรุงแผนและการจัดทำโครงการในปีถัดไป"
DRAFT = ("ร่าง", "ร่างรายงาน ยังไม่ได้ออกเลขที่")
COPY = ("สำเนา", "สำเนาจากข้อมูลของรายงานที่ออกเลขที่แล้ว ไม่ใช่ฉบับที่ออก")


class ReportRefused(Exception):
    """The report cannot be changed or issued; ``field`` is the box at fault, if one is."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Numbered:
    """What a report gets when it is issued."""

    number: str
    dated_on: datetime.date


# Which -----------------------------------------------------------------------------------------


def reports_of(of: PlanYear) -> QuerySet[YearlyReport]:
    """Reports of a year, the last first."""
    rows = YearlyReport.objects.filter(plan=of.plan, year=of.year).order_by("-seq")
    return rows.select_related("document", "organization__province", "issued_by__user")


def report_at_hand(of: PlanYear) -> YearlyReport:
    """The last report of a year, or a first one worded from the records, not stored."""
    return reports_of(of).first() or _worded(of)


def said_by(report: YearlyReport, of: PlanYear) -> Report:
    """What a report says: what it was issued with, or the records as they are now."""
    return Report.from_json(report.content) if report.content else report_of(of)


def has_changed(report: YearlyReport, of: PlanYear) -> bool:
    """True where the records say something else than the report that was issued."""
    return report.content is not None and report_of(of).as_json() != said_by(report, of).as_json()


def _worded(of: PlanYear) -> YearlyReport:
    facts, organization = of.facts, of.organization
    unit = organization.units.filter(is_hr=True, closed_on=None).first()
    office = unit.name if unit else organization.titles.office
    words = {
        **facts.placeholders,
        "title": plan_title(facts),
        "office": office,
        "year": to_thai(int(of.year)),
    }
    name, position = _secretary(of)
    return YearlyReport(
        plan=of.plan,
        organization=organization,
        year=int(of.year),
        office=f"{office} {organization.full_name}",
        addressee=organization.head_title,
        opening=fill(OPENING, words),
        closing=CLOSING,
        signer_name=name,
        signer_position=position,
        version=0,
    )


def _secretary(of: PlanYear) -> tuple[str, str]:
    """The secretary of the committee, who puts its work before the head of the LAO."""
    found = [member for member in of.facts.committee if member.duty == CommitteeMember.Duty.SECRETARY]
    return (found[0].person_name, found[0].position) if found else ("", "")


# Drafting --------------------------------------------------------------------------------------


@transaction.atomic
def save_wording(of: PlanYear, values: Mapping[str, str], *, seen: int) -> YearlyReport:
    """Keep the wording of the draft; Stale when somebody changed it meanwhile, ReportRefused once it is issued."""
    Plan.objects.select_for_update(no_key=True).get(pk=of.plan.pk)
    report = report_at_hand(of)
    if report.is_issued:
        raise ReportRefused(_("รายงานนี้ออกเลขที่ไปแล้ว จึงแก้ไขไม่ได้ กรุณาเปิดหน้านี้ใหม่เพื่อดูฉบับที่ออก"))
    if report.version != seen:
        raise Stale
    for name in WORDING:
        setattr(report, name, values[name])
    report.version += 1
    report.save()
    return report


@transaction.atomic
def begin_again(of: PlanYear) -> YearlyReport:
    """A further report with the words of the one that was issued; the draft that there is, where there is one."""
    Plan.objects.select_for_update(no_key=True).get(pk=of.plan.pk)
    last = report_at_hand(of)
    if not last.is_issued:
        return last
    return YearlyReport.objects.create(
        plan=of.plan,
        organization=last.organization,
        year=last.year,
        seq=last.seq + 1,
        version=last.version + 1,  # a page that showed the one that was issued is stale
        **{name: getattr(last, name) for name in WORDING},
    )


# Issuing ---------------------------------------------------------------------------------------


def usual_number(of: PlanYear) -> str:
    """The next number of the register of memoranda, with the code before it as in the last report.

    Empty where the register is not kept here yet this year: nothing is better than a wrong number.
    """
    following = propose(of.organization, NumberTaken.Series.MEMORANDUM, year_of(today()))
    if following == 1:
        return ""
    last = YearlyReport.objects.filter(organization=of.organization).exclude(number="")
    number = last.order_by("-issued_at").values_list("number", flat=True).first() or ""
    try:
        prefix = parse_number(number).prefix
    except NumberUnreadable:
        prefix = ""
    return f"{prefix}{following}" if prefix else written(following, year_of(today()))


@transaction.atomic
def issue_report(
    of: PlanYear, values: Mapping[str, str], numbered: Numbered, *, seen: int, by: Membership
) -> YearlyReport:
    """Keep the wording and issue the report as the records are now, with a number that no other memorandum has."""
    report = save_wording(of, values, seen=seen)
    _require_sane(of, values, numbered)
    try:
        typed = parse_number(numbered.number, dated_on=numbered.dated_on)
        series, year = NumberTaken.Series.MEMORANDUM, year_of(numbered.dated_on)
        take(of.organization, series, year, typed.number, report_title(report.year, report.seq), by)
    except (NumberUnreadable, NumberInUse) as error:
        raise ReportRefused(str(error), "number") from error
    report.number, report.dated_on = to_thai(str(typed)), numbered.dated_on
    report.content = report_of(of).as_json()
    report.issued_at, report.issued_by = now(), by
    report.save()
    events.append(
        plan=of.plan, action="issue_yearly_report", actor=by.user, role=by.role, data=_vouched(report)
    )
    _tell_head(of)
    transaction.on_commit(partial(make_report.enqueue, report.pk))
    return report


def _tell_head(of: PlanYear) -> None:
    """The report is made for the head of the LAO, who reads it in the system, too."""
    rows = Membership.objects.active_on(today()).filter(
        role=Role.HEAD, organization=of.organization, user__is_active=True
    )
    with translation.override(KEPT_LANGUAGE):
        text = _("{plan}: ออกรายงานผลปีงบประมาณ {year} เสนอท่านแล้ว").format(
            plan=name_of(of.revision), year=int(of.year)
        )
    tell_people(
        kind=Notice.Kind.DECISION, people=rows, text=text, address=of.url("report"), revision=of.revision
    )


def _vouched(report: YearlyReport) -> dict[str, Any]:
    return {
        "report": report.pk,
        "year": report.year,
        "number": report.number,
        "content_sha256": sha256_of(report.content),
    }


def _require_sane(of: PlanYear, values: Mapping[str, str], numbered: Numbered) -> None:
    if not values["signer_name"]:
        raise ReportRefused(_("กรุณากรอกชื่อผู้ลงนามก่อนออกรายงาน"), "signer_name")
    if numbered.dated_on > today():
        raise ReportRefused(_("วันที่ของบันทึกยังมาไม่ถึง กรุณาตรวจวันที่"), "dated_on")
    if numbered.dated_on < of.year.starts_on:
        raise ReportRefused(_("บันทึกลงวันที่ก่อนเริ่มปีงบประมาณที่รายงาน กรุณาตรวจวันที่"), "dated_on")


# The paper -------------------------------------------------------------------------------------


@task(priority=10)
def make_report(report_id: int) -> None:
    """Background task: make and issue the paper of a report, unless that is done."""
    make_paper(YearlyReport.objects.select_related("organization", "plan__organization").get(pk=report_id))


def pending_reports() -> QuerySet[YearlyReport]:
    """Reports that were issued and whose paper is not made yet."""
    rows = YearlyReport.objects.filter(document=None).exclude(issued_at=None)
    return rows.select_related("organization__province", "plan__organization")


def make_paper(report: YearlyReport) -> IssuedDocument:
    """The paper of a report: the one it has, or a new one that takes the place of its predecessor's."""
    if report.document is not None:
        return report.document
    imprint = Imprint(
        KIND,
        report.number,
        report.dated_on,
        report.organization,
        supersedes=_earlier_paper(report),
    )
    told = Told(report.plan, "issue_yearly_report_document", {"report": report.pk})
    return issue_once(report, partial(_paper, report), imprint, told=told)


def _earlier_paper(report: YearlyReport) -> IssuedDocument | None:
    """The paper that this one replaces, which is therefore made first."""
    issued = YearlyReport.objects.exclude(issued_at=None).select_related("document", "plan__organization")
    before = issued.filter(plan=report.plan_id, year=report.year, seq__lt=report.seq)
    last = before.select_related("organization__province").order_by("-seq").first()
    return make_paper(last) if last else None


def _paper(report: YearlyReport, mark: paper.Issued | paper.Draft) -> paper.Paper:
    return yearly_report(report, Report.from_json(report.content), mark)


def draft_paper(report: YearlyReport, of: PlanYear) -> paper.Paper:
    """The report as it would be issued now; a copy of one that was issued, which says so."""
    mark = paper.Draft(today(), *(COPY if report.is_issued else DRAFT))
    return yearly_report(report, said_by(report, of), mark)


def made_again(document: IssuedDocument, mark: paper.Issued) -> paper.Paper | None:
    """The pieces of an issued report, for its copy as Word."""
    found = YearlyReport.objects.filter(document=document).select_related("organization__province").first()
    return _paper(found, mark) if found else None


def waiting() -> Iterator[Waiting]:
    """Reports without a paper, for ``manage.py issue_pending``."""
    for report in pending_reports():
        yield f"{report.plan.reference} report {report.year}", partial(make_paper, report)
