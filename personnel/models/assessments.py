"""How people are assessed: by themselves and by their supervisor. Scores never leave the LAO."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.items import ItemRow, level_check
from organizations.models import Organization
from personnel.models.frame import Person


class Assessment(models.Model):
    """One person's assessment for a cycle, by one of the two assessors; saved as it goes, then sent."""

    class Assessor(models.TextChoices):
        SELF = "self", _("ประเมินตนเอง")
        SUPERVISOR = "supervisor", _("ผู้บังคับบัญชาประเมิน")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="assessments")
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรกของรอบ"))
    assessor = models.CharField(_("ผู้ประเมิน"), max_length=10, choices=Assessor.choices)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("ส่งเมื่อ"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["person", "assessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "first_year", "assessor"], name="one_assessment_of_an_assessor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_assessor_display()}"


class Score(ItemRow):
    """The level that was given to one item."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    level = models.PositiveSmallIntegerField(_("ระดับ"))

    class Meta:
        ordering = ["item_kind", "item_code"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item_kind", "item_code"], name="item_scored_once"),
            level_check("level", "score_within_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.item_code} {self.level}"
