"""``migrate`` with the triggers of :mod:`approvals.triggers` out of the way before and in place after."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from approvals import triggers


class Command(Migrate):
    """Django's own command, kept true to what the database must guard."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; on SQLite the triggers are down only while there is something to migrate."""
        connection = connections[options["database"]]
        if options.get("plan") or options.get("check_unapplied"):
            super().handle(*args, **options)
            return
        executor = MigrationExecutor(connection)
        if options.get("app_label") or executor.migration_plan(executor.loader.graph.leaf_nodes()):
            triggers.take_down(connection)
        try:
            super().handle(*args, **options)
        finally:
            triggers.put_up(connection)
