"""App configuration."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """องค์กรและสิทธิ."""

    name = "organizations"
    verbose_name = "องค์กรและสิทธิ"

    def ready(self) -> None:
        """Register the check that every view declares who may call it."""
        from organizations import checks  # noqa: F401 - registers itself
