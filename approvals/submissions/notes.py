"""Notes of the board's office on a plan: for itself alone, or for the LAO to read."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.models import BoardNote
from approvals.notices import KEPT_LANGUAGE
from approvals.submissions.tell import tell_lao
from organizations.models import Membership
from organizations.roles import Role
from plans.models import Revision
from thai.dates import now

Audience = BoardNote.Audience


def notes_for(revision: Revision, acting: Membership) -> QuerySet[BoardNote]:
    """Notes that ``acting`` may read: everything for the board's secretaries, else what is meant for the LAO.

    The only way to notes: no page asks the table itself.
    """
    rows = BoardNote.objects.filter(revision=revision).select_related("written_by__user")
    board = revision.plan.organization.board_id
    if acting.role == Role.BOARD_SECRETARY and acting.board_id == board:
        return rows
    if acting.board_id == board or acting.organization_id == revision.organization_id:
        return rows.filter(audience=Audience.LAO)
    return rows.none()


@transaction.atomic
def write(revision: Revision, *, text: str, audience: str, by: Membership) -> BoardNote:
    """Keep a note; the LAO is told of one that is meant for it."""
    note = BoardNote.objects.create(
        revision=revision,
        board=revision.plan.organization.board,
        audience=audience,
        text=text,
        written_at=now(),
        written_by=by,
    )
    if audience == Audience.LAO:
        with translation.override(KEPT_LANGUAGE):
            address = reverse("approvals:history", kwargs=revision.address) + "#board-notes"
            tell_lao(revision, _("เลขานุการแจ้ง: {text}").format(text=text), address=address)
    return note
