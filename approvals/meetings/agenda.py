"""The agenda of a committee's meeting: the plan under heading 4, whatever else people add, and what was said.

An item of a plan takes the frozen content when the plan is before the committee; until then it only announces that the
plan will be considered.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaItem, Meeting, MeetingPaper
from approvals.notices import KEPT_LANGUAGE
from organizations.models import Membership
from plans.edit import Stale, fingerprint
from plans.models import Plan, Revision, State

Heading = AgendaItem.Heading


def meetings_of(plan: Plan) -> QuerySet[Meeting]:
    """Meetings of the committee about this plan, the last first: with the plan on the agenda, or with no plan at all."""
    own = Meeting.objects.filter(organization=plan.organization_id)
    about = Q(items__revision__plan=plan)
    nothing = ~Q(pk__in=AgendaItem.objects.exclude(revision=None).values("meeting"))
    return own.filter(about | nothing).distinct()


def plan_item(meeting: Meeting, plan: Plan) -> AgendaItem | None:
    """The item under which a meeting considers a plan: the open one, else the last."""
    items = meeting.items.filter(revision__plan=plan).select_related("meeting", "snapshot", "revision")
    return items.filter(outcome="").first() or items.last()


def open_item_of(revision: Revision) -> AgendaItem | None:
    """The item of a meeting of the committee that waits to consider this revision."""
    waiting = AgendaItem.objects.filter(revision=revision, outcome="", meeting__organization__isnull=False)
    return waiting.select_related("meeting").first()


@transaction.atomic
def put_plan_on(meeting: Meeting, revision: Revision, *, by: Membership) -> AgendaItem:
    """Put a plan on the agenda; MeetingRefused when it waits on another one already."""
    current = _editable(meeting, by)
    if current.organization_id != revision.organization_id:
        raise MeetingRefused(_("แผนนี้ไม่ใช่ของหน่วยงานที่ประชุม"))
    if revision.state not in (State.DRAFTING, State.IN_COMMITTEE):
        raise MeetingRefused(_("แผนนี้ไม่ได้เป็นร่างหรืออยู่ระหว่างพิจารณาของคณะกรรมการจัดทำแผน จึงบรรจุในวาระไม่ได้"))
    try:
        with transaction.atomic():
            return AgendaItem.objects.create(
                meeting=current,
                heading=Heading.FOR_DECISION,
                order=_next(current, Heading.FOR_DECISION),
                title=title_of(revision),
                revision=revision,
                snapshot=revision.snapshot if revision.state == State.IN_COMMITTEE else None,
            )
    except IntegrityError as error:
        other = open_item_of(revision)
        label = other.meeting.label if other else ""
        raise MeetingRefused(
            _("แผนนี้อยู่ในวาระการประชุมครั้งที่ {label} ซึ่งยังไม่มีมติ กรุณานำออกจากวาระนั้นก่อน").format(label=label)
        ) from error


@translation.override(KEPT_LANGUAGE)
def title_of(revision: Revision) -> str:
    """The matter, as agenda and minutes name it."""
    cycle = revision.plan.cycle
    words = _("พิจารณาร่างแผนพัฒนาบุคลากร 3 ปี ประจำปีงบประมาณ พ.ศ. {first} - {last}")
    if revision.number:
        words = _("พิจารณาร่างการปรับปรุงแผนพัฒนาบุคลากร 3 ปี ประจำปีงบประมาณ พ.ศ. {first} - {last} ครั้งที่ {number}")
    return words.format(first=cycle.first, last=cycle.last, number=revision.number)


def put_last_minutes_on(meeting: Meeting, plan: Plan) -> None:
    """The minutes of the committee's meeting before this one are adopted under heading 2, unless something stands there.

    Also what was circulated has minutes; what is circulated adopts none.
    """
    if meeting.by_circulation or meeting.items.filter(heading=Heading.LAST_MINUTES).exists():
        return
    held = meetings_of(plan).filter(stage=Meeting.Stage.CLOSED, held_on__lte=meeting.held_on)
    before = held.exclude(pk=meeting.pk).first()
    if before is None:
        return
    with translation.override(KEPT_LANGUAGE):
        title = _("รับรองรายงานการประชุมคณะกรรมการจัดทำแผน ครั้งที่ {label}").format(label=before.label)
    AgendaItem.objects.create(meeting=meeting, heading=Heading.LAST_MINUTES, order=1, title=title)


def take_content(meeting: Meeting) -> None:
    """Give open items of plans that are before the committee the content that is decided upon."""
    for item in meeting.items.filter(outcome="", revision__state=State.IN_COMMITTEE).select_related(
        "revision"
    ):
        assert item.revision is not None
        if item.snapshot_id != item.revision.snapshot_id and not item.votes.exists():
            item.snapshot_id = item.revision.snapshot_id
            item.save(update_fields=["snapshot"])


@transaction.atomic
def add_item(
    meeting: Meeting, *, heading: int, title: str, discussion: str = "", by: Membership
) -> AgendaItem:
    """One more matter under a heading."""
    current = _editable(meeting, by)
    return AgendaItem.objects.create(
        meeting=current, heading=heading, order=_next(current, heading), title=title, discussion=discussion
    )


@transaction.atomic
def take_off(item: AgendaItem, *, by: Membership) -> None:
    """Remove a matter on which nobody has spoken yet."""
    _editable(item.meeting, by)
    current = AgendaItem.objects.get(pk=item.pk)
    if current.is_concluded or current.votes.exists():
        raise MeetingRefused(_("เรื่องนี้มีผู้ออกเสียงหรือมีมติแล้ว จึงนำออกจากวาระไม่ได้"))
    current.delete()


def discussion_seen(item: AgendaItem) -> str:
    """Names the text that a form was made from."""
    return fingerprint([item.title, item.discussion])


@transaction.atomic
def write_discussion(
    item: AgendaItem, *, title: str, discussion: str, seen: str, by: Membership
) -> AgendaItem:
    """What was said about a matter; Stale when somebody else wrote first. Minutes that are signed off stay."""
    meeting = lock(item.meeting_id)
    require_keeper(meeting, by)
    if meeting.stage == Meeting.Stage.CANCELLED:
        raise MeetingRefused(_("การประชุมนี้ยกเลิกแล้ว"))
    if meeting.papers.filter(kind=MeetingPaper.Kind.MINUTES).exclude(signed_off_at=None).exists():
        raise MeetingRefused(_("ประธานรับรองรายงานการประชุมแล้ว แก้ไขไม่ได้"))
    current = AgendaItem.objects.get(pk=item.pk)
    if discussion_seen(current) not in (seen, fingerprint([title, discussion])):
        raise Stale
    current.title, current.discussion = title, discussion
    current.save(update_fields=["title", "discussion"])
    return current


def _next(meeting: Meeting, heading: int) -> int:
    return (meeting.items.filter(heading=heading).aggregate(last=Max("order"))["last"] or 0) + 1


def _editable(meeting: Meeting, by: Membership) -> Meeting:
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.is_over:
        raise MeetingRefused(_("การประชุมนี้ปิดหรือยกเลิกแล้ว แก้ระเบียบวาระไม่ได้"))
    return current
