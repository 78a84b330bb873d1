"""Notices to the LAO about its submission that no decision stands behind: received, a note, a letter."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import Notice
from approvals.notices import holders, tell_people
from approvals.table import SECRETARIAT
from organizations.models import Membership
from plans.models import Revision
from thai.dates import today


def tell_lao(revision: Revision, text: str, *, address: str) -> list[Notice]:
    """A notice to the officer and the committee's secretary of the LAO, in the caller's transaction and language."""
    people = Membership.objects.active_on(today()).filter(user__is_active=True)
    cycle = revision.plan.cycle
    plan = _("แผน {first} - {last}").format(first=cycle.first, last=cycle.last)
    return tell_people(
        kind=Notice.Kind.DECISION,
        people=people.filter(holders(revision, SECRETARIAT)),
        text=f"{plan}: {text}",
        address=address,
        revision=revision,
    )
