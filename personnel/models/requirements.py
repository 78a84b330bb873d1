"""What a post requires: line competencies, and the level expected of each item (section 10 of the master plan)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.items import ItemKind, ItemRow, level_check
from competencies.models import Competency, PositionLevel, PositionLine, PositionType
from organizations.models import Organization
from personnel.models.frame import Post


class OfficialLineCompetency(models.Model):
    """A row of the official table of line competencies, loaded by the central office; it is in no source we have."""

    line = models.ForeignKey(PositionLine, models.PROTECT, related_name="official_competencies")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    source = models.CharField(_("ที่มา"), max_length=200)

    class Meta:
        ordering = ["line__order", "competency__order"]
        constraints = [
            models.UniqueConstraint(fields=["line", "competency"], name="official_line_competency_once")
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.competency}"


class LineCompetency(models.Model):
    """A line competency that an LAO chose for a line where the official table is not loaded."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    line = models.ForeignKey(PositionLine, models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["line__order", "competency__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "line", "competency"], name="line_competency_chosen_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.competency}"


class LineItem(ItemRow):
    """Knowledge or a skill that an LAO chose for everybody of a line; at the level of its standard."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    line = models.ForeignKey(PositionLine, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["line__order", "item_kind", "item_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "line", "item_kind", "item_code"], name="line_item_chosen_once"
            ),
            models.CheckConstraint(
                condition=models.Q(item_kind__in=["knowledge", "skill"]),
                name="line_item_is_knowledge_or_skill",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.item_code}"


class LevelStandard(models.Model):
    """The level that an LAO expects of posts of a type (and level) in all items of a kind; editable."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    position_type = models.ForeignKey(PositionType, models.PROTECT, null=True, blank=True, related_name="+")
    position_level = models.ForeignKey(PositionLevel, models.PROTECT, null=True, blank=True, related_name="+")
    item_kind = models.CharField(_("ประเภท"), max_length=12, choices=ItemKind.choices)
    required = models.PositiveSmallIntegerField(_("ระดับที่คาดหวัง"))

    class Meta:
        ordering = ["position_type__order", "position_level__order", "item_kind"]
        constraints = [
            level_check("required", "standard_level_within_scale"),
            models.UniqueConstraint(
                fields=["organization", "position_level", "item_kind"],
                condition=models.Q(position_level__isnull=False),
                name="one_standard_of_a_level",
            ),
            models.UniqueConstraint(
                fields=["organization", "item_kind"],
                condition=models.Q(position_level__isnull=True),
                name="one_standard_without_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position_type} {self.position_level} {self.item_kind} {self.required}"


class PostRequirement(ItemRow):
    """A level set for one post and item: more, less or beside what the standard says."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="requirements")
    required = models.PositiveSmallIntegerField(_("ระดับที่คาดหวัง"), null=True, blank=True)  # null: not required

    class Meta:
        ordering = ["post", "item_kind", "item_code"]
        constraints = [
            models.UniqueConstraint(fields=["post", "item_kind", "item_code"], name="post_requirement_once"),
            level_check("required", "post_level_within_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.item_code} {self.required}"
