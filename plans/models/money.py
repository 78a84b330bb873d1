"""The money of a plan: what may be spent in a year, and what a project's amount was computed from."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.costs import RATE_LIMIT, CostUnit
from organizations.models import Organization
from plans.models.content import BAHT_LIMIT, Project, RevisionRow

#: baht that an LAO spends on its personnel in a year; the largest spend some thousand million
PERSONNEL_LIMIT = Decimal("999999999999.99")


class YearBudget(RevisionRow):
    """What the LAO may spend on development in one fiscal year (B.E.), and what its personnel costs."""

    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    ceiling = models.DecimalField(
        _("วงเงินเพื่อการพัฒนาบุคลากร (บาท)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    personnel_cost = models.DecimalField(
        _("ค่าใช้จ่ายด้านบุคลากร (บาท)"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "year"], name="year_budget_once"),
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(ceiling__gte=0, ceiling__lte=BAHT_LIMIT),
                name="ceiling_plausible",
            ),
            models.CheckConstraint(
                condition=Q(personnel_cost=None)
                | Q(personnel_cost__gte=0, personnel_cost__lte=PERSONNEL_LIMIT),
                name="personnel_cost_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.ceiling}"


class ProjectCost(models.Model):
    """A line of the calculation behind a project's amounts: rate x people x days x quantity."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="costs")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("ที่"))
    label = models.CharField(_("รายการ"), max_length=200)
    baht = models.DecimalField(_("อัตรา (บาท)"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("หน่วย"), max_length=12, choices=CostUnit.choices)
    times = models.DecimalField(
        _("จำนวนวัน คืน หรือชั่วโมง"), max_digits=8, decimal_places=2, default=Decimal("1.00")
    )
    quantity = models.DecimalField(_("จำนวน"), max_digits=8, decimal_places=2, default=Decimal("1.00"))
    source = models.CharField(_("ระเบียบหรือแหล่งที่มา"), max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baht__gte=0, baht__lte=RATE_LIMIT, times__gt=0, quantity__gt=0),
                name="project_cost_plausible",
            ),
            models.CheckConstraint(condition=Q(unit__in=CostUnit.values), name="project_cost_unit_known"),
        ]

    def __str__(self) -> str:
        return self.label
