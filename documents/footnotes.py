"""Footnotes in structured plain text: ``[[...]]`` behind the word that it explains.

The number is ours, counted through the paper, not the engine's: a part that is rendered alone bears the numbers that it
has in the whole. What is no footnote (nothing closes it, no word stands before it, it is too long) is text as typed,
and ``loose`` finds it. Only narrative has footnotes; a heading, a name or a cell prints the marks as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thai.digits import to_thai

#: The text of one footnote, on one line; a bracket of its own may stand at its end: ``[[ดู [๑]]]``.
NOTE = re.compile(r"\[\[((?:\](?=\]\](?!\]))|(?!\[\[|\]\])[^\n])+)\]\](?!\])")
LONGEST = 600  #: characters of one footnote, about six lines
MOST = 3_000  #: characters of all footnotes of one paragraph: they stand on the page of its line, whatever that holds
SIGNS = re.compile(r"\[\[|\]\]")
ANCHOR = re.compile("(?:note|call)-[0-9]+")  #: names in the HTML of a footnote and of its number in the text
AROUND = 30  #: characters shown of what is no footnote
#: Where a footnote was taken out of a text; a control character, which no text of ours keeps.
CALL = "\x0e"
CALLED = re.compile(f"(?P<again>(?<={CALL}))?{CALL}(?P<space> (?=<))?")


def taken_out(text: str) -> tuple[str, list[str]]:
    """One paragraph with ``CALL`` in the place of each footnote, and the footnotes.

    The number clings to the word before it, whatever space or line break was typed between.
    """
    pieces: list[str] = []
    notes: list[str] = []
    end, room = 0, MOST
    for found in NOTE.finditer(text):
        note, before = " ".join(found[1].split()), text[end : found.start()]
        if not note or len(note) > min(LONGEST, room) or not (notes or before.strip()):
            continue
        stripped = before.rstrip()
        pieces += [stripped, CALL, "\n" if "\n" in before[len(stripped) :] else ""]
        notes.append(note)
        end, room = found.end(), room - len(note)
    pieces.append(text[end:])
    return "".join(pieces), notes


def loose(text: str) -> Iterator[str]:
    """What looks like a footnote and is none, with the words around it; ``text`` is one paragraph."""
    plain, _notes = taken_out(text)
    end = 0
    for sign in SIGNS.finditer(plain):
        if sign.start() >= end:
            end = sign.start() + AROUND
            yield plain[max(0, sign.start() - AROUND // 2) : end].replace(CALL, "").strip()


def in_line(text: str) -> str:
    """The text with its footnotes in brackets behind the words, where nothing can stand at the foot of a page."""
    return "\n".join(_in_line(line) for line in text.split("\n"))


def _in_line(line: str) -> str:
    plain, notes = taken_out(line)
    waiting = iter(notes)
    return re.sub(CALL, lambda _call: f" (เชิงอรรถ: {next(waiting)})", plain)


@dataclass
class Footnotes:
    """Counts footnotes in the order of a paper and puts them into its HTML."""

    count: int = 0

    def put(self, html: str, notes: Sequence[str]) -> str:
        """The HTML of a narrative, the footnotes in the places that ``CALL`` marks."""
        waiting = iter(notes)

        def call(found: re.Match) -> str:
            self.count += 1
            # A space between two elements would not be drawn: it stands inside the first.
            written = self.call(to_thai(self.count), found["space"] or "", next(waiting))
            return written.replace(">", ">,", 1) if found["again"] is not None else written

        return CALLED.sub(call, html)

    def call(self, number: str, space: str, note: str) -> str:
        """What stands behind the word."""
        raise NotImplementedError


class AtFoot(Footnotes):
    """For paper: the engine takes each footnote to the foot of the page of its line."""

    def call(self, number: str, space: str, note: str) -> str:
        return (
            f'<sup><a href="#note-{self.count}" id="call-{self.count}">{number}{space}</a></sup>'
            f'<small class="footnote" id="note-{self.count}"><i>{number} </i>{note}</small>'
        )


@dataclass
class AtEnd(Footnotes):
    """For the screen: a list behind the narrative; ``linked`` where no other text of the page has the same numbers."""

    linked: bool = False

    def put(self, html: str, notes: Sequence[str]) -> str:
        first = self.count + 1
        html = super().put(html, notes)
        if not notes:
            return html
        items = "".join(self._item(first + place, note) for place, note in enumerate(notes))
        return f'{html}\n<div class="footnotes">{items}</div>'

    def call(self, number: str, space: str, note: str) -> str:
        if self.linked:
            number = f'<a href="#note-{self.count}" id="call-{self.count}">{number}</a>'
        return f"<sup>{number}</sup>{space}"

    def _item(self, number: int, note: str) -> str:
        printed = to_thai(number)
        if not self.linked:
            return f"<p><sup>{printed}</sup> {note}</p>"
        return f'<p id="note-{number}"><sup><a href="#call-{number}">{printed}</a></sup> {note}</p>'
