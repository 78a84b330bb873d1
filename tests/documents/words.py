"""The words of a PDF and where they stand, as poppler reads them."""

import html
import re
import subprocess
from typing import NamedTuple

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>')


class Word(NamedTuple):
    """A word and its box in points."""

    text: str
    place: tuple[float, ...]


def pages_of_words(pdf: bytes) -> list[list[Word]]:
    """The words of each page, sorted: which one was drawn first does not matter."""
    answer = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    pages: list[list[Word]] = []
    for line in answer.stdout.decode().splitlines():
        if "<page " in line:
            pages.append([])
        elif found := WORD.search(line):
            pages[-1].append(Word(html.unescape(found[5]), tuple(float(found[side]) for side in range(1, 5))))
    return [sorted(page) for page in pages]
