"""What views of drafts share: the draft that an address names, its file, and the paper as Word.

The page that shows a paper gives it as Word when its address ends in ``?format=docx``: at once, and to those who
may read the page.
"""

from __future__ import annotations

import io

from django.http import FileResponse, HttpRequest, HttpResponse

from documents.drafts import READY, Draft, made_pdf
from documents.page_numbers import numbers_in
from documents.paper import Paper


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


def wants_word(request: HttpRequest) -> bool:
    """True where the page of a paper is asked for the paper as Word."""
    return request.method in ("GET", "HEAD") and request.GET.get("format") == "docx"


def as_word(paper: Paper, name: str, *, subject: str = "") -> HttpResponse:
    """The paper as a Word file to be saved under a name; a draft PDF of its subject tells the pages of its contents."""
    from documents.word import word

    pdf = made_pdf(subject, paper) if subject and paper.contents else None
    return word_answer(word(paper, numbers_in(pdf) if pdf else None), name)


def word_answer(file: bytes, name: str) -> HttpResponse:
    """A Word file to be saved under a name; it stands for a moment of the records, so nobody keeps it."""
    from documents.word import CONTENT_TYPE

    answer = FileResponse(
        io.BytesIO(file), as_attachment=True, filename=f"{name}.docx", content_type=CONTENT_TYPE
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]
