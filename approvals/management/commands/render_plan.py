"""``render_plan REF``: the plan as PDF or Word in either layout, for scripts and for looking at; it issues nothing."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from approvals.papers import draft_document
from documents.compose import compose
from documents.paper import Paper
from documents.render import RenderError, render_pdf
from documents.word import word
from plans.models import Layout
from plans.reference import UnknownReference, revision_of

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "จัดทำเล่มแผนเป็นแฟ้ม PDF หรือ Word ตามรหัสแผน เช่น SANGKHOM:2567:0"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", metavar="REF", help="รหัสหน่วยงาน:ปีแรก[:ครั้งที่]")
        parser.add_argument(
            "--layout", choices=Layout.values, default="", help="รูปแบบเล่ม (ไม่ระบุ: ตามที่หน่วยงานเลือก)"
        )
        parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")
        parser.add_argument(
            "--output", required=True, metavar="FILE", help="ชื่อแฟ้ม หรือ - สำหรับ standard output"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            paper = draft_document(revision_of(options["reference"]), layout=options["layout"])
            made = word(paper) if options["format"] == "docx" else _pdf(paper)
        except (UnknownReference, RenderError) as error:
            raise CommandError(str(error)) from error
        self._write(options["output"], made)

    def _write(self, output: str, made: bytes) -> None:
        if output == STANDARD_OUTPUT:
            sys.stdout.buffer.write(made)
            return
        try:
            Path(output).write_bytes(made)
        except OSError as error:
            raise CommandError(_("เขียนแฟ้มไม่ได้: {file}").format(file=output)) from error


def _pdf(paper: Paper) -> bytes:
    rendered = render_pdf(compose(paper), title=paper.title)
    for warning in rendered.warnings:
        print(warning, file=sys.stderr)
    return rendered.pdf
