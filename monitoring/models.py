"""What came of a plan: the result of each project and of what is followed up, by fiscal year, and the yearly report.

Results are only ever added: each save of a row is a new version of it, and the last one counts. A project is named by
its row in the text that brought it in, so that results stay with it through amendments.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument
from organizations.models import Membership, Organization
from plans.models import Plan, Project
from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT

LONGEST_TEXT = 1_000  #: characters of what came of a project; it stands in a column of a table
LONGEST_WORDING = 4_000  #: characters of a paragraph of the report's memorandum


class Recorded(models.Model):
    """A version of a result in one fiscal year (B.E.), and who wrote it when."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    version = models.PositiveIntegerField()
    is_reached = models.BooleanField(_("บรรลุเป้าหมาย"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ProjectResult(Recorded):
    """What came of a project: held or not, for how many, at what cost, and to what effect."""

    class Progress(models.TextChoices):
        DONE = "done", _("ดำเนินการแล้วเสร็จ")
        UNDER_WAY = "under_way", _("อยู่ระหว่างดำเนินการ")
        NOT_HELD = "not_held", _("ไม่ได้ดำเนินการ")

    project = models.ForeignKey(Project, models.PROTECT, related_name="results")
    progress = models.CharField(
        _("การดำเนินการ"), max_length=10, choices=Progress.choices, blank=True
    )  #: empty where nothing was reported
    people = models.PositiveIntegerField(_("ผู้เข้ารับการพัฒนา (คน)"), null=True, blank=True)
    baht = models.DecimalField(_("ใช้จริง (บาท)"), max_digits=14, decimal_places=2, null=True, blank=True)
    held_from = models.DateField(_("ดำเนินการตั้งแต่วันที่"), null=True, blank=True)
    held_to = models.DateField(_("ถึงวันที่"), null=True, blank=True)
    indicator_result = models.CharField(_("ผลตามตัวชี้วัด"), max_length=300, blank=True)
    outcome = models.TextField(_("ผลสัมฤทธิ์"), max_length=LONGEST_TEXT, blank=True)
    problems = models.TextField(_("ปัญหา/อุปสรรค"), max_length=LONGEST_TEXT, blank=True)
    suggestions = models.TextField(_("ข้อเสนอแนะ"), max_length=LONGEST_TEXT, blank=True)

    class Meta:
        ordering = ["project", "year", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year", "version"], name="project_result_version_once"
            ),
            models.CheckConstraint(
                condition=Q(progress__in=["", "done", "under_way", "not_held"]),
                name="project_progress_known",
            ),
            models.CheckConstraint(
                condition=(Q(people=None) | Q(people__lte=PEOPLE_LIMIT))
                & (Q(baht=None) | Q(baht__gte=0, baht__lte=BAHT_LIMIT)),
                name="project_result_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(progress="not_held") | Q(people=None) | Q(people=0),
                name="nobody_learns_where_nothing_is_held",
            ),
            models.CheckConstraint(
                condition=Q(held_from=None) | Q(held_to=None) | Q(held_to__gte=F("held_from")),
                name="project_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"


class FollowUpResult(Recorded):
    """What was found about one thing that the plan follows up; it is kept under the words that the plan has for it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    indicator = models.CharField(_("ตัวชี้วัด/สิ่งที่ติดตาม"), max_length=300)
    result = models.TextField(_("ผลการติดตาม"), max_length=LONGEST_TEXT, blank=True)

    class Meta:
        ordering = ["plan", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year", "indicator", "version"], name="follow_up_result_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


class YearlyReport(models.Model):
    """The report of a fiscal year to the head of the LAO: 0 is the first, each further one takes its predecessor's place.

    While it is a draft it shows the results as they are recorded; once issued it has what it said (``content``).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="yearly_reports")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    seq = models.PositiveSmallIntegerField(default=0)
    office = models.CharField(_("ส่วนราชการ"), max_length=300)
    addressee = models.CharField(_("เรียน"), max_length=200)
    opening = models.TextField(_("ข้อความนำ"), max_length=LONGEST_WORDING)
    closing = models.TextField(_("ความเห็นและข้อเสนอ"), max_length=LONGEST_WORDING)
    signer_name = models.CharField(_("ผู้ลงนาม"), max_length=150, blank=True)
    signer_position = models.CharField(_("ตำแหน่งผู้ลงนาม"), max_length=200, blank=True)
    number = models.CharField(_("ที่"), max_length=60, blank=True)
    dated_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    content: Any = models.JSONField(null=True, blank=True)  #: what it says, once issued
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["plan", "year", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "year", "seq"], name="yearly_report_once"),
            models.UniqueConstraint(
                fields=["plan", "year"], condition=Q(issued_at=None), name="one_open_yearly_report"
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None)
                | (~Q(number="") & Q(dated_on__isnull=False, content__isnull=False)),
                name="issued_report_has_number_date_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.year}"

    @property
    def is_issued(self) -> bool:
        """True once it has number and date; its paper may still be in the making."""
        return self.issued_at is not None
