"""Begin an amendment: the text in force under the next number, to be changed.

Numbers of a plan's amendments have no gaps: one that was stopped is taken up again under its number.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organizations.models import User
from plans.amendment.duplicate import empty, fill_from
from plans.edit import claim
from plans.models import Plan, Revision, State
from plans.versions import LabelTaken, keep_version
from thai.dates import format_date, format_time, now, today

LONGEST_NECESSITY = 2_000
SHORTEST_NECESSITY = 10  #: a necessity in fewer characters says nothing (the check asks the same)


class AmendmentRefused(ValueError):
    """The plan cannot be amended now; the message is Thai and says why and what can be done."""


def newest_announced(plan: Plan) -> Revision | None:
    """The revision that the next amendment begins with."""
    rows = plan.revisions.announced().with_plan().select_related("snapshot")
    return rows.order_by("-number").first()


def stopped_amendment(plan: Plan) -> Revision | None:
    """The amendment that was stopped and whose number waits."""
    rows = plan.revisions.filter(state=State.WITHDRAWN, number__gt=0).with_plan()
    return rows.order_by("-number").first()


def why_not(plan: Plan) -> str:
    """Why no amendment of this plan can begin today; empty when one can."""
    running = plan.revisions.open().with_plan().select_related("prepared_by").first()
    if running is not None and running.number:
        return running_amendment(running)
    if newest_announced(plan) is None:
        return _("แผนนี้ยังไม่ได้ประกาศใช้ จึงปรับปรุงไม่ได้ แก้ไขในร่างแผนได้โดยตรง")
    if today() > plan.cycle.ends_on:
        return _("แผนของรอบปีงบประมาณ {cycle} สิ้นสุดแล้วเมื่อวันที่ {date} จึงปรับปรุงไม่ได้ กรุณาจัดทำแผนของรอบใหม่").format(
            cycle=plan.cycle, date=format_date(plan.cycle.ends_on, "screen")
        )
    return ""


def running_amendment(revision: Revision) -> str:
    """Which amendment is under way, whose it is and how far."""
    by = revision.prepared_by
    return _(
        "ฉบับปรับปรุงครั้งที่ {number} กำลังดำเนินการ โดย {by} ขั้น “{state}” เริ่มฉบับใหม่ได้เมื่อฉบับนั้นประกาศใช้หรือยุติแล้ว"
    ).format(
        number=revision.number,
        by=by or revision.plan.organization.short_name,
        state=revision.get_state_display(),
    )


@transaction.atomic
def start_amendment(*, plan: Plan, reason: str, by: User) -> Revision:
    """A new amendment with the content of the text in force; AmendmentRefused when none can begin.

    An amendment that was stopped is not begun anew here: :func:`reset_amendment`, once it is resumed.
    """
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)  # two who begin at once queue up here
    if refusal := why_not(plan):
        raise AmendmentRefused(refusal)
    base = newest_announced(plan)
    assert base is not None  # why_not asks
    try:
        with transaction.atomic():
            revision = Revision.objects.create(
                plan=plan,
                organization_id=plan.organization_id,
                number=base.number + 1,
                reason=reason,
                prepared_by=by,
                takes_current_records=False,
            )
    except IntegrityError as error:
        raise AmendmentRefused(_("มีผู้เริ่มปรับปรุงแผนนี้ไปก่อนแล้ว กรุณาเปิดหน้าแผนใหม่")) from error
    fill_from(base, revision)
    return Revision.objects.with_plan().get(pk=revision.pk)


@transaction.atomic
def reset_amendment(*, revision: Revision, reason: str, by: User) -> Revision:
    """Begin an amendment anew from the text in force; what was written so far is kept as a version."""
    claim(revision, by)
    base = newest_announced(revision.plan)
    if base is None or base.number + 1 != revision.number:
        raise AmendmentRefused(_("ฉบับนี้ไม่ใช่ฉบับปรับปรุงถัดจากฉบับที่ประกาศใช้ กรุณาเปิดหน้าแผนใหม่"))
    _keep(revision, by)
    empty(revision)
    Revision.objects.filter(pk=revision.pk).update(reason=reason, takes_current_records=False)
    fill_from(base, revision)
    return Revision.objects.with_plan().get(pk=revision.pk)


def _keep(revision: Revision, by: User) -> None:
    moment = now()
    label = _("ร่างก่อนเริ่มใหม่ {date} {time}").format(
        date=format_date(moment, "screen_short"), time=format_time(moment)
    )
    for suffix in ("", *(f" ({number})" for number in range(2, 1000))):
        try:
            keep_version(revision=revision, label=label + suffix, by=by)
            return
        except LabelTaken:
            continue
