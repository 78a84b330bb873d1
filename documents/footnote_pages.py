"""Keeps each footnote on the page of its word.

Where a paragraph must not be cut at the end of a page (widows and orphans), WeasyPrint 70 makes room by sending
footnotes that are already set to the next page, whatever their policy: the word stays, its footnote is elsewhere. Here
the lines go to the next page instead, and their footnotes with them. One line of one function is changed, and only
in the version it was read in; a test with footnotes at all places of a page guards it.
"""

import inspect
from types import ModuleType

ENGINE_VERSION = "70.0"
SENDS = "report = not context.in_column and can_break_now and not could_break_before"
STAYS = "report = False"


def patch(block: ModuleType, version: str) -> bool:
    """Replace ``_linebox_layout`` in its module; tell whether that was possible. Doing it twice is harmless."""
    if hasattr(block, "_footnotes_stay"):
        return True
    source = inspect.getsource(block._linebox_layout)
    if version != ENGINE_VERSION or source.count(SENDS) != 1:
        return False
    code = compile(source.replace(SENDS, STAYS), block.__file__ or "", "exec")
    exec(code, block.__dict__)  # noqa: S102 - the engine's own function with one line changed
    block.__dict__["_footnotes_stay"] = True
    return True
