"""App configuration."""

from django.apps import AppConfig


class PersonnelConfig(AppConfig):
    """บุคลากร."""

    name = "personnel"
    verbose_name = "บุคลากร"

    def ready(self) -> None:
        """Roles are handed over in organizations, a layer below; what is open with the staff list is known here."""
        from organizations.open_work import found_by
        from personnel.handover import open_staff_work

        found_by(open_staff_work)
