"""App configuration."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """การติดตาม."""

    name = "monitoring"
    verbose_name = "การติดตาม"
