"""Loads the reasons for returning a plan; the wording for the letter is kept in ``details["text"]``."""

from pathlib import Path

from approvals.models import ReturnReason
from competencies.load import CatalogFile
from organizations.load import Changes

CATALOGS = (CatalogFile(ReturnReason, Path(__file__).parent / "catalogs" / "return_reasons.json"),)


def load_return_reasons() -> Changes:
    """Agree with the file of reasons."""
    return CATALOGS[0].load()
