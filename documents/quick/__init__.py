"""Does the engine's work with less of it: functions of ours in the place of its own, the same pages in half the time.

Each module stands for one kind of work that was done again and again, and says what it was, what is done instead
and what that brought. All give the same places to a hair (``tests/documents/test_quick.py`` compares); decision 0028
tells the whole. They import the engine, so only ``documents.render.warm`` has them imported.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from documents.quick import patching

T = TypeVar("T")
log = logging.getLogger(__name__)


def patch() -> bool:
    """Put ours in place; tell whether the engine is the one that they were written against. Doing it twice is harmless."""
    if patching.is_applied():
        return patching.is_in_place()
    if unread := patching.unread():
        log.warning("papers are made slowly: not read for documents.quick are %s", ", ".join(unread))
        return False
    from documents.quick import flow, lengths, lines, pages, styles, values

    assert all((flow, lengths, lines, pages, styles, values))  # to import them is to announce their functions
    patching.apply()
    return True


def without(work: Callable[[], T], error: Exception) -> T:
    """``work`` with the engine alone, after ``error``; if that succeeds, ours stay away from this process: slower, and right."""
    if not patching.is_in_place():
        raise error
    with patching.undone():
        made = work()
    patching.leave()
    log.error("papers are made slowly: documents.quick failed where the engine does not", exc_info=error)
    return made
