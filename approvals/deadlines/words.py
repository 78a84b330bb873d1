"""Deadlines in sentences, and where a step is done."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.deadlines.board_days import Sitting
from approvals.deadlines.forecast import Forecast, Verdict
from approvals.deadlines.outlook import Outlook
from approvals.deadlines.steps import Step, StepCode
from organizations.roles import Role
from thai.dates import format_date


def sentence(outlook: Outlook) -> str:
    """What the forecast says; empty where there is none."""
    found = outlook.forecast
    if found is None:
        return ""
    if found.ready_on is None:
        return _with_the_board(outlook, found)
    aim = outlook.schedule.sitting
    if aim is None:
        return _without_calendar(outlook, found)
    values = {"sitting": named(aim), "last": format_date(aim.cut_off_on, "screen")}
    if found.verdict == Verdict.MISSES:
        return _missing(outlook, found, aim, values)
    if found.verdict == Verdict.UNCERTAIN:
        return _("เสี่ยงไม่ทันการประชุม{sitting} ต้องส่งภายใน {last} คาดว่าพร้อมส่งวันที่ {ready}").format(
            ready=format_date(found.ready_on, "screen"), **values
        )
    return _("ตามความคืบหน้านี้จะทันการประชุม{sitting} ต้องส่งภายใน {last}").format(**values)


def named(sitting: Sitting) -> str:
    """ครั้งที่ 9/2569 (17 กันยายน 2569)."""
    return _("ครั้งที่ {label} ({date})").format(label=sitting.label, date=format_date(sitting.held_on, "screen"))


def idle_sentence(outlook: Outlook) -> str:
    """That nobody worked on it for long; empty otherwise."""
    last = outlook.standing.progress.last_work_on
    if outlook.forecast is None or not outlook.forecast.idle or last is None:
        return ""
    return _("ไม่มีการแก้ไขแผนตั้งแต่ {date}").format(date=format_date(last, "screen"))


def _missing(outlook: Outlook, found: Forecast, aim: Sitting, values: dict[str, str]) -> str:
    if aim.cut_off_on < outlook.day:
        text = _("ไม่ทันการประชุม{sitting} เพราะเลยวันรับเรื่อง {last} แล้ว")
    else:
        text = _("ตามความคืบหน้านี้จะไม่ทันการประชุม{sitting} ต้องส่งภายใน {last}")
    return text.format(**values) + _then_reached(found)


def _without_calendar(outlook: Outlook, found: Forecast) -> str:
    last = outlook.schedule.step(StepCode.SUBMISSION)
    texts = {
        Verdict.REACHES: _("ตามความคืบหน้านี้จะเสนอทันวันที่ {last}"),
        Verdict.UNCERTAIN: _("เสี่ยงเสนอไม่ทันวันที่ {last}"),
        Verdict.MISSES: _("ตามความคืบหน้านี้จะเสนอไม่ทันวันที่ {last}"),
    }
    text = texts[found.verdict]
    if last and last.due_on < outlook.day:
        text = _("เลยกำหนดเสนอวันที่ {last} แล้ว")
    text = text.format(last=format_date(last.due_on, "screen") if last else "")
    return text + _then_reached(found) if found.verdict == Verdict.MISSES else text


def _then_reached(found: Forecast) -> str:
    """The meeting that it will come before instead; empty where none is set."""
    return " " + _("คาดว่าจะทัน{sitting}").format(sitting=named(found.reached)) if found.reached else ""


def _with_the_board(outlook: Outlook, found: Forecast) -> str:
    aim = outlook.schedule.sitting
    if found.verdict == Verdict.MISSES and aim:
        text = _("เสนอหลังวันรับเรื่องของการประชุม{sitting}").format(sitting=named(aim))
        reached = found.reached
        return text + (" " + _("จะเข้าการประชุม{sitting}").format(sitting=named(reached)) if reached else "")
    if found.reached:
        return _("เสนอแล้ว จะเข้าการประชุม{sitting}").format(sitting=named(found.reached))
    return _("เสนอแล้ว รอคณะกรรมการระดับจังหวัดกำหนดวันประชุม")


def days_left(step: Step, outlook: Outlook) -> str:
    """How long there is still, or since when it is late; empty for what is done."""
    if step.done_on or step.status.name == "DONE":
        return ""
    left = step.days_left(outlook.day)
    if left < 0:
        return _("เลยมา {days} วัน").format(days=-left)
    return _("วันนี้") if left == 0 else _("อีก {days} วัน").format(days=left)


def address_of(step: Step, outlook: Outlook, role: str) -> str:
    """The page on which the step is done by this role; the board's people work from their queue."""
    subject = outlook.subject
    if role in (Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.BOARD_MEMBER):
        return reverse("approvals:board", args=[subject.organization.board.code])
    if role == Role.PROVINCE_VIEWER:
        return reverse("monitoring:overview", args=[int(subject.cycle.first)])
    if step.code == StepCode.NEEDS:
        return reverse("personnel:needs", args=[subject.organization.code, int(subject.cycle.first)])
    if subject.revision is None:
        return reverse("plans:create" if role == Role.HR_OFFICER else "plans:index")
    meets = step.code == StepCode.COMMITTEE_CALL or (
        step.code == StepCode.COMMITTEE_MEETING and outlook.standing.called_for is not None
    )
    if meets:  # the resolution of a meeting that is called is recorded there
        return reverse("approvals:meetings", kwargs=subject.revision.address)
    return _inside(step, subject.revision.address, role)


def _inside(step: Step, address: dict[str, str | int], role: str) -> str:
    moves = {
        StepCode.COMMITTEE_MEETING: ("endorse", Role.COMMITTEE_CHAIR),
        StepCode.SUBMISSION: ("submit", Role.HR_OFFICER),
        StepCode.ANNOUNCEMENT: ("announce", Role.HEAD),
    }
    if step.code == StepCode.COMMITTEE:
        name = (
            "approvals:orders" if role == Role.HEAD else "plans:committee"
        )  # the head signs, others draw up
        return reverse(name, kwargs=address)
    if step.waits and step.code in moves and moves[step.code][1] == role:
        return reverse("approvals:move", kwargs={**address, "action": moves[step.code][0]})
    return reverse("plans:tasks", kwargs=address)
