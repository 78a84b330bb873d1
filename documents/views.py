"""Public pages of issued papers: anybody who holds one can learn whether it is ours and still good."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from documents import audience, codes, copies, store
from documents.drafted import word_answer
from documents.forms import CodeForm
from documents.forms_comparison import ComparisonForm
from documents.models import IssuedDocument
from organizations.access import public

# The browsers' own PDF viewers are pages that style themselves; ours would stop them.
VIEWER_POLICY = "default-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
A_YEAR = 365 * 24 * 60 * 60


@public
@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Ask for a code; a well-formed one leads to its own address."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("documents:verify", codes.printed(form.cleaned_data["code"]))
    context = {"form": form, "comparison_form": ComparisonForm()}
    return render(request, "documents/verify_form.html", context)


@public
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the paper with this code is, or help to find the slip in the code."""
    stored = codes.normalised(code)
    document = (
        IssuedDocument.objects.filter(code=stored)
        .select_related("organization", "supersedes", "superseded_by")
        .first()
    )
    if document is None:
        context = {
            "form": CodeForm({"code": code[:40]}),
            "code": code[:40],
            "well_formed": codes.is_code(stored),
        }
        return render(request, "documents/verify_unknown.html", context, status=404)
    context = {
        "document": document,
        "may_open": audience.may_open(document, request.acting),  # type: ignore[attr-defined]
        "has_copy": copies.exist_of(document.kind),
        "comparison_form": ComparisonForm(initial={"code": document.printed_code}),
    }
    return render(request, "documents/verify.html", context)


@public
@require_safe
def file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give the kept bytes of an issued paper; the address is their hash, so they may be cached for good.

    A paper for some readers alone is 404 to others, and nobody caches it.
    """
    document = IssuedDocument.objects.filter(sha256=sha256).first()
    if document is None or not audience.may_open(document, request.acting):  # type: ignore[attr-defined]
        raise Http404
    try:
        kept = store.open_(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(kept, filename=document.file_name, content_type="application/pdf")
    response.headers["Content-Length"] = str(document.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = VIEWER_POLICY
    if audience.is_reserved(document):
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response  # type: ignore[return-value] # a streaming answer, by Django's types no HttpResponse


@public
@require_safe
def word(request: HttpRequest, sha256: str) -> HttpResponse:
    """A copy of an issued paper as Word, for whoever may open the paper; 404 for a kind without records."""
    document = IssuedDocument.objects.filter(sha256=sha256).first()
    if document is None or not audience.may_open(document, request.acting):  # type: ignore[attr-defined]
        raise Http404
    made = copies.word_of(document)
    if made is None:
        raise Http404
    return word_answer(made, document.file_name.removesuffix(".pdf"))
