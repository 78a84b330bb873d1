"""What the people of the demonstration wish to learn, the SWOT, and the needs that come of it: invented, the same each time.

Some proposals stay undecided, so that whoever tries the system has something to confirm or decline.
"""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Iterator
from typing import Any

from approvals.demonstration import files
from approvals.demonstration.bodies import units_by_key
from approvals.demonstration.people import quietly
from competencies.items import HIGHEST, LOWEST
from organizations.models import Organization, User
from personnel import invitations, needs, surveys, swot
from personnel.models import Need, PersonnelGroup, Survey, Unit
from personnel.survey_topics import topic_groups
from thai.dates import frozen_today

FILE = "needs_sangkhom"
OFFICER = "officer"
BATCH = uuid.UUID("25702572-0000-4000-8000-000000000000")
#: How far answers are from what is usual, and an answer that is left out; one of them for each answer and topic.
SHIFTS = (-2, -1, -1, 0, 0, 0, 0, 0, 0, 1, 1, None)


def ask_and_decide() -> None:
    """A survey that was answered and closed, the four quadrants, and ranked needs."""
    spec = files.read(FILE)
    organization = Organization.objects.get(code=spec["organization"])
    if Survey.objects.filter(organization=organization).exists():
        return
    by = User.objects.get(username=OFFICER)
    with quietly():
        _ask(organization, spec, by)
        with frozen_today(spec["decided_on"]):
            _write_swot(organization, spec, by)
            _decide(organization, spec, by)


# Survey ---------------------------------------------------------------------------------------


def _ask(organization: Organization, spec: dict[str, Any], by: User) -> None:
    asked = spec["survey"]
    topics = {topic.value: topic for group in topic_groups(spec["first_year"]) for topic in group.topics}
    with frozen_today(spec["asked_on"]):
        survey = surveys.draw_up(
            organization=organization,
            first_year=spec["first_year"],
            values={
                "title": asked["title"],
                "introduction": asked["introduction"],
                "closes_on": spec["closed_on"],
            },
            topics=[topics[row["key"]] for row in asked["topics"]],
            by=by,
        )
        surveys.open_survey(survey=survey, by=by)
        _answer(survey, asked, by)
    with frozen_today(spec["closed_on"]):
        surveys.close_survey(survey=survey, by=by)


def _answer(survey: Survey, asked: dict[str, Any], by: User) -> None:
    """Everybody has a slip by name; most used it, and a few answered on paper."""
    people = invitations.not_invited(survey)
    slips = invitations.issue(survey=survey, batch=BATCH, people=[person for person, _unit in people], by=by)
    units = {person.full_name: unit for person, unit in people}
    remarks = iter(asked["suggestions"])
    for place, slip in enumerate(slips[: asked["by_link"]]):
        invitation = invitations.find(slip.address.rstrip("/").rpartition("/")[2])
        remark = next(remarks, "") if place % 5 == 2 else ""
        ratings = _ratings(survey, asked, slip.label)
        surveys.answer(invitation=invitation, ratings=ratings, suggestion=remark, unit=units[slip.label])
    for number in range(asked["on_paper"]):
        surveys.key_in(survey=survey, ratings=_ratings(survey, asked, f"กระดาษ {number}"), by=by)


def _ratings(survey: Survey, asked: dict[str, Any], name: str) -> dict[int, int]:
    rated = {}
    for question, row in zip(survey.questions.all(), asked["topics"], strict=True):
        shift = SHIFTS[zlib.crc32(f"{name}{row['key']}".encode()) % len(SHIFTS)]
        if shift is not None:
            rated[question.pk] = min(max(row["usual"] + shift, LOWEST), HIGHEST)
    return rated


# SWOT and needs -------------------------------------------------------------------------------


def _write_swot(organization: Organization, spec: dict[str, Any], by: User) -> None:
    year = spec["first_year"]
    seen = swot.swot_seen(swot.of_cycle(organization, year))
    swot.save_swot(organization=organization, first_year=year, quadrants=spec["swot"], seen=seen, by=by)


def _decide(organization: Organization, spec: dict[str, Any], by: User) -> None:
    cycle: dict[str, Any] = {"organization": organization, "first_year": spec["first_year"]}
    needs.propose(**cycle)
    proposed = {
        f"{row.source}:{row.item_kind}:{row.item_code}": row.pk for row in Need.objects.filter(**cycle)
    }
    confirmed = {proposed[row["key"]]: row for row in spec["confirmed"]}
    declined = [proposed[key] for key in spec["declined"]]
    needs.decide(**cycle, needs=confirmed, state=Need.State.CONFIRMED, by=by)
    needs.decide(**cycle, needs=declined, state=Need.State.DECLINED, by=by)
    for need, row in _written(organization, spec, by):
        confirmed[need.pk] = row
    needs.rank(
        **cycle,
        places={key: needs.Place(row["rank"], row["reason"]) for key, row in confirmed.items()},
        seen=needs.ranks_seen(needs.confirmed(**cycle)),
        by=by,
    )


def _written(
    organization: Organization, spec: dict[str, Any], by: User
) -> Iterator[tuple[Need, dict[str, Any]]]:
    units: dict[str, Unit] = units_by_key(organization)
    for row in spec["written"]:
        values = {
            **{name: row[name] for name in ("source", "title", "evidence", "people")},
            "groups": PersonnelGroup.objects.filter(code__in=row["groups"]),
            "units": [units[key] for key in row["units"]],
        }
        yield needs.keep(organization=organization, first_year=spec["first_year"], values=values, by=by), row
