"""Where a paper begins a new page whatever stands before: there, and only there, it may be cut into parts.

The style of papers (assets/paper.css) gives wide pieces and announcements pages of their own; this says the same
of the pieces, so that a cut never adds a page that the whole paper would not have.
"""

from collections.abc import Sequence

from documents.paper import Announcement, Letter, Node, Part, Table

#: Stands in the HTML where a part may begin; no text can hold it, for all text is escaped.
TURN = "<!--turn-->"


def is_wide(node: Node) -> bool:
    """Whether the piece stands on landscape pages."""
    return isinstance(node, Part | Table) and node.landscape


def ends_wide(node: Node) -> bool:
    """Whether the last page of the piece is a landscape page."""
    if is_wide(node):
        return True
    return isinstance(node, Part) and bool(node.children) and ends_wide(node.children[-1])


def is_promulgated(node: Node) -> bool:
    """Whether the piece is a paper within the paper, which shares its pages with nothing."""
    return isinstance(node, Announcement | Letter)


def turns(before: Node | None, node: Node, *, outermost: bool) -> bool:
    """Whether ``node`` begins a page, standing behind ``before`` (None: behind a heading or nothing).

    A paper within the paper stays with the heading before it, whose place on its own page depends on it.
    """
    if outermost and isinstance(node, Part) and node.opening:
        return True
    if is_promulgated(node) or (before is not None and is_promulgated(before)):
        return before is not None
    return is_wide(node) != (before is not None and ends_wide(before))


def first_turn(body: Sequence[Node]) -> int:
    """How many pieces of a text stand together before the first one that begins a page of its own."""
    if body and is_wide(body[0]):
        return 1
    for index, node in enumerate(body[1:], start=1):
        if is_promulgated(node) or is_wide(node) or (isinstance(node, Part) and node.opening):
            return index
    return len(body)
