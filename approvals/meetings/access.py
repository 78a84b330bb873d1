"""Who may open the pages of a committee's meetings: those of the LAO who read its unfinished plan; its keepers write."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from approvals.meetings.agenda import meetings_of
from approvals.meetings.voting import KEEPERS
from approvals.models import AgendaItem, Meeting
from approvals.order_access import is_inside
from organizations.access import View
from organizations.models import Membership
from organizations.roles import Role
from plans.access import visible_revision
from plans.models import Revision
from thai.dates import today


def may_keep(revision: Revision, acting: Membership | None) -> bool:
    """True for the chair and the secretariat of the committee of this LAO."""
    return bool(
        acting
        and acting.role in KEEPERS["organization"]
        and acting.organization_id == revision.organization_id
    )


def callers_of(revision: Revision) -> list[Membership]:
    """Who calls the committee of this LAO today, the secretary first."""
    rows = Membership.objects.active_on(today()).filter(
        role__in=KEEPERS["organization"], organization=revision.organization_id, user__is_active=True
    )
    return sorted(rows.select_related("user"), key=lambda row: row.role != Role.COMMITTEE_SECRETARY)


def _of_committee(
    name: str, *, keeps: bool, of_meeting: bool
) -> Callable[[Callable[..., HttpResponse]], View]:
    def decorate(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def loaded(
            request: HttpRequest, organization: str, first_year: int, number: int, **kwargs: Any
        ) -> HttpResponse:
            acting = request.acting  # type: ignore[attr-defined]
            revision = visible_revision(request, organization, first_year, number)
            if not is_inside(revision, acting) or (keeps and not may_keep(revision, acting)):
                raise Http404
            if not of_meeting:
                return view(request, revision, **kwargs)
            return view(request, revision, meeting_or_404(revision, kwargs.pop("meeting")), **kwargs)

        loaded.access = name  # type: ignore[attr-defined]
        return loaded

    return decorate


#: Hand ``revision`` to those inside the LAO; 404 for others.
with_committee = _of_committee("inside the LAO", keeps=False, of_meeting=False)
#: The same for the chair and the secretariat of the committee.
with_committee_kept = _of_committee("keepers of the committee", keeps=True, of_meeting=False)
#: Hand ``revision`` and ``meeting`` of its committee.
with_meeting = _of_committee("inside the LAO", keeps=False, of_meeting=True)
with_meeting_kept = _of_committee("keepers of the committee", keeps=True, of_meeting=True)


def meeting_or_404(revision: Revision, pk: int) -> Meeting:
    """A meeting of the committee of this plan."""
    found = meetings_of(revision.plan).select_related("organization", "closed_by__user")
    return get_object_or_404(found, pk=pk)


def item_or_404(meeting: Meeting, pk: int) -> AgendaItem:
    """A matter of this meeting."""
    item = get_object_or_404(
        meeting.items.select_related("revision__plan__edition", "snapshot", "block"), pk=pk
    )
    item.meeting = meeting
    return item
