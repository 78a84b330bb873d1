"""Print the JSON Schema of the exchange format of plans."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from plans.exchange.schema import schema


class Command(BaseCommand):
    """``manage.py plan_schema > docs/plan.schema.json``."""

    help = "พิมพ์ JSON Schema ของแฟ้มแผน (docs/plan.schema.json)"

    def handle(self, *args: Any, **options: Any) -> None:
        """To standard output."""
        self.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=2))
