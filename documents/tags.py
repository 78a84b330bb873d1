"""What each stretch of a paper is: the tree of its headings, paragraphs, lists, tables and links, for readers who cannot see it.

The engine would tag each line of each page by itself: a paragraph over two pages would be two, and so would a
table, with its heads read out again on every page. Here an element of the HTML is one element of the tree wherever its
pieces stand, and what only decorates, or stands on every page, is in no tree: numbers, what stands in margins, borders, leaders,
heads that are repeated. ``documents.tag_writing`` writes the tree into a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from documents.tag_writing import figure, list_of, named, table_cell

#: Tags of elements; what is not here is no element of the tree, its content is that of what is around it.
TAGS = {
    "section": "Sect",
    "nav": "Sect",
    "p": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "ol": "L",
    "ul": "L",
    "li": "LI",
    "a": "Link",
    "sup": "Reference",
    "small": "Note",
    "i": "Lbl",
    "img": "Figure",
    "{http://www.w3.org/2000/svg}svg": "Figure",
}
#: Text does not stand in these without an element of its own.
GROUPING = frozenset({"Document", "Sect", "L", "LI", "Table", "THead", "TBody", "TR", "TOC"})
#: These stay where they are empty: a row has as many cells as the others.
STAYING = frozenset({"TH", "TD"})
AGAIN = "data-again"  #: attribute of an element that was begun in an earlier part of the paper
POINTS = 0.75  #: of a CSS pixel

#: A node as it is kept: tag, whether it goes on from an earlier part, what else the file says of it, and what stands
#: in it: nodes, content ``[page, id, ...]`` and links ``[-1, page, place among the page's]``.
Packed = list


class Mark:
    """Content of one element on one page: the ids of its stretches there."""

    __slots__ = ("ids", "page", "tag")

    def __init__(self, page: int, tag: str) -> None:
        self.page, self.tag, self.ids = page, tag, list[int]()


class Node:
    """One element of the tree."""

    __slots__ = ("again", "attributes", "inside", "kids", "label", "level", "page", "tag", "words")

    def __init__(self, tag: str, page: int = 0, attributes: str = "", inside: Node | None = None) -> None:
        self.tag, self.page, self.attributes, self.inside = tag, page, attributes, inside
        self.kids: list[Node | Mark | list[int]] = []
        self.again = False
        self.level = 0  # of a list
        self.label = ""  # of a link
        self.words: Words | None = None
        if inside is not None:
            inside.kids.append(self)

    def last(self, tag: str) -> Node | None:
        """The last thing in it, where it is such an element."""
        kid = self.kids[-1] if self.kids else None
        return kid if isinstance(kid, Node) and kid.tag == tag else None

    def packed(self) -> Packed | None:
        """The node and what is in it, without what came to nothing; None where nothing is left."""
        kids: list[Any] = []
        for kid in self.kids:
            if isinstance(kid, Node):
                if (small := kid.packed()) is not None:
                    kids.append(small)
            elif isinstance(kid, list):
                kids.append(kid)
            elif kid.ids:
                kids.append([kid.page, *kid.ids])
        if not kids and self.tag not in STAYING:
            return None
        return [self.tag, int(self.again), self.attributes, kids]


class Words:
    """The text of one element, of which its lines are taken one after the other."""

    __slots__ = ("_ends", "_last", "_read")

    def __init__(self, element: Any) -> None:
        self._ends = frozenset(accumulate(map(len, _own_text(element).split())))
        self._read = 0
        self._last: Any = None

    def take(self, box: Any) -> Any:
        """The next stretch; the one before, where a space stands between both and neither has it."""
        text = box.text
        before = self._last if not text[:1].isspace() else None
        self._read += len("".join(text.split()))
        self._last = box if self._read in self._ends and not text[-1:].isspace() else None
        return before


class Tree:
    """The tree of a paper that is laid out; the engine asks it for the place of each stretch that it draws."""

    def __init__(self, pages: Sequence[Any]) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        self._boxes, self._placeholder = boxes, AbsolutePlaceholder
        self.root = Node("Document")
        self.nodes: dict[Any, Node] = {}  # by element of the HTML
        self.homes: dict[Any, Mark] = {}  # by box of text or picture
        self.linked: dict[Any, Node] = {}  # by box of a link
        self.spaced: set[Any] = set()  # boxes of text behind which the engine leaves out a space
        self.height = 0.0
        for number, page in enumerate(pages):
            self.height = page.height
            for child in page._page_box.children:
                self._walk(child, self.root, number)

    def _walk(self, box: Any, node: Node, page: int) -> None:
        if isinstance(box, self._placeholder):
            box = box._box
        if isinstance(box, self._boxes.TextBox):
            self._at_home(box, node, page)
            return
        if isinstance(box, self._boxes.MarginBox):
            return
        inner = self._node(box, node, page)
        if inner is None:
            return
        if inner.tag == "Link":
            self.linked[box] = inner
        if box.is_leader:
            return
        if isinstance(box, self._boxes.ReplacedBox):
            if inner.tag == "Figure":
                self._at_home(box, inner, page)
            return
        for child in box.children:
            self._walk(child, inner, page)

    def _at_home(self, box: Any, node: Node, page: int) -> None:
        """Content belongs to the node; beside the last of it, where nothing has come between."""
        if node.tag in GROUPING:
            if not getattr(box, "text", "x").strip():
                return
            node = node.last("P") or Node("P", page, inside=node)
        mark = node.kids[-1] if node.kids else None
        if not isinstance(mark, Mark) or mark.page != page:
            mark = Mark(page, node.tag)
            node.kids.append(mark)
        self.homes[box] = mark
        if node.words is not None and node.tag != "Figure":
            self.spaced.add(node.words.take(box))

    def _node(self, box: Any, around: Node, page: int) -> Node | None:
        """The node that the content of a box belongs to; None for what is in no tree."""
        element = box.element
        if element is None:
            return around
        known = self.nodes.get(element)
        if known is None:
            known = self._new(box, around, page)
        elif getattr(box, "is_header", False) and known.page != page:
            return None  # heads repeated on a later page
        if known is not None and known.tag == "LBody" and box.element_tag.endswith("::marker"):
            return _label_of(known)
        return known

    def _new(self, box: Any, around: Node, page: int) -> Node | None:
        element = box.element
        if element.tag == "span":
            if element.get("class") != "marker" or around.tag != "LBody":
                return around
            node: Node | None = _label_of(around)
        elif element.tag in TAGS:
            node = self._tagged(box, TAGS[element.tag], around, page)
        else:
            return around
        if node is not None:
            self.nodes[element] = node
            node.words = Words(element)
        return node

    def _tagged(self, box: Any, tag: str, around: Node, page: int) -> Node | None:
        element = box.element
        if tag == "P":
            return _paragraph(element, around, page)
        if tag == "LI":
            item = Node("LI", page, inside=around)
            return Node("LBody", page, inside=item)
        if tag == "Figure":
            return self._figure(box, around, page)
        node = Node(tag, page, inside=around)
        if tag in STAYING:
            node.attributes = table_cell(
                element.get("scope", "col") if tag == "TH" else "", box.colspan, box.rowspan
            )
        elif tag == "L":
            node.attributes = list_of(numbered=element.tag == "ol")
        elif tag == "Link":
            node.label = _text_of(element)
        elif tag == "Note":
            node.attributes = named(element.get("id", ""))
        elif tag == "Sect":
            node.again = element.get(AGAIN) is not None
        return node

    def _figure(self, box: Any, around: Node, page: int) -> Node | None:
        """A picture that has words for those who do not see it; any other is decoration."""
        element = box.element
        title = element.find("{http://www.w3.org/2000/svg}title")
        words = (title.text if title is not None else element.get("alt")) or ""
        if not words:
            return None
        left, top = box.content_box_x(), box.content_box_y()
        place = (left, self.height - top - box.height, left + box.width, self.height - top)
        return Node("Figure", page, figure(words, [length * POINTS for length in place]), around)

    def packed(self) -> Packed:
        """The tree as it is kept, when everything is drawn."""
        return self.root.packed() or ["Document", 0, "", []]


def _paragraph(element: Any, around: Node, page: int) -> Node:
    """A paragraph, an item of a list as texts have them, or a line of the contents."""
    names = element.get("class", "").split()
    if "item" in names:
        item = Node("LI", page, inside=_list(element, names, around, page))
        return Node("LBody", page, inside=item)
    if "entry" in names:
        contents = around.last("TOC") or Node("TOC", page, inside=around)
        return Node("Reference", page, inside=Node("TOCI", page, inside=contents))
    return Node("P", page, inside=around)


def _list(element: Any, names: Sequence[str], around: Node, page: int) -> Node:
    """The list that an item goes on with, or a new one; one of a lower level stands in the item before it."""
    level = next((int(name[6:]) for name in names if name.startswith("level-")), 1)
    holder = around
    while (found := holder.last("L")) is not None:
        if found.level == level:
            return found
        body = _body_of(found)
        if found.level > level or body is None:
            break
        holder = body
    marker = next(element.iter("span"), None)
    node = Node(
        "L", page, list_of(numbered=marker is not None and any(map(str.isalnum, _text_of(marker)))), holder
    )
    node.level = level
    return node


def _body_of(items: Node) -> Node | None:
    item = items.last("LI")
    return item.last("LBody") if item is not None else None


def _label_of(body: Node) -> Node:
    """The label of an item, before its body."""
    item = body.inside
    assert item is not None
    first = item.kids[0]
    if not isinstance(first, Node) or first.tag != "Lbl":
        first = Node("Lbl", body.page)
        first.inside = item
        item.kids.insert(0, first)
    return first


def _own_text(element: Any) -> str:
    """The text of an element without that of others which are elements of the tree."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "br":
            pieces.append(" ")
        elif child.tag not in TAGS and child.get("class") != "marker":
            pieces.append(_own_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def joined(parts: Iterable[tuple[Packed, int]]) -> Packed:
    """One tree of the trees of parts; each comes with the number of its first page."""
    whole: Packed = ["Document", 0, "", []]
    for tree, first in parts:
        _go_on(whole[3], _counted_from(first, tree[3]))
    return whole


def _counted_from(first: int, kids: list) -> list:
    """The same on other pages; equal pieces of a paper are one part, so nothing of it is changed."""
    counted = []
    for kid in kids:
        if isinstance(kid[0], str):
            counted.append([*kid[:3], _counted_from(first, kid[3])])
        elif kid[0] < 0:
            counted.append([kid[0], kid[1] + first, kid[2]])
        else:
            counted.append([kid[0] + first, *kid[1:]])
    return counted


def _go_on(before: list, kids: list) -> None:
    """What was begun again goes on where it was left."""
    if before and kids and isinstance(kids[0][0], str) and kids[0][1] and before[-1][0] == kids[0][0]:
        _go_on(before[-1][3], kids[0][3])
        kids = kids[1:]
    before.extend(kids)
