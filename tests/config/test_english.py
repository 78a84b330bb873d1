"""Whoever chooses English reads English: every sentence of code and pages has one, with the same blanks to fill."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
#: How many of the first arguments of each function are sentences; that of a context comes before them.
SENTENCES = {"gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2}
WITH_CONTEXT = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 2, "npgettext_lazy": 2}
THAI = re.compile("[ก-๙]")
BLANKS = re.compile(r"%\(\w+\)[sd]|\{\w*(?:![rsa])?(?::[^{}]*)?\}")
#: The calls that Django's own reader of templates writes, whether of translate or of blocktranslate.
WRITTEN = re.compile(r"""\b_?n?p?(?:gettext)?\((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"),?\s*)+""")
HOW_TO = (
    "\nEach sentence needs an entry in locale/en/LC_MESSAGES/django.po; append at its end, an empty line before each:"
    '\n\nmsgid "ข้อความ {name}"\nmsgstr "A text of {name}"\n\n'
    "with ngettext or `count`: msgid, msgid_plural, msgstr[0], msgstr[1]. Official terms: the glossary of README.md.\n"
)


class Entry(NamedTuple):
    """One entry of the catalogue: what the code says, what English readers see, and whether it is only a guess."""

    said: tuple[str, ...]
    english: tuple[str, ...]
    fuzzy: bool

    @property
    def complete(self) -> bool:
        return not self.fuzzy and all(self.english)


def entry_of(block: str) -> Entry:
    """An entry as the file writes it: each word is followed by one or more quoted strings."""
    texts: dict[str, str] = {}
    word = ""
    for line in block.splitlines():
        if found := re.match(r'(msg\S+) (".*")$', line):
            word, texts[found[1]] = found[1], ast.literal_eval(found[2])
        elif line.startswith('"'):
            texts[word] += ast.literal_eval(line)
    said = [texts[name] for name in ("msgctxt", "msgid", "msgid_plural") if name in texts]
    english = [text for name, text in texts.items() if name.startswith("msgstr")]
    return Entry(tuple(said), tuple(english), fuzzy=bool(re.search(r"^#,.*\bfuzzy\b", block, re.M)))


@cache
def entries() -> list[Entry]:
    blocks = re.split(r"\n\s*\n", CATALOGUE.read_text(encoding="utf-8"))
    found = [entry_of(block) for block in blocks if re.search("^msgid ", block, re.M)]
    return [entry for entry in found if entry.said != ("",)]


@cache
def english() -> dict[tuple[str, ...], Entry]:
    return {entry.said: entry for entry in entries()}


def names_of(tree: ast.AST) -> dict[str, str]:
    """What a module calls the functions of gettext: ``_`` in one is ``gettext``, in another ``gettext_lazy``."""
    return {
        name.asname or name.name: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
    }


def said_in_code(source: str) -> Iterator[tuple[str, ...]]:
    """The sentences that a module gives to gettext, as the catalogue must name them."""
    tree = ast.parse(source)
    names = names_of(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        function = names.get(called, called)
        wanted = SENTENCES.get(function) or WITH_CONTEXT.get(function, -1) + 1
        arguments = [part.value for part in node.args[:wanted] if isinstance(part, ast.Constant)]
        if wanted and len(arguments) == wanted:
            yield tuple(str(argument) for argument in arguments)


def said_in_page(source: str) -> Iterator[tuple[str, ...]]:
    """The same of a template: Django turns translate and blocktranslate into calls, as for makemessages."""
    for call in WRITTEN.findall(templatize(source)):
        yield from said_in_code(f"from django.utils.translation import gettext as _\n{call.rstrip(', ')})")


def readers() -> list[tuple[str, list[Path]]]:
    """What is read: each app, and each folder of templates."""
    apps = sorted({path.parent for path in ROOT.glob("*/apps.py")} | {ROOT / "config"})
    found = [(app.name, sorted(app.rglob("*.py"))) for app in apps]
    folders = sorted(path for path in (ROOT / "templates").iterdir() if path.is_dir())
    found += [(f"templates/{folder.name}", sorted(folder.rglob("*.html"))) for folder in folders]
    return [*found, ("templates", sorted((ROOT / "templates").glob("*.html")))]


def lacking(path: Path) -> list[str]:
    """The Thai sentences of one file that English readers see in Thai, each with its file."""
    reader = said_in_code if path.suffix == ".py" else said_in_page
    return [
        f"{path.relative_to(ROOT)}: {' | '.join(said)}"
        for said in dict.fromkeys(reader(path.read_text(encoding="utf-8")))
        if THAI.search("".join(said))
        if said not in english() or not english()[said].complete
    ]


@pytest.mark.parametrize(("name", "paths"), [pytest.param(*found, id=found[0]) for found in readers()])
def test_every_sentence_has_english(name, paths):
    without = [line for path in paths for line in lacking(path)]
    assert not without, HOW_TO + "\n".join(without)


def test_catalogue_names_each_sentence_once():
    said = [entry.said[:-1] if len(entry.english) > 1 else entry.said for entry in entries()]
    assert [text for text in set(said) if said.count(text) > 1] == []


def test_english_has_the_blanks_of_the_thai():
    """A blank that is missing shows nothing, one that is new is an error while the page is made."""
    wrong = {}
    for entry in entries():
        thai, *versions = (set(BLANKS.findall(text)) for text in (entry.said[-1], *entry.english))
        if any(version != thai for version in versions[-1:]) or any(
            not version <= thai for version in versions
        ):
            wrong[entry.said[-1]] = entry.english
    assert wrong == {}


def test_sentences_of_code_are_found_under_any_name():
    source = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext as p
from django.utils import translation
said = _("ก"), ngettext("ข {n}", "ค {n}", 2), p("ง", "จ"), translation.gettext("ฉ" "ช"), _(said), other("ซ")
"""
    assert set(said_in_code(source)) == {("ก",), ("ข {n}", "ค {n}"), ("ง", "จ"), ("ฉช",)}


def test_sentences_of_pages_are_found_whatever_the_tag():
    page = """{% load i18n %}{% translate "ก" as x %}{% translate 'ข "ค"' %}{% blocktranslate trimmed %}
      ง {{ name }}
    {% endblocktranslate %}{% blocktranslate count n=many %}จ{% plural %}ฉ {{ n }}{% endblocktranslate %}
    {% include "x.html" with text=_("ช") %}"""
    assert set(said_in_page(page)) == {("ก",), ('ข "ค"',), ("ง %(name)s",), ("จ", "ฉ %(n)s"), ("ช",)}
