"""Blocks and single plans of a meeting for its secretary: voices given in the room, and what is resolved."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals.forms_sittings import BlockWordsForm, PreparedForm, ResolutionForm, ScanForm
from approvals.meetings.conclude import computed_outcome, conclude, proposal_of
from approvals.meetings.files import attach_before_the_end
from approvals.meetings.tally import tally_of, voices
from approvals.meetings.voting import MeetingRefused, cast, take_back
from approvals.models import AgendaBlock, AgendaItem, Attendee, Meeting, Outcome, Vote
from approvals.sittings import arrange, recusal
from approvals.sittings.access import with_sitting_kept
from approvals.sittings.agenda import pull_out
from approvals.sittings.decide import Progress, conclude_block, defer_all, in_words, vote_on_block
from approvals.sittings.overview import group_of
from approvals.sittings.prepare import prepare, prepare_block
from approvals.views.sitting_frame import (
    FORM_METHODS,
    INVALID,
    acted,
    address,
    asked_by_part,
    chosen,
    frame,
    seen_of,
)
from organizations.acting import ActingRequest
from organizations.posted import posted_from
from plans.models import Revision

# Blocks ----------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def block(request: ActingRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """One block: the running count, voices of the room, common words."""
    found = get_object_or_404(meeting.blocks, pk=pk)
    found.meeting = meeting
    page = partial(_block_page, request, meeting, found)
    if request.method != "POST":
        return page()
    acts = {
        "unanimous": lambda: _block_voices(request, meeting, found, unanimous=True),
        "voices": lambda: _block_voices(request, meeting, found, unanimous=False),
        "scan": lambda: _scanned(request, meeting, None) or address(meeting, "sitting_block", found.pk),
        "words": lambda: _block_words(request, meeting, found),
    }
    return acted(request, acts, page)


def _block_voices(request: ActingRequest, meeting: Meeting, found: AgendaBlock, *, unanimous: bool) -> str:
    choices = _choices(request, meeting, unanimous=unanimous)
    _keep_scan(request, meeting, None)
    refused = vote_on_block(found, choices, by=request.acting, seen=seen_of(request), on_paper=True)
    _say_voices(request, in_words(refused))
    return address(meeting, "sitting_block", found.pk)


def _block_words(request: ActingRequest, meeting: Meeting, found: AgendaBlock) -> str:
    form = BlockWordsForm(request.POST, note=found.note, offered=_offered(found))
    if not form.is_valid():
        raise MeetingRefused(_("กรุณาตรวจข้อสังเกตและเหตุผลที่เลือก"))
    prepare_block(found, note=form.cleaned_data["note"], reasons=form.chosen(), by=request.acting)
    messages.success(request, _("บันทึกข้อสังเกตร่วมแล้ว"))
    return address(meeting, "sitting_block", found.pk)


def _block_page(
    request: ActingRequest, meeting: Meeting, found: AgendaBlock, *, refused: str = "", status: int = 200
) -> HttpResponse:
    group = group_of(found)
    context = frame(
        request,
        meeting,
        "votes",
        group=group,
        voters=_voters(meeting, [line.item for line in group.lines if not line.item.is_concluded]),
        choices=Vote.Choice.choices,
        words=BlockWordsForm(note=found.note, offered=_offered(found)),
        scan=ScanForm(),
        refused=refused,
    )
    return render(request, "approvals/sittings/block.html", context, status=status)


@with_sitting_kept
@posted_from("approvals:sitting_block")
def conclude_page(request: ActingRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Conclude a block in pieces: each request does what it can, and the page asks for the next one."""
    found = get_object_or_404(meeting.blocks, pk=pk)
    found.meeting = meeting
    after = next(iter(chosen(request, "after")), 0)
    progress = conclude_block(found, by=request.acting, after=after)
    here = address(meeting, "sitting_conclude", found.pk)
    return _going_on(request, meeting, progress, of=found.title, here=here)


@with_sitting_kept
@posted_from("approvals:sitting")
def defer_page(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """Put every open plan of a meeting without a quorum off, in pieces as a block is concluded."""
    after = next(iter(chosen(request, "after")), 0)
    try:
        progress = defer_all(meeting, by=request.acting, after=after)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(address(meeting, "sitting"))
    title, here = _("เลื่อนทุกเรื่องเพราะไม่ครบองค์ประชุม"), address(meeting, "sitting_defer")
    return _going_on(request, meeting, progress, of=title, here=here)


def _going_on(
    request: ActingRequest, meeting: Meeting, progress: Progress, *, of: str, here: str
) -> HttpResponse:
    told = request.POST.getlist("skipped")[:500]
    told += [
        f"{one.item.number} {one.item.revision.plan.organization.short_name}: {one.word}"
        for one in progress.skipped
        if one.item.revision
    ]
    done = next(iter(chosen(request, "done")), 0) + len(progress.done)
    context = frame(
        request, meeting, "votes", title=of, again=here, progress=progress, skipped=told, done=done
    )
    template = "_concluding" if asked_by_part(request) else "concluding"
    return render(request, f"approvals/sittings/{template}.html", context)


def _offered(found: AgendaBlock) -> list:
    first = found.items.select_related("revision__plan__edition").filter(revision__isnull=False).first()
    return arrange.offered_reasons(first.revision.plan.edition.year) if first and first.revision else []


# Voices ----------------------------------------------------------------------------------------


def _voters(meeting: Meeting, items: list[AgendaItem]) -> list[Attendee]:
    """People present with a vote who are still silent on one of these plans."""
    seats = list(meeting.attendees.filter(has_vote=True, presence=Attendee.Presence.PRESENT))
    silent = {
        voice.attendee.pk for item in items for voice in voices(item, seats) if voice.standing == "missing"
    }
    return [one for one in seats if one.pk in silent]


def _choices(request: ActingRequest, meeting: Meeting, *, unanimous: bool) -> dict[int, str]:
    """Voices of those present: all for it, or as the form has them one by one."""
    open_items = list(
        meeting.items.filter(outcome="", revision__isnull=False).prefetch_related("votes", "away")
    )
    for one in open_items:
        one.meeting = meeting
    wanted = seen_of(request)
    found = _voters(meeting, [one for one in open_items if wanted is None or one.pk in wanted])
    if unanimous:
        return {one.pk: Vote.Choice.FOR.value for one in found}
    typed = {one.pk: request.POST.get(f"choice-{one.pk}", "") for one in found}
    picked = {key: choice for key, choice in typed.items() if choice}
    if not picked:
        raise MeetingRefused(_("กรุณาเลือกเสียงอย่างน้อย 1 คน"))
    return picked


def _say_voices(request: ActingRequest, words: list[str]) -> None:
    for text in words:
        messages.warning(request, text)
    if not words:
        messages.success(request, _("บันทึกเสียงแล้ว"))


def _keep_scan(request: ActingRequest, meeting: Meeting, item: AgendaItem | None) -> bool:
    """Keep the scan that came with the form; False where there is none."""
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        raise MeetingRefused(" ".join(map(str, form.errors["scan"])))
    file = form.cleaned_data.get("scan")
    if isinstance(file, UploadedFile):
        attach_before_the_end(meeting, file, item=item, by=request.acting)
        return True
    return False


def _scanned(request: ActingRequest, meeting: Meeting, item: AgendaItem | None) -> str:
    """A paper that comes after the voices; always empty."""
    if not _keep_scan(request, meeting, item):
        raise MeetingRefused(_("กรุณาเลือกไฟล์ที่จะแนบ"))
    messages.success(request, _("แนบไฟล์แล้ว"))
    return ""


# One plan --------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def item(request: ActingRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """One matter: what is prepared, the voices, who is out, and the resolution."""
    found = _matter(meeting, pk)
    page = partial(_item_page, request, meeting, pk)
    if request.method != "POST":
        return page()
    if request.POST.get("action") == "resolve":
        return _resolve(request, meeting, found)
    return acted(request, _Matter(request, meeting, found).acts(), page)


def _matter(meeting: Meeting, pk: int) -> AgendaItem:
    rows = meeting.items.select_related("block", "pulled_by", "snapshot")
    found = get_object_or_404(rows.prefetch_related("votes", "away__attendee", "reasons"), pk=pk)
    found.meeting = meeting
    if found.revision_id is not None:
        found.revision = Revision.objects.with_plan().get(pk=found.revision_id)
    return found


class _Matter:
    """What can be done to one matter by its page."""

    def __init__(self, request: ActingRequest, meeting: Meeting, found: AgendaItem) -> None:
        self.request, self.meeting, self.item, self.by = request, meeting, found, request.acting
        self.note = request.POST.get("note", "")

    def acts(self):  # noqa: ANN201 - names to bound methods
        """By the name that a form sends."""
        names = (
            "unanimous",
            "voices",
            "take_back",
            "recuse",
            "leave",
            "come_back",
            "pull",
            "prepare",
            "discuss",
            "scan",
        )
        return {name: partial(self._done, getattr(self, name)) for name in names}

    def _done(self, act) -> str:  # noqa: ANN001
        words = act()
        if words:
            messages.success(self.request, words)
        return address(self.meeting, "sitting_item", self.item.pk)

    def _seat(self) -> Attendee:
        return get_object_or_404(self.meeting.attendees, pk=next(iter(chosen(self.request, "seat")), 0))

    def unanimous(self) -> str:
        return self._voices(unanimous=True)

    def voices(self) -> str:
        return self._voices(unanimous=False)

    def _voices(self, *, unanimous: bool) -> str:
        choices = _choices(self.request, self.meeting, unanimous=unanimous)
        _keep_scan(self.request, self.meeting, self.item)
        refused = cast(
            [self.item], choices, by=self.by, seen=seen_of(self.request), note=self.note[:500], on_paper=True
        )
        _say_voices(self.request, in_words(refused))
        return ""

    def take_back(self) -> str:
        take_back(self.item, self._seat(), by=self.by)
        return _("ยกเลิกเสียงแล้ว")

    def recuse(self) -> str:
        recusal.declare(self.item, self._seat(), note=self.note, by=self.by)
        return _("บันทึกผู้มีส่วนได้เสียแล้ว")

    def leave(self) -> str:
        recusal.leave(self.item, self._seat(), note=self.note, by=self.by)
        return _("บันทึกผู้ไม่อยู่ในที่ประชุมแล้ว")

    def come_back(self) -> str:
        recusal.come_back(self.item, self._seat(), by=self.by)
        return _("บันทึกว่ากลับมาร่วมพิจารณาแล้ว")

    def pull(self) -> str:
        if not self.note.strip():
            raise MeetingRefused(_("กรุณากรอกเหตุที่ขอแยกพิจารณา"))
        pull_out(self.item, attendee=self._seat(), reason=self.note[:300], by=self.by)
        return _("แยกเรื่องออกมาพิจารณาแล้ว")

    def scan(self) -> str:
        return _scanned(self.request, self.meeting, self.item)

    def discuss(self) -> str:
        arrange.discuss(self.meeting, self.item, self.note, by=self.by)
        return _("บันทึกความเห็นของที่ประชุมแล้ว")

    def prepare(self) -> str:
        form = PreparedForm(self.request.POST, item=self.item, offered=_reasons_for(self.item))
        if not form.is_valid():
            raise MeetingRefused(_("กรุณาตรวจข้อสังเกตและเหตุผลที่เลือก"))
        values = form.cleaned_data
        prepare(self.item, outcome=values["outcome"], note=values["note"], reasons=form.chosen(), by=self.by)
        return _("บันทึกข้อเสนอแล้ว")


def _resolve(request: ActingRequest, meeting: Meeting, found: AgendaItem) -> HttpResponse:
    """Record the resolution, or show what is missing beside what was typed."""
    page = partial(_item_page, request, meeting, found.pk)
    if found.revision is None:
        raise Http404
    form = ResolutionForm(request.POST, item=found, offered=_reasons_for(found))
    if not form.is_valid():
        return page(form=form, status=INVALID)

    def act() -> str:
        concluded = conclude(found, form.resolution(), by=request.acting)
        words = _("บันทึกมติแล้ว: วาระที่ {number} {outcome}")
        messages.success(
            request, words.format(number=concluded.number, outcome=concluded.get_outcome_display())
        )
        return address(meeting, "sitting")

    return acted(request, {"resolve": act}, partial(page, form=form))


def _reasons_for(found: AgendaItem) -> list:
    return arrange.offered_reasons(found.revision.plan.edition.year) if found.revision else []


def _item_page(
    request: ActingRequest,
    meeting: Meeting,
    pk: int,
    *,
    form: ResolutionForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    found = _matter(meeting, pk)
    seats = list(meeting.attendees.all())
    tally = tally_of(found, seats)
    offered = _reasons_for(found)
    computed = computed_outcome(found, tally) if found.revision else ""
    context = frame(
        request,
        meeting,
        "votes",
        item=found,
        revision=found.revision,
        seen=f"{found.pk}:{found.snapshot.sha256 if found.snapshot else ''}",
        tally=tally,
        voices=voices(found, seats),
        seats=seats,
        voters=_voters(meeting, [found]),
        choices=Vote.Choice.choices,
        proposal=Outcome(proposal_of(found)).label,
        computed=Outcome(computed).label if computed else "",
        prepared=PreparedForm(item=found, offered=offered),
        form=form or ResolutionForm(item=found, offered=offered),
        scan=ScanForm(),
        refused=refused,
    )
    return render(request, "approvals/sittings/item.html", context, status=status)
