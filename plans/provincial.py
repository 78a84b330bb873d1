"""A board's own text of the master plan's headings: written as drafts, published under one resolution, kept for good.

Only headings that are filled by a text have one. Publishing changes no plan: plans begun afterwards take the newest
text over, drafts are offered it (:mod:`plans.provincial_answers`).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from documents.text import UnknownPlaceholder, fill
from organizations.models import Board, Membership
from organizations.roles import Role
from plans.create import text_headings
from plans.edit import Stale
from plans.models import Edition, OutlineSection, ProvincialText
from plans.models.content import SECTION_LIMIT
from plans.plan_texts import centre_texts
from plans.values import LONGEST_VALUE, NAMES
from thai.dates import format_date, now, today

Mode = ProvincialText.Mode


class ProvincialRefused(Exception):
    """What was asked for cannot be done; the Thai message says why, ``field`` the box at fault."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass
class Heading:
    """A heading of the edition with all that the board has for it; texts have their placeholders in."""

    outline: OutlineSection
    centre: str
    published: list[ProvincialText] = field(default_factory=list)  #: the newest first
    draft: ProvincialText | None = None

    @property
    def newest(self) -> ProvincialText | None:
        """What the board published last."""
        return self.published[0] if self.published else None

    @property
    def standing(self) -> ProvincialText | None:
        """The text of the province that is in force; None where the centre's stands alone."""
        return self.newest if self.newest and self.newest.stands else None


# Reading -----------------------------------------------------------------------------------------


def headings_of(board: Board, edition: Edition, codes: Collection[str] = ()) -> list[Heading]:
    """Every heading with a text, or those of ``codes``, in the order of the book; two queries."""
    centre = centre_texts(edition)
    found = {row.pk: Heading(row, centre[row]) for row in text_headings(list(centre))}
    rows = ProvincialText.objects.of(board, edition).select_related("written_by", "published_by")
    for text in rows.order_by("-number"):
        heading = found.get(text.section_id)
        if heading is None:
            continue
        text.board = board
        if text.published_at is None:
            heading.draft = text
        else:
            heading.published.append(text)
    return [heading for heading in found.values() if not codes or heading.outline.code in codes]


def heading_of(board: Board, edition: Edition, code: str) -> Heading | None:
    """One heading; None where the edition has no text heading of that code."""
    return next(iter(headings_of(board, edition, [code])), None)


def refuse_unknown_places(body: str) -> None:
    """ProvincialRefused unless every place to be filled in is one of the closed list."""
    try:
        rest = fill(body, dict.fromkeys(NAMES, ""))
    except UnknownPlaceholder as unknown:
        raise ProvincialRefused(
            _("{error} คำที่ใช้ได้มีรายการอยู่ใต้ช่องข้อความ").format(error=unknown), "body"
        ) from unknown
    if "{" in rest or "}" in rest:
        raise ProvincialRefused(
            _("ข้อความมีวงเล็บปีกกาที่ไม่ใช่คำแทนที่ระบบรู้จัก กรุณาลบวงเล็บปีกกา หรือใช้คำในรายการใต้ช่องข้อความ"), "body"
        )


# Writing -----------------------------------------------------------------------------------------


@transaction.atomic
def save_draft(
    *, board: Board, outline: OutlineSection, mode: str, body: str, seen: str, by: Membership
) -> ProvincialText:
    """Keep the draft of a heading; Stale when it is no longer the one that was ``seen`` ("" for none)."""
    heading = _held(board, outline, by)
    if (heading.draft.seen if heading.draft else "") != seen:
        raise Stale
    body = "" if mode == Mode.NONE else body
    _refuse(heading, mode, body)
    draft = heading.draft or ProvincialText(board=board, section=outline, version=0)
    draft.mode, draft.body, draft.version = mode, body, draft.version + 1
    draft.written_by, draft.written_at = by.user, now()
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, board: Board, outline: OutlineSection, seen: str, by: Membership) -> None:
    """Throw a draft away; what is published stays."""
    heading = _held(board, outline, by)
    if heading.draft is None or heading.draft.seen != seen:
        raise Stale
    heading.draft.delete()


def _refuse(heading: Heading, mode: str, body: str) -> None:
    newest, standing = heading.newest, heading.standing
    if mode == Mode.NONE:
        if standing is None:
            raise ProvincialRefused(_("หัวข้อนี้ใช้ข้อความของส่วนกลางอยู่แล้ว จึงไม่มีข้อความของจังหวัดให้ยกเลิก"), "mode")
        return
    if not body.strip():
        raise ProvincialRefused(_("กรุณากรอกข้อความของจังหวัด"), "body")
    refuse_unknown_places(body)
    _refuse_endless(body, mode, heading.centre)
    if newest is not None and (newest.mode, newest.body) == (mode, body):
        raise ProvincialRefused(
            _("ข้อความเหมือนฉบับที่ {number} ที่ใช้อยู่ กรุณาแก้ไขก่อนบันทึก").format(number=newest.number), "body"
        )


def _refuse_endless(body: str, mode: str, centre: str) -> None:
    """ProvincialRefused unless the text fits into every LAO's plan, whatever stands in its places there."""
    longest = dict.fromkeys(NAMES, "ก" * LONGEST_VALUE)
    text = ProvincialText(mode=mode, body=body).over(fill(centre, longest), longest)
    if len(text) > SECTION_LIMIT:
        raise ProvincialRefused(
            _("ข้อความยาวเกินไปเมื่อใส่ชื่อหน่วยงานแทนคำแทนที่แล้ว กรุณาย่อข้อความหรือใช้คำแทนที่ให้น้อยลง"), "body"
        )


def _held(board: Board, outline: OutlineSection, by: Membership) -> Heading:
    """A heading as it is, held against others of the board until the transaction ends."""
    _hold(board, by)
    found = heading_of(board, outline.edition, outline.code)
    if found is None:
        raise ProvincialRefused(_("หัวข้อนี้เป็นตารางหรือชื่อส่วน จึงไม่มีข้อความของจังหวัด"))
    return found


def _hold(board: Board, by: Membership) -> None:
    if by.role != Role.BOARD_SECRETARY or by.board_id != board.pk or not by.is_active_on(today()):
        raise ProvincialRefused(_("เลขานุการของคณะกรรมการเท่านั้นที่จัดทำข้อความของจังหวัดได้"))
    Board.objects.select_for_update(no_key=True).get(pk=board.pk)


# Publishing --------------------------------------------------------------------------------------


@transaction.atomic
def publish(
    *,
    board: Board,
    edition: Edition,
    seen: Iterable[str],
    meeting_number: str,
    meeting_on: datetime.date,
    by: Membership,
) -> list[ProvincialText]:
    """Publish the drafts that were ``seen`` under one resolution of the board; Stale changes none of them."""
    _hold(board, by)
    chosen = set(seen)
    if not chosen:
        raise ProvincialRefused(_("กรุณาเลือกร่างอย่างน้อยหนึ่งหัวข้อ"), "drafts")
    if not meeting_number.strip():
        raise ProvincialRefused(_("กรุณากรอกครั้งที่ของการประชุมที่มีมติ"), "meeting_number")
    if meeting_on > today():
        raise ProvincialRefused(
            _("วันที่ประชุม {date} ยังมาไม่ถึง ประกาศใช้ได้เมื่อคณะกรรมการมีมติแล้ว").format(
                date=format_date(meeting_on, "screen")
            ),
            "meeting_on",
        )
    drafts = [row for row in headings_of(board, edition) if row.draft and row.draft.seen in chosen]
    if len(drafts) != len(chosen):
        raise Stale
    return [_publish(row, meeting_number.strip(), meeting_on, by) for row in drafts]


def _publish(
    heading: Heading, meeting_number: str, meeting_on: datetime.date, by: Membership
) -> ProvincialText:
    text = heading.draft
    assert text is not None  # whoever calls chose it for its draft
    _refuse_endless(
        text.body, text.mode, heading.centre
    )  # the centre's may have changed, or it was carried over
    text.number = len(heading.published) + 1
    text.meeting_number, text.meeting_on = meeting_number, meeting_on
    text.published_at, text.published_by = now(), by.user
    rows = ProvincialText.objects.drafts().filter(pk=text.pk, version=text.version)
    if not rows.update(
        version=F("version") + 1,
        **{
            name: getattr(text, name)
            for name in ("number", "meeting_number", "meeting_on", "published_at", "published_by")
        },
    ):
        raise Stale
    return text


# From the last edition ----------------------------------------------------------------------------


def last_texts(board: Board, edition: Edition) -> list[ProvincialText]:
    """What stood at the end of the last edition for which the board published texts, in the order of that book."""
    earlier = ProvincialText.objects.filter(board=board, section__edition__year__lt=edition.year).newest()
    year = earlier.order_by("-section__edition__year").values_list("section__edition__year", flat=True)[:1]
    rows = earlier.filter(section__edition__year__in=list(year)).select_related("section__edition")
    return [row for row in rows.order_by("section__order") if row.stands]


def to_carry(board: Board, edition: Edition) -> list[tuple[Heading, ProvincialText]]:
    """Headings without any text of the board that had one in the last edition, with that text."""
    before = {row.section.code: row for row in last_texts(board, edition)}
    if not before:
        return []
    return [
        (heading, before[heading.outline.code])
        for heading in headings_of(board, edition, before)
        if not heading.published and heading.draft is None
    ]


@transaction.atomic
def carry_over(*, board: Board, edition: Edition, by: Membership) -> list[ProvincialText]:
    """Begin drafts with the texts of the last edition; headings with a text or a draft of their own stay as they are."""
    _hold(board, by)
    return ProvincialText.objects.bulk_create(
        ProvincialText(
            board=board,
            section=heading.outline,
            mode=text.mode,
            body=text.body,
            written_by=by.user,
            written_at=now(),
        )
        for heading, text in to_carry(board, edition)
    )
