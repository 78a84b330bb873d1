"""Brings database and static files up to date before the service starts: one process, so that it takes seconds.

Each step does nothing when there is nothing to do.
"""

import hashlib
import io
import os
import sys

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from documents import readiness


def prepare_database() -> None:
    """Migrate, load the catalogs, and fill an empty database with the demonstration (unless DEMO=no)."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_catalogs")
    if os.environ.get("DEMO", "yes") != "no":
        call_command("demo", if_empty=True)
    try:
        call_command("issue_pending")  # papers that a stopped machine still owes
    except CommandError as error:  # the rest of the service works without them
        print(error, file=sys.stderr)


def collect_static() -> None:
    """Collect and compress the static files when one of them changed since the last time."""
    stamp = settings.VAR_DIR / "static.stamp"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def static_state() -> str:
    """A hash of the name, size and time of every static file of ours and of the packages."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = os.stat(storage.path(name))
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def main() -> int:
    """Prepare everything; say what is wrong when the database does not answer or no paper could be made."""
    os.umask(0o077)  # database and papers are for the account that runs the service
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        print(
            f"ติดต่อฐานข้อมูลไม่ได้ โปรดตรวจ DATABASE_URL\n  The database does not answer, check DATABASE_URL: {reason}",
            file=sys.stderr,
        )
        return 1
    try:
        readiness.demand()
        call_command(
            "check", stdout=io.StringIO()
        )  # typefaces, libraries, certificate: what would fail later, when somebody waits
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    prepare_database()
    collect_static()
    return 0


if __name__ == "__main__":
    sys.exit(main())
