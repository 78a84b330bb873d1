"""App configuration."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """การติดตาม."""

    name = "monitoring"
    verbose_name = "การติดตาม"

    def ready(self) -> None:
        """What layers below leave open: what is only added, what waits, how a report is made again, what a demonstration shows."""
        from approvals.demonstration.make import carried_on_by
        from approvals.issuing import waits_also
        from approvals.triggers import only_adds
        from documents.copies import made_again_by
        from monitoring.demonstration import record_results
        from monitoring.models import FollowUpResult, ProjectResult
        from monitoring.reports import KIND, made_again, waiting

        only_adds(ProjectResult, FollowUpResult)
        waits_also(waiting)
        made_again_by(KIND, made_again)
        carried_on_by(record_results)
