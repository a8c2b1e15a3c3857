"""A service for electronic signatures that really signs, with keys of its own."""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

from werkcentrum.governance.signatures.gateway import Proof, Started, signed_words, verified

# QcStatements with QcCompliance: SEQUENCE { SEQUENCE { 0.4.0.1862.1.1 } }.
QUALIFIED = bytes.fromhex("300a3008060604008e460101")
_STATEMENTS = ObjectIdentifier("1.3.6.1.5.5.7.1.3")


class FakeSigning:
    """Vouches for signers from `since`, for a year; `sign` is what the signer does there."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.issuer = self._certificate("Voorbeeld QTSP", self._key.public_key(), is_person=False)
        self._asked: dict[str, tuple[str, str]] = {}

    def start(self, *, digest: str, title: str, signer_name: str, back_to: str) -> Started:
        """Remember what is asked."""
        reference = f"proef-{len(self._asked) + 1}"
        self._asked[reference] = digest, signer_name
        return Started(f"https://teken.example/{reference}", reference)

    def verify(self, evidence: Mapping[str, str], *, digest: str, at: datetime) -> Proof:
        """As a real one: with the certificate of who vouches."""
        return verified(evidence, digest=digest, issuer=self.issuer, at=at)

    def sign(
        self, reference: str, *, at: datetime, is_qualified: bool = True, days: int = 365
    ) -> dict[str, str]:
        """The signer signs, and this is what comes back."""
        digest, name = self._asked[reference]
        key, moment = ec.generate_private_key(ec.SECP256R1()), at.isoformat()
        certificate = self._certificate(name, key.public_key(), is_qualified=is_qualified,
                                        days=days)  # fmt: skip
        signature = key.sign(signed_words(digest, moment), ec.ECDSA(hashes.SHA256()))
        return {
            "certificate": certificate.public_bytes(serialization.Encoding.PEM).decode(),
            "signature": base64.b64encode(signature).decode(),
            "signed_at": moment,
        }

    def _certificate(
        self, name: str, key: ec.EllipticCurvePublicKey, *, is_person: bool = True,
        is_qualified: bool = True, days: int = 365,
    ) -> x509.Certificate:  # fmt: skip
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = self.issuer.subject if is_person else subject
        usage = dict.fromkeys(
            ("digital_signature", "key_encipherment", "data_encipherment", "key_agreement",
             "crl_sign", "encipher_only", "decipher_only"), False,
        )  # fmt: skip
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._since)
            .not_valid_after(self._since + timedelta(days=days))
            .add_extension(
                x509.KeyUsage(**usage, content_commitment=is_person, key_cert_sign=not is_person),
                critical=True,
            )
        )
        if is_person and is_qualified:
            made = made.add_extension(
                x509.UnrecognizedExtension(_STATEMENTS, QUALIFIED), critical=False
            )
        return made.sign(self._key, hashes.SHA256())
