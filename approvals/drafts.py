"""Drafts of a plan as PDF, each revision's apart from all others."""

from __future__ import annotations

from approvals.papers import draft_document
from documents import drafts
from documents.drafts import Draft
from plans.models import Revision


def draft_of(revision: Revision, key: str) -> Draft:
    """The files of one draft of a revision; ValueError for a key that is no hash."""
    return Draft(f"plan-{revision.pk}", key)


def request_draft(revision: Revision, *, layout: str) -> Draft:
    """The draft of the plan as it is now, in one layout."""
    return drafts.request_draft(f"plan-{revision.pk}", draft_document(revision, layout=layout))
