"""The register of rules: every function that is marked as one, under its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.documents.standards.reading import File


@dataclass(frozen=True)
class Rule:
    """A clause of a standard and the function that finds where a file breaks it."""

    clause: str
    faults: Callable[[File], Iterator[str]]


RULES: dict[str, Rule] = {}


def rule(clause: str) -> Callable:
    """Mark a function as a rule of this clause."""

    def marked(faults: Callable[[File], Iterator[str]]) -> Callable[[File], Iterator[str]]:
        RULES[faults.__name__] = Rule(clause, faults)
        return faults

    return marked


def words(text: str) -> set[str]:
    """Names that are written one behind the other."""
    return set(text.split())
