"""Issued papers: bytes that were given out under a number, a code and a hash, kept for good."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import codes
from organizations.models import Organization

for text_column in (models.CharField, models.TextField):
    text_column.register_lookup(Length)  # the length of a text in constraints, on both databases


FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class Status(models.TextChoices):
    """What a reader of the paper must know first."""

    CURRENT = "current", _("เป็นฉบับปัจจุบัน")
    SUPERSEDED = "superseded", _("มีฉบับใหม่แทนแล้ว")
    WITHDRAWN = "withdrawn", _("ยกเลิกแล้ว")


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    """Issued papers."""

    def current(self) -> IssuedDocumentQuerySet:
        """Neither superseded nor withdrawn."""
        return self.filter(superseded_by=None, withdrawn_at=None)


class IssuedDocument(models.Model):
    """One paper as it left the system; the row changes only when the paper is withdrawn."""

    code = models.CharField(_("รหัสเอกสาร"), max_length=20, unique=True)
    kind = models.CharField(_("ประเภทเอกสาร"), max_length=40)
    title = models.CharField(_("ชื่อเอกสาร"), max_length=300)
    number = models.CharField(_("เลขที่"), max_length=60, blank=True)
    dated_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("หน่วยงาน"),
    )
    layout = models.CharField(_("รูปแบบ"), max_length=20, blank=True)
    sha256 = models.CharField(_("ค่าตรวจสอบ (SHA-256)"), max_length=64)
    size = models.PositiveIntegerField(_("ขนาด (ไบต์)"))
    pages = models.PositiveIntegerField(_("จำนวนหน้า"))
    certificate = models.CharField(_("ลายมือชื่ออิเล็กทรอนิกส์ของ"), max_length=300, blank=True)
    issued_at = models.DateTimeField(_("ออกเมื่อ"), auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ผู้ออก"),
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("ใช้แทนฉบับ"),
    )
    withdrawn_at = models.DateTimeField(_("ยกเลิกเมื่อ"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("เหตุผลที่ยกเลิก"), max_length=500, blank=True)

    objects = IssuedDocumentQuerySet.as_manager()

    if TYPE_CHECKING:
        superseded_by: IssuedDocument

    class Meta:
        verbose_name = _("เอกสารที่ออกแล้ว")
        ordering = ["-issued_at", "-pk"]
        indexes = [
            models.Index(fields=["sha256"], name="document_by_hash"),
            models.Index(fields=["issued_at"], name="document_by_day"),  # the daily lists
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__length=codes.LENGTH),
                name="document_code_has_its_length",
                violation_error_message=_("รหัสเอกสารต้องมี 10 ตัว"),
            ),
            models.CheckConstraint(
                condition=Q(sha256__length=64),
                name="document_hash_is_sha256",
                violation_error_message=_("ค่าตรวจสอบ SHA-256 ต้องมี 64 ตัว"),
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, pages__gt=0),
                name="document_is_not_empty",
                violation_error_message=_("เอกสารต้องมีเนื้อหาอย่างน้อย 1 หน้า"),
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                name="document_does_not_supersede_itself",
                violation_error_message=_("เอกสารใช้แทนตัวเองไม่ได้ โปรดเลือกฉบับเดิม"),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawal_has_a_reason",
                violation_error_message=_("กรุณาระบุเหตุผลที่ยกเลิกเอกสาร"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:verify", args=[self.printed_code])

    @property
    def status(self) -> Status:
        """Withdrawn tells more than superseded: a withdrawn paper was never good."""
        if self.withdrawn_at:
            return Status.WITHDRAWN
        return Status.SUPERSEDED if self.successor else Status.CURRENT

    @property
    def successor(self) -> IssuedDocument | None:
        """The paper that replaced this one, if one did."""
        return getattr(self, "superseded_by", None)

    @property
    def printed_code(self) -> str:
        """The code in two groups, as it stands on the paper."""
        return codes.printed(self.code)

    @property
    def file_url(self) -> str:
        """Address of the bytes; they never change, so neither does what it gives."""
        return reverse("documents:file", args=[self.sha256])

    @property
    def word_url(self) -> str:
        """Address of a copy as Word."""
        return reverse("documents:word", args=[self.sha256])

    @property
    def is_current(self) -> bool:
        return self.status == Status.CURRENT

    @property
    def is_withdrawn(self) -> bool:
        return self.status == Status.WITHDRAWN

    @property
    def file_name(self) -> str:
        """Name under which a reader keeps the file: the title, without signs that a disk refuses."""
        return FORBIDDEN_IN_NAMES.sub("-", self.title)[:120].strip() + ".pdf"


class DailyList(models.Model):
    """The published list of what was issued on one day; names the list before by its hash, and never changes."""

    day = models.DateField(_("วันที่"), unique=True)
    number = models.PositiveIntegerField(_("ลำดับ"), unique=True)
    previous = models.CharField(_("ค่า SHA-256 ของรายการก่อนหน้า"), max_length=64, unique=True)
    sha256 = models.CharField(_("ค่าตรวจสอบ (SHA-256)"), max_length=64, unique=True)
    size = models.PositiveIntegerField(_("ขนาด (ไบต์)"))
    papers = models.PositiveIntegerField(_("จำนวนเอกสาร"))
    published_at = models.DateTimeField(_("เผยแพร่เมื่อ"), auto_now_add=True)

    class Meta:
        verbose_name = _("รายการเอกสารประจำวัน")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__length=64, previous__length=64),
                name="daily_list_hashes_are_sha256",
                violation_error_message=_("ค่าตรวจสอบ SHA-256 ต้องมี 64 ตัว"),
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0),
                name="daily_lists_count_from_one",
                violation_error_message=_("ลำดับของรายการเริ่มจาก 1"),
            ),
        ]

    def __str__(self) -> str:
        return self.day.isoformat()

    def get_absolute_url(self) -> str:
        return reverse("documents:daily_list", args=[self.day.isoformat()])
