"""App configuration."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """หลักสูตรและวิธีการพัฒนา."""

    name = "courses"
    verbose_name = "หลักสูตรและวิธีการพัฒนา"
