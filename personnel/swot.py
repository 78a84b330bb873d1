"""Strengths, weaknesses, opportunities and threats of an LAO's personnel: a few short sentences in each quadrant."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping, Sequence

from django.db import transaction

from organizations.models import Organization, User
from personnel.frame import Stale
from personnel.models import SwotItem
from thai.text import normalise_line

log = logging.getLogger(__name__)
FEWEST, ADVISED, MOST = 3, 6, 12  #: sentences of a quadrant: advised from, to, and at most
LONGEST = 300  #: characters of a sentence
Quadrants = dict[str, list[str]]  #: quadrant -> sentences in order

#: A number or dash before a sentence: the paper numbers anew.
_MARKER = re.compile(r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|\([ก-ฮ]\)|[-•–])\s*")

#: To begin with: true of many LAOs, to be struck out and replaced by what is true of this one.
STARTER: Mapping[str, Sequence[str]] = {
    SwotItem.Quadrant.STRENGTH: (
        "มีแผนอัตรากำลัง 3 ปี และมาตรฐานกำหนดตำแหน่งเป็นกรอบของงานและสมรรถนะ",
        "ผู้บริหารสนับสนุนให้บุคลากรเข้ารับการพัฒนาอย่างต่อเนื่อง",
        "บุคลากรส่วนใหญ่เป็นคนในพื้นที่ เข้าใจปัญหาและความต้องการของประชาชน",
    ),
    SwotItem.Quadrant.WEAKNESS: (
        "มีตำแหน่งว่าง ผู้ปฏิบัติงานหนึ่งคนจึงต้องรับผิดชอบหลายงาน",
        "ความรู้ในงานสำคัญอยู่กับตัวบุคคล ยังไม่มีการถ่ายทอดอย่างเป็นระบบ",
        "ทักษะด้านดิจิทัลของบุคลากรแต่ละกลุ่มแตกต่างกันมาก",
    ),
    SwotItem.Quadrant.OPPORTUNITY: (
        "นโยบายของรัฐสนับสนุนการพัฒนาทักษะดิจิทัลของบุคลากรภาครัฐ",
        "มีหลักสูตรออนไลน์ของหน่วยงานของรัฐให้เรียนโดยไม่เสียค่าใช้จ่าย",
        "ร่วมจัดอบรมกับองค์กรปกครองส่วนท้องถิ่นใกล้เคียงได้",
    ),
    SwotItem.Quadrant.THREAT: (
        "กฎหมาย ระเบียบ และเทคโนโลยีเปลี่ยนแปลงเร็ว",
        "การโอนย้ายและเกษียณอายุทำให้ขาดผู้มีประสบการณ์",
        "งบประมาณมีจำกัด ขณะที่ภารกิจถ่ายโอนเพิ่มขึ้น",
    ),
}


def of_cycle(organization: Organization, first_year: int) -> Quadrants:
    """The sentences of a cycle (its first fiscal year, B.E.), every quadrant present."""
    found: Quadrants = {quadrant.value: [] for quadrant in SwotItem.Quadrant}
    rows = SwotItem.objects.filter(organization=organization, first_year=first_year).order_by("order", "pk")
    for quadrant, text in rows.values_list("quadrant", "text"):
        found[quadrant].append(text)
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a box, one a line, without the numbers typed before them."""
    lines = (normalise_line(_MARKER.sub("", line)) for line in text.splitlines())
    return [line for line in lines if line]


def swot_seen(quadrants: Quadrants) -> str:
    """Names what is stored, for "seen when the form was opened"."""
    return hashlib.sha256(repr(sorted(quadrants.items())).encode()).hexdigest()[:16]


@transaction.atomic
def save_swot(
    *,
    organization: Organization,
    first_year: int,
    quadrants: Mapping[str, Sequence[str]],
    seen: str,
    by: User,
) -> None:
    """All four quadrants as typed; Stale when somebody else was first."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    if swot_seen(of_cycle(organization, first_year)) != seen:
        raise Stale
    SwotItem.objects.filter(organization=organization, first_year=first_year).delete()
    SwotItem.objects.bulk_create(
        SwotItem(organization=organization, first_year=first_year, quadrant=quadrant, order=order, text=text)
        for quadrant, texts in quadrants.items()
        for order, text in enumerate(texts, start=1)
    )
    log.info("swot saved: organization %s cycle %s by user %s", organization.pk, first_year, by.pk)
