"""Makes the whole demonstration, or what is missing of it; a second run changes nothing."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from approvals.announce import issue_document
from approvals.demonstration import abilities, bodies, calendar, design, files, people, remarks, short, wishes
from approvals.demonstration.story import Story
from approvals.models import Announcement, ReturnReason
from documents.render import RenderError
from organizations.models import Board, Organization, User
from plans.models import Edition, Plan, Revision
from thai.dates import BANGKOK, frozen_today

log = logging.getLogger(__name__)

FULL_PLANS = ("sangkhom_2567", "sangkhom_2570")
#: What layers above add to the demonstration.
_CARRY_ON: list[Callable[[], None]] = []
ISSUED_AT = datetime.time(10, 30)  #: the paper is made in the hour after it was announced


class Refused(Exception):
    """The database holds real data; the message is Thai and one line."""


@dataclass
class Made:
    """How many things are new."""

    organizations: int = 0
    accounts: int = 0
    people: int = 0
    plans: int = 0
    documents: int = 0

    @property
    def is_nothing(self) -> bool:
        """True when everything was there already."""
        return not (self.organizations or self.accounts or self.people or self.plans)


def carried_on_by(carry_on: Callable[[], None]) -> None:
    """A layer above adds what it has to show; said when the installation starts."""
    _CARRY_ON.append(carry_on)


def is_empty() -> bool:
    """True when nobody has begun to use this database."""
    return not Organization.objects.exists() and not User.objects.exists()


def make() -> Made:
    """Make what is missing, in one transaction; Refused beside real data."""
    _refuse_beside_real_data()
    _need_reference_data()
    with transaction.atomic():
        made = Made(organizations=bodies.make_organizations(), accounts=bodies.make_people())
        made.people = people.make_staff()
        abilities.choose_lines()
        for organization, spec, cast in _plans():
            if _is_there(organization, spec):
                continue
            revision = Story(organization, spec, cast).tell()
            made.plans += 1
            made.documents += _issue(revision)
        people.carry_on()
        abilities.assess()
        wishes.ask_and_decide()
        design.tie_together()
        abilities.plan_for_some()
        remarks.remark()
        calendar.plan_meetings()
        for carry_on in _CARRY_ON:
            carry_on()
    return made


def _refuse_beside_real_data() -> None:
    if Organization.objects.filter(is_demonstration=False).exists():
        raise Refused(_("ระบบนี้มีข้อมูลขององค์กรปกครองส่วนท้องถิ่นจริงอยู่แล้ว จึงไม่สร้างข้อมูลตัวอย่าง กรุณาใช้ฐานข้อมูลเปล่า"))
    if taken := bodies.taken_names():
        raise Refused(
            _("มีบัญชีจริงที่ใช้ชื่อเดียวกับบัญชีตัวอย่าง ({names}) จึงไม่สร้างข้อมูลตัวอย่าง กรุณาใช้ฐานข้อมูลเปล่า").format(
                names=", ".join(taken)
            )
        )


def _need_reference_data() -> None:
    if not (Board.objects.exists() and Edition.objects.exists() and ReturnReason.objects.exists()):
        call_command("load_catalogs", verbosity=0)


def _plans() -> list[tuple[Organization, dict[str, Any], dict[str, str]]]:
    """Every plan: whose it is, what its file says, and who acts as whom."""
    by_code = {
        organization.code: organization for organization in Organization.objects.select_related("province")
    }
    full = [files.read(name) for name in FULL_PLANS]
    rows: list[tuple[Organization, dict[str, Any], dict[str, str]]] = [
        (by_code[spec["organization"]], spec, {}) for spec in full
    ]
    for plan in short.plans():
        organization = by_code[plan["organization"]]
        rows.append((organization, short.spec_of(plan, organization), plan["cast"]))
    return rows


def _is_there(organization: Organization, spec: dict[str, Any]) -> bool:
    return Plan.objects.filter(organization=organization, first_year=spec["first_year"]).exists()


def _issue(revision: Revision) -> int:
    """Make the paper of an announced plan at once, as the worker would; how many were made."""
    announcement = Announcement.objects.filter(revision=revision).first()
    if announcement is None:
        return 0
    with frozen_today(datetime.datetime.combine(announcement.dated_on, ISSUED_AT, BANGKOK)):
        try:
            issue_document(announcement)
        except RenderError as error:  # the worker tries again; everything else of the demonstration stands
            log.warning("document of %s: %s", revision.reference, error)
            return 0
    return 1
