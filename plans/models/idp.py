"""The individual development plan (table T9): what one person learns in one fiscal year, agreed with the superior."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.items import level_check
from courses.models import Method, SubMethod
from organizations.models import Organization
from personnel.models import Person
from thai.dates import THAI_MONTHS_SHORT
from thai.fiscal import FiscalYear


class IndividualPlanQuerySet(models.QuerySet["IndividualPlan"]):
    """Which individual plans."""

    def with_items(self) -> IndividualPlanQuerySet:
        """Everything that a table of them shows, in a constant number of queries."""
        return self.select_related(
            "person__supervisor", "agreed_by", "agreed_with", "organization"
        ).prefetch_related("items__method", "items__submethod")


class IndividualPlan(models.Model):
    """One person's plan for one fiscal year (B.E.)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        PROPOSED = "proposed", _("รอผู้บังคับบัญชาเห็นชอบ")
        AGREED = "agreed", _("เห็นชอบร่วมกันแล้ว")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="individual_plans")
    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    goal = models.CharField(_("เป้าหมายในสายอาชีพ"), max_length=300, blank=True)
    note = models.CharField(_("ข้อสังเกตของผู้บังคับบัญชา"), max_length=500, blank=True)  # of the last return
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_with = models.ForeignKey(  # the superior of that day, who signs
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = IndividualPlanQuerySet.as_manager()

    class Meta:
        ordering = ["person", "year"]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="one_individual_plan_of_a_year"),
            models.CheckConstraint(
                condition=Q(state="agreed", agreed_by__isnull=False, agreed_at__isnull=False)
                | Q(state__in=["draft", "proposed"], agreed_by=None, agreed_at=None),
                name="individual_plan_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}"

    @property
    def superior(self) -> Person | None:
        """Who agreed, and before that who is to agree."""
        return self.agreed_with if self.is_agreed else self.person.supervisor

    @property
    def is_draft(self) -> bool:
        """It may be written in."""
        return self.state == self.State.DRAFT

    @property
    def is_proposed(self) -> bool:
        """It waits for the superior."""
        return self.state == self.State.PROPOSED

    @property
    def is_agreed(self) -> bool:
        """Person and superior agree; what came of it may be noted."""
        return self.state == self.State.AGREED


class IndividualPlanItem(models.Model):
    """A line of table T9. Its levels are those of the day on which it was drawn up; a topic of one's own has none."""

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
    first_month = models.PositiveSmallIntegerField(_("ตั้งแต่เดือน"), null=True, blank=True)
    last_month = models.PositiveSmallIntegerField(_("ถึงเดือน"), null=True, blank=True)
    responsible = models.CharField(_("ผู้รับผิดชอบ"), max_length=150, blank=True)
    result = models.CharField(_("ผล"), max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "item_kind", "item_code"],
                condition=~Q(item_code=""),
                name="item_of_an_individual_plan_once",
            ),
            models.CheckConstraint(
                condition=Q(first_month=None, last_month=None)
                | Q(first_month__isnull=False, last_month__isnull=False)
                & Q(first_month__gte=1, first_month__lte=12, last_month__gte=1, last_month__lte=12),
                name="individual_plan_months_together",
            ),
            level_check("required", "individual_required_within_scale"),
            level_check("assessed", "individual_assessed_within_scale"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def gap(self) -> int | None:
        """What is lacking; None where nothing was assessed."""
        if self.required is None or self.assessed is None:
            return None
        return max(0, self.required - self.assessed)

    @property
    def period_text(self) -> str:
        """ต.ค. 2569 - มี.ค. 2570, or one month, each kept together; empty while it is open."""
        if not self.first_month or not self.last_month:
            return ""
        year = FiscalYear(self.plan.year)
        months = dict.fromkeys((self.first_month, self.last_month))
        return " - ".join(f"{THAI_MONTHS_SHORT[m - 1]}\u00a0{year.calendar_year_of(m)}" for m in months)

    @property
    def way(self) -> str:
        """How it is learned: the sub-method where there is one."""
        return str(self.submethod or self.method or "")
