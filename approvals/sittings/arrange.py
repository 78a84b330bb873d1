"""Putting the agenda of a sitting in order: ready plans into blocks by one press, between blocks, off again, numbered.

Numbers may change until the meeting opens; from then on people speak of a matter by its number.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.case import Details
from approvals.meetings.interest import recuse_by_office
from approvals.meetings.voting import MeetingRefused, lock, queue_for, require_keeper
from approvals.models import AgendaBlock, AgendaItem, Meeting, Outcome, ReturnReason
from approvals.moves import perform
from approvals.notices import KEPT_LANGUAGE
from approvals.sittings.agenda import Placed, add_block, put_on
from approvals.sittings.decide import PATIENCE
from approvals.sittings.prepare import prepare_from
from approvals.sittings.ready import Ready
from organizations.models import Membership
from thai.collation import sort_key
from thai.text import normalise, normalise_line

Heading, Stage = AgendaItem.Heading, Meeting.Stage
#: Where plans go on the agenda: by what is recommended for each, or each by itself.
BY_RECOMMENDATION, ALONE = "recommended", "alone"
RECOMMENDED = (Outcome.AGREED, Outcome.AGREED_WITH_CORRECTIONS)
_FAR = 10_000  #: numbers that no agenda reaches, on the way from one order to another


@dataclass
class Placing:
    """How far putting plans on the agenda is."""

    placed: list[Placed] = field(default_factory=list)
    refused: list[Placed] = field(default_factory=list)
    left: list[Ready] = field(default_factory=list)


def place(meeting: Meeting, rows: Iterable[Ready], target: str, *, by: Membership) -> Placing:
    """Put plans on the agenda until patience ends; the others are ``left`` for the next request.

    ``target``: :data:`BY_RECOMMENDATION`, :data:`ALONE`, or the key of a block.
    """
    waiting, ends = _in_order(rows), time.monotonic() + PATIENCE
    result = Placing()
    blocks: dict[str, AgendaBlock | None] = {}
    for number, row in enumerate(waiting, start=1):
        where = row.recommendation if target == BY_RECOMMENDATION else target
        if where not in blocks:
            blocks[where] = _block(meeting, where, by)
        [placed] = put_on(meeting, [row.revision], by=by, block=blocks[where])
        if placed.item is None:
            result.refused.append(placed)
        else:
            prepare_from(placed.item, row)
            recuse_by_office(meeting, [placed.item])
            result.placed.append(placed)
        if time.monotonic() > ends:
            result.left = waiting[number:]
            break
    return result


def _in_order(rows: Iterable[Ready]) -> list[Ready]:
    """Those without remarks first, each group by name: so the numbers of a block follow each other."""
    order = list(Outcome)
    return sorted(
        rows,
        key=lambda row: (
            order.index(Outcome(row.recommendation)),
            sort_key(row.revision.plan.organization.name),
        ),
    )


@translation.override(KEPT_LANGUAGE)
def _title_of_block(recommendation: str) -> str:
    if recommendation == Outcome.AGREED:
        return _("แผนที่ไม่มีข้อสังเกต")
    return _("แผนที่มีข้อสังเกตให้แก้ไข")


def _block(meeting: Meeting, where: str, by: Membership) -> AgendaBlock | None:
    """The block that ``where`` names; of a recommendation the first, or a new one."""
    if where == ALONE:
        return None
    if where in RECOMMENDED:
        found = meeting.blocks.filter(recommendation=where).first()
        return found or add_block(meeting, title=_title_of_block(where), recommendation=where, by=by)
    found = meeting.blocks.filter(pk=int(where)).first() if where.isdecimal() else None
    if found is None:
        raise MeetingRefused(_("ไม่มีกลุ่มเรื่องที่เลือกแล้ว กรุณาเลือกใหม่"))
    return found


# Changing --------------------------------------------------------------------------------------


@transaction.atomic
def move_to(
    meeting: Meeting, items: Sequence[AgendaItem], block: AgendaBlock | None, *, by: Membership
) -> int:
    """Bring matters into a block, or out of any; those on which somebody voted stay where they are."""
    _editable(meeting, by)
    keys = [item.pk for item in items]
    if meeting.items.filter(pk__in=keys, votes__isnull=False).exists():
        raise MeetingRefused(_("มีเรื่องที่ออกเสียงแล้ว ต้องยกเลิกเสียงก่อนจึงย้ายกลุ่มได้"))
    rows = meeting.items.filter(pk__in=keys, outcome="", revision__isnull=False)
    return rows.update(block=block, pulled_by=None, pulled_reason="", recommendation="")


@transaction.atomic
def take_off(meeting: Meeting, item: AgendaItem, *, note: str, by: Membership) -> None:
    """Take a plan off the agenda before the meeting opens: it waits for another meeting."""
    _renumberable(meeting, by)
    queue_for(item)
    current = AgendaItem.objects.select_related("revision__snapshot", "snapshot").get(pk=item.pk)
    if current.is_concluded or current.revision is None or current.votes.exists():
        raise MeetingRefused(_("นำเรื่องนี้ออกจากวาระไม่ได้ เพราะมีเสียงหรือมติแล้ว"))
    seen = current.snapshot.sha256 if current.snapshot else ""
    current.delete()
    words = normalise_line(note) or _("นำออกจากวาระการประชุมครั้งที่ {label}").format(label=meeting.label)
    perform(
        revision=current.revision, action="take_off_agenda", by=by, seen=seen, details=Details(note=words)
    )
    _number(meeting, current.heading, list(meeting.items.filter(heading=current.heading)))


@transaction.atomic
def renumber(meeting: Meeting, *, by: Membership) -> None:
    """Number the plans block after block, in each by the name of the LAO, those by themselves last."""
    _renumberable(meeting, by)
    heading = Heading.FOR_DECISION
    items = list(
        meeting.items.filter(heading=heading).select_related("block", "revision__plan__organization")
    )

    def place_of(item: AgendaItem) -> tuple[int, int, object]:
        name = item.revision.plan.organization.name if item.revision else item.title
        return (0 if item.block else 1, item.block.order if item.block else 0, sort_key(name))

    _number(meeting, heading, sorted(items, key=place_of))


@transaction.atomic
def shift(meeting: Meeting, item: AgendaItem, steps: int, *, by: Membership) -> None:
    """Move one matter up (-1) or down (+1) within its heading."""
    _renumberable(meeting, by)
    items = list(meeting.items.filter(heading=item.heading))
    here = next(index for index, one in enumerate(items) if one.pk == item.pk)
    there = max(0, min(len(items) - 1, here + steps))
    items.insert(there, items.pop(here))
    _number(meeting, item.heading, items)


def _number(meeting: Meeting, heading: int, items: Sequence[AgendaItem]) -> None:
    """Give the matters of a heading the numbers 1, 2, 3 ... in this order."""
    changed = [(item, place) for place, item in enumerate(items, start=1) if item.order != place]
    for item, place in changed:  # first out of the way: no number may be there twice
        AgendaItem.objects.filter(pk=item.pk).update(order=_FAR + place)
    for item, place in changed:
        AgendaItem.objects.filter(pk=item.pk).update(order=place)


# Matters that are no plans -----------------------------------------------------------------------


@transaction.atomic
def add_plain(
    meeting: Meeting, *, heading: int, title: str, discussion: str = "", by: Membership
) -> AgendaItem:
    """A matter under one of the five headings that is no plan."""
    current, title = _editable(meeting, by), normalise_line(title)
    if not title:
        raise MeetingRefused(_("กรุณากรอกชื่อเรื่อง"))
    last = current.items.filter(heading=heading).aggregate(last=Max("order"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=current,
        heading=heading,
        order=last + 1,
        title=title[:300],
        discussion=normalise(discussion),
    )


@transaction.atomic
def add_usual(meeting: Meeting, *, by: Membership) -> None:
    """The matters with which every meeting begins, unless something stands there already."""
    current = _editable(meeting, by)
    before = (
        Meeting.objects.filter(board=current.board, stage=Stage.CLOSED, held_on__lte=current.held_on)
        .exclude(pk=current.pk)
        .first()
    )
    with translation.override(KEPT_LANGUAGE):
        usual = [(Heading.CHAIR_INFORMS, _("เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"))]
        if before is not None:
            words = _("รับรองรายงานการประชุม ครั้งที่ {label}").format(label=before.label)
            usual.append((Heading.LAST_MINUTES, words))
    for heading, title in usual:
        if not current.items.filter(heading=heading).exists():
            add_plain(current, heading=heading, title=title, by=by)


@transaction.atomic
def remove_plain(meeting: Meeting, item: AgendaItem, *, by: Membership) -> None:
    """Take a matter that is no plan off the agenda."""
    current = _editable(meeting, by)
    if item.revision_id is not None or item.is_concluded:
        raise MeetingRefused(_("ลบเรื่องนี้ไม่ได้ เพราะเป็นแผนหรือมีมติแล้ว"))
    current.items.filter(pk=item.pk, outcome="").delete()
    if current.stage != Stage.OPEN:
        _number(current, item.heading, list(current.items.filter(heading=item.heading)))


@transaction.atomic
def discuss(meeting: Meeting, item: AgendaItem, text: str, *, by: Membership) -> None:
    """What was said on a matter, for the minutes."""
    current = _editable(meeting, by)
    current.items.filter(pk=item.pk).update(discussion=normalise(text))


def _editable(meeting: Meeting, by: Membership) -> Meeting:
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.is_over:
        raise MeetingRefused(_("การประชุมนี้ปิดหรือยกเลิกแล้ว แก้ระเบียบวาระไม่ได้"))
    return current


def _renumberable(meeting: Meeting, by: Membership) -> Meeting:
    current = _editable(meeting, by)
    if current.stage == Stage.OPEN:
        raise MeetingRefused(_("เปิดการประชุมแล้ว เลขวาระเปลี่ยนไม่ได้ หากไม่พิจารณาเรื่องใด ให้ลงมติเลื่อนหรือถอนเรื่อง"))
    return current


def offered_reasons(year: int) -> list[ReturnReason]:
    """Reasons that a board may give, of the edition in force for a cycle."""
    of_boards = (ReturnReason.Audience.BOARD, ReturnReason.Audience.BOTH)
    return list(ReturnReason.objects.for_edition(year).filter(audience__in=of_boards))
