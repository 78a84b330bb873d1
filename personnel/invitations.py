"""Invitations to a survey: slips with a link and a QR code, for people by name or for whoever receives one.

A link is shown once, on the sheet that is printed: only the hash of its secret is kept. A sheet that was lost is
made anew, and the links of the lost one no longer work.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents import qr
from organizations.models import User
from personnel.gaps import Measured
from personnel.models import Person, Survey, SurveyInvitation, Unit
from thai.collation import sort_key

log = logging.getLogger(__name__)
SECRET_BYTES = 32
MOST_SLIPS = 500  #: slips of one sheet


@dataclass(frozen=True)
class Slip:
    """An invitation as it is handed out."""

    label: str
    address: str

    @property
    def qr(self) -> SafeString:
        """The address as a QR code."""
        return qr.svg(self.address)


@dataclass(frozen=True)
class Sheet:
    """The slips that were made together, and how many of them were used."""

    batch: uuid.UUID
    slips: int
    named: int
    answered: int

    @property
    def open(self) -> int:
        """Slips that were not used."""
        return self.slips - self.answered


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> SurveyInvitation | None:
    """The invitation of a link."""
    rows = SurveyInvitation.objects.select_related("survey__organization")
    return rows.filter(secret_hash=hash_of(secret)).first()


def sheets(survey: Survey) -> list[Sheet]:
    """The sheets of a survey in the order in which they were first made."""
    rows = (
        survey.invitations.order_by()
        .values("batch")
        .annotate(
            first=Min("pk"),
            slips=Count("pk"),
            named=Count("person"),
            answered=Count("pk", filter=Q(is_answered=True)),
        )
        .order_by("first")
    )
    return [Sheet(row["batch"], row["slips"], row["named"], row["answered"]) for row in rows]


def not_answered(survey: Survey) -> list[SurveyInvitation]:
    """Invitations by name that were not used: whom to remind."""
    rows = survey.invitations.filter(is_answered=False).exclude(label="")
    return sorted(rows, key=lambda row: sort_key(row.label))


def not_invited(survey: Survey) -> list[tuple[Person, Unit | None]]:
    """People of the staff list without a slip by name, with their departments, in the order of posts."""
    invited = set(survey.invitations.filter(person__isnull=False).values_list("person", flat=True))
    seats = Measured(survey.organization, survey.first_year).seats
    found: dict[int, tuple[Person, Unit | None]] = {}
    for seat in seats:
        if seat.person and seat.person.pk not in invited:
            found.setdefault(seat.person.pk, (seat.person, seat.post.unit))
    return list(found.values())


@transaction.atomic
def issue(
    *, survey: Survey, batch: uuid.UUID, people: Sequence[Person] = (), slips: int = 0, by: User
) -> list[Slip]:
    """Make the sheet ``batch``: slips for people by name, and ``slips`` for whoever receives one.

    Asked for again, the same sheet gets new links for its unused slips and no further ones, so that a double click
    gives one sheet, and the sheet that is on the screen is the one that works.
    """
    stored = Survey.objects.select_for_update().get(pk=survey.pk)
    if stored.state != Survey.State.OPEN:
        raise ValidationError(_("เปิดรับคำตอบก่อน จึงออกบัตรเชิญได้"))
    if not stored.invitations.filter(batch=batch).exists():
        _add(stored, batch, people, slips)
    rows = list(stored.invitations.filter(batch=batch, is_answered=False))
    made = [(row, secrets.token_urlsafe(SECRET_BYTES)) for row in rows]
    for row, secret in made:
        row.secret_hash = hash_of(secret)
    SurveyInvitation.objects.bulk_update(rows, ["secret_hash"], batch_size=200)
    log.info("survey slips made: survey %s slips %s by user %s", survey.pk, len(made), by.pk)
    return [Slip(row.label, address_of(secret)) for row, secret in made]


def _add(survey: Survey, batch: uuid.UUID, people: Sequence[Person], slips: int) -> None:
    invited = set(survey.invitations.filter(person__isnull=False).values_list("person", flat=True))
    named: list[Person | None] = [person for person in people if person.pk not in invited]
    SurveyInvitation.objects.bulk_create(
        SurveyInvitation(
            survey=survey,
            organization_id=survey.organization_id,
            person=person,
            label=person.full_name if person else "",
            batch=batch,
            secret_hash=hash_of(secrets.token_urlsafe(SECRET_BYTES)),
        )
        for person in [*named, *[None] * slips]
    )


def address_of(secret: str) -> str:
    """The link of a secret, as it is printed."""
    return settings.SITE_URL + reverse("personnel:survey_answer", args=[secret])
