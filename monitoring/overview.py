"""Who stands where in a cycle: every LAO of a province, those without a plan too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.deadlines.forecast import Verdict
from approvals.deadlines.outlook import Outlook, of_cycle
from organizations.models import Membership, Organization, Province
from plans.models import Revision, State
from plans.models.plan import BEFORE_THE_BOARD
from thai.dates import today
from thai.fiscal import Cycle

VERDICTS = {
    Verdict.REACHES: gettext_lazy("ทัน"),
    Verdict.UNCERTAIN: gettext_lazy("เสี่ยงไม่ทัน"),
    Verdict.MISSES: gettext_lazy("ไม่ทัน"),
}


@dataclass(frozen=True)
class Row:
    """One LAO in one cycle."""

    organization: Organization
    state: State | None
    is_late: bool
    for_board: bool = False
    outlook: Outlook | None = None  #: while there is time, and for those who may know of unfinished work

    @property
    def is_open_to_readers(self) -> bool:
        """True when those who follow up may read the content."""
        return self.state in BEFORE_THE_BOARD

    @property
    def is_submitted(self) -> bool:
        """The board has had it: what is late is told of the others."""
        return self.state in BEFORE_THE_BOARD

    @property
    def label(self) -> str:
        """The state in words, or that nothing was begun."""
        if self.state:
            return str(self.state.label)
        return _("ยังไม่ส่ง") if self.for_board else _("ยังไม่เริ่มจัดทำ")

    @property
    def forecast(self) -> str:
        """Whether the last meeting of the board before the cycle will be reached; empty where nothing is foretold."""
        verdict = self.outlook.forecast.verdict if self.outlook and self.outlook.forecast else None
        return str(VERDICTS[verdict]) if verdict else ""

    @property
    def is_at_risk(self) -> bool:
        """It will be missed, or it is uncertain."""
        return self.outlook is not None and self.outlook.is_at_risk


def organizations_seen_by(acting: Membership, province: Province | None) -> QuerySet[Organization]:
    """LAOs of one province as far as the acting role follows them up; none without a province."""
    province = acting.province or (acting.board.province if acting.board else province)
    found = Organization.objects.filter(province=province) if province else Organization.objects.none()
    return found.filter(board=acting.board) if acting.board else found


def rows_of(organizations: QuerySet[Organization], cycle: Cycle, *, for_board: bool) -> list[Row]:
    """A row an LAO, in as many queries however many; late is what has not reached the board by the last day.

    A board knows of unfinished work only that it has not come: for it such a plan is as if not begun.
    """
    newest = Revision.objects.filter(plan__organization=OuterRef("pk"), plan__first_year=int(cycle.first))
    found = organizations.annotate(state=Subquery(newest.order_by("number").values("state")[:1]))
    found = found.select_related("board").order_by("kind", "name")
    unfinished = {None, State.DRAFTING, State.IN_COMMITTEE, State.ENDORSED, State.WITHDRAWN}
    past = today() > cycle.submit_by
    outlooks = {} if past or for_board else of_cycle(found, cycle)
    rows = []
    for organization in found:
        state = State(organization.state) if organization.state else None
        late = past and state in unfinished
        known = None if for_board and state in unfinished else state
        rows.append(Row(organization, known, late, for_board, outlooks.get(organization.pk)))
    return rows


def counts_of(rows: list[Row]) -> list[tuple[str, int]]:
    """How many LAOs stand where, in the order of the procedure."""
    found = Counter(row.state for row in rows)
    return [(replace(rows[0], state=state).label, found[state]) for state in (None, *State) if found[state]]
