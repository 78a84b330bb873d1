"""The operator's page of the work that the system does by itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monitoring.background import DAYS, failed_tasks, run_again, waiting
from organizations.access import roles
from organizations.posted import posted_from
from organizations.roles import Role


@roles(Role.OPERATOR)
@require_safe
def background(request: HttpRequest) -> HttpResponse:
    """What failed in the last days, and whether something waits too long."""
    context = {"failed": failed_tasks(), "waiting": waiting(), "days": DAYS}
    return render(request, "monitoring/background.html", context)


@roles(Role.OPERATOR)
@posted_from("monitoring:background")
def background_again(request: HttpRequest, task: UUID) -> HttpResponse:
    """Run one of them again."""
    if run_again(task):
        messages.success(request, _("จะทำงานนี้อีกครั้ง หากไม่สำเร็จจะกลับมาอยู่ในรายการนี้"))
    else:
        messages.info(request, _("งานนี้ไม่ได้รอให้ทำใหม่แล้ว"))
    return redirect("monitoring:background")
