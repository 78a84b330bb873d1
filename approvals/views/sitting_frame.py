"""What the pages of a board's meeting share: the steps at the top, and how a form is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.meetings.voting import MeetingRefused
from approvals.models import Meeting
from approvals.moves import MoveConflict, MoveRefused
from approvals.sittings.access import may_keep
from organizations.acting import ActingRequest
from organizations.once import carry_out

REFUSALS = (MeetingRefused, MoveRefused, MoveConflict)
FORM_METHODS = ["GET", "HEAD", "POST"]
INVALID, CONFLICT = 422, 409
Page = Callable[..., HttpResponse]
Act = Callable[[], str]
Stage = Meeting.Stage


@dataclass(frozen=True)
class Step:
    """One step of a meeting as the secretary goes through it."""

    label: str | Promise
    address: str
    tone: str  #: of the tag: done, doing or waiting
    is_here: bool


#: Step, page, and the stages in which it is what has to be done; the stages after these have it done.
_STEPS: tuple[tuple[str, Promise, str, tuple[str, ...]], ...] = (
    ("agenda", gettext_lazy("จัดวาระ"), "sitting_agenda", (Stage.PLANNED, Stage.CALLED)),
    ("call", gettext_lazy("เรียกประชุม"), "sitting_people", (Stage.PLANNED,)),
    ("open", gettext_lazy("เปิดประชุมและนับองค์ประชุม"), "sitting_people", (Stage.CALLED,)),
    ("votes", gettext_lazy("ลงมติ"), "sitting", (Stage.OPEN,)),
    ("close", gettext_lazy("ปิดประชุม"), "sitting", (Stage.OPEN,)),
    ("papers", gettext_lazy("รายงานและหนังสือ"), "sitting_papers", (Stage.CLOSED,)),
)
_ORDER = [Stage.PLANNED, Stage.CALLED, Stage.OPEN, Stage.CLOSED]


def address(meeting: Meeting, name: str, *args: object) -> str:
    """The address of a page of a board's meeting."""
    assert meeting.board is not None
    return reverse(f"approvals:{name}", args=[meeting.board.code, meeting.year, meeting.number, *args])


def steps_of(meeting: Meeting, here: str) -> list[Step]:
    """The steps, where the meeting stands among them, and which one the page is."""
    now = _ORDER.index(Stage(meeting.stage)) if meeting.stage in _ORDER else len(_ORDER)
    found = []
    for key, label, name, stages in _STEPS:
        last = max(_ORDER.index(Stage(stage)) for stage in stages)
        tone = "done" if now > last else "doing" if meeting.stage in stages else "waiting"
        found.append(Step(label, address(meeting, name), tone, key == here))
    return found


def frame(request: ActingRequest, meeting: Meeting, here: str, **more: Any) -> dict[str, Any]:
    """What every page of a meeting shows."""
    return {
        "meeting": meeting,
        "board": meeting.board,
        "steps": steps_of(meeting, here),
        "here": here,
        "keeps": may_keep(request.acting),
        "refused": "",
        **more,
    }


def answered(request: ActingRequest, act: Act, page: Page) -> HttpResponse:
    """Carry the form out once and go on, or show the page again with the reason why not."""
    try:
        return carry_out(request, act)
    except REFUSALS as refused:
        return page(refused=str(refused), status=CONFLICT)


def acted(request: ActingRequest, acts: Mapping[str, Act], page: Page) -> HttpResponse:
    """Answer a page with several forms: the field ``action`` says which one was sent."""
    act = acts.get(request.POST.get("action", ""))
    if act is None:
        return page(refused=_("ไม่รู้จักคำสั่งที่ส่งมา กรุณาเปิดหน้านี้ใหม่"), status=INVALID)
    return answered(request, act, page)


def asked_by_part(request: ActingRequest) -> bool:
    """True where a part of a page asked for itself anew, not the browser for a page."""
    return bool(getattr(request, "htmx", False))


def chosen(request: ActingRequest, name: str) -> list[int]:
    """The keys that were ticked; nonsense is left out."""
    return [int(key) for key in request.POST.getlist(name) if key.isdecimal() and len(key) < 10]


def seen_of(request: ActingRequest) -> dict[int, str] | None:
    """Which content of which plans was before the person: "12:ab... 13:cd..."; None where the form says nothing."""
    typed = request.POST.get("seen")
    if typed is None:
        return None
    pairs = (word.partition(":") for word in typed.split())
    return {int(key): sha for key, _colon, sha in pairs if key.isdecimal() and len(key) < 10}
