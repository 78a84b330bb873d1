"""What courses cost: rates with where they come from, and the rates that a course uses."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.library import Course
from organizations.models import Membership, Organization

RATE_LIMIT = Decimal("9999999.99")  #: baht of one rate


class CostKind(models.TextChoices):
    """What is paid for."""

    ALLOWANCE = "allowance", _("ค่าเบี้ยเลี้ยง")
    ROOM = "room", _("ค่าเช่าที่พัก")
    TRAVEL = "travel", _("ค่าพาหนะ")
    FEE = "fee", _("ค่าลงทะเบียน")
    SPEAKER = "speaker", _("ค่าสมนาคุณวิทยากร")
    MEAL = "meal", _("ค่าอาหาร")
    SNACK = "snack", _("ค่าอาหารว่างและเครื่องดื่ม")
    MATERIAL = "material", _("ค่าวัสดุและเอกสาร")
    VENUE = "venue", _("ค่าสถานที่")
    OTHER = "other", _("ค่าใช้จ่ายอื่น")


class CostUnit(models.TextChoices):
    """What an amount is multiplied by, besides the quantity."""

    PERSON = "person", _("บาทต่อคน")
    PERSON_DAY = "person_day", _("บาทต่อคนต่อวัน")
    PERSON_NIGHT = "person_night", _("บาทต่อคนต่อคืน")
    HOUR = "hour", _("บาทต่อชั่วโมง")
    DAY = "day", _("บาทต่อวัน")
    EVENT = "event", _("บาทต่อครั้ง")


class CostRateQuerySet(models.QuerySet["CostRate"]):
    """Which rates."""

    def offered_to(self, organization: Organization | None) -> CostRateQuerySet:
        """National rates and the LAO's own; the national ones alone without an LAO."""
        return self.filter(Q(organization=None) | Q(organization=organization))

    def kept_by(self, acting: Membership) -> CostRateQuerySet:
        """Rates of the body that ``acting`` serves."""
        return self.filter(organization=acting.organization)

    def in_use(self, on: datetime.date) -> CostRateQuerySet:
        """Rates not retired on a day."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))


class CostRate(models.Model):
    """An amount with the paper it rests on; never invented: without a source it is marked as an example."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="cost_rates"
    )
    code = models.CharField(_("รหัส"), max_length=20)
    kind = models.CharField(_("ประเภทค่าใช้จ่าย"), max_length=10, choices=CostKind.choices)
    name = models.CharField(_("รายการ"), max_length=200)
    baht = models.DecimalField(_("อัตรา (บาท)"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("หน่วย"), max_length=12, choices=CostUnit.choices)
    source = models.CharField(_("ระเบียบหรือแหล่งที่มา"), max_length=300)
    dated_on = models.DateField(_("ลงวันที่ของแหล่งที่มา"), null=True, blank=True)
    is_example = models.BooleanField(_("ตัวอย่าง"), default=False)
    retired_on = models.DateField(_("เลิกใช้ตั้งแต่วันที่"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = CostRateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code"],
                name="cost_rate_code_once",
                violation_error_message=_("มีอัตรารหัสนี้อยู่แล้ว กรุณาใช้รหัสอื่น"),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(organization=None),
                name="national_cost_rate_code_once",
                violation_error_message=_("มีอัตรารหัสนี้อยู่แล้ว กรุณาใช้รหัสอื่น"),
            ),
            models.CheckConstraint(condition=Q(baht__gte=0, baht__lte=RATE_LIMIT), name="rate_plausible"),
            models.CheckConstraint(condition=Q(kind__in=CostKind.values), name="rate_kind_known"),
            models.CheckConstraint(condition=Q(unit__in=CostUnit.values), name="rate_unit_known"),
        ]

    def __str__(self) -> str:
        return self.name


class CourseCost(models.Model):
    """A rate that a course uses, so many times (speakers, coaches, sets of papers)."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="costs")
    rate = models.ForeignKey(CostRate, models.PROTECT, related_name="+", verbose_name=_("อัตรา"))
    quantity = models.DecimalField(
        _("จำนวน"),
        max_digits=8,
        decimal_places=2,
        default=Decimal("1.00"),
        help_text=_("เช่น จำนวนวิทยากร จำนวนมื้อ"),
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "rate"], name="course_cost_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="course_cost_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.rate} x {self.quantity}"
