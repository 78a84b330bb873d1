"""The places of a plan that people talk about: each text, each project, each row of a table, with what stands there.

A row without a number of its own is named by what makes it the same row (a group and a year, a seat, an indicator), so
that a comment finds it again after the table was saved anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from plans.content_words import ContentWords, Row
from plans.facts import PlanFacts
from plans.freeze import sha256_of, written_content
from plans.models import Revision
from plans.versions import names

#: Tables whose rows are commented, with the page on which they are written.
TABLES = ("targets", "committee", "monitoring")
PLAN_LANGUAGE = "th"
DIGEST = 12  #: hexadecimal digits that tell the rows of one table apart


@dataclass(frozen=True)
class Passage:
    """A place and what stands there now."""

    anchor: str
    label: str
    group: str  #: of the list to choose from
    fingerprint: str
    reader_fragment: str = ""  #: where it stands in the book


class Passages:
    """Every passage of one revision by its anchor."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.facts = PlanFacts(revision)

    @cached_property
    def by_anchor(self) -> dict[str, Passage]:
        """In the order of the book; named in the language of the plan, whatever that of the screen.

        Labels are kept with comments and read by others, and a fingerprint must not depend on who looks.
        """
        with translation.override(PLAN_LANGUAGE):
            return {item.anchor: item for item in [*self._texts(), *self._projects(), *self._tables()]}

    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Anchor and label in groups, as a list to choose from takes them."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for passage in self.by_anchor.values():
            groups.setdefault(passage.group, []).append((passage.anchor, passage.label))
        return list(groups.items())

    def _texts(self) -> Iterator[Passage]:
        for outline in self.facts.outline:
            if self.facts.is_decided_upon(outline) and not outline.heading_only and not outline.typed:
                fragment = f"?layout={outline.layout}#{outline.code.replace('.', '-')}"
                text = self.facts.text(outline)
                yield Passage(f"section/{outline.code}", str(outline), _("ข้อความ"), sha256_of(text), fragment)

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        words = ContentWords(written_content(self.facts), names())
        return {table.key: table.rows for table in words.tables()}

    def _projects(self) -> Iterator[Passage]:
        for facts, row in zip(self.facts.projects, self._rows["projects"], strict=True):
            project = facts.project
            label = _("โครงการที่ {number} {name}").format(number=project.order, name=project.name)
            yield Passage(f"project/{project.pk}", label, _("โครงการ"), sha256_of(row.fields))

    def _tables(self) -> Iterator[Passage]:
        titles = {
            "targets": _("กลุ่มเป้าหมาย"),
            "committee": _("คณะกรรมการจัดทำแผน"),
            "monitoring": _("การติดตามและประเมินผล"),
        }
        for table in TABLES:
            rows = self._rows[table]
            whole = sha256_of([row.fields for row in rows])
            yield Passage(table, _("{table} (ทั้งตาราง)").format(table=titles[table]), titles[table], whole)
            for row in rows:
                anchor = f"{table}/{sha256_of([str(part) for part in row.identity])[:DIGEST]}"
                yield Passage(anchor, row.title, titles[table], sha256_of(row.fields))


def page_of(anchor: str) -> str:
    """The page on which a passage is written: "section/s1.1", "project/7", "targets"."""
    kind, _slash, rest = anchor.partition("/")
    return f"{kind}/{rest}" if kind in ("section", "project") else kind


def writing_url(revision: Revision, anchor: str) -> str:
    """The address of the page on which a passage is written."""
    kind, _slash, rest = page_of(anchor).partition("/")
    more = {"section": {"code": rest}, "project": {"project": rest}}.get(kind, {})
    return reverse(f"plans:{kind}", kwargs={**revision.address, **more})


def task_url(revision: Revision, anchor: str) -> str:
    """The address that the task list gives to the work of which a passage is a part."""
    if anchor.startswith("project/"):
        return reverse("plans:projects", kwargs=revision.address)
    return writing_url(revision, anchor)
