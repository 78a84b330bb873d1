"""Draws laid out pages with the tags of our tree, in the places where the engine would put its own.

Stretches of one element that follow each other are one, and so are artifacts: the content of a page is no larger than without tags. A space
at which a line ends is drawn, too, which the engine leaves out: whoever hears or copies the text needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any

from documents.tag_writing import packed_text
from documents.tags import Mark, Tree

Finish = Callable[[Any, Tree, list[list[Any]]], None]


@contextmanager
def tagging(pages: Sequence[Any], finish: Finish | None = None) -> Iterator[Tree]:
    """While it is entered the engine draws these pages with the tags of their tree instead of its own.

    At the end of each file ``finish`` is told the file, the tree, and the annotations of each page.
    """
    import weasyprint.pdf

    tree = Tree(pages)

    def add_tags(pdf: Any, *_of_the_engine: Any) -> None:
        annotations = _annotations(pages, tree)
        if finish is not None:
            finish(pdf, tree, annotations)

    own = weasyprint.pdf.Stream, weasyprint.pdf.add_tags
    weasyprint.pdf.Stream, weasyprint.pdf.add_tags = _stream_of(tree), add_tags
    try:
        yield tree
    finally:
        weasyprint.pdf.Stream, weasyprint.pdf.add_tags = own


def _stream_of(tree: Tree) -> type:
    """The engine's content of a page, with the marks of this tree."""
    from weasyprint.pdf.stream import Stream

    class Tagged(Stream):
        """The content of a page; stretches of one element that follow each other are one."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.is_tagged = self._tags is not None
            self.last: object = None
            self.count, self.is_inside = 0, False

        def clone(self, **kwargs: Any) -> Any:
            """A form or a pattern, which belongs to what draws it."""
            return super().clone(**{**kwargs, "tags": None})

        def marked(self, box: Any, tag: str) -> AbstractContextManager[None]:
            return self._stretch(tree.homes.get(box), is_spaced=box in tree.spaced)

        def artifact(self) -> AbstractContextManager[None]:
            return self._stretch(None)

        @contextmanager
        def _stretch(self, mark: Mark | None, *, is_spaced: bool = False) -> Iterator[None]:
            if not self.is_tagged or self.is_inside:  # an underline belongs to its text
                yield
                return
            if self.last is (mark or tree) and self.stream[-1] == b"EMC":
                self.stream.pop()
            elif mark is None:
                self.stream.append(b"/Artifact BMC")
            else:
                self.stream.append(f"/{mark.tag} <</MCID {self.count}>> BDC".encode())
                mark.ids.append(self.count)
                self.count += 1
            self.last, self.is_inside = mark or tree, True
            try:
                yield
            finally:
                self.is_inside = False
                if is_spaced and self.stream[-1] == b"ET":
                    self.stream.insert(-1, f"<{_space_in(self._fonts, self._old_font[0]):04x}> Tj".encode())
                self.stream.append(b"EMC")

    return Tagged


def _space_in(fonts: Mapping[Any, Any], name: str) -> int:
    """The glyph of a space in the typeface that was drawn with last."""
    font = next(font for font in fonts.values() if font.hash == name)
    glyph, width = _space_of(font.file_content)
    font.to_unicode.setdefault(glyph, " ")
    font.widths.setdefault(glyph, width)
    return glyph


@lru_cache(maxsize=16)
def _space_of(face: bytes) -> tuple[int, int]:
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(face))
    glyph = font.get_nominal_glyph(ord(" ")) or 0
    return glyph, round(font.get_glyph_h_advance(glyph) * 1000 / font.face.upem)


def _annotations(pages: Sequence[Any], tree: Tree) -> list[list[Any]]:
    """The annotations of each page; each is put into the tree and given words."""
    found: list[list[Any]] = []
    for number, page in enumerate(pages):
        found.append([])
        for _kind, _target, _rectangle, box in page.links:
            annotation = box.link_annotation
            if annotation is None:
                continue
            node = tree.linked[box]
            node.kids.append([-1, number, len(found[-1])])
            annotation["Contents"] = packed_text(node.label)
            annotation["F"] = 4  # printed, never hidden
            found[-1].append(annotation)
    return found
