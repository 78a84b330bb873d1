"""Change people: who they are, which post they hold or act in, when they leave, and overrides of their group.

A refusal is a ValidationError in Thai.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from personnel.frame import claim
from personnel.models import GroupOverride, Holding, Person, PersonnelGroup, Post
from thai.dates import format_date

log = logging.getLogger(__name__)


def add_person(*, organization: Organization, values: Mapping[str, Any], by: User) -> Person:
    """Somebody new; ``values`` are columns of `Person`."""
    person = Person(organization=organization, **values)
    person.full_clean()
    person.save()
    log.info("person added: %s by user %s", person.pk, by.pk)
    return person


@transaction.atomic
def save_person(*, person: Person, values: Mapping[str, Any], expected: str, by: User) -> None:
    """Change what is known about a person; Stale when another was first."""
    claim(person, expected)
    for name, value in values.items():
        setattr(person, name, value)
    person.full_clean()
    person.save()
    log.info("person saved: %s by user %s", person.pk, by.pk)


# Holding posts --------------------------------------------------------------------------------


@transaction.atomic
def put_newcomer(
    *,
    post: Post,
    values: Mapping[str, Any],
    started_on: datetime.date | None,
    is_acting: bool = False,
    by: User,
) -> Person:
    """Somebody new straight into a post; both or neither."""
    person = add_person(organization=post.organization, values=values, by=by)
    hold(post=post, person=person, started_on=started_on, is_acting=is_acting, by=by)
    return person


@transaction.atomic
def hold(
    *, post: Post, person: Person, started_on: datetime.date | None, is_acting: bool = False, by: User
) -> Holding:
    """Put a person in a post from a day on, substantively or acting.

    Somebody who holds another post leaves it the day before. Refused for a post that is held or abolished.
    """
    if post.organization_id != person.organization_id:
        raise ValueError("a post and its holder belong to one organization")
    Post.objects.select_for_update().get(pk=post.pk)
    _refuse_impossible(post, person, started_on, is_acting)
    if not is_acting:
        _leave_other_post(person, started_on)
    holding = Holding(
        organization_id=post.organization_id,
        post=post,
        person=person,
        started_on=started_on,
        is_acting=is_acting,
    )
    holding.full_clean()
    holding.save()
    log.info("holding began: %s by user %s", holding.pk, by.pk)
    return holding


def _refuse_impossible(post: Post, person: Person, started_on: datetime.date | None, is_acting: bool) -> None:
    if post.abolished_on is not None:
        raise ValidationError(_("ตำแหน่งนี้ยุบเลิกแล้ว"))
    if person.left_on is not None:
        raise ValidationError({"person": _("ผู้นี้พ้นจากหน่วยงานแล้ว")})
    from_then_on = Q(ended_on=None) | Q(ended_on__gte=started_on or datetime.date.min)
    present = post.holdings.filter(from_then_on).select_related("person")
    if present.filter(person=person, is_acting=is_acting).exists():
        raise ValidationError({"person": _("ผู้นี้อยู่ในตำแหน่งนี้อยู่แล้ว")})
    holder = present.filter(is_acting=False).first()
    if holder is not None and not is_acting:
        message = _("{person} ครองตำแหน่งนี้อยู่ กรุณาบันทึกวันที่พ้นจากตำแหน่งก่อน")
        raise ValidationError(message.format(person=holder.person))


def _leave_other_post(person: Person, started_on: datetime.date | None) -> None:
    other = person.holdings.filter(ended_on=None, is_acting=False).select_related("post").first()
    if other is None:
        return
    if started_on is None:
        message = _("ผู้นี้ครองตำแหน่ง {post} อยู่ กรุณากรอกวันที่เริ่มในตำแหน่งใหม่ ระบบจะบันทึกว่าพ้นตำแหน่งเดิมวันก่อนหน้า")
        raise ValidationError({"started_on": message.format(post=other.post)})
    end_holding(holding=other, on=started_on - datetime.timedelta(days=1))


def end_holding(*, holding: Holding, on: datetime.date) -> None:
    """Make ``on`` the last day in a post; refused before the first day."""
    if holding.started_on and on < holding.started_on:
        message = _("เริ่มตำแหน่ง {post} วันที่ {day} วันที่พ้นต้องไม่ก่อนวันนั้น")
        started = format_date(holding.started_on, "screen")
        raise ValidationError(message.format(post=holding.post, day=started))
    holding.ended_on = on
    holding.save(update_fields=["ended_on"])


@transaction.atomic
def leave_post(*, holding: Holding, on: datetime.date, leaves_organization: bool, by: User) -> None:
    """The last day in a post, and where asked for the last day in the LAO."""
    Post.objects.select_for_update().get(pk=holding.post_id)
    end_holding(holding=holding, on=on)
    if leaves_organization:
        _leave_organization(holding.person, on)
    log.info("holding ended: %s on %s by user %s", holding.pk, on, by.pk)


def _leave_organization(person: Person, on: datetime.date) -> None:
    """Every other holding ends too; those that were to begin later never do."""
    later = person.holdings.filter(started_on__gt=on)
    later.delete()
    person.holdings.filter(Q(ended_on=None) | Q(ended_on__gt=on)).update(ended_on=on)
    person.left_on = on
    person.save(update_fields=["left_on"])


# Groups ---------------------------------------------------------------------------------------


@transaction.atomic
def override_group(
    *, person: Person, year: int, group: PersonnelGroup, reason: str, by: User
) -> GroupOverride:
    """The officer's own decision for one fiscal year (B.E.), with its reason; a later one takes its place."""
    override, _created = GroupOverride.objects.update_or_create(
        person=person,
        year=year,
        defaults={
            "organization_id": person.organization_id,
            "group": group,
            "reason": reason,
            "decided_by": by,
        },
    )
    log.info("group overridden: person %s year %s by user %s", person.pk, year, by.pk)
    return override


def withdraw_override(*, person: Person, year: int, by: User) -> None:
    """The rules decide again."""
    GroupOverride.objects.filter(person=person, year=year).delete()
    log.info("group override withdrawn: person %s year %s by user %s", person.pk, year, by.pk)
