"""Who works in an LAO: units and the four groups of requirements A-6."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.catalog import CatalogEntry
from organizations.models import Organization


class PersonnelGroup(CatalogEntry):
    """One of the four groups of people to be developed (section 4.2)."""

    short_name = models.CharField(_("ชื่อย่อ"), max_length=100)
    definition = models.TextField(_("นิยาม"))


class Unit(models.Model):
    """A department (ส่วนราชการ) of an LAO; its head sits on the committee."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="units")
    name = models.CharField(_("ชื่อส่วนราชการ"), max_length=150)
    head_title = models.CharField(_("ตำแหน่งหัวหน้าส่วนราชการ"), max_length=150)
    is_hr = models.BooleanField(_("รับผิดชอบการบริหารงานบุคคล"), default=False)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    closed_on = models.DateField(_("ยุบเลิกเมื่อ"), null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="unit_named_once",
                violation_error_message=_("มีส่วนราชการชื่อนี้อยู่แล้ว"),
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(is_hr=True, closed_on=None),
                name="one_hr_unit",
                violation_error_message=_("ส่วนราชการที่รับผิดชอบการบริหารงานบุคคลมีได้เพียงแห่งเดียว"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupOverride(models.Model):
    """The officer's own decision on a person's group in one fiscal year, with its reason (requirements A-8)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey("personnel.Person", models.CASCADE, related_name="group_overrides")
    year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    group = models.ForeignKey(PersonnelGroup, models.PROTECT, related_name="+")
    reason = models.CharField(_("เหตุผล"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="one_group_override_of_a_year"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="group_override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year} {self.group}"
