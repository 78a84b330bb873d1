"""App configuration."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """การติดตาม."""

    name = "monitoring"
    verbose_name = "การติดตาม"

    def ready(self) -> None:
        """What layers below leave open: what stays, what events vouch for, what waits, how a report is made again."""
        from approvals.demonstration.make import carried_on_by
        from approvals.issuing import waits_also
        from approvals.triggers import only_adds, stays_once_issued
        from approvals.witness import vouches_also
        from documents.copies import made_again_by
        from monitoring.demonstration import record_results
        from monitoring.models import FollowUpResult, ProjectResult, YearlyReport
        from monitoring.reports import KIND, made_again, waiting
        from monitoring.witnessed import REPORT

        only_adds(ProjectResult, FollowUpResult)
        stays_once_issued(YearlyReport)
        vouches_also("report", REPORT)
        waits_also(waiting)
        made_again_by(KIND, made_again)
        carried_on_by(record_results)
