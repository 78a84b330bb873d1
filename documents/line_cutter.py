"""Keeps the PDF engine from breaking a line inside a Thai word.

Pango finds Thai word ends with a dictionary, but WeasyPrint 70 hands it only the first few letters of
a paragraph ("enough for one line"), cut anywhere: the dictionary sees half a word at the cut and finds
wrong ends before it, up to one line end in twenty in a narrow column. Cutting that draft after the next
space, well past the line, cures it and costs nothing. The change is made in the source of that one
function, and only in the version it was read in; a test on a narrow column guards it.
"""

import inspect
from types import ModuleType

ENGINE_VERSION = "70.0"
CUT = "short_text = text[:int(max_width / style['font_size'] * ratio)]"
REACH = 200  # letters to look for a space in; past a line's end by more than any Thai word
CUT_AFTER_WORD = "short_text = _draft(text, int(max_width / style['font_size'] * ratio))"


def draft(text: str, letters: int) -> str:
    """Return at least that many letters of the text, up to the next space where one is near."""
    space = text.find(" ", letters, letters + REACH)
    return text[: space + 1] if space != -1 else text[: letters + REACH]


def patch(line_break: ModuleType, users: list[ModuleType], version: str) -> bool:
    """Replace ``split_first_line`` in its module and its users; tell whether that was possible.

    Doing it twice is harmless. Another version, or a source that reads otherwise, is left alone.
    """
    if hasattr(line_break, "_draft"):
        return True
    source = inspect.getsource(line_break.split_first_line)
    if version != ENGINE_VERSION or source.count(CUT) != 1:
        return False
    line_break.__dict__["_draft"] = draft
    code = compile(source.replace(CUT, CUT_AFTER_WORD), line_break.__file__ or "", "exec")
    exec(code, line_break.__dict__)  # noqa: S102 - the engine's own function with one line changed
    for module in users:
        module.__dict__["split_first_line"] = line_break.split_first_line
    return True
