"""Which announced plans the public sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from approvals.models import Announcement
from plans.models import State


@dataclass(frozen=True)
class Search:
    """What a visitor asked for; empty parts do not narrow."""

    words: str = ""
    province: str = ""
    kind: str = ""
    first_year: int | None = None

    def announcements(self) -> QuerySet[Announcement]:
        """Announcements of plans that fit, newest cycle first, everything for a list row in one query."""
        found = Announcement.objects.filter(revision__state=State.ANNOUNCED).select_related(
            "revision__plan__organization__province",
            "revision__plan__organization__board__province",
            "document",
        )
        if self.words:
            found = found.filter(
                Q(organization__name__icontains=self.words) | Q(organization__district__icontains=self.words)
            )
        if self.province:
            found = found.filter(organization__province__code=self.province)
        if self.kind:
            found = found.filter(organization__kind=self.kind)
        if self.first_year:
            found = found.filter(revision__plan__first_year=self.first_year)
        return found.order_by("-revision__plan__first_year", "organization__name", "-revision__number", "pk")
