"""Finds for every row of a list the post that it speaks of: by number, else by department, title and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from personnel.imports.normalise import clean_name, key
from personnel.imports.present import Present

Values = Mapping[str, Any]


@dataclass
class Matches:
    """Place of a row in the list -> the post; rows matched by their order alone are remembered."""

    posts: dict[int, Present] = field(default_factory=dict)
    by_order: set[int] = field(default_factory=set)


def match(rows: Sequence[Values], present: Sequence[Present]) -> Matches:
    """Match each row with one post at most. Rows without a match are new posts."""
    found = Matches()
    left = {post.post.pk: post for post in present}
    is_open = lambda values: True  # noqa: E731
    lacks_number = lambda values: not values["number"]  # noqa: E731
    steps: tuple[tuple[Callable[[Values], Hashable | None], Callable[[Values], bool]], ...] = (
        (_number, is_open),
        (_named, is_open),
        (_vacant, lacks_number),
        (_place, lacks_number),
    )
    for step, (key_of, applies) in enumerate(steps):
        waiting: dict[Hashable, list[Present]] = defaultdict(list)
        for post in left.values():
            if (identity := key_of(post.values())) is not None:
                waiting[identity].append(post)
        for index, values in enumerate(rows):
            identity = key_of(values) if index not in found.posts and applies(values) else None
            queue = waiting.get(identity, []) if identity is not None else []
            fitting = next((post for post in queue if _compatible(values, post, step)), None)
            if fitting is not None:
                queue.remove(fitting)
                del left[fitting.post.pk]
                found.posts[index] = fitting
                if step == len(steps) - 1:
                    found.by_order.add(index)
    return found


def _compatible(values: Values, post: Present, step: int) -> bool:
    """Past the first step two different numbers are two posts; an abolished post is found by its number alone."""
    if step == 0:
        return True
    if post.post.abolished_on is not None:
        return False
    if step == 3 and post.post.number:
        return False  # a numbered post changes hands only when the list names its number
    return not (values["number"] and post.post.number)


def _number(values: Values) -> Hashable | None:
    return values["number"] or None


def _named(values: Values) -> Hashable | None:
    name = clean_name(values["full_name"] or "")
    return (values["unit"], key(values["title"]), name) if name else None


def _vacant(values: Values) -> Hashable | None:
    return (*_place(values), "") if values["full_name"] == "" else None


def _place(values: Values) -> tuple[Hashable, ...]:
    return values["unit"], key(values["title"]), values["kind"]
