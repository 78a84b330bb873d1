"""Keeps rendered parts on disk under the hash of what they were made from, until they are in the way or unused for long.

Any number of processes may read, write and forget at the same time: a part is written beside its place and moved
there whole, one that was cut off by a power failure is known by its checksum, and a part that is gone is made again.
To keep saves time and nothing else: a full disk or the parts of another account stop no paper.
"""

import contextlib
import hashlib
import logging
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings

from documents.parts.engine import Part

log = logging.getLogger(__name__)

MOST_BYTES = 256 << 20
UNUSED_SECONDS = 30 * 24 * 60 * 60  #: a plan that nobody prints any more leaves nothing here
DIGEST = hashlib.sha256().digest_size


def folder() -> Path:
    """Where parts lie."""
    return Path(settings.MEDIA_ROOT) / "parts"


def get(key: str) -> Part | None:
    """The part kept under a key; None when there is none to be read, or it is not what was written."""
    path = _path(key)
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[DIGEST:]).digest() != data[:DIGEST]:
            return None
    except OSError:
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used now: others are forgotten before it
    return Part.unpacked(data[DIGEST:])


def put(key: str, part: Part) -> None:
    """Keep a part where that can be."""
    try:
        _write(_path(key), part.packed())
    except OSError as error:
        log.warning("a part was not kept: %s", error)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(data).digest() + data)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def trim(most_bytes: int = MOST_BYTES) -> int:
    """Forget what was not used for long, and the least used until the rest is no larger; how many were forgotten."""
    oldest = time.time() - UNUSED_SECONDS
    found = []
    for path in folder().glob("*/*"):
        try:
            facts = path.stat()
        except OSError:  # somebody else was first, or it is another account's
            continue
        found.append((facts.st_mtime, facts.st_size, path))
    total = sum(size for _used, size, _path in found)
    forgotten = stuck = 0
    for used, size, path in sorted(found):
        if total <= most_bytes and used >= oldest:
            break
        try:
            path.unlink(missing_ok=True)
        except OSError:
            stuck += 1
            continue
        total -= size
        forgotten += 1
    if stuck:
        log.warning("%s parts that are kept could not be removed from %s", stuck, folder())
    return forgotten


def _path(key: str) -> Path:
    return folder() / key[:2] / key
