from django.apps import AppConfig


class ThaiConfig(AppConfig):
    name = "thai"
    verbose_name = "ภาษาไทยและปฏิทินราชการ"

    def ready(self) -> None:
        """Words of Django's own fields that its catalog cannot tell apart."""
        from thai.forms import choices_are_chosen

        choices_are_chosen()
