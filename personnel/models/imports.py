"""A staff list that came in as a file: kept row by row, shown before anything is saved, undone as one."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from personnel.models.frame import Post, StaffingFrame


def _random_name(instance: StaffImport, name: str) -> str:
    """Nothing of the uploaded name becomes a path."""
    return f"staff-imports/{uuid.uuid4().hex}"


class StaffImport(models.Model):
    """One file. Proposed, then applied (whole or in part), then perhaps undone."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("รอยืนยัน")
        APPLIED = "applied", _("นำเข้าแล้ว")
        UNDONE = "undone", _("ยกเลิกการนำเข้าแล้ว")
        DISCARDED = "discarded", _("ไม่นำเข้า")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="staff_imports")
    frame = models.ForeignKey(StaffingFrame, models.PROTECT, related_name="imports")
    file_name = models.CharField(_("ชื่อแฟ้ม"), max_length=200)
    #: The upload, to read another sheet or columns from; gone once the import is applied or discarded.
    file = models.FileField(upload_to=_random_name, blank=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    sheet = models.CharField(_("แผ่นงาน"), max_length=100, blank=True)
    mapping = models.JSONField(_("คอลัมน์"), default=dict)  # columns: field -> index; heading; options
    counts = models.JSONField(default=dict)  # row status -> rows
    report = models.JSONField(default=dict)  # rows that are no posts, new units, and the journal for undoing
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # None: on the command line, as the two below
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "discarded"]) | Q(applied_at__isnull=False),
                name="applied_import_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def row_count(self) -> int:
        """Rows that are posts."""
        return sum(self.counts.values())


class StaffImportRow(models.Model):
    """One row of the file: as found, as understood, what it would do, and what stood there before."""

    class Status(models.TextChoices):
        NEW = "new", _("ใหม่")
        CHANGED = "changed", _("เปลี่ยน")
        UNCHANGED = "unchanged", _("เหมือนเดิม")
        ERROR = "error", _("มีข้อผิดพลาด")

    batch = models.ForeignKey(StaffImport, models.CASCADE, related_name="rows")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    row_number = models.PositiveIntegerField(_("แถวที่"))
    part = models.PositiveSmallIntegerField(default=1)  # a row of several posts is kept as several
    cells = models.JSONField()  # as found: list of texts
    values = models.JSONField(default=dict)  # as understood: field name -> text or null
    errors = models.JSONField(default=list)  # [{"column": index, "field": name, "message": Thai}]
    doubts = models.JSONField(default=list)  # the same, for what was not recognised and is left to the person
    status = models.CharField(max_length=10, choices=Status.choices)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    before = models.JSONField(null=True, blank=True)  # was: values of the post; changes: names of fields

    class Meta:
        ordering = ["batch", "row_number", "part"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "row_number", "part"], name="row_once_in_an_import")
        ]

    def __str__(self) -> str:
        return f"{self.row_number} {self.status}"
