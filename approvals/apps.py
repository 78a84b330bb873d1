"""App configuration."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """การพิจารณา."""

    name = "approvals"
    verbose_name = "การพิจารณา"

    def ready(self) -> None:
        """Comments are written in plans, a layer below; people hear of them from here."""
        from approvals.comment_notices import tell_of_comment
        from plans.comments import told_by

        told_by(tell_of_comment)
