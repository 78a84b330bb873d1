"""Breaks a good file in one place, for each rule that should notice: a rule that notices nothing is none."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

Spoil = Callable[[Pdf], object]
PACKING = {
    "compress_streams": False,
    "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    "deterministic_id": True,
}


def spoiled(raw: bytes, name: str) -> bytes:
    """The file with what breaks this rule."""
    if name in BYTES:
        changed = BYTES[name](raw)
        assert changed != raw
        return changed
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        PLACES[name](pdf)
        pdf.save(written, **PACKING)
    return written.getvalue()


def _encrypted(raw: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.save(written, encryption=Encryption(owner="owner", user=""))
    return written.getvalue()


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "header": lambda raw: raw.replace(b"%PDF-1.7", b"%PDF-2.0", 1),
    "identifier": lambda raw: raw.replace(b"/ID", b"/XX"),
    "encryption": _encrypted,
    "end": lambda raw: raw + b"more",
}


# Finding the place -----------------------------------------------------------------------------


def _put(owner: Callable[[Pdf], Any], key: str, value: Any) -> Spoil:
    """Say something else under a key."""

    def spoil(pdf: Pdf) -> None:
        owner(pdf)[key] = value

    return spoil


def _drop(owner: Callable[[Pdf], Any], key: str) -> Spoil:
    """Say nothing under a key."""

    def spoil(pdf: Pdf) -> None:
        del owner(pdf)[key]

    return spoil


def _root(pdf: Pdf) -> Any:
    return pdf.Root


def _page(pdf: Pdf) -> Any:
    return pdf.pages[0].obj


def _elements(pdf: Pdf, kind: str) -> list[Any]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == kind and "/P" in each
    ]


def _element(kind: str, place: int = 0) -> Callable[[Pdf], Any]:
    return lambda pdf: _elements(pdf, kind)[place]


def _link(pdf: Pdf) -> Any:
    return next(each for page in pdf.pages for each in page.obj.get("/Annots", []) if each.Subtype == "/Link")


def _fonts(pdf: Pdf) -> Iterator[Any]:
    return (
        each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == Name.Type0
    )


def _faces(change: Callable[[Pdf, Any], object]) -> Spoil:
    """Change every typeface."""

    def spoil(pdf: Pdf) -> None:
        for font in list(_fonts(pdf)):
            change(pdf, font)

    return spoil


def _glyphs(table: bytes) -> Spoil:
    """Have all letters lead to one glyph."""

    def change(pdf: Pdf, font: Any) -> None:
        font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(table * 65_536)

    return _faces(change)


def _narrow(_pdf: Pdf, font: Any) -> None:
    font.DescendantFonts[0].W, font.DescendantFonts[0].DW = Array(), 1


def _private(pdf: Pdf, font: Any) -> None:
    table = re.sub(rb"(<[0-9A-Fa-f]+>\s*<)[0-9A-Fa-f ]+>", rb"\1E000>", font.ToUnicode.read_bytes())
    font.ToUnicode = pdf.make_stream(table)


def _metadata(old: bytes, new: bytes) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        said = pdf.Root.Metadata.read_bytes()
        assert old in said
        pdf.Root.Metadata.write(said.replace(old, new))

    return spoil


def _information(key: str, value: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        pdf.docinfo[key] = value

    return spoil


def _drawn(content: bytes) -> Spoil:
    return lambda pdf: pdf.pages[0].contents_add(content)


def _stream(data: bytes, **said: Any) -> Spoil:
    """A stream of this kind somewhere in the file."""

    def spoil(pdf: Pdf) -> None:
        pdf.Root["/Odd"] = pdf.make_indirect(pdf.make_stream(data, **said))

    return spoil


def _form_twice(pdf: Pdf) -> None:
    form = pdf.make_indirect(pdf.make_stream(b"/P <</MCID 0>> BDC EMC", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    for page in pdf.pages:
        page.obj.Resources = Dictionary(page.obj.Resources)
        page.obj.Resources.XObject = Dictionary(Twice=form)


def _all_headers_of_rows(pdf: Pdf) -> None:
    for header in _elements(pdf, "/TH"):
        header.A = Dictionary(O=Name.Table, Scope=Name.Row)


def _labels_alone(pdf: Pdf) -> None:
    item = next(each for each in _elements(pdf, "/LI") if len(each.K) > 1)
    item.K = Array([item.K[0]])


def _lost_content(pdf: Pdf) -> None:
    element = next(
        each for each in _elements(pdf, "/P") if any(isinstance(kid, int) for kid in each.get("/K", []))
    )
    del element["/K"]


def _attachment(pdf: Pdf) -> Any:
    return pdf.attachments["plan.json"].obj


PLACES: dict[str, Spoil] = {
    # files
    "filters": _stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode),
    "streams_within": _stream(b"x", FFilter=Name.FlateDecode),
    "limits": _put(_root, "/Long", String("x" * 40_000)),
    "actions": _put(_root, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("x"))),
    "forms": _put(_root, "/AcroForm", Dictionary(XFA=String("x"), Fields=Array())),
    "other_views": _put(_root, "/OCProperties", Dictionary(OCGs=Array())),
    "attachments": _drop(_root, "/AF"),
    "names_of_attachments": _drop(_attachment, "/Desc"),
    # metadata
    "metadata": _drop(_root, "/Metadata"),
    "claims_archive": _metadata(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"),
    "claims_accessibility": _metadata(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"),
    "described_schemas": _metadata(b"namespaceURI>http://www.aiim.org/pdfua/", b"namespaceURI>http://other/"),
    "title": _drop(lambda pdf: pdf.Root.ViewerPreferences, "/DisplayDocTitle"),
    "information": _information("/Author", "ผู้อื่น"),
    "nothing_of_the_machine": _information("/Author", "/home/somchai/plan.docx"),
    "language": _put(_root, "/Lang", String("ไทย")),
    # fonts
    "composite": _faces(lambda _pdf, font: font.__setitem__("/Encoding", Name.WinAnsiEncoding)),
    "embedded": _faces(lambda _pdf, font: font.DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2")),
    "glyphs_there": _glyphs(b"\xff\xff"),
    "no_box": _glyphs(b"\0\0"),
    "widths": _faces(_narrow),
    "readable": _faces(lambda _pdf, font: font.__delitem__("/ToUnicode")),
    "no_private_letters": _faces(_private),
    # pages
    "output_intent": _drop(_root, "/OutputIntents"),
    "colours": _drawn(b"0 0 0 1 k"),
    "operators": _drawn(b"xyzzy"),
    "states": _put(_root, "/Odd", Dictionary(TR=Name.Identity)),
    "drawings": _stream(b"0", Subtype=Name.Image, Interpolate=True),
    "transparency": _put(_root, "/Odd", Dictionary(BM=Name.Strange)),
    "everything_marked": _drawn(b"0 0 9 9 re f"),
    "forms_once": _form_twice,
    "annotation_kinds": _put(_link, "/F", 0),
    "annotations_in_tree": _drop(_link, "/Contents"),
    "order_of_tabs": _drop(_page, "/Tabs"),
    # tables
    "parts_in_place": _put(_element("/TBody"), "/S", Name.Sect),
    "even_rows": _put(_element("/TD"), "/A", Dictionary(O=Name.Table, ColSpan=2)),
    "headers_say_of_what": _drop(_element("/TH"), "/A"),
    "every_cell_has_a_header": _all_headers_of_rows,
    "lists": _labels_alone,
    "notes": _drop(_element("/Note"), "/ID"),
    # tree
    "marked": _put(lambda pdf: pdf.Root.MarkInfo, "/Marked", False),
    "one_tree": lambda pdf: _put(_element("/P", -1), "/P", pdf.Root.StructTreeRoot)(pdf),
    "content_hangs_once": _lost_content,
    "annotations_lead_back": _put(_link, "/StructParent", 0),
    "known_kinds": _put(
        lambda pdf: pdf.Root.StructTreeRoot, "/RoleMap", Dictionary({"/One": Name.Two, "/Two": Name.One})
    ),
    "headings": _put(_element("/H2"), "/S", Name.H4),
    "pictures": _drop(_element("/Figure"), "/Alt"),
    "bookmarks": _drop(_root, "/Outlines"),
    "links_lead_somewhere": _put(_link, "/Dest", String("nowhere")),
    "words_of_links": _put(_link, "/Contents", String("part-1")),
}
SPOILS = {*BYTES, *PLACES}
