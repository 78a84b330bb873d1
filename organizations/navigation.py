"""Where each role begins and what its menu offers, by names of addresses: no layer above is imported."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from organizations.roles import BOARD_ROLES, LAO_ROLES, Role


@dataclass(frozen=True)
class Link:
    """One entry of the menu."""

    label: str | Promise
    address: str
    is_here: bool = False


PUBLIC_ENTRIES = (
    (_("ทะเบียนแผน"), "register:index"),
    (_("ตรวจสอบเอกสาร"), "documents:verify"),
)


def landing(membership: Membership) -> str:
    """The address at which work in this role begins."""
    if membership.role == Role.LAO_ADMIN:
        return reverse("organizations:members", args=[membership.organization.code])
    if membership.role in LAO_ROLES:
        return reverse("plans:index")
    if membership.role in BOARD_ROLES:
        return reverse("approvals:board", args=[membership.board.code])
    if membership.role in (Role.PROVINCE_VIEWER, Role.AUDITOR):
        return reverse("monitoring:overview")
    if membership.role == Role.CENTRAL_EDITOR:
        return reverse("plans:editions")
    return reverse("organizations:operator")


def _entries(membership: Membership | None) -> list[tuple[str | Promise, str, list[str]]]:
    """Label, name of the address and its arguments, in the order of the menu."""
    entries: list[tuple[str | Promise, str, list[str]]] = []
    if membership:
        if membership.role == Role.LAO_ADMIN:
            entries.append((_("สมาชิก"), "organizations:members", [membership.organization.code]))
        elif membership.role in LAO_ROLES:
            entries.append((_("แผนพัฒนาบุคลากร"), "plans:index", []))
        elif membership.role in BOARD_ROLES:
            entries.append((_("แผนที่เสนอคณะกรรมการ"), "approvals:board", [membership.board.code]))
            entries.append((_("ภาพรวม"), "monitoring:overview", []))
        elif membership.role in (Role.PROVINCE_VIEWER, Role.AUDITOR):
            entries.append((_("ภาพรวม"), "monitoring:overview", []))
        elif membership.role == Role.CENTRAL_EDITOR:
            entries.append((_("แผนแม่บท"), "plans:editions", []))
            entries.append((_("ภาพรวม"), "monitoring:overview", []))
        elif membership.role == Role.OPERATOR:
            entries.append((_("สถานะของระบบ"), "organizations:operator", []))
    return entries + [(label, name, []) for label, name in PUBLIC_ENTRIES]


def menu(membership: Membership | None, path: str) -> list[Link]:
    """The menu of the acting role; the entry under which ``path`` lies is marked."""
    links = []
    for label, name, arguments in _entries(membership):
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        links.append(Link(label, address, is_here=path.startswith(address)))
    return links
