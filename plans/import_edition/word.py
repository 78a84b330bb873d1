"""Paragraphs of a Word document (.docx) from its XML, with the automatic numbers that the text itself lacks.

Only what text needs is read. Entities and document types are refused: no Word document has them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from xml.parsers import expat

from thai.digits import to_thai

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
THAI_LETTERS = "กขคงจฉชซฌญฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
MAX_DEPTH = 200  #: nested elements; Word itself stays below fifty
DEEPEST_LEVEL = 9  #: of a list; Word has nine
LONGEST_PATTERN = 100  #: characters of a number's pattern, which every paragraph of the list repeats
MAX_ELEMENTS = 1_000_000  #: of one part; the master plan's has about 50,000


class WordRefused(ValueError):
    """The XML is not that of a Word document."""


class Reader:
    """Walks the elements of one part; ``start`` and ``end`` get names without their namespace."""

    def __init__(self, content: bytes) -> None:
        self.depth = self.elements = 0
        self.skipped = 0  # depth of the element whose content repeats, in other means, what was read already
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise WordRefused(str(error)) from error

    def _refuse(self, *_arguments: object) -> None:
        raise WordRefused("document type or entity")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise WordRefused("too deep or too many elements")
        if name.endswith(" Fallback") and not self.skipped:
            self.skipped = self.depth
        if name.startswith(SPACE) and not self.skipped:
            self.start(
                name[len(SPACE) + 1 :], {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            )

    def _end(self, name: str) -> None:
        if name.startswith(SPACE) and not self.skipped:
            self.end(name[len(SPACE) + 1 :])
        if self.depth == self.skipped:
            self.skipped = 0
        self.depth -= 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of Word's begins."""

    def end(self, name: str) -> None:
        """An element of Word's ends."""

    def text(self, text: str) -> None:
        """Characters, of whatever element."""


class Numbering(Reader):
    """Formats of automatic numbers: (list, level) -> (format, pattern, first number)."""

    def __init__(self, content: bytes) -> None:
        self.abstract: dict[str, dict[int, list[str]]] = defaultdict(dict)
        self.lists: dict[str, str] = {}
        self.current = self.number = ""
        self.level: list[str] = []
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        if content:
            super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "abstractNum":
            self.current = attributes.get("abstractNumId", "")
        elif name == "lvl" and self.current:
            self.level = self.abstract[self.current].setdefault(
                _number(attributes.get("ilvl")), ["decimal", "", "1"]
            )
        elif name in ("numFmt", "lvlText", "start") and self.level:
            self.level[("numFmt", "lvlText", "start").index(name)] = value[:LONGEST_PATTERN]
        elif name == "num":
            self.number, self.current, self.level = attributes.get("numId", ""), "", []
        elif name == "abstractNumId" and self.number:
            self.lists[self.number] = value

    def format(self, list_id: str, level: int) -> tuple[str, str, int]:
        """Format, pattern and first number of one level; an empty pattern where there is none."""
        kind, pattern, first = self.abstract[self.lists.get(list_id, "")].get(level, ["decimal", "", "1"])
        return kind, pattern, _number(first)

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list, as Word would write it."""
        level = min(level, DEEPEST_LEVEL)
        counters = self.counters[list_id]
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        kind, pattern, first = self.format(list_id, level)
        counters[level] = counters.get(level, first - 1) + 1
        if kind == "bullet":
            return "-" if pattern else ""
        for each in range(level + 1):
            level_kind, _pattern, level_first = self.format(list_id, each)
            pattern = pattern.replace(f"%{each + 1}", _written(counters.get(each, level_first), level_kind))
        return pattern


class Notes(Reader):
    """Texts of footnotes or endnotes by their ids, as our notation has them; each on one line."""

    def __init__(self, content: bytes) -> None:
        self.written: dict[str, str] = {}
        self.pieces: list[str] = []
        self.id = ""
        self.is_text = False
        if content:
            super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("footnote", "endnote"):
            self.id, self.pieces = attributes.get("id", ""), []
        elif name in ("p", "tab", "br", "cr"):
            self.pieces.append(" ")
        self.is_text = name == "t"

    def text(self, text: str) -> None:
        if self.is_text and not self.skipped:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        self.is_text = False
        if name in ("footnote", "endnote") and (note := " ".join("".join(self.pieces).split())):
            self.written[self.id] = f"[[{note.replace('[[', '[').replace(']]', ']')}]]"


@dataclass
class NotesOfFile:
    """Footnotes and endnotes of one document, by the element that calls them."""

    footnotes: bytes = b""
    endnotes: bytes = b""

    def __post_init__(self) -> None:
        self.written = {
            "footnoteReference": Notes(self.footnotes).written,
            "endnoteReference": Notes(self.endnotes).written,
        }

    def called(self, name: str, attributes: dict[str, str]) -> str:
        """What stands in the text for an element: the note that it calls, once; else nothing."""
        return self.written.get(name, {}).pop(attributes.get("id", ""), "")


class _Body(Reader):
    """Collects paragraphs; a row of a table becomes one line between bars."""

    def __init__(self, content: bytes, numbering: Numbering, notes: NotesOfFile) -> None:
        self.notes = notes
        self.lines: list[str] = []
        self.paragraph: list[str] = []
        self.cells: list[list[list[str]]] = []  # a stack of rows, for tables inside tables
        self.is_text = False
        self.list_id, self.level = "", 0
        self.in_properties = 0
        self.numbering = numbering
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self.is_text = True
        elif name == "tab" and not self.in_properties:
            self.paragraph.append("\t")
        elif name in ("br", "cr"):
            self.paragraph.append("\n")
        elif name in ("footnoteReference", "endnoteReference"):
            self.paragraph.append(self.notes.called(name, attributes))
        elif name in ("pPr", "tabs"):
            self.in_properties += 1
        elif name == "ilvl":
            self.level = _number(attributes.get("val"))
        elif name == "numId":
            self.list_id = attributes.get("val", "")
        elif name == "tr":
            self.cells.append([])
        elif name == "tc" and self.cells:
            self.cells[-1].append([])

    def text(self, text: str) -> None:
        if self.is_text and not self.skipped:
            self.paragraph.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self.is_text = False
        elif name in ("pPr", "tabs"):
            self.in_properties -= 1
        elif name == "p":
            self._end_paragraph()
        elif name == "tr" and self.cells:
            row = [" ".join(filter(None, cell)) for cell in self.cells.pop()]
            self._add(["| " + " | ".join(row) + " |"] if any(row) else [])

    def _end_paragraph(self) -> None:
        text = "".join(self.paragraph)
        if self.list_id and self.list_id != "0" and text.strip():
            text = f"{self.numbering.next(self.list_id, self.level)} {text}".lstrip()
        self.paragraph, self.list_id, self.level = [], "", 0
        self._add(text.split("\n"))

    def _add(self, lines: list[str]) -> None:
        """Put lines where they belong: into the open cell, or into the document with a free line after them."""
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += [line.strip() for line in lines]
        elif lines:
            self.lines += [*lines, ""]


def _written(number: int, kind: str) -> str:
    """A number as an automatic list writes it; unusual formats are written as digits."""
    if kind == "thaiLetters" and 0 < number <= len(THAI_LETTERS):
        return THAI_LETTERS[number - 1]
    return to_thai(number) if kind.startswith("thai") else str(number)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else 0


def word_lines(document: bytes, numbering: bytes, footnotes: bytes = b"", endnotes: bytes = b"") -> list[str]:
    """Lines of the parts of a file that are named so (empty those that it has not); notes stand where they are called."""
    return _Body(document, Numbering(numbering), NotesOfFile(footnotes, endnotes)).lines
