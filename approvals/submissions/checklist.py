"""The secretary's checklist of one submission: what the machine found, what was ticked by hand, what follows.

A check counts as done when it is ticked, or when the machine answers the whole of it and found nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.models import ChecklistTick, Decision, ReturnReason
from approvals.notices import KEPT_LANGUAGE
from approvals.submissions.catalog import Check, checks
from approvals.submissions.find import is_current
from organizations.models import Membership
from organizations.roles import Role
from plans.checks.report import KeptFinding, Report, reports_of
from plans.models import CheckReport, Revision
from thai.dates import now, today

Verdict = ChecklistTick.Verdict
AMENDMENT = 29  #: the check that is about amendments alone


class TickRefused(Exception):
    """The tick cannot be kept: the submission is no longer before the board, or the person is another."""


class TickConflict(Exception):
    """Somebody else ticked the check after the page was opened; ``tick`` is what stands."""

    def __init__(self, tick: ChecklistTick) -> None:
        super().__init__(
            _("{who} บันทึก “{verdict}” ไปก่อนแล้ว ของท่านยังไม่บันทึก หากต้องการใช้ของท่านให้บันทึกอีกครั้ง").format(
                who=tick.ticked_by.user, verdict=tick.get_verdict_display()
            )
        )
        self.tick = tick


@dataclass(frozen=True)
class Row:
    """One check of one submission."""

    check: Check
    findings: tuple[KeptFinding, ...]
    tick: ChecklistTick | None
    is_looked_at: bool  #: rules of the machine looked at it
    applies: bool = True

    @property
    def machine_is_content(self) -> bool:
        """The machine answers the whole of the check and found nothing, or the check is not about this plan."""
        if not self.applies:
            return True
        return self.is_looked_at and not self.findings and not self.check.by_eye

    @property
    def is_done(self) -> bool:
        """Ticked, or answered by the machine."""
        return self.tick is not None or self.machine_is_content

    @property
    def is_fault(self) -> bool:
        """Ticked as something to be mended."""
        return self.tick is not None and self.tick.verdict == Verdict.FAULT

    @property
    def verdict(self) -> str:
        """The tick by hand; what the machine says stands beside it."""
        return self.tick.verdict if self.tick else ""

    @property
    def version(self) -> int:
        """Of the tick that was seen; 0 for none."""
        return self.tick.version if self.tick else 0


def rows_of(submission: Decision, revision: Revision) -> list[Row]:
    """The thirty of one submission, in three queries."""
    report = report_at(submission)
    ticks = submission.ticks.select_related("ticked_by__user", "carried_from")
    return rows_from(revision, report, {tick.check_number: tick for tick in ticks})


def rows_from(revision: Revision, report: Report | None, ticks: Mapping[int, ChecklistTick]) -> list[Row]:
    """The thirty from what is known already, without a query."""
    found: dict[str, list[KeptFinding]] = {}
    for finding in report.findings if report else ():
        found.setdefault(finding.id, []).append(finding)
    return [_row(check, found, ticks.get(check.number), revision, report is not None) for check in checks()]


def _row(
    check: Check,
    found: Mapping[str, list[KeptFinding]],
    tick: ChecklistTick | None,
    revision: Revision,
    has_report: bool,
) -> Row:
    findings = tuple(finding for name in check.point.checks for finding in found.get(name, ()))
    held_by_guards = bool(check.point.guards) and not check.point.checks
    looked_at = held_by_guards or (has_report and bool(check.point.checks))
    applies = check.number != AMENDMENT or revision.number > 0
    return Row(check, findings, tick, looked_at, applies)


def done(rows: Iterable[Row]) -> int:
    """How many of the thirty are done."""
    return sum(row.is_done for row in rows)


def report_at(submission: Decision) -> Report | None:
    """What the checks found in the content of a submission."""
    kept = (
        CheckReport.objects.filter(snapshot=submission.snapshot_id, action="submit").order_by("-pk").first()
    )
    if kept is None:
        return None
    revision = Revision(pk=submission.revision_id, snapshot_id=submission.snapshot_id)
    return reports_of([revision]).get(submission.revision_id)


# Ticking ---------------------------------------------------------------------------------------


@transaction.atomic
def tick(
    submission: Decision,
    revision: Revision,
    number: int,
    *,
    verdict: str,
    note: str,
    seen: int,
    by: Membership,
) -> ChecklistTick | None:
    """Keep the word on one check, or take it back (an empty verdict); what is the same already is left alone.

    TickConflict when another word stands than the one that was seen.
    """
    require_office(submission, revision, by)
    rows = ChecklistTick.objects.select_for_update(of=("self",)).select_related("ticked_by__user")
    standing = rows.filter(submission=submission, check_number=number).first()
    if standing and (standing.verdict, standing.note) == (verdict, note):
        return standing
    if (standing.version if standing else 0) != seen:
        if standing is None:
            return _made(submission, number, verdict, note, by)
        raise TickConflict(standing)
    if not verdict:
        if standing:
            standing.delete()
        return None
    if standing is None:
        return _made(submission, number, verdict, note, by)
    standing.verdict, standing.note, standing.version = verdict, note, standing.version + 1
    standing.ticked_at, standing.ticked_by, standing.carried_from = now(), by, None
    standing.save()
    return standing


def _made(submission: Decision, number: int, verdict: str, note: str, by: Membership) -> ChecklistTick | None:
    if not verdict:
        return None
    try:
        with transaction.atomic():
            return ChecklistTick.objects.create(
                submission=submission,
                check_number=number,
                verdict=verdict,
                note=note,
                ticked_at=now(),
                ticked_by=by,
            )
    except IntegrityError as error:
        rows = ChecklistTick.objects.select_related("ticked_by__user")
        raise TickConflict(rows.get(submission=submission, check_number=number)) from error


def require_office(submission: Decision, revision: Revision, by: Membership) -> None:
    """TickRefused unless the secretary of this board has this very submission before the board."""
    if by.role != Role.BOARD_SECRETARY or by.board_id != revision.plan.organization.board_id:
        raise TickRefused(_("เลขานุการของคณะกรรมการนี้เท่านั้นที่บันทึกแบบตรวจได้"))
    if not by.is_active_on(today()):
        raise TickRefused(_("บทบาทนี้สิ้นสุดแล้ว จึงดำเนินการไม่ได้ กรุณาเลือกบทบาทที่ยังมีผล"))
    if not is_current(submission, revision):
        raise TickRefused(_("เรื่องนี้ไม่ได้อยู่ระหว่างการพิจารณาของคณะกรรมการแล้ว แบบตรวจจึงแก้ไขไม่ได้"))


# What follows ----------------------------------------------------------------------------------


def remarks_of(submission: Decision) -> tuple[list[ReturnReason], str]:
    """Reasons of the catalog and a note for a return, or for an approval with corrections, from the faults ticked."""
    faults = {tick.check_number: tick for tick in submission.ticks.filter(verdict=Verdict.FAULT)}
    found = [check for check in checks() if check.number in faults]
    codes = list(dict.fromkeys(code for check in found for code in check.reasons))
    year = submission.revision.plan.edition.year
    by_code = {row.code: row for row in ReturnReason.objects.for_edition(year).filter(code__in=codes)}
    lines = [_remark(check, faults[check.number].note) for check in found]
    return [by_code[code] for code in codes if code in by_code], "\n".join(filter(None, lines))


@translation.override(KEPT_LANGUAGE)
def _remark(check: Check, note: str) -> str:
    """What the secretary wrote; a fault without a reason of the catalog is named at least."""
    if note:
        return f"{check.name}: {note}"
    return "" if check.reasons else f"{check.name}: {check.look}"
