"""What people say of a plan while it is made: comments, versions they keep, and the checks' result that travels with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.roles import Role
from plans.models.content import RevisionRow
from plans.models.plan import Snapshot


class Comment(RevisionRow):
    """A remark about a passage or a row; it stays with the version it was written on.

    ``anchor`` is the key of a place as checks name it (``plans.checks.registry.Place.key``).
    """

    anchor = models.CharField(max_length=120)
    anchor_label = models.CharField(_("เรื่อง"), max_length=300)
    quote = models.CharField(_("ข้อความที่อ้างถึง"), max_length=500, blank=True)
    body = models.TextField(_("ความเห็น"), max_length=2000)
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("ตอบ")
    )
    fingerprint = models.CharField(max_length=64, blank=True)  #: sha256 of the content it was written on
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_as = models.CharField(_("บทบาท"), max_length=100)
    written_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def role_label(self) -> str:
        """The role in which it was written, in words."""
        return str(Role(self.written_as).label)


class KeptVersion(RevisionRow):
    """A state of the plan that somebody wished to keep, for comparing later."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    label = models.CharField(_("ชื่อรุ่น"), max_length=100)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "label"],
                name="version_label_once",
                violation_error_message=_("มีรุ่นชื่อนี้อยู่แล้ว กรุณาตั้งชื่ออื่น"),
            )
        ]

    def __str__(self) -> str:
        return self.label


class CheckReport(RevisionRow):
    """What the checks found in a snapshot when it was sent on, with the reasons; kept beside it, never run again."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="check_reports")
    action = models.CharField(max_length=40)  #: the move with which it was sent
    findings = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.action} {len(self.findings)}"


class DeclinedProposal(RevisionRow):
    """Something that the system proposed and somebody did not want: it is not proposed again."""

    key = models.CharField(max_length=60)  #: of the hole that the proposal would close
    name = models.CharField(_("โครงการที่เสนอ"), max_length=300)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["revision", "key"], name="proposal_declined_once")]

    def __str__(self) -> str:
        return self.name
