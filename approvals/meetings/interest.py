"""Whom the memberships themselves keep out of a board's matter: those who serve the LAO that it is about.

Who serves an LAO is not of the body while its plan is considered (section 15 of the Administrative Procedure Act
B.E. 2539). Asked when a matter comes on the agenda, when people are called, when the meeting opens, when somebody
votes and when the resolution is recorded, as a position may be taken in between.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation

from approvals.models import AgendaItem, Attendee, Away, Meeting, Vote
from approvals.notices import KEPT_LANGUAGE
from organizations.models import Membership

RECUSED = Away.Why.RECUSED


def interests(
    attendees: Iterable[Attendee], items: Iterable[AgendaItem], meeting: Meeting
) -> dict[tuple[int, int], str]:
    """(item, attendee) -> the position held in the LAO of the item on the day of the meeting; two queries."""
    users: dict[int, list[Attendee]] = {}
    for one in attendees:
        if one.membership is not None:
            users.setdefault(one.membership.user_id, []).append(one)
    matters = AgendaItem.objects.filter(pk__in=[item.pk for item in items], revision__isnull=False)
    of_lao: dict[int, list[int]] = {}
    for item, organization in matters.values_list("pk", "revision__organization"):
        of_lao.setdefault(organization, []).append(item)
    held = Membership.objects.active_on(meeting.held_on).filter(user__in=users, organization__in=of_lao)
    with translation.override(KEPT_LANGUAGE):
        return {
            (item, seat.pk): one.position or one.get_role_display()
            for one in held
            for seat in users[one.user_id]
            for item in of_lao[one.organization_id or 0]
        }


def recuse_by_office(meeting: Meeting, items: Iterable[AgendaItem] | None = None) -> int:
    """Take those who serve the LAO of an open matter out of it, with the voice they may have given; how many were new.

    In the caller's transaction, with the meeting locked. A committee is made of people of its LAO: nobody is out there.
    """
    if meeting.board_id is None:
        return 0
    found = list(meeting.items.filter(outcome="", revision__isnull=False) if items is None else items)
    attendees = list(meeting.attendees.exclude(membership=None).select_related("membership"))
    known = interests(attendees, found, meeting)
    if not known:
        return 0
    already = set(Away.objects.filter(item__in=found, why=RECUSED).values_list("item_id", "attendee_id"))
    new = {pair: position for pair, position in known.items() if pair not in already}
    for (item, attendee), position in new.items():
        put_out(item, attendee, RECUSED, position)
    return len(new)


def has_new_interest(item: AgendaItem, meeting: Meeting) -> bool:
    """True where somebody called serves the LAO of the item and is not out of it yet; one query."""
    if meeting.board_id is None or item.revision is None:
        return False
    out = Away.objects.filter(item=item, why=RECUSED).values("attendee")
    called = Attendee.objects.filter(meeting=meeting, membership__isnull=False).exclude(pk__in=out)
    held = Membership.objects.active_on(meeting.held_on).filter(organization=item.revision.organization_id)
    return held.filter(user__in=called.values("membership__user")).exists()


def put_out(
    item: int, attendee: int, why: str, note: str = "", *, written_by: Membership | None = None
) -> None:
    """Write down that somebody is not of the meeting at one matter; a voice given there goes."""
    Away.objects.update_or_create(
        item_id=item,
        attendee_id=attendee,
        defaults={"why": why, "note": note[:200], "written_by": written_by},
    )
    Vote.objects.filter(item_id=item, attendee_id=attendee).delete()
