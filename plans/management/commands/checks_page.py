"""Print the page of the documentation that says which rule holds which point."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from plans.checks.holding import page


class Command(BaseCommand):
    """``manage.py checks_page > docs/checks.md``."""

    help = "พิมพ์ตารางว่าข้อใดตรวจด้วยกติกาใด (docs/checks.md)"

    def handle(self, *args: Any, **options: Any) -> None:
        """To standard output."""
        with translation.override("th"):
            self.stdout.write(page(), ending="")
