"""Announcing: number, date and code are kept with the decision; the paper itself is made afterwards.

Making the paper takes seconds and may fail, so it is no part of the decision. It is asked for when the
decision is stored, and asked for again by ``manage.py issue_pending`` wherever it is still missing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from approvals.case import Details
from approvals.issuing import Imprint, Told, issue_once
from approvals.models import Announcement, Decision
from approvals.numbers import Series, parse_number, take
from approvals.papers import RESOLUTIONS, announced_document, usual_wording
from documents import codes
from documents.issue import allocate_code
from documents.manifest import hash_of, with_manifest
from documents.models import IssuedDocument
from documents.render import Attached
from organizations.models import Membership
from plans.amendment.base import base_of
from plans.amendment.changes import changes
from plans.forms.own_words import own
from plans.freeze import canonical_json
from plans.models import Revision

PURPOSE = "ประกาศใช้แผนพัฒนาบุคลากร"  #: in the register of numbers
KIND = "plan"  #: of issued documents
#: Parts of the frozen content that an announced document carries as data.
PUBLISHED = (
    *("schema", "organization", "edition", "first_year", "number", "reason", "layout", "staffing"),
    *("texts", "targets", "projects", "committee_order", "committee", "monitoring", "change_reasons"),
)


def with_defaults(details: Details, revision: Revision, by: Membership) -> Details:
    """The usual answers where nothing was typed: in force on 1 October (section 18), signed by the head.

    An amendment, or a plan announced late, is in force from the day of its announcement, not before, unless the
    resolution names a day.
    """
    usual = revision.plan.cycle.effective_on
    if details.dated_on:
        usual = max(usual, details.dated_on)
    resolved = revision.decisions.filter(action__in=RESOLUTIONS).order_by("-pk").first()
    if resolved and resolved.effective_on:
        usual = resolved.effective_on
    return replace(
        details,
        effective_on=details.effective_on or usual,
        signer_name=details.signer_name or str(by.user),
        signer_position=details.signer_position or revision.plan.organization.head_title,
        wording=details.wording or usual_wording(revision),
    )


def announce(decision: Decision, details: Details) -> Announcement:
    """Keep the announcement of a decision; its document is asked for once the transaction is through."""
    assert details.dated_on is not None  # the move asks for both
    assert details.effective_on is not None
    revision = decision.revision
    number = _take_number(decision, details)
    announcement = Announcement.objects.create(
        revision=revision,
        organization_id=revision.organization_id,
        number=number,
        dated_on=details.dated_on,
        effective_on=details.effective_on,
        late_reason=details.late_reason,
        signer_name=details.signer_name,
        signer_position=details.signer_position,
        wording=own(details.wording, usual_wording(revision)),
        code=allocate_code(),
    )
    transaction.on_commit(partial(issue_announced_document.enqueue, revision.pk))
    return announcement


def _take_number(decision: Decision, details: Details) -> str:
    """The number as it is written, entered into the LAO's register; NumberInUse when another paper has it."""
    if not details.number:
        return ""
    number = parse_number(details.number, dated_on=details.dated_on)
    if number.year is not None:
        revision = decision.revision
        used_for = f"{PURPOSE} {revision}"
        body = revision.plan.organization
        take(body, Series.ANNOUNCEMENT, number.year, number.number, used_for, decision.membership)
    return str(number)


@task(priority=10)  # before whatever number of drafts was asked for
def issue_announced_document(revision_id: int) -> None:
    """Background task: make and issue the document of an announced revision, unless that is done."""
    issue_document(Announcement.objects.get(revision=revision_id))


def pending() -> QuerySet[Announcement]:
    """Announcements whose document is not made yet."""
    return Announcement.objects.filter(document=None)


def issue_document(announcement: Announcement) -> IssuedDocument:
    """The document of an announcement: the one it has, or a new one. Safe to run twice, also at the same time.

    RenderError when it cannot be made; nothing is stored then.
    """
    if announcement.document is not None:
        return announcement.document
    revision = Revision.objects.with_plan().select_related("snapshot").get(pk=announcement.revision_id)
    _issue_earlier(revision)
    assert revision.snapshot is not None  # a constraint: what is decided upon is frozen
    public = canonical_json(published(revision.snapshot.content)).encode()
    imprint = Imprint(
        KIND,
        announcement.number,
        announcement.dated_on,
        organization=revision.plan.organization,
        layout=revision.layout,
        supersedes=_superseded_by(revision),
    )
    fingerprint = revision.snapshot.sha256
    files = [Attached("plan.json", public, "ข้อมูลของแผน"), *_attached_changes(revision)]
    vouched = {"snapshot": fingerprint, "files": {file.name: hash_of(file.data) for file in files}}
    return issue_once(
        announcement,
        lambda _mark: announced_document(revision),
        imprint,
        told=Told(revision.plan, "issue_document", {"revision": revision.number, **vouched}),
        code=announcement.code,
        attachments=with_manifest(codes.printed(announcement.code), fingerprint, files),
    )


def _issue_earlier(revision: Revision) -> None:
    """A document names the one that it replaces, which is therefore made first."""
    earlier = pending().filter(revision__plan=revision.plan, revision__number__lt=revision.number)
    for announcement in earlier.order_by("revision__number")[:1]:
        issue_document(announcement)


def published(content: dict[str, Any]) -> dict[str, Any]:
    """The part of a frozen content that everybody may have: what the paper itself says.

    Not the officer's reasons to the checks, no names where the order prints positions only, and nothing else
    that is not named in ``PUBLISHED``.
    """
    public = {name: content[name] for name in PUBLISHED if name in content}
    if not (content["committee_order"] or {}).get("prints_names"):
        public["committee"] = [{**member, "person_name": ""} for member in content["committee"]]
    return public


def _attached_changes(revision: Revision) -> list[Attached]:
    """Of an amendment: what has to be done to the data of the text before to have these, for machines."""
    base = base_of(revision)
    if base is None or base.snapshot is None or revision.snapshot is None:
        return []
    made = changes(published(base.snapshot.content), published(revision.snapshot.content))
    return [Attached("changes.json", canonical_json(made).encode(), "รายการที่ปรับปรุงของแผน")]


def _superseded_by(revision: Revision) -> IssuedDocument | None:
    """The document of the revision before, which this one replaces (section 19)."""
    before = (
        Announcement.objects.filter(revision__plan=revision.plan, revision__number__lt=revision.number)
        .exclude(document=None)
        .order_by("-revision__number")
        .first()
    )
    return before.document if before else None
