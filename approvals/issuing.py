"""Making the paper of what was decided, once: the one way behind announcements, orders, letters and minutes.

Making a paper takes seconds and may fail, so it is no part of the act. The act stores number and date and asks for the
paper; ``manage.py issue_pending`` asks again wherever one is still missing. Asked twice, also at the same time, there
is one paper.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction

from approvals import events
from approvals.models import Letter
from documents import codes, paper
from documents.compose import compose
from documents.issue import allocate_code, issue, verify_address
from documents.models import IssuedDocument
from documents.parts.make import render_announced
from documents.render import Attached
from documents.signing import Signed, sign
from organizations.models import Organization
from plans.models import Plan

log = logging.getLogger(__name__)

#: A paper that waits, by name, and how it is made.
Waiting = tuple[str, Callable[[], IssuedDocument]]
_WAITING: list[Callable[[], Iterator[Waiting]]] = []


class Owner(Protocol):
    """A row that comes to have a document; layers above have rows of their own."""

    objects: Any
    pk: Any
    document: Any

    def save(self, *, update_fields: Any = ...) -> None:
        """As rows are stored."""


def waits_also(find: Callable[[], Iterator[Waiting]]) -> None:
    """Papers that a layer above lets wait are made by ``manage.py issue_pending`` too; said when the installation starts."""
    _WAITING.append(find)


def waiting_above() -> Iterator[Waiting]:
    """What layers above let wait."""
    for find in _WAITING:
        yield from find()


@dataclass(frozen=True)
class Imprint:
    """What the register of issued documents says of a paper; ``title`` is the paper's own where it is empty."""

    kind: str
    number: str = ""
    dated_on: datetime.date | None = None
    organization: Organization | None = None
    title: str = ""
    layout: str = ""
    supersedes: IssuedDocument | None = None


@dataclass(frozen=True)
class Told:
    """The event that vouches for the document in a plan's chain; code and hash are added to ``data``."""

    plan: Plan
    action: str
    data: Mapping[str, Any]


def issue_once(
    owner: Owner,
    make: Callable[[paper.Issued], paper.Paper],
    imprint: Imprint,
    *,
    told: Told | None = None,
    code: str = "",
    attachments: Sequence[Attached] = (),
) -> IssuedDocument:
    """The document of ``owner``: the one it has, or a new one with ``code`` (a free one where it is empty).

    RenderError when it cannot be made; nothing is stored then.
    """
    if owner.document is not None:
        return owner.document
    code = code or allocate_code()
    made = make(paper.Issued(codes.printed(code), verify_address(code)))
    rendered = render_announced(compose(made), title=made.title, attachments=attachments)
    for warning in rendered.warnings:
        log.warning("paper of %s %s: %s", imprint.kind, owner.pk, warning)
    signed = sign(rendered.pdf)
    with transaction.atomic():
        row: Owner = type(owner).objects.select_for_update(of=("self",)).get(pk=owner.pk)
        if row.document is None:
            row.document = _registered(imprint, code, signed, title=made.title, pages=rendered.pages)
            row.save(update_fields=["document"])
            if told is not None:
                data = {**told.data, "code": code, "sha256": row.document.sha256}
                events.append(plan=told.plan, action=told.action, actor=None, role="", data=data)
    return row.document


def issue_letter_paper(
    letter: Letter, make: Callable[[paper.Issued], paper.Paper], *, kind: str, title: str, action: str
) -> IssuedDocument:
    """The paper of a letter about a plan, with its own number and date; ``action`` is told in the plan's chain."""
    plan = letter.revision.plan
    imprint = Imprint(kind, letter.number, letter.dated_on, plan.organization, title)
    return issue_once(letter, make, imprint, told=Told(plan, action, {"letter": letter.pk}))


def _registered(imprint: Imprint, code: str, signed: Signed, *, title: str, pages: int) -> IssuedDocument:
    """The row of a finished paper, which nobody issues by his own hand."""
    return issue(
        code=code,
        kind=imprint.kind,
        title=imprint.title or title,
        pdf=signed.pdf,
        pages=pages,
        organization=imprint.organization,
        by=None,
        number=imprint.number,
        dated_on=imprint.dated_on,
        layout=imprint.layout,
        supersedes=imprint.supersedes,
        certificate=signed.certificate,
    )
