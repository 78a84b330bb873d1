"""What the LAO needs to develop in a cycle, each with where it comes from and why it ranks where it does."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from personnel.models.groups import PersonnelGroup, Unit


class SwotItem(models.Model):
    """A strength, weakness, opportunity or threat about the personnel."""

    class Quadrant(models.TextChoices):
        STRENGTH = "strength", _("จุดแข็ง (Strengths : S)")
        WEAKNESS = "weakness", _("จุดอ่อน (Weaknesses : W)")
        OPPORTUNITY = "opportunity", _("โอกาส (Opportunities : O)")
        THREAT = "threat", _("อุปสรรค (Threats : T)")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรกของรอบ"))
    quadrant = models.CharField(_("ด้าน"), max_length=12, choices=Quadrant.choices)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    text = models.CharField(_("ข้อความ"), max_length=300)

    class Meta:
        ordering = ["quadrant", "order", "pk"]

    def __str__(self) -> str:
        return self.text


class Need(models.Model):
    """A need for development (requirements F-1 to F-3), proposed by the figures or written by the officer."""

    class Source(models.TextChoices):
        GAP = "gap", _("ช่องว่างจากการประเมิน")
        SURVEY = "survey", _("ผลสำรวจความต้องการ")
        MISSION = "mission", _("ภารกิจ อำนาจหน้าที่")
        PROBLEM = "problem", _("ปัญหาในการปฏิบัติงาน")
        LAW = "law", _("กฎหมายหรือนโยบายกำหนด")
        LAST_CYCLE = "last_cycle", _("ผลของรอบที่ผ่านมา")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("ระบบเสนอ รอยืนยัน")
        CONFIRMED = "confirmed", _("ยืนยันแล้ว")
        DECLINED = "declined", _("ไม่ใช้")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="needs")
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรกของรอบ"))
    title = models.CharField(_("ความต้องการพัฒนา"), max_length=300)
    source = models.CharField(_("ที่มา"), max_length=12, choices=Source.choices)
    evidence = models.CharField(_("หลักฐาน"), max_length=500, blank=True)
    item_kind = models.CharField(max_length=12, blank=True)
    item_code = models.CharField(max_length=20, blank=True)
    people = models.PositiveIntegerField(_("จำนวนคนที่เกี่ยวข้อง"), default=0)
    groups = models.ManyToManyField(PersonnelGroup, blank=True, related_name="+", verbose_name=_("กลุ่มบุคลากร"))
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("ส่วนราชการ"))
    rank = models.PositiveSmallIntegerField(_("ลำดับความสำคัญ"), null=True, blank=True)
    rank_reason = models.CharField(_("เหตุผลของลำดับ"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONFIRMED)

    class Meta:
        ordering = ["first_year", F("rank").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "first_year", "source", "item_kind", "item_code"],
                condition=~Q(item_code=""),
                name="need_of_an_item_once",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["gap", "survey", "mission", "problem", "law", "last_cycle"]),
                name="need_source_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "confirmed", "declined"]), name="need_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
