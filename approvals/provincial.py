"""Publishing a board's texts, and telling the LAOs whose drafts are offered them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.models import Notice
from approvals.notices import KEPT_LANGUAGE, name_of, tell_people
from organizations.models import Board, Membership
from organizations.roles import Role
from plans.models import Edition, ProvincialText, Revision, State
from plans.provincial import publish
from plans.provincial_answers import waiting
from thai.dates import today


@transaction.atomic
def publish_and_tell(
    *,
    board: Board,
    edition: Edition,
    seen: Iterable[str],
    meeting_number: str,
    meeting_on: datetime.date,
    by: Membership,
) -> list[ProvincialText]:
    """Publish drafts under a resolution; the officers of LAOs with an open draft find a notice that leads there."""
    texts = publish(
        board=board,
        edition=edition,
        seen=seen,
        meeting_number=meeting_number,
        meeting_on=meeting_on,
        by=by,
    )
    _tell(board, edition, texts)
    return texts


def _tell(board: Board, edition: Edition, texts: list[ProvincialText]) -> None:
    """Nobody hears of a text that has nothing to say to his plan."""
    drafts = _drafts(board, edition)
    counts, officers = waiting(drafts, texts), _officers(board)
    for revision in drafts.filter(pk__in=counts):
        count = counts[revision.pk]
        with translation.override(KEPT_LANGUAGE):
            text = _("{plan}: {board} มีข้อความของจังหวัด {count} หัวข้อ รอท่านพิจารณา").format(
                plan=name_of(revision), board=board.short_name, count=count
            )
        tell_people(
            kind=Notice.Kind.DECISION,
            people=officers.get(revision.organization_id, []),
            text=text,
            address=reverse("plans:provincial", kwargs=revision.address),
            revision=revision,
        )


def _officers(board: Board) -> dict[int | None, list[Membership]]:
    """Who draws up plans today, by LAO of the board."""
    rows = Membership.objects.active_on(today()).filter(
        user__is_active=True, role=Role.HR_OFFICER, organization__board=board
    )
    found: dict[int | None, list[Membership]] = defaultdict(list)
    for row in rows:
        found[row.organization_id].append(row)
    return found


def _drafts(board: Board, edition: Edition) -> QuerySet[Revision]:
    """Drafts of this edition at the LAOs of the board: one of each at most."""
    rows = Revision.objects.filter(
        state=State.DRAFTING, plan__edition=edition, plan__organization__board=board
    )
    return rows.with_plan()
