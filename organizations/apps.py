"""App configuration."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """องค์กรและสิทธิ."""

    name = "organizations"
    verbose_name = "องค์กรและสิทธิ"
