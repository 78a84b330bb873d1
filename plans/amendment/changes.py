"""The changes between two frozen contents as data, and the way from the one to the other.

``apply(before, changes(before, after)) == after`` for any two contents, so that the text in force is at any time the
original with the changes of every amendment applied in turn. The words for readers are in
:mod:`plans.amendment.differences`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plans.amendment.base import base_of
from plans.facts import PlanFacts
from plans.freeze import content_of

Content = Mapping[str, Any]
Changes = dict[str, Any]

#: What makes a row of a list the same row although other values of it changed.
IDENTITY: dict[str, tuple[str, ...]] = {
    "targets": ("group", "year"),
    "projects": ("name",),
    "committee": ("seat", "unit", "position"),
    "monitoring": ("indicator",),
    "budgets": ("year",),
    "finding_reasons": ("finding", "place"),
    "change_reasons": ("place",),
}
#: Parts of a content that say something about the amendment, not about the plan.
ABOUT_THE_AMENDMENT = ("number", "reason", "finding_reasons", "change_reasons")


def changes(before: Content, after: Content) -> Changes:
    """What has to be done to ``before`` to have ``after``; plain data, empty where they are equal."""
    found: Changes = {}
    gone = sorted(before.keys() - after.keys())
    if gone:
        found["gone"] = gone
    for name, value in after.items():
        if name not in before:
            found.setdefault("set", {})[name] = value
        elif before[name] != value:
            kind, change = _change(name, before[name], value)
            found.setdefault(kind, {})[name] = change
    return found


def apply(before: Content, changes: Changes) -> dict[str, Any]:
    """``before`` with the changes made; neither argument is changed."""
    gone = changes.get("gone", ())
    after = {name: value for name, value in before.items() if name not in gone}
    after |= changes.get("set", {})
    for name, change in changes.get("entries", {}).items():
        after[name] = _applied(before[name], change)
    for name, steps in changes.get("rows", {}).items():
        after[name] = [_row(before[name], step) for step in steps]
    return after


def essence(content: Content) -> dict[str, Any]:
    """The plan itself: the content without what is said about the amendment."""
    return {name: value for name, value in content.items() if name not in ABOUT_THE_AMENDMENT}


# Amended revisions -----------------------------------------------------------------------------


def content_now(facts: PlanFacts) -> dict[str, Any]:
    """The content of a revision: the frozen one, or what is being written."""
    revision = facts.revision
    if revision.snapshot is not None and not revision.is_editable:
        return revision.snapshot.content
    return content_of(facts)


def changed_in(facts: PlanFacts) -> Changes:
    """What an amendment changes in the plan; empty for an amendment without any change, and for an original."""
    base = base_of(facts.revision)
    if base is None or base.snapshot is None:
        return {}
    return changes(essence(base.snapshot.content), essence(content_now(facts)))


# Values ----------------------------------------------------------------------------------------


def _change(name: str, before: Any, after: Any) -> tuple[str, Any]:
    if isinstance(before, dict) and isinstance(after, dict):
        return "entries", _entries(before, after)
    if _are_rows(before) and _are_rows(after):
        return "rows", _steps(before, after, IDENTITY.get(name, ()))
    return "set", after


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _entries(before: Content, after: Content) -> dict[str, Any]:
    """Of a mapping: what is set, and what goes."""
    found = {
        "set": {name: value for name, value in after.items() if name not in before or before[name] != value},
        "gone": sorted(before.keys() - after.keys()),
    }
    return {name: value for name, value in found.items() if value}


def _applied(before: Content, change: Changes) -> dict[str, Any]:
    kept = {name: value for name, value in before.items() if name not in change.get("gone", ())}
    return kept | change.get("set", {})


def _steps(before: Sequence[Content], after: Sequence[Content], identity: Sequence[str]) -> list[Changes]:
    """The rows of ``after`` in order: each taken from a place of ``before``, changed or not, or new."""
    waiting: dict[str, list[int]] = {}
    for place, row in enumerate(before):
        waiting.setdefault(_identity(row, identity), []).append(place)
    steps: list[Changes] = []
    for row in after:
        same = waiting.get(_identity(row, identity))
        if same:
            place = same.pop(0)
            steps.append({"row": place, **_entries(before[place], row)})
        else:
            steps.append({"new": row})
    return steps


def _identity(row: Content, names: Sequence[str]) -> str:
    return repr([row.get(name) for name in names] if names else sorted(row.items()))


def _row(before: Sequence[Content], step: Changes) -> dict[str, Any]:
    return dict(step["new"]) if "new" in step else _applied(before[step["row"]], step)
