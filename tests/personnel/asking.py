"""A survey for tests, drawn up, opened and answered as people do it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from organizations.models import Organization, User
from personnel import invitations, surveys
from personnel.models import Survey, Unit
from personnel.survey_topics import Topic, own_topic
from tests.builders import make_organization, make_user

FIRST_YEAR = 2570
TOPICS = (
    Topic("knowledge", "k02", "ความรู้เรื่องกฎหมาย"),
    Topic("skill", "sk2", "ทักษะการใช้คอมพิวเตอร์"),
    Topic("competency", "c4", "การบริการเป็นเลิศ"),
    Topic("subject", "s02", "การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ"),
    own_topic("การขับรถบรรทุกน้ำ"),
)


def make_survey(
    organization: Organization | None = None,
    state: str = Survey.State.OPEN,
    *,
    first_year: int = FIRST_YEAR,
    topics: Sequence[Topic] = TOPICS,
    by: User | None = None,
    **values: object,
) -> Survey:
    """A survey of five topics, in the state asked for."""
    organization, by = organization or make_organization(), by or make_user()
    survey = surveys.draw_up(
        organization=organization,
        first_year=first_year,
        values={"title": "แบบสำรวจความต้องการ", "introduction": "โปรดตอบ", "closes_on": None, **values},
        topics=topics,
        by=by,
    )
    if state != Survey.State.DRAFT:
        Survey.objects.filter(pk=survey.pk).update(state=state)
    return Survey.objects.select_related("organization").get(pk=survey.pk)


def make_slips(survey: Survey, number: int = 1) -> list[str]:
    """Secrets of slips without a name."""
    slips = invitations.issue(survey=survey, batch=uuid.uuid4(), slips=number, by=make_user())
    return [slip.address.rstrip("/").rpartition("/")[2] for slip in slips]


def fill_in(survey: Survey, *ratings: int | None, unit: Unit | None = None, suggestion: str = "") -> None:
    """An answer from paper: a rating for each topic in order, None for one left out."""
    questions = survey.questions.all()
    rated = {q.pk: rating for q, rating in zip(questions, ratings, strict=False) if rating}
    surveys.key_in(survey=survey, ratings=rated, by=make_user(), unit=unit, suggestion=suggestion)


def close(survey: Survey) -> Survey:
    """The survey, closed."""
    surveys.close_survey(survey=survey, by=make_user())
    survey.refresh_from_db()
    return survey
