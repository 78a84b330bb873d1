"""Pictures in the Word twin: the garuda and the QR code, both as PNG because every Word shows it.

The garuda is ``assets/garuda.svg`` drawn once at 600 dots per inch. Whoever redraws it makes the PNG anew and sets
``DRAWN_FROM`` (a test compares them). Of an office's own drawing that is SVG, Word gets the drawing itself, and ours
only where it cannot show SVG.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import segno
from django.conf import settings
from docx.oxml.ns import nsmap
from PIL import Image

from documents.qr import QUIET_ZONE
from documents.render import ASSETS
from documents.word.elements import Element, element

DRAWN_FROM = "53739b9a099723eb1bf92c732fe5d1b0d8d28e331586de66fb2f65d18f9296ee"  #: sha256 of garuda.svg
GARUDA_HEIGHT = 3.0  # cm
SMALL_GARUDA = 1.5  # of memoranda
#: Where the garuda stands: in its line, above the middle of it, or small at the left of a memorandum's name.
Stand = Literal["line", "middle", "corner"]
QR_SIZE = 1.35
EMU = 360_000  # in one cm
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}


class Picture(NamedTuple):
    """A picture's bytes, its kind, and how wide it is for its height."""

    name: str
    data: bytes
    kind: str
    ratio: float
    vector: bytes = b""  # the same as SVG


class Drawn(NamedTuple):
    """A picture where it stands: its relations in the file, its height in cm, what it is for those who do not see."""

    picture: Picture
    relation: str
    height: float
    told: str
    number: int
    vector: str = ""


def garuda() -> Picture:
    """The emblem, the office's own where it has one."""
    ours = _picture("garuda", (ASSETS / "garuda.png").read_bytes())
    if not settings.GARUDA_FILE:
        return ours
    own = Path(settings.GARUDA_FILE)
    if own.suffix.lower() == ".svg":
        return ours._replace(vector=own.read_bytes())
    return _picture("garuda", own.read_bytes())


def qr(address: str) -> Picture:
    """The code for an address."""
    kept = io.BytesIO()
    segno.make(address, error="m", micro=False).save(kept, kind="png", scale=12, border=QUIET_ZONE)
    return _picture("qr", kept.getvalue())


def _picture(name: str, data: bytes) -> Picture:
    with Image.open(io.BytesIO(data)) as image:
        ratio = image.width / image.height
        if image.format in KINDS:
            return Picture(name, data, KINDS[image.format], ratio)
        kept = io.BytesIO()
        image.save(kept, "PNG")  # what Word does not know
    return Picture(name, kept.getvalue(), KINDS["PNG"], ratio)


def add_inline(within: Element, drawn: Drawn) -> None:
    """Append a picture that stands in the line."""
    inline = element("wp:inline", _drawing(within))
    _set(inline, dict.fromkeys(("distT", "distB", "distL", "distR"), 0))
    _add_picture(inline, drawn)


def add_floating(within: Element, drawn: Drawn, *, align: str, down: float) -> None:
    """Append a picture beside the text: ``align`` between the margins, ``down`` cm under its paragraph's top."""
    anchor = element("wp:anchor", _drawing(within))
    places = dict.fromkeys(("distT", "distB", "distL", "distR", "simplePos", "behindDoc", "locked"), 0)
    _set(anchor, {**places, "relativeHeight": drawn.number, "layoutInCell": 1, "allowOverlap": 1})
    _set(element("wp:simplePos", anchor), {"x": 0, "y": 0})
    across = element("wp:positionH", anchor)
    across.set("relativeFrom", "margin")
    element("wp:align", across).text = align
    along = element("wp:positionV", anchor)
    along.set("relativeFrom", "paragraph")
    element("wp:posOffset", along).text = str(round(down * EMU))
    _add_picture(anchor, drawn)


def _drawing(within: Element) -> Element:
    return element("w:drawing", element("w:r", within))


def _set(made: Element, values: Mapping[str, object]) -> None:
    """Attributes without namespace, as drawings have them."""
    for name, value in values.items():
        made.set(name, str(value))


def _add_picture(within: Element, drawn: Drawn) -> None:
    tall, wide = round(drawn.height * EMU), round(drawn.height * EMU * drawn.picture.ratio)
    name, number = drawn.picture.name, drawn.number
    _set(element("wp:extent", within), {"cx": wide, "cy": tall})
    if within.tag.endswith("anchor"):
        element("wp:wrapNone", within)
    _set(element("wp:docPr", within), {"id": number, "name": f"{name} {number}", "descr": drawn.told})
    data = element("a:graphicData", element("a:graphic", within))
    data.set("uri", nsmap["pic"])
    pic = element("pic:pic", data)
    about = element("pic:nvPicPr", pic)
    _set(element("pic:cNvPr", about), {"id": number, "name": name, "descr": drawn.told})
    element("pic:cNvPicPr", about)
    fill = element("pic:blipFill", pic)
    _add_bytes(fill, drawn)
    element("a:fillRect", element("a:stretch", fill))
    shape = element("pic:spPr", pic)
    frame = element("a:xfrm", shape)
    _set(element("a:off", frame), {"x": 0, "y": 0})
    _set(element("a:ext", frame), {"cx": wide, "cy": tall})
    outline = element("a:prstGeom", shape)
    outline.set("prst", "rect")
    element("a:avLst", outline)


def _add_bytes(fill: Element, drawn: Drawn) -> None:
    embed = f"{{{nsmap['r']}}}embed"
    blip = element("a:blip", fill)
    blip.set(embed, drawn.relation)
    if drawn.vector:
        extension = element("a:ext", element("a:extLst", blip))
        extension.set("uri", SVG_EXTENSION)
        drawing = extension.makeelement(f"{{{SVG}}}svgBlip", nsmap={"asvg": SVG})
        drawing.set(embed, drawn.vector)
        extension.append(drawing)
