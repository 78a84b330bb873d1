"""One post: what it is, who is in it, when it ends."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from personnel.access import for_readers, for_writers, may_write
from personnel.forms.frame import DayForm
from personnel.forms.person import HoldForm, LeaveForm
from personnel.forms.post import PostForm
from personnel.frame import abolish_post, restore_post, save_post, seen
from personnel.models import Holding, Post
from personnel.people import hold, leave_post, put_newcomer
from personnel.positions import doubts
from personnel.staff_list import in_force
from personnel.views.saving import page_of_form, saved
from thai.dates import today

FORM_METHODS = ["GET", "HEAD", "POST"]


def _post(organization: Organization, pk: int) -> Post:
    posts = Post.objects.select_related("frame", "unit", "line", "position_type", "level")
    return get_object_or_404(posts, organization=organization, pk=pk)


@for_readers
@require_safe
def post(request: ActingRequest, organization: Organization, post: int) -> HttpResponse:
    """A post with everybody who was, is or will be in it."""
    row = _post(organization, post)
    holdings = list(row.holdings.select_related("person").order_by("-started_on", "-pk"))
    current = [holding for holding in holdings if in_force(holding, today())]
    context = {
        "organization": organization,
        "post": row,
        "doubts": _doubts(row),
        "current": current,
        "others": [holding for holding in holdings if holding not in current],
        "is_vacant": all(holding.is_acting for holding in current),
        "may_write": may_write(request.acting),
    }
    return render(request, "personnel/post.html", context)


def _doubts(row: Post) -> list[str]:
    line = row.line.official_code if row.line else ""
    kind = row.position_type.code if row.position_type else ""
    return list(doubts(row.number, row.organization, line_code=line, type_code=kind))


@for_writers
@require_http_methods(FORM_METHODS)
def post_create(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """A new post of a frame."""
    frame = get_object_or_404(organization.frames, first_year=first_year)
    form = PostForm(request.POST or None, frame=frame)

    def create() -> str:
        row = save_post(frame=frame, values=form.values(), by=request.user)
        return _kept(request, organization, row)

    context = {"organization": organization, "frame": frame}
    return page_of_form(request, "personnel/post_form.html", form, create, context)


@for_writers
@require_http_methods(FORM_METHODS)
def post_edit(request: ActingRequest, organization: Organization, post: int) -> HttpResponse:
    """Change a post."""
    row = _post(organization, post)
    form = PostForm(request.POST or None, frame=row.frame, post=row)
    expected = request.POST.get("seen", seen(row))
    context = {
        "organization": organization,
        "frame": row.frame,
        "post": row,
        "seen": expected,
        "now": seen(row),
    }

    def save() -> str:
        kept = save_post(frame=row.frame, post=row, values=form.values(), expected=expected, by=request.user)
        return _kept(request, organization, kept)

    return page_of_form(request, "personnel/post_form.html", form, save, context)


def _kept(request: ActingRequest, organization: Organization, row: Post) -> str:
    for doubt in _doubts(row):
        messages.warning(request, doubt)
    return saved(request, _("บันทึกตำแหน่งแล้ว"), "post", organization, row.pk)


@for_writers
@require_http_methods(FORM_METHODS)
def post_abolish(request: ActingRequest, organization: Organization, post: int) -> HttpResponse:
    """Abolish a post that nobody holds, or take the abolition back."""
    row = _post(organization, post)
    if row.abolished_on is not None:
        return _restore(request, organization, row)
    form = DayForm(request.POST or None)

    def abolish() -> str:
        abolish_post(post=row, on=form.cleaned_data["day"], by=request.user)
        return saved(request, _("ยุบเลิกตำแหน่งแล้ว"), "post", organization, row.pk)

    context = {"organization": organization, "post": row}
    return page_of_form(request, "personnel/post_abolish.html", form, abolish, context)


def _restore(request: ActingRequest, organization: Organization, row: Post) -> HttpResponse:
    if request.method != "POST":
        return render(request, "personnel/post_restore.html", {"organization": organization, "post": row})

    def restore() -> str:
        restore_post(post=row, by=request.user)
        return saved(request, _("ยกเลิกการยุบเลิกตำแหน่งแล้ว"), "post", organization, row.pk)

    return carry_out(request, restore)


# Who is in it ---------------------------------------------------------------------------------


@for_writers
@require_http_methods(FORM_METHODS)
def post_hold(request: ActingRequest, organization: Organization, post: int) -> HttpResponse:
    """Put somebody in a post."""
    row = _post(organization, post)
    form = HoldForm(request.POST or None, post=row)

    def put() -> str:
        chosen, person = form.cleaned_data, form.cleaned_data["person"]
        place = {"post": row, "started_on": chosen["started_on"], "is_acting": form.is_acting}
        if person:
            hold(person=person, by=request.user, **place)
        else:
            values = {"full_name": chosen["full_name"], "appointed_on": chosen["appointed_on"]}
            person = put_newcomer(values=values, by=request.user, **place)
        return saved(request, _("บันทึก {person} แล้ว").format(person=person), "post", organization, row.pk)

    context = {"organization": organization, "post": row}
    return page_of_form(request, "personnel/post_hold.html", form, put, context)


@for_writers
@require_http_methods(FORM_METHODS)
def holding_end(request: ActingRequest, organization: Organization, holding: int) -> HttpResponse:
    """Somebody leaves a post, perhaps the LAO."""
    rows = Holding.objects.select_related("post__frame", "person")
    row = get_object_or_404(rows, organization=organization, pk=holding)
    form = LeaveForm(request.POST or None)

    def leave() -> str:
        leave_post(
            holding=row,
            on=form.cleaned_data["day"],
            leaves_organization=form.cleaned_data["leaves_organization"],
            by=request.user,
        )
        return saved(request, _("บันทึกวันที่พ้นจากตำแหน่งแล้ว"), "post", organization, row.post_id)

    context = {"organization": organization, "holding": row}
    return page_of_form(request, "personnel/holding_end.html", form, leave, context)
