"""What a joined file says of itself and carries with it, the same as one that is made in one piece."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.identification import xmp
from documents.parts.cutting import Cut
from documents.render import Attached

PROFILE = "sRGB2014.icc"
PDF_DAY = "D:{:%Y%m%d%H%M%S}Z"


@dataclass(frozen=True)
class Claims:
    """What a file claims to be; an archival one is PDF/A-3a beside PDF/UA-1."""

    title: str
    producer: str
    is_archival: bool = False
    attachments: Sequence[Attached] = ()


def describe(pdf: pikepdf.Pdf, cut: Cut, claims: Claims) -> None:
    """Put everything into the file but the content of its tree of tags, for which there is a place."""
    root = pdf.Root
    root.Lang = String("th")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.MarkInfo = Dictionary(Marked=True)
    root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    day = cut.created
    facts = {
        "/Title": claims.title,
        "/Author": cut.author,
        "/CreationDate": f"D:{day.replace('-', '')}" if day else "",
        "/Producer": claims.producer,
    }
    for key, value in facts.items():
        if value:
            pdf.docinfo[key] = value
    said = xmp(
        archival=claims.is_archival,
        title=claims.title,
        authors=cut.author,
        created=day,
        producer=claims.producer,
    )
    root.Metadata = pdf.make_indirect(pdf.make_stream(said, Type=Name.Metadata, Subtype=Name.XML))
    if claims.is_archival:
        _intend(pdf)
    _attach(pdf, claims.attachments)


def _intend(pdf: pikepdf.Pdf) -> None:
    """Colours are those of ordinary screens."""
    profile = pdf.make_indirect(pdf.make_stream(_profile(), N=3))
    root = pdf.Root
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String(PROFILE),
                Info=String(PROFILE),
                DestOutputProfile=profile,
            )
        ]
    )


@cache
def _profile() -> bytes:
    """The profile that the engine brings; to find it does not mean to load the engine."""
    found = importlib.util.find_spec("weasyprint")
    if found is None or found.origin is None:
        raise FileNotFoundError(PROFILE)
    return (Path(found.origin).parent / "pdf" / PROFILE).read_bytes()


def _attach(pdf: pikepdf.Pdf, files: Sequence[Attached]) -> None:
    """The files by their names, each known to belong to the paper as data."""
    for file in files:
        day = PDF_DAY.format(file.dated)
        carried = pikepdf.AttachedFileSpec(
            pdf,
            file.data,
            filename=file.name,
            description=file.description,
            mime_type=_kind(file.name),
            creation_date=day,
            mod_date=day,
        )
        carried.obj.AFRelationship = Name.Data
        pdf.attachments[file.name] = carried
    if files:
        pdf.Root.AF = Array([pdf.attachments[file.name].obj for file in files])


def _kind(name: str) -> str:
    import mimetypes

    return mimetypes.guess_type(name)[0] or "application/octet-stream"
