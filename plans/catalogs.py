"""The catalogs that a plan names its entries from, in one query when the first is asked for.

Small tables that the same page needs are read in the same query.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from competencies.catalog import CatalogEntry
from competencies.models import Competency
from courses.models import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from organizations.models import Province
from organizations.together import together
from personnel.models import PersonnelGroup

Entry = TypeVar("Entry", bound=CatalogEntry)
MODELS: tuple[type[CatalogEntry], ...] = (
    Curriculum,
    KnowledgeArea,
    Method,
    SubMethod,
    ProviderKind,
    PersonnelGroup,
    Competency,
)


class Catalogs:
    """Catalogs as the edition of ``year`` (B.E.) knows them; what was retired is still found by its key."""

    def __init__(self, year: int, beside: Sequence[QuerySet[Any]] = ()) -> None:
        self.year, self._beside = year, beside

    @cached_property
    def _read(self) -> dict[type, list]:
        tables: tuple[type[Model], ...] = (*MODELS, Province)
        querysets = [model._default_manager.all() for model in tables] + list(self._beside)
        models = [queryset.model for queryset in querysets]
        return dict(zip(models, together(*querysets), strict=True))

    @property
    def beside(self) -> dict[type, list]:
        """The rows of the small tables that were given, by their model; unordered."""
        return self._read

    def every(self, model: type[Entry]) -> list[Entry]:
        """Entries of all editions in order."""
        return sorted(self._read[model], key=lambda entry: entry.order)

    def of_edition(self, model: type[Entry]) -> list[Entry]:
        """Entries that the edition knows, in order."""
        return [entry for entry in self.every(model) if entry.is_of_edition(self.year)]

    def chosen(self, model: type[Entry], keys: set[int]) -> list[Entry]:
        """Entries of some keys in order."""
        return [entry for entry in self.every(model) if entry.pk in keys]

    @property
    def provinces(self) -> list[str]:
        """Names of all provinces."""
        return [province.name for province in self._read[Province]]
