"""Conditions of a move beyond state and role: each yields its objections, in Thai, with what to do.

Asked without details (``case.details is None``) a guard answers only what holds whatever will be typed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from approvals.case import Case, Details, Objection
from approvals.guards_announcing import OF_ANNOUNCING, named_by_the_resolution
from approvals.meetings import own_work
from approvals.models import AgendaItem, Away
from approvals.numbers import NumberUnreadable, parse_number, year_of
from approvals.orders import appointed_on
from approvals.submissions.find import RETURNS
from organizations.models import Membership, User
from plans.freeze import fingerprint
from plans.models import Revision
from plans.suggestions import waiting
from thai.dates import format_date
from thai.digits import to_arabic

HALF = 0.5  # share that must be exceeded where the edition names no quorum


# The plan --------------------------------------------------------------------------------------


def nothing_blocks(case: Case) -> Iterator[Objection]:
    """No finding that has to be mended, and a reason for each that should be checked (requirements, part II)."""
    blocking = sum(1 for finding in case.findings if finding.blocks)
    if blocking:
        text = ngettext(
            "ยังมี {count} เรื่องที่ต้องแก้หรือต้องให้เหตุผล กรุณาเปิดหน้าตรวจแผนและดำเนินการให้ครบก่อน",
            "ยังมี {count} เรื่องที่ต้องแก้หรือต้องให้เหตุผล กรุณาเปิดหน้าตรวจแผนและดำเนินการให้ครบก่อน",
            blocking,
        )
        yield Objection(text.format(count=blocking))


def content_unchanged(case: Case) -> Iterator[Objection]:
    """What goes on is to the letter what was decided upon."""
    frozen = case.revision.snapshot
    if frozen is None or fingerprint(case.revision) != frozen.sha256:
        yield Objection(_("เนื้อหาของแผนไม่ตรงกับฉบับที่พิจารณาไว้ กรุณาเปิดแก้ไขและส่งให้พิจารณาใหม่"))


def no_other_open_revision(case: Case) -> Iterator[Objection]:
    """At most one revision of a plan is on its way."""
    other = Revision.objects.filter(plan_id=case.revision.plan_id).exclude(pk=case.revision.pk).open().first()
    if other is not None:
        yield Objection(
            _("แผนนี้มีฉบับที่กำลังดำเนินการอยู่แล้ว (ฉบับที่ {number}) นำฉบับนี้กลับมาไม่ได้จนกว่าฉบับนั้นจะแล้วเสร็จ").format(
                number=other.number
            )
        )


# The person ------------------------------------------------------------------------------------


def no_interest_in_the_lao(case: Case) -> Iterator[Objection]:
    """A person of the board who serves that very LAO leaves the decision to another."""
    own = Membership.objects.active_on(case.day).filter(
        user_id=case.by.user_id, organization_id=case.revision.organization_id
    )
    if own.exists():
        yield Objection(
            _("ท่านมีตำแหน่งใน{organization} จึงพิจารณาแผนนี้ในคณะกรรมการระดับจังหวัดไม่ได้ กรุณาให้ผู้อื่นดำเนินการแทน").format(
                organization=case.revision.plan.organization.short_name
            )
        )


def endorser_is_not_the_only_preparer(case: Case) -> Iterator[Objection]:
    """Two pairs of eyes: who alone made the plan does not also endorse it.

    Where a meeting voted, whoever writes the resolution down is asked nothing: its named voices are.
    """
    sent = case.last("send_to_committee")
    both = (case.revision.prepared_by_id, sent.actor_id if sent else None)
    preparers = {key for key in both if key is not None}
    item = case.details.item if case.details else None
    if item is not None:
        people = User.objects.filter(pk__in=preparers)
        if item.override_reason and case.by.user_id in preparers:
            yield Objection(
                _("มติต่างจากผลที่คำนวณจากคะแนนเสียง ผู้จัดทำแผนบันทึกเองไม่ได้ กรุณาให้ประธานหรือเลขานุการคนอื่นบันทึก")
            )
        yield from (Objection(text) for text in own_work.objections(own_work.votes_of(item), people))
    elif preparers == {case.by.user_id}:
        yield Objection(_("ท่านเป็นผู้จัดทำแผนนี้เพียงผู้เดียว จึงบันทึกมติเห็นชอบเองไม่ได้ กรุณาให้เจ้าหน้าที่เป็นผู้จัดทำหรือส่งแผน"))


# The meeting -----------------------------------------------------------------------------------


def meeting_was_held(case: Case) -> Iterator[Objection]:
    """A resolution cannot be older than its meeting."""
    held = case.details.meeting_on if case.details else None
    if held and held > case.day:
        yield Objection(_("วันที่ประชุมยังมาไม่ถึง บันทึกมติได้ตั้งแต่วันประชุมเป็นต้นไป"), "meeting_on")


def after_committee_order(case: Case) -> Iterator[Objection]:
    """The committee meets after it was appointed (requirements, part II, 3)."""
    held = case.details.meeting_on if case.details else None
    appointed = appointed_on(case.revision) if held else None
    if held and appointed and held < appointed:
        yield Objection(
            _("วันที่ประชุมอยู่ก่อนคำสั่งแต่งตั้งคณะกรรมการ (ลงวันที่ {date}) กรุณาตรวจวันที่ประชุมหรือคำสั่ง").format(
                date=format_date(appointed, "screen")
            ),
            "meeting_on",
        )


def after_the_letter(case: Case) -> Iterator[Objection]:
    """The board decides after the plan was submitted."""
    held = case.details.meeting_on if case.details else None
    sent = case.last("submit")
    if held and sent and sent.letter_on and held < sent.letter_on:
        yield Objection(
            _("วันที่ประชุมอยู่ก่อนหนังสือนำส่ง (ลงวันที่ {date}) กรุณาตรวจวันที่ประชุม").format(
                date=format_date(sent.letter_on, "screen")
            ),
            "meeting_on",
        )


def meeting_is_numbered_rightly(case: Case) -> Iterator[Objection]:
    """Meetings are counted by calendar year: a number of another year is a slip of the number or of the date."""
    details = case.details
    if details is None or details.item is not None or not details.meeting_number or not details.meeting_on:
        return
    try:
        parse_number(details.meeting_number, dated_on=details.meeting_on)
    except NumberUnreadable:
        message = _("เลขครั้งที่ประชุมไม่ตรงกับวันที่ประชุม กรุณาใส่ ครั้งที่/ปี พ.ศ. ของวันที่ประชุม เช่น {example}")
        example = f"3/{year_of(details.meeting_on)}"
        yield Objection(message.format(example=example), "meeting_number")


def meeting_is_that_of_the_agenda(case: Case) -> Iterator[Objection]:
    """What is resolved at another meeting was never on its agenda."""
    details, put = case.details, case.last("put_on_agenda")
    if details is None or details.item is not None or put is None or not details.meeting_number:
        return
    if to_arabic(details.meeting_number) != to_arabic(put.meeting_number):
        message = _(
            "แผนนี้บรรจุวาระการประชุมครั้งที่ {number} ถ้าพิจารณาในครั้งอื่น ให้เลขานุการนำออกจากวาระแล้วบรรจุวาระของครั้งนั้นก่อน"
        )
        yield Objection(message.format(number=put.meeting_number), "meeting_number")


def corrections_were_sent(case: Case) -> Iterator[Objection]:
    """The LAO says that it is done before the secretary confirms; what is confirmed is still what was seen."""
    last = case.last("approve_with_corrections", "send_corrections")
    if last is None or last.action != "send_corrections":
        yield Objection(_("องค์กรปกครองส่วนท้องถิ่นยังไม่ได้แจ้งว่าแก้ไขตามมติแล้ว กรุณารอหรือประสานเจ้าหน้าที่"))


def resolution_is_on_record(case: Case) -> Iterator[Objection]:
    """A resolution follows the votes of a meeting held in the system, or the scan of a vote taken on paper."""
    if case.details is None:
        return
    item = case.details.item
    if item is None:
        if not case.details.evidence:
            yield Objection(_("กรุณาแนบไฟล์สแกนรายงานการประชุมหรือใบลงคะแนน หรือบันทึกมติในหน้าการประชุม"), "evidence")
        yield from _nothing_was_said_in_a_meeting(case)
    elif item.revision_id != case.revision.pk or item.snapshot_id != case.revision.snapshot_id:
        yield Objection(_("วาระการประชุมนี้ไม่ใช่ของแผนฉบับที่กำลังพิจารณา กรุณาเปิดหน้าการประชุมใหม่"))


def _nothing_was_said_in_a_meeting(case: Case) -> Iterator[Objection]:
    """A paper does not go round the voices, and the interests, that a meeting in the system has on record."""
    waiting = AgendaItem.objects.filter(revision=case.revision, outcome="")
    if waiting.filter(votes__isnull=False).exists():
        yield Objection(_("มีผู้ออกเสียงเรื่องนี้ในการประชุมที่บันทึกในระบบแล้ว กรุณาบันทึกมติในหน้าการประชุม"))
    elif Away.objects.filter(
        item__in=waiting, why=Away.Why.RECUSED, attendee__membership__user=case.by.user_id
    ).exists():
        yield Objection(_("ท่านแจ้งไว้ว่ามีส่วนได้เสียในเรื่องนี้ จึงบันทึกมติไม่ได้ กรุณาให้ผู้อื่นดำเนินการแทน"))


def quorum_and_majority(case: Case) -> Iterator[Objection]:
    """More than the edition's share of the members were present, and more than half of those agreed.

    Where a meeting voted, its tally has been asked already (``approvals.meetings.conclude``).
    """
    if case.details is not None and case.details.item is not None:
        return
    if case.details is None or case.details.members_present is None or case.details.votes_for is None:
        return
    total, present, votes = case.voters, case.details.members_present, case.details.votes_for
    if case.details.members_total not in (None, total):
        yield Objection(
            _("คณะกรรมการตามคำสั่งมี {total} คน กรุณาแก้จำนวนกรรมการทั้งหมด").format(total=total), "members_total"
        )
    if present > total:
        yield Objection(
            _("ผู้มาประชุมต้องไม่มากกว่ากรรมการทั้งหมด {total} คน").format(total=total), "members_present"
        )
    elif present < quorum_of(case):
        yield Objection(
            _("มีผู้มาประชุม {present} คน จากกรรมการ {total} คน ไม่ครบองค์ประชุม ต้องมาอย่างน้อย {needed} คน").format(
                present=present, total=total, needed=quorum_of(case)
            ),
            "members_present",
        )
    if votes > present:
        yield Objection(_("จำนวนเสียงต้องไม่มากกว่าผู้มาประชุม {present} คน").format(present=present), "votes_for")
    elif votes <= present * HALF:
        yield Objection(
            _("เห็นชอบ {votes} เสียง จากผู้มาประชุม {present} คน ไม่เกินกึ่งหนึ่ง จึงไม่เป็นมติเห็นชอบ").format(
                votes=votes, present=present
            ),
            "votes_for",
        )


def quorum_of(case: Case) -> int:
    """Members who must be present: more than the edition's share of all (the master plan itself is silent)."""
    rules = case.facts.edition.rules
    share = case.facts.edition.number("committee_quorum") if "committee_quorum" in rules else HALF
    return math.floor(case.voters * share) + 1


# Papers ----------------------------------------------------------------------------------------


def letter_is_dated_rightly(case: Case) -> Iterator[Objection]:
    """The covering letter follows the committee's meeting and is not of the future."""
    written = case.details.letter_on if case.details else None
    if written is None:
        return
    if written > case.day:
        yield Objection(_("วันที่ของหนังสือนำส่งยังมาไม่ถึง กรุณาตรวจวันที่"), "letter_on")
    endorsed = case.last("endorse")
    if endorsed and endorsed.meeting_on and written < endorsed.meeting_on:
        yield Objection(
            _("หนังสือนำส่งลงวันที่ก่อนการประชุมของคณะกรรมการจัดทำแผน ({date}) กรุณาตรวจวันที่").format(
                date=format_date(endorsed.meeting_on, "screen")
            ),
            "letter_on",
        )


def answered(case: Case) -> Iterator[Objection]:
    """A plan that the board sent back comes again with an answer to each reason: the board reads that first."""
    last = case.last("submit", *RETURNS)
    if last is None or last.action not in RETURNS:
        return
    left = last.reasons.exclude(pk__in=last.answers.values("reason")).count()
    if left:
        yield Objection(
            _(
                "ยังไม่ได้ชี้แจงเหตุผลของการส่งกลับ {count} ข้อ กรุณาเขียนในหน้า ชี้แจงสิ่งที่แก้ไข ก่อนเสนอ ข้อที่ไม่ได้แก้ไขให้เขียนเหตุ"
            ).format(count=left)
        )


#: What stands between a plan that the committee endorsed and the board.
BEFORE_SUBMITTING = (content_unchanged, nothing_blocks, answered, letter_is_dated_rightly)
BEFORE_ANNOUNCING = (content_unchanged, *OF_ANNOUNCING)


# Words of caution, which refuse nothing ----------------------------------------------------------

#: What becomes of suggested edits that nobody has answered.
_SUGGESTIONS_TOLD = {
    "send_to_committee": gettext_lazy(
        "มีข้อเสนอแก้ไขถ้อยคำที่ยังไม่ตอบ {count} ข้อ ระหว่างที่คณะกรรมการพิจารณาจะแก้ไขตามข้อเสนอไม่ได้ กรุณาแก้ไขตามหรือตอบก่อนส่ง"
    ),
    "endorse": gettext_lazy(
        "มีข้อเสนอแก้ไขถ้อยคำที่ยังไม่ตอบ {count} ข้อ ถ้าเห็นชอบ ถ้อยคำของแผนจะคงเดิม ถ้าต้องการให้แก้ไขตามข้อเสนอ ให้ส่งกลับให้แก้ไข"
    ),
    "committee_return": gettext_lazy("มีข้อเสนอแก้ไขถ้อยคำที่ยังไม่ตอบ {count} ข้อ ซึ่งจะกลับไปให้ผู้จัดทำพิจารณาพร้อมแผน"),
}


def cautions(action: str, case: Case) -> Iterator[str]:
    """What the person should know and the history keeps, although it stops nobody."""
    cycle = case.revision.plan.cycle
    original = case.revision.number == 0
    if action == "submit" and original:
        day = (case.details.letter_on if case.details else None) or case.day
        if day > cycle.submit_by:
            yield _("เสนอหลังกำหนดวันที่ {date} (แผนแม่บทฯ ข้อ 18)").format(
                date=format_date(cycle.submit_by, "screen")
            )
    if action == "announce":
        yield from _cautions_of_announcing(case)


def advice(action: str, case: Case) -> Iterator[str]:
    """What helps to choose and is nothing that the history keeps."""
    if action in _SUGGESTIONS_TOLD and (count := waiting(case.revision)):
        yield _SUGGESTIONS_TOLD[action].format(count=count)


def _cautions_of_announcing(case: Case) -> Iterator[str]:
    """In force from 1 October (section 18); an amendment from the day that it names."""
    cycle, details = case.revision.plan.cycle, case.details or Details()
    effective = details.effective_on or named_by_the_resolution(case) or case.day
    if case.revision.number == 0 and effective > cycle.effective_on:
        yield _("แผนมีผลใช้บังคับหลังวันที่ {date} (แผนแม่บทฯ ข้อ 18) ต้องระบุเหตุผลที่ล่าช้า").format(
            date=format_date(cycle.effective_on, "screen")
        )
    if details.dated_on and details.effective_on and details.dated_on > details.effective_on:
        yield _("ประกาศลงวันที่หลังวันที่มีผลใช้บังคับ")
