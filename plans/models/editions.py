"""The master plan as data: outline, standard texts and rules of one cycle, each with its clause."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from thai.fiscal import Cycle


class Layout(models.TextChoices):
    """The two orders in which the same plan is printed (requirements, preface)."""

    SIX = "six", _("แผนพัฒนาบุคลากร ๖ ส่วน")
    MASTER = "master", _("แผนแม่บท ๑๙ หัวข้อ")


class Edition(models.Model):
    """The master plan of one cycle; ``year`` is the cycle's first fiscal year (B.E.)."""

    year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรกของรอบ"), unique=True)
    title = models.CharField(_("ชื่อแผนแม่บท"), max_length=200)
    plan_title = models.CharField(_("ชื่อแผนขององค์กรปกครองส่วนท้องถิ่น"), max_length=200)
    master_title = models.CharField(_("ชื่อเล่มแผนแม่บท"), max_length=200)
    resolution = models.CharField(_("มติของคณะกรรมการกลาง"), max_length=300, blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="descendants")
    source_hash = models.CharField(_("ลายนิ้วมือของแฟ้ม"), max_length=64)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gt=2500, year__lt=2700), name="edition_year_is_buddhist_era"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def cycle(self) -> Cycle:
        """The three fiscal years of this edition."""
        return Cycle(self.year)

    @cached_property
    def rules(self) -> dict[str, Parameter]:
        """Parameters by key."""
        return {parameter.key: parameter for parameter in self.parameters.all()}

    def rule(self, key: str) -> Any:
        """The value of a rule; KeyError when the edition has none of that key."""
        return self.rules[key].value

    def number(self, key: str) -> Decimal:
        """The value of a rule that is a number; KeyError when the edition has none of that key."""
        return Decimal(str(self.rule(key)))


class Parameter(models.Model):
    """One rule of an edition, with the clause it comes from."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parameters")
    key = models.CharField(max_length=60)
    value = models.JSONField(_("ค่า"))
    unit = models.CharField(_("หน่วย"), max_length=40, blank=True)
    clause = models.CharField(_("ที่มา"), max_length=200)
    note = models.CharField(_("หมายเหตุ"), max_length=500, blank=True)
    inferred = models.BooleanField(_("เป็นการตีความของระบบ"), default=False)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="parameter_once_in_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class Seat(models.Model):
    """Seats of a committee that the edition prescribes (section 14)."""

    class Committee(models.TextChoices):
        LAO = "lao", _("คณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี")
        PROVINCIAL = "provincial", _("คณะกรรมการจัดทำแผนแม่บทระดับจังหวัด")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="seats")
    committee = models.CharField(max_length=12, choices=Committee.choices)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    position = models.CharField(_("ตำแหน่ง"), max_length=200)
    role = models.CharField(_("หน้าที่"), max_length=60)
    least = models.PositiveSmallIntegerField(_("อย่างน้อย (คน)"))
    most = models.PositiveSmallIntegerField(_("ไม่เกิน (คน)"), null=True, blank=True)
    clause = models.CharField(_("ที่มา"), max_length=200)

    class Meta:
        ordering = ["committee", "order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "committee", "order"], name="seat_once_in_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.role}"


class OutlineSection(models.Model):
    """A heading of one of the two layouts, with our standard text where it has one.

    ``typed`` names the table that fills the section instead of text: targets, projects, schedule, budget
    or monitoring.
    """

    class Duty(models.TextChoices):
        WRITE = "write", _("เขียน")
        CONFIRM = "confirm", _("อ่านและยืนยัน")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    layout = models.CharField(max_length=10, choices=Layout.choices)
    code = models.CharField(_("รหัส"), max_length=10)
    number = models.CharField(_("เลขหัวข้อ"), max_length=10, blank=True)
    heading = models.CharField(_("หัวข้อ"), max_length=200)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField()
    typed = models.CharField(max_length=20, blank=True)
    duty = models.CharField(max_length=10, choices=Duty.choices)
    required = models.BooleanField(default=True)
    heading_only = models.BooleanField(default=False)
    clause = models.CharField(max_length=200, blank=True)
    help = models.TextField(_("คำแนะนำ"), blank=True)
    example = models.TextField(_("ตัวอย่าง"), blank=True)
    body = models.TextField(_("ข้อความมาตรฐาน"), blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="section_code_once_in_an_edition"),
            models.CheckConstraint(condition=Q(layout__in=Layout.values), name="section_layout_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class EditionImport(models.Model):
    """The official wording of an edition, brought in from its own document by a central editor.

    Proposed at first; once confirmed it is the wording in force for sections that follow the edition.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="imports")
    file_name = models.CharField(_("ชื่อแฟ้ม"), max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_force = models.BooleanField(default=False)
    report = models.JSONField(_("ผลการอ่านเอกสาร"), default=dict)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "sha256"], name="document_imported_once"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(in_force=True), name="one_wording_in_force"
            ),
            models.CheckConstraint(
                condition=Q(in_force=False) | Q(confirmed_at__isnull=False),
                name="wording_in_force_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedText(models.Model):
    """The text of one heading as found, and as proposed (corrected, placeholders in)."""

    batch = models.ForeignKey(EditionImport, models.CASCADE, related_name="texts")
    section = models.ForeignKey(OutlineSection, models.CASCADE, related_name="imported_texts")
    printed = models.TextField(_("ข้อความตามเอกสาร"))
    proposed = models.TextField(_("ข้อความที่เสนอ"))

    class Meta:
        ordering = ["section__order"]
        constraints = [models.UniqueConstraint(fields=["batch", "section"], name="section_once_in_an_import")]

    def __str__(self) -> str:
        return str(self.section)


class Correction(models.Model):
    """A slip of the document and its correction, shown beside each other; none is silent."""

    class Certainty(models.TextChoices):
        CERTAIN = "certain", _("แน่ชัด")
        HIGH = "high", _("ค่อนข้างแน่")
        VERIFY = "verify", _("ควรตรวจกับต้นฉบับ")

    batch = models.ForeignKey(EditionImport, models.CASCADE, related_name="corrections")
    section = models.ForeignKey(OutlineSection, models.CASCADE, null=True, blank=True, related_name="+")
    line = models.PositiveIntegerField(_("บรรทัด"))
    printed = models.CharField(_("ที่พิมพ์"), max_length=300)
    corrected = models.CharField(_("ที่ถูก"), max_length=300)
    certainty = models.CharField(_("ความแน่ชัด"), max_length=10, choices=Certainty.choices)
    applied = models.BooleanField(_("แก้แล้ว"), default=True)
    note = models.CharField(_("เหตุผล"), max_length=300, blank=True)

    class Meta:
        ordering = ["line", "pk"]

    def __str__(self) -> str:
        return f"{self.printed} → {self.corrected}"
