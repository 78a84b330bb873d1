"""Public pages that prove a file, not a printed code: comparison with the register, daily lists, the page for use offline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from documents.comparison import compare as compared
from documents.forms_comparison import ComparisonForm
from organizations.access import public


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
