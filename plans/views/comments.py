"""Comments on a plan: the whole list, the panel beside a page, and writing, answering and settling them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import View
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import visible_revision
from plans.comments import (
    CommentsClosed,
    Thread,
    answer,
    is_writer,
    may_read,
    may_settle,
    may_write,
    reopen,
    settle,
    threads,
    visible_to,
    write,
)
from plans.forms.comment import AnswerForm, CommentForm
from plans.models import Comment, Revision
from plans.passages import Passages, page_of, writing_url
from plans.views.saving import INVALID

FILTERS = ("open", "settled", "all")


def with_comments(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` to those who may read its comments; 404 for everybody else."""

    @wraps(view)
    def loaded(
        request: HttpRequest, organization: str, first_year: int, number: int, **kwargs: Any
    ) -> HttpResponse:
        revision = visible_revision(request, organization, first_year, number)
        if not may_read(revision, request.acting):  # type: ignore[attr-defined]
            raise Http404
        return view(request, revision, **kwargs)

    loaded.access = "readers of comments"  # type: ignore[attr-defined]
    return loaded


def for_writers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Those who only read get 404; a plan that is no longer before a writer is answered 409 with what was typed."""

    @wraps(view)
    def guarded(request: ActingRequest, revision: Revision, **kwargs: Any) -> HttpResponse:
        if not is_writer(revision, request.acting):
            raise Http404
        try:
            if not may_write(revision, request.acting):
                raise CommentsClosed
            return view(request, revision, **kwargs)
        except CommentsClosed as closed:
            context = {"revision": revision, "message": str(closed)}
            return render(request, "plans/comments_closed.html", context, status=409)

    return guarded


# Reading -----------------------------------------------------------------------------------------


@require_safe
@with_comments
def comments(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The list, filtered by state and place; with ``?panel=`` only what belongs beside one page."""
    passages = Passages(revision)
    if page := request.GET.get("panel"):
        return _panel(request, passages, page)
    found = threads(revision, request.acting, passages)
    state = request.GET.get("state", "open")
    state = state if state in FILTERS else "open"
    place = request.GET.get("place", "")
    here = [thread for thread in found if not place or page_of(thread.comment.anchor) == place]
    counts = {name: sum(_fits(thread, name) for thread in here) for name in FILTERS}
    labels = {"open": _("ยังไม่ปิด"), "settled": _("ปิดแล้ว"), "all": _("ทั้งหมด")}
    context = {
        "revision": revision,
        "threads": [_on_page(request, revision, thread) for thread in here if _fits(thread, state)],
        "filters": [(name, labels[name], counts[name]) for name in FILTERS],
        "state": state,
        "place": place,
        "writes": may_write(revision, request.acting),
        "answer_form": AnswerForm(auto_id=False),
    }
    return render(request, "plans/comments.html", context)


def _fits(thread: Thread, state: str) -> bool:
    return state == "all" or thread.is_open == (state == "open")


def _on_page(request: ActingRequest, revision: Revision, thread: Thread) -> dict[str, Any]:
    """A thread with where it leads and what the reader may do with it."""
    url = ""
    if thread.passage and revision.can_be_edited_by(request.acting):
        url = writing_url(revision, thread.comment.anchor)
    elif thread.passage:
        url = reverse("approvals:document", kwargs=revision.address) + thread.passage.reader_fragment
    return {
        "thread": thread,
        "url": url,
        "may_settle": may_settle(thread.comment, revision, request.acting),
    }


def _panel(
    request: ActingRequest, passages: Passages, page: str, form: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    revision = passages.revision
    found = threads(revision, request.acting, passages)
    here = [thread for thread in found if page_of(thread.comment.anchor) == page]
    choices = [(key, item.label) for key, item in passages.by_anchor.items() if page_of(key) == page]
    context = {
        "revision": revision,
        "page": page,
        "threads": [_on_page(request, revision, thread) for thread in here if thread.is_open],
        "settled": sum(not thread.is_open for thread in here),
        "writes": bool(choices) and may_write(revision, request.acting),
        "form": form or CommentForm(choices=choices, initial={"at": page}, auto_id="comment_%s"),
        "one_place": len(choices) == 1,
        "answer_form": AnswerForm(auto_id=False),
    }
    return render(request, "plans/_comments_panel.html", context, status=status)


# Writing -----------------------------------------------------------------------------------------


@with_comments
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def comment_write(request: ActingRequest, revision: Revision) -> HttpResponse:
    """A new comment, on the page of its own or in the panel."""
    passages = Passages(revision)
    panel = request.POST.get("panel", "")
    initial = {"at": request.GET.get("at", ""), "quote": request.GET.get("quote", "")[:500]}
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        choices=passages.choices(),
        initial=initial,
        auto_id="comment_%s",
    )
    if not form.is_valid():
        if panel:
            return _panel(request, passages, panel, form, status=INVALID)
        context = {"revision": revision, "form": form}
        return render(request, "plans/comment_form.html", context, status=INVALID if form.is_bound else 200)

    def act() -> str:
        data = form.cleaned_data
        passage = passages.by_anchor[data["at"]]
        kept = write(
            revision=revision, passage=passage, body=data["body"], quote=data["quote"], by=request.acting
        )
        return _back(request, revision, kept, _("บันทึกความเห็นแล้ว"))

    return carry_out(request, act)


@with_comments
@for_writers
@posted_from("plans:comments")
def comment_answer(request: ActingRequest, revision: Revision, comment: int) -> HttpResponse:
    """Answer a comment."""
    row = _root(request, revision, comment)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = {"revision": revision, "form": form, "comment": row}
        return render(request, "plans/comment_form.html", context, status=INVALID)

    def act() -> str:
        answer(comment=row, body=form.cleaned_data["body"], by=request.acting)
        return _back(request, revision, row, _("บันทึกคำตอบแล้ว"))

    return carry_out(request, act)


@with_comments
@for_writers
@posted_from("plans:comments")
def comment_settle(request: ActingRequest, revision: Revision, comment: int) -> HttpResponse:
    """Close a comment, or take it up again."""
    row = _root(request, revision, comment)
    if not may_settle(row, revision, request.acting):
        raise Http404

    def act() -> str:
        if "reopen" in request.POST:
            done, words = reopen(comment=row, by=request.acting), _("เปิดความเห็นอีกครั้งแล้ว")
        else:
            done, words = settle(comment=row, by=request.acting), _("ปิดความเห็นแล้ว")
        return _back(request, revision, row, words if done else _("มีผู้ดำเนินการกับความเห็นนี้ไปก่อนแล้ว"))

    return carry_out(request, act)


def _root(request: ActingRequest, revision: Revision, pk: int) -> Comment:
    return get_object_or_404(visible_to(revision, request.acting).filter(answers=None), pk=pk)


def _back(request: ActingRequest, revision: Revision, comment: Comment, message: str) -> str:
    """To the panel that asked, or to the list, where the comment stands."""
    page = reverse("plans:comments", kwargs=revision.address)
    if panel := request.POST.get("panel", ""):
        return f"{page}?{urlencode({'panel': panel})}"
    messages.success(request, message)
    return f"{page}?state=all#comment-{comment.pk}"
