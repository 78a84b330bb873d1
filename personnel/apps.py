"""App configuration."""

from django.apps import AppConfig


class PersonnelConfig(AppConfig):
    """บุคลากร."""

    name = "personnel"
    verbose_name = "บุคลากร"
