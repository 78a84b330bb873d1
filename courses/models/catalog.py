"""Catalogs of how people are developed: requirements C-7, C-10 to C-14."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.catalog import CatalogEntry


class Curriculum(CatalogEntry):
    """One of the five curricula (section 11)."""

    includes_digital = models.BooleanField(_("รวมทักษะด้านดิจิทัล"), default=False)


class Method(CatalogEntry):
    """One of the five methods (section 12)."""


class SubMethod(CatalogEntry):
    """One of the seven ways of the fifth method."""

    method = models.ForeignKey(Method, models.PROTECT, related_name="submethods")


class ProviderKind(CatalogEntry):
    """Who may carry out the development (section 12, end)."""


class KnowledgeArea(CatalogEntry):
    """One of the five areas of section 13: not the same list as the curricula."""
