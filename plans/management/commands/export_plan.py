"""``export_plan REF --output FILE.json``: one revision as a document of the exchange format."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans.exchange.document import document_of
from plans.reference import UnknownReference, revision_of


class Command(BaseCommand):
    """Write everything of a plan that its organization wrote."""

    help = "ส่งออกแผนเป็นแฟ้ม JSON เช่น export_plan SANGKHOM:2567:0 --output plan.json"

    def add_arguments(self, parser: CommandParser) -> None:
        """REF and --output."""
        parser.add_argument("reference", metavar="REF")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE.json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, whole or not at all."""
        try:
            revision = revision_of(options["reference"])
        except UnknownReference as error:
            raise CommandError(str(error)) from error
        path: Path = options["output"]
        text = json.dumps(document_of(revision), ensure_ascii=False, indent=2) + "\n"
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_text(text, encoding="utf-8")
            part.replace(path)
        except OSError as error:
            raise CommandError(f"เขียนแฟ้ม {path} ไม่ได้: {error.strerror}") from error
        self.stdout.write(f"ส่งออกแผน {revision.reference} ไปที่ {path} แล้ว")
