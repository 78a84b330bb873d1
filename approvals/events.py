"""The chain of events of a plan: each link carries the hash of the one before, and none is ever changed.

The chain holds ids and hashes, no names and no texts; these stay in rows that the hashes vouch for.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from approvals import witness
from approvals.models import AgendaItem, Decision, Event
from documents import store
from plans.freeze import canonical_json, is_genuine, sha256_of
from plans.models import Plan, Snapshot
from thai.dates import now

SCHEMA = "phatthana.event/1"
GENESIS = "0" * 64

#: Columns of a decision that its event vouches for.
_DECISION_FIELDS = [
    "action",
    "from_state",
    "to_state",
    "actor_id",
    "membership_id",
    "role",
    "note",
    "meeting_number",
    "meeting_on",
    "agenda_item",
    "members_total",
    "members_present",
    "votes_for",
    "letter_number",
    "letter_on",
]


#: Columns that came later: vouched for where they are filled, so that older events stay true.
_LATER_FIELDS = ["item_id", "evidence", "effective_on"]


@dataclass(frozen=True)
class Fault:
    """Where a chain is broken, and how (English: read by operators and scripts)."""

    plan: str
    seq: int
    message: str


def append(
    *, plan: Plan, action: str, actor: AbstractBaseUser | None, role: str, data: dict[str, Any]
) -> Event:
    """Add a link to the plan's chain; ``data`` has ids, hashes and codes, no floats.

    An issued order, letter or receipt that it names is vouched for by the hash that is added here.

    Two writers cannot take the same place: PostgreSQL queues them at the plan's row, SQLite at the start of
    the write transaction, and the constraints on (plan, seq) and (plan, prev_hash) stand behind both.
    """
    with transaction.atomic():
        Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        last = Event.objects.filter(plan=plan).order_by("-seq").first()
        event = Event(
            plan=plan,
            organization_id=plan.organization_id,
            seq=last.seq + 1 if last else 1,
            at=now(),
            actor_id=actor.pk if actor else None,
            role=role,
            action=action,
            data={**data, **witness.vouched(data)},
            prev_hash=last.hash if last else GENESIS,
        )
        event.hash = hash_of(event)
        event.save(force_insert=True)
    return event


def hash_of(event: Event) -> str:
    """The hash that the link should have."""
    body = [
        SCHEMA,
        event.plan_id,
        event.seq,
        event.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.role,
        event.action,
        event.data,
    ]
    return hashlib.sha256((event.prev_hash + canonical_json(body)).encode()).hexdigest()


def digest(decision: Decision) -> str:
    """The hash of a decision's own row, for its event."""
    row = {name: getattr(decision, name) for name in _DECISION_FIELDS}
    row |= {name: value for name in _LATER_FIELDS if (value := getattr(decision, name))}
    codes = sorted(decision.reasons.values_list("code", flat=True))
    return sha256_of(
        {**row, "reasons": codes, "snapshot": decision.snapshot.sha256 if decision.snapshot else None}
    )


def digest_of_votes(item: AgendaItem) -> str:
    """The hash of the voices on an item and of who was away from it, for the event of its resolution."""
    votes = item.votes.order_by("attendee_id").values_list("attendee_id", "choice", "on_paper", "cast_by_id")
    away = item.away.order_by("attendee_id").values_list("attendee_id", "why")
    return sha256_of(
        {"item": item.pk, "votes": [list(row) for row in votes], "away": [list(row) for row in away]}
    )


# Verification ----------------------------------------------------------------------------------


def verify(plan: Plan, *, is_kept: Callable[[str], bool] = store.verify) -> list[Fault]:
    """Everything that is wrong with the chain of a plan and with what it vouches for; empty when all is well.

    ``is_kept`` looks at the bytes of a scan; who verifies many plans of one meeting looks at each but once.
    """
    events = list(Event.objects.filter(plan=plan).order_by("seq"))
    found = [
        *_broken_links(events),
        *_broken_witness(plan, events),
        *witness.broken(plan, events),
        *witness.broken_scans(events, is_kept),
    ]
    return [Fault(plan.reference, seq, message) for seq, message in sorted(found)]


def _broken_links(events: list[Event]) -> Iterator[tuple[int, str]]:
    before = GENESIS
    for place, event in enumerate(events, start=1):
        if event.seq != place:
            yield event.seq, f"expected event {place}, found {event.seq}: an event is missing"
            return
        if event.prev_hash != before:
            yield event.seq, "does not follow the event before it"
        if event.hash != hash_of(event):
            yield event.seq, "was changed after it was written"
        before = event.hash


def _broken_witness(plan: Plan, events: list[Event]) -> Iterator[tuple[int, str]]:
    """Decisions, snapshots and states that are not what the events say."""
    of_decision = {event.data["decision"]: event for event in events if "decision" in event.data}
    last_state: dict[int, tuple[int, str]] = {}
    decisions = (
        Decision.objects.filter(revision__plan=plan)
        .select_related("revision", "snapshot", "item")
        .order_by("pk")
    )
    for decision in decisions:
        event = of_decision.pop(decision.pk, None)
        seq = event.seq if event else len(events) + 1
        if event is None:
            yield seq, f"decision {decision.pk} has no event: the end of the chain is missing"
        elif event.data["decision_sha256"] != digest(decision):
            yield seq, f"decision {decision.pk} was changed"
        elif decision.item and event.data.get("votes_sha256") != digest_of_votes(decision.item):
            yield seq, f"votes of decision {decision.pk} were changed"
        last_state[decision.revision_id] = (seq, decision.to_state)
    for key, event in of_decision.items():
        yield event.seq, f"decision {key} is gone"
    for revision in plan.revisions.all():
        seq, state = last_state.get(revision.pk, (1, revision.state))
        if revision.state != state:
            yield seq, f"revision {revision.number} is {revision.state}, its last decision says {state}"
    for snapshot in Snapshot.objects.filter(revision__plan=plan).select_related("revision"):
        if not is_genuine(snapshot):
            yield 0, f"snapshot {snapshot} of revision {snapshot.revision.number} was changed"
