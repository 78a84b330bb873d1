"""The LAO answers each reason of a return before it submits again; the secretary ticks the answers off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.models import Decision, ReasonAnswer, ReturnReason
from approvals.submissions.checklist import require_office
from organizations.models import Membership
from plans.models import Plan, Revision
from thai.dates import now


class AnswerRefused(Exception):
    """The answer cannot be kept; the message is Thai."""


@dataclass(frozen=True)
class Asked:
    """A reason of a return with its answer, if there is one."""

    reason: ReturnReason
    answer: ReasonAnswer | None

    @property
    def is_settled(self) -> bool:
        """Ticked off by the secretary."""
        return self.answer is not None and self.answer.settled_at is not None


def asked_by(returned: Decision) -> list[Asked]:
    """The reasons of a return in the order of the letter, each with its answer; two queries."""
    rows = returned.answers.select_related("answered_by__user", "settled_by__user")
    answers = {answer.reason_id: answer for answer in rows}
    return [Asked(reason, answers.get(reason.pk)) for reason in returned.reasons.order_by("order", "code")]


def unanswered(returned: Decision) -> int:
    """How many reasons of a return have no answer yet."""
    return sum(asked.answer is None for asked in asked_by(returned))


@transaction.atomic
def answer_reasons(
    returned: Decision, revision: Revision, texts: Mapping[int, str], *, by: Membership
) -> int:
    """Keep the answers by the reason's key; how many were new or changed. What the board has had stays as it was."""
    Plan.objects.select_for_update(no_key=True).get(pk=revision.plan_id)
    if Decision.objects.filter(revision=revision, action="submit", pk__gt=returned.pk).exists():
        raise AnswerRefused(_("เสนอแผนอีกครั้งแล้ว คำชี้แจงจึงแก้ไขไม่ได้"))
    count = 0
    for asked in asked_by(returned):
        text = texts.get(asked.reason.pk, "").strip()
        if asked.answer is None:
            if text:
                ReasonAnswer.objects.create(
                    decision=returned, reason=asked.reason, text=text, answered_at=now(), answered_by=by
                )
                count += 1
        elif text and text != asked.answer.text:
            count += ReasonAnswer.objects.filter(pk=asked.answer.pk).update(
                text=text, answered_at=now(), answered_by=by, version=asked.answer.version + 1
            )
    return count


@transaction.atomic
def settle(
    submission: Decision,
    revision: Revision,
    returned: Decision,
    settled: set[int],
    *,
    by: Membership,
) -> int:
    """Tick off the answers (by their keys) that settle their reasons, and take ticks back; how many are settled."""
    require_office(submission, revision, by)
    rows = returned.answers
    rows.filter(pk__in=settled, settled_at=None).update(settled_at=now(), settled_by=by)
    rows.exclude(pk__in=settled).update(settled_at=None, settled_by=None)
    return rows.exclude(settled_at=None).count()
