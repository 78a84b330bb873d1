"""Reads the files of the demonstration."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from thai.text import normalise

DATA = Path(__file__).parent / "data"


def read(name: str) -> dict[str, Any]:
    """What the file ``name``.toml says."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def text(folder: str, name: str) -> str:
    """The text ``name`` of a folder; empty when there is none."""
    path = DATA / "texts" / folder / f"{name}.txt"
    return normalise(path.read_text("utf-8")) if path.exists() else ""
