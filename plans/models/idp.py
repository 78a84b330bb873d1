"""The individual development plan (table T9): what one person learns in one fiscal year, agreed with the superior."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Method, SubMethod
from organizations.models import Organization
from personnel.models import Person


class IndividualPlan(models.Model):
    """One person's plan for one fiscal year (B.E.)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        PROPOSED = "proposed", _("เสนอผู้บังคับบัญชา")
        AGREED = "agreed", _("เห็นชอบร่วมกันแล้ว")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="individual_plans")
    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    goal = models.CharField(_("เป้าหมายในสายอาชีพ"), max_length=300, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person", "year"]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="one_individual_plan_of_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}"


class IndividualPlanItem(models.Model):
    """A line of table T9."""

    plan = models.ForeignKey(IndividualPlan, models.CASCADE, related_name="items")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    topic = models.CharField(_("สมรรถนะ/ความรู้/ทักษะที่ต้องพัฒนา"), max_length=300)
    item_kind = models.CharField(max_length=12, blank=True)
    item_code = models.CharField(max_length=20, blank=True)
    required = models.PositiveSmallIntegerField(_("ระดับที่คาดหวัง"), null=True, blank=True)
    assessed = models.PositiveSmallIntegerField(_("ระดับปัจจุบัน"), null=True, blank=True)
    method = models.ForeignKey(
        Method, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("วิธีการพัฒนา")
    )
    submethod = models.ForeignKey(
        SubMethod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("วิธีการย่อย")
    )
    period = models.CharField(_("ช่วงเวลา"), max_length=150, blank=True)
    responsible = models.CharField(_("ผู้รับผิดชอบ"), max_length=150, blank=True)
    result = models.CharField(_("ผล"), max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.topic
