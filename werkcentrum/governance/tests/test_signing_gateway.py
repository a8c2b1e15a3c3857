"""What every service for electronic signatures must do; the real ones join `gateways` here."""

import base64
import hashlib
from datetime import timedelta

import pytest

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.signatures.gateway import NotSignedError
from werkcentrum.governance.tests.signing_fake import FakeSigning

DIGEST = hashlib.sha256(b"de overeenkomst").hexdigest()
OTHER = hashlib.sha256(b"een andere overeenkomst").hexdigest()
SOON = MONDAY_MORNING + timedelta(minutes=5)


@pytest.fixture(params=[FakeSigning])
def service(request):
    return request.param(MONDAY_MORNING - timedelta(days=1))


def asked(service, digest: str = DIGEST) -> str:
    return service.start(
        digest=digest, title="Samenwerking", signer_name="Ravi Zand",
        back_to="https://zhc.test/terug/",
    ).reference  # fmt: skip


def test_the_signer_is_sent_to_a_page_of_the_service(service):
    started = service.start(digest=DIGEST, title="Een", signer_name="Ravi Zand", back_to="/")

    assert started.address.startswith("https://")
    assert started.reference in started.address


def test_what_comes_back_says_who_signed_and_when(service):
    evidence = service.sign(asked(service), at=MONDAY_MORNING)

    proof = service.verify(evidence, digest=DIGEST, at=SOON)

    assert (proof.signer_name, proof.signed_at) == ("Ravi Zand", MONDAY_MORNING)


def test_it_proves_nothing_about_another_document(service):
    evidence = service.sign(asked(service), at=MONDAY_MORNING)

    with pytest.raises(NotSignedError, match="another document"):
        service.verify(evidence, digest=OTHER, at=SOON)


def test_it_proves_nothing_with_the_key_of_somebody_else(service):
    evidence = service.sign(asked(service), at=MONDAY_MORNING)
    other = service.sign(asked(service), at=MONDAY_MORNING)

    with pytest.raises(NotSignedError, match="another key"):
        service.verify({**evidence, "certificate": other["certificate"]}, digest=DIGEST, at=SOON)


def test_it_proves_nothing_when_nobody_we_know_vouches_for_the_signer(service):
    stranger = type(service)(MONDAY_MORNING - timedelta(days=1))
    evidence = stranger.sign(asked(stranger), at=MONDAY_MORNING)

    with pytest.raises(NotSignedError, match="cannot be trusted"):
        service.verify(evidence, digest=DIGEST, at=SOON)


def test_an_expired_certificate_proves_nothing(service):
    evidence = service.sign(asked(service), at=MONDAY_MORNING, days=2)

    assert service.verify(evidence, digest=DIGEST, at=SOON)
    with pytest.raises(NotSignedError, match="not valid now"):
        service.verify(evidence, digest=DIGEST, at=MONDAY_MORNING + timedelta(days=1))


def test_a_certificate_that_is_not_qualified_proves_nothing(service):
    evidence = service.sign(asked(service), at=MONDAY_MORNING, is_qualified=False)

    with pytest.raises(NotSignedError, match="not for signing"):
        service.verify(evidence, digest=DIGEST, at=SOON)


def test_another_moment_than_was_signed_proves_nothing(service):
    evidence = service.sign(asked(service), at=MONDAY_MORNING)
    earlier = (MONDAY_MORNING - timedelta(hours=1)).isoformat()

    with pytest.raises(NotSignedError):
        service.verify({**evidence, "signed_at": earlier}, digest=DIGEST, at=SOON)
    with pytest.raises(NotSignedError, match="has not come"):
        service.verify(evidence, digest=DIGEST, at=MONDAY_MORNING - timedelta(minutes=1))


@pytest.mark.parametrize("part", ["certificate", "signature", "signed_at"])
@pytest.mark.parametrize("value", [None, "", "onzin", base64.b64encode(b"onzin").decode()])
def test_evidence_that_is_broken_proves_nothing(service, part, value):
    evidence = service.sign(asked(service), at=MONDAY_MORNING) | {part: value}
    if value is None:
        del evidence[part]

    with pytest.raises(NotSignedError):
        service.verify(evidence, digest=DIGEST, at=SOON)
