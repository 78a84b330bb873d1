"""What a plan's chain of events vouches for here: its yearly reports as they were issued.

The event of issuing names the report; ``verify_events`` tells one that was changed, that is gone, or that nobody issued.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from approvals.witness import Kind
from monitoring.models import YearlyReport
from plans.freeze import sha256_of
from plans.models import Plan

_REPORT = (
    *("plan_id", "year", "seq", "number", "dated_on", "office", "addressee", "opening", "closing"),
    *("signer_name", "signer_position", "content"),
)


def digest_of_report(report: YearlyReport) -> str:
    """The hash of a report as it was issued: what it says, its words and its number."""
    return sha256_of({name: getattr(report, name) for name in _REPORT})


def _find(data: Mapping[str, Any]) -> YearlyReport | None:
    return YearlyReport.objects.filter(pk=data["report"], issued_at__isnull=False).first()


def _issued(plan: Plan) -> QuerySet[YearlyReport]:
    return YearlyReport.objects.filter(plan=plan, issued_at__isnull=False)


REPORT = Kind(_find, digest_of_report, _issued)
