"""Why each single change of an amendment is necessary (the last column of the table of changes, section 19)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.content import RevisionRow

LONGEST_REASON = 500


class ChangeReason(RevisionRow):
    """The necessity of one change; a change without one has the necessity of the whole amendment.

    ``place`` is the key of the change (``plans.amendment.differences``).
    """

    place = models.CharField(max_length=60)
    reason = models.CharField(_("เหตุผลความจำเป็น"), max_length=LONGEST_REASON)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "place"], name="one_reason_for_a_change"),
            models.CheckConstraint(condition=~Q(reason=""), name="change_reason_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.reason[:40]}"
