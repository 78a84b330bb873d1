"""A PDF as the rules look at it: what each page paints under which marks, and the tree of tags."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

SHOWING = {"Tj", "TJ", "'", '"'}
#: Building a path paints nothing yet; a QR has thousands of them on each page.
BUILDING = {"m", "l", "c", "v", "y", "h", "re"}
PAINTING = {*SHOWING, "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"}


class Mark(NamedTuple):
    """Marked content around an operator: its tag and its number, -1 without one."""

    tag: str
    number: int


class Operator(NamedTuple):
    """One operator of a page, of the forms that it draws, too; not those that only build a path."""

    page: int
    name: str
    operands: Any
    marks: tuple[Mark, ...]
    font: Any
    depth: int


@dataclass
class Element:
    """One element of the tree of tags."""

    raw: Any
    role: str
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    content: list[tuple[Any, int]] = field(default_factory=list)  #: page and number of marked content
    annotations: list[Any] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        """This one and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()

    def attribute(self, name: str) -> Any:
        """What its attributes say under this name; None for nothing."""
        said = self.raw.get("/A", [])
        for owner in said if isinstance(said, Array) else [said]:
            if isinstance(owner, Dictionary) and name in owner:
                return owner[name]
        return None

    def __str__(self) -> str:
        return f"{self.role} {self.raw.objgen[0]}"


class File:
    """An opened PDF; what rules share is read once."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.pdf = pikepdf.open(io.BytesIO(raw))
        self.root = self.pdf.Root
        self.pages = [page.obj for page in self.pdf.pages]

    @cached_property
    def objects(self) -> list[Any]:
        """Every object that is not inside another."""
        return list(self.pdf.objects)

    @cached_property
    def dictionaries(self) -> list[Any]:
        """Every dictionary, of streams and inside other objects, too."""
        found: list[Any] = []
        for each in [*self.objects, self.pdf.trailer]:
            _dictionaries(each, found)
        return found

    @cached_property
    def operators(self) -> list[Operator]:
        return [operator for number, page in enumerate(self.pages) for operator in _Reader(number).page(page)]

    @cached_property
    def xmp(self) -> ElementTree.Element:
        """The metadata as XML."""
        return ElementTree.fromstring(self.root.Metadata.read_bytes())

    @cached_property
    def role_map(self) -> dict[str, str]:
        mapped = self.root.get("/StructTreeRoot", Dictionary()).get("/RoleMap", Dictionary())
        return {name: str(kind) for name, kind in mapped.items()}

    @cached_property
    def tree(self) -> list[Element]:
        """The elements right under the root of the tree."""
        seen: set[Any] = set()
        return [
            self._element(kid, None, seen)
            for kid in _several(self.root.get("/StructTreeRoot", Dictionary()).get("/K"))
        ]

    @cached_property
    def elements(self) -> list[Element]:
        return [element for top in self.tree for element in top.all()]

    def of(self, *roles: str) -> list[Element]:
        """The elements of these kinds."""
        return [element for element in self.elements if element.role in roles]

    def kind(self, raw: Any) -> str:
        """The standard kind of an element, without its stroke, by way of the map of roles."""
        name = str(raw.get("/S", "/"))
        for _step in range(8):
            name = self.role_map.get(name, name)
        return name.removeprefix("/")

    def _element(self, raw: Any, parent: Element | None, seen: set[Any]) -> Element:
        element = Element(raw, self.kind(raw), parent)
        if raw.objgen in seen:
            raise AssertionError(f"{element} stands in the tree twice")
        seen.add(raw.objgen)
        page = raw.get("/Pg")
        for kid in _several(raw.get("/K")):
            if isinstance(kid, int):
                element.content.append((page, kid))
            elif kid.get("/Type") == Name.MCR:
                element.content.append((kid.get("/Pg", page), int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR:
                element.annotations.append(kid.Obj)
            else:
                element.kids.append(self._element(kid, element, seen))
        return element


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _dictionaries(value: Any, found: list[Any]) -> None:
    if isinstance(value, Stream):
        found.append(value)
        items = value.stream_dict.items()
    elif isinstance(value, Dictionary):
        found.append(value)
        items = value.items()
    elif isinstance(value, Array):
        items = enumerate(value)
    else:
        return
    for _key, inner in items:
        if isinstance(inner, (Dictionary, Array, Stream)) and not inner.is_indirect:
            _dictionaries(inner, found)


class _Reader:
    """Reads the content of a page with the forms that it draws."""

    def __init__(self, page: int) -> None:
        self.number = page
        self.marks: tuple[Mark, ...] = ()
        self.font: Any = None
        self.depth = 0
        self.saved: list[Any] = []

    def page(self, page: Any) -> Iterator[Operator]:
        yield from self.content(page, page.get("/Resources", Dictionary()))

    def content(self, stream: Any, resources: Any) -> Iterator[Operator]:
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name in BUILDING:
                continue
            if name in ("BMC", "BDC"):
                self.marks += (Mark(str(operands[0]), _number(operands, resources)),)
            elif name == "q":
                self.saved.append(self.font)
            elif name == "Q" and self.saved:
                self.font = self.saved.pop()
            elif name == "Tf":
                self.font = resources.get("/Font", Dictionary()).get(operands[0])
            self.depth = len(self.saved)
            yield Operator(self.number, name, operands, self.marks, self.font, self.depth)
            if name == "EMC":
                self.marks = self.marks[:-1]
            elif name == "Do":
                yield from self._drawn(resources.get("/XObject", Dictionary()).get(operands[0]), resources)

    def _drawn(self, form: Any, resources: Any) -> Iterator[Operator]:
        if form is None:
            return
        if form.get("/Subtype") == Name.Form:
            kept = self.font
            yield from self.content(form, form.get("/Resources", resources))
            self.font = kept
        else:
            yield Operator(self.number, "INLINE IMAGE", [form], self.marks, self.font, self.depth)


def _number(operands: Any, resources: Any) -> int:
    if len(operands) < 2:
        return -1
    said = operands[1]
    if isinstance(said, Name):
        said = resources.get("/Properties", Dictionary()).get(said, Dictionary())
    return int(said.get("/MCID", -1))
