"""What a process holds of our code, style and typefaces, which may be older than what lies on the disk.

Whoever renders parts read them once, at its start. After an upgrade a part of the old ones must never be kept as
one of the new, nor be joined with new typefaces, whose glyphs have other numbers. So asker, server process and
worker compare what they hold, and a worker begins only where it is the same for all and still lies on the disk.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

OURS = Path(__file__).resolve().parents[1]  # ``documents``
MODULES = (
    "footnote_pages.py",
    "line_cutter.py",
    "parts/engine.py",
    "render.py",
    "tag_drawing.py",
    "tag_writing.py",
    "tags.py",
)


def code() -> str:
    """Hash of our own code that parts are made by, as it lies on the disk."""
    digest = hashlib.sha256()
    for path in [*(OURS / name for name in MODULES), *sorted((OURS / "quick").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


CODE = code()  #: as it was when this process began


def state(assets: Mapping[str, Path]) -> str:
    """Hash of everything of ours that parts are made from: the code of this process, and these assets."""
    digest = hashlib.sha256(CODE.encode())
    for address, path in sorted(assets.items()):
        digest.update(address.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
