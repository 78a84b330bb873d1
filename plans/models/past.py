"""What a new plan takes over: the last cycle's projects, and an old plan that came as a Word file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.content import Project, RevisionRow


class CarriedProject(RevisionRow):
    """What becomes of a project of the last cycle in the new plan (rollover)."""

    class Fate(models.TextChoices):
        CONTINUED = "continued", _("ดำเนินการต่อเนื่อง")
        FINISHED = "finished", _("เสร็จสิ้นแล้ว")
        CANCELLED = "cancelled", _("ยกเลิก")

    past = models.ForeignKey(Project, models.PROTECT, related_name="+")
    fate = models.CharField(_("ผลการพิจารณา"), max_length=10, choices=Fate.choices)
    reason = models.CharField(_("เหตุผล"), max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["past__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "past"], name="past_project_once"),
            models.CheckConstraint(
                condition=Q(fate__in=["continued", "finished", "cancelled"]), name="project_fate_known"
            ),
            models.CheckConstraint(
                condition=~Q(fate="cancelled") | ~Q(reason=""), name="cancelled_project_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.past} {self.fate}"


class OldPlan(RevisionRow):
    """A Word file of an earlier plan, taken apart; nothing of it enters the plan before somebody accepts it."""

    file_name = models.CharField(_("ชื่อแฟ้ม"), max_length=200)
    sha256 = models.CharField(max_length=64)
    report = models.JSONField(default=dict)  #: what was recognised and what was not
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["revision", "sha256"], name="old_plan_once")]

    def __str__(self) -> str:
        return self.file_name


class OldPlanPart(models.Model):
    """A passage or a table row of an old plan, with the place it seems to belong to."""

    class Kind(models.TextChoices):
        TEXT = "text", _("ข้อความ")
        PROJECT = "project", _("โครงการ/หลักสูตร")
        TARGET = "target", _("กลุ่มเป้าหมาย")
        MONITORING = "monitoring", _("การติดตามและประเมินผล")
        UNKNOWN = "unknown", _("ยังไม่รู้ว่าเป็นส่วนใด")

    class State(models.TextChoices):
        WAITING = "waiting", _("รอตรวจ")
        ACCEPTED = "accepted", _("นำมาใช้แล้ว")
        DECLINED = "declined", _("ไม่นำมาใช้")

    old_plan = models.ForeignKey(OldPlan, models.CASCADE, related_name="parts")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    heading = models.CharField(_("หัวข้อในแฟ้ม"), max_length=300, blank=True)
    section_code = models.CharField(_("หัวข้อของแผน"), max_length=10, blank=True)
    is_certain = models.BooleanField(default=False)
    original = models.TextField(blank=True)  #: the text as it stands in the file
    values = models.JSONField(default=dict)  #: a row's fields as they were read
    notes = models.JSONField(default=list)  #: what a reader should look at: years, numbers, names
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "declined"]), name="old_part_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.heading or self.original[:60]
