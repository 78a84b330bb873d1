"""Puts our functions in the place of the engine's, and only where its files are those that ours were written against."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

Function = TypeVar("Function", bound=Callable)

#: sha256 of the files that were read for ours. Another file means: look at what it changed before its hash stands here.
READ = {
    "weasyprint": "7cd0f4ae8569eac9e1a9dc5e58a2c7aed8b164c008f27a2f4f99b0cf1fbf185d",
    "weasyprint.css": "77ad7287f90d7cfaf85eb00ebe7af47d2bedfb856d7dc68717152f2d8a7605fd",
    "weasyprint.draw.text": "c9a450aa209277e760227e1fed2da492647bd28e5a5ebc4c9d8aaedecc400d77",
    "weasyprint.formatting_structure.boxes": "8ffd28ab74a149f0097208fcba6a80df0c8bb01e8fd4f9ced95d11b7e9807e23",
    "weasyprint.html": "a11b729157862291a6ecf7b7b3517c59d4242ea05a7f9b8d9d96a9882425ad65",
    "weasyprint.layout.background": "3d98949e4fe71bc71a96bc7e4c10c137a25a36a07dde755dc619116e85ab1809",
    "weasyprint.layout.float": "4e6cc308ad2a7d2a1aecb24b8517790fd4e154d839396ebb38dd3674e111c7c3",
    "weasyprint.layout.inline": "0e7c1569330f54734ed61b568789c4f279ba103c0385115efa6444f3c43b96b4",
    "weasyprint.layout.page": "d99c5aceb36d458619a9cecb466a09df8827b9160fafacab7b4972a0d354dcca",
    "weasyprint.layout.percent": "bac190e240dce17b4342feb99423e8232433d3727c0833897f50fed88cb163a2",
    "weasyprint.pdf.stream": "4faf9169d1970d4688b9cf41f733659ca6b1c4c098707c64f67c47a07309e81e",
    "weasyprint.text.line_break": "1f5a855ad992e0bebaf5512d2b806fd991090e0e91bf79d3d5a3a0176b22af97",
}
#: Packages of which the engine is made besides: what ours take from them was read in these versions.
VERSIONS = {"cssselect2": "0.10.1", "pydyf": "0.13.0"}


class Change(NamedTuple):
    """A function of the engine, and ours instead of it."""

    module: str
    holder: str  #: class that it belongs to, or nothing
    name: str
    ours: Callable


#: The engine's functions by name, for what ours leave to them.
THEIRS: dict[str, Callable] = {}
_changes: list[Change] = []
_applied = False
_away = False  # for a while, or for good


def instead_of(module: str, name: str) -> Callable[[Function], Function]:
    """Announce a function of ours for one of a module, or of a class of it (``Class.name``)."""

    def announce(ours: Function) -> Function:
        _changes.append(Change(module, *name.rpartition(".")[::2], ours))
        return ours

    return announce


def unread() -> list[str]:
    """The modules whose file, and the packages whose version, is not the one that was read."""
    files = [module for module, known in READ.items() if _digest(module) != known]
    return files + [package for package, known in VERSIONS.items() if _version(package) != known]


def _digest(module: str) -> str:
    try:
        return hashlib.sha256(Path(import_module(module).__file__ or "").read_bytes()).hexdigest()
    except ModuleNotFoundError:
        return ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def is_applied() -> bool:
    """Whether it was done, whatever became of it."""
    return _applied


def is_in_place() -> bool:
    """Whether the engine works with ours now."""
    return _applied and not _away


def apply() -> None:
    """Replace all that is announced."""
    global _applied
    for change in _changes:
        THEIRS[change.name] = getattr(_holder(change), change.name)
        _put(change, THEIRS[change.name], change.ours)
    _applied = True


@contextmanager
def undone() -> Iterator[None]:
    """The engine as it was, for a while."""
    leave()
    try:
        yield
    finally:
        come_back()


def leave() -> None:
    """The engine as it was, until ours come back."""
    global _away
    for change in _changes:
        _put(change, change.ours, THEIRS[change.name])
    _away = True


def come_back() -> None:
    """Ours again, after ``leave``."""
    global _away
    for change in _changes:
        _put(change, THEIRS[change.name], change.ours)
    _away = False


def _holder(change: Change) -> Any:
    module = import_module(change.module)
    return getattr(module, change.holder) if change.holder else module


def _put(change: Change, old: Callable, new: Callable) -> None:
    """Put a function where the old one is, and wherever the engine has imported that one to."""
    if change.holder:
        setattr(_holder(change), change.name, new)
        return
    for title, user in list(sys.modules.items()):
        if title.partition(".")[0] == "weasyprint" and vars(user).get(change.name) is old:
            setattr(user, change.name, new)
