"""Makes the staff list of the demonstration: as it stood before the first plan was drafted, and what happened since."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from approvals.demonstration import files
from approvals.demonstration.accounts import accounts
from approvals.demonstration.bodies import units_by_key
from competencies.models import PositionLevel, PositionLine
from organizations.models import Organization, User
from personnel.frame import create_frame, save_post, seen
from personnel.models import EmploymentKind, Person, Post, StaffingFrame, Unit
from personnel.people import hold, leave_post, put_newcomer, save_person
from personnel.positions import KIND_DIGITS, PositionNumber
from thai.dates import frozen_today
from thai.titles import LaoKind

FILE = "staff_sangkhom"
OFFICER = "officer"
CHIEF_CODE = "00"  #: the part of a position number for posts of no department


@contextmanager
def quietly() -> Iterator[None]:
    """Without a line of the log for each of two hundred changes."""
    logs = [logging.getLogger(name) for name in ("personnel", "plans.idp")]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)


def make_staff() -> int:
    """The staff list as it stood when the first plan was begun; how many people are new."""
    spec = files.read(FILE)
    organization = Organization.objects.select_related("province").get(code=spec["organization"])
    if organization.frames.exists():
        return 0
    by = User.objects.get(username=OFFICER)
    with quietly(), frozen_today(spec["counted_on"]):
        frame = create_frame(organization=organization, first_year=spec["first_year"], by=by)
        made = [_make_post(frame, row, number, by) for row, number in _numbered(organization, spec)]
        people = [person for person in made if person]
        _name_supervisors(people, by)
    return len(people)


def carry_on() -> None:
    """What happened after the first plan was announced, and the frame of the next cycle copied from the first."""
    spec = files.read(FILE)
    frames = StaffingFrame.objects.filter(organization__code=spec["organization"])
    if frames.count() != 1:
        return
    with quietly():
        _go_on(frames.get(), spec, User.objects.get(username=OFFICER))


def _go_on(first: StaffingFrame, spec: dict[str, Any], by: User) -> None:
    _pass_readiness(first, by)
    for row in spec["leave"]:
        holding = first.organization.people.get(full_name=row["name"]).holdings.get(ended_on=None)
        leave_post(holding=holding, on=row["on"], leaves_organization=True, by=by)
    for row in spec["join"]:
        post = first.posts.get(title=row["title"])
        values = {"full_name": row["name"], "appointed_on": row["on"]}
        person = put_newcomer(post=post, values=values, started_on=row["on"], by=by)
        _put_under(person, _head_of(first, post.unit), by)
    latest = create_frame(
        organization=first.organization, first_year=spec["next_year"], copy_from=first, by=by
    )
    for row in spec["acting"]:
        person = first.organization.people.get(full_name=row["name"])
        post = latest.posts.get(title=row["title"])
        hold(post=post, person=person, started_on=row["on"], is_acting=True, by=by)


# Posts ----------------------------------------------------------------------------------------


def _numbered(organization: Organization, spec: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each post of the file with its number: running numbers are counted by line."""
    running: Counter[str] = Counter()
    for row in spec["post"]:
        line = row.get("line")
        if line is None:
            yield row, row.get("number", "")
            continue
        running[line] += 1
        number = PositionNumber(
            province=organization.province.code,
            kind=KIND_DIGITS[LaoKind(organization.kind)],
            unit=spec["codes"].get(row.get("unit"), CHIEF_CODE),
            line=line,
            running=f"{running[line]:03}",
        )
        yield row, str(number)


def _make_post(frame: StaffingFrame, row: dict[str, Any], number: str, by: User) -> Person | None:
    """A post with its holder, if it has one."""
    units = units_by_key(frame.organization)
    line = PositionLine.objects.get(code=row["line"]) if "line" in row else None
    values = {
        "number": number,
        "title": row.get("title") or (line.name if line else ""),
        "line": line,
        "position_type": line.position_type if line else None,
        "level": PositionLevel.objects.get(code=row["level"]) if "level" in row else None,
        "kind": row.get("kind", EmploymentKind.CIVIL),
        "unit": units[row["unit"]] if "unit" in row else None,
        "is_head": row.get("head", False),
        "is_transferred": False,
    }
    post = save_post(frame=frame, values=values, by=by)
    if "name" not in row:
        return None
    known = {
        "full_name": row["name"],
        "appointed_on": row["since"],
        "passed_teacher_readiness": row.get("ready"),
        "user": _account(row["name"]),
    }
    return put_newcomer(post=post, values=known, started_on=None, by=by)


def _account(name: str) -> User | None:
    """The account of the demonstration that bears this name."""
    username = next((account.username for account in accounts() if account.full_name == name), None)
    return User.objects.get(username=username) if username else None


# People ---------------------------------------------------------------------------------------


def _name_supervisors(people: list[Person], by: User) -> None:
    """Heads of departments are under the chief official, everybody else under the head of the department."""
    posts = {holding.person_id: holding.post for holding in _holdings(people)}
    chief = people[0]
    for person in people[1:]:
        post: Post = posts[person.pk]
        head = _head_of(post.frame, post.unit)
        _put_under(person, head if head and head != person else chief, by)


def _holdings(people: list[Person]) -> list[Any]:
    return [person.holdings.select_related("post__unit", "post__frame").get() for person in people]


def _head_of(frame: StaffingFrame, unit: Unit | None) -> Person | None:
    """Who holds the first head's post of a department."""
    post = frame.posts.filter(unit=unit, is_head=True).order_by("order").first() if unit else None
    holding = post.holdings.filter(ended_on=None).first() if post else None
    return holding.person if holding else None


def _put_under(person: Person, supervisor: Person | None, by: User) -> None:
    person.refresh_from_db()
    save_person(person=person, values={"supervisor": supervisor}, expected=seen(person), by=by)


def _pass_readiness(frame: StaffingFrame, by: User) -> None:
    for person in frame.organization.people.filter(passed_teacher_readiness=False):
        values = {"passed_teacher_readiness": True}
        save_person(person=person, values=values, expected=seen(person), by=by)
    level = PositionLevel.objects.get(code="teacher.2")
    for post in frame.posts.filter(level__code="teacher.1"):
        renamed = {"level": level, "title": "ครู"}
        save_post(frame=frame, post=post, values=renamed, expected=seen(post), by=by)
