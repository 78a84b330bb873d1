"""The tests' database: the reference data are loaded once, and every test begins at that point.

Most tests run in a transaction that is rolled back. Those that cannot (several connections, a browser) change the
database for good; Django would empty it afterwards row by row, which the append-only triggers rightly refuse, and the
reference data would be gone. So a snapshot of the whole database is put back instead.
"""

import shutil
import sqlite3
from pathlib import Path

from django.db import connection


class Snapshot:
    """Everything that the database and a folder of files hold at one moment, to go back to."""

    def __init__(self, name: str, media: Path) -> None:
        self.name = f"{connection.settings_dict['NAME']}_{name}"
        self.media = media
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self.copy = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self.copy)
        else:
            self.forget()
            _copy_database(connection.settings_dict["NAME"], self.name)

    def restore(self, media: Path | None = None) -> None:
        """Make the database what it was, and copy the files into a folder."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self.copy.backup(connection.connection)
        else:
            _copy_database(self.name, connection.settings_dict["NAME"])
        if media is not None and self.media.exists():
            shutil.copytree(self.media, media, dirs_exist_ok=True)

    def forget(self) -> None:
        """Remove the copy from the PostgreSQL server."""
        if connection.vendor == "sqlite":
            self.copy.close()
        else:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}"')


def _copy_database(source: str, target: str) -> None:
    """PostgreSQL copies a database as a template when nobody is connected to it."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
