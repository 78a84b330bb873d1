"""What a file says it is, for programs that keep or read it aloud: standards it claims, title, author and date, as XMP.

The engine claims one standard in a file. An announced paper claims two: PDF/A-3a and PDF/UA-1; and what PDF/A does not know of
itself (the other claim) must be described in the file.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

PACKET = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{descriptions}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
ARCHIVAL = "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
ACCESSIBLE = "<pdfuaid:part>1</pdfuaid:part>"
#: PDF/A wants a schema that it does not name itself to be described where it is used.
DESCRIBED = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file claims</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def xmp(*, archival: bool, title: str, authors: str = "", created: str = "", producer: str = "") -> bytes:
    """The packet; empty facts are left out. ``created`` is a day (2023-09-29)."""
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt>'
    descriptions = [
        _description("pdfaid", ARCHIVAL) if archival else "",
        _description("pdfuaid", ACCESSIBLE),
        DESCRIBED if archival else "",
        _description("dc", f"<dc:title>{title}</dc:title>"),
        _description("dc", f"<dc:creator><rdf:Seq><rdf:li>{escape(authors)}</rdf:li></rdf:Seq></dc:creator>")
        if authors
        else "",
        _description("xmp", f"<xmp:CreateDate>{escape(created)}</xmp:CreateDate>") if created else "",
        _description("pdf", f"<pdf:Producer>{escape(producer)}</pdf:Producer>") if producer else "",
    ]
    return PACKET.format(descriptions="\n".join(filter(None, descriptions))).encode()


def _description(prefix: str, facts: str) -> str:
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{NAMESPACES[prefix]}">{facts}</rdf:Description>'
