"""A board's meeting for its secretary: the list of meetings, the way through one, its agenda, its end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.access import with_own_board
from approvals.meetings.voting import MeetingRefused
from approvals.models import AgendaItem, Meeting, Outcome
from approvals.sittings import arrange
from approvals.sittings.access import may_keep, with_sitting, with_sitting_kept
from approvals.sittings.agenda import add_block
from approvals.sittings.close import close_sitting
from approvals.sittings.correcting import corrections_of
from approvals.sittings.decide import lacks_quorum
from approvals.sittings.overview import groups_of, outcomes_of, plain_items
from approvals.sittings.parcel import agenda_as_paper
from approvals.sittings.ready import ready
from approvals.views.sitting_frame import (
    CONFLICT,
    FORM_METHODS,
    REFUSALS,
    acted,
    address,
    answered,
    asked_by_part,
    chosen,
    frame,
)
from documents.drafted import as_word, wants_word
from organizations.acting import ActingRequest
from organizations.models import Board
from organizations.posted import posted_from
from thai.dates import today
from thai.fiscal import ERA_OFFSET

LISTED = 40


@require_safe
@with_own_board
def sittings(request: ActingRequest, board: Board) -> HttpResponse:
    """Meetings of the board, those to come first."""
    rows = list(Meeting.objects.filter(board=board).exclude(stage=Meeting.Stage.CANCELLED)[:LISTED])
    over = [row for row in rows if row.stage == Meeting.Stage.CLOSED]
    context = {
        "board": board,
        "live": sorted((row for row in rows if row not in over), key=lambda row: row.held_on),
        "over": over,
        "keeps": may_keep(request.acting),
        "year": today().year + ERA_OFFSET,
    }
    return render(request, "approvals/sittings/sittings.html", context)


@require_safe
@with_own_board
def corrections(request: ActingRequest, board: Board) -> HttpResponse:
    """Plans agreed to with corrections: what was asked, what was corrected, and the way to confirm it."""
    context = {"board": board, "rows": corrections_of(board), "keeps": may_keep(request.acting)}
    return render(request, "approvals/sittings/corrections.html", context)


@require_safe
@with_sitting
def sitting(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """Where a meeting stands, and what has to be done next; members are led to their agenda."""
    if not may_keep(request.acting):
        return HttpResponseRedirect(address(meeting, "my_agenda"))
    return _sitting_page(request, meeting)


def _sitting_page(
    request: ActingRequest, meeting: Meeting, *, refused: str = "", status: int = 200
) -> HttpResponse:
    groups = groups_of(meeting)
    context = frame(
        request,
        meeting,
        "papers" if meeting.stage == Meeting.Stage.CLOSED else "votes",
        groups=groups,
        plain=plain_items(meeting),
        outcomes=outcomes_of(meeting),
        undecided=sum(group.open for group in groups),
        lacks_quorum=meeting.is_live and lacks_quorum(meeting),
        refused=refused,
    )
    return render(request, "approvals/sittings/sitting.html", context, status=status)


@with_sitting_kept
@posted_from("approvals:sitting")
def close(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """End the meeting and word its papers."""

    def act() -> str:
        closed = close_sitting(meeting, by=request.acting)
        words = _("ปิดการประชุมแล้ว ร่างรายงานการประชุมและหนังสือแจ้งมติ {count} ฉบับพร้อมให้ตรวจ")
        messages.success(request, words.format(count=closed.letters))
        return address(meeting, "sitting_papers")

    return answered(request, act, partial(_sitting_page, request, meeting))


# The agenda ------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def agenda(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """Plans that are ready, and the agenda as it stands; the agenda as Word, too."""
    if wants_word(request):
        return as_word(agenda_as_paper(meeting), f"agenda-{meeting.number}-{meeting.year}")
    page = partial(_agenda_page, request, meeting)
    if request.method != "POST":
        return page()
    return acted(request, _Agenda(request, meeting).acts(), page)


class _Agenda:
    """What can be done to the agenda by its page; each returns the words that confirm it."""

    def __init__(self, request: ActingRequest, meeting: Meeting) -> None:
        self.request, self.meeting, self.by = request, meeting, request.acting
        self.typed = request.POST

    def acts(self) -> dict[str, Callable[[], str]]:
        """By the name that a form sends."""
        names = ("move", "new_block", "plain", "usual", "renumber", "up", "down", "off", "remove")
        return {name: partial(self._done, getattr(self, name)) for name in names}

    def _done(self, act: Callable[[], str]) -> str:
        messages.success(self.request, act())
        return address(self.meeting, "sitting_agenda")

    def _item(self) -> AgendaItem:
        return get_object_or_404(self.meeting.items, pk=next(iter(chosen(self.request, "item")), 0))

    def move(self) -> str:
        items = list(self.meeting.items.filter(pk__in=chosen(self.request, "item")))
        if not items:
            raise MeetingRefused(_("กรุณาเลือกเรื่องที่จะย้ายอย่างน้อย 1 เรื่อง"))
        key = self.typed.get("block", "")
        block = get_object_or_404(self.meeting.blocks, pk=int(key)) if key.isdecimal() else None
        moved = arrange.move_to(self.meeting, items, block, by=self.by)
        return _("ย้ายกลุ่มแล้ว {count} เรื่อง").format(count=moved)

    def new_block(self) -> str:
        title, outcome = self.typed.get("title", "").strip(), self.typed.get("recommendation", "")
        if not title or outcome not in Outcome.values:
            raise MeetingRefused(_("กรุณากรอกชื่อกลุ่มเรื่องและเลือกข้อเสนอ"))
        add_block(self.meeting, title=title[:200], recommendation=outcome, by=self.by)
        return _("เพิ่มกลุ่มเรื่องแล้ว")

    def plain(self) -> str:
        heading = self.typed.get("heading", "")
        if heading not in map(str, AgendaItem.Heading.values):
            raise MeetingRefused(_("กรุณาเลือกระเบียบวาระ"))
        title = self.typed.get("title", "")
        arrange.add_plain(self.meeting, heading=int(heading), title=title, by=self.by)
        return _("เพิ่มเรื่องแล้ว")

    def usual(self) -> str:
        arrange.add_usual(self.meeting, by=self.by)
        return _("เพิ่มวาระประจำแล้ว")

    def renumber(self) -> str:
        arrange.renumber(self.meeting, by=self.by)
        return _("เรียงเลขวาระใหม่แล้ว")

    def up(self) -> str:
        arrange.shift(self.meeting, self._item(), -1, by=self.by)
        return _("เลื่อนลำดับแล้ว")

    def down(self) -> str:
        arrange.shift(self.meeting, self._item(), 1, by=self.by)
        return _("เลื่อนลำดับแล้ว")

    def off(self) -> str:
        arrange.take_off(self.meeting, self._item(), note=self.typed.get("note", ""), by=self.by)
        return _("นำเรื่องออกจากวาระแล้ว แผนรอบรรจุวาระการประชุมครั้งอื่น")

    def remove(self) -> str:
        arrange.remove_plain(self.meeting, self._item(), by=self.by)
        return _("ลบเรื่องแล้ว")


def _agenda_page(
    request: ActingRequest, meeting: Meeting, *, refused: str = "", status: int = 200
) -> HttpResponse:
    rows = [] if meeting.is_over else ready(meeting, request.acting)
    wanted = set(request.GET.getlist("plan"))
    context = frame(
        request,
        meeting,
        "agenda",
        ready=rows,
        wanted={row.revision.pk for row in rows if str(row.revision.pk) in wanted}
        or {row.revision.pk for row in rows if not row.missed_cut_off},
        groups=groups_of(meeting),
        plain=plain_items(meeting),
        blocks=list(meeting.blocks.all()),
        headings=AgendaItem.Heading.choices,
        outcomes=[(one.value, one.label) for one in arrange.RECOMMENDED],
        refused=refused,
        wide_page=True,
    )
    return render(request, "approvals/sittings/agenda.html", context, status=status)


@with_sitting_kept
@posted_from("approvals:sitting_agenda")
def put(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """Put the ticked plans on the agenda, as many as fit into one request; the page goes on with the others."""
    wanted, target = set(chosen(request, "plan")), request.POST.get("target", arrange.BY_RECOMMENDATION)
    rows = [row for row in ready(meeting, request.acting) if row.revision.pk in wanted]
    before = request.POST.get("done", "")
    try:
        if not wanted:
            raise MeetingRefused(_("กรุณาเลือกแผนอย่างน้อย 1 ฉบับ"))
        result = arrange.place(meeting, rows, target, by=request.acting)
    except REFUSALS as refused:
        return _agenda_page(request, meeting, refused=str(refused), status=CONFLICT)
    done = (int(before) if before.isdecimal() and len(before) < 6 else 0) + len(result.placed)
    words = [f"{one.revision.plan.organization.short_name}: {one.word}" for one in result.refused]
    for text in words:
        messages.warning(request, text)
    if result.left:
        left = [row.revision.pk for row in result.left]
        context = frame(request, meeting, "agenda", left=left, target=target, done=done)
        template = (
            "approvals/sittings/_putting.html"
            if asked_by_part(request)
            else "approvals/sittings/putting.html"
        )
        return render(request, template, context)
    messages.success(request, _("บรรจุวาระแล้ว {count} เรื่อง").format(count=done))
    return _gone_to(request, address(meeting, "sitting_agenda"))


def _gone_to(request: ActingRequest, where: str) -> HttpResponse:
    """Lead the browser to another page, also when only a part of the page asked."""
    if asked_by_part(request):
        return HttpResponse(headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)
