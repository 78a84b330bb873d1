"""What goes to and fro around a submission: answers to the reasons of a return, and who opened a letter."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models.decisions import Decision, ReturnReason
from approvals.models.papers import Letter
from organizations.models import Membership


class ReasonAnswer(models.Model):
    """How the LAO answers one reason of a return, and the secretary's word that this settles it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="answers")  # the return
    reason = models.ForeignKey(ReturnReason, models.PROTECT, related_name="+")
    text = models.TextField(_("สิ่งที่แก้ไขแล้ว"))
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["decision", "reason__order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "reason"], name="one_answer_to_a_reason"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class LetterReading(models.Model):
    """Somebody of the LAO opened a letter of the board for the first time."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="readings")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["letter", "membership"], name="first_reading_once")]

    def __str__(self) -> str:
        return f"{self.letter} {self.membership}"
