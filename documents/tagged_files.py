"""A paper that is made in one piece, with the same tree of tags and the same claims as one that is joined of parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from documents.identification import xmp
from documents.tag_drawing import tagging
from documents.tag_writing import Writer
from documents.tags import Tree

ARCHIVAL = "pdf/a-3a"
TAGGED = (ARCHIVAL, "pdf/ua-1")


@contextmanager
def tagged(document: Any, variant: str) -> Iterator[None]:
    """While it is entered the engine writes this document with our tags and our word about it, if with any."""
    facts = document.metadata

    def include(pdf: Any, *_claim: Any, **_more: Any) -> None:
        _identify(pdf, facts, archival=variant == ARCHIVAL)

    if variant in TAGGED:
        facts.include_in_pdf = include
    with tagging(document.pages, _put):
        yield


def _put(pdf: Any, tree: Tree, annotations: list[list[Any]]) -> None:
    """The tree as objects of the file."""
    import pydyf

    root = pydyf.Dictionary()
    pdf.add_object(root)
    number = len(annotations)
    for page in annotations:
        for annotation in page:
            annotation["StructParent"], number = number, number + 1
    writer = Writer(
        tree.packed(),
        first=len(pdf.objects),
        root=root.number,
        pages=[int(reference.split()[0]) for reference in pdf.page_references],
        annotations=[[annotation.number for annotation in page] for page in annotations],
    )
    for body in writer.objects:
        pdf.add_object(_as_written(body))
    pdf.objects[root.number] = _as_written(writer.root.encode(), root.number)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _identify(pdf: Any, facts: Any, *, archival: bool) -> None:
    import pydyf
    from weasyprint import VERSION

    said = xmp(
        archival=archival,
        title=facts.title,
        authors=", ".join(facts.authors),
        created=facts.created or "",
        producer=f"WeasyPrint {VERSION}",
    )
    stream = pydyf.Stream([said], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _as_written(data: bytes, number: int | None = None) -> Any:
    """An object that is written as it is."""
    import pydyf

    class Written(pydyf.Object):
        @property
        def data(self) -> bytes:
            return data

    written = Written()
    written.number = number
    return written
