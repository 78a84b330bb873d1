"""App configuration."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """แผนพัฒนาบุคลากร."""

    name = "plans"
    verbose_name = "แผนพัฒนาบุคลากร"

    def ready(self) -> None:
        """Staff lists, a layer below, measure experience by the editions kept here."""
        from personnel.rules import experience_from
        from plans.staff import experience_years

        experience_from(experience_years)
