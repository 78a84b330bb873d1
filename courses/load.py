"""The catalog files of courses, in the order in which they must be loaded."""

from pathlib import Path

from competencies.load import CatalogFile
from courses.models import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod

FOLDER = Path(__file__).parent / "catalogs"

CATALOGS = (
    CatalogFile(Curriculum, FOLDER / "curricula.json"),
    CatalogFile(Method, FOLDER / "methods.json"),
    CatalogFile(SubMethod, FOLDER / "submethods.json", {"method": ("method", Method)}),
    CatalogFile(ProviderKind, FOLDER / "provider_kinds.json"),
    CatalogFile(KnowledgeArea, FOLDER / "knowledge_areas.json"),
)
