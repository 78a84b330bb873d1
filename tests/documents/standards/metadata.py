"""Rules of what a file says of itself: standards, title, author, language, and nothing of the machine that made it."""

import getpass
import re
import socket
from collections.abc import Iterator

from tests.documents.standards.reading import File
from tests.documents.standards.rules import rule

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
KNOWN = (RDF, DC, XMP, PDF, PDFA, "{http://www.aiim.org/pdfa/ns/extension/}", SCHEMA)
KNOWN += ("{http://www.aiim.org/pdfa/ns/property#}", "{adobe:ns:meta/}", "{http://ns.adobe.com/xap/1.0/mm/}")
#: Words of the information dictionary and where the metadata say the same.
SAME = {
    "/Title": f"{DC}title",
    "/Author": f"{DC}creator",
    "/Subject": f"{DC}description",
    "/Producer": f"{PDF}Producer",
    "/Creator": f"{XMP}CreatorTool",
    "/CreationDate": f"{XMP}CreateDate",
    "/ModDate": f"{XMP}ModifyDate",
}
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
#: Paths of either system, addresses of the machine itself, and e-mail.
OF_A_MACHINE = re.compile(
    r"(?<![\w:/])/(?:home|root|tmp|usr|var|opt|srv)\b|[A-Za-z]:\\|file:|localhost|\S@\S+\.\w"
)


def said(file: File, name: str) -> str | None:
    """What the metadata say under a name, as an attribute or an element; None for nothing."""
    for description in file.xmp.iter(f"{RDF}Description"):
        if name in description.attrib:
            return description.attrib[name]
        found = description.find(name)
        if found is not None:
            return ", ".join(text.strip() for text in found.itertext() if text.strip())
    return None


@rule("ISO 19005-3, 6.6.2.1; ISO 14289-1, 7.1; Matterhorn 06-001")
def metadata(file: File) -> Iterator[str]:
    if "/Metadata" not in file.root:
        yield "no metadata"
        return
    stream = file.root.Metadata
    packet = stream.read_bytes()
    if (str(stream.get("/Type")), str(stream.get("/Subtype"))) != ("/Metadata", "/XML"):
        yield "the metadata are of another type"
    head = re.match(rb"<\?xpacket ([^?]*)\?>", packet)
    if not head or b"bytes" in head[1] or b"encoding" in head[1]:
        yield "the packet has no head, or a forbidden one"
    if len(list(file.xmp.iter(f"{RDF}RDF"))) != 1:
        yield "not one RDF"


@rule("ISO 19005-3, 6.6.4")
def claims_archive(file: File) -> Iterator[str]:
    if (found := (said(file, f"{PDFA}part"), said(file, f"{PDFA}conformance"))) != ("3", "A"):
        yield f"it claims {found}, not PDF/A-3a"


@rule("ISO 14289-1, 5; Matterhorn 06-002")
def claims_accessibility(file: File) -> Iterator[str]:
    if (found := said(file, f"{PDFUA}part")) != "1":
        yield f"it claims part {found}, not PDF/UA-1"


@rule("ISO 19005-3, 6.6.2.3")
def described_schemas(file: File) -> Iterator[str]:
    described = {f"{{{uri.text}}}" for uri in file.xmp.iter(f"{SCHEMA}namespaceURI")}
    used = {name.partition("}")[0] + "}" for each in file.xmp.iter() for name in (each.tag, *each.attrib)}
    for foreign in sorted(used - described - set(KNOWN)):
        if foreign.startswith("{http") and "XML/1998" not in foreign:
            yield f"{foreign} is not described"


@rule("ISO 14289-1, 7.1; Matterhorn 06-003, 07-001 and 07-002")
def title(file: File) -> Iterator[str]:
    if not said(file, f"{DC}title"):
        yield "no title in the metadata"
    if not file.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the window would show the file's name"


@rule("ISO 19005-3, 6.6.3 (a reader takes the metadata: what the dictionary says must not differ)")
def information(file: File) -> Iterator[str]:
    for name, value in file.pdf.docinfo.items():
        if name not in SAME:
            yield f"{name} is not in the metadata"
            continue
        here, there = str(value), said(file, SAME[name]) or ""
        if name.endswith("Date"):
            here, there = (re.sub(r"[^0-9]", "", text) for text in (here, there))
            if not there or not here.startswith(there[:8]):
                yield f"{name} is {value}, in the metadata {there}"
        elif here != there:
            yield f"{name} is {here!r}, in the metadata {there!r}"


@rule("issue 6, point 6: no user names and no paths")
def nothing_of_the_machine(file: File) -> Iterator[str]:
    secrets = [name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 4]
    for name, value in file.pdf.docinfo.items():
        if OF_A_MACHINE.search(str(value)) or any(secret in str(value) for secret in secrets):
            yield f"{name} says {value}"
    for text in file.xmp.itertext():
        if not text.startswith("http") and (
            OF_A_MACHINE.search(text) or any(secret in text for secret in secrets)
        ):
            yield f"the metadata say {text}"


@rule("ISO 19005-3, 6.7.4; ISO 14289-1, 7.2; Matterhorn 11-006")
def language(file: File) -> Iterator[str]:
    if not str(file.root.get("/Lang", "")):
        yield "the document has no language"
    for each in file.dictionaries:
        if "/Lang" in each and not LANGUAGE.fullmatch(str(each.Lang)):
            yield f"{each.Lang} is no language"
