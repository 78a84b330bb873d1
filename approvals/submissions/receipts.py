"""The board's office takes submissions in: number of its register and moment, one by one or many at a press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals import events
from approvals.models import Decision, Notice, NumberTaken, Receipt
from approvals.notices import KEPT_LANGUAGE
from approvals.numbers import take_next, year_of
from approvals.submissions.carry import carry_over
from approvals.submissions.find import is_current
from approvals.submissions.tell import tell_lao
from organizations.models import Board, Membership
from organizations.roles import Role
from plans.models import Plan, Revision
from thai.dates import BANGKOK, format_date, format_time, now, today


class ReceiptRefused(Exception):
    """The submission cannot be taken in; the message is Thai."""


@dataclass(frozen=True)
class Done:
    """What became of one submission of many."""

    submission: Decision
    receipt: Receipt | None
    word: str = ""  #: why it was left out


def receipt_of(submission: Decision) -> Receipt | None:
    """The receipt of a submission, if it was taken in."""
    return Receipt.objects.filter(submission=submission).select_related("received_by__user").first()


def received_words(receipt: Receipt) -> str:
    """รับเรื่องแล้ว เลขรับ 12/2569 เมื่อ 15 ก.ย. 2569 เวลา 10:30 น."""
    moment = receipt.received_at.astimezone(BANGKOK)
    return _("รับเรื่องแล้ว เลขรับ {number}/{year} เมื่อ {date} เวลา {time}").format(
        number=receipt.number,
        year=receipt.year,
        date=format_date(moment.date(), "screen"),
        time=format_time(moment),
    )


@transaction.atomic
def receive(submission: Decision, *, by: Membership) -> Receipt:
    """Take one submission in; ReceiptRefused when it is taken in already or no longer before the board.

    Two at once wait for each other: one gets the receipt, the other is told its number. No number is left out.
    """
    Plan.objects.select_for_update(no_key=True, of=("self",)).get(revisions__pk=submission.revision_id)
    revision = Revision.objects.with_plan().get(pk=submission.revision_id)
    board = _board_of(revision, by)
    if (known := receipt_of(submission)) is not None:
        raise ReceiptRefused(_("รับไว้แล้ว เลขรับ {number}/{year}").format(number=known.number, year=known.year))
    if not is_current(submission, revision):
        raise ReceiptRefused(_("เรื่องนี้ถูกถอนหรือส่งกลับไปแล้ว จึงลงรับไม่ได้"))
    year = year_of(today())
    used_for = f"{revision.plan.organization.short_name} แผนพัฒนาบุคลากร 3 ปี {revision.plan.cycle}"
    taken = take_next(board, NumberTaken.Series.RECEIPT, year, used_for, by)
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(
                submission=submission,
                board=board,
                number=taken.number,
                year=year,
                received_at=now(),
                received_by=by,
            )
    except IntegrityError as error:
        raise ReceiptRefused(_("มีผู้ลงรับเรื่องนี้ไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่")) from error
    carry_over(submission, revision, by=by)
    data = {"submission": submission.pk, "receipt": str(taken), "revision": revision.number}
    events.append(plan=revision.plan, action="receive", actor=by.user, role=by.role, data=data)
    _tell(receipt, revision)
    return receipt


def receive_many(submissions: Iterable[Decision], *, by: Membership) -> list[Done]:
    """Take many in, each for itself: one that cannot be taken in is left out with a word and stops nobody."""
    done = []
    for submission in submissions:
        try:
            done.append(Done(submission, receive(submission, by=by)))
        except ReceiptRefused as refused:
            done.append(Done(submission, None, str(refused)))
    return done


def _board_of(revision: Revision, by: Membership) -> Board:
    board = revision.plan.organization.board
    if by.role != Role.BOARD_SECRETARY or by.board_id != board.pk or not by.is_active_on(today()):
        raise ReceiptRefused(_("เลขานุการของคณะกรรมการนี้เท่านั้นที่ลงรับเรื่องได้"))
    return board


@translation.override(KEPT_LANGUAGE)
def _tell(receipt: Receipt, revision: Revision) -> list[Notice]:
    address = reverse("approvals:history", kwargs=revision.address)
    return tell_lao(revision, received_words(receipt), address=address)
