"""``make gallery``: writes ``docs/gallery/`` anew from the demonstration on a fixed day, in a database of its own."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

DAY = "2026-09-14"  #: gallery.scene.TODAY, before anything of the product can be imported


def main() -> None:
    """Make the database, then every paper, then its pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="keys of papers; the others stay as they are")
    parser.add_argument("--pdf", type=Path, help="keep the papers themselves in this folder, too")
    options = parser.parse_args()
    var = tempfile.mkdtemp(prefix="phatthana-gallery-")
    os.environ.update(
        {
            "DATABASE_URL": f"sqlite:///{var}/db.sqlite3",
            "VAR_DIR": var,
            "PHATTHANA_TODAY": DAY,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
    )
    try:
        _make(options)
    finally:
        shutil.rmtree(var, ignore_errors=True)


def _make(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from gallery.write import FOLDER, write

    for command in ("migrate", "load_catalogs", "demo"):
        call_command(command, verbosity=0)
    write(FOLDER, only=options.only, keep=options.pdf)


if __name__ == "__main__":
    main()
