"""What stands in the list of a day, to the byte: each list is known by the sha256 of its file, and names the one before.

A paper stands in it by its mark, the hash of its hash. Whoever has the file computes the mark; from the mark nobody
comes to the file, whose address is its hash (docs/decisions/0018). Only papers that are in the public register anyhow
stand there with code and hash.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SCHEMA = "phatthana.issued/1"
MONTH_SCHEMA = "phatthana.issued-month/1"  #: the lists of a month in one file, each as the text that it is
GENESIS = "0" * 64
HEX = re.compile(r"[0-9a-f]{64}")


class Unreadable(ValueError):
    """The file is no list of a day, nor of a month."""


@dataclass(frozen=True)
class Entry:
    """One paper; ``replaces`` is the mark of the paper before, code and sha256 only of what is public anyhow.

    ``stamped`` is the day that a paper bears whose own list was out before it came; only the list vouches for a day.
    """

    kind: str
    mark: str
    replaces: str = ""
    code: str = ""
    sha256: str = ""
    stamped: str = ""

    def plain(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class List:
    """The list of one day; ``sha256`` is that of its file."""

    number: int
    day: datetime.date
    previous: str
    issued: tuple[Entry, ...]
    withdrawn: tuple[str, ...]
    sha256: str


def mark_of(sha256: str) -> str:
    """The mark of a paper, from the hash of its file in 64 hexadecimal digits."""
    return hashlib.sha256(sha256.encode("ascii")).hexdigest()


def write(
    *,
    service: str,
    number: int,
    day: datetime.date,
    previous: str,
    issued: Iterable[Entry],
    withdrawn: Iterable[str],
) -> bytes:
    """The file of a list; the same content gives the same bytes, in whatever order it comes."""
    plain = {
        "schema": SCHEMA,
        "service": service,
        "number": number,
        "date": day.isoformat(),
        "previous": previous,
        "issued": [entry.plain() for entry in sorted(issued, key=lambda entry: entry.mark)],
        "withdrawn": sorted(withdrawn),
    }
    return (json.dumps(plain, ensure_ascii=True, sort_keys=True, indent=1) + "\n").encode("ascii")


def write_month(month: str, files: Iterable[bytes]) -> bytes:
    """The lists of a month (YYYY-MM) in one file, for those who verify without a network."""
    texts = [file.decode("ascii") for file in files]
    plain = {"schema": MONTH_SCHEMA, "month": month, "lists": texts}
    return (json.dumps(plain, ensure_ascii=True, sort_keys=True, indent=1) + "\n").encode("ascii")


def read(raw: bytes) -> list[List]:
    """The lists in a file of a day or of a month; ``Unreadable`` when it is neither."""
    plain = _loaded(raw)
    if plain.get("schema") != MONTH_SCHEMA:
        return [_list(plain, raw)]
    texts = plain.get("lists")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Unreadable
    files = [text.encode() for text in texts]
    return [_list(_loaded(file), file) for file in files]


def _loaded(raw: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(plain, dict):
        raise Unreadable
    return plain


def _list(plain: dict[str, Any], raw: bytes) -> List:
    number, marks, entries = plain.get("number"), plain.get("withdrawn"), plain.get("issued")
    if (
        plain.get("schema") != SCHEMA
        or not isinstance(number, int)
        or not isinstance(marks, list)
        or not isinstance(entries, list)
    ):
        raise Unreadable
    try:
        day = datetime.date.fromisoformat(plain["date"])
        issued = tuple(_entry(entry) for entry in entries)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable from error
    withdrawn = tuple(_hash(mark) for mark in marks)
    return List(number, day, _hash(plain.get("previous")), issued, withdrawn, hashlib.sha256(raw).hexdigest())


def _entry(plain: dict[str, Any]) -> Entry:
    texts = {name: str(plain.get(name, "")) for name in ("kind", "replaces", "code", "sha256", "stamped")}
    return Entry(mark=_hash(plain["mark"]), **texts)


def _hash(value: Any) -> str:
    if not isinstance(value, str) or not HEX.fullmatch(value):
        raise Unreadable
    return value
