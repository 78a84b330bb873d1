"""Lines, types and levels of the catalog, held in memory for one import and found by what people write."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from competencies.models import PositionLevel, PositionLine, PositionType
from personnel.imports.normalise import key

CLOSE = 0.82  #: share of equal letters from which a line is offered as "did you mean"
#: Other names of lines in use; the standard's own name stands in the catalog.
_ALIASES = {
    "นักบริหารงานคลัง": "นักบริหารงานการคลัง",
    "พนักงานครู": "ครู",
    "ครูผู้สอน": "ครู",
    "ครูผู้ช่วย": "ครู",
    "ครูผู้ดูแลเด็ก": "ครู",
}


@dataclass(frozen=True)
class Line:
    """A line of work."""

    code: str
    official_code: str
    name: str
    type_code: str


class Catalog:
    """What is in force today; retired entries are not offered."""

    def __init__(self) -> None:
        self.types = dict(PositionType.objects.filter(retired_edition=None).values_list("code", "name"))
        rows = PositionLine.objects.filter(retired_edition=None).select_related("position_type")
        self.lines = [Line(row.code, row.official_code, row.name, row.position_type.code) for row in rows]
        self.line_by_code = {line.code: line for line in self.lines}
        self.line_by_official = {line.official_code: line for line in self.lines if line.official_code}
        self._by_key = {key(name): line for line in self.lines for name in (line.name, *line.name.split("/"))}
        self._named = [(key(line.name), line) for line in self.lines]
        by_name = {line.name: line for line in self.lines}
        self._by_key |= {key(alias): by_name[name] for alias, name in _ALIASES.items() if name in by_name}
        self.level_names: dict[str, str] = {}
        self._levels: dict[tuple[str, str], str] = {}
        levels = PositionLevel.objects.filter(retired_edition=None).select_related("position_type")
        for level in levels:
            self.level_names[level.code] = level.name
            for word in _words_of_level(level.name):
                self._levels[level.position_type.code, word] = level.code

    def line_named(self, text: str) -> Line | None:
        """The line of this name; "ฯ" stands for the rest of a name when only one line begins so."""
        if "ฯ" in text:
            beginning = key(text.partition("ฯ")[0])
            found = [line for name, line in self._named if beginning and name.startswith(beginning)]
            return found[0] if len(found) == 1 else None
        return self._by_key.get(key(text))

    def only_line_of(self, type_code: str) -> Line | None:
        """The line of a type that has a single one; else None."""
        found = [line for line in self.lines if line.type_code == type_code]
        return found[0] if len(found) == 1 else None

    def line_close_to(self, text: str) -> Line | None:
        """A line that may be meant by a misspelt name, only to ask about it."""
        words = key(text)
        found = difflib.get_close_matches(words, self._by_key, n=1, cutoff=CLOSE) if len(words) > 4 else []
        return self._by_key[found[0]] if found else None

    def level(self, type_code: str, word: str) -> str | None:
        """Code of the level that a word names within a type."""
        return self._levels.get((type_code, word))

    def types_with_level(self, word: str) -> set[str]:
        """Types that have a level of this name."""
        return {type_code for type_code, name in self._levels if name == word}


def _words_of_level(name: str) -> set[str]:
    """ชำนาญการ (คศ.๒) is found by its whole name, as ชำนาญการ and as คศ2."""
    return {key(part) for part in (name, *re.split(r"[()]", name)) if key(part)}
