"""The library of courses: national ones, kept by the centre, and each LAO's own."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.items import ItemRow
from competencies.models import PositionLine
from courses.models.catalog import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from organizations.models import Membership, Organization

HOURS_LIMIT = 5_000  #: hours of one part of a course; a degree course has fewer
PEOPLE_LIMIT = 10_000  #: people in one class


class CourseQuerySet(models.QuerySet["Course"]):
    """Which courses."""

    def offered_to(self, organization: Organization | None) -> CourseQuerySet:
        """National courses and the LAO's own; the national ones alone without an LAO."""
        return self.filter(Q(organization=None) | Q(organization=organization))

    def kept_by(self, acting: Membership) -> CourseQuerySet:
        """Courses of the body that ``acting`` serves: the LAO's own, or the national ones for the centre."""
        return self.filter(organization=acting.organization)

    def in_use(self, on: datetime.date) -> CourseQuerySet:
        """Courses not retired on a day."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))

    def with_details(self) -> CourseQuerySet:
        """With everything that a page or a plan reads of them: as many queries for many courses as for one."""
        related = self.select_related("curriculum", "knowledge_area", "provider_kind", "organization")
        return related.prefetch_related(
            "items", "lines", "parts__method", "parts__submethod__method", "costs__rate"
        )


class Course(models.Model):
    """A course that plans may take over; without an organization it is a national one."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="courses"
    )
    code = models.CharField(_("รหัสหลักสูตร"), max_length=20)
    name = models.CharField(_("ชื่อหลักสูตร"), max_length=300)
    objective = models.TextField(_("วัตถุประสงค์"), max_length=2000, blank=True)
    curriculum = models.ForeignKey(
        Curriculum, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("หลักสูตร")
    )
    knowledge_area = models.ForeignKey(
        KnowledgeArea, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ด้านความรู้")
    )
    provider_kind = models.ForeignKey(
        ProviderKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("หน่วยงานผู้จัด")
    )
    provider_name = models.CharField(_("ชื่อหน่วยงานผู้จัด"), max_length=200, blank=True)
    #: Codes of personnel.PersonnelGroup (g1 to g4): personnel and courses do not know each other.
    group_codes = models.JSONField(_("กลุ่มเป้าหมาย"), default=list, blank=True)
    lines = models.ManyToManyField(PositionLine, blank=True, related_name="+", verbose_name=_("สายงาน"))
    days = models.PositiveSmallIntegerField(_("จำนวนวัน"), null=True, blank=True)
    people = models.PositiveIntegerField(_("จำนวนคนต่อรุ่น"), null=True, blank=True)
    is_digital = models.BooleanField(_("พัฒนาทักษะด้านดิจิทัล"), default=False)
    indicator = models.CharField(_("ตัวชี้วัด"), max_length=300, blank=True)
    indicator_target = models.CharField(_("ค่าเป้าหมาย"), max_length=150, blank=True)
    source = models.CharField(_("ที่มาของหลักสูตร"), max_length=300, blank=True)
    is_example = models.BooleanField(_("ตัวอย่าง"), default=False)
    retired_on = models.DateField(_("เลิกใช้ตั้งแต่วันที่"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code"],
                name="course_code_once_in_a_library",
                violation_error_message=_("มีหลักสูตรรหัสนี้อยู่แล้ว กรุณาใช้รหัสอื่น"),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(organization=None),
                name="national_course_code_once_in_a_library",
                violation_error_message=_("มีหลักสูตรรหัสนี้อยู่แล้ว กรุณาใช้รหัสอื่น"),
            ),
            models.CheckConstraint(
                condition=Q(people=None) | Q(people__lte=PEOPLE_LIMIT), name="course_people_plausible"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_national(self) -> bool:
        """True for a course that the centre keeps for everybody."""
        return self.organization_id is None


class CoursePart(models.Model):
    """Hours of a course that are spent in one way; lectures are counted apart (requirement K-9)."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField(_("ที่"))
    method = models.ForeignKey(Method, models.PROTECT, related_name="+", verbose_name=_("วิธีการพัฒนา"))
    submethod = models.ForeignKey(
        SubMethod, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("วิธีการย่อย")
    )
    hours = models.PositiveSmallIntegerField(_("จำนวนชั่วโมง"))
    lecture_hours = models.PositiveSmallIntegerField(_("ชั่วโมงบรรยาย"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__lte=HOURS_LIMIT), name="course_hours_plausible"),
            models.CheckConstraint(
                condition=Q(lecture_hours__lte=models.F("hours")),
                name="course_lecture_within_hours",
                violation_error_message=_("ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมง"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.hours}"


class CourseItem(ItemRow):
    """A competency, knowledge, skill or digital ability that a course develops."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="items")

    class Meta:
        ordering = ["item_kind", "item_code"]
        constraints = [
            models.UniqueConstraint(fields=["course", "item_kind", "item_code"], name="course_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_kind} {self.item_code}"
