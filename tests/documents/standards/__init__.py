"""Rules of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) that can be looked at without another program.

Each rule names its clause, and the failure condition of the Matterhorn Protocol 1.1 where it has one. ``broken`` holds a
file to all of them. What these rules leave open is told in docs/decisions/0027.
"""

from tests.documents.standards import files, fonts, metadata, pages, tables, tree
from tests.documents.standards.reading import File
from tests.documents.standards.rules import RULES

__all__ = ["RULES", "broken"]
MODULES = (files, fonts, metadata, pages, tables, tree)


def broken(raw: bytes) -> list[str]:
    """What is wrong with a file, each fault with the rule's name and clause."""
    file = File(raw)
    return [f"{name} ({rule.clause}): {fault}" for name, rule in RULES.items() for fault in rule.faults(file)]
