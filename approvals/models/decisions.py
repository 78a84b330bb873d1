"""What happened to a revision: decisions, reasons, announcements, notices, and the chain of events."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.catalog import CatalogEntry
from documents.models import IssuedDocument
from organizations.models import Membership, Organization, User
from organizations.roles import Role
from plans.models import Plan, Revision, Snapshot
from thai.dates import today


class ReturnReason(CatalogEntry):
    """A reason for sending a plan back, as it will stand in the letter."""

    class Audience(models.TextChoices):
        COMMITTEE = "committee", _("คณะกรรมการจัดทำแผน")
        BOARD = "board", _("คณะกรรมการระดับจังหวัด")
        BOTH = "both", _("ทั้งสองคณะ")

    audience = models.CharField(max_length=10, choices=Audience.choices)

    class Meta(CatalogEntry.Meta):
        pass


class Decision(models.Model):
    """One act upon a revision: who, as what, when, and the hash of what was seen."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="decisions")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role.choices)
    decided_at = models.DateTimeField()
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("หมายเหตุ"), blank=True)
    reasons = models.ManyToManyField(ReturnReason, blank=True, related_name="+")
    meeting_number = models.CharField(_("ครั้งที่ประชุม"), max_length=20, blank=True)
    meeting_on = models.DateField(_("วันที่ประชุม"), null=True, blank=True)
    agenda_item = models.CharField(_("ระเบียบวาระที่"), max_length=20, blank=True)
    members_total = models.PositiveSmallIntegerField(_("กรรมการทั้งหมด (คน)"), null=True, blank=True)
    members_present = models.PositiveSmallIntegerField(_("ผู้มาประชุม (คน)"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("เห็นชอบ (เสียง)"), null=True, blank=True)
    letter_number = models.CharField(_("หนังสือที่"), max_length=60, blank=True)
    letter_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    item = models.ForeignKey(
        "approvals.AgendaItem", models.PROTECT, null=True, blank=True, related_name="decisions"
    )  # the matter of a meeting whose votes this decision follows
    effective_on = models.DateField(  # named by the resolution, or announced
        _("วันที่มีผลใช้บังคับ"), null=True, blank=True
    )
    evidence = models.CharField(max_length=64, blank=True)  # sha256 of a scan, for a vote taken on paper

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(members_present=None) | Q(members_present__lte=models.F("members_total")),
                name="present_within_members",
                violation_error_message=_("ผู้มาประชุมต้องไม่มากกว่ากรรมการทั้งหมด"),
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None) | Q(votes_for__lte=models.F("members_present")),
                name="votes_within_present",
                violation_error_message=_("จำนวนเสียงต้องไม่มากกว่าผู้มาประชุม"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.action}"


class Event(models.Model):
    """A link of a plan's chain of events: added, never changed (triggers on both databases)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="events")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30, blank=True)
    action = models.CharField(max_length=40)
    data = models.JSONField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["plan", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "seq"], name="event_seq_once_in_a_plan"),
            models.UniqueConstraint(fields=["plan", "prev_hash"], name="event_chain_does_not_fork"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.seq} {self.action}"


class Announcement(models.Model):
    """The announcement of a revision: number and date first, then the document (section 18)."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="announcement")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.CharField(_("เลขที่ประกาศ"), max_length=40, blank=True)
    dated_on = models.DateField(_("ประกาศ ณ วันที่"))
    effective_on = models.DateField(_("มีผลใช้บังคับตั้งแต่วันที่"))
    late_reason = models.CharField(_("เหตุผลที่มีผลหลังวันที่ ๑ ตุลาคม"), max_length=500, blank=True)
    signer_name = models.CharField(_("ผู้ลงนาม"), max_length=150)
    signer_position = models.CharField(_("ตำแหน่งผู้ลงนาม"), max_length=200)
    # Words of its own; empty where it says what announcements usually say (approvals.papers).
    wording = models.TextField(_("ข้อความในประกาศ"), blank=True)
    code = models.CharField(_("รหัสตรวจสอบ"), max_length=20, unique=True)
    document = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="announcement"
    )

    class Meta:
        ordering = ["-dated_on", "-pk"]

    def __str__(self) -> str:
        return f"ประกาศ{self.revision}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The badge, the page and the mail ask these, and nothing else."""

    def for_person(self, membership: Membership) -> NoticeQuerySet:
        """Notices of one person in one role."""
        return self.filter(membership=membership)

    def for_user(self, user: User) -> NoticeQuerySet:
        """Notices of one person in every role in force."""
        return self.filter(membership__in=user.memberships.active_on(today()))

    def unread(self) -> NoticeQuerySet:
        """Not opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """A lasting word to a person that something was done or waits for them."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("ผลการพิจารณาและเรื่องที่รอดำเนินการ")
        REMINDER = "reminder", _("เตือนกำหนดเวลา")
        COMMENT = "comment", _("ความเห็น")
        HANDOVER = "handover", _("การส่งมอบงาน")
        MEETING = "meeting", _("การประชุม")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="notices")
    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind.choices, default=Kind.DECISION)
    revision = models.ForeignKey(
        Revision, models.CASCADE, null=True, blank=True, related_name="notices"
    )  # what it is about, if it is about one
    decision = models.ForeignKey(
        Decision, models.CASCADE, null=True, blank=True, related_name="notices"
    )  # what was done, if something was
    text = models.CharField(max_length=300)
    address = models.CharField(
        max_length=300, blank=True
    )  # a path of this system; empty: the revision's history
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "decision"], name="one_notice_of_a_decision")
        ]

    def __str__(self) -> str:
        return self.text
