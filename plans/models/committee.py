"""The committee that makes the plan, and the order that appoints it (section 14.1; requirements D)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Unit
from plans.models.content import RevisionRow


class CommitteeOrder(RevisionRow):
    """The order of the head of the LAO that appoints the committee (requirements D)."""

    number = models.CharField(_("คำสั่งที่"), max_length=40, blank=True)
    dated_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    prints_names = models.BooleanField(_("พิมพ์ชื่อ - สกุล"), default=True)
    signer_name = models.CharField(_("ผู้ลงนาม"), max_length=150, blank=True)
    signer_position = models.CharField(_("ตำแหน่งผู้ลงนาม"), max_length=200, blank=True)
    # The LAO's own words; empty where the order says what orders usually say (plans.papers.orders).
    grounds = models.TextField(_("ข้อความก่อนรายชื่อ"), blank=True)
    duties = models.TextField(_("ข้อความหลังรายชื่อ"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision"], name="one_committee_order")]

    def __str__(self) -> str:
        return self.number


class CommitteeMember(RevisionRow):
    """A seat on the committee that makes the plan (section 14.1)."""

    class Seat(models.TextChoices):
        HEAD = "head", _("นายกองค์กรปกครองส่วนท้องถิ่น")
        CLERK = "clerk", _("ปลัดองค์กรปกครองส่วนท้องถิ่น")
        DEPUTY_CLERK = "deputy_clerk", _("รองปลัดองค์กรปกครองส่วนท้องถิ่น")
        UNIT_HEAD = "unit_head", _("หัวหน้าส่วนราชการ")
        HR_HEAD = "hr_head", _("หัวหน้าส่วนราชการที่รับผิดชอบการบริหารงานบุคคล")
        OFFICER = "officer", _("ข้าราชการหรือพนักงานส่วนท้องถิ่นที่ได้รับมอบหมาย")

    class Duty(models.TextChoices):
        CHAIR = "chair", _("ประธานกรรมการ")
        MEMBER = "member", _("กรรมการ")
        SECRETARY = "secretary", _("กรรมการและเลขานุการ")
        ASSISTANT = "assistant", _("ผู้ช่วยเลขานุการ")

    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    seat = models.CharField(_("ที่นั่ง"), max_length=20, choices=Seat.choices)
    duty = models.CharField(_("หน้าที่"), max_length=10, choices=Duty.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ส่วนราชการ")
    )
    person_name = models.CharField(_("ชื่อ - สกุล"), max_length=150, blank=True)
    position = models.CharField(_("ตำแหน่ง"), max_length=200)
    is_acting = models.BooleanField(_("รักษาราชการแทน"), default=False)
    is_official = models.BooleanField(
        _("เป็นข้าราชการหรือพนักงานส่วนท้องถิ่น"), default=True, help_text=_("พนักงานจ้างเป็นผู้ช่วยเลขานุการไม่ได้")
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(duty="chair"),
                name="one_chair",
                violation_error_message=_("ประธานกรรมการมีได้เพียงคนเดียว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.get_duty_display()}"
