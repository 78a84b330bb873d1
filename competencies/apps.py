"""App configuration."""

from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    """ความรู้-ทักษะ-สมรรถนะ."""

    name = "competencies"
    verbose_name = "ความรู้-ทักษะ-สมรรถนะ"
