"""App configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """เอกสาร."""

    name = "documents"
    verbose_name = "เอกสาร"
