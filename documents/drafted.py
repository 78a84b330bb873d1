"""What views of drafts share: the draft that an address names, and its file."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse

from documents.drafts import READY, Draft


def named_draft(subject: str, request: HttpRequest) -> Draft | None:
    """The draft that ``?draft=`` names; None without one. What is no key names nothing."""
    try:
        return Draft(subject, request.GET.get("draft", ""))
    except ValueError:
        return None


def sent(draft: Draft, name: str) -> HttpResponse | None:
    """The file of a draft to be saved under a name; None when it is not kept."""
    try:
        file = draft.path(READY).open("rb")
    except FileNotFoundError:
        return None
    # A streaming answer, by Django's types no HttpResponse.
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")  # type: ignore[return-value]
