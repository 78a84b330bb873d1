"""One registry of rules: the task list, the submit guard, the committee and the board ask the same functions.

A rule is a function of :class:`plans.facts.PlanFacts` that yields findings. It is registered with an id that
never changes, its grade and the clause it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.facts import PlanFacts


class Grade(models.TextChoices):
    """What a finding asks for."""

    MUST = "must", _("ต้องแก้")
    SHOULD = "should", _("ควรตรวจ")
    ADVICE = "advice", _("แนะนำ")


@dataclass(frozen=True)
class Place:
    """Where to mend: the name of an address, its arguments, and the field in the page."""

    view: str
    kwargs: tuple[tuple[str, str | int], ...] = ()
    field: str = ""

    @property
    def key(self) -> str:
        """A stable name of the place, for reasons and for ``check_plan --json``."""
        parts = [self.view.removeprefix("plans:"), *(str(value) for _name, value in self.kwargs), self.field]
        return "/".join(part for part in parts if part)

    def url(self, address: dict[str, str | int]) -> str:
        """The link that lands on the field; pages beside the plan belong to the LAO and the cycle alone."""
        fragment = f"#id_{self.field}" if self.field else ""
        is_beside = not self.view.startswith("plans:")
        own = {name: address[name] for name in ("organization", "first_year")} if is_beside else address
        return reverse(self.view, kwargs={**own, **dict(self.kwargs)}) + fragment


def at(view: str, field: str = "", **kwargs: str | int) -> Place:
    """A place in the plan, by the name of the view in ``plans.urls``."""
    return Place(f"plans:{view}", tuple(kwargs.items()), field)


@dataclass(frozen=True)
class Finding:
    """Something that a rule found."""

    id: str
    grade: Grade
    clause: str
    place: Place
    message: str
    fix: str
    reason: str = field(default="", compare=False)  #: the officer's reason, which closes a "should"

    @property
    def blocks(self) -> bool:
        """True when the plan cannot be submitted with it."""
        return self.grade == Grade.MUST or (self.grade == Grade.SHOULD and not self.reason)


Found = Iterable[tuple[Place, str, str]]  #: place, message, fix
Rule = Callable[[PlanFacts], Found]


@dataclass(frozen=True)
class Check:
    """A registered rule."""

    id: str
    grade: Grade
    clause: str
    title: str
    rule: Rule

    def findings(self, facts: PlanFacts) -> Iterator[Finding]:
        """What the rule finds in a plan."""
        for place, message, fix in self.rule(facts):
            yield Finding(self.id, self.grade, self.clause, place, message, fix)


REGISTRY: dict[str, Check] = {}


def check(id: str, grade: Grade, *, clause: str, title: str) -> Callable[[Rule], Rule]:
    """Register a rule under an id that never changes; ``title`` names what it looks at, in Thai."""

    def register(rule: Rule) -> Rule:
        if id in REGISTRY:
            raise ValueError(f"check {id} is registered twice")
        REGISTRY[id] = Check(id, grade, clause, title, rule)
        return rule

    return register


def run_checks(facts: PlanFacts) -> list[Finding]:
    """All findings of a plan, those to be mended first; reasons already written are attached."""
    written = facts.finding_reasons
    found = [finding for rule in REGISTRY.values() for finding in rule.findings(facts)]
    order = list(Grade)
    return sorted(
        (
            Finding(f.id, f.grade, f.clause, f.place, f.message, f.fix, written.get((f.id, f.place.key), ""))
            if f.grade == Grade.SHOULD
            else f
            for f in found
        ),
        key=lambda f: order.index(f.grade),
    )
