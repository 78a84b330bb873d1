"""What of a person's work is open: layers above say what they know, for the sheet with which it is handed over.

Organizations know no plan. Whoever keeps work (staff lists, plans, meetings) adds a finder when the system starts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from organizations.models import Membership, Organization, User


@dataclass(frozen=True)
class Piece:
    """One open matter: under which heading, what it is, how it stands, what is next and by when."""

    heading: str
    title: str
    state: str = ""
    next_step: str = ""
    due_on: datetime.date | None = None
    address: str = ""


Finder = Callable[[Membership], Iterable[Piece]]
#: How many plans of an LAO are under way.
Counter = Callable[[Organization], int]
#: Told in the transaction in which the first person's work passes to the second, by somebody's hand.
Follower = Callable[[Membership, Membership, User], None]

_finders: list[Finder] = []
_followers: list[Follower] = []
_count_plans: Counter = lambda organization: 0  # noqa: E731 - until approvals, a layer above, is ready


def found_by(finder: Finder) -> None:
    """Let ``finder`` add to every sheet from now on."""
    if finder not in _finders:
        _finders.append(finder)


def followed_by(follower: Follower) -> None:
    """Let ``follower`` hear of every hand-over from now on."""
    if follower not in _followers:
        _followers.append(follower)


def plans_counted_by(counter: Counter) -> None:
    """Let ``counter`` say how many plans are under way."""
    global _count_plans
    _count_plans = counter


def work_of(membership: Membership) -> list[tuple[str, list[Piece]]]:
    """Open matters that the role of ``membership`` deals with, by heading, in the order of their finders."""
    pieces = [piece for finder in _finders for piece in finder(membership)]
    return [(heading, list(rows)) for heading, rows in groupby(pieces, key=lambda piece: piece.heading)]


def plans_under_way(organization: Organization) -> int:
    """How many plans of an LAO are on their way to an announcement."""
    return _count_plans(organization)


def passed_on(leaving: Membership, taking: Membership, by: User) -> None:
    """Tell every follower."""
    for follower in _followers:
        follower(leaving, taking, by)
