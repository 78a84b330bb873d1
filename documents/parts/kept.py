"""Keeps rendered parts on disk under the hash of what they were made from, until they are in the way or unused for long.

Any number of processes may read, write and forget at the same time: a part is written beside its place and moved
there whole, one that was cut off by a power failure is known by its checksum, and a part that is gone is made again.
"""

import hashlib
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings

from documents.parts.engine import Part

MOST_BYTES = 256 << 20
UNUSED_SECONDS = 30 * 24 * 60 * 60  #: a plan that nobody prints any more leaves nothing here
DIGEST = hashlib.sha256().digest_size


def folder() -> Path:
    """Where parts lie."""
    return Path(settings.MEDIA_ROOT) / "parts"


def get(key: str) -> Part | None:
    """The part kept under a key; None when there is none, or it is not what was written."""
    path = _path(key)
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[DIGEST:]).digest() != data[:DIGEST]:
            return None
        os.utime(path)  # used now: others are forgotten before it
    except FileNotFoundError:
        return None
    return Part.unpacked(data[DIGEST:])


def put(key: str, part: Part) -> None:
    """Keep a part."""
    data = part.packed()
    path = _path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(hashlib.sha256(data).digest() + data)
    os.replace(temporary, path)


def trim(most_bytes: int = MOST_BYTES) -> int:
    """Forget what was not used for long, and the least used until the rest is no larger; how many were forgotten."""
    oldest = time.time() - UNUSED_SECONDS
    found = []
    for path in folder().glob("*/*"):
        try:
            facts = path.stat()
        except FileNotFoundError:  # somebody else was first
            continue
        found.append((facts.st_mtime, facts.st_size, path))
    total = sum(size for _used, size, _path in found)
    forgotten = 0
    for used, size, path in sorted(found):
        if total <= most_bytes and used >= oldest:
            break
        path.unlink(missing_ok=True)
        total -= size
        forgotten += 1
    return forgotten


def _path(key: str) -> Path:
    return folder() / key[:2] / key
