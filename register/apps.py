"""App configuration."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """ทะเบียนสาธารณะ."""

    name = "register"
    verbose_name = "ทะเบียนสาธารณะ"
