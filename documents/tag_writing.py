"""Writes a tree of tags as objects of a PDF file, one after the other, and says which content belongs to which of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

NAMED = "/ID"


def packed_text(text: str) -> bytes:
    """Any text as a string of a PDF file."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>".encode()


def table_cell(scope: str, columns: int, rows: int) -> str:
    """What a file says of a cell: of which cells it is the head, and how many rows and columns it takes."""
    said = {
        "/Scope": scope and ("/Row" if scope.startswith("row") else "/Column"),
        "/ColSpan": columns if columns != 1 else "",
        "/RowSpan": rows if rows != 1 else "",
    }
    facts = "".join(f"{name} {value}" for name, value in said.items() if value)
    return f"/A<</O/Table{facts}>>" if facts else ""


def list_of(*, numbered: bool) -> str:
    """What a file says of a list."""
    return f"/A<</O/List/ListNumbering/{'Decimal' if numbered else 'Disc'}>>"


def figure(words: str, place: Sequence[float]) -> str:
    """What a file says of a picture: words instead of it, and where it stands in points."""
    box = " ".join(f"{length:.2f}" for length in place)
    return f"/Alt {packed_text(words).decode()}/A<</O/Layout/Placement/Block/BBox[{box}]>>"


def named(name: str) -> str:
    """What a file says of an element that others can name."""
    return f"{NAMED}<{name.encode().hex()}>"


class Writer:
    """The objects of a tree, numbered from ``first``; ``root`` is the number of the object that holds it.

    ``pages`` and ``annotations`` are the numbers of the file's pages and of the annotations on each.
    """

    def __init__(
        self, tree: list, *, first: int, root: int, pages: Sequence[int], annotations: Sequence[Sequence[int]]
    ) -> None:
        self.first, self.pages, self.annotations = first, pages, annotations
        self.objects: list[bytes] = []
        self._owners: list[dict[int, int]] = [{} for _page in pages]
        self._links: list[dict[int, int]] = [{} for _page in pages]
        self._names: list[tuple[str, int]] = []
        document = self._element(tree, root)
        parents = self._add(f"<</Nums[{' '.join(self._numbers())}]>>")
        self.root = f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree {parents} 0 R"
        self.root += f"/ParentTreeNextKey {len(pages) + sum(map(len, annotations))}{self._found_by_name()}>>"

    def _add(self, body: str) -> int:
        self.objects.append(body.encode())
        return self.first + len(self.objects) - 1

    def _element(self, node: list, parent: int) -> int:
        tag, _again, attributes, content = node
        number = self._add("")
        kids: list[str] = []
        page = -1
        for kid in content:
            if isinstance(kid[0], str):
                kids.append(f"{self._element(kid, number)} 0 R")
            elif kid[0] < 0:
                kids.append(self._link(kid[1], kid[2], number))
            else:
                if page < 0:
                    page = kid[0]
                kids += self._stretches(kid, number, on_its_page=page == kid[0])
        if attributes.startswith(NAMED):
            self._names.append((attributes.removeprefix(NAMED), number))
        where = f"/Pg {self.pages[page]} 0 R" if page >= 0 else ""
        body = f"<</Type/StructElem/S/{tag}/P {parent} 0 R{where}{attributes}/K[{' '.join(kids)}]>>"
        self.objects[number - self.first] = body.encode()
        return number

    def _stretches(self, mark: list[int], number: int, *, on_its_page: bool) -> Iterator[str]:
        page, *ids = mark
        for content in ids:
            self._owners[page][content] = number
            yield str(content) if on_its_page else f"<</Type/MCR/Pg {self.pages[page]} 0 R/MCID {content}>>"

    def _link(self, page: int, place: int, number: int) -> str:
        self._links[page][place] = number
        return f"<</Type/OBJR/Pg {self.pages[page]} 0 R/Obj {self.annotations[page][place]} 0 R>>"

    def _numbers(self) -> Iterator[str]:
        """The owners of all content of each page, and of each annotation, by the keys that these bear."""
        for key, owners in enumerate(self._owners):
            listed = " ".join(f"{owners[content]} 0 R" for content in range(len(owners)))
            yield f"{key} {self._add(f'[{listed}]')} 0 R"
        key = len(self._owners)
        for owners in self._links:
            for place in range(len(owners)):
                yield f"{key} {owners[place]} 0 R"
                key += 1

    def _found_by_name(self) -> str:
        if not self._names:
            return ""
        names = " ".join(f"{name} {number} 0 R" for name, number in sorted(self._names))
        return f"/IDTree {self._add(f'<</Names[{names}]>>')} 0 R"
