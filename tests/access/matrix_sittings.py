"""Who opens the pages of a board's meetings: everybody who serves the board reads, secretary and chair keep records."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from approvals.models import AgendaItem, Attendee, Decision, Letter
from organizations.roles import Role
from tests.access.answers import (
    BOARD,
    CONFLICT,
    FORM,
    GO,
    OK,
    Row,
    once,
)
from tests.access.cast import Home, World

MEMBER = frozenset({"board_member"})
KEEPERS = BOARD - MEMBER
At = Callable[[World, Home], str]


def of_board(name: str) -> At:
    return lambda world, home: reverse(name, args=[home.organization.board.code])


def of_sitting(name: str, thing: Callable[[World, Home], int] | None = None) -> At:
    """An address of the planned meeting, or of something of it."""

    def address(world: World, home: Home) -> str:
        more = [thing(world, home)] if thing else []
        board = home.organization.board
        return reverse(name, args=[board.code, world.planned.year, world.planned.number, *more])

    return address


def _block(world: World, home: Home) -> int:
    return world.planned.blocks.get_or_create(order=1, defaults={"title": "กลุ่ม"})[0].pk


def _item(world: World, home: Home) -> int:
    return _matter(world, home).pk


def _matter(world: World, home: Home) -> AgendaItem:
    known = {"title": "แผน", "revision": home.revision, "snapshot": home.revision.snapshot}
    return AgendaItem.objects.get_or_create(meeting=world.planned, heading=4, order=1, defaults=known)[0]


def _seat(world: World, home: Home) -> int:
    known = {"name": "ผู้แทน", "duty": Attendee.Duty.GUEST}
    return Attendee.objects.get_or_create(meeting=world.planned, order=1, defaults=known)[0].pk


def _letter(world: World, home: Home) -> int:
    secretary = home.member(Role.BOARD_SECRETARY)
    item = _matter(world, home)
    decision = Decision.objects.filter(item=item).first() or Decision.objects.create(
        revision=home.revision,
        organization=home.organization,
        action="approve",
        from_state="on_agenda",
        to_state="approved",
        actor=secretary.user,
        membership=secretary,
        role=secretary.role,
        decided_at=world.notice.created_at,
        item=item,
    )
    known = {"revision": home.revision, "board": world.planned.board, "body": "ข้อความ"}
    return Letter.objects.get_or_create(decision=decision, kind=Letter.Kind.RESOLUTION, defaults=known)[0].pk


READ, KEEP = once({OK: BOARD}), once({OK: KEEPERS})
LED = once({GO: KEEPERS})  # to the page on which the form stands

TABLE: dict[str, Row] = {
    "approvals:sittings": Row(of_board("approvals:sittings"), READ),
    "approvals:sitting_corrections": Row(of_board("approvals:sitting_corrections"), READ),
    "approvals:sitting": Row(of_sitting("approvals:sitting"), once({OK: KEEPERS, GO: MEMBER})),
    "approvals:sitting_agenda": Row(of_sitting("approvals:sitting_agenda"), KEEP, once({FORM: KEEPERS})),
    "approvals:sitting_put": Row(of_sitting("approvals:sitting_put"), LED, once({CONFLICT: KEEPERS})),
    "approvals:sitting_defer": Row(of_sitting("approvals:sitting_defer"), LED, once({GO: KEEPERS})),
    "approvals:sitting_close": Row(of_sitting("approvals:sitting_close"), LED, once({CONFLICT: KEEPERS})),
    "approvals:sitting_people": Row(of_sitting("approvals:sitting_people"), KEEP, once({FORM: KEEPERS})),
    "approvals:sitting_seat_add": Row(of_sitting("approvals:sitting_seat_add"), KEEP, once({FORM: KEEPERS})),
    "approvals:sitting_seat": Row(of_sitting("approvals:sitting_seat", _seat), KEEP, once({FORM: KEEPERS})),
    "approvals:sitting_block": Row(
        of_sitting("approvals:sitting_block", _block), KEEP, once({FORM: KEEPERS})
    ),
    "approvals:sitting_conclude": Row(
        of_sitting("approvals:sitting_conclude", _block), LED, once({OK: KEEPERS})
    ),
    "approvals:sitting_item": Row(of_sitting("approvals:sitting_item", _item), KEEP, once({FORM: KEEPERS})),
    "approvals:sitting_papers": Row(of_sitting("approvals:sitting_papers"), KEEP, once({FORM: KEEPERS})),
    "approvals:sitting_minutes": Row(
        of_sitting("approvals:sitting_minutes"), KEEP, once({CONFLICT: KEEPERS})
    ),
    "approvals:sitting_letters_made": Row(of_sitting("approvals:sitting_letters_made"), KEEP),
    "approvals:sitting_letter": Row(
        of_sitting("approvals:sitting_letter", _letter), KEEP, once({FORM: KEEPERS})
    ),
    "approvals:sitting_parcel": Row(of_sitting("approvals:sitting_parcel"), once({GO: BOARD})),
    "approvals:my_agenda": Row(of_sitting("approvals:my_agenda"), READ, once({FORM: BOARD})),
    "approvals:my_agenda_item": Row(of_sitting("approvals:my_agenda_item", _item), READ, once({FORM: BOARD})),
}
