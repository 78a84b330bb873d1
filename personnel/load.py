"""The catalog file of the four personnel groups."""

from pathlib import Path

from competencies.load import CatalogFile
from personnel.models import PersonnelGroup

CATALOGS = (CatalogFile(PersonnelGroup, Path(__file__).parent / "catalogs" / "groups.json"),)
