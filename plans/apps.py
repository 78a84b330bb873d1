"""App configuration."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """แผนพัฒนาบุคลากร."""

    name = "plans"
    verbose_name = "แผนพัฒนาบุคลากร"
