"""How far the way from the last plan is: computed from both plans, so that it may be left and taken up again."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.rollover.needs import unmet_needs
from plans.rollover.people import Renewal
from plans.rollover.projects import past_projects
from plans.rollover.source import Past
from plans.rollover.texts import past_texts


@dataclass(frozen=True)
class Step:
    """One step: what there is, how much of it is still to be looked at, and where."""

    label: str
    url: str
    state: str
    is_done: bool


def steps(past: Past) -> list[Step]:
    """The steps in the order in which they are best taken."""
    return [_texts(past), _projects(past), _people(past), _needs(past)]


def _texts(past: Past) -> Step:
    rows = past_texts(past)
    taken, changed = sum(row.is_taken for row in rows), sum(row.is_changed for row in rows)
    if not rows:
        state = _("แผนรอบก่อนใช้ข้อความมาตรฐานทั้งหมด ไม่มีข้อความให้นำมา")
    else:
        state = _("{n} หัวข้อที่หน่วยงานเขียนเอง นำมาแล้ว {taken} เขียนใหม่แล้ว {changed}").format(
            n=len(rows), taken=taken, changed=changed
        )
    return Step(_("ข้อความ"), _url(past, "rollover_texts"), state, taken + changed == len(rows))


def _projects(past: Past) -> Step:
    rows = past_projects(past)
    decided = sum(row.decision is not None for row in rows)
    state = _("พิจารณาแล้ว {decided} จาก {n} โครงการ").format(decided=decided, n=len(rows))
    return Step(_("โครงการ"), _url(past, "rollover_projects"), state, decided == len(rows))


def _people(past: Past) -> Step:
    renewal = Renewal(past)
    waiting = sum(row.is_offered for row in renewal.seats), len(renewal.items)
    state = _("มีให้นำมา: คณะกรรมการ {seats} ลำดับ การติดตาม {items} รายการ").format(
        seats=waiting[0], items=waiting[1]
    )
    if not any(waiting):
        state = _("ไม่มีรายการให้นำมาเพิ่ม")
    return Step(_("คณะกรรมการและการติดตาม"), _url(past, "rollover_people"), state, not any(waiting))


def _needs(past: Past) -> Step:
    waiting = sum(row.carried is None for row in unmet_needs(past))
    state = _("{n} รายการที่ยังไม่มีโครงการรองรับ").format(n=waiting) if waiting else _("ไม่มีรายการค้าง")
    return Step(_("ความต้องการที่ยังไม่ได้รับการพัฒนา"), _url(past, "rollover_needs"), state, not waiting)


def _url(past: Past, view: str) -> str:
    return reverse(f"plans:{view}", kwargs=past.new.address)
