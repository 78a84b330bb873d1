"""Rules of the master plan that staff lists need. Editions belong to plans, a layer above: plans hands them down here."""

from __future__ import annotations

from collections.abc import Callable

from personnel.groups import EXPERIENCE_YEARS

_source: Callable[[int], int | None] = lambda year: None  # noqa: E731 - until plans is ready


def experience_from(source: Callable[[int], int | None]) -> None:
    """Ask ``source`` from now on: years of experience by fiscal year (B.E.), None where no edition says."""
    global _source
    _source = source


def experience_years(year: int) -> int:
    """Years of work that make somebody experienced, by the edition in force in a fiscal year (B.E.)."""
    known = _source(year)
    return EXPERIENCE_YEARS if known is None else known
