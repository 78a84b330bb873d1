"""A certificate authority of our own, and a certificate that it gave out, for tests of signatures."""

from __future__ import annotations

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "รหัสผ่าน"
DAY = datetime.timedelta(days=1)
_NO_USE = dict.fromkeys(
    (
        *(
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
        ),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    ),
    False,
)


class Authority:
    """Gives out certificates; its own lies in a file as PEM."""

    def __init__(self, folder: Path, name: str = "ผู้ออกใบรับรองทดสอบ") -> None:
        self.folder, self.key, self.name = folder, ec.generate_private_key(ec.SECP256R1()), _name(name)
        use = x509.KeyUsage(**(_NO_USE | {"key_cert_sign": True, "crl_sign": True}))
        self.certificate = self._sign(self.name, self.key.public_key(), use, is_authority=True)
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(self.certificate.public_bytes(Encoding.PEM))

    def give(self, name: str, *, days: int = 365) -> Path:
        """A PKCS #12 file with a certificate and its key, both under ``PASSPHRASE``; ended where ``days`` is negative."""
        key = ec.generate_private_key(ec.SECP256R1())
        use = x509.KeyUsage(**(_NO_USE | {"digital_signature": True, "content_commitment": True}))
        certificate = self._sign(_name(name), key.public_key(), use, days=days)
        encryption = BestAvailableEncryption(PASSPHRASE.encode())
        data = pkcs12.serialize_key_and_certificates(
            name.encode(), key, certificate, [self.certificate], encryption
        )
        path = self.folder / f"{name}.p12"
        path.write_bytes(data)
        return path

    def _sign(self, subject, key, use, *, is_authority=False, days=365) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + min(days, 0) * DAY - DAY)
            .not_valid_after(now + days * DAY)
            .add_extension(x509.BasicConstraints(is_authority, 0 if is_authority else None), critical=True)
            .add_extension(use, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )
        return builder.sign(self.key, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
