"""The homes of those who follow up, keep the master plan or look after the system."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from approvals.announce import pending
from approvals.deadlines.outlook import cycles_to_begin, months_before, of_cycle
from approvals.deadlines.steps import StepCode
from approvals.home.lines import Line, to, years
from approvals.models import Mail
from organizations import health
from organizations.models import Membership, Organization
from organizations.roles import Role
from plans.models import Edition
from thai.dates import today
from thai.fiscal import Cycle

EDITION_MONTHS = 12  #: before a cycle begins, LAOs begin to plan by its edition
WARNING = datetime.timedelta(days=30)
WORKING_DAYS_KEPT = datetime.timedelta(days=7)


def province_lines(acting: Membership) -> Iterator[Line]:
    """LAOs of the province that are late or likely to be, in each cycle that is to be begun."""
    organizations = list(
        Organization.objects.filter(province=acting.province, memberships__isnull=False)
        .select_related("board__province", "province")
        .distinct()
    )
    for cycle in cycles_to_begin(today()):
        found = [row for row in of_cycle(organizations, cycle).values() if row.standing.rank < 3]
        late, at_risk = [], []
        for row in found:
            step = row.schedule.step(StepCode.SUBMISSION)
            if step and step.due_on < row.day:
                late.append(step.due_on)
            elif step and row.is_at_risk:
                at_risk.append(step.due_on)
        address = to("monitoring:overview", int(cycle.first))
        if late:
            text = _("ติดตามองค์กรที่เลยกำหนดเสนอแผน {cycle}: {count} แห่ง")
            yield Line(text.format(cycle=years(cycle), count=len(late)), address, min(late))
        if at_risk:
            text = _("องค์กรที่เสี่ยงเสนอแผน {cycle} ไม่ทัน: {count} แห่ง")
            yield Line(text.format(cycle=years(cycle), count=len(at_risk)), address, min(at_risk))
        if rest := len(found) - len(late) - len(at_risk):
            text = _("เสนอแผน {cycle}: อีก {count} แห่ง").format(cycle=years(cycle), count=rest)
            yield Line(text, address, cycle.submit_by, waits_for=_("องค์กรปกครองส่วนท้องถิ่น"))


def editor_lines(acting: Membership) -> Iterator[Line]:
    """The edition of the next cycle, from the time on when LAOs begin to need it."""
    current = Cycle.of(today())
    have = set(Edition.objects.values_list("year", flat=True))
    for cycle, due_on in (
        (current, current.effective_on),
        (current.next, months_before(current.ends_on, EDITION_MONTHS)),
    ):
        if int(cycle.first) not in have:
            text = _("จัดทำแผนแม่บทของรอบ {cycle}").format(cycle=years(cycle))
            yield Line(text, to("plans:editions"), due_on)


def auditor_lines(acting: Membership) -> Iterator[Line]:
    """Nobody waits for an auditor; announcements without their paper are worth a look."""
    if count := pending().count():
        yield Line(_("ประกาศที่ยังไม่มีเอกสาร {count} ฉบับ").format(count=count), to("monitoring:latest"))


def admin_lines(acting: Membership) -> Iterator[Line]:
    """Roles that nobody holds or that end soon, of the LAO's own members."""
    organization = acting.organization
    assert organization is not None
    address = to("organizations:members", organization.code)
    held = list(
        organization.memberships.active_on(today()).filter(user__is_active=True).select_related("user")
    )
    roles = [row.role for row in held]
    for role in (Role.HR_OFFICER, Role.HEAD):
        if role not in roles:
            yield Line(_("ให้บทบาท {role} แก่ผู้รับผิดชอบ เพราะยังไม่มีใคร").format(role=role.label), address)
    if roles.count(Role.LAO_ADMIN) < 2:
        yield Line(_("เพิ่มผู้ดูแลสมาชิกให้มีอย่างน้อย 2 คน"), address)
    for row in held:
        if row.ended_on and row.ended_on <= today() + WARNING:
            text = _("บทบาท {role} ของ {name} สิ้นสุด ต่ออายุหรือส่งมอบงาน")
            yield Line(text.format(role=row.get_role_display(), name=row.user), address, row.ended_on)


def operator_lines(acting: Membership) -> Iterator[Line]:
    """What of the system does not go by itself."""
    bad = [str(row.label) for row in health.conditions() if not row.holds]
    if bad:
        yield Line(_("แก้ไข: {what}").format(what=", ".join(bad)), to("organizations:operator"), today())
    since = datetime.datetime.combine(today() - WORKING_DAYS_KEPT, datetime.time(), datetime.UTC)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gte=since).count()
    if failed:
        text = _("งานเบื้องหลังที่ไม่สำเร็จใน 7 วัน {count} งาน").format(count=failed)
        yield Line(text, to("organizations:operator"), today())
    if waiting := pending().count():
        yield Line(_("ประกาศที่ยังไม่มีเอกสาร {count} ฉบับ").format(count=waiting), to("organizations:operator"))
    mails = Mail.objects.aggregate(
        given_up=Count("pk", filter=Q(state=Mail.State.GIVEN_UP)),
        delayed=Count("pk", filter=Q(state=Mail.State.WAITING, attempts__gte=3)),
    )
    if mails["given_up"]:
        text = _("อีเมลที่ส่งไม่สำเร็จ {count} ฉบับ").format(count=mails["given_up"])
        yield Line(text, to("approvals:mail_queue"), today())
    if mails["delayed"]:
        text = _("อีเมลที่ลองส่งหลายครั้งแล้ว {count} ฉบับ").format(count=mails["delayed"])
        yield Line(text, to("approvals:mail_queue"))
    if not Organization.objects.exists():
        yield Line(_("เพิ่มหน่วยงานแรกและผู้ดูแลสมาชิก"), to("organizations:organization_list"))
