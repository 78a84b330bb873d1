"""Everything that happened around a plan, read off its chain of events: who, as what, when, what, with which hash.

The chain has ids and hashes; the words come from the rows that it vouches for. What an LAO does inside is shown to
those who may see it (``history.sees_inside``) and to auditors alone, and so is whatever this module does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals import events
from approvals.history import PUT_OFF, Entry, entry, sees_inside
from approvals.models import AppointmentOrder, Decision, Event, Letter, Meeting
from approvals.table import ACTIONS, INSIDE_ACTIONS, Text
from organizations.models import Membership, User
from organizations.roles import Role
from plans.models import Plan, Revision
from thai.dates import format_date


class Kind(models.TextChoices):
    """What an event is about, to choose from."""

    DECISION = "decision", gettext_lazy("การพิจารณาและการส่งต่อ")
    ORDER = "order", gettext_lazy("คำสั่งแต่งตั้งคณะกรรมการ")
    MEETING = "meeting", gettext_lazy("การประชุม")
    LETTER = "letter", gettext_lazy("หนังสือและการลงรับ")
    DOCUMENT = "document", gettext_lazy("การออกเอกสาร")
    AMENDMENT = "amendment", gettext_lazy("การปรับปรุงแผน")
    HANDOVER = "handover", gettext_lazy("การส่งมอบงาน")
    OTHER = "other", gettext_lazy("อื่น ๆ")


#: Events that are no moves: kind, words, and whether they stay inside the LAO.
_WORDS: dict[str, tuple[Kind, Text, bool]] = {
    "issue_order": (Kind.ORDER, gettext_lazy("ออกคำสั่งแต่งตั้งหรือเปลี่ยนแปลงคณะกรรมการจัดทำแผน"), True),
    "record_paper_order": (Kind.ORDER, gettext_lazy("บันทึกคำสั่งแต่งตั้งคณะกรรมการที่ลงนามในกระดาษ"), True),
    "issue_order_document": (Kind.DOCUMENT, gettext_lazy("จัดทำเอกสารคำสั่งแต่งตั้งคณะกรรมการ"), True),
    "call_meeting": (Kind.MEETING, gettext_lazy("เรียกประชุม"), True),
    "cancel_meeting": (Kind.MEETING, gettext_lazy("ยกเลิกการประชุมที่เรียกไว้"), True),
    "open_meeting": (Kind.MEETING, gettext_lazy("เปิดประชุม"), True),
    "close_meeting": (Kind.MEETING, gettext_lazy("ปิดประชุม"), True),
    "put_off": (Kind.MEETING, PUT_OFF, True),
    "sign_minutes": (Kind.MEETING, gettext_lazy("รับรองรายงานการประชุม"), True),
    "issue_letter": (Kind.LETTER, gettext_lazy("ออกหนังสือ"), False),
    "issue_letter_document": (Kind.DOCUMENT, gettext_lazy("จัดทำเอกสารหนังสือ"), False),
    "issue_resolution_letter": (Kind.DOCUMENT, gettext_lazy("จัดทำเอกสารหนังสือแจ้งมติ"), False),
    "receive": (Kind.LETTER, gettext_lazy("คณะกรรมการระดับจังหวัดลงรับเรื่อง"), False),
    "issue_document": (Kind.DOCUMENT, gettext_lazy("ออกเอกสารแผนที่ประกาศใช้"), False),
    "issue_yearly_report": (Kind.DOCUMENT, gettext_lazy("ออกรายงานผลการดำเนินการประจำปี"), True),
    "issue_yearly_report_document": (
        Kind.DOCUMENT,
        gettext_lazy("จัดทำเอกสารรายงานผลการดำเนินการประจำปี"),
        True,
    ),
    "begin_amendment": (Kind.AMENDMENT, gettext_lazy("เริ่มปรับปรุงแผน"), True),
    "hand_over": (Kind.HANDOVER, gettext_lazy("ส่งมอบงานให้ผู้รับหน้าที่คนใหม่"), True),
}


@dataclass(frozen=True)
class Row:
    """One event in words."""

    event: Event
    kind: Kind
    done: Text
    actor: str
    acted_as: str
    revision: int | None
    facts: list[tuple[str, str]]
    entry: Entry | None  #: of the decision that it records

    @property
    def snapshot(self) -> str:
        """The hash of the content that was decided upon; empty where there was none."""
        return self.event.data.get("snapshot") or ""


@dataclass(frozen=True)
class Audit:
    """The events that a reader may know, and the revisions among which he may choose."""

    rows: list[Row]
    revisions: list[Revision]


def audit_of(plan: Plan, acting: Membership | None, *, kind: str = "", revision: str = "") -> Audit:
    """The history of a plan as far as ``acting`` may know it, the newest first, in a fixed number of queries."""
    readable = list(Revision.objects.visible_to(acting).filter(plan=plan).order_by("number"))
    numbers = {row.number for row in readable}
    source = _Source(list(Event.objects.filter(plan=plan).order_by("-seq")), plan)
    rows = [source.row(event) for event in source.events if _may_know(event, acting)]
    rows = [row for row in rows if row.revision is None or row.revision in numbers]
    if kind in Kind.values:
        rows = [row for row in rows if row.kind == kind]
    if revision.isdecimal():
        rows = [row for row in rows if row.revision in (None, int(revision))]
    return Audit(rows, readable)


def _may_know(event: Event, acting: Membership | None) -> bool:
    if sees_inside(acting):
        return True
    if event.action in ACTIONS:
        return event.action not in INSIDE_ACTIONS
    return event.action in _WORDS and not _WORDS[event.action][2]


class _Source:
    """The rows behind the events of one plan, each table asked once."""

    def __init__(self, found: list[Event], plan: Plan) -> None:
        self.events = found
        self._users = {user.pk: user for user in User.objects.filter(pk__in={row.actor_id for row in found})}
        decisions = Decision.objects.filter(revision__plan=plan).select_related(
            "actor", "membership", "snapshot", "item", "revision"
        )
        self._decisions = {row.pk: row for row in decisions.prefetch_related("reasons")}
        self._orders = {row.pk: row for row in AppointmentOrder.objects.filter(revision__plan=plan)}
        self._letters = {row.pk: row for row in Letter.objects.filter(revision__plan=plan)}
        self._meetings = Meeting.objects.in_bulk(_keys(found, "meeting"))
        self._members = Membership.objects.select_related("user").in_bulk(_keys(found, "from", "to"))

    def row(self, event: Event) -> Row:
        """One event with its words."""
        decision = self._decision(event)
        kind, done = self._what(event)
        user = self._users.get(event.actor_id or 0)
        return Row(
            event=event,
            kind=kind,
            done=done,
            actor=str(user) if user else _("ระบบ"),
            acted_as=_acted_as(event, decision),
            revision=self._revision(event, decision),
            facts=[*self._facts(event), *_resolution(decision)],
            entry=entry(decision) if decision else None,
        )

    def _decision(self, event: Event) -> Decision | None:
        return self._decisions.get(event.data.get("decision", 0)) if event.action in ACTIONS else None

    def _what(self, event: Event) -> tuple[Kind, Text]:
        if event.action in ACTIONS:
            return Kind.DECISION, ACTIONS[event.action].done
        kind, done, _inside = _WORDS.get(event.action, (Kind.OTHER, event.action, True))
        letter = self._letters.get(event.data.get("letter", 0))
        return kind, f"{done} ({letter.get_kind_display()})" if letter else done

    def _revision(self, event: Event, decision: Decision | None) -> int | None:
        if "revision" in event.data:
            return event.data["revision"]
        return decision.revision.number if decision else None

    def _facts(self, event: Event) -> list[tuple[str, str]]:
        facts = []
        if order := self._orders.get(event.data.get("order", 0)):
            facts.append((_("คำสั่งที่"), order.number))
            if order.dated_on:
                facts.append((_("สั่ง ณ วันที่"), format_date(order.dated_on, "screen")))
        if letter := self._letters.get(event.data.get("letter", 0)):
            facts.append((_("ที่"), letter.number))
        if "receipt" in event.data:
            facts.append((_("เลขรับ"), str(event.data["receipt"])))
        if meeting := self._meetings.get(event.data.get("meeting", 0)):
            facts.append((_("การประชุม"), f"{meeting.number}/{meeting.year}"))
        if event.action == "hand_over":
            for key, label in (("from", _("ผู้ส่งมอบ")), ("to", _("ผู้รับมอบ"))):
                if member := self._members.get(event.data[key]):
                    facts.append((label, f"{member.user} ({member.get_role_display()})"))
        if "code" in event.data:
            facts.append((_("รหัสตรวจสอบ"), str(event.data["code"])))
        return facts


def _keys(found: Iterable[Event], *names: str) -> set[int]:
    return {row.data[name] for row in found for name in names if isinstance(row.data.get(name), int)}


def _acted_as(event: Event, decision: Decision | None) -> str:
    """Role, position and for whom somebody acted."""
    role = str(Role(event.role).label) if event.role in Role.values else ""
    member = decision.membership if decision else None
    return " · ".join(filter(None, [role, member.position, member.acting_words] if member else [role]))


def _resolution(decision: Decision | None) -> list[tuple[str, str]]:
    item = decision.item if decision else None
    if item is None or not item.explained:
        return []
    return [(_("ผลการลงมติ"), item.explained)]


# The chain's own state -------------------------------------------------------------------------


@dataclass(frozen=True)
class Verified:
    """What was found when the chain was verified just now."""

    count: int
    faults: list[events.Fault]


def verified(plan: Plan) -> Verified:
    """Recompute the whole chain of a plan and what it vouches for."""
    return Verified(Event.objects.filter(plan=plan).count(), events.verify(plan))


def choices(asked: Mapping[str, Any]) -> dict[str, str]:
    """What the reader chose, as text."""
    return {name: str(asked.get(name, "")) for name in ("kind", "revision")}
