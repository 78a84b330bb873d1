"""Several plans of all sorts taken over into the next cycle, then compared with the last: the years that moved, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from approvals.versions import compared, versions
from organizations.roles import Role
from plans.edit_rows import monitoring_seen
from plans.models import CarriedProject, Project, Section, State
from plans.rollover.people import Renewal, renew
from plans.rollover.projects import Deciding, decide_projects, decisions_seen, past_projects
from plans.rollover.source import Past, last_plan
from plans.rollover.texts import Taking, past_texts, take_texts
from tests.builders import make_complete_plan, make_member, make_plan, put_in_state

WRITTEN = ("s1.2", "s1.3", "s1.4", "s1.6")
CONTINUED, FINISHED, CANCELLED = CarriedProject.Fate
YEAR = re.compile("[0-9๐-๙]{4}")
#: What moves on with the cycle, and what stays: laws, letters, plans of other bodies, plain numbers.
MOVING = (
    "แผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙",
    "ปีงบประมาณ 2568 จะพัฒนาให้ครบทุกกลุ่ม",
)
STAYING = (
    "ข้อมูล ณ เดือนเมษายน ๒๕๖๗",  # a day that was
    "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. ๒๕๓๗",
    "ยุทธศาสตร์ชาติ พ.ศ. ๒๕๖๑ - ๒๕๘๐",
    "มีประชากร 6,120 คน ใน ๑๒ หมู่บ้าน",
    "บุคลากรมีความตั้งใจ",
)
TEXT = st.lists(st.sampled_from(MOVING + STAYING), min_size=1, max_size=6).map("\n\n".join)
NAME = st.sampled_from(["", " ประจำปีงบประมาณ 2568", " ปีงบประมาณ ๒๕๖๗ - ๒๕๖๙", " รุ่นที่ ๓"])
PLANS = st.fixed_dictionaries(
    {
        "texts": st.fixed_dictionaries({code: TEXT for code in WRITTEN}),
        "moves": st.fixed_dictionaries({code: st.booleans() for code in WRITTEN}),
        "projects": st.lists(
            st.tuples(NAME, NAME, st.sampled_from(CarriedProject.Fate), st.booleans()), min_size=5, max_size=5
        ),
    }
)


def joined(pieces: Iterable[Any], *kinds: str) -> str:
    """What some of the pieces of a compared text say."""
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def assert_only_years(before: Iterable[Any], after: Iterable[Any], moved: list[tuple[str, str]]) -> None:
    """The marks name each year that moved, in order; without the years both texts are one."""
    before, after = list(before), list(after)
    gone, come = joined(before, "del"), joined(after, "ins")
    assert YEAR.findall(gone) == [old for old, _new in moved]
    assert YEAR.findall(come) == [new for _old, new in moved]
    assert YEAR.sub("", gone) == YEAR.sub("", come)
    assert joined(before, "same") == joined(after, "same")


class TestRollover(TestCase):
    """Hypothesis rolls each example back to the complete plan of the last cycle."""

    @classmethod
    def setUpTestData(cls):
        cls.officer = make_member(Role.HR_OFFICER)
        cls.old = make_complete_plan(cls.officer.organization, year=2567, by=cls.officer.user)

    @settings(max_examples=8, deadline=None)
    @given(plan=PLANS)
    def test_comparison_lists_each_year_that_moved_and_nothing_else(self, plan):
        past = self._announced(plan)
        texts = self._take_texts(past, plan["moves"])
        projects = self._take_projects(past, plan["projects"])
        self._take_people(past)
        now, last = versions(past.new, self.officer)
        comparison = compared(last, now)
        parts = {part.key: part for part in [*comparison.texts, *comparison.tables]}
        self._texts_say_so(parts, texts)
        self._projects_say_so(parts["projects"], projects)
        assert [row.change.value for row in parts["committee"].changed] == []
        assert [row.change.value for row in parts["monitoring"].changed] == []

    # The last plan, and what is taken of it -----------------------------------------------------

    def _announced(self, plan: dict[str, Any]) -> Past:
        for code, text in plan["texts"].items():
            Section.objects.filter(revision=self.old, code=code).update(body=text)
        drawn = zip(self.old.projects.order_by("order"), plan["projects"], strict=True)
        for project, (of_name, of_objective, _fate, _moves) in drawn:
            Project.objects.filter(pk=project.pk).update(
                name=f"โครงการที่ {project.order}{of_name}",
                objective=f"เพื่อพัฒนา{of_objective}",
                money_source="ข้อบัญญัติงบประมาณรายจ่าย",
            )
        put_in_state(self.old, State.ANNOUNCED)
        past = last_plan(make_plan(self.officer.organization, by=self.officer.user))
        assert past is not None
        return past

    def _take_texts(self, past: Past, moves: dict[str, bool]) -> dict[str, list[tuple[str, str]]]:
        rows = past_texts(past)
        assert {row.section.code for row in rows} == set(WRITTEN)
        chosen = {
            row.section.code: [place for place in row.places if place.moves and moves[row.section.code]]
            for row in rows
        }
        takings = {
            row.section.code: Taking(
                row.section.version, frozenset(place.start for place in chosen[row.section.code])
            )
            for row in rows
        }
        assert take_texts(past, takings, by=self.officer.user) == len(WRITTEN)
        return {code: [(place.old, place.new) for place in places] for code, places in chosen.items()}

    def _take_projects(
        self, past: Past, drawn: list[tuple[Any, ...]]
    ) -> dict[str, dict[str, list[tuple[str, str]]]]:
        """Decide, and say what is expected: by the old name, the years that move in each of its texts."""
        deciding, expected = {}, {}
        for row, (_name, _objective, fate, moves) in zip(past_projects(past), drawn, strict=True):
            moving = [year for year in row.years if year.place.moves and moves]
            deciding[row.project.pk] = Deciding(fate, "ไม่มีงบประมาณ", frozenset(year.key for year in moving))
            if fate == CONTINUED:
                fields: dict[str, list[tuple[str, str]]] = {}
                for year in moving:
                    fields.setdefault(year.field, []).append((year.place.old, year.place.new))
                expected[row.project.name] = fields
        seen = decisions_seen(past.new)
        decide_projects(past, deciding, seen=seen, by=self.officer.user)
        return expected

    def _take_people(self, past: Past) -> None:
        renewal = Renewal(past)
        renew(
            past,
            seats={row.key for row in renewal.seats},
            items={row.item.pk for row in renewal.items},
            committee_version=past.new.committeeorders.get().version,
            monitoring=monitoring_seen(past.new),
            by=self.officer.user,
        )

    # What the comparison must say ---------------------------------------------------------------

    def _texts_say_so(self, parts: dict[str, Any], expected: dict[str, list[tuple[str, str]]]) -> None:
        differing = {code for code in WRITTEN if parts[code].differs}
        assert differing == {code for code, moved in expected.items() if moved}
        for code in differing:
            before = [piece for pair in parts[code].pairs for piece in pair.before]
            after = [piece for pair in parts[code].pairs for piece in pair.after]
            assert_only_years(before, after, expected[code])

    def _projects_say_so(self, part: Any, expected: dict[str, dict[str, list[tuple[str, str]]]]) -> None:
        labels = {"name": "โครงการ/หลักสูตรการพัฒนา", "objective": "วัตถุประสงค์"}
        changed = {row.before.title: row for row in part.rows if row.change.value == "changed"}
        kinds = [row.change.value for row in part.rows]
        assert set(kinds) <= {"same", "changed", "removed"}
        assert kinds.count("removed") == 5 - len(expected)
        assert set(changed) == {name for name, fields in expected.items() if fields}
        for name, row in changed.items():
            found = {field.label: field.pair for field in part.fields(row)}
            assert set(found) == {labels[field] for field in expected[name]}
            for field, moved in expected[name].items():
                pair = found[labels[field]]
                assert_only_years(pair.before, pair.after, moved)
