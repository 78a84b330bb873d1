"""Where each role begins and what its menu offers, by names of addresses: no layer above is imported."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from organizations.roles import BOARD_ROLES, PLAN_READING_ROLES, Role


@dataclass(frozen=True)
class Link:
    """One entry of the menu."""

    label: str | Promise
    address: str
    is_here: bool = False


@dataclass(frozen=True)
class Place:
    """A page by the name of its address, which may need the code of the acting body."""

    label: str | Promise
    name: str
    of_body: bool = False

    def address(self, membership: Membership | None) -> str:
        """The address for this membership."""
        body = (membership.organization or membership.board) if membership else None
        return reverse(self.name, args=[body.code] if self.of_body and body else [])


HOME = Place(_("หน้าแรก"), "approvals:home")
PLANS = Place(_("แผนพัฒนาบุคลากร"), "plans:index")
STAFF = Place(_("บุคลากร"), "personnel:overview", of_body=True)
MY_ASSESSMENTS = Place(_("การประเมินของฉัน"), "personnel:my_assessments", of_body=True)
INDIVIDUAL_PLANS = Place(_("แผนพัฒนารายบุคคล"), "plans:idps_now", of_body=True)
LIBRARY = Place(_("คลังหลักสูตร"), "courses:index")
MEMBERS = Place(_("สมาชิก"), "organizations:members", of_body=True)
BOARD = Place(_("แผนที่เสนอคณะกรรมการ"), "approvals:board", of_body=True)
SITTINGS = Place(_("การประชุม"), "approvals:sittings", of_body=True)
BOARD_CALENDAR = Place(_("ปฏิทินการประชุม"), "approvals:board_calendar", of_body=True)
OVERVIEW = Place(_("ภาพรวม"), "monitoring:latest")
EDITIONS = Place(_("แผนแม่บท"), "plans:editions")
LINE_COMPETENCIES = Place(_("สมรรถนะประจำสายงาน"), "personnel:official_lines")
SYSTEM = Place(_("สถานะของระบบ"), "organizations:operator")
ORGANIZATIONS = Place(_("หน่วยงาน"), "organizations:organization_list")
PEOPLE = Place(_("ผู้ใช้"), "organizations:people")
REGISTER = Place(_("ทะเบียนแผน"), "register:index")
VERIFY = Place(_("ตรวจสอบเอกสาร"), "documents:verify_form")

#: Of each role, after the home page that all have; the first is where its work is done.
PLACES: dict[str, tuple[Place, ...]] = {
    **dict.fromkeys(PLAN_READING_ROLES, (PLANS, STAFF, MY_ASSESSMENTS, INDIVIDUAL_PLANS, LIBRARY)),
    Role.STAFF: (MY_ASSESSMENTS, INDIVIDUAL_PLANS, PLANS),
    Role.LAO_ADMIN: (MEMBERS, MY_ASSESSMENTS, INDIVIDUAL_PLANS),
    **dict.fromkeys(BOARD_ROLES, (BOARD, SITTINGS, BOARD_CALENDAR, OVERVIEW, LIBRARY)),
    Role.PROVINCE_VIEWER: (OVERVIEW, PLANS, LIBRARY),
    Role.AUDITOR: (OVERVIEW, PLANS, EDITIONS, LIBRARY),
    Role.CENTRAL_EDITOR: (EDITIONS, LINE_COMPETENCIES, LIBRARY, OVERVIEW, PLANS),
    Role.OPERATOR: (SYSTEM, ORGANIZATIONS, PEOPLE),
}


def landing(membership: Membership) -> str:
    """The address at which work in this role begins: what is to be done, and by when."""
    return HOME.address(membership)


def work_place(membership: Membership) -> Link:
    """Where the work of the role is done."""
    place = PLACES[membership.role][0]
    return Link(place.label, place.address(membership))


def menu(membership: Membership | None, path: str) -> list[Link]:
    """The menu of the acting role, and for everybody the public pages; the one on which ``path`` lies is marked."""
    places = (*((HOME, *PLACES[membership.role]) if membership else ()), REGISTER, VERIFY)
    addresses = [(place.label, place.address(membership)) for place in places]
    here = max((address for _label, address in addresses if path.startswith(address)), key=len, default="")
    return [Link(label, address, is_here=address == here) for label, address in addresses]
