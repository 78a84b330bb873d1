"""What members of the committee would write instead: a passage of a text, quoted, and another wording for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.roles import Role
from plans.models.content import RevisionRow


class SuggestedEdit(RevisionRow):
    """Another wording of a passage under one heading; the author takes it over or says why not."""

    class Answer(models.TextChoices):
        WAITS = "", _("รอผู้จัดทำพิจารณา")
        ACCEPTED = "accepted", _("แก้ไขตามข้อเสนอแล้ว")
        DECLINED = "declined", _("ไม่แก้ไขตามข้อเสนอ")
        WITHDRAWN = "withdrawn", _("ผู้เสนอถอนข้อเสนอ")

    code = models.CharField(max_length=10)  #: of the heading
    old_text = models.TextField(_("ข้อความเดิม"))
    new_text = models.TextField(_("ข้อความที่เสนอ"), blank=True)
    reason = models.CharField(_("เหตุผล"), max_length=500)
    suggested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    suggested_as = models.CharField(max_length=100)
    suggested_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default=Answer.WAITS)
    answer_note = models.CharField(_("เหตุที่ไม่แก้ไข"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="suggestion_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(answer_note=""), name="declined_suggestion_has_a_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.old_text[:40]}"

    @property
    def role_label(self) -> str:
        """The role in which it was suggested, in words."""
        return str(Role(self.suggested_as).label)

    @property
    def waits(self) -> bool:
        """Nobody has answered it yet."""
        return not self.answer
