"""Change the staffing frame: its period, its posts, the departments they stand in.

A refusal is a ValidationError in Thai. Rows without a version are guarded by what the form had seen of them.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from personnel.models import Holding, Post, StaffingFrame, Unit
from personnel.positions import canonical, decode
from thai.fiscal import CYCLE_LENGTH, FiscalYear

log = logging.getLogger(__name__)

POST_COLUMNS = (
    *("number", "title", "line", "position_type", "level", "kind", "unit"),
    *("is_head", "is_transferred", "order"),
)


class Stale(Exception):
    """Somebody else saved this row first; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "มีผู้อื่นบันทึกก่อนท่าน ข้อมูลที่ท่านพิมพ์ยังอยู่ กรุณาเปิดหน้าของรายการนี้เพื่อดูค่าที่บันทึกไว้ ถ้าบันทึกอีกครั้ง ค่าของท่านจะแทนค่าที่บันทึกไว้"
            )
        )


def seen(row: models.Model) -> str:
    """Names the stored state of a row, for "seen when the form was opened"."""
    values = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16]


def claim(row: models.Model, expected: str) -> None:
    """Hold a row until the transaction ends; Stale when it is not as it was seen."""
    stored = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if seen(stored) != expected:
        raise Stale


# Frames ---------------------------------------------------------------------------------------


@transaction.atomic
def create_frame(
    *, organization: Organization, first_year: int, copy_from: StaffingFrame | None = None, by: User
) -> StaffingFrame:
    """A frame of three fiscal years (B.E.), with the posts and holders of an earlier one when asked for."""
    frame = StaffingFrame(
        organization=organization, first_year=first_year, last_year=first_year + CYCLE_LENGTH - 1
    )
    _refuse_overlap(frame)
    frame.full_clean()
    frame.save()
    if copy_from is not None:
        _copy(copy_from, frame)
    log.info("frame created: %s by user %s", frame.pk, by.pk)
    return frame


@transaction.atomic
def move_frame(*, frame: StaffingFrame, first_year: int, by: User) -> None:
    """Correct the period of a frame."""
    frame.first_year, frame.last_year = first_year, first_year + CYCLE_LENGTH - 1
    _refuse_overlap(frame)
    frame.full_clean()
    frame.save(update_fields=["first_year", "last_year"])
    log.info("frame moved: %s to %s by user %s", frame.pk, first_year, by.pk)


def _refuse_overlap(frame: StaffingFrame) -> None:
    others = StaffingFrame.objects.filter(
        organization=frame.organization_id, first_year__lte=frame.last_year, last_year__gte=frame.first_year
    )
    other = others.exclude(pk=frame.pk).first()
    if other is not None:
        message = _("ซ้อนกับแผนอัตรากำลังปีงบประมาณ {first} - {last} ที่มีอยู่ กรุณาตรวจปี หรือแก้รอบของแผนเดิมก่อน")
        refusal = message.format(first=other.first_year, last=other.last_year)
        raise ValidationError({"first_year": refusal})


def _copy(source: StaffingFrame, frame: StaffingFrame) -> None:
    """Standing posts with whoever holds them when the new frame begins; the old holdings end the day before."""
    start = FiscalYear(frame.first_year).starts_on
    if source.last_year >= frame.first_year:
        raise ValidationError({"copy": _("คัดลอกได้จากแผนอัตรากำลังของรอบก่อนเท่านั้น")})
    old = list(source.posts.standing())
    columns = [field.attname for field in Post._meta.concrete_fields if field.name in POST_COLUMNS]
    new = Post.objects.bulk_create(
        Post(
            organization_id=frame.organization_id,
            frame=frame,
            **{name: getattr(post, name) for name in columns},
        )
        for post in old
    )
    copies = {before.pk: after for before, after in zip(old, new, strict=True)}
    going_on = Holding.objects.filter(Q(ended_on=None) | Q(ended_on__gte=start), post__in=old)
    holdings = list(going_on.select_related("post", "person"))
    _end_before(start, holdings)
    Holding.objects.bulk_create(
        Holding(
            organization_id=frame.organization_id,
            post=copies[holding.post_id],
            person=holding.person,
            is_acting=holding.is_acting,
            started_on=max(holding.started_on or start, start),
            ended_on=holding.ended_on,  # as read, before it was ended in the old frame
        )
        for holding in holdings
    )


def _end_before(start: datetime.date, holdings: list[Holding]) -> None:
    """Whoever is in a post stays there to the day before; what has not begun moves to the new frame whole."""
    begun = [row.pk for row in holdings if row.started_on is None or row.started_on < start]
    last_day = start - datetime.timedelta(days=1)
    Holding.objects.filter(pk__in=begun).update(ended_on=last_day)
    Holding.objects.filter(pk__in=[row.pk for row in holdings]).exclude(pk__in=begun).delete()


# Posts ----------------------------------------------------------------------------------------


@transaction.atomic
def save_post(
    *,
    frame: StaffingFrame,
    values: Mapping[str, Any],
    post: Post | None = None,
    expected: str = "",
    by: User,
) -> Post:
    """A new post, or a change of one; ValidationError for a number that is taken, Stale when another was first."""
    if post is None:
        last = frame.posts.aggregate(last=Max("order"))["last"] or 0
        post = Post(organization_id=frame.organization_id, frame=frame, order=last + 1)
    else:
        claim(post, expected)
    for name, value in values.items():
        setattr(post, name, value)
    post.number = canonical(post.number)
    number = decode(post.number)
    post.is_transferred = post.is_transferred or bool(number and number.is_transferred)
    post.full_clean()
    post.save()
    log.info("post saved: %s by user %s", post.pk, by.pk)
    return post


@transaction.atomic
def abolish_post(*, post: Post, on: datetime.date, by: User) -> None:
    """Take a post out of the frame from a day on; refused while somebody holds it or acts in it on that day."""
    Post.objects.select_for_update().get(pk=post.pk)
    still = post.holdings.filter(Q(ended_on=None) | Q(ended_on__gte=on)).select_related("person").first()
    if still is not None:
        message = _("{person} ยังอยู่ในตำแหน่งนี้ กรุณาบันทึกวันที่พ้นจากตำแหน่งก่อนยุบเลิก")
        raise ValidationError(message.format(person=still.person))
    post.abolished_on = on
    post.save(update_fields=["abolished_on"])
    log.info("post abolished: %s on %s by user %s", post.pk, on, by.pk)


def restore_post(*, post: Post, by: User) -> None:
    """The post was not abolished after all."""
    post.abolished_on = None
    post.save(update_fields=["abolished_on"])
    log.info("post restored: %s by user %s", post.pk, by.pk)


# Units ----------------------------------------------------------------------------------------


@transaction.atomic
def save_unit(
    *, organization: Organization, name: str, head_title: str, is_hr: bool, unit: Unit | None = None, by: User
) -> Unit:
    """A new department, or a change of one. There is one in charge of personnel: a new one takes the duty over."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    if unit is None:
        last = organization.units.aggregate(last=Max("order"))["last"] or 0
        unit = Unit(organization=organization, order=last + 1)
    elif unit.is_hr and not is_hr:
        raise ValidationError({"is_hr": _("ต้องมีส่วนราชการที่รับผิดชอบงานบุคคล กรุณาเลือกที่ส่วนราชการอื่นแทน")})
    if is_hr:
        organization.units.exclude(pk=unit.pk).update(is_hr=False)
    unit.name, unit.head_title, unit.is_hr = name, head_title, is_hr
    unit.full_clean()
    unit.save()
    log.info("unit saved: %s by user %s", unit.pk, by.pk)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, on: datetime.date, by: User) -> None:
    """A department ends on a day; refused while posts stand in it, and for the one in charge of personnel."""
    if unit.is_hr:
        raise ValidationError(_("ส่วนราชการนี้รับผิดชอบงานบุคคล กรุณากำหนดให้ส่วนราชการอื่นรับผิดชอบก่อน"))
    newest = unit.organization.frames.first()
    standing = unit.posts.standing().filter(frame=newest).count() if newest else 0
    if standing:
        message = _("ยังมี {count} ตำแหน่งในส่วนราชการนี้ กรุณาย้ายหรือยุบเลิกตำแหน่งเหล่านั้นก่อน")
        raise ValidationError(message.format(count=standing))
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    log.info("unit closed: %s on %s by user %s", unit.pk, on, by.pk)
