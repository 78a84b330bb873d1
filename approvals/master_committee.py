"""Composing and appointing a board's committee of twelve (section 14.2 of the master plan).

The section is written for ก.อบต.จังหวัด. That the other boards compose theirs alike, with heads and clerks of their own
kind of LAO, is this system's reading; the pages say so.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from approvals.issuing import Imprint, issue_once
from approvals.models import SEATS_IN_ALL, MasterCommittee, MasterSeat, NumberTaken
from approvals.numbers import NumberInUse, NumberUnreadable, parse_number, take, written, year_of
from approvals.papers_master import master_order_paper, master_order_title
from documents.models import IssuedDocument
from organizations.models import Board, Membership
from organizations.roles import Role
from plans.edit import Stale
from thai.dates import now, today
from thai.fiscal import ERA_OFFSET, Cycle
from thai.titles import KIND_TITLES, BoardKind, KindTitles

Kind = MasterSeat.Kind
#: How many of each seat, in the order of the section: 1 + 3 + 3 + 2 + 2 + 1 = 12.
COUNTS: tuple[tuple[MasterSeat.Kind, int], ...] = (
    (Kind.CHAIR, 1),
    (Kind.HEAD, 3),
    (Kind.CLERK, 3),
    (Kind.EXPERT, 2),
    (Kind.AGENCY, 2),
    (Kind.SECRETARY, 1),
)
EARLIEST_YEARS = 4  #: an order so many calendar years before the cycle is a slip of the year
KIND_OF_DOCUMENT = "master_committee_order"


class MasterRefused(Exception):
    """The order cannot be issued so; ``field`` names the box at fault."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Signed:
    """What the chair of the board fills in when signing."""

    number: str
    dated_on: datetime.date
    signer_name: str
    signer_position: str


def titles_of(board: Board) -> KindTitles:
    """Titles of the kind of LAO whose plans the board decides."""
    return next(row for row in KIND_TITLES.values() if row.board_kind == board.kind)


def is_own_reading(board: Board) -> bool:
    """True for boards of which the section does not speak."""
    return board.kind != BoardKind.SAO_BOARD


# Composing --------------------------------------------------------------------------------------


def committee_of(board: Board, cycle: Cycle) -> MasterCommittee:
    """The committee of a cycle, kept or not kept yet."""
    found = MasterCommittee.objects.filter(board=board, first_year=int(cycle.first)).first()
    committee = found or MasterCommittee(board=board, first_year=int(cycle.first), version=0)
    committee.board = board
    return committee


def seats_of(committee: MasterCommittee) -> list[MasterSeat]:
    """The twelve seats; those of a committee not kept yet have the positions that follow from the section."""
    if committee.pk:
        return list(committee.seats.order_by("place"))
    return list(_usual_seats(committee.board))


def _usual_seats(board: Board) -> Iterator[MasterSeat]:
    titles = titles_of(board)
    positions = {
        Kind.CHAIR: f"ผู้ทรงคุณวุฒิใน {board.short_name}",
        Kind.HEAD: titles.head,
        Kind.CLERK: titles.chief_official,
        Kind.EXPERT: "ผู้ทรงคุณวุฒิ",
        Kind.SECRETARY: f"เลขานุการ {board.short_name}",
    }
    kinds = [kind for kind, count in COUNTS for _seat in range(count)]
    for place, kind in enumerate(kinds, start=1):
        yield MasterSeat(place=place, kind=kind, position=positions.get(kind, ""))


def faults_of(seats: Sequence[MasterSeat]) -> list[str]:
    """What keeps these seats from being appointed."""
    return list(_faults(seats))


def _faults(seats: Sequence[MasterSeat]) -> Iterator[str]:
    counts = Counter(seat.kind for seat in seats)
    for kind, count in COUNTS:
        if counts[kind] != count:
            yield _("{seat} ต้องมี {count} คน ขณะนี้มี {found} คน").format(
                seat=kind.label, count=count, found=counts[kind]
            )
    if len(seats) != SEATS_IN_ALL:
        yield _("คณะกรรมการต้องมี 12 คน ขณะนี้มี {found} คน").format(found=len(seats))
    empty = [str(seat.place) for seat in seats if not seat.person_name or not seat.position]
    if empty:
        yield _("กรุณากรอกชื่อและตำแหน่งของลำดับที่ {places}").format(places=", ".join(empty))
    names = Counter("".join(seat.person_name.split()) for seat in seats if seat.person_name)
    twice = [seat.person_name for seat in seats if names["".join(seat.person_name.split())] > 1]
    if twice:
        yield _("{name} มีชื่อมากกว่าหนึ่งลำดับ กรรมการต้องเป็นคนละคนกัน").format(name=twice[0])


@transaction.atomic
def save_committee(
    *, board: Board, cycle: Cycle, people: Iterable[tuple[str, str]], expected_version: int, by: Membership
) -> MasterCommittee:
    """Keep name and position of each seat in order; Stale when somebody else saved, MasterRefused once issued."""
    if by.role != Role.BOARD_SECRETARY or by.board_id != board.pk:
        raise MasterRefused(_("เลขานุการของคณะกรรมการเท่านั้นที่จัดทำรายชื่อได้"))
    Board.objects.select_for_update(no_key=True).get(pk=board.pk)  # two who begin at once wait here
    committee = committee_of(board, cycle)
    seats = seats_of(committee)
    if committee.issued_at is not None:
        raise MasterRefused(_("คำสั่งนี้ออกไปแล้ว จึงแก้ไขรายชื่อไม่ได้"))
    if committee.version != expected_version:
        raise Stale
    committee.version += 1
    committee.save()
    for seat, (name, position) in zip(seats, people, strict=True):
        seat.committee, seat.person_name, seat.position = committee, name, position
        seat.save()
    return committee


# Issuing ----------------------------------------------------------------------------------------


@transaction.atomic
def issue_master_order(
    *, committee: MasterCommittee, signed: Signed, expected_version: int, by: Membership
) -> MasterCommittee:
    """Sign and issue as the chair of the board: once, with a number that no other order of the board has in its year."""
    if by.role != Role.BOARD_CHAIR or by.board_id != committee.board_id or not by.is_active_on(today()):
        raise MasterRefused(_("ประธานคณะกรรมการเท่านั้นที่ลงนามในคำสั่งได้"))
    rows = MasterCommittee.objects.filter(pk=committee.pk, issued_at=None)
    if not rows.filter(version=expected_version).update(version=F("version") + 1):
        if rows.exists():
            raise Stale
        raise MasterRefused(_("คำสั่งนี้ออกไปแล้ว"))
    current = MasterCommittee.objects.select_related("board__province").get(pk=committee.pk)
    if faults := faults_of(seats_of(current)):
        raise MasterRefused(" ".join(faults))
    if signed.dated_on > today():
        raise MasterRefused(_("วันที่สั่งยังมาไม่ถึง ลงนามและออกคำสั่งได้ตั้งแต่วันนั้นเป็นต้นไป"), "dated_on")
    if signed.dated_on < datetime.date(current.first_year - ERA_OFFSET - EARLIEST_YEARS, 1, 1):
        raise MasterRefused(_("วันที่สั่งอยู่ก่อนรอบของแผนแม่บทหลายปี กรุณาตรวจปี พ.ศ."), "dated_on")
    current.number = _take_number(current, signed, by)
    current.dated_on = signed.dated_on
    current.signer_name, current.signer_position = signed.signer_name, signed.signer_position
    current.issued_at, current.issued_by = now(), by
    current.save()
    transaction.on_commit(partial(make_master_order.enqueue, current.pk))
    return current


def _take_number(committee: MasterCommittee, signed: Signed, by: Membership) -> str:
    try:
        typed = parse_number(signed.number, dated_on=signed.dated_on)
        if typed.prefix or typed.year is None:
            raise NumberUnreadable(_("เลขที่คำสั่งเป็นเลขลำดับและปี พ.ศ. เช่น 5/2569"))
        used_for = _("คำสั่งแต่งตั้งคณะกรรมการจัดทำแผนแม่บท {cycle}").format(cycle=committee.cycle)
        year = year_of(signed.dated_on)
        take(committee.board, NumberTaken.Series.ORDER, year, typed.number, used_for, by)
    except (NumberUnreadable, NumberInUse) as error:
        raise MasterRefused(str(error), "number") from error
    return written(typed.number, typed.year)


@task(priority=10)
def make_master_order(committee_id: int) -> None:
    """Background task: the paper of an order, unless it is made."""
    issue_master_paper(MasterCommittee.objects.get(pk=committee_id))


def pending_master_orders() -> QuerySet[MasterCommittee]:
    """Orders issued whose paper is not made yet."""
    return MasterCommittee.objects.filter(issued_at__isnull=False, document=None)


def issue_master_paper(committee: MasterCommittee) -> IssuedDocument:
    """The paper of an order: the one it has, or a new one. Safe to run twice, also at the same time."""
    current = MasterCommittee.objects.select_related("board__province", "document").get(pk=committee.pk)
    imprint = Imprint(KIND_OF_DOCUMENT, current.number, current.dated_on, title=master_order_title(current))
    return issue_once(
        current,
        lambda mark: master_order_paper(current, seats_of(current), titles_of(current.board), mark),
        imprint,
    )
