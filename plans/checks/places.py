"""Findings as a page lists them: by the place where they are mended, the same finding of many rows said once.

A block of rows pasted without its details brings one finding for each row and column. Listed one by one they hide
what else is to be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.checks.registry import REGISTRY, Finding
from plans.facts import PlanFacts
from thai.digits import to_thai

MANY = 3  #: entries up to which a group stands open


@dataclass(frozen=True)
class Row:
    """One finding; ``name`` is what tells it from the others of its bundle."""

    name: str
    finding: Finding


@dataclass(frozen=True)
class Bundle:
    """The same finding of one or more rows; ``title`` says it once."""

    title: str
    rows: Sequence[Row]

    @property
    def is_single(self) -> bool:
        """True for a finding that stands by itself."""
        return len(self.rows) == 1

    @property
    def is_open(self) -> bool:
        """Long lists are opened on demand."""
        return len(self.rows) <= MANY


@dataclass(frozen=True)
class PlaceGroup:
    """Everything that is mended in one part of the plan."""

    title: str
    bundles: Sequence[Bundle]

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(len(bundle.rows) for bundle in self.bundles)

    @property
    def is_open(self) -> bool:
        """Long lists are opened on demand."""
        return len(self.bundles) <= MANY


def by_place(findings: Iterable[Finding], facts: PlanFacts) -> list[PlaceGroup]:
    """The findings in the order in which their places first occur."""
    names = _Names(facts)
    places: dict[str, dict[tuple[str, ...], list[Finding]]] = {}
    for finding in findings:
        place = finding.place
        alike = (finding.id, place.view, place.field)
        # Of a page without rows each finding is a matter of its own.
        key = alike if names.row_of(finding) else (*alike, place.key, finding.message)
        places.setdefault(_place_title(place.view), {}).setdefault(key, []).append(finding)
    return [
        PlaceGroup(title, [names.bundle(found) for found in bundles.values()])
        for title, bundles in places.items()
    ]


def _place_title(view: str) -> str:
    titles = {
        "plans:project": _("โครงการ"),
        "plans:projects": _("โครงการ"),
        "plans:section": _("ข้อความของเล่ม"),
        "plans:provincial": _("ข้อความของเล่ม"),
        "plans:committee": _("คณะกรรมการจัดทำแผน"),
        "plans:targets": _("กลุ่มเป้าหมาย"),
        "plans:monitoring": _("การติดตามและประเมินผล"),
        "plans:budget": _("วงเงินงบประมาณ"),
    }
    beside = _("แผนโดยรวม") if view.startswith("plans:") else _("ข้อมูลบุคลากรและความต้องการ")
    return titles.get(view, beside)


class _Names:
    """What the rows of a plan are called, in findings and in lists."""

    def __init__(self, facts: PlanFacts) -> None:
        self.projects = {
            str(row.project.pk): (to_thai(f"โครงการที่ {row.project.order}"), row.project.name)
            for row in facts.all_projects
        }
        self.sections = {row.code: str(row) for row in facts.outline}

    def row_of(self, finding: Finding) -> tuple[str, ...]:
        """The words with which a message names its row, the longest last; empty where it names none."""
        values = dict(finding.place.kwargs)
        if finding.place.view == "plans:project" and str(values.get("project")) in self.projects:
            number, name = self.projects[str(values["project"])]
            return (number, to_thai(f"{number} {name}"))
        if finding.place.view == "plans:section" and values.get("code") in self.sections:
            return (f"หัวข้อ {self.sections[str(values['code'])]}",)
        return ()

    def bundle(self, found: list[Finding]) -> Bundle:
        """Findings of the same kind; where all say the same of their rows, it is said once."""
        if len(found) == 1:
            return Bundle(found[0].message, [Row(found[0].message, found[0])])
        rests = {self._rest(finding) for finding in found}
        kind = _("โครงการ") if found[0].place.view == "plans:project" else _("หัวข้อ")
        if len(rests) == 1:
            title = _("{kind} {count} รายการ{what}").format(kind=kind, count=len(found), what=rests.pop())
            return Bundle(title, [Row(self.row_of(finding)[-1], finding) for finding in found])
        subject = REGISTRY[found[0].id].title
        title = _("{subject}: พบ {count} รายการ").format(subject=subject, count=len(found))
        return Bundle(title, [Row(finding.message, finding) for finding in found])

    def _rest(self, finding: Finding) -> str:
        """What a message says of its row."""
        for name in reversed(self.row_of(finding)):
            if finding.message.startswith(f"{name} "):
                return finding.message.removeprefix(f"{name} ")
        return finding.message
