"""Users and memberships: a person acts as one membership at a time."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.bodies import Board, Organization, Province
from organizations.roles import BOARD_ROLES, LAO_ROLES, NATIONAL_ROLES, PROVINCE_ROLES, Role
from thai.dates import today


class User(AbstractUser):
    """A person who signs in. No citizen number is kept."""

    full_name = models.CharField(_("ชื่อ - สกุล"), max_length=150, blank=True)
    is_demonstration = models.BooleanField(_("บัญชีตัวอย่าง"), default=False)
    password_is_temporary = models.BooleanField(_("ต้องเปลี่ยนรหัสผ่าน"), default=False)

    def __str__(self) -> str:
        return self.full_name or self.username


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about many memberships."""

    def active_on(self, day: datetime.date) -> MembershipQuerySet:
        """Memberships in force on ``day`` (both ends inclusive)."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)

    def with_bodies(self) -> MembershipQuerySet:
        """Everything that a page shows about a membership, in one query."""
        return self.select_related(
            "user", "organization__province", "organization__board__province", "board__province", "province"
        )


class Membership(models.Model):
    """One role of one person in one body, by an order, for a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(_("บทบาท"), max_length=30, choices=Role.choices)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="memberships")
    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="memberships")
    position = models.CharField(_("ตำแหน่ง"), max_length=150, blank=True)
    order_number = models.CharField(_("คำสั่งที่"), max_length=60, blank=True)
    started_on = models.DateField(_("ตั้งแต่วันที่"))
    ended_on = models.DateField(_("ถึงวันที่"), null=True, blank=True)
    is_acting = models.BooleanField(_("รักษาราชการแทน"), default=False)
    acting_for = models.CharField(_("รักษาราชการแทนตำแหน่ง"), max_length=150, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role__in=LAO_ROLES, organization__isnull=False, board=None, province=None)
                    | Q(role__in=BOARD_ROLES, organization=None, board__isnull=False, province=None)
                    | Q(role__in=PROVINCE_ROLES, organization=None, board=None, province__isnull=False)
                    | Q(role__in=NATIONAL_ROLES, organization=None, board=None)
                ),
                name="membership_role_fits_its_body",
                violation_error_message=_("บทบาทนี้ต้องอยู่ในหน่วยงานที่ตรงประเภท"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
                violation_error_message=_("วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่ม"),
            ),
            models.CheckConstraint(
                condition=Q(is_acting=False, acting_for="")
                | (Q(is_acting=True, ended_on__isnull=False) & ~Q(order_number="")),
                name="acting_has_an_order_and_an_end",
                violation_error_message=_("การรักษาราชการแทนต้องมีเลขที่คำสั่งและวันสิ้นสุด"),
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", "role", body],
                    condition=Q(ended_on=None, **{f"{body}__isnull": False}),
                    name=f"one_open_membership_by_{body}",
                    violation_error_message=_("ผู้นี้มีบทบาทนี้อยู่แล้ว"),
                )
                for body in ("organization", "board", "province")
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_on=None, organization=None, board=None, province=None),
                name="one_open_national_membership",
                violation_error_message=_("ผู้นี้มีบทบาทนี้อยู่แล้ว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.body_name}".strip()

    @property
    def body_name(self) -> str:
        """Name of the body in which the role is held."""
        if self.organization is not None:
            return self.organization.short_name
        if self.board is not None:
            return self.board.short_name
        return str(self.province) if self.province is not None else ""

    @property
    def acting_words(self) -> str:
        """รักษาราชการแทนปลัดเทศบาล; empty for everybody in a position of his own."""
        return f"{_('รักษาราชการแทน')}{self.acting_for}" if self.is_acting else ""

    def is_active_on(self, day: datetime.date) -> bool:
        """True while the membership is in force (both ends inclusive)."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    @property
    def is_over(self) -> bool:
        """True once its last day has passed."""
        return self.ended_on is not None and self.ended_on < today()

    def has_role(self, *roles: Role) -> bool:
        """True when this membership is one of ``roles``."""
        return self.role in roles

    @property
    def works_for_board(self) -> bool:
        """True for the secretary, the chair and members of a board."""
        return self.role in BOARD_ROLES
