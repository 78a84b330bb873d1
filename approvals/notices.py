"""Lasting words to people: who must act next, what was decided about their plan, what else they should know.

Every notice of the system is written by ``tell_people``, in the transaction of what it tells of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from approvals.models import Decision, Notice
from approvals.post.outbox import post
from approvals.table import Move, moves_waited_for
from organizations.models import Membership
from organizations.roles import BOARD_ROLES, LAO_ROLES, Role
from plans.models import Revision
from thai.dates import today

#: What is kept is read by others: it is not in the language of the screen of whoever acted.
KEPT_LANGUAGE = "th"


def holders(revision: Revision, roles: Iterable[Role]) -> Q:
    """Who holds one of ``roles`` for this revision: in its LAO, or on the board that decides it."""
    roles = frozenset(roles)
    organization = revision.plan.organization
    return Q(role__in=roles & LAO_ROLES, organization=organization) | Q(
        role__in=roles & BOARD_ROLES, board_id=organization.board_id
    )


def next_roles(state: str, came_by: str) -> frozenset[Role]:
    """Roles that are waited for in a state that ``came_by`` led to; nobody is waited for to go back."""
    return frozenset(role for move in moves_waited_for(state, came_by) for role in move.roles)


def tell_people(
    *,
    kind: Notice.Kind,
    people: Iterable[Membership],
    text: str,
    address: str = "",
    revision: Revision | None = None,
    decision: Decision | None = None,
) -> list[Notice]:
    """Write one notice to each of ``people``, in the caller's transaction.

    ``text`` is a Thai sentence (``translation.override(KEPT_LANGUAGE)``) that may leave the system by mail: it says
    what happened or waits, and nothing of what stands in an unfinished plan or in an assessment. ``address`` is the
    page of this system on which it is dealt with; without one, the history of ``revision``.
    """
    return _write(
        Notice(
            membership=person,
            kind=kind,
            text=text[:300],
            address=address,
            revision=revision,
            decision=decision,
        )
        for person in people
    )


def tell(decision: Decision, move: Move) -> list[Notice]:
    """Write a notice to everybody who must act next or is to know, except who acted; in the same transaction."""
    revision = decision.revision
    _read_by_acting(decision)
    acting_next = next_roles(move.target, move.action)
    people = Membership.objects.active_on(today()).filter(user__is_active=True)
    people = people.filter(holders(revision, acting_next | move.tells)).exclude(pk=decision.membership_id)
    return _write(
        Notice(
            membership=person,
            revision=revision,
            decision=decision,
            text=_text(revision, move, waits=person.role in acting_next),
        )
        for person in people
    )


def _read_by_acting(decision: Decision) -> None:
    """Whoever moves a plan on knows what was decided upon it before: nothing of that is new to him any longer."""
    known = (
        Notice.objects.for_person(decision.membership)
        .unread()
        .filter(revision=decision.revision, decision__isnull=False)
    )
    known.update(read_at=timezone.now())


def _write(notices: Iterable[Notice]) -> list[Notice]:
    """All together with the mails about them, or nothing; the caller has a transaction, or this is one."""
    with transaction.atomic():
        written = Notice.objects.bulk_create(notices)
        post(written)
    return written


def name_of(revision: Revision) -> str:
    """อบต.สังคม 2570 - 2572 ปรับปรุงครั้งที่ 1, as notices name a plan."""
    cycle = revision.plan.cycle
    plan = f"{revision.plan.organization.short_name} {cycle.first} - {cycle.last}"
    if revision.number:
        plan += " " + _("ปรับปรุงครั้งที่ {number}").format(number=revision.number)
    return plan


@translation.override(KEPT_LANGUAGE)
def _text(revision: Revision, move: Move, *, waits: bool) -> str:
    sentence = _("{plan}: {done}") if not waits else _("{plan}: {done} รอท่านดำเนินการ")
    return sentence.format(plan=name_of(revision), done=move.done)[:300]


def open_notice(notice: Notice) -> None:
    """Mark as read, once."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def read_about(address: str, membership: Membership) -> int:
    """Mark what leads a person to a page as read, since the person is there; how many there were."""
    found = Notice.objects.for_person(membership).unread().filter(address=address)
    return found.update(read_at=timezone.now())


def read_all(membership: Membership) -> int:
    """Mark everything of one person in one role as read; how many there were."""
    return Notice.objects.for_person(membership).unread().update(read_at=timezone.now())


def context(request: HttpRequest) -> dict[str, Any]:
    """``unread_notices`` for templates: how many wait for the person in the role acted in."""
    acting = getattr(request, "acting", None)
    return {"unread_notices": Notice.objects.for_person(acting).unread().count() if acting else 0}
