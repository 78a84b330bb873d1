"""Issued papers: bytes that were given out under a number, a code and a hash, kept for good."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization

for text_column in (models.CharField, models.TextField):
    text_column.register_lookup(Length)  # the length of a text in constraints, on both databases


class IssuedDocument(models.Model):
    """One paper as it left the system; the row changes only when the paper is withdrawn."""

    code = models.CharField(_("รหัสตรวจสอบ"), max_length=20, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(_("ชื่อเอกสาร"), max_length=300)
    number = models.CharField(_("เลขที่"), max_length=60, blank=True)
    dated_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="documents")
    layout = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__length=64), name="document_hash_is_sha256"),
            models.CheckConstraint(condition=Q(supersedes=None) | ~Q(supersedes=F("id")), name="document_does_not_supersede_itself"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawal_has_a_reason",
                violation_error_message=_("กรุณาระบุเหตุผลที่ยกเลิกเอกสาร"),
            ),
        ]

    def __str__(self) -> str:
        return self.title
