"""Change the text of a plan without losing anybody's work.

Every save names the version it started from; a save that started from an older one changes nothing and is
told whose text is there now (design 3.6). Closed revisions refuse every change.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from organizations.models import User
from plans.facts import PlanFacts
from plans.models import KeptText, OutlineSection, Revision, Section
from plans.models.plan import EDITABLE
from thai.dates import now
from thai.text import normalise


class RevisionClosed(Exception):
    """The revision can no longer be changed: it moved on while somebody was writing."""


class Stale(Exception):
    """Somebody else saved first; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("มีผู้อื่นบันทึกก่อนท่าน ข้อมูลที่ท่านพิมพ์ยังอยู่ กรุณาเปรียบเทียบแล้วบันทึกอีกครั้ง"))


class StaleSection(Stale):
    """Somebody else saved this heading first; ``theirs`` is what is stored now."""

    def __init__(self, theirs: Section) -> None:
        super().__init__()
        self.theirs = theirs


@dataclass(frozen=True)
class Saved:
    """What a page needs to go on writing."""

    version: int
    saved_at: datetime.datetime


def claim(revision: Revision, by: User) -> None:
    """Open a revision for a change by ``by``, until the transaction ends; RevisionClosed when it moved on.

    The row is written first, so that on both databases a move and an edit wait for each other.
    """
    if not Revision.objects.filter(pk=revision.pk, state__in=EDITABLE).update(prepared_by=by):
        raise RevisionClosed


def fingerprint(rows: Iterable[object]) -> str:
    """Names the state of rows that have no version of their own, for "seen when the form was opened"."""
    return hashlib.sha256(repr([str(row) for row in rows]).encode()).hexdigest()[:16]


# Texts ----------------------------------------------------------------------------------------


@transaction.atomic
def save_section(
    *, section: Section, body: str, expected_version: int, by: User, done: bool | None = None
) -> Saved:
    """Store the text of a heading; StaleSection when ``expected_version`` is not the stored one.

    A heading to confirm whose text is empty or equal to the standard text goes on following the edition.
    ``done`` None leaves the officer's mark as it is.
    """
    claim(section.revision, by)
    follows = _is_standard(section, body)
    saved_at = now()
    change: dict[str, Any] = {
        "body": "" if follows else body,
        "follows_edition": follows,
        "updated_at": saved_at,
        "updated_by": by,
    }
    if done is not None:
        change["is_done"] = done
    if not _swap(section, expected_version, change):
        theirs = Section.objects.select_related("updated_by").get(pk=section.pk)
        same = theirs.body == change["body"] and theirs.follows_edition == follows
        same = same and theirs.provincial_id == section.provincial_id  # else it follows another text
        if not same or not _swap(section, theirs.version, change):
            raise StaleSection(theirs)
        expected_version = theirs.version
    section.kept_texts.filter(user=by).delete()
    return Saved(expected_version + 1, saved_at)


def _swap(section: Section, expected_version: int, change: dict[str, Any]) -> bool:
    rows = Section.objects.filter(pk=section.pk, version=expected_version)
    return rows.update(version=F("version") + 1, **change) == 1


def _is_standard(section: Section, body: str) -> bool:
    revision = section.revision
    outline = revision.plan.edition.sections.get(code=section.code)
    if outline.duty != OutlineSection.Duty.CONFIRM:
        return False
    standard = PlanFacts(revision).standard_with(outline, section.provincial)
    return not body or normalise(standard) == normalise(body)


def keep_text(*, section: Section, body: str, base_version: int, by: User) -> KeptText:
    """Put aside a text that came too late, so that it is offered again on the next visit."""
    return KeptText.objects.update_or_create(
        section=section, user=by, defaults={"body": body, "base_version": base_version}
    )[0]


def discard_kept_text(*, section: Section, by: User) -> None:
    """The person chose the other text."""
    section.kept_texts.filter(user=by).delete()


# The plan's own facts -------------------------------------------------------------------------


def period_seen(revision: Revision) -> str:
    """Fingerprint of the period as stored."""
    return fingerprint([revision.staffing_first_year, revision.staffing_last_year, revision.layout])


@transaction.atomic
def save_period(
    *, revision: Revision, staffing_first_year: int, staffing_last_year: int, layout: str, seen: str, by: User
) -> None:
    """The years (B.E.) of the staffing plan, and the layout of the book."""
    claim(revision, by)
    stored = Revision.objects.get(pk=revision.pk)
    if period_seen(stored) != seen:
        raise Stale
    Revision.objects.filter(pk=revision.pk).update(
        staffing_first_year=staffing_first_year, staffing_last_year=staffing_last_year, layout=layout
    )
