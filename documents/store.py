"""Keeps issued bytes by their own hash, so that a paper cannot change under its name.

The file is complete on disk before its name exists (temporary file, fsync, rename, fsync of the
folder): after a power cut a name either leads to the whole paper or is not there.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

SHA256 = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20


def put(data: bytes) -> str:
    """Keep the bytes and return their sha256 in hex; keeping the same bytes twice is harmless."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if target.exists() and verify(sha256):
        return sha256
    _make_folder(target.parent)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o444)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return sha256


def open_(sha256: str) -> BinaryIO:
    """Open the kept bytes for reading; raises ``FileNotFoundError`` when nothing is kept under that hash."""
    return path_of(sha256).open("rb")


def verify(sha256: str) -> bool:
    """Tell whether the kept bytes are there and still have their hash."""
    try:
        with open_(sha256) as file:
            return hash_of(file) == sha256
    except FileNotFoundError:
        return False


def hash_of(file: BinaryIO) -> str:
    """Return the sha256 of an open file, read in pieces."""
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def path_of(sha256: str) -> Path:
    """Return where the bytes of that hash lie; a name that is no hash never becomes a path."""
    if not SHA256.fullmatch(sha256):
        raise ValueError(f"not a sha256 in hex: {sha256!r}")
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / sha256


def _make_folder(folder: Path) -> None:
    for missing in [path for path in (folder, *folder.parents) if not path.exists()][::-1]:
        missing.mkdir(exist_ok=True)
        _sync_folder(missing.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
