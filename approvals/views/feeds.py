"""The secret address of a person's calendar: made, renewed and withdrawn on a page, read by a calendar program."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from approvals.deadlines import feed, ics
from approvals.models import CalendarFeed
from approvals.notices import KEPT_LANGUAGE
from organizations.access import public, roles
from organizations.acting import ActingRequest


@roles(*feed.FED_ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_link(request: ActingRequest) -> HttpResponse:
    """The state of the address; what is made is shown in the answer itself, once."""
    if request.method == "POST" and request.POST.get("act") == "withdraw":
        feed.withdraw(request.acting)
        messages.success(request, _("ยกเลิกลิงก์ปฏิทินแล้ว โปรแกรมปฏิทินที่ใช้ลิงก์เดิมจะไม่ได้ข้อมูลใหม่"))
        return redirect("approvals:calendar_link")
    made = feed.make_address(request.acting) if request.method == "POST" else ""
    kept = CalendarFeed.objects.filter(membership=request.acting).first()
    return render(request, "approvals/deadlines/link.html", {"made": made, "kept": kept})


@public
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The file for a calendar program, in Thai whoever asks; an address that stopped is not found."""
    membership = feed.membership_of(secret)
    if membership is None:
        raise Http404
    with override(KEPT_LANGUAGE):
        name = _("กำหนดเวลา {body}").format(body=membership.body_name)
        content = ics.calendar(feed.events(membership), name=name)
    response = HttpResponse(content, content_type=ics.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="phatthana.ics"'
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response
