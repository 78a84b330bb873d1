"""App configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """เอกสาร."""

    name = "documents"
    verbose_name = "เอกสาร"

    def ready(self) -> None:
        """An installation that cannot make or sign its papers says so at each command, and before it starts."""
        from django.core.checks import register

        from documents.readiness import check_papers
        from documents.signing import check_certificate

        register(check_papers)
        register(check_certificate)
