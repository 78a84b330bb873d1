"""Finds paragraphs that stand in the announced plan of another LAO of the province, but for names and figures.

The paragraphs of a province are read again only after a further plan was announced there.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from functools import lru_cache

from django.db.models import Count, Max, QuerySet

from organizations.models import Organization
from plans.facts import PlanFacts
from plans.models import Revision, Section
from thai.digits import to_arabic
from thai.text import normalise

LEAST = 160  #: characters of a paragraph, spaces and figures left out: shorter ones are alike by chance
CYCLE = 3  #: fiscal years; plans of this cycle and the one before are compared
_LEFT_OUT = re.compile(r"[\s\d,.\-–—/()]+")


def fingerprints(text: str, organization: Organization) -> set[str]:
    """Hashes of the long paragraphs of a text, the LAO's own names and all figures left out."""
    names = (
        organization.full_name,
        organization.short_name,
        f"อำเภอ{organization.district}",
        f"จังหวัด{organization.province.name}",
    )
    found = set()
    for paragraph in to_arabic(normalise(text)).split("\n"):
        for name in names:
            paragraph = paragraph.replace(name, "")
        bare = _LEFT_OUT.sub("", paragraph)
        if len(bare) >= LEAST:
            found.add(hashlib.sha256(bare.encode()).hexdigest()[:24])
    return found


def of_others(facts: PlanFacts) -> dict[str, str]:
    """The short name of an LAO by the hash of a paragraph of its announced plan; this LAO left out."""
    announced = _announced(facts.organization.province_id, facts.plan.first_year)
    state = announced.aggregate(count=Count("pk"), newest=Max("pk"), changed_at=Max("state_changed_at"))
    kept = _read(facts.organization.province_id, facts.plan.first_year, *state.values())
    return {mark: name for mark, (owner, name) in kept.items() if owner != facts.organization.pk}


@lru_cache(maxsize=4)
def _read(
    province: int, first_year: int, count: int, _newest: int | None, _changed_at: datetime.datetime | None
) -> dict[str, tuple[int, str]]:
    """The paragraphs of a province; the last three arguments name what was announced there so far."""
    if not count:
        return {}
    rows = Section.objects.filter(
        revision__in=_announced(province, first_year), follows_edition=False, body__length__gte=LEAST
    )
    found: dict[str, tuple[int, str]] = {}
    for row in rows.select_related("revision__plan__organization__province").order_by("pk"):
        organization = row.revision.plan.organization
        for mark in fingerprints(row.body, organization):
            found.setdefault(mark, (organization.pk, organization.short_name))
    return found


def _announced(province: int, first_year: int) -> QuerySet[Revision]:
    return Revision.objects.announced().filter(
        plan__organization__province=province,
        plan__first_year__gte=first_year - CYCLE,
        plan__first_year__lte=first_year,
    )
