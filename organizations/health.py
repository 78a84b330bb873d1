"""Whether the system can serve: what a machine asks at /readyz and an operator reads on the operator's page."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Below this many free bytes a whole day of documents no longer fits.
LEAST_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Condition:
    """One thing that must hold before the system may be used."""

    name: str
    label: str | Promise
    holds: bool


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations_are_applied() -> bool:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _disk_has_room() -> bool:
    folder = settings.VAR_DIR
    return folder.exists() and shutil.disk_usage(folder).free >= LEAST_FREE_BYTES


def conditions() -> list[Condition]:
    """Each condition with its answer now."""
    return [
        Condition("database", _("ฐานข้อมูลตอบสนอง"), _database_answers()),
        Condition("migrations", _("โครงสร้างฐานข้อมูลเป็นรุ่นปัจจุบัน"), _migrations_are_applied()),
        Condition("disk", _("พื้นที่จัดเก็บเหลือเพียงพอ"), _disk_has_room()),
    ]
