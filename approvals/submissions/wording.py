"""The words of a covering letter and of a letter of return, from the records; the writer may change them before issue.

They stay in the form of their letter: who writes from which office to whom, about what, three paragraphs, who signs.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import translation

from approvals.models import Decision, Letter, Receipt, ReturnReason
from approvals.notices import KEPT_LANGUAGE
from approvals.orders import order_on
from approvals.submissions import find
from approvals.submissions.timing import meetings_of
from documents.text import fill
from organizations.models import Board, Membership, Organization
from organizations.roles import Role
from plans.facts import PlanFacts
from plans.models import Revision
from plans.papers import plan_title
from thai.dates import format_date, today
from thai.digits import to_thai, to_thai_running
from thai.titles import LaoKind

PHONE = "โทร. ................................"
TIME_TO_MEND = datetime.timedelta(days=15)
SHORTEST_TIME = datetime.timedelta(days=5)
#: Letters of these reach the board by way of the district officer.
THROUGH_THE_DISTRICT = frozenset({LaoKind.SAO, LaoKind.SUBDISTRICT_MUNICIPALITY})
_OFFICES = {LaoKind.SAO: "ที่ทำการ", LaoKind.PAO: "สำนักงาน", LaoKind.PATTAYA: "ศาลาว่าการ"}

ASKS = "ขอความเห็นชอบร่าง{title}"
COVER = (
    "ด้วย{lao}ได้จัดทำร่าง{title} เสร็จแล้ว โดย{committee}ได้พิจารณา{meeting}และมีมติเห็นชอบร่างแผนดังกล่าว\n\n"
    "{lao}จึงขอเสนอร่างแผนเพื่อให้{board_full}พิจารณาให้ความเห็นชอบ ตามแผนแม่บทการพัฒนาบุคลากร ๓ ปี "
    "ขององค์กรปกครองส่วนท้องถิ่น ข้อ {clause}{again} รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย\n\n"
    "จึงเรียนมาเพื่อโปรดพิจารณา"
)
ASKS_AMENDMENT = "ขอความเห็นชอบการปรับปรุง{plain_title} ครั้งที่ {number}"
COVER_AMENDMENT = (
    "ตามที่{lao}ได้ประกาศใช้{plain_title} นั้น\n\n"
    "เนื่องจากมีเหตุผลความจำเป็นต้องปรับปรุงแผนดังกล่าว คือ {reason} {lao}จึงจัดทำร่างการปรับปรุงแผน ครั้งที่ {number} "
    "โดย{committee}ได้พิจารณา{meeting}และมีมติเห็นชอบร่างดังกล่าวแล้ว "
    "จึงขอเสนอเพื่อให้{board_full}พิจารณาให้ความเห็นชอบ ตามแผนแม่บทการพัฒนาบุคลากร ๓ ปี "
    "ขององค์กรปกครองส่วนท้องถิ่น ข้อ {clause}{again} รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย\n\n"
    "จึงเรียนมาเพื่อโปรดพิจารณา"
)
AGAIN = " โดยได้แก้ไขตามข้อสังเกตในหนังสือที่อ้างถึงแล้ว"
RETURNS = "ขอให้แก้ไขร่าง{title}"
RETURN = (
    "ตามหนังสือที่อ้างถึง {lao}ขอความเห็นชอบร่าง{title} {received}นั้น\n\n"
    "ฝ่ายเลขานุการ{board_full}ได้ตรวจร่างแผนแล้ว เห็นว่ามีเรื่องที่ต้องแก้ไขก่อนเสนอที่ประชุม ดังนี้\n{reasons}\n\n"
    "จึงขอส่งร่างแผนคืนเพื่อแก้ไขตามข้อสังเกตทุกข้อ พร้อมคำชี้แจงรายข้อ แล้วเสนออีกครั้งภายในวันที่ {due}\n\n"
    "จึงเรียนมาเพื่อโปรดดำเนินการ"
)


@translation.override(KEPT_LANGUAGE)
def covering_letter(revision: Revision) -> Letter:
    """The letter with which an LAO submits, not stored; office and contact as in its last letter."""
    facts = PlanFacts(revision)
    organization = revision.plan.organization
    asks, cover = (ASKS_AMENDMENT, COVER_AMENDMENT) if revision.number else (ASKS, COVER)
    letter = Letter(
        kind=Letter.Kind.COVER,
        revision=revision,
        organization=organization,
        subject=fill(asks, _words(facts)),
        addressee=_to_the_board(organization),
        refers_to=_returned_with(revision),
        enclosures="\n".join(_enclosures(facts)),
        body=fill(cover, _words(facts) | _of_the_committee(facts)),
        signer_name=_name_of(organization, Role.HEAD),
        signer_position=organization.head_title,
    )
    return _as_usual(letter, _office_of(organization), f"{_hr_unit(facts)}\n{PHONE}")


@translation.override(KEPT_LANGUAGE)
def return_letter(returned: Decision, revision: Revision, submission: Decision | None) -> Letter:
    """The letter with which the board's office sends a plan back, not stored: reasons numbered, what to do, by when."""
    facts = PlanFacts(revision)
    organization, board = revision.plan.organization, revision.plan.organization.board
    reasons = numbered(list(returned.reasons.order_by("order", "code")), returned.note)
    words = {
        "reasons": reasons,
        "received": _received(submission),
        "due": format_date(due_on(revision, today())),
    }
    letter = Letter(
        kind=Letter.Kind.RETURN,
        revision=revision,
        board=board,
        decision=returned,
        subject=fill(RETURNS, _words(facts)),
        addressee=organization.head_title,
        refers_to=_submitted_with(organization, submission),
        body=fill(RETURN, _words(facts) | words),
        signer_name=returned.actor.full_name,
        signer_position=f"เลขานุการ{board.name}",
    )
    return headed(letter, board)


def headed(letter: Letter, board: Board) -> Letter:
    """The letter with office and contact of the board, as in its last one."""
    office = f"ฝ่ายเลขานุการ{board.name}\nจังหวัด{board.province.name}"
    return _as_usual(letter, office, f"ฝ่ายเลขานุการ {board.short_name}\n{PHONE}")


def numbered(reasons: Sequence[ReturnReason], note: str) -> str:
    """Reasons as they stand in a letter, each with its clause; the lines of the note go on in the numbers."""
    texts = [
        f"{reason.details.get('text') or reason.name}{f' ({reason.clause})' if reason.clause else ''}"
        for reason in reasons
    ]
    texts += [line.strip(" -•\t") for line in note.splitlines()]
    return "\n".join(to_thai(f"{place}. {text}") for place, text in enumerate(filter(None, texts), start=1))


def due_on(revision: Revision, day: datetime.date) -> datetime.date:
    """By when a plan that is sent back should be there again: the next cut-off that leaves time, else in fifteen days."""
    for meeting in meetings_of(revision.plan.organization.board):
        last = meeting.cut_off_on or meeting.held_on
        if last >= day + SHORTEST_TIME:
            return last
    return day + TIME_TO_MEND


def last_issued(body: Organization | Board) -> Letter | None:
    """The last letter of an office: its address, contact and the code before its numbers are used again."""
    return _letters_of(body).exclude(issued_at=None).order_by("-issued_at", "-pk").first()


def _letters_of(body: Organization | Board) -> QuerySet[Letter]:
    if isinstance(body, Board):
        return Letter.objects.filter(board=body)
    return Letter.objects.filter(organization=body)


def _as_usual(letter: Letter, office: str, contact: str) -> Letter:
    body = letter.organization or letter.board
    assert body is not None
    known = _letters_of(body).exclude(office="").exclude(issued_at=None).order_by("-issued_at", "-pk").first()
    letter.office = known.office if known else office
    letter.contact = known.contact if known and known.contact else contact
    return letter


def _words(facts: PlanFacts) -> dict[str, str]:
    return {
        **facts.placeholders,
        "title": plan_title(facts),
        "plain_title": fill(facts.edition.plan_title, facts.placeholders),
        "number": to_thai(facts.revision.number),
        "reason": to_thai_running(" ".join(facts.revision.reason.split())),
    }


def _to_the_board(organization: Organization) -> str:
    through = ""
    if organization.kind in THROUGH_THE_DISTRICT and organization.district:
        through = f" (ผ่านนายอำเภอ{organization.district})"
    return f"ประธาน{organization.board.name}{through}"


def _office_of(organization: Organization) -> str:
    kind = LaoKind(organization.kind)
    return f"{_OFFICES.get(kind, 'สำนักงาน')}{organization.full_name}\n{organization.place}"


def _hr_unit(facts: PlanFacts) -> str:
    unit = facts.organization.units.filter(is_hr=True, closed_on=None).first()
    return unit.name if unit else facts.organization.titles.office


def _of_the_committee(facts: PlanFacts) -> dict[str, str]:
    """Which committee decided when, and what clause the plan is submitted by."""
    revision = facts.revision
    endorsed = revision.decisions.filter(action="endorse").order_by("-pk").first()
    held = endorsed.meeting_on if endorsed else None
    order = order_on(revision, held or today()) or facts.committee_order
    committee = "คณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี"
    if order and order.number and order.dated_on:
        committee += to_thai(f" ตามคำสั่ง{facts.organization.full_name} ที่ {order.number} ")
        committee += f"ลงวันที่ {format_date(order.dated_on)} "
    meeting = ""
    if endorsed and held:
        meeting = to_thai(f"ในการประชุมครั้งที่ {endorsed.meeting_number} เมื่อวันที่ {format_date(held)} ")
    return {
        "committee": committee,
        "meeting": meeting,
        "clause": "๑๙" if revision.number else "๑๘",
        "again": AGAIN if _returned_with(revision) else "",
    }


def _enclosures(facts: PlanFacts) -> list[str]:
    revision = facts.revision
    endorsed = revision.decisions.filter(action="endorse").order_by("-pk").first()
    order = order_on(revision, today()) or facts.committee_order
    ordered = f" ที่ {order.number}" if order and order.number else ""
    met = f" ครั้งที่ {endorsed.meeting_number}" if endorsed and endorsed.meeting_number else ""
    return [
        to_thai(line)
        for line in (
            f"ร่าง{plan_title(facts)} จำนวน 1 เล่ม",
            f"สำเนาคำสั่งแต่งตั้งคณะกรรมการจัดทำแผน{ordered} จำนวน 1 ฉบับ",
            f"สำเนารายงานการประชุมคณะกรรมการจัดทำแผน{met} จำนวน 1 ชุด",
            "ผลการตรวจแผนด้วยระบบ จำนวน 1 ฉบับ",
            *(["ตารางเปรียบเทียบการปรับปรุงแผน จำนวน 1 ชุด"] if revision.number else []),
        )
    ]


def _returned_with(revision: Revision) -> str:
    """The letter of the last return of this revision."""
    returned = revision.decisions.filter(action__in=find.RETURNS).order_by("-pk").first()
    letter = Letter.objects.filter(decision=returned).exclude(issued_at=None).first() if returned else None
    if letter is None or letter.dated_on is None:
        return ""
    return to_thai(
        f"หนังสือ{letter.board.name if letter.board else ''} ที่ {letter.number} ลงวันที่ {format_date(letter.dated_on)}"
    )


def _submitted_with(organization: Organization, submission: Decision | None) -> str:
    if submission is None or not submission.letter_number or submission.letter_on is None:
        return ""
    dated = format_date(submission.letter_on)
    return to_thai(f"หนังสือ{organization.full_name} ที่ {submission.letter_number} ลงวันที่ {dated}")


def _received(submission: Decision | None) -> str:
    receipt = Receipt.objects.filter(submission=submission).first() if submission else None
    if receipt is None:
        return ""
    return to_thai(f"ฝ่ายเลขานุการรับเรื่องไว้ตามเลขรับที่ {receipt.number}/{receipt.year} แล้ว ")


def _name_of(organization: Organization, role: Role) -> str:
    serving = Membership.objects.active_on(today()).filter(organization=organization, role=role)
    holder = serving.select_related("user").order_by("-started_on", "-pk").first()
    return holder.user.full_name if holder else ""
