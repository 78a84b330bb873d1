"""Provinces, local administrative organisations (LAO, อปท.) and the boards that decide their plans."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from thai.titles import BoardKind, BoardTitles, KindTitles, LaoKind

CODE = RegexValidator(r"^[A-Z0-9]+(-[A-Z0-9]+)*$", _("รหัสใช้ได้เฉพาะ A-Z 0-9 และขีดกลาง"))


class Province(models.Model):
    """One of the 76 provinces (Bangkok is outside the law on local personnel)."""

    code = models.CharField(_("รหัสจังหวัด"), max_length=2, unique=True)
    name = models.CharField(_("จังหวัด"), max_length=60, unique=True)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=60)
    letters = models.CharField(_("อักษรย่อ"), max_length=2, help_text=_("ใช้ในเลขที่หนังสือ เช่น นค"))
    region = models.CharField(_("ภาค"), max_length=40, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"จังหวัด{self.name}"


class Board(models.Model):
    """ก.จ.จ., ก.ท.จ. or ก.อบต.จังหวัด of a province, or ก.เมืองพัทยา (requirements A-2)."""

    code = models.CharField(_("รหัส"), max_length=40, unique=True, validators=[CODE])
    kind = models.CharField(_("ประเภท"), max_length=20, choices=BoardKind.choices)
    province = models.ForeignKey(Province, models.PROTECT, related_name="boards")

    class Meta:
        ordering = ["province__name", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind"],
                name="one_board_of_a_kind_in_a_province",
                violation_error_message=_("จังหวัดนี้มีคณะกรรมการประเภทนี้อยู่แล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=BoardKind.values),
                name="board_kind_known",
                violation_error_message=_("ไม่รู้จักประเภทของคณะกรรมการ"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def titles(self) -> BoardTitles:
        """Official names of this kind of board."""
        return BoardKind(self.kind).titles

    @property
    def name(self) -> str:
        """Full official name, with the province where the name has it."""
        return self.titles.full_name(self.province.name)

    @property
    def short_name(self) -> str:
        """ก.จ.จ., ก.ท.จ., ก.อบต.จังหวัด or ก.เมืองพัทยา, with the province where usual."""
        return self.titles.short_name(self.province.name)


class Organization(models.Model):
    """A local administrative organisation: the owner of plans."""

    code = models.CharField(_("รหัส"), max_length=40, unique=True, validators=[CODE])
    kind = models.CharField(_("ประเภท"), max_length=30, choices=LaoKind.choices)
    name = models.CharField(_("ชื่อ"), max_length=100, help_text=_("เฉพาะชื่อ ไม่มีคำนำหน้า เช่น สังคม"))
    district = models.CharField(_("อำเภอ"), max_length=60, blank=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="organizations")
    board = models.ForeignKey(Board, models.PROTECT, related_name="organizations")
    is_demonstration = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)

    class Meta:
        ordering = ["province__name", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name", "district", "province"],
                name="organization_named_once",
                violation_error_message=_("มีองค์กรปกครองส่วนท้องถิ่นชื่อนี้ในอำเภอนี้อยู่แล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LaoKind.values),
                name="organization_kind_known",
                violation_error_message=_("ไม่รู้จักประเภทขององค์กร"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def titles(self) -> KindTitles:
        """Official titles of this kind of LAO (head, chief official, staff, law)."""
        return LaoKind(self.kind).titles

    @property
    def full_name(self) -> str:
        """องค์การบริหารส่วนตำบลสังคม; Pattaya has no prefix."""
        return self.titles.full_name(self.name)

    @property
    def short_name(self) -> str:
        """อบต.สังคม."""
        return self.titles.short_name(self.name)

    @property
    def head_title(self) -> str:
        """นายกองค์การบริหารส่วนตำบลสังคม."""
        return self.titles.head_of(self.name)

    @property
    def chief_official_title(self) -> str:
        """ปลัดองค์การบริหารส่วนตำบลสังคม."""
        return self.titles.chief_official_of(self.name)

    @property
    def place(self) -> str:
        """อำเภอสังคม จังหวัดหนองคาย."""
        district = f"อำเภอ{self.district} " if self.district else ""
        return f"{district}จังหวัด{self.province.name}"
