"""The chain of events, and how tampering with it or with what it vouches for is found."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from approvals import events, triggers
from approvals.models import Event
from documents import store
from organizations.roles import Role
from plans.freeze import canonical_json
from plans.models import State


@pytest.fixture
def chain(story):
    """A plan that went all the way to the board's approval."""
    return story.reach(State.APPROVED).revision.plan


def tamper(sql: str, *parameters) -> None:
    """Change the database as somebody with its password would: the triggers first."""
    with transaction.atomic(), connection.cursor() as cursor:
        for trigger in triggers.expected(connection.vendor):
            on = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{on}')
        cursor.execute(sql, parameters)


def faults(plan) -> list[tuple[int, str]]:
    return [(fault.seq, fault.message) for fault in events.verify(plan)]


def test_chain_links_every_move(chain):
    links = list(Event.objects.filter(plan=chain))
    assert [event.seq for event in links] == [1, 2, 3, 4, 5]
    assert links[0].prev_hash == events.GENESIS
    assert all(after.prev_hash == before.hash for before, after in zip(links, links[1:], strict=False))
    assert faults(chain) == []


@pytest.mark.parametrize(
    "change",
    ["role = 'head'", "actor_id = 0", "action = 'recall'", "at = '2026-01-01 00:00:00'", "data = '{}'"],
)
def test_a_changed_event_is_found(chain, change):
    tamper(f"UPDATE approvals_event SET {change} WHERE plan_id = %s AND seq = 3", chain.pk)
    assert (3, "was changed after it was written") in faults(chain)


def test_an_event_changed_with_its_hash_breaks_the_next_link(chain):
    event = Event.objects.get(plan=chain, seq=2)
    event.role = Role.HEAD
    tamper(
        "UPDATE approvals_event SET role = %s, hash = %s WHERE id = %s",
        event.role,
        events.hash_of(event),
        event.pk,
    )
    assert (3, "does not follow the event before it") in faults(chain)


def test_a_removed_event_is_found(chain):
    tamper("DELETE FROM approvals_event WHERE plan_id = %s AND seq = 2", chain.pk)
    assert faults(chain)[0][0] == 3


def test_a_removed_end_is_found(chain):
    tamper("DELETE FROM approvals_event WHERE plan_id = %s AND seq = 5", chain.pk)
    assert faults(chain)[0][0] == 5


def test_a_changed_decision_is_found(chain):
    tamper("UPDATE approvals_decision SET votes_for = 3 WHERE action = 'endorse'")
    assert [seq for seq, message in faults(chain)] == [2]


def test_a_scan_that_was_changed_or_lost_is_found(chain):
    [scan] = Event.objects.get(plan=chain, action="approve").data["scans"]
    path = store.path_of(scan)
    path.chmod(0o644)
    path.write_bytes(b"%PDF-1.7 another resolution")
    [(seq, message)] = [found for found in faults(chain) if found[0] == 5]
    assert (seq, message.endswith("is gone or was changed")) == (5, True)
    path.unlink()
    assert any(scan in message for _seq, message in faults(chain))


def test_a_changed_snapshot_is_found(chain):
    content = {**chain.revisions.get().snapshot.content, "number": 5}
    tamper("UPDATE plans_snapshot SET content = %s", json.dumps(content))
    assert "was changed" in faults(chain)[0][1]


def test_a_state_that_nobody_decided_is_found(chain):
    tamper("UPDATE plans_revision SET state = 'announced'")
    assert "its last decision says approved" in faults(chain)[0][1]


# The command -----------------------------------------------------------------------------------


def test_verify_events_of_one_plan_says_so(chain):
    out = io.StringIO()
    call_command("verify_events", chain.reference, stdout=out)
    assert "5" in out.getvalue()


def test_verify_events_names_the_first_bad_event(chain):
    tamper("UPDATE approvals_event SET role = 'head' WHERE plan_id = %s AND seq IN (3, 4)", chain.pk)
    with pytest.raises(CommandError, match="3"):
        call_command("verify_events", stdout=io.StringIO())


def test_verify_events_as_json_is_json_alone(chain):
    tamper("UPDATE approvals_event SET role = 'head' WHERE plan_id = %s AND seq = 3", chain.pk)
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_events", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert ended.value.code == 1
    assert said["plans"] == 1
    assert {(fault["plan"], fault["seq"]) for fault in said["faults"]} == {(chain.reference, 3)}


def test_verify_events_reports_missing_triggers(chain):
    tamper("SELECT 1")
    with pytest.raises(CommandError, match="trigger"):
        call_command("verify_events", stdout=io.StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("reference", ["NOWHERE:2567", "NOWHERE", "NOWHERE:abc", "A:2567:0:1"])
def test_verify_events_of_an_unknown_plan_fails(reference):
    with pytest.raises(CommandError):
        call_command("verify_events", reference, stdout=io.StringIO())


# Canonical JSON --------------------------------------------------------------------------------


def test_canonical_json_has_one_spelling():
    decomposed, composed = "e\u0301", "\u00e9"
    assert canonical_json({"b": 1, "a": decomposed}) == canonical_json({"a": composed, "b": 1})


def test_canonical_json_refuses_floats():
    with pytest.raises(TypeError):
        canonical_json({"a": 0.5})
