"""Who may ask for the meetings of a committee: those inside the LAO read, its chair and secretariat keep the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from approvals.models import AgendaItem, Attendee, Meeting, MeetingFile
from organizations.roles import Role
from plans.models import SuggestedEdit
from tests.access.answers import (
    ANNOUNCED,
    DRAFTERS,
    DRAFTING,
    FORM,
    GO,
    INSIDE,
    OK,
    SUBMITTED,
    ByState,
    Row,
    of_plan,
)
from tests.access.cast import DRAFT_KEY, Home, World
from tests.approvals.story import TODAY

KEEPERS = frozenset({"committee_secretary", "committee_chair", "committee_assistant"})
SEATED = frozenset({"committee_member"})
CHAIR = frozenset({"committee_chair"})
SUGGESTING = INSIDE - {"head"}


def meeting_of(world: World, home: Home) -> dict[str, Any]:
    """A meeting that is being held about the plan of a home, with a seat, a matter and a scan."""
    meeting, _made = Meeting.objects.get_or_create(
        organization=home.organization,
        number=1,
        year=2569,
        defaults={"held_on": TODAY, "stage": Meeting.Stage.OPEN},
    )
    item, _made = AgendaItem.objects.get_or_create(
        meeting=meeting, order=1, defaults={"title": "ก", "revision": home.revision}
    )
    seat, _made = Attendee.objects.get_or_create(
        meeting=meeting,
        membership=home.member(Role.COMMITTEE_MEMBER),
        defaults={"order": 1, "duty": "member"},
    )
    file, _made = MeetingFile.objects.get_or_create(
        meeting=meeting,
        sha256=world.document.sha256,
        defaults={
            "name": "ก.pdf",
            "content_type": "application/pdf",
            "size": 1,
            "added_by": home.member(Role.COMMITTEE_SECRETARY),
        },
    )
    return {"meeting": meeting.pk, "item": item.pk, "seat": seat.pk, "file": file.pk}


def of_meeting(name: str, *keys: str, query: str = "", **more: str) -> Callable[[World, Home], str]:
    """An address of the meeting, of its matter, of a seat or a file."""

    def address(world: World, home: Home) -> str:
        known = meeting_of(world, home)
        named = {key: known[key] for key in ("meeting", *keys)}
        return reverse(f"approvals:{name}", kwargs={**home.revision.address, **named, **more}) + query

    return address


def of_suggestion(name: str) -> Callable[[World, Home], str]:
    """A suggested edit that waits."""

    def address(world: World, home: Home) -> str:
        edit, _made = SuggestedEdit.objects.get_or_create(
            revision=home.revision,
            organization=home.organization,
            code="s1.1",
            defaults={
                "old_text": "ก",
                "new_text": "ข",
                "reason": "ค",
                "suggested_by": home.member(Role.COMMITTEE_MEMBER).user,
                "suggested_as": "committee_member",
            },
        )
        return reverse(name, kwargs={**home.revision.address, "suggestion": edit.pk})

    return address


def all_states(status: int, people: frozenset[str]) -> ByState:
    """In every state of the plan alike."""
    return {state: {status: people} for state in (DRAFTING, SUBMITTED, ANNOUNCED)}


def read(name: str, *keys: str, **more: str) -> Row:
    return Row(of_meeting(name, *keys, **more), all_states(OK, INSIDE))


def kept(name: str, *keys: str, **more: str) -> Row:
    """A form of the keepers."""
    return Row(of_meeting(name, *keys, **more), all_states(OK, KEEPERS), all_states(FORM, KEEPERS))


def button(name: str, *keys: str, post: int = GO, **more: str) -> Row:
    """What only takes a press of the keepers."""
    return Row(of_meeting(name, *keys, **more), all_states(GO, KEEPERS), all_states(post, KEEPERS))


DRAFT = f"?draft={DRAFT_KEY}"
TABLE: dict[str, Row] = {
    "approvals:meetings": Row(of_plan("approvals:meetings"), all_states(OK, INSIDE)),
    "approvals:meeting_new": Row(
        of_plan("approvals:meeting_new"), all_states(OK, KEEPERS), all_states(FORM, KEEPERS)
    ),
    "approvals:meeting": read("meeting"),
    "approvals:meeting_edit": kept("meeting_edit"),
    "approvals:meeting_cancel": kept("meeting_cancel"),
    "approvals:meeting_calendar": read("meeting_calendar"),
    "approvals:meeting_step": button("meeting_step", step="present"),
    "approvals:meeting_roll": kept("meeting_roll"),
    "approvals:meeting_guest": kept("meeting_guest"),
    "approvals:meeting_chair": button("meeting_chair", "seat"),
    "approvals:meeting_item_new": kept("meeting_item_new"),
    "approvals:meeting_item": read("meeting_item", "item"),
    "approvals:meeting_tally": read("meeting_tally", "item"),
    "approvals:meeting_discussion": kept("meeting_discussion", "item"),
    "approvals:meeting_away": button("meeting_away", "item", post=FORM),
    "approvals:meeting_take_off": button("meeting_take_off", "item"),
    "approvals:meeting_vote": Row(
        of_meeting("meeting_vote", "item"), all_states(OK, SEATED), all_states(FORM, SEATED)
    ),
    "approvals:meeting_unvote": Row(
        of_meeting("meeting_unvote", "item"), all_states(GO, INSIDE), all_states(GO, SEATED)
    ),
    "approvals:meeting_record": kept("meeting_record", "item"),
    "approvals:meeting_strike": button("meeting_strike", "item", "seat"),
    "approvals:meeting_resolve": kept("meeting_resolve", "item"),
    "approvals:meeting_attach": kept("meeting_attach"),
    "approvals:meeting_file": read("meeting_file", "file"),
    "approvals:meeting_file_remove": button("meeting_file_remove", "file"),
    "approvals:meeting_sign": Row(of_meeting("meeting_sign"), all_states(GO, INSIDE), all_states(GO, CHAIR)),
    "approvals:meeting_document": read("meeting_document"),
    "approvals:meeting_paper": read("meeting_paper", kind="agenda"),
    "approvals:meeting_paper_edit": kept("meeting_paper_edit", kind="agenda"),
    "approvals:meeting_paper_again": button("meeting_paper_again", kind="agenda"),
    "approvals:meeting_paper_draft": Row(
        of_meeting("meeting_paper_draft", kind="agenda", query=DRAFT),
        all_states(OK, INSIDE),
        all_states(GO, INSIDE),
    ),
    "approvals:meeting_paper_pdf": Row(
        of_meeting("meeting_paper_pdf", kind="agenda", query=DRAFT), all_states(GO, INSIDE)
    ),
    "plans:suggestions": Row(of_plan("plans:suggestions"), all_states(OK, INSIDE)),
    "plans:suggestion_write": Row(
        of_plan("plans:suggestion_write"), all_states(OK, SUGGESTING), all_states(FORM, SUGGESTING)
    ),
    "plans:suggestion_answer": Row(
        of_suggestion("plans:suggestion_answer"), all_states(GO, INSIDE), all_states(GO, DRAFTERS)
    ),
    "plans:suggestion_accept_all": Row(
        of_plan("plans:suggestion_accept_all"), all_states(GO, INSIDE), all_states(GO, DRAFTERS)
    ),
}
