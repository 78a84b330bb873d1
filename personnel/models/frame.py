"""The staffing frame: posts of an LAO for three fiscal years, and the people who hold them."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.models import PositionLevel, PositionLine, PositionType
from organizations.models import Organization
from personnel.models.groups import Unit


class EmploymentKind(models.TextChoices):
    """How a post is filled (requirements A-4); the last two are not local personnel and are never counted."""

    CIVIL = "civil", _("ข้าราชการหรือพนักงานส่วนท้องถิ่น")
    TEACHER = "teacher", _("ข้าราชการหรือพนักงานครูและบุคลากรทางการศึกษา")
    PERMANENT = "permanent", _("ลูกจ้างประจำ")
    HIRED_TASK = "hired_task", _("พนักงานจ้างตามภารกิจ")
    HIRED_GENERAL = "hired_general", _("พนักงานจ้างทั่วไป")
    HIRED_EXPERT = "hired_expert", _("พนักงานจ้างผู้เชี่ยวชาญพิเศษ")
    CONTRACT = "contract", _("จ้างเหมาบริการ")
    ELECTED = "elected", _("ผู้บริหารท้องถิ่นและสมาชิกสภา")


#: Employment kinds that are local personnel (บุคลากรท้องถิ่น, section 3.1 of the master plan).
COUNTED = frozenset(EmploymentKind) - {EmploymentKind.CONTRACT, EmploymentKind.ELECTED}


class StaffingFrame(models.Model):
    """The three-year staffing plan (แผนอัตรากำลัง ๓ ปี); its period must equal the development plan's."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="frames")
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรก"))
    last_year = models.PositiveSmallIntegerField(_("ปีงบประมาณสุดท้าย"))
    note = models.CharField(_("หมายเหตุ"), max_length=300, blank=True)

    class Meta:
        ordering = ["-first_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "first_year"],
                name="one_frame_of_a_period",
                violation_error_message=_("มีแผนอัตรากำลังของรอบนี้อยู่แล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(first_year__gt=2500, last_year__lt=2700, last_year__gte=F("first_year")),
                name="frame_years_are_buddhist_era",
                violation_error_message=_("ปีงบประมาณต้องเป็นปี พ.ศ. และปีสุดท้ายต้องไม่ก่อนปีแรก"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.first_year}-{self.last_year}"


class PostQuerySet(models.QuerySet["Post"]):
    """Which posts."""

    def standing(self) -> PostQuerySet:
        """Posts that were not abolished."""
        return self.filter(abolished_on=None)

    def counted(self) -> PostQuerySet:
        """Standing posts of local personnel."""
        return self.standing().filter(kind__in=COUNTED)


class Post(models.Model):
    """A post of the frame, held or vacant. ``number`` is the position number in Arabic digits, empty where none exists."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    frame = models.ForeignKey(StaffingFrame, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("ส่วนราชการ")
    )
    number = models.CharField(_("เลขที่ตำแหน่ง"), max_length=40, blank=True)
    title = models.CharField(_("ชื่อตำแหน่ง"), max_length=200)
    line = models.ForeignKey(
        PositionLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("สายงาน")
    )
    position_type = models.ForeignKey(
        PositionType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ประเภท")
    )
    level = models.ForeignKey(
        PositionLevel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ระดับ")
    )
    kind = models.CharField(_("ประเภทการจ้าง"), max_length=20, choices=EmploymentKind.choices)
    is_head = models.BooleanField(_("เป็นหัวหน้าหน่วยงาน"), default=False)
    is_transferred = models.BooleanField(_("ถ่ายโอน (ถ)"), default=False)
    order = models.PositiveIntegerField(_("ลำดับ"), default=0)
    abolished_on = models.DateField(_("ยุบเลิกเมื่อ"), null=True, blank=True)

    objects: ClassVar = PostQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["frame", "number"],
                condition=~Q(number=""),
                name="post_number_once_in_a_frame",
                violation_error_message=_("เลขที่ตำแหน่งนี้มีอยู่แล้ว"),
            ),
            models.CheckConstraint(condition=Q(kind__in=EmploymentKind.values), name="post_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_counted(self) -> bool:
        """True when its holder is local personnel."""
        return self.kind in COUNTED


class Person(models.Model):
    """Somebody who works for an LAO. No citizen number, no salary, no address."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="people")
    full_name = models.CharField(_("คำนำหน้า ชื่อ - สกุล"), max_length=150)
    appointed_on = models.DateField(_("วันบรรจุหรือเริ่มจ้าง"), null=True, blank=True)
    passed_probation = models.BooleanField(_("ผ่านการทดลองปฏิบัติราชการแล้ว"), null=True, blank=True)
    passed_teacher_readiness = models.BooleanField(
        _("ผ่านการเตรียมความพร้อมและพัฒนาอย่างเข้มแล้ว"), null=True, blank=True
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="people"
    )
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    left_on = models.DateField(_("พ้นจากหน่วยงานเมื่อ"), null=True, blank=True)

    class Meta:
        ordering = ["full_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(user__isnull=False),
                name="one_person_of_a_user_in_an_organization",
            ),
            models.CheckConstraint(
                condition=Q(supervisor=None) | ~Q(supervisor=F("id")),
                name="nobody_supervises_oneself",
                violation_error_message=_("ผู้บังคับบัญชาต้องไม่ใช่ตนเอง"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Which holdings."""

    def current_on(self, day: datetime.date) -> HoldingQuerySet:
        """Holdings in force on ``day``; an unknown start counts as long ago."""
        started = Q(started_on=None) | Q(started_on__lte=day)
        return self.filter(started, Q(ended_on=None) | Q(ended_on__gte=day))


class Holding(models.Model):
    """A person in a post for a time, substantively or acting (รักษาราชการแทน)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="holdings")
    started_on = models.DateField(_("ตั้งแต่วันที่"), null=True, blank=True)
    ended_on = models.DateField(_("ถึงวันที่"), null=True, blank=True)
    is_acting = models.BooleanField(_("รักษาราชการแทน"), default=False)

    objects: ClassVar = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["post", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(ended_on=None, is_acting=False),
                name="one_holder_of_a_post",
                violation_error_message=_("ตำแหน่งนี้มีผู้ครองอยู่แล้ว"),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on=None, is_acting=False),
                name="one_post_of_a_person",
                violation_error_message=_("ผู้นี้ครองตำแหน่งอื่นอยู่แล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="holding_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"
