"""The papers of decisions: the announcement and the board's resolution, bound with the plan they are about."""

from __future__ import annotations

from approvals.models import Announcement, Decision
from documents import codes, paper
from documents.issue import verify_address
from documents.text import fill
from plans.facts import PlanFacts
from plans.models import Revision, State
from plans.papers import Annex, book, plan_title, yearly
from plans.papers.amendment import changes_annex
from thai.dates import format_date, today
from thai.digits import to_thai

#: Decisions by which a board agrees to a plan.
RESOLUTIONS = ("approve", "approve_with_corrections")
#: The resolution stands, and every correction that it asked for is made.
AGREED_STATES = frozenset({State.APPROVED, State.ANNOUNCED})

ANNOUNCES = "เรื่อง ประกาศใช้{title}"
GROUNDS = (
    "โดยที่{lao}ได้จัดทำ{title} เสร็จแล้ว และ{board_full} ใน{meeting} ได้มีมติเห็นชอบแผนดังกล่าวแล้ว\n\n"
    "อาศัยอำนาจตาม{law} และที่แก้ไขเพิ่มเติม ประกอบกับแผนแม่บทการพัฒนาบุคลากร ๓ ปี ขององค์กรปกครองส่วนท้องถิ่น "
    "ประจำปีงบประมาณ พ.ศ. {first} - {last} ข้อ ๑๘ จึงประกาศใช้{title} โดยให้มีผลใช้บังคับตั้งแต่วันที่ "
    "{effective_on} เป็นต้นไป รายละเอียดปรากฏตามแผนแนบท้ายประกาศนี้"
)
ANNOUNCES_AMENDMENT = "เรื่อง ประกาศปรับปรุง{plain_title} ครั้งที่ {number}"
AMENDMENT_GROUNDS = (
    "ตามที่{lao}ได้ประกาศใช้{plain_title}{announced_on}{amended_before} นั้น\n\n"
    "โดยที่มีเหตุผลความจำเป็นต้องปรับปรุงแผนดังกล่าว คือ {reason}\n\n"
    "{lao}จึงปรับปรุงแผนดังกล่าวเป็นครั้งที่ {number} และ{board_full} ใน{meeting} ได้มีมติเห็นชอบแล้ว "
    "อาศัยอำนาจตาม{law} และที่แก้ไขเพิ่มเติม ประกอบกับแผนแม่บทการพัฒนาบุคลากร ๓ ปี ขององค์กรปกครองส่วนท้องถิ่น "
    "ประจำปีงบประมาณ พ.ศ. {first} - {last} ข้อ ๑๙ จึงประกาศปรับปรุง{plain_title} ครั้งที่ {number} "
    "โดยให้มีผลใช้บังคับตั้งแต่วันที่ {effective_on} เป็นต้นไป "
    "รายละเอียดปรากฏตามตารางเปรียบเทียบการปรับปรุงและแผนฉบับปรับปรุงแนบท้ายประกาศนี้"
)
DAY_OF_EFFECT = "{วันที่มีผลใช้บังคับ}"  #: a place in the words of an announcement: the day is known at the end
RESOLUTION_HEADING = "มติคณะกรรมการที่เห็นชอบแผน"
RESOLVED = "{board_full}ได้พิจารณาร่าง{title} ของ{lao}แล้ว มีมติดังต่อไปนี้"
COPY = ("สำเนา", "สำเนาจากข้อมูลของแผนที่ประกาศใช้แล้ว ไม่ใช่ฉบับที่ออกประกาศ")
AGREED, AGREED_WITH_CORRECTIONS = "เห็นชอบ", "เห็นชอบโดยให้แก้ไข และ{lao}ได้แก้ไขตามมติแล้ว"


def plan_paper(revision: Revision, *, layout: str, mark: paper.Issued | paper.Draft) -> paper.Paper:
    """The plan in one layout (six, master) with the announcement and the board's resolution where they exist."""
    facts = PlanFacts(revision)
    announcement = Announcement.objects.filter(revision=revision).first()
    resolution = _resolution_of(revision)
    return book(
        facts,
        layout=layout,
        mark=mark,
        announcements=[_announcement(facts, announcement, resolution)] if announcement else [],
        annexes=[*changes_annex(facts), *([_resolution_annex(facts, resolution)] if resolution else [])],
        dated=announcement.dated_on if announcement else None,
    )


def announced_document(revision: Revision) -> paper.Paper:
    """The plan as it is issued upon its announcement; Announcement.DoesNotExist before that."""
    code = Announcement.objects.get(revision=revision).code
    mark = paper.Issued(codes.printed(code), verify_address(code))
    return plan_paper(revision, layout=revision.layout, mark=mark)


def draft_document(revision: Revision, *, layout: str = "") -> paper.Paper:
    """The plan as it stands today, every page marked as a draft; in the plan's own layout unless told.

    Of an announced plan it is a copy, and says so: only the issued file is the document.
    """
    return plan_paper(revision, layout=layout or revision.layout, mark=_draft_mark(revision))


def yearly_document(revision: Revision, year: int) -> paper.Paper:
    """The extract of one fiscal year (B.E.) as the plan stands today; ValueError for a year outside its cycle."""
    return yearly(PlanFacts(revision), year, _draft_mark(revision))


def _draft_mark(revision: Revision) -> paper.Draft:
    return paper.Draft(today(), *COPY) if revision.is_announced else paper.Draft(today())


def changes_document(revision: Revision) -> paper.Paper:
    """The table of what an amendment changes by itself, as it goes to the board beside the book."""
    facts = PlanFacts(revision)
    parts = [
        paper.Part(heading=annex.heading, children=annex.children, landscape=annex.landscape)
        for annex in changes_annex(facts)
    ]
    title = f"ตารางเปรียบเทียบการปรับปรุง {plan_title(facts)}"
    return paper.Paper(
        title=title, mark=paper.Draft(today()), body=parts, author=facts.organization.full_name
    )


def _resolution_of(revision: Revision) -> Decision | None:
    """The last resolution by which the board agreed, unless the plan has gone back to its makers since."""
    if revision.state not in AGREED_STATES:
        return None
    return revision.decisions.filter(action__in=RESOLUTIONS).order_by("-pk").first()


def usual_wording(revision: Revision) -> str:
    """What the announcement of a revision says unless the LAO words it; the day of effect is left as a place."""
    facts = PlanFacts(revision)
    grounds = AMENDMENT_GROUNDS if revision.number else GROUNDS
    return fill(grounds, _words(facts, _resolution_of(revision)) | {"effective_on": DAY_OF_EFFECT})


def announcement_preview(announcement: Announcement) -> paper.Paper:
    """An announcement that is not made yet, as it would be, without the plan."""
    revision = announcement.revision
    facts = PlanFacts(revision)
    made = _announcement(facts, announcement, _resolution_of(revision))
    return paper.Paper(title=plan_title(facts), mark=paper.Draft(today()), announcements=[made])


def _words(facts: PlanFacts, resolution: Decision | None) -> dict[str, str]:
    return {
        **facts.placeholders,
        "title": plan_title(facts),
        "meeting": _meeting(resolution),
        **_amendment_words(facts),
    }


def _announcement(
    facts: PlanFacts, announcement: Announcement, resolution: Decision | None
) -> paper.Announcement:
    """Official papers 4.2: grounds, power, what is announced and from when."""
    words = _words(facts, resolution)
    subject = ANNOUNCES_AMENDMENT if facts.revision.number else ANNOUNCES
    wording = announcement.wording or usual_wording(facts.revision)
    return paper.Announcement(
        issuer=f"ประกาศ{facts.organization.full_name}",
        number=f"ที่ {announcement.number}" if announcement.number else "",
        subject=fill(subject, words),
        body=[paper.TextBlock(wording.replace(DAY_OF_EFFECT, format_date(announcement.effective_on)))],
        closing=f"ประกาศ ณ วันที่ {format_date(announcement.dated_on, 'order')}",
        signature=paper.Signature(announcement.signer_name, [announcement.signer_position]),
    )


def _amendment_words(facts: PlanFacts) -> dict[str, str]:
    """What an announcement of an amendment says of the plan and of the announcements before it."""
    number = facts.revision.number
    original = Announcement.objects.filter(revision__plan=facts.plan, revision__number=0).first()
    return {
        "plain_title": fill(facts.edition.plan_title, facts.placeholders),
        "number": to_thai(number),
        "reason": facts.revision.reason,
        "announced_on": f" ตามประกาศลงวันที่ {format_date(original.dated_on)}" if original else "",
        "amended_before": f" และประกาศปรับปรุงแล้วถึงครั้งที่ {to_thai(number - 1)}" if number > 1 else "",
    }


def _meeting(resolution: Decision | None) -> str:
    if resolution is None or resolution.meeting_on is None:
        return "การประชุม"
    return f"การประชุมครั้งที่ {to_thai(resolution.meeting_number)} เมื่อวันที่ {format_date(resolution.meeting_on)}"


def _resolution_annex(facts: PlanFacts, resolution: Decision) -> Annex:
    """What was resolved, where and when, as the board's records have it."""
    words = {**facts.placeholders, "title": plan_title(facts)}
    agreed = AGREED if resolution.action == "approve" else fill(AGREED_WITH_CORRECTIONS, words)
    rows = [
        ("คณะกรรมการ", facts.organization.board.name),
        ("การประชุมครั้งที่", resolution.meeting_number),
        ("วันที่ประชุม", format_date(resolution.meeting_on) if resolution.meeting_on else ""),
        ("ระเบียบวาระที่", resolution.agenda_item),
        ("มติที่ประชุม", agreed),
    ]
    table = paper.Table(
        columns=[paper.Column("รายการ", 28), paper.Column("รายละเอียด", 72)],
        rows=[row for row in rows if row[1]],
    )
    return Annex(RESOLUTION_HEADING, [paper.TextBlock(fill(RESOLVED, words)), table])
