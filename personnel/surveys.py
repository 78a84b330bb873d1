"""Ask people what they wish to learn: draw up a survey, open and close it, take answers by link and from paper.

An answer is taken once for an invitation, and nothing stored leads from it back to the invitation.
A refusal is a ValidationError in Thai.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from personnel.frame import Stale
from personnel.models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse, Unit
from personnel.survey_topics import FEWEST, MOST, Topic
from thai.dates import today

log = logging.getLogger(__name__)
Ratings = Mapping[int, int]  #: question -> one to five; a topic left out is not in it


@dataclass(frozen=True)
class Received:
    """How many were asked by a slip, and how many answers came by link and on paper."""

    invited: int
    by_link: int
    on_paper: int

    @property
    def total(self) -> int:
        """Answers in all."""
        return self.by_link + self.on_paper


def received(survey: Survey) -> Received:
    """The counts of one survey."""
    answers = survey.responses.aggregate(total=Count("pk"), paper=Count("keyed_by"))
    return Received(survey.invitations.count(), answers["total"] - answers["paper"], answers["paper"])


def takes_links(survey: Survey) -> bool:
    """True while an answer by link is taken: open, and not past its last day."""
    return survey.state == Survey.State.OPEN and (survey.closes_on is None or today() <= survey.closes_on)


# Drawing up -----------------------------------------------------------------------------------


def survey_seen(survey: Survey) -> str:
    """Names the stored state of a survey with its questions, for "seen when the form was opened"."""
    stored = Survey.objects.get(pk=survey.pk)
    parts = [stored.title, stored.introduction, stored.closes_on, stored.state]
    questions = survey.questions.values_list("text", "item_kind", "item_code")
    return hashlib.sha256(repr([*map(str, parts), *questions]).encode()).hexdigest()[:16]


@transaction.atomic
def draw_up(
    *,
    organization: Organization,
    first_year: int,
    values: Mapping[str, Any],
    topics: Sequence[Topic],
    by: User,
    survey: Survey | None = None,
    seen: str = "",
) -> Survey:
    """A new survey of a cycle (its first fiscal year, B.E.), or another content of one that is not open yet."""
    if survey is None:
        survey = Survey.objects.create(organization=organization, first_year=first_year, **values)
    else:
        survey = _as_seen(survey, seen)
        if survey.state != Survey.State.DRAFT:
            raise ValidationError(_("แบบสำรวจเปิดแล้ว จึงแก้หัวข้อไม่ได้ เพราะคำตอบที่ได้รับจะไม่ตรงกับหัวข้อ"))
        Survey.objects.filter(pk=survey.pk).update(**values)
        survey.questions.all().delete()
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            survey=survey, order=order, text=topic.text, item_kind=topic.kind, item_code=topic.code
        )
        for order, topic in enumerate(topics, start=1)
    )
    log.info("survey drawn up: survey %s by user %s", survey.pk, by.pk)
    return survey


@transaction.atomic
def set_last_day(*, survey: Survey, values: Mapping[str, Any], seen: str, by: User) -> None:
    """Another last day or introduction of a survey that is open: its questions stay as they are."""
    survey = _as_seen(survey, seen)
    allowed = {name: values[name] for name in ("introduction", "closes_on") if name in values}
    Survey.objects.filter(pk=survey.pk).update(**allowed)
    log.info("survey changed while open: survey %s by user %s", survey.pk, by.pk)


def _as_seen(survey: Survey, seen: str) -> Survey:
    """Hold the survey until the transaction ends; Stale when it is not as it was seen."""
    stored = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey_seen(stored) != seen:
        raise Stale
    return stored


# Open and close -------------------------------------------------------------------------------


def missing_before_open(survey: Survey) -> list[str]:
    """What keeps a survey from being opened: used by its page and by ``open_survey`` alike."""
    missing = []
    questions = survey.questions.count()
    if not FEWEST <= questions <= MOST:
        text = _("แบบสำรวจมี {count} หัวข้อ ต้องมีตั้งแต่ {fewest} ถึง {most} หัวข้อ")
        missing.append(text.format(count=questions, fewest=FEWEST, most=MOST))
    if survey.closes_on and survey.closes_on < today():
        missing.append(_("วันปิดรับคำตอบผ่านไปแล้ว กรุณากำหนดวันใหม่"))
    return missing


@transaction.atomic
def open_survey(*, survey: Survey, by: User) -> None:
    """Begin to take answers, or begin again after closing."""
    stored = Survey.objects.select_for_update().get(pk=survey.pk)
    if missing := missing_before_open(stored):
        raise ValidationError(missing)
    Survey.objects.filter(pk=stored.pk).update(state=Survey.State.OPEN)
    log.info("survey opened: survey %s by user %s", survey.pk, by.pk)


@transaction.atomic
def close_survey(*, survey: Survey, by: User) -> None:
    """Take no more answers; from now on the results are shown."""
    if not Survey.objects.filter(pk=survey.pk, state=Survey.State.OPEN).update(state=Survey.State.CLOSED):
        raise ValidationError(_("แบบสำรวจนี้ไม่ได้เปิดอยู่"))
    log.info("survey closed: survey %s by user %s", survey.pk, by.pk)


# Answers --------------------------------------------------------------------------------------


@transaction.atomic
def answer(*, invitation: Any, ratings: Ratings, suggestion: str = "", unit: Unit | None = None) -> bool:
    """Take the answer of an invitation; False when it was used before or the survey takes no answers.

    The invitation is used by compare-and-swap, so that of two answers sent at once one counts.
    """
    survey = Survey.objects.select_for_update().get(pk=invitation.survey_id)
    if not takes_links(survey):
        return False
    unused = survey.invitations.filter(pk=invitation.pk, is_answered=False)
    if not unused.update(is_answered=True):
        return False
    _store(survey, ratings, suggestion, unit)
    return True


@transaction.atomic
def key_in(
    *, survey: Survey, ratings: Ratings, by: User, suggestion: str = "", unit: Unit | None = None
) -> SurveyResponse:
    """An answer on paper, typed by the officer while the survey is open, its last day passed or not."""
    stored = Survey.objects.select_for_update().get(pk=survey.pk)
    if stored.state != Survey.State.OPEN:
        raise ValidationError(_("แบบสำรวจไม่ได้เปิดอยู่ จึงบันทึกคำตอบจากกระดาษไม่ได้"))
    return _store(stored, ratings, suggestion, unit, by)


def last_keyed(survey: Survey, by: User) -> SurveyResponse | None:
    """The paper that this person typed last."""
    return survey.responses.filter(keyed_by=by).order_by("-pk").first()


@transaction.atomic
def take_back(*, survey: Survey, response: int, by: User) -> bool:
    """Remove a paper that was typed wrongly; only the last one of the same person, while the survey is open."""
    stored = Survey.objects.select_for_update().get(pk=survey.pk)
    last = last_keyed(stored, by)
    if stored.state != Survey.State.OPEN or last is None or last.pk != response:
        return False
    last.delete()
    return True


def _store(
    survey: Survey, ratings: Ratings, suggestion: str, unit: Unit | None, keyed_by: User | None = None
) -> SurveyResponse:
    response = SurveyResponse.objects.create(
        survey=survey,
        organization_id=survey.organization_id,
        suggestion=suggestion,
        unit=unit,
        keyed_by=keyed_by,
        received_on=today(),
    )
    own = set(survey.questions.values_list("pk", flat=True))
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(response=response, question_id=question, rating=rating)
        for question, rating in ratings.items()
        if question in own
    )
    return response


def with_counts(surveys: Iterable[Survey]) -> list[tuple[Survey, int, int]]:
    """Surveys with their invitations and answers counted, in three queries however many there are."""
    listed = list(surveys)
    keys = [survey.pk for survey in listed]
    found = Survey.objects.filter(pk__in=keys).order_by()
    invited = dict(found.annotate(count=Count("invitations")).values_list("pk", "count"))
    answered = dict(found.annotate(count=Count("responses")).values_list("pk", "count"))
    return [(survey, invited[survey.pk], answered[survey.pk]) for survey in listed]
