"""What a staffing frame holds now, in the terms of a list's rows, so that the two can be compared.

A value of None on the list's side is not said by it and changes nothing; an empty name is a vacant post.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from personnel.imports.normalise import clean_name, name_without_prefix
from personnel.models import Holding, Post, StaffingFrame
from thai.dates import today

#: Values of a post; names of columns, except that line, type and level are codes and the unit is its name.
POST_VALUES = (
    "number",
    "title",
    "line",
    "position_type",
    "level",
    "unit",
    "kind",
    "is_head",
    "is_transferred",
)
#: Values of whoever holds it.
PERSON_VALUES = ("appointed_on", "passed_probation", "passed_teacher_readiness")
VALUES = (*POST_VALUES, "full_name", *PERSON_VALUES, "started_on")


@dataclass(frozen=True)
class Present:
    """A post with its substantive holder."""

    post: Post
    holding: Holding | None
    acting: Holding | None = None

    @property
    def name(self) -> str:
        """The holder's name, empty for a vacant post."""
        return self.holding.person.full_name if self.holding else ""

    def values(self) -> dict[str, Any]:
        """As a row of a list would say it."""
        post, person = self.post, self.holding.person if self.holding else None
        found: dict[str, Any] = {
            "number": post.number,
            "title": post.title,
            "line": post.line.code if post.line else None,
            "position_type": post.position_type.code if post.position_type else None,
            "level": post.level.code if post.level else None,
            "unit": post.unit.name if post.unit else None,
            "kind": post.kind,
            "is_head": post.is_head,
            "is_transferred": post.is_transferred,
            "full_name": self.name,
            "started_on": _iso(self.holding.started_on) if self.holding else None,
            "abolished_on": _iso(post.abolished_on),
            "acting": clean_name(self.acting.person.full_name) if self.acting else "",
        }
        found["appointed_on"] = _iso(person.appointed_on) if person else None
        found |= {name: getattr(person, name, None) for name in PERSON_VALUES[1:]}
        return found


def _iso(day) -> str | None:
    return day.isoformat() if day else None


def present_posts(frame: StaffingFrame) -> list[Present]:
    """Every post of a frame in order, abolished ones too, with whoever holds it now or is the next to."""
    posts = Post.objects.filter(frame=frame).select_related("unit", "line", "position_type", "level")
    holders: dict[int, Holding] = {}
    holdings = Holding.objects.filter(post__frame=frame, is_acting=False).select_related("person")
    for holding in holdings.order_by("ended_on", "pk"):
        if holding.ended_on is None:
            holders[holding.post_id] = holding  # the open one, of which there is one at most
        elif holding.ended_on >= today():
            holders.setdefault(holding.post_id, holding)
    acting = Holding.objects.filter(post__frame=frame, is_acting=True, ended_on=None).select_related("person")
    actors = {holding.post_id: holding for holding in acting.order_by("pk")}  # the latest
    return [Present(post, holders.get(post.pk), actors.get(post.pk)) for post in posts]


def changes(said: Mapping[str, Any], was: Mapping[str, Any]) -> list[str]:
    """Names of the values that a row would change; none for a row that says what is there."""
    found = [name for name in POST_VALUES if said.get(name) is not None and said[name] != was[name]]
    if said["number"] == "" and "number" in found:
        found.remove("number")  # a list without numbers takes none away
    if was.get("abolished_on"):
        found.append("abolished_on")
    name = said.get("full_name")
    if name is not None and clean_name(was["full_name"]) != name:
        found.append("full_name")
    if said.get("acting") and said["acting"] != was.get("acting"):
        found.append("acting")
    if name or (name is None and was["full_name"]):
        rest = (*PERSON_VALUES, "started_on")
        found += [field for field in rest if said.get(field) is not None and said[field] != was[field]]
    return found


def may_be_renamed(said: Mapping[str, Any], was: Mapping[str, Any]) -> bool:
    """True when a new name of a holder is likelier a new surname than a new person: first names and dates agree."""
    old, new = name_without_prefix(was["full_name"]), name_without_prefix(said.get("full_name") or "")
    if not old or not new or old.split(" ")[0] != new.split(" ")[0]:
        return False
    dates = {day for day in (was["appointed_on"], said.get("appointed_on")) if day}
    return len(dates) <= 1
