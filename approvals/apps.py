"""App configuration."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """การพิจารณา."""

    name = "approvals"
    verbose_name = "การพิจารณา"

    def ready(self) -> None:
        """What layers below leave open: who hears of comments, who reads minutes, what a Word copy is made from."""
        from approvals.comment_notices import tell_of_comment
        from approvals.copies import make_copies
        from approvals.readers import publish_plans, reserve_minutes
        from plans.comments import told_by

        told_by(tell_of_comment)
        reserve_minutes()
        make_copies()
        publish_plans()
        self._hand_over()

    def _hand_over(self) -> None:
        """Roles are given in organizations, a layer below; what is open in them is known here."""
        from approvals.handover import follow, open_plan_work, plans_under_way
        from organizations.open_work import followed_by, found_by, plans_counted_by

        found_by(open_plan_work)
        plans_counted_by(plans_under_way)
        followed_by(follow)
