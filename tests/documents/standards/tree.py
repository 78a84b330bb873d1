"""Rules of the tree of tags: all content hangs in it once, its kinds are known, headings, pictures and bookmarks are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from tests.documents.standards.reading import File
from tests.documents.standards.rules import rule, words

STANDARD = words(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form"
)
CORNER = 0.5  #: points that a picture may reach over its page


def parents(file: File) -> dict[int, Any]:
    """The table that leads from keys of pages and annotations to elements."""
    root = file.root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    return dict(pikepdf.NumberTree(root).items()) if root is not None else {}


@rule("ISO 19005-3, 6.7.2.2; ISO 14289-1, 6.2 and 7.1; Matterhorn 01-007")
def marked(file: File) -> Iterator[str]:
    info = file.root.get("/MarkInfo", Dictionary())
    if not info.get("/Marked", False) or info.get("/Suspects", False):
        yield "it is not said to be tagged"


@rule("ISO 19005-3, 6.7.3.3; ISO 14289-1, 7.1; ISO 32000-1, 14.7.2")
def one_tree(file: File) -> Iterator[str]:
    if not file.tree:
        yield "no tree"
    for element in file.elements:
        above = element.parent.raw if element.parent else file.root.StructTreeRoot
        if "/P" not in element.raw or element.raw.P.objgen != above.objgen:
            yield f"{element} names another parent than it has"
    if [top.role for top in file.tree] not in ([], ["Document"]):
        yield f"the tree begins with {[top.role for top in file.tree]}"


@rule("ISO 32000-1, 14.7.4.4; ISO 14289-1, 7.1; Matterhorn 01-005")
def content_hangs_once(file: File) -> Iterator[str]:
    places = {page.objgen: number for number, page in enumerate(file.pages)}
    owners: dict[tuple[int, int], Any] = {}
    reached: Counter = Counter()
    for element in file.elements:
        for page, number in element.content:
            place = (places.get(getattr(page, "objgen", None), -1), number)
            reached[place] += 1
            owners[place] = element.raw.objgen
    table = parents(file)
    painted = {
        (operator.page, mark.number)
        for operator in file.operators
        for mark in operator.marks
        if mark.number >= 0
    }
    for place in sorted(painted | set(reached)):
        page, number = place
        if place not in painted or reached[place] != 1:
            yield f"page {page + 1}: content {number} is {'painted' if place in painted else 'absent'}, {reached[place]} times in the tree"
            continue
        listed = table.get(int(file.pages[page].get("/StructParents", -1)))
        known = isinstance(listed, Array) and number < len(listed) and listed[number] is not None
        if not known or listed[number].objgen != owners[place]:
            yield f"page {page + 1}: content {number} is led to another element"


@rule("ISO 32000-1, 14.7.4.3; ISO 14289-1, 7.18.1")
def annotations_lead_back(file: File) -> Iterator[str]:
    table = parents(file)
    for element in file.elements:
        for annotation in element.annotations:
            found = table.get(int(annotation.get("/StructParent", -1)))
            if not isinstance(found, Dictionary) or found.objgen != element.raw.objgen:
                yield f"the annotation of {element} leads elsewhere"


@rule("ISO 19005-3, 6.7.3.4; ISO 14289-1, 7.1; Matterhorn 02-001, 02-003 and 02-004")
def known_kinds(file: File) -> Iterator[str]:
    for element in file.elements:
        if element.role not in STANDARD:
            yield f"{element} is of no known kind"
    for name in file.role_map:
        steps, seen = name, set()
        while steps in file.role_map and steps not in seen:
            seen.add(steps)
            steps = file.role_map[steps]
        if steps in seen:
            yield f"{name} is mapped in a circle"
        if name.removeprefix("/") in STANDARD:
            yield f"{name} is mapped to another kind"


@rule("ISO 14289-1, 7.4.2 and 7.4.4; Matterhorn 14-002, 14-003, 14-006 and 14-007")
def headings(file: File) -> Iterator[str]:
    before = 0
    for element in file.of("H", *(f"H{level}" for level in range(1, 7))):
        if element.role == "H":
            yield f"{element} has no level"
            continue
        level = int(element.role[1:])
        if level > before + 1:
            yield f"{element} follows a heading of level {before}"
        before = level
        if not any(each.content for each in element.all()):
            yield f"{element} is empty"


@rule("ISO 14289-1, 7.3; Matterhorn 13-004")
def pictures(file: File) -> Iterator[str]:
    for figure in file.of("Figure"):
        if not str(figure.raw.get("/Alt", figure.raw.get("/ActualText", ""))).strip():
            yield f"{figure} has no words"
        place = figure.attribute("/BBox")
        if place is None or not figure.content:
            yield f"{figure} does not say where it is"
            continue
        left, bottom, right, top = (float(length) for length in place)
        *_corner, width, height = (float(length) for length in figure.content[0][0].MediaBox)
        inside = -CORNER <= left < right <= width + CORNER and -CORNER <= bottom < top <= height + CORNER
        if not inside:
            yield f"{figure} lies outside of its page: {[left, bottom, right, top]}"


@rule("ISO 14289-1, 7.17")
def bookmarks(file: File) -> Iterator[str]:
    def count(items: list) -> int:
        return sum(1 + count(item.children) for item in items)

    with file.pdf.open_outline() as outline:
        there = count(outline.root)
    wanted = len(file.of(*(f"H{level}" for level in range(1, 7))))
    if there != wanted:
        yield f"{there} bookmarks for {wanted} headings"


@rule("ISO 32000-1, 12.3.2.3")
def links_lead_somewhere(file: File) -> Iterator[str]:
    names = file.root.get("/Names", Dictionary()).get("/Dests")
    known = {str(name) for name in pikepdf.NameTree(names)} if names is not None else set()
    for page in file.pages:
        for annotation in page.get("/Annots", []):
            target = annotation.get("/Dest", annotation.get("/A", Dictionary()).get("/D"))
            if isinstance(target, pikepdf.String) and str(target) not in known:
                yield f"a link leads to {target}, which is nowhere"


@rule("ISO 14289-1, 7.9 and 7.18.5: what is read aloud for a link are its words, not its address")
def words_of_links(file: File) -> Iterator[str]:
    for page in file.pages:
        for annotation in page.get("/Annots", []):
            if annotation.get("/Subtype") == "/Link" and str(annotation.get("/Contents", "")).startswith(
                "part-"
            ):
                yield f"a link is read as {annotation.Contents}"
