"""A name that a template asks for and nobody gave is a mistake: in the tests it is an error.

Only our own templates are held to it. Those of the packages lean on empty names.
"""

import sys
from pathlib import Path

from django.template import Node

PROJECT = Path(__file__).resolve().parent.parent


class UnknownVariableError(Exception):
    """Says which template asked for which name."""


class UnknownVariable(str):
    """Stands for a missing value (``string_if_invalid``): an error in our templates, empty elsewhere.

    Django asks whether the replacement is true before it uses it, in the frame that knows the variable.
    """

    def __bool__(self) -> bool:
        asking = sys._getframe(1)
        variable = getattr(asking.f_locals.get("self"), "var", None)
        if variable is not None and asking.f_code.co_name == "resolve":
            origin = _origin(asking)
            if origin is not None and _is_ours(origin):
                raise UnknownVariableError(f"{origin}: {variable}")
        return False


def _origin(frame) -> Path | None:
    """The file of the innermost template node that is being rendered."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return Path(node.origin.name)
        frame = frame.f_back
    return None


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(PROJECT) and not path.is_relative_to(PROJECT / ".venv")
