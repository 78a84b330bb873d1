"""What every catalog shares: stable codes, the edition that brought an entry, retirement instead of deletion."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CatalogQuerySet(models.QuerySet):
    """Which entries hold for an edition of the master plan."""

    def for_edition(self, year: int) -> CatalogQuerySet:
        """Entries known in the edition whose first fiscal year is ``year`` (B.E.)."""
        return self.filter(Q(retired_edition=None) | Q(retired_edition__gt=year), first_edition__lte=year)


class CatalogEntry(models.Model):
    """A term of the master plan, exactly as it is written there."""

    code = models.CharField(_("รหัส"), max_length=20, unique=True)
    name = models.CharField(_("ชื่อ"), max_length=300)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    clause = models.CharField(_("ที่มา"), max_length=200, blank=True)
    first_edition = models.PositiveSmallIntegerField(_("เริ่มใช้ในแผนแม่บทปี"))
    retired_edition = models.PositiveSmallIntegerField(_("เลิกใช้ในแผนแม่บทปี"), null=True, blank=True)
    details = models.JSONField(_("ข้อเท็จจริงอื่นจากแฟ้มบัญชี"), default=dict, blank=True)

    objects: ClassVar = CatalogQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name

    def is_of_edition(self, year: int) -> bool:
        """As ``for_edition``, of an entry that is at hand."""
        return self.first_edition <= year and (self.retired_edition is None or self.retired_edition > year)
