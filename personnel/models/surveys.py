"""The survey of development needs: answered by a link without an account, or keyed in from paper.

Nothing stored leads from an answer back to whoever gave it: an invitation knows only that it was used, not when.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.items import level_check
from organizations.models import Organization
from personnel.models.frame import Person
from personnel.models.groups import Unit


class Survey(models.Model):
    """One round of asking, for one cycle."""

    class State(models.TextChoices):
        DRAFT = "draft", _("กำลังจัดทำ")
        OPEN = "open", _("เปิดรับคำตอบ")
        CLOSED = "closed", _("ปิดแล้ว")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="surveys")
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรกของรอบ"))
    title = models.CharField(_("ชื่อแบบสำรวจ"), max_length=200)
    introduction = models.TextField(_("คำชี้แจง"), blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    closes_on = models.DateField(_("ปิดรับคำตอบวันที่"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "open", "closed"]), name="survey_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(models.Model):
    """A topic rated from one to five; it may stand for an item of a catalog."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    text = models.CharField(_("หัวข้อ/หลักสูตรที่ต้องการ"), max_length=300)
    item_kind = models.CharField(max_length=12, blank=True)
    item_code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class SurveyInvitation(models.Model):
    """One answer may be given with it. Only the hash of its secret is kept; the answer does not name it."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    label = models.CharField(_("ให้แก่"), max_length=150, blank=True)
    batch = models.UUIDField(default=uuid.uuid4)  # the sheet on which it was printed
    secret_hash = models.CharField(max_length=64, unique=True)
    is_answered = models.BooleanField(_("ตอบแล้ว"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=models.Q(person__isnull=False),
                name="person_invited_once",
                violation_error_message=_("ผู้นี้ได้รับบัตรของแบบสำรวจนี้แล้ว"),
            )
        ]

    def __str__(self) -> str:
        return self.label


class SurveyResponse(models.Model):
    """A filled-in form, without the name of who filled it in."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ส่วนราชการ")
    )
    suggestion = models.TextField(_("ข้อเสนอแนะ"), max_length=2000, blank=True)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_on = models.DateField(_("วันที่ได้รับ"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.survey} {self.pk}"


class SurveyAnswer(models.Model):
    """The rating of one topic; a topic left out has none."""

    response = models.ForeignKey(SurveyResponse, models.CASCADE, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="answers")
    rating = models.PositiveSmallIntegerField(_("ระดับความต้องการ"))

    class Meta:
        ordering = ["question__order"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="question_answered_once"),
            level_check("rating", "rating_within_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.rating}"
