"""What posts require: the LAO's lines, the levels of its standard, and posts that are set apart."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from personnel.access import for_readers, for_writers, may_write
from personnel.choosing import (
    level_choice,
    line_choice,
    post_choice,
    save_levels,
    save_line,
    save_post_requirements,
    stamp,
)
from personnel.cycles import cycle_of_address, planning_cycle
from personnel.forms.requirements import LevelsForm, LineForm, PostForm
from personnel.gaps import frame_of_cycle
from personnel.models import ItemKind, Post
from personnel.requirements import LineRequirement, Requirements, items, lines_of
from personnel.views.saving import page_of_form, saved
from thai.fiscal import Cycle

FORM_METHODS = ["GET", "HEAD", "POST"]


def _lines(organization: Organization, cycle: Cycle) -> tuple[list[LineRequirement], list[Post]]:
    """The lines of the staff list of a cycle, and the counted posts in it."""
    frame = frame_of_cycle(organization, cycle.first)
    posts = list(frame.posts.counted().select_related("line")) if frame else []
    return lines_of(posts, cycle.first), posts


@for_readers
@require_safe
def requirements(
    request: ActingRequest, organization: Organization, first_year: int | None = None
) -> HttpResponse:
    """Every line of the staff list with what was chosen and what is still missing."""
    cycle = cycle_of_address(first_year) if first_year else planning_cycle()
    lines, posts = _lines(organization, cycle)
    context = {
        "organization": organization,
        "cycle": cycle,
        "lines": lines,
        "posts": posts,
        "without_line": sum(1 for post in posts if post.line_id is None),
        "missing": sum(1 for line in lines if line.missing and line.is_binding),
        "has_own_levels": bool(level_choice(organization)),
        "may_write": may_write(request.acting),
    }
    return render(request, "personnel/requirements.html", context)


def _line(organization: Organization, code: str) -> LineRequirement:
    """A line as it stands in the newest frame that has it; 404 for one in which no post stands."""
    posts = list(
        Post.objects.counted().filter(organization=organization, line__code=code).select_related("frame")
    )
    newest = max((post.frame.first_year for post in posts), default=0)
    found = lines_of((post for post in posts if post.frame.first_year == newest), planning_cycle().first)
    if not found:
        raise Http404
    return found[0]


def _next_lacking(organization: Organization, row: LineRequirement) -> LineRequirement | None:
    """The line after this one, in turn, for which too little was chosen yet."""
    lines, _posts = _lines(organization, planning_cycle())
    place = next((place for place, other in enumerate(lines) if other.line == row.line), 0)
    others = lines[place + 1 :] + lines[:place]
    return next((other for other in others if other.missing and other.is_binding), None)


@for_writers
@require_http_methods(FORM_METHODS)
def line(request: ActingRequest, organization: Organization, line: str) -> HttpResponse:
    """What one line requires; the official table, where it is loaded, is not chosen here."""
    row = _line(organization, line)
    chosen = line_choice(organization, row.line)
    form = LineForm(
        request.POST or None,
        items=items(planning_cycle().first),
        chosen=chosen,
        is_official=row.is_official,
    )
    expected = request.POST.get("seen", stamp(chosen))
    following = _next_lacking(organization, row)
    context = {
        "organization": organization,
        "row": row,
        "seen": expected,
        "now": stamp(chosen),
        "following": following,
    }

    def save() -> str:
        save_line(
            organization=organization, line=row.line, chosen=form.chosen(), expected=expected, by=request.user
        )
        message = _("บันทึกสิ่งที่สายงาน {line} ต้องใช้แล้ว").format(line=row.line)
        if following and "next" in request.POST:
            return saved(request, message, "line", organization, following.line.code)
        return saved(request, message, "requirements", organization)

    return page_of_form(request, "personnel/requirements_line.html", form, save, context)


@for_writers
@require_http_methods(FORM_METHODS)
def levels(request: ActingRequest, organization: Organization) -> HttpResponse:
    """The table of expected levels; our proposal until the LAO saves its own."""
    chosen = level_choice(organization)
    form = LevelsForm(request.POST or None, chosen=chosen)
    now = stamp(chosen.items())
    expected = request.POST.get("seen", now)
    context = {
        "organization": organization,
        "is_own": bool(chosen),
        "kinds": [kind.label if kind != ItemKind.DIGITAL else _("ดิจิทัล") for kind in ItemKind],
        "seen": expected,
        "now": now,
    }

    def save() -> str:
        values = {} if request.POST.get("action") == "proposed" else form.values()
        save_levels(organization=organization, values=values, expected=expected, by=request.user)
        return saved(request, _("บันทึกระดับที่คาดหวังแล้ว"), "requirements", organization)

    return page_of_form(request, "personnel/requirements_levels.html", form, save, context)


@for_writers
@require_http_methods(FORM_METHODS)
def post_requirements(request: ActingRequest, organization: Organization, post: int) -> HttpResponse:
    """What sets one post apart from its line and level."""
    row = get_object_or_404(
        Post.objects.counted().select_related("organization", "line", "level"),
        organization=organization,
        pk=post,
    )
    year = planning_cycle().first
    chosen = post_choice(row)
    form = PostForm(
        request.POST or None,
        items=items(year),
        by_rule=Requirements([row], year).by_rule(row),
        chosen=chosen,
    )
    now = stamp(chosen.items())
    expected = request.POST.get("seen", now)
    context = {"organization": organization, "post": row, "seen": expected, "now": now}

    def save() -> str:
        save_post_requirements(post=row, values=form.values(), expected=expected, by=request.user)
        return saved(request, _("บันทึกสิ่งที่ตำแหน่งนี้ต้องใช้แล้ว"), "post", organization, row.pk)

    return page_of_form(request, "personnel/requirements_post.html", form, save, context)
