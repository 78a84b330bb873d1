"""Public pages that prove a file, not a printed code: comparison with the register, daily lists, the page for use offline."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from documents import store
from documents.comparison import compare as compared
from documents.forms_comparison import ComparisonForm
from documents.hash_lists.content import write_month
from documents.models import DailyList
from documents.render import ASSETS
from documents.views import A_YEAR
from organizations.access import public
from thai.dates import format_date

AN_HOUR = 60 * 60


@dataclass(frozen=True)
class Month:
    """A month that has lists."""

    first: datetime.date

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        return format_date(self.first, "screen").partition(" ")[2]


@public
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Compare a file with the register; nothing of it is kept, which is why a POST is answered with a page."""
    if request.method != "POST":
        return render(request, "documents/compare.html", {"form": ComparisonForm()})
    form = ComparisonForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/compare.html", {"form": form}, status=422)
    found = compared(form.hash, form.cleaned_data["code"])
    return render(request, "documents/compared.html", {"comparison": found, "document": found.document})


@public
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """The daily lists of a month, the newest unless one is asked for."""
    months = [Month(day) for day in DailyList.objects.dates("day", "month", order="DESC")]
    asked = _month(request.GET.get("month", ""))
    chosen = next((month for month in months if month.first == asked), months[0] if months else None)
    context = {
        "months": months,
        "chosen": chosen,
        "lists": list(_of_month(chosen.first)) if chosen else [],
        "newest": DailyList.objects.order_by("number").last(),
    }
    return render(request, "documents/lists.html", context)


@public
@require_safe
def daily_list(request: HttpRequest, day: str) -> HttpResponse:
    """The list of a day, byte for byte as it was published: its hash is what the next one names."""
    row = DailyList.objects.filter(day=_date(day) or datetime.date.min).first()
    if row is None:
        raise Http404
    return _sent(_bytes_of(row), f"{day}.json", max_age=A_YEAR, immutable=True)


@public
@require_safe
def month_list(request: HttpRequest, month: str) -> HttpResponse:
    """The lists of a month in one file, for those who verify offline."""
    rows = _of_month(_month(month) or datetime.date.min).order_by("number")
    files = [_bytes_of(row) for row in rows]
    if not files:
        raise Http404
    return _sent(write_month(month, files), f"{month}.json", max_age=AN_HOUR)


@public
@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    """The page that verifies without us: a file to keep, for in our pages its script would not run."""
    data = (ASSETS / "verify-offline.html").read_bytes()
    response = HttpResponse(data, content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="phatthana-verify.html"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return response


def _of_month(month: datetime.date) -> QuerySet[DailyList]:
    return DailyList.objects.filter(day__year=month.year, day__month=month.month)


def _month(text: str) -> datetime.date | None:
    return _date(f"{text}-01")


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _bytes_of(row: DailyList) -> bytes:
    try:
        with store.open_(row.sha256) as kept:
            return kept.read()
    except FileNotFoundError as error:
        raise Http404 from error


def _sent(data: bytes, name: str, **cached: Any) -> HttpResponse:
    response = HttpResponse(data, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="phatthana-{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, **cached)
    return response
