"""Catalogs of what people must know, be able to do and be: requirements C-1 to C-6, K-3 to K-5, positions.md."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.catalog import CatalogEntry


class Knowledge(CatalogEntry):
    """One of the 21 fields of knowledge (section 8 of the master plan)."""


class Skill(CatalogEntry):
    """One of the nine skills (section 9)."""


class Competency(CatalogEntry):
    """One of 5 core, 4 executive and 22 line competencies (section 10)."""

    class Kind(models.TextChoices):
        CORE = "core", _("สมรรถนะหลัก")
        EXECUTIVE = "executive", _("สมรรถนะประจำผู้บริหาร")
        LINE = "line", _("สมรรถนะประจำสายงาน")

    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind.choices)

    class Meta(CatalogEntry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["core", "executive", "line"]), name="competency_kind_known"
            )
        ]


class DigitalAbility(CatalogEntry):
    """One of the seven groups of digital ability."""


class DigitalGroup(CatalogEntry):
    """One of the six groups of personnel for digital skills (by role, not by position type)."""


class DigitalStage(CatalogEntry):
    """Early, developing or mature."""


class PositionType(CatalogEntry):
    """บริหารท้องถิ่น, อำนวยการท้องถิ่น, วิชาการ, ทั่วไป, and those outside the four."""


class PositionLevel(CatalogEntry):
    """A level within a type of position."""

    position_type = models.ForeignKey(PositionType, models.PROTECT, related_name="levels")


class PositionLine(CatalogEntry):
    """A line of work (สายงาน); unverified names are shown as such."""

    position_type = models.ForeignKey(PositionType, models.PROTECT, related_name="lines")
    official_code = models.CharField(_("รหัสสายงาน"), max_length=4, blank=True)
    is_verified = models.BooleanField(_("ตรวจสอบกับแหล่งที่มาแล้ว"), default=False)
