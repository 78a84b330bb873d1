"""What a file would change, kept signed until it is confirmed, and carried out whole on the plan that was looked at."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import User
from plans.comparison import Comparison, compare_contents
from plans.edit import Stale, claim
from plans.exchange.bring import (
    Brought,
    bring,
    comparable,
    is_foreign,
    is_untouched,
    refuse_unless_drafting,
    with_standing_committee,
)
from plans.exchange.document import Document, document_of, keys_of, state_of
from plans.exchange.names import Names
from plans.exchange.read import DocumentRefused, checked
from plans.exchange.rules import look_at
from plans.exchange.store import Writer
from plans.exchange.workbook.apply import Application
from plans.exchange.workbook.read import Reading
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import Revision
from plans.versions import headings, names

SALT = "plans.exchange"
DAY = 24 * 60 * 60


@dataclass
class Proposal:
    """A document on its way into a draft; ``is_tables`` when it came as a workbook of that draft's tables."""

    document: Document
    is_tables: bool
    state: str  #: of the plan when the file was read


@dataclass
class Preview:
    """What a proposal would change."""

    comparison: Comparison | None = None
    is_same: bool = False
    asks_to_replace: bool = False
    another: str = ""  #: name of the LAO whose plan it is, when it is another's
    notes: list[str] = field(default_factory=list)


# Reading -------------------------------------------------------------------------------------------


def propose_document(document: Document, revision: Revision) -> Proposal:
    """A read document for this plan; DocumentRefused when it is of another cycle."""
    if document["first_year"] != revision.plan.first_year:
        raise DocumentRefused(
            _("แฟ้มเป็นแผนรอบปี {theirs} แต่แผนนี้เริ่มปี {ours} กรุณาเปิดแผนของรอบเดียวกัน").format(
                theirs=document["first_year"], ours=revision.plan.first_year
            )
        )
    return Proposal(document, False, state_of(document_of(revision)))


def propose_tables(reading: Reading, revision: Revision) -> Proposal:
    """A read workbook for its plan; mistakes that only the plan tells are added to the reading."""
    now_there = document_of(revision)
    after = Application(now_there, keys_of(revision), reading).after()
    return Proposal(after, True, state_of(now_there))


# Looking -------------------------------------------------------------------------------------------


def preview(proposal: Proposal, revision: Revision, *, by: User) -> Preview:
    """Carry everything out, look at what came of it, and take it back; DocumentRefused when it cannot be."""
    before = content_of(PlanFacts(revision))
    foreign = is_foreign(proposal.document, revision.organization)
    found = Preview(another=proposal.document["organization"]["name"] if foreign else "")
    found.asks_to_replace = not proposal.is_tables and not is_untouched(revision)
    with transaction.atomic():
        brought = _carried_out(proposal, revision, by=by)
        after = content_of(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk)))
        transaction.set_rollback(True)
    found.notes, found.is_same = brought.notes, brought.is_same
    edition = revision.plan.edition_id
    found.comparison = compare_contents(before, after, headings=headings(edition), names=names())
    return found


def _carried_out(proposal: Proposal, revision: Revision, *, by: User) -> Brought:
    if not proposal.is_tables:
        return bring(
            organization=revision.organization,
            document=proposal.document,
            by=by,
            replace=True,
            from_another=True,
        )
    refuse_unless_drafting(revision)
    brought = Brought(revision)
    document = checked(copy.deepcopy(proposal.document))
    names_of_lao = Names(revision.organization, revision.plan.edition)
    brought.notes = look_at(document, names_of_lao, is_foreign=False)
    now_there = document_of(revision)
    document = with_standing_committee(document, now_there, brought)
    brought.is_same = comparable(document) == comparable(now_there)
    if not brought.is_same:
        claim(revision, by)
        Writer(revision, document, names=names_of_lao, by=by, same=keys_of(revision)).write()
    return brought


# Waiting for confirmation --------------------------------------------------------------------------


def signed(proposal: Proposal, revision: Revision) -> str:
    """The proposal, to come back when it is confirmed."""
    content: dict[str, Any] = {
        "revision": revision.pk,
        "document": proposal.document,
        "is_tables": proposal.is_tables,
        "state": proposal.state,
    }
    return signing.dumps(content, salt=SALT, compress=True)


def unsigned(text: str, revision: Revision) -> Proposal:
    """What was shown within the last day, for this plan; raises DocumentRefused."""
    try:
        content = signing.loads(text, salt=SALT, max_age=DAY)
    except signing.BadSignature as error:
        raise DocumentRefused(_("รายการที่รอยืนยันหมดอายุหรือไม่ครบ กรุณาเลือกแฟ้มอีกครั้ง")) from error
    if content.pop("revision") != revision.pk:
        raise DocumentRefused(_("รายการที่รอยืนยันเป็นของแผนอื่น กรุณาเลือกแฟ้มอีกครั้ง"))
    return Proposal(**content)


@transaction.atomic
def confirm(proposal: Proposal, revision: Revision, *, by: User) -> Brought:
    """Carry out what was shown; Stale when the plan is no longer as it was shown."""
    claim(revision, by)
    if state_of(document_of(revision)) != proposal.state:
        raise Stale
    return _carried_out(proposal, revision, by=by)
