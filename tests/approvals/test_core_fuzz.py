"""Strange words in every box of the forms that decide: an answer that explains, never a fault of ours."""

from __future__ import annotations

import re
import uuid

import pytest

from approvals.meetings import call
from approvals.orders import begin_change
from approvals.table import MOVES
from organizations.roles import Role
from plans.models import State
from tests.approvals.committee import ASSISTANT, CHAIR, MEMBER, SECRETARY, hold, plans
from tests.approvals.story import WAY
from tests.builders import address, client_of

STRANGE = ("", "\x00", "๙" * 400, "-1", "9" * 30, "²", "None", "for\x00", "\u202eกข", "1e9", "' OR 1=1 --")
FIELD = re.compile(r'name="([^"]+)"')


def try_everything(person, page: str, *, gets: bool = True, names: tuple[str, ...] = ()) -> None:
    """Send each strange word in all boxes of a page, and in each of them alone."""
    client = client_of(person)
    found = FIELD.findall(client.get(page).content.decode()) if gets else []
    boxes = sorted({*found, *names} - {"csrfmiddlewaretoken", "form_key", "username", "password"})
    for word in STRANGE:
        answer = client.post(page, {**dict.fromkeys(boxes, word), "form_key": str(uuid.uuid4())})
        assert answer.status_code < 500, (page, word)
    answer = client.post(page, {})
    assert answer.status_code < 500


@pytest.mark.parametrize("state", [state for state in WAY if state != State.ANNOUNCED])
def test_forms_of_moves(story, state):
    story.reach(state)
    for move in MOVES:
        if move.source == state:
            person = story.cast[min(move.roles)]
            try_everything(person, address(story.revision, "approvals:move", action=move.action))
            story.revision.refresh_from_db()
            if story.revision.state != state:
                return  # a move that asks nothing was made


def test_forms_of_a_meeting_being_held(story):
    held = hold(story)
    item, seat = held.item.pk, held.seat(held.people[1]).pk
    for_secretary = [
        ("meeting_roll", {}, ()),
        ("meeting_edit", {}, ()),
        ("meeting_guest", {}, ("name", "position")),
        ("meeting_item_new", {}, ()),
        ("meeting_attach", {}, ("file",)),
        ("meeting_item", {"item": item}, ()),
        ("meeting_away", {"item": item}, ("attendee", "why", "note", "back")),
        ("meeting_away", {"item": item}, ("attendee", "why", "note")),
        ("meeting_discussion", {"item": item}, ()),
        ("meeting_record", {"item": item}, ()),
        ("meeting_resolve", {"item": item}, ()),
        ("meeting_strike", {"item": item, "seat": seat}, ()),
        ("meeting_chair", {"seat": seat}, ()),
        ("meeting_cancel", {}, ()),
        ("meeting_sign", {}, ()),
        ("meeting_paper_edit", {"kind": "minutes"}, ()),
        ("meeting_paper_edit", {"kind": "\u0e01"}, ()),
        ("meeting_step", {"step": "nonsense"}, ()),
    ]
    for name, more, names in for_secretary:
        page = address(story.revision, f"approvals:{name}", meeting=held.meeting.pk, **more)
        try_everything(story.cast[SECRETARY], page, names=names)
    for person in (story.cast[MEMBER], story.cast[CHAIR], story.cast[ASSISTANT]):
        for name in ("meeting_vote", "meeting_unvote"):
            page = address(story.revision, f"approvals:{name}", meeting=held.meeting.pk, item=item)
            try_everything(person, page, names=("note", "recuse", "choice", "seen"))


def test_form_of_a_new_meeting(story):
    story.reach(State.IN_COMMITTEE)
    page = address(story.revision, "approvals:meeting_new")
    try_everything(story.cast[SECRETARY], page)
    call.plan_meeting(story.revision, plans(number=2), with_plan=True, by=story.cast[SECRETARY])
    try_everything(story.cast[SECRETARY], page)


def test_forms_of_orders(story):
    officer, head = story.cast[Role.HR_OFFICER], story.cast[Role.HEAD]
    for name, more in (("order_record", {}), ("order_begin", {}), ("order_compose", {"seq": 0})):
        try_everything(officer, address(story.revision, f"approvals:{name}", **more))
    try_everything(head, address(story.revision, "approvals:order_issue", seq=0))
    hold(story)
    begin_change(revision=story.revision, reason="โอนย้าย", by=officer)
    for name in ("order_edit", "order_compose", "order_discard"):
        try_everything(officer, address(story.revision, f"approvals:{name}", seq=1))
    try_everything(head, address(story.revision, "approvals:order_issue", seq=1))


def test_matrix_of_needs(story):
    strange = ("1-2", "-", "²-1", "9999999999-1", f"{'9' * 18}-{'9' * 18}", "\x00-1", "1-1-1", "๑-๒")
    page = address(story.revision, "plans:need_matrix_save")
    try_everything(story.cast[Role.HR_OFFICER], page, gets=False, names=(*strange, "version"))
