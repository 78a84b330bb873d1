"""App configuration."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """การพิจารณา."""

    name = "approvals"
    verbose_name = "การพิจารณา"
