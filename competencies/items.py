"""What people are measured on and courses develop: an item of one of four catalogs, named by kind and code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 1, 5  #: levels of requirement and of assessment


class ItemKind(models.TextChoices):
    """The catalog an item comes from."""

    COMPETENCY = "competency", _("สมรรถนะ")
    KNOWLEDGE = "knowledge", _("ความรู้")
    SKILL = "skill", _("ทักษะ")
    DIGITAL = "digital", _("ความสามารถด้านดิจิทัล")


class ItemRow(models.Model):
    """A row about one item. The code is that of the catalog entry, which is retired but never deleted."""

    item_kind = models.CharField(_("ประเภท"), max_length=12, choices=ItemKind.choices)
    item_code = models.CharField(_("รหัส"), max_length=20)

    class Meta:
        abstract = True


def level_check(column: str, name: str) -> models.CheckConstraint:
    """A constraint that keeps a level between one and five, or unknown."""
    within = Q(**{f"{column}__gte": LOWEST, f"{column}__lte": HIGHEST})
    return models.CheckConstraint(
        condition=Q(**{column: None}) | within,
        name=name,
        violation_error_message=_("ระดับต้องอยู่ระหว่าง 1 ถึง 5"),
    )
