"""App configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """เอกสาร."""

    name = "documents"
    verbose_name = "เอกสาร"

    def ready(self) -> None:
        """An installation that should sign its papers and cannot says so before it starts."""
        from django.core.checks import register

        from documents.signing import check_certificate

        register(check_certificate)
