"""The needs of an LAO in a cycle (requirements F-1 to F-3): proposed by the figures, decided and ranked by people.

Asking for proposals again changes only what nobody has decided: what is confirmed stays as it was confirmed, and
what is declined stays declined.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from organizations.models import Organization, User
from personnel.frame import Stale
from personnel.gaps import Measured
from personnel.models import Need, PersonnelGroup
from personnel.need_sources import Proposal, proposals

log = logging.getLogger(__name__)
PROPOSED, CONFIRMED, DECLINED = Need.State.PROPOSED, Need.State.CONFIRMED, Need.State.DECLINED
LAST_CYCLE = Need.Source.LAST_CYCLE
OF_NO_ITEM = "need"  #: the kind under which a need that was written by hand is carried to the next cycle


@dataclass(frozen=True)
class Proposed:
    """What asking for proposals changed."""

    added: int
    refreshed: int
    withdrawn: int


@dataclass(frozen=True)
class Place:
    """The rank typed for a need (None for none) and why."""

    rank: int | None
    reason: str


def of_cycle(organization: Organization, first_year: int) -> QuerySet[Need]:
    """Every need of a cycle (its first fiscal year, B.E.) in the order of ranks, groups and departments at hand."""
    rows = Need.objects.filter(organization=organization, first_year=first_year)
    return rows.prefetch_related("groups", "units")


def confirmed(organization: Organization, first_year: int) -> list[Need]:
    """The needs that the plan answers, the first rank first, those without a rank last."""
    return list(of_cycle(organization, first_year).filter(state=CONFIRMED))


# Proposing ------------------------------------------------------------------------------------


@transaction.atomic
def propose(organization: Organization, first_year: int) -> Proposed:
    """Bring the undecided needs of a cycle up to date with gaps, survey and law; asking twice changes nothing."""
    _hold(organization)
    wanted = {proposal.key: proposal for proposal in proposals(Measured(organization, first_year))}
    rows = Need.objects.filter(organization=organization, first_year=first_year).exclude(item_code="")
    stored = {(row.source, row.item_kind, row.item_code): row for row in rows}
    groups = {group.code: group for group in PersonnelGroup.objects.all()}
    refreshed = 0
    for key, proposal in wanted.items():
        row = stored.get(key)
        if row is None:
            row = Need(organization=organization, first_year=first_year, state=PROPOSED)
        elif row.state != PROPOSED:
            continue
        else:
            refreshed += 1
        _write(row, proposal, groups)
    gone = [
        row.pk
        for key, row in stored.items()
        if row.state == PROPOSED and key not in wanted and row.source != LAST_CYCLE
    ]
    Need.objects.filter(pk__in=gone).delete()
    return Proposed(len(wanted.keys() - stored.keys()), refreshed, len(gone))


def _write(row: Need, proposal: Proposal, groups: Mapping[str, PersonnelGroup]) -> None:
    row.source, row.item_kind, row.item_code = proposal.key
    row.title, row.evidence, row.people = proposal.title, proposal.evidence[:500], proposal.people
    row.rank_reason = proposal.reason
    row.save()
    row.groups.set([groups[code] for code in proposal.groups if code in groups])
    row.units.set(proposal.units)


def _hold(organization: Organization) -> None:
    """One change of an LAO's needs at a time."""
    Organization.objects.select_for_update().get(pk=organization.pk)


# From the last cycle --------------------------------------------------------------------------


def carried_key(need: Need) -> tuple[str, str]:
    """What a need is known by in the next cycle: its item, else itself."""
    return (need.item_kind, need.item_code) if need.item_code else (OF_NO_ITEM, str(need.pk))


def carried_needs(organization: Organization, first_year: int) -> dict[tuple[str, str], Need]:
    """Needs of a cycle that came from the one before, by ``carried_key``, whatever was decided about them."""
    rows = Need.objects.filter(organization=organization, first_year=first_year, source=LAST_CYCLE)
    return {(row.item_kind, row.item_code): row for row in rows if row.item_code}


@transaction.atomic
def carry(
    *, organization: Organization, first_year: int, needs: Iterable[Need], evidence: str, by: User
) -> int:
    """Propose needs of an earlier cycle again; those that were proposed already are not, and how many were new."""
    _hold(organization)
    present, added = carried_needs(organization, first_year), 0
    units = set(organization.units.filter(closed_on=None).values_list("pk", flat=True))
    for need in needs:
        kind, code = carried_key(need)
        if (kind, code) in present:
            continue
        row = Need.objects.create(
            organization=organization,
            first_year=first_year,
            title=need.title,
            source=LAST_CYCLE,
            evidence=evidence[:500],
            item_kind=kind,
            item_code=code,
            people=need.people,
            state=PROPOSED,
        )
        present[kind, code] = row
        row.groups.set(need.groups.all())
        row.units.set(unit for unit in need.units.all() if unit.pk in units)
        added += 1
    log.info(
        "needs carried: organization %s to %s x %s by user %s", organization.pk, first_year, added, by.pk
    )
    return added


# Deciding -------------------------------------------------------------------------------------


@transaction.atomic
def decide(
    *, organization: Organization, first_year: int, needs: Collection[int], state: str, by: User
) -> int:
    """Confirm or decline some needs of a cycle; how many changed. A need that is declined has no rank."""
    _hold(organization)
    rows = Need.objects.filter(organization=organization, first_year=first_year, pk__in=needs)
    changed = rows.exclude(state=state).update(state=state, rank=None)
    _number(organization, first_year)
    log.info("needs decided: organization %s %s x %s by user %s", organization.pk, state, changed, by.pk)
    return changed


def undecided(organization: Organization, first_year: int) -> list[int]:
    """Keys of the needs that nobody has decided."""
    rows = Need.objects.filter(organization=organization, first_year=first_year, state=PROPOSED)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def keep(
    *,
    organization: Organization,
    first_year: int,
    values: Mapping[str, Any],
    by: User,
    need: Need | None = None,
    seen: str = "",
) -> Need:
    """A need written by hand, which is confirmed at once, or another wording of one."""
    _hold(organization)
    if need is None:
        need = Need(organization=organization, first_year=first_year, state=CONFIRMED)
    else:
        need = Need.objects.get(pk=need.pk)
        if need_seen(need) != seen:
            raise Stale
    for name in ("title", "source", "evidence", "people"):
        if name in values:
            setattr(need, name, values[name])
    need.save()
    need.groups.set(values["groups"])
    need.units.set(values["units"])
    log.info("need kept: need %s by user %s", need.pk, by.pk)
    return need


def need_seen(need: Need) -> str:
    """Names the stored state of one need, for "seen when the form was opened"."""
    parts = [need.title, need.source, need.evidence, need.people, need.state]
    return _digest([*parts, *sorted(_keys(need.groups)), *sorted(_keys(need.units))])


def _keys(rows: Any) -> Iterable[int]:
    return rows.values_list("pk", flat=True)


# Ranking --------------------------------------------------------------------------------------


def ranks_seen(needs: Iterable[Need]) -> str:
    """Names the ranks and reasons of needs as stored, whatever their order."""
    return _digest(sorted((need.pk, need.rank, need.rank_reason) for need in needs))


@transaction.atomic
def rank(
    *, organization: Organization, first_year: int, places: Mapping[int, Place], seen: str, by: User
) -> None:
    """Number the confirmed needs 1, 2, 3, ... by the ranks typed; those without one stay without.

    ``places`` may be some of the needs: the others keep their order. A need that is moved onto a number takes it,
    and pushes on whichever had it. Stale when the ranks are not as they were seen.
    """
    _hold(organization)
    rows = confirmed(organization, first_year)
    if ranks_seen(row for row in rows if row.pk in places) != seen:
        raise Stale
    for row in rows:
        if row.pk in places:
            row.rank_reason = places[row.pk].reason
    ranked = [row for row in rows if _typed(row, places) is not None]
    ranked.sort(key=lambda row: (_typed(row, places), _direction(row, places), row.rank or 0, row.pk))
    for row in rows:
        row.rank = ranked.index(row) + 1 if row in ranked else None
    Need.objects.bulk_update(rows, ["rank", "rank_reason"])
    log.info("needs ranked: organization %s cycle %s by user %s", organization.pk, first_year, by.pk)


def _typed(row: Need, places: Mapping[int, Place]) -> int | None:
    return places[row.pk].rank if row.pk in places else row.rank


def _direction(row: Need, places: Mapping[int, Place]) -> int:
    """Before the need that had this number when moved up, behind it when moved down."""
    typed = _typed(row, places)
    if typed is None or typed == row.rank:
        return 0
    return -1 if row.rank is None or typed < row.rank else 1


def _number(organization: Organization, first_year: int) -> None:
    """Close the holes in the ranks."""
    ranked = [row for row in confirmed(organization, first_year) if row.rank is not None]
    for place, row in enumerate(ranked, start=1):
        row.rank = place
    Need.objects.bulk_update(ranked, ["rank"])


def _digest(parts: Iterable[object]) -> str:
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:16]
