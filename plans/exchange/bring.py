"""Bring a document into an LAO: as a new plan, or in the place of the draft there is, which is kept as a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from personnel.models import Need
from plans.create import create_plan
from plans.edit import claim
from plans.exchange.document import Document, document_of, keys_of
from plans.exchange.names import Names
from plans.exchange.read import DocumentRefused
from plans.exchange.rules import edition_of, look_at
from plans.exchange.store import Writer
from plans.models import KeptVersion, Plan, Revision, State
from plans.versions import keep_version
from thai.dates import format_date, format_time, now


@dataclass
class Brought:
    """What came of bringing a document in."""

    revision: Revision
    is_new: bool = False  #: the plan was begun for it
    is_same: bool = False  #: the draft said all of it already; nothing was changed
    kept_as: str = ""  #: name of the version that holds what was replaced
    notes: list[str] = field(default_factory=list)


def is_foreign(document: Document, organization: Organization) -> bool:
    """True when the document is the plan of another LAO."""
    return document["organization"]["code"] != organization.code


def is_untouched(revision: Revision) -> bool:
    """True for a plan just begun, in which nobody has written anything yet."""
    return not (
        revision.projects.filter(is_proposed=False).exists()
        or revision.monitoringitems.exists()
        or revision.yearbudgets.exists()
        or revision.findingreasons.exists()
        or revision.sections.filter(version__gt=1).exists()
        or revision.targets.exclude(headcount=0, people=0).exists()
        or revision.committeeorders.filter(version__gt=1).exists()
    )


@transaction.atomic
def bring(
    *,
    organization: Organization,
    document: Document,
    by: User | None,
    replace: bool = False,
    from_another: bool = False,
) -> Brought:
    """A checked document as the LAO's draft; DocumentRefused when it may not be, with nothing changed."""
    edition = edition_of(document)
    if is_foreign(document, organization) and not from_another:
        raise DocumentRefused(
            _("แฟ้มนี้เป็นแผนของ {name} ข้อความกล่าวถึงหน่วยงานนั้น กรุณายืนยันว่าจะนำมาใช้ (--from-another)").format(
                name=document["organization"]["name"]
            )
        )
    names = Names(organization, edition)
    notes = look_at(document, names, is_foreign=is_foreign(document, organization))
    if by is None and document["finding_reasons"]:
        raise DocumentRefused(_("แฟ้มมีเหตุผลที่ต้องมีผู้เขียน กรุณาระบุผู้นำเข้าด้วย --by ชื่อผู้ใช้"))
    plan = Plan.objects.filter(organization=organization, first_year=document["first_year"]).first()
    if plan is None:
        brought = Brought(
            create_plan(organization=organization, edition=edition, by=by),  # type: ignore[arg-type]
            is_new=True,
        )
    else:
        brought = Brought(_draft_of(plan))
    brought.notes = notes + _differences(document, brought.revision)
    return _written(brought, document, names, by=by, replace=replace)


def _draft_of(plan: Plan) -> Revision:
    """The draft that the plan has; DocumentRefused when it has none that may change."""
    revision = Revision.objects.with_plan().open().filter(plan=plan).first()
    if revision is None:
        raise DocumentRefused(_("แผนของรอบนี้ไม่มีฉบับที่กำลังจัดทำ (ประกาศใช้แล้วหรือยุติแล้ว) กรุณาเปิดฉบับปรับปรุงก่อนนำเข้า"))
    refuse_unless_drafting(revision)
    return revision


def refuse_unless_drafting(revision: Revision) -> None:
    """Nothing is brought into a plan that somebody considers or has decided."""
    if revision.state != State.DRAFTING:
        raise DocumentRefused(
            _("แผนนี้อยู่ในสถานะ “{state}” นำเข้าได้เฉพาะเมื่อกำลังจัดทำ").format(state=revision.get_state_display())
        )


def _differences(document: Document, revision: Revision) -> list[str]:
    notes = []
    if document["number"] != revision.number:
        message = _("แฟ้มเป็นแผนปรับปรุงครั้งที่ {theirs} นำเข้าเป็นครั้งที่ {ours} (0 คือฉบับแรก)")
        notes.append(message.format(theirs=document["number"], ours=revision.number))
    return notes


def _written(
    brought: Brought, document: Document, names: Names, *, by: User | None, replace: bool
) -> Brought:
    revision = brought.revision
    now_there = document_of(revision)
    document = with_standing_committee(document, now_there, brought)
    if comparable(now_there) == comparable(document):
        brought.is_same = not brought.is_new
        return brought
    if not brought.is_new and not is_untouched(revision):
        if not replace:
            raise DocumentRefused(
                _("แผนของรอบนี้มีร่างที่มีเนื้อหาแล้ว หากต้องการแทนที่ ให้ยืนยันการแทนที่ (--replace) ระบบจะเก็บร่างเดิมเป็นรุ่นให้")
            )
        if by is None:
            raise DocumentRefused(_("การแทนที่ร่างต้องมีผู้รับผิดชอบ กรุณาระบุด้วย --by ชื่อผู้ใช้"))
        brought.kept_as = _keep(revision, by)
    claim(revision, by)  # type: ignore[arg-type]  # None where nobody is named to a command
    is_own = not is_foreign(document, names.organization)
    Writer(
        revision,
        document,
        names=names,
        by=by,
        same=partners(now_there, document, keys_of(revision)),
        new_needs=Need.State.CONFIRMED if is_own else Need.State.PROPOSED,
    ).write()
    brought.revision = Revision.objects.with_plan().get(pk=revision.pk)
    return brought


def with_standing_committee(document: Document, now_there: Document, brought: Brought) -> Document:
    """The document, with the committee that the plan has once the order that appoints it was given.

    From then on a further order changes the committee, and nothing else does.
    """
    kept = {name: now_there[name] for name in ("committee_order", "committee")}
    if document | kept == document or not _order_is_given(brought.revision):
        return document
    brought.notes.append(_("คำสั่งแต่งตั้งคณะกรรมการออกแล้ว คณะกรรมการของแผนจึงไม่เปลี่ยนตามแฟ้ม"))
    return document | kept


def _order_is_given(revision: Revision) -> bool:
    orders = Revision.objects.filter(plan=revision.plan_id, appointment_orders__issued_at__isnull=False)
    return orders.exists()


def comparable(document: Document) -> Document:
    """A document without what says whose it is and which amendment: these are never brought in."""
    return {
        name: value for name, value in document.items() if name not in ("organization", "number", "reason")
    }


def partners(before: Document, after: Document, stored: Mapping[str, int]) -> dict[str, int]:
    """Projects of ``after`` with the rows that had their names before, each row once."""
    free: dict[str, list[int]] = {}
    for row in before["projects"]:
        free.setdefault(row["name"], []).append(stored[row["key"]])
    return {row["key"]: free[row["name"]].pop(0) for row in after["projects"] if free.get(row["name"])}


def _keep(revision: Revision, by: User) -> str:
    """Keep what is about to be replaced; the name of the version."""
    moment = now()
    label = _("ก่อนนำเข้า {day} {time}").format(
        day=format_date(moment.date(), "screen_short"), time=format_time(moment)
    )
    taken = set(KeptVersion.objects.filter(revision=revision).values_list("label", flat=True))
    chosen, count = label, 1
    while chosen in taken:
        count += 1
        chosen = f"{label} ({count})"
    keep_version(revision=revision, label=chosen, by=by)
    return chosen
