"""Drafts of a plan as PDF, each revision's apart from all others."""

from __future__ import annotations

from approvals.papers import draft_document, yearly_document
from documents import drafts
from documents.drafts import Draft
from documents.paper import Paper
from plans.models import Revision


def subject_of(revision: Revision) -> str:
    """What the drafts of a revision are kept under."""
    return f"plan-{revision.pk}"


def paper_of(revision: Revision, form: str) -> Paper:
    """The plan as it is now, in a layout (six, master), or the extract of a fiscal year, such as ``2567``."""
    if form.isdigit():
        return yearly_document(revision, int(form))
    return draft_document(revision, layout=form)


def request_draft(revision: Revision, *, layout: str) -> Draft:
    """The draft of :func:`paper_of`."""
    return drafts.request_draft(subject_of(revision), paper_of(revision, layout))
