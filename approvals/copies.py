"""From which records the Word copy of an issued paper is made: the same as the paper's own, which change no more."""

from __future__ import annotations

from approvals.announce import KIND as PLAN
from approvals.master_committee import KIND_OF_DOCUMENT as MASTER_ORDER
from approvals.master_committee import seats_of, titles_of
from approvals.models import Announcement, AppointmentOrder, Letter, MasterCommittee, MeetingPaper
from approvals.order_issue import KIND as ORDER
from approvals.orders import members_of
from approvals.papers import plan_paper
from approvals.papers_letters import letter_paper
from approvals.papers_master import master_order_paper
from approvals.papers_meetings import meeting_paper
from approvals.papers_orders import order_paper
from approvals.papers_sittings import letter_paper as resolution_paper
from approvals.readers import COMMITTEE_MINUTES, SITTING_MINUTES
from approvals.sittings.letters import KIND as RESOLUTION
from approvals.sittings.minutes import minutes_as_paper
from documents.copies import made_again_by
from documents.models import IssuedDocument
from documents.paper import Issued, Paper
from plans.models import Revision


def make_copies() -> None:
    """Say how papers of each kind are made again; once, when the installation starts."""
    made_again_by(PLAN, _plan)
    made_again_by(ORDER, _order)
    made_again_by(MASTER_ORDER, _master_order)
    for kind in ("cover_letter", "return_letter", RESOLUTION):
        made_again_by(kind, _letter)
    made_again_by(COMMITTEE_MINUTES, _committee_minutes)
    made_again_by(SITTING_MINUTES, _sitting_minutes)


def _plan(document: IssuedDocument, mark: Issued) -> Paper | None:
    announcement = Announcement.objects.filter(document=document).first()
    if announcement is None:
        return None
    revision = Revision.objects.with_plan().get(pk=announcement.revision_id)
    return plan_paper(revision, layout=revision.layout, mark=mark)


def _order(document: IssuedDocument, mark: Issued) -> Paper | None:
    order = AppointmentOrder.objects.filter(document=document).first()
    if order is None:
        return None
    order.revision = Revision.objects.with_plan().get(pk=order.revision_id)
    return order_paper(order, members_of(order), mark)


def _master_order(document: IssuedDocument, mark: Issued) -> Paper | None:
    found = MasterCommittee.objects.filter(document=document).select_related("board__province").first()
    return master_order_paper(found, seats_of(found), titles_of(found.board), mark) if found else None


def _letter(document: IssuedDocument, mark: Issued) -> Paper | None:
    rows = Letter.objects.select_related("board__province", "decision__item__meeting__board__province")
    letter = rows.filter(document=document).first()
    if letter is None:
        return None
    letter.revision = Revision.objects.with_plan().get(pk=letter.revision_id)
    make = resolution_paper if letter.kind == Letter.Kind.RESOLUTION else letter_paper
    return make(letter, mark)


def _committee_minutes(document: IssuedDocument, mark: Issued) -> Paper | None:
    wording = _minutes(document)
    return meeting_paper(wording, mark) if wording else None


def _sitting_minutes(document: IssuedDocument, mark: Issued) -> Paper | None:
    wording = _minutes(document)
    return minutes_as_paper(wording, mark) if wording else None


def _minutes(document: IssuedDocument) -> MeetingPaper | None:
    rows = MeetingPaper.objects.select_related("meeting__organization", "meeting__board__province")
    return rows.filter(document=document).first()
