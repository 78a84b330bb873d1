"""Rules of what pages paint: colours, pictures, transparency, marks around everything, and annotations."""

from collections import Counter
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Stream

from tests.documents.standards.reading import PAINTING, File
from tests.documents.standards.rules import rule, words

OPERATORS = words(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG "
    "rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
OPERATORS.add("INLINE IMAGE")
OF_PRINTERS = {"k", "K"}
OF_SCREENS = {"rg", "RG"}
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
BLENDS = words(
    "/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight /SoftLight "
    "/Difference /Exclusion /Hue /Saturation /Color /Luminosity"
)
ANNOTATIONS = words(
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Stamp "
    "/Caret /Ink /Popup /FileAttachment /Widget /PrinterMark /TrapNet /Watermark /Redact"
)
INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE = 1, 2, 4, 32, 256


def profile(file: File) -> bytes:
    """The colour profile of the document; empty for none."""
    for intent in file.root.get("/OutputIntents", []):
        if intent.get("/S") == Name.GTS_PDFA1 and isinstance(intent.get("/DestOutputProfile"), Stream):
            return intent.DestOutputProfile.read_bytes()
    return b""


def annotations(file: File) -> Iterator[tuple[int, Dictionary]]:
    """All annotations with the number of their page."""
    for number, page in enumerate(file.pages):
        for annotation in page.get("/Annots", []):
            yield number, annotation


def _is_unseen(annotation: Dictionary) -> bool:
    """Hidden, or without an extent."""
    left, bottom, right, top = (float(length) for length in annotation.get("/Rect", [0, 0, 0, 0]))
    return bool(int(annotation.get("/F", 0)) & HIDDEN) or (left == right and bottom == top)


@rule("ISO 19005-3, 6.2.3")
def output_intent(file: File) -> Iterator[str]:
    data = profile(file)
    if not data:
        yield "no colour profile"
    elif data[36:40] != b"acsp" or data[12:16] not in (b"mntr", b"prtr") or data[8] > 4:
        yield "the colour profile is none for a device"
    elif int(file.root.OutputIntents[0].DestOutputProfile.get("/N", 0)) != {b"RGB ": 3, b"GRAY": 1}.get(
        data[16:20]
    ):
        yield "the colour profile has another number of colours than it says"
    if len({intent.DestOutputProfile.objgen for intent in file.root.get("/OutputIntents", [])}) > 1:
        yield "two colour profiles"


@rule("ISO 19005-3, 6.2.4.3")
def colours(file: File) -> Iterator[str]:
    space = profile(file)[16:20]
    names = {operator.name for operator in file.operators}
    named = {str(operator.operands[0]) for operator in file.operators if operator.name in ("cs", "CS")}
    named |= {str(each.ColorSpace) for each in file.dictionaries if isinstance(each.get("/ColorSpace"), Name)}
    if names & OF_PRINTERS or "/DeviceCMYK" in named:
        yield "colours of a printer"
    if (names & OF_SCREENS or "/DeviceRGB" in named) and space != b"RGB ":
        yield "colours of a screen without their profile"
    if not space:
        yield "shades without a profile"


@rule("ISO 19005-3, 6.2.2")
def operators(file: File) -> Iterator[str]:
    for name in sorted({operator.name for operator in file.operators} - OPERATORS):
        yield f"no such operator: {name}"
    for number, page in enumerate(file.pages):
        if "/Resources" not in page:
            yield f"page {number + 1} has no resources of its own"


@rule("ISO 19005-3, 6.2.5 and 6.2.6")
def states(file: File) -> Iterator[str]:
    for each in file.dictionaries:
        if "/TR" in each or "/HTP" in each or each.get("/TR2", Name.Default) != Name.Default:
            yield f"object {each.objgen[0]} changes how tones are printed"
        if "/RI" in each and str(each.RI) not in INTENTS:
            yield f"an intent {each.RI}"


@rule("ISO 19005-3, 6.2.8 and 6.2.9; ISO 14289-1, 7.20; Matterhorn 30-001")
def drawings(file: File) -> Iterator[str]:
    for each in (found for found in file.dictionaries if isinstance(found, Stream)):
        if each.get("/Subtype") == Name.Image and (each.get("/Interpolate", False) or "/Alternates" in each):
            yield f"picture {each.objgen[0]} is smoothed or has others in its place"
        if "/OPI" in each or "/Ref" in each or "/PS" in each or each.get("/Subtype2") == Name.PS:
            yield f"drawing {each.objgen[0]} leads out of the file"


@rule("ISO 19005-3, 6.2.10")
def transparency(file: File) -> Iterator[str]:
    for each in file.dictionaries:
        blends = each.get("/BM", Name.Normal)
        for blend in blends if isinstance(blends, Array) else [blends]:
            if str(blend) not in BLENDS:
                yield f"a blend {blend}"
        group = each.get("/Group", Dictionary())
        if group.get("/S") == Name.Transparency and "/CS" not in group and not profile(file):
            yield f"object {each.objgen[0]} is blended in no known colours"


@rule("ISO 14289-1, 7.1; Matterhorn 01-003, 01-004 and 01-005")
def everything_marked(file: File) -> Iterator[str]:
    for operator in file.operators:
        tagged = sum(mark.number >= 0 for mark in operator.marks)
        artifact = any(mark.tag == "/Artifact" for mark in operator.marks)
        if operator.name not in PAINTING and operator.name != "BDC":
            continue
        if tagged and artifact:
            yield f"page {operator.page + 1}: text inside of decoration or the other way round"
        elif not tagged and not artifact and operator.name in PAINTING:
            yield f"page {operator.page + 1}: {operator.name} is neither text nor decoration"
        elif tagged > 1:
            yield f"page {operator.page + 1}: marks of the tree inside of one another"


@rule("ISO 14289-1, 7.20; Matterhorn 30-002")
def forms_once(file: File) -> Iterator[str]:
    drawn: Counter = Counter()
    for page in file.pages:
        for form in page.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values():
            if form.get("/Subtype") == Name.Form and b"/MCID" in form.read_bytes():
                drawn[form.objgen] += 1
    for form, times in drawn.items():
        if times > 1:
            yield f"form {form[0]} has marks of the tree and is drawn on {times} pages"


@rule("ISO 19005-3, 6.3.1 to 6.3.3")
def annotation_kinds(file: File) -> Iterator[str]:
    for page, each in annotations(file):
        kind, flags = str(each.get("/Subtype")), int(each.get("/F", 0))
        if kind not in ANNOTATIONS:
            yield f"page {page + 1}: {kind} is not allowed"
        if kind != "/Popup" and (not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE)):
            yield f"page {page + 1}: {kind} is not printed, or hidden"
        if kind not in ("/Popup", "/Link") and not _is_unseen(each) and "/AP" not in each:
            yield f"page {page + 1}: {kind} does not say how it looks"
        if set(each.get("/AP", Dictionary()).keys()) - {"/N"}:
            yield f"page {page + 1}: {kind} changes its looks"


@rule("ISO 14289-1, 7.18.1, 7.18.4 and 7.18.5; Matterhorn 28-002, 28-004, 28-005, 28-010, 28-011 and 28-012")
def annotations_in_tree(file: File) -> Iterator[str]:
    owners = {each.objgen: element for element in file.elements for each in element.annotations}
    homes = {"/Link": "Link", "/Widget": "Form"}
    for page, each in annotations(file):
        kind = str(each.get("/Subtype"))
        if kind == "/Popup" or (kind == "/Widget" and _is_unseen(each)):
            continue
        owner = owners.get(each.objgen)
        if owner is None or owner.role != homes.get(kind, "Annot"):
            yield f"page {page + 1}: {kind} stands in {owner or 'no element'}"
        if not str(each.get("/TU" if kind == "/Widget" else "/Contents", "")):
            yield f"page {page + 1}: {kind} has no words of its own"


@rule("ISO 14289-1, 7.18.3; Matterhorn 28-008 and 28-009")
def order_of_tabs(file: File) -> Iterator[str]:
    for number, page in enumerate(file.pages):
        if page.get("/Tabs") != Name.S:
            yield f"page {number + 1} does not go through its links in the order of the tree"
