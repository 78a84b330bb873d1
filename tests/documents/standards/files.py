"""Rules of the file itself: head and end, streams, limits, what it may not do, what is attached."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Stream, String

from tests.documents.standards.reading import File
from tests.documents.standards.rules import rule

FILTERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode"}
FILTERS |= {"/JBIG2Decode", "/DCTDecode", "/JPXDecode"}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
KINDS_OF_RELATION = {"/Source", "/Data", "/Alternative", "/Supplement", "/EncryptedPayload", "/Unspecified"}
MIME = re.compile(r"/[-\w+.]+/[-\w+.]+")


@rule("ISO 19005-3, 6.1.2; ISO 14289-1, 6.1")
def header(file: File) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7][\r\n]", file.raw):
        yield f"it begins with {file.raw[:9]!r}"
    comment = re.match(rb"[^\r\n]*[\r\n]+%([^\r\n]*)", file.raw)
    if not comment or len(comment[1]) < 4 or min(comment[1][:4]) < 128:
        yield "no four bytes above 127 in the second line"


@rule("ISO 19005-3, 6.1.3")
def identifier(file: File) -> Iterator[str]:
    parts = file.pdf.trailer.get("/ID", [])
    if len(parts) != 2 or not all(bytes(part) for part in parts):
        yield "the trailer has no ID of two parts"


@rule("ISO 19005-3, 6.1.3; Matterhorn 26-001")
def encryption(file: File) -> Iterator[str]:
    if b"/Encrypt" in file.raw or "/Encrypt" in file.pdf.trailer:
        yield "it is encrypted"


@rule("ISO 19005-3, 6.1.3")
def end(file: File) -> Iterator[str]:
    if not re.search(rb"%%EOF(\r\n|\n|\r)?\Z", file.raw):
        yield "something stands behind the last end"


@rule("ISO 19005-3, 6.1.7.2 and 6.1.10")
def filters(file: File) -> Iterator[str]:
    for stream in (each for each in file.dictionaries if isinstance(each, Stream)):
        names = stream.get("/Filter", Array())
        for name in [names] if isinstance(names, Name) else names:
            if str(name) not in FILTERS:
                yield f"stream {stream.objgen[0]} is packed with {name}"


@rule("ISO 19005-3, 6.1.7.1")
def streams_within(file: File) -> Iterator[str]:
    for stream in (each for each in file.dictionaries if isinstance(each, Stream)):
        if any(key in stream for key in ("/F", "/FFilter", "/FDecodeParms")):
            yield f"stream {stream.objgen[0]} lies in another file"


@rule("ISO 19005-3, 6.1.13")
def limits(file: File) -> Iterator[str]:
    if len(file.objects) > 8_388_607:
        yield "too many objects"
    for each in file.dictionaries:
        for name, value in (each.stream_dict if isinstance(each, Stream) else each).items():
            if len(name.encode()) > 128:
                yield f"the name {name[:20]}… is too long"
            if isinstance(value, String) and len(bytes(value)) > 32_767:
                yield f"the string {name} is too long"
    for operator in file.operators:
        if operator.depth > 28:
            yield f"page {operator.page + 1} saves its state more than 28 deep"
            return


@rule("ISO 19005-3, 6.5.1 and 6.5.2")
def actions(file: File) -> Iterator[str]:
    for each in file.dictionaries:
        if "/AA" in each:
            yield f"object {each.objgen[0]} acts by itself"
        action = each.get("/A") if "/Subtype" in each else None
        for found in (action, each.get("/OpenAction"), each.get("/Next")):
            if isinstance(found, Dictionary) and "/S" in found and str(found.S) not in ACTIONS:
                yield f"an action {found.S}"
    if "/JavaScript" in file.root.get("/Names", Dictionary()):
        yield "scripts"


@rule("ISO 19005-3, 6.4.1 and 6.4.2; Matterhorn 25-001")
def forms(file: File) -> Iterator[str]:
    form = file.root.get("/AcroForm", Dictionary())
    if "/XFA" in form or file.root.get("/NeedsRendering", False):
        yield "a form in XML"
    if form.get("/NeedAppearances", False):
        yield "a form that asks to be drawn"


@rule("ISO 19005-3, 6.9, 6.10 and 6.11")
def other_views(file: File) -> Iterator[str]:
    if "/OCProperties" in file.root:
        yield "layers that may be hidden"
    if "/AlternatePresentations" in file.root.get("/Names", Dictionary()) or "/Requirements" in file.root:
        yield "other presentations or requirements"
    for number, page in enumerate(file.pages):
        if "/PresSteps" in page:
            yield f"page {number + 1} is shown in steps"


@rule("ISO 19005-3, 6.8")
def attachments(file: File) -> Iterator[str]:
    associated = {each.objgen for each in file.root.get("/AF", [])}
    for each in (found for found in file.dictionaries if "/EF" in found):
        name = str(each.get("/UF", ""))
        stream = each.EF.get("/F")
        if each.objgen not in associated:
            yield f"{name} is not associated with the document"
        if str(each.get("/AFRelationship")) not in KINDS_OF_RELATION:
            yield f"{name} has no relation"
        if not MIME.fullmatch(str(stream.get("/Subtype", ""))):
            yield f"{name} has no MIME type"
        if "/ModDate" not in stream.get("/Params", Dictionary()):
            yield f"{name} has no date"


@rule("ISO 19005-3, 6.8; ISO 14289-1, 7.11; Matterhorn 21-001")
def names_of_attachments(file: File) -> Iterator[str]:
    for each in (found for found in file.dictionaries if "/EF" in found):
        if not str(each.get("/F", "")) or not str(each.get("/UF", "")):
            yield f"file {each.objgen[0]} has no F or no UF"
        if not str(each.get("/Desc", "")):
            yield f"{each.get('/UF')} has no description"
