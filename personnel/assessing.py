"""Assess a person: by oneself and by the supervisor, one answer at a time, sent when nothing is missing.

Who may: the person (through the account linked to it) and the person whom it names as supervisor. A refusal is a
ValidationError in Thai; `Sent` says that the assessment was handed in and is closed.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Membership, Organization, User
from organizations.roles import Role
from personnel.gaps import Measured, frame_of_cycle
from personnel.models import Assessment, Person, Post, Score
from personnel.requirements import Item, Key, Part, Requirements
from thai.dates import today
from thai.fiscal import FiscalYear

log = logging.getLogger(__name__)

SELF, SUPERVISOR = Assessment.Assessor.SELF, Assessment.Assessor.SUPERVISOR


class Level(models.IntegerChoices):
    """The five levels in words; they are ours, for knowledge, skills, competencies and digital abilities alike."""

    BEGINNING = 1, gettext_lazy("เพิ่งเริ่มเรียนรู้")
    GUIDED = 2, gettext_lazy("ทำได้เมื่อมีผู้แนะนำ")
    ALONE = 3, gettext_lazy("ทำได้ด้วยตนเอง")
    WELL = 4, gettext_lazy("ทำได้ดีและแก้ปัญหายากได้")
    TEACHING = 5, gettext_lazy("เป็นแบบอย่างและสอนผู้อื่นได้")


class Sent(Exception):
    """The assessment was handed in; only the officer opens it again."""

    def __init__(self) -> None:
        super().__init__(_("แบบประเมินนี้ส่งแล้ว หากต้องการแก้ไข กรุณาแจ้งเจ้าหน้าที่งานบุคคลให้เปิดแบบประเมินอีกครั้ง"))


# Who ------------------------------------------------------------------------------------------


def may_see_all(acting: Membership | None) -> bool:
    """True for the officer in charge of personnel, who alone sees the scores of everybody."""
    return bool(acting and acting.role == Role.HR_OFFICER)


def person_of(organization: Organization, user: User) -> Person | None:
    """The person of an LAO whose account this is."""
    return organization.people.filter(user=user, left_on=None).first()


def assessor_of(person: Person, user: User) -> str | None:
    """As what a user assesses a person: oneself, the supervisor, or not at all. Whoever left the LAO assesses nobody."""
    if person.user_id == user.pk and person.left_on is None:
        return SELF
    superior = person.supervisor
    if superior is not None and superior.user_id == user.pk and superior.left_on is None:
        return SUPERVISOR
    return None


@dataclass(frozen=True)
class Task:
    """Somebody to be assessed by one assessor, and how far that is."""

    person: Person
    post: Post
    assessor: str
    assessment: Assessment | None

    @property
    def is_sent(self) -> bool:
        """True once it was handed in."""
        return bool(self.assessment and self.assessment.sent_at)

    @property
    def is_begun(self) -> bool:
        """True when it was begun and not handed in."""
        return self.assessment is not None and self.assessment.sent_at is None


def tasks_of(me: Person, first_year: int) -> list[Task]:
    """What somebody has to assess in a cycle: oneself first, then the direct subordinates by post.

    The number of queries does not depend on the number of people; whoever holds no post is left out.
    """
    posts = Measured(me.organization, first_year).posts
    mine = Assessment.objects.filter(organization=me.organization_id, first_year=first_year)
    begun = {
        (row.person_id, row.assessor): row for row in mine.filter(Q(person=me) | Q(person__supervisor=me))
    }
    under_me = {person.pk: person for person in me.subordinates.filter(left_on=None)}
    wanted = [(me, SELF)] if me.pk in posts else []
    wanted += [(under_me[pk], SUPERVISOR) for pk in posts if pk in under_me]
    return [Task(person, posts[person.pk], who, begun.get((person.pk, who))) for person, who in wanted]


# What -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """The items of one part."""

    part: Part
    items: tuple[Item, ...]


class Sheet:
    """The assessment of one person by one assessor in a cycle (its first fiscal year, B.E.), begun or not."""

    def __init__(self, person: Person, first_year: int, assessor: str) -> None:
        self.person, self.first_year, self.assessor = person, first_year, assessor

    @property
    def is_own(self) -> bool:
        """True when people assess themselves."""
        return self.assessor == SELF

    @cached_property
    def post(self) -> Post | None:
        """The post whose requirements are asked about; None for whoever holds none of local personnel."""
        return post_of(self.person, self.first_year)

    @cached_property
    def _requirements(self) -> Requirements:
        return Requirements([self.post] if self.post else [], self.first_year)

    @cached_property
    def required(self) -> dict[Key, int]:
        """The items to be answered, with the level that the post requires."""
        return self._requirements.by_post()[self.post.pk] if self.post else {}

    @cached_property
    def groups(self) -> list[Group]:
        """The items in their parts; parts without items are left out."""
        items = [self._requirements.items[key] for key in self.required]
        found = ((part, tuple(item for item in items if item.part == part)) for part in Part)
        return [Group(part, members) for part, members in found if members]

    @cached_property
    def assessment(self) -> Assessment | None:
        """The stored row; None while nothing was answered."""
        rows = Assessment.objects.filter(person=self.person, first_year=self.first_year)
        return rows.filter(assessor=self.assessor).first()

    @cached_property
    def scores(self) -> dict[Key, int]:
        """The answers so far, of what is asked now."""
        if self.assessment is None:
            return {}
        rows = self.assessment.scores.values_list("item_kind", "item_code", "level")
        return {(kind, code): level for kind, code, level in rows if (kind, code) in self.required}

    @property
    def is_sent(self) -> bool:
        """True once it was handed in."""
        return bool(self.assessment and self.assessment.sent_at)

    @property
    def answered(self) -> int:
        """How many items were answered."""
        return len(self.scores)

    @property
    def total(self) -> int:
        """How many items are asked."""
        return len(self.required)

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        return _("ตอบแล้ว {answered} จาก {total} ข้อ").format(answered=self.answered, total=self.total)


def post_of(person: Person, first_year: int) -> Post | None:
    """The post of local personnel that somebody holds in the frame of a cycle, on the day on which it is looked at."""
    frame = frame_of_cycle(person.organization, first_year)
    if frame is None:
        return None
    day = min(max(today(), FiscalYear(frame.first_year).starts_on), FiscalYear(frame.last_year).ends_on)
    held = person.holdings.current_on(day).filter(is_acting=False, post__in=frame.posts.counted())
    holding = held.select_related("post").order_by("post__order", "post").first()
    return holding.post if holding else None


# Changing -------------------------------------------------------------------------------------


@transaction.atomic
def answer(sheet: Sheet, levels: Mapping[Key, int], *, by: User) -> Assessment:
    """Keep answers; `Sent` when it was handed in, ValidationError for what is not asked of this person."""
    if unknown := [key[1] for key in levels if key not in sheet.required]:
        raise ValidationError(_("ไม่มีข้อ {codes} ในแบบประเมินนี้ กรุณาเปิดหน้านี้ใหม่").format(codes=", ".join(unknown)))
    assessment = _open(sheet, by)
    Score.objects.bulk_create(
        [
            Score(
                organization_id=assessment.organization_id,
                assessment=assessment,
                item_kind=kind,
                item_code=code,
                level=level,
            )
            for (kind, code), level in levels.items()
        ],
        update_conflicts=True,
        unique_fields=["assessment", "item_kind", "item_code"],
        update_fields=["level"],
    )
    sheet.__dict__.pop("scores", None)
    return assessment


def _open(sheet: Sheet, by: User) -> Assessment:
    """The row, begun when there is none, held until the transaction ends."""
    assessment, _created = Assessment.objects.select_for_update().get_or_create(
        person=sheet.person,
        first_year=sheet.first_year,
        assessor=sheet.assessor,
        defaults={"organization_id": sheet.person.organization_id, "assessed_by": by},
    )
    if assessment.sent_at is not None:
        raise Sent
    assessment.assessed_by = by
    assessment.save(update_fields=["assessed_by", "updated_at"])
    sheet.assessment = assessment
    return assessment


@transaction.atomic
def send(sheet: Sheet, levels: Mapping[Key, int], *, by: User) -> None:
    """Keep the answers and hand the assessment in; ValidationError while an item has none."""
    if not sheet.required:
        raise ValidationError(_("ไม่มีข้อที่ต้องประเมิน เพราะไม่มีตำแหน่งในแผนอัตรากำลังของรอบนี้"))
    assessment = answer(sheet, levels, by=by)
    if sheet.answered < sheet.total:
        missing = sheet.total - sheet.answered
        raise ValidationError(_("ยังไม่ได้ตอบ {count} ข้อ กรุณาตอบให้ครบก่อนส่ง").format(count=missing))
    assessment.sent_at = timezone.now()
    assessment.save(update_fields=["sent_at", "updated_at"])
    log.info("assessment sent: %s by user %s", assessment.pk, by.pk)


def reopen(assessment: Assessment, *, by: User) -> None:
    """Let the assessor change what was handed in; until it is sent again it counts as not assessed."""
    Assessment.objects.filter(pk=assessment.pk).update(sent_at=None)
    log.info("assessment opened again: %s by user %s", assessment.pk, by.pk)
