"""Cuts a composed paper into parts that begin on a new page, and says what each needs to be rendered alone.

A part holds its own piece of the paper and nothing that can change without it: no page numbers, no word at the
foot of the page (which names the day), no title. So the same piece is the same part, today and next month.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from documents.tags import AGAIN
from documents.turns import TURN

PAPER = re.compile(r"(?P<head>.*?)(?P<body><body[^>]*>)(?P<content>.*)</body>", re.DOTALL)
MARK = re.compile(r'<div class="mark">.*?</div>', re.DOTALL)
STEP = re.compile(rf"{TURN}|<(?P<close>/?)(?P<name>main|div|section|nav)\b[^>]*>")
AUTHOR = re.compile(r'<meta name="author" content="([^"]*)">')
CREATED = re.compile(r'<meta name="dcterms.created" content="(\d{4}-\d\d-\d\d)">')
LINK = re.compile(r'href="#([^"]*)"')
ANCHOR = re.compile(r'\bid="([^"]*)"')
CONTENTS = '<nav class="contents">'
ELSEWHERE = "part:"  #: scheme of links that lead out of a part; joining gives them their places
PAGE = '<!doctype html><html lang="th"><head><meta charset="utf-8"></head>{body}</body></html>'


class Numbering(StrEnum):
    """How the pages of a part are counted; the first page of each but the front bears no number."""

    NONE = "cover"
    PROMULGATION = "promulgation"
    FRONT = "front"
    TEXT = "main"


KIND = re.compile(r'<section class="(cover)"|<div class="(promulgation|front)"|<(main) class="body"')


@dataclass(frozen=True)
class Piece:
    """The HTML of one part in the order of the paper, with the elements around it closed and opened again."""

    body: str
    numbering: Numbering

    @property
    def is_contents(self) -> bool:
        """Whether the table of contents stands in it, which knows the pages of all others."""
        return CONTENTS in self.body

    def html(self, pages: Mapping[str, str] | None = None) -> str:
        """The page to render; ``pages`` are the numbers that the contents print, by anchor."""
        own = set(ANCHOR.findall(self.body))

        def link(found: re.Match) -> str:
            if found[1] in own:
                return found[0]
            number = f' data-page="{pages.get(unescape(found[1]), "")}"' if pages is not None else ""
            return f'href="{ELSEWHERE}{found[1]}"{number}'

        return PAGE.format(body=f"<body>{LINK.sub(link, self.body)}")


@dataclass(frozen=True)
class Cut:
    """A paper in pieces, and what stands on every page of it."""

    pieces: Sequence[Piece]
    furniture: str  #: a page to render: the word, the watermark and the mark on each kind of sheet
    author: str = ""
    created: str = ""  #: a day, as in 2023-09-29


def cut(html: str) -> Cut:
    """Cut the HTML of ``documents.compose``; ValueError when it is something else."""
    paper = PAPER.fullmatch(html.rstrip().removesuffix("</html>").rstrip())
    if paper is None:
        raise ValueError("not a composed paper")
    content = paper["content"]
    mark = MARK.search(content)
    if mark:
        content = content[: mark.start()] + content[mark.end() :]
    pieces = [Piece(body, _numbering(body)) for body in _bodies(content)]
    author, created = AUTHOR.search(paper["head"]), CREATED.search(paper["head"])
    sheets = "".join(f'<div style="page: {name}"></div>' for name in ("promulgation", "body", "landscape"))
    return Cut(
        pieces=pieces or [Piece("", Numbering.TEXT)],
        furniture=PAGE.format(body=f"{paper['body']}{mark[0] if mark else ''}{sheets}"),
        author=unescape(author[1]) if author else "",
        created=created[1] if created else "",
    )


def _bodies(content: str) -> list[str]:
    """The pieces between the turns, each inside the elements that are open there."""
    bodies: list[str] = []
    around: list[re.Match] = []
    begin, opening = 0, ""
    for step in STEP.finditer(content):
        if step["name"]:
            around.pop() if step["close"] else around.append(step)
            continue
        bodies.append(opening + content[begin : step.start()] + _closing(around))
        begin, opening = step.end(), _opening(around)
    bodies.append(opening + content[begin:])
    return [body for body in bodies if STEP.sub("", body).strip()]


def _opening(around: Sequence[re.Match]) -> str:
    """The elements begun again, with a sign that they were: their tags go on from the part before."""
    return "".join(f'{element[0][:-1]} {AGAIN}="">' for element in around)


def _closing(around: Sequence[re.Match]) -> str:
    return "".join(f"</{element['name']}>" for element in reversed(around))


def _numbering(body: str) -> Numbering:
    found = KIND.search(body)
    return Numbering(next(filter(None, found.groups()))) if found else Numbering.TEXT
