"""Who stands where in a cycle: every LAO of a province, those without a plan too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from organizations.models import Membership, Organization, Province
from plans.models import Revision, State
from plans.models.plan import BEFORE_THE_BOARD
from thai.dates import today
from thai.fiscal import Cycle


@dataclass(frozen=True)
class Row:
    """One LAO in one cycle."""

    organization: Organization
    state: State | None
    is_late: bool

    @property
    def is_open_to_readers(self) -> bool:
        """True when those who follow up may read the content."""
        return self.state in BEFORE_THE_BOARD

    @property
    def label(self) -> str:
        """The state in words, or that nothing was begun."""
        return str(self.state.label) if self.state else _("ยังไม่เริ่มจัดทำ")


def organizations_seen_by(acting: Membership, province: Province | None) -> QuerySet[Organization]:
    """LAOs of one province as far as the acting role follows them up; none without a province."""
    province = acting.province or (acting.board.province if acting.board else province)
    found = Organization.objects.filter(province=province) if province else Organization.objects.none()
    return found.filter(board=acting.board) if acting.board else found


def rows_of(organizations: QuerySet[Organization], cycle: Cycle) -> list[Row]:
    """A row an LAO, in two joins of one query; late is what has not reached the board by the last day."""
    newest = Revision.objects.filter(plan__organization=OuterRef("pk"), plan__first_year=int(cycle.first))
    found = organizations.annotate(state=Subquery(newest.order_by("number").values("state")[:1])).order_by(
        "kind", "name"
    )
    unfinished = {None, State.DRAFTING, State.IN_COMMITTEE, State.ENDORSED, State.WITHDRAWN}
    past = today() > cycle.submit_by
    rows = []
    for organization in found:
        state = State(organization.state) if organization.state else None  # type: ignore[attr-defined]
        rows.append(Row(organization, state, past and state in unfinished))
    return rows


def counts_of(rows: list[Row]) -> list[tuple[str, int]]:
    """How many LAOs stand where, in the order of the procedure."""
    found = Counter(row.state for row in rows)
    return [
        (Row(rows[0].organization, state, False).label, found[state])
        for state in (None, *State)
        if found[state]
    ]
