"""What belongs to one submission: covering letter, order, minutes, plan and the result of the checks.

Each piece is said to be there or missing, with what to do about it, before the plan is submitted.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import Decision, Letter, MeetingPaper
from approvals.orders import is_given_on_paper, issued_orders
from approvals.papers import changes_document, draft_document
from approvals.papers_letters import result_paper
from approvals.submissions.find import current
from approvals.submissions.letters import cover_at_hand, cover_of
from documents import paper
from documents.models import IssuedDocument
from plans.checks.report import report_of
from plans.models import Revision
from thai.dates import format_date, today


@dataclass(frozen=True)
class Piece:
    """One thing of the package.

    ``sha256`` names kept bytes, ``make`` composes a paper that is made when the package is packed; a piece with neither
    is missing, or on its way.
    """

    name: str  #: of its file, without what follows the point
    title: str
    detail: str = ""
    fix: str = ""  #: what is missing and what to do
    address: str = ""  #: where it is read, or made
    action: str = ""  #: what the link says
    sha256: str = ""
    make: Callable[[], paper.Paper] | None = None
    by_hand: str = ""  #: why it is known and still not in the file: it is sent on paper

    @property
    def is_there(self) -> bool:
        """It can be packed."""
        return bool(self.sha256 or self.make)


def package_of(revision: Revision) -> list[Piece]:
    """The pieces in the order in which they are bound together; an amendment has its table of changes by itself, too."""
    submission = current(revision)
    return [
        _cover(revision, submission),
        _order(revision),
        _minutes(revision),
        _plan(revision),
        _result(revision),
        *([_changes(revision)] if revision.number else []),
    ]


def missing(pieces: list[Piece]) -> list[Piece]:
    """Pieces about which something has to be done."""
    return [piece for piece in pieces if piece.fix]


def _cover(revision: Revision, submission: Decision | None) -> Piece:
    title = _("หนังสือนำส่ง")
    if submission is not None:
        letter = cover_of(submission)
        told = _numbered(submission.letter_number, submission.letter_on)
        if letter is None:  # written outside
            return Piece("1-หนังสือนำส่ง", title, told)
        return Piece("1-หนังสือนำส่ง", title, told, **_letter_file(letter, revision))
    letter = cover_at_hand(revision)
    address = reverse("approvals:cover", kwargs=revision.address)
    if letter is None or letter.issued_at is None:
        fix = _("ยังไม่ได้ออกหนังสือนำส่ง") if letter is None else _("ร่างไว้แล้ว ยังไม่ได้ออกเลข")
        return Piece("1-หนังสือนำส่ง", title, fix=fix, address=address, action=_("เขียนและออกหนังสือ"))
    told = _numbered(letter.number, letter.dated_on)
    return Piece("1-หนังสือนำส่ง", title, told, **_letter_file(letter, revision))


def _numbered(number: str, day: datetime.date | None) -> str:
    return _("ที่ {number} ลงวันที่ {date}").format(number=number, date=_day(day))


def _day(day: datetime.date | None) -> str:
    return format_date(day, "screen") if day else ""


def _letter_file(letter: Letter, revision: Revision) -> dict[str, Any]:
    address = reverse("approvals:letter", kwargs={**revision.address, "pk": letter.pk})
    return {"address": address, "action": _("เปิดอ่าน"), "sha256": _sha256(letter.document)}


def _order(revision: Revision) -> Piece:
    title, name = _("คำสั่งแต่งตั้งคณะกรรมการจัดทำแผน"), "2-คำสั่งแต่งตั้งคณะกรรมการ"
    order = issued_orders(revision.plan).first()
    if order is not None:
        told = _numbered(order.number, order.dated_on)
        place = {**order.revision.address, "seq": order.seq}
        sha256 = _sha256(order.document) or order.scan
        by_hand = "" if sha256 or order.issued_by_id else _("คำสั่งออกนอกระบบและไม่มีไฟล์สแกน")
        address = reverse("approvals:order", kwargs=place)
        return Piece(name, title, told, address=address, action=_("เปิดอ่าน"), sha256=sha256, by_hand=by_hand)
    page: dict[str, Any] = {
        "address": reverse("approvals:orders", kwargs=revision.address),
        "action": _("เปิดหน้าคำสั่ง"),
    }
    if is_given_on_paper(revision):
        typed = revision.committeeorders.get()
        told = _numbered(typed.number, typed.dated_on)
        return Piece(name, title, told, by_hand=_("บันทึกเป็นคำสั่งที่ออกนอกระบบพร้อมไฟล์สแกนได้"), **page)
    return Piece(name, title, fix=_("ยังไม่มีคำสั่งแต่งตั้งคณะกรรมการจัดทำแผน"), **page)


def _minutes(revision: Revision) -> Piece:
    title, name = _("รายงานการประชุมคณะกรรมการจัดทำแผน"), "3-รายงานการประชุม"
    endorsed = revision.decisions.filter(action="endorse").select_related("item").order_by("-pk").first()
    if endorsed is None:
        return Piece(name, title, fix=_("คณะกรรมการจัดทำแผนยังไม่มีมติเห็นชอบ"))
    told = _("ครั้งที่ {number} วันที่ {date}").format(
        number=endorsed.meeting_number, date=_day(endorsed.meeting_on)
    )
    kept = _minutes_paper(endorsed)
    if kept is not None and kept.signed_off_at is not None and kept.document is None:
        return Piece(name, title, f"{told} {_('กำลังจัดทำเอกสาร')}")
    if kept is not None and kept.document is not None:
        address = reverse("documents:file", args=[kept.document.sha256])
        return Piece(name, title, told, "", address, _("เปิดอ่าน"), kept.document.sha256)
    if endorsed.evidence:
        address = reverse("approvals:evidence", kwargs={**revision.address, "pk": endorsed.pk})
        told = f"{told} {_('(ไฟล์สแกน)')}"
        return Piece(name, title, told, "", address, _("ดาวน์โหลด"), endorsed.evidence)
    return Piece(
        name, title, told, fix=_("ยังไม่ได้รับรองรายงานการประชุมในระบบ กรุณาให้เลขานุการรับรอง หรือส่งเป็นกระดาษ")
    )


def _minutes_paper(endorsed: Decision) -> MeetingPaper | None:
    if endorsed.item is None:
        return None
    rows = MeetingPaper.objects.filter(meeting=endorsed.item.meeting_id, kind=MeetingPaper.Kind.MINUTES)
    return rows.select_related("document").first()


def _plan(revision: Revision) -> Piece:
    address = reverse("approvals:document", kwargs=revision.address)
    return Piece(
        "4-ร่างแผนพัฒนาบุคลากร",
        _("ร่างแผนพัฒนาบุคลากร 3 ปี"),
        address=address,
        action=_("เปิดอ่าน"),
        make=partial(draft_document, revision),
    )


def _changes(revision: Revision) -> Piece:
    return Piece(
        "6-ตารางเปรียบเทียบการปรับปรุง",
        _("ตารางเปรียบเทียบการปรับปรุงแผน"),
        address=reverse("plans:changes", kwargs=revision.address),
        action=_("เปิดอ่าน"),
        make=partial(changes_document, revision),
    )


def _result(revision: Revision) -> Piece:
    title, name = _("ผลการตรวจแผน"), "5-ผลการตรวจแผน"
    report = report_of(revision)
    if report is None:
        return Piece(name, title, fix=_("ระบบจะแนบผลการตรวจให้เมื่อเสนอ"))
    told = _("พบ {count} เรื่อง เขียนเหตุผลไว้ {reasons} เรื่อง").format(
        count=len(report.findings), reasons=len(report.with_reason)
    )
    address = reverse("approvals:history", kwargs=revision.address) + "#check-report"
    mark = paper.Draft(today(), "", _("พิมพ์จากระบบเพื่อประกอบการพิจารณา"))
    return Piece(
        name, title, told, "", address, _("เปิดอ่าน"), make=partial(result_paper, revision, report, mark)
    )


def _sha256(document: IssuedDocument | None) -> str:
    return document.sha256 if document else ""


def files(pieces: list[Piece]) -> Iterator[Piece]:
    """Pieces that can be packed."""
    return (piece for piece in pieces if piece.is_there)
