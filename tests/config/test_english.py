"""Whoever chooses English reads English: every sentence of a template has one, but for those listed here."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAIN = re.compile(r"""\{%\s*translate\s+"([^"]+)"[^%]*%\}""")
#: The sign of the hour, which English does without.
WITHOUT: set[str] = {"น."}


@cache
def english() -> dict[str, str]:
    """The sentences of the catalogue that have an English one."""
    entries = {}
    for block in (ROOT / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8").split("\n\n"):
        parts = {"msgid": "", "msgstr": ""}
        for name in parts:
            if found := re.search(rf'^{name}(?:\[0\])? ((?:".*"\n?)+)', block, re.M):
                parts[name] = "".join(re.findall(r'"(.*)"', found[1])).replace('\\"', '"')
        entries[parts["msgid"]] = parts["msgstr"]
    return entries


def without_english(folder: Path) -> set[str]:
    """The plain sentences of the templates below a folder that English readers see in Thai."""
    said = {
        text for page in folder.rglob("*.html") for text in PLAIN.findall(page.read_text(encoding="utf-8"))
    }
    return {text for text in said if re.search("[ก-๙]", text) and not english().get(text)}


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in (ROOT / "templates").iterdir() if path.is_dir())
)
def test_plain_sentences_of_templates_have_english(folder):
    assert without_english(ROOT / "templates" / folder) - WITHOUT == set()
