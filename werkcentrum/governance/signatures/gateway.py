"""Qualified electronic signatures (eIDAS article 3(12)): what is asked of a service, and the check.

A service has somebody sign the SHA-256 of a version, and gives back evidence: the certificate of
the signer, the signature, and the moment. Whoever connects a real service writes a
`SigningGateway` that passes the same tests as the one in `tests/signing_fake.py`; whether a
certificate was withdrawn and a trusted time stamp are for the service to check before it answers.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtensionOID, NameOID, ObjectIdentifier

_STATEMENTS: Final = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
# id-etsi-qcs-QcCompliance (ETSI EN 319 412-5, 4.2.1), as DER.
_QUALIFIED: Final = bytes.fromhex("060604008e460101")


class NotSignedError(Exception):
    """The evidence does not prove that this document was signed; the text is for a log."""


@dataclass(frozen=True)
class Started:
    """Where the signer goes, and by what the service knows it."""

    address: str
    reference: str


@dataclass(frozen=True)
class Proof:
    """Who signed, and at which aware instant."""

    signer_name: str
    signed_at: datetime


class SigningGateway(Protocol):
    """A service with which people sign."""

    def start(self, *, digest: str, title: str, signer_name: str, back_to: str) -> Started:
        """Ask for a signature under a document with this SHA-256, in hexadecimal."""

    def verify(self, evidence: Mapping[str, str], *, digest: str, at: datetime) -> Proof:
        """What the evidence proves about this document now. Raises NotSignedError."""


def signed_words(digest: str, signed_at: str) -> bytes:
    """What is signed: the document and the moment (ISO 8601), together."""
    return f"{digest}\n{signed_at}".encode()


def verified(
    evidence: Mapping[str, str], *, digest: str, issuer: x509.Certificate, at: datetime
) -> Proof:
    """Check evidence with the certificate of who vouches for signers.

    `evidence` has a `certificate` (PEM), a `signature` (base64, ECDSA with SHA-256) and a moment
    `signed_at` (ISO 8601). Raises NotSignedError.
    """
    try:
        certificate = x509.load_pem_x509_certificate(evidence["certificate"].encode())
        signature = base64.b64decode(evidence["signature"], validate=True)
        signed_at = datetime.fromisoformat(evidence["signed_at"])
        certificate.verify_directly_issued_by(issuer)
    except (KeyError, ValueError, TypeError, binascii.Error, InvalidSignature) as wrong:
        raise NotSignedError("evidence cannot be trusted") from wrong
    _check_certificate(certificate, at)
    if signed_at.tzinfo is None or signed_at > at:
        raise NotSignedError("signed at a moment that has not come")
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise NotSignedError("a key of another kind")
    try:
        words = signed_words(digest, evidence["signed_at"])
        key.verify(signature, words, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as wrong:
        raise NotSignedError("another document or another key") from wrong
    return Proof(_name_in(certificate), signed_at)


def _check_certificate(certificate: x509.Certificate, at: datetime) -> None:
    """Valid now, of a person, and qualified."""
    if not certificate.not_valid_before_utc <= at < certificate.not_valid_after_utc:
        raise NotSignedError("the certificate is not valid now")
    try:
        usage = certificate.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE).value
        statements = certificate.extensions.get_extension_for_oid(_STATEMENTS).value
    except x509.ExtensionNotFound as wrong:
        raise NotSignedError("the certificate is not for signing") from wrong
    is_for_signing = isinstance(usage, x509.KeyUsage) and usage.content_commitment
    said = statements.value if isinstance(statements, x509.UnrecognizedExtension) else b""
    if not is_for_signing or _QUALIFIED not in said:
        raise NotSignedError("the certificate is not qualified")


def _name_in(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if not names:
        raise NotSignedError("the certificate names nobody")
    return str(names[0].value)
