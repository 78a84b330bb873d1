"""An electronic signature on issued papers (PAdES), where the installation has a certificate; nothing where it has none.

The signature is that of the certificate's owner, as a rule the office that runs the system: it says that the file left
this system and was not changed, not that the head has signed. It is added to the finished PDF/A as an update at its
end, so that every byte before, attachments included, stays as it was. The only module that knows pyHanko, which is an
extra of the installation and imported late.
"""

from __future__ import annotations

import io
import logging
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.render import RenderError

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import SimpleSigner

FIELD = "Phatthana"


class Unusable(Exception):
    """The certificate cannot be used; ``str()`` says why (Thai, for the operator)."""


@dataclass(frozen=True)
class Signed:
    """A finished file; ``certificate`` is whose certificate signed it, empty where none did."""

    pdf: bytes
    certificate: str = ""


@dataclass(frozen=True)
class Signature:
    """One signature of a file: whose, whether every byte is as it was signed, and whether the owner is vouched for."""

    certificate: str
    is_intact: bool
    is_trusted: bool

    def __str__(self) -> str:
        if not self.is_intact:
            return _("ลายมือชื่ออิเล็กทรอนิกส์ของ %(name)s ไม่ถูกต้อง แฟ้มถูกแก้ไขหลังลงลายมือชื่อ") % {
                "name": self.certificate
            }
        if not self.is_trusted:
            return _("ลายมือชื่ออิเล็กทรอนิกส์ของ %(name)s ตรงกับแฟ้ม แต่ไม่มีผู้รับรองว่าใบรับรองเป็นของผู้นั้น") % {
                "name": self.certificate
            }
        return _("ลายมือชื่ออิเล็กทรอนิกส์ของ %(name)s ถูกต้อง") % {"name": self.certificate}


def is_on() -> bool:
    """Whether this installation signs its papers."""
    return bool(settings.SIGNING_CERTIFICATE)


def sign(pdf: bytes) -> Signed:
    """The file with the installation's signature, or as it is where there is no certificate.

    Raises ``RenderError`` when there is one that does not work: a paper that should be signed is not issued unsigned.
    """
    if not is_on():
        return Signed(pdf)
    try:
        signer = load()
    except Unusable as error:
        raise RenderError("broken", f"signing: {error}") from error
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers
    from pyhanko.sign.general import SigningError

    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    try:
        out = signers.sign_pdf(_addition_to(pdf), meta, signer=signer)
    except (SigningError, PdfError) as error:
        raise RenderError("broken", f"signing: {error}") from error
    return Signed(out.getvalue(), _owner(signer.signing_cert))


def _addition_to(pdf: bytes) -> IncrementalPdfFileWriter:
    """What is written behind a file: the signature alone, not the metadata anew.

    pyHanko would name itself beside the maker and write the description of our claims in a form that archives need not
    understand.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Addition(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """Leave what the file says of itself."""

    return Addition(io.BytesIO(pdf))


def load() -> SimpleSigner:
    """The installation's certificate with its key; raises ``Unusable``."""
    try:
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as error:
        raise Unusable(_("ยังไม่ได้ติดตั้งส่วนลงลายมือชื่อ โปรดติดตั้งตาม requirements-signing.txt")) from error
    path = Path(settings.SIGNING_CERTIFICATE)
    if not path.is_file():
        raise Unusable(_("ไม่พบแฟ้มใบรับรอง %(file)s") % {"file": path})
    signer = SimpleSigner.load_pkcs12(str(path), passphrase=settings.SIGNING_PASSPHRASE.encode())
    if signer is None or signer.signing_cert is None:
        raise Unusable(_("เปิดแฟ้มใบรับรอง %(file)s ไม่ได้ โปรดตรวจแฟ้มและรหัสผ่าน") % {"file": path})
    valid = signer.signing_cert["tbs_certificate"]["validity"]
    if not valid["not_before"].native <= timezone.now() <= valid["not_after"].native:
        raise Unusable(_("ใบรับรอง %(file)s ไม่อยู่ในช่วงที่ใช้ได้") % {"file": path})
    return signer


def check_certificate(**_options: Any) -> list[CheckMessage]:
    """System check: an installation that should sign and cannot does not start; a key that others read is told."""
    if not is_on():
        return []
    try:
        load()
    except Unusable as error:
        return [Error(str(error), id="documents.E001")]
    path = Path(settings.SIGNING_CERTIFICATE)
    if os.name == "posix" and path.stat().st_mode & stat.S_IRWXO:
        text = _("ผู้ใช้อื่นของเครื่องอ่านแฟ้มใบรับรอง %(file)s ซึ่งมีกุญแจส่วนตัวอยู่ได้ โปรดจำกัดสิทธิ์ของแฟ้ม (chmod o-rwx)")
        return [Warning(text % {"file": path}, id="documents.W001")]
    return []


# Verification ---------------------------------------------------------------------------------


def has_signature(pdf: bytes) -> bool:
    """Whether the file says that it is signed; asks nothing of pyHanko."""
    return b"/ByteRange" in pdf


def signatures(pdf: bytes, roots: Sequence[Path] = ()) -> list[Signature]:
    """The signatures of a file; their owners are vouched for by the certificates in ``roots`` (PEM or DER) alone.

    Raises ``Unusable`` without pyHanko, or for a root that is no certificate. What cannot be read has no signature.
    """
    try:
        from pyhanko.keys import load_cert_from_pemder
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko_certvalidator import ValidationContext
    except ImportError as error:
        raise Unusable(_("ยังไม่ได้ติดตั้งส่วนลงลายมือชื่อ โปรดติดตั้งตาม requirements-signing.txt")) from error
    try:
        trusted = [load_cert_from_pemder(str(root)) for root in roots]
    except (OSError, ValueError) as error:
        raise Unusable(_("เปิดใบรับรองของผู้รับรองไม่ได้: %(error)s") % {"error": error}) from error
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they find is what we say
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    try:
        return list(_validated(PdfFileReader(io.BytesIO(pdf)), pdf, context))
    except Exception:  # a stranger's file may break a parser in any way: what cannot be read is no signature
        return []


def _validated(reader: Any, pdf: bytes, context: Any) -> Iterator[Signature]:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    *_earlier, last = reader.embedded_signatures or [None]
    for found in reader.embedded_signatures:
        owner = _owner(found.signer_cert)
        try:
            status = validate_pdf_signature(found, context)
        except SignatureValidationError:
            yield Signature(owner, is_intact=False, is_trusted=False)
            continue
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (
            found is not last  # who signs a signed file adds to it, as that signature allows
            and status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
            and bool(status.docmdp_ok)
        )
        intact = status.intact and status.valid and whole and _fills_its_place(pdf, found)
        yield Signature(owner, intact, status.trusted)


def _fills_its_place(pdf: bytes, found: Any) -> bool:
    """Whether the gap that a signature cannot cover, its own place, holds it and zeros and nothing else."""
    _start, begin, end, _length = (int(number) for number in found.byte_range)
    gap = pdf[begin:end]
    digits, content = gap[1:-1], found.pkcs7_content
    return (
        gap[:1] + gap[-1:] == b"<>"
        and digits in (digits.lower(), digits.upper())
        and bytes.fromhex(digits.decode("ascii", "replace")) == content
        and not any(content[_length_of(content) :])
    )


def _length_of(der: bytes) -> int:
    """How many bytes the first DER value takes, its head included."""
    if der[1] < 0x80:
        return 2 + der[1]
    more = der[1] & 0x7F
    return 2 + more + int.from_bytes(der[2 : 2 + more], "big")


def _owner(certificate: Any) -> str:
    """Whose certificate it is, as people write names."""
    subject = certificate.subject.native
    names = [subject.get(part) for part in ("common_name", "organization_name")]
    return ", ".join(dict.fromkeys(str(name) for name in names if name)) or certificate.subject.human_friendly
