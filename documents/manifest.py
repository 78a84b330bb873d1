"""What an issued paper carries inside says what it was made from: the fingerprint that was decided upon, and its files.

The fingerprint is that of the whole frozen content, of which the paper carries only what everybody may have; so the
two hashes differ, and the manifest names both. It lies inside the file, whose own hash is in the register.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.render import Attached

NAME = "manifest.json"
SCHEMA = "phatthana.manifest/1"


@dataclass(frozen=True)
class Embedded:
    """What was found inside a paper: what its manifest says, and the files that are there, by name."""

    said: dict[str, Any] | None
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Of the content that was decided upon; empty where the paper says nothing of it."""
        return str((self.said or {}).get("fingerprint", ""))

    def faults(self) -> list[str]:
        """Where files and manifest differ (English: read by operators and scripts)."""
        if self.said is None:
            return [f"{NAME} is missing"]
        named = self.said.get("files", {})
        changed = [name for name in named if name in self.files and hash_of(self.files[name]) != named[name]]
        return [
            *(f"{name} is missing" for name in sorted(named.keys() - self.files.keys())),
            *(f"{name} is not named in {NAME}" for name in sorted(self.files.keys() - named.keys())),
            *(f"{name} has another hash than {NAME} says" for name in sorted(changed)),
        ]


def hash_of(data: bytes) -> str:
    """The sha256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def with_manifest(code: str, fingerprint: str, files: Sequence[Attached]) -> list[Attached]:
    """The files of a paper and the manifest that names them, by their names: a PDF's table of files must be sorted."""
    plain = {
        "schema": SCHEMA,
        "code": code,
        "fingerprint": fingerprint,
        "files": {file.name: hash_of(file.data) for file in files},
    }
    data = json.dumps(plain, ensure_ascii=True, sort_keys=True, indent=1).encode("ascii")
    own = Attached(NAME, data, "รายการแฟ้มในเอกสารและลายนิ้วมือของเนื้อหาที่พิจารณา")
    return sorted([*files, own], key=lambda file: file.name)


def read(pdf: bytes) -> Embedded:
    """What a paper of ours carries; ``pikepdf.PdfError`` when it is no PDF. Not for files of strangers."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        files = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
    raw = files.pop(NAME, None)
    return Embedded(None if raw is None else json.loads(raw), files)
