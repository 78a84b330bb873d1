"""The cells of a workbook with mistakes, kept signed on the page until somebody asks for the marked workbook."""

from __future__ import annotations

from dataclasses import astuple

from django.core import signing
from django.utils.translation import gettext as _

from courses.workbook.read import CellError
from plans.exchange.read import DocumentRefused
from plans.exchange.workbook.read import MOST_ERRORS, Reading
from plans.exchange.workbook.write import marked_workbook
from plans.models import Revision

SALT = "plans.exchange.marked"
DAY = 24 * 60 * 60
MOST_LETTERS = 3_000_000  #: that go out with a page and come back; a larger workbook is marked by its owner


def signed_cells(reading: Reading, revision: Revision) -> str:
    """Cells and mistakes, to come back; empty when they are too many."""
    errors = [list(astuple(error)) for error in reading.errors[:MOST_ERRORS]]
    content = {"revision": revision.pk, "cells": reading.cells, "errors": errors}
    text = signing.dumps(content, salt=SALT, compress=True)
    return text if len(text) <= MOST_LETTERS else ""


def marked(text: str, revision: Revision) -> bytes:
    """The workbook with its mistakes marked; raises DocumentRefused."""
    try:
        content = signing.loads(text, salt=SALT, max_age=DAY)
    except signing.BadSignature as error:
        raise DocumentRefused(_("รายการหมดอายุหรือไม่ครบ กรุณาเลือกแฟ้มอีกครั้ง")) from error
    if content["revision"] != revision.pk:
        raise DocumentRefused(_("รายการเป็นของแผนอื่น กรุณาเลือกแฟ้มอีกครั้ง"))
    return marked_workbook(revision, content["cells"], [CellError(*error) for error in content["errors"]])
