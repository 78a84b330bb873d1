"""Nobody approves his own plan alone: the rule on the votes of a committee that agrees to a plan.

Who prepared the plan (wrote in it last, or sent it to the committee) sits on the committee as its secretary as a rule
(section 14.1) and votes like every member. But

1. at least one voice in favour is that of a member who did not prepare it, and
2. where he leads the meeting, his further voice does not decide a tie.

Who writes the resolution down does not matter: the voices are named, and those written down by somebody else have
their paper, or on a board the chair's own voice beside them (:func:`paper_is_missing`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import F
from django.utils.translation import gettext as _

from approvals.models import AgendaItem, Attendee, Meeting, MeetingFile, Vote
from organizations.models import User
from organizations.roles import Role
from plans.holders import plain


def is_of(attendee: Attendee, people: Iterable[User]) -> bool:
    """True when the seat is that of one of ``people``, known by account, else by name."""
    if attendee.membership is not None:
        return any(attendee.membership.user_id == person.pk for person in people)
    return bool(attendee.name) and any(plain(attendee.name) == plain(person.full_name) for person in people)


def objections(votes: Iterable[Vote], preparers: Collection[User]) -> Iterator[str]:
    """What stands against an agreement by these votes (with attendees and their memberships loaded)."""
    votes = list(votes)
    agreed = [vote for vote in votes if vote.choice == Vote.Choice.FOR]
    others = [vote for vote in agreed if not is_of(vote.attendee, preparers)]
    if not others:
        yield _("ผู้ออกเสียงเห็นชอบมีแต่ผู้จัดทำแผนนี้ จึงเป็นมติเห็นชอบไม่ได้ ต้องมีกรรมการอื่นเห็นชอบด้วยอย่างน้อย 1 คน")
        return
    against = sum(1 for vote in votes if vote.choice == Vote.Choice.AGAINST)
    chair = next((vote for vote in agreed if vote.attendee.duty == Attendee.Duty.CHAIR), None)
    if len(agreed) == against and chair is not None and is_of(chair.attendee, preparers):
        yield _("คะแนนเท่ากัน และประธานในที่ประชุมเป็นผู้จัดทำแผนนี้ จึงออกเสียงชี้ขาดไม่ได้ กรุณาให้กรรมการอื่นทำหน้าที่ประธาน")


def votes_of(item: AgendaItem) -> list[Vote]:
    """The votes of an item with who cast them."""
    return list(item.votes.select_related("attendee__membership"))


def paper_is_missing(item: AgendaItem) -> bool:
    """True where somebody wrote down the voice of another, no paper shows it, and no chair of a board stands for it."""
    if not any(vote.on_paper for vote in item.votes.all()):
        return False
    if MeetingFile.objects.filter(meeting=item.meeting_id).exists():
        return False
    return item.meeting.board_id is None or not chair_spoke_himself(item)


def chair_spoke_himself(item: AgendaItem) -> bool:
    """True where the chair of a board's meeting gave the own voice on this matter, so one person alone made up nothing."""
    return item.votes.filter(
        on_paper=False,
        cast_by=F("attendee__membership__user"),
        attendee__duty=Attendee.Duty.CHAIR,
        attendee__membership__role__in=(Role.BOARD_CHAIR, Role.BOARD_MEMBER),
    ).exists()


def names_on_paper(meeting: Meeting) -> list[str]:
    """Whose voice was written down by somebody else, in the order of the seats."""
    seats = meeting.attendees.filter(votes__on_paper=True).distinct().order_by("order", "pk")
    return [seat.name or seat.position for seat in seats]
