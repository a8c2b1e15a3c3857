"""Signatures: registered by one person, confirmed by another, and taken back before that.

The agreement is locked first, so of two at once the second sees what the first did; then the
authority of the organisation, so that nobody withdraws what it rests on meanwhile.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.agreements.force_actions import bring_into_force
from werkcentrum.governance.agreements.stepping import happened, lock
from werkcentrum.governance.authority.chain import Chain, Missing
from werkcentrum.governance.authority.locking import lock_authority
from werkcentrum.governance.authority.rules import authority_of
from werkcentrum.governance.models import AgreementEvent, AgreementVersion, Party, Signature
from werkcentrum.governance.signatures import rules
from werkcentrum.governance.signatures.gateway import NotSignedError, SigningGateway
from werkcentrum.governance.signatures.queries import signatures_under


@transaction.atomic
def register_signature(
    *,
    party: Party,
    version: AgreementVersion,
    signer_name: str,
    signer_function: str,
    signed_on: date,
    place: str,
    scan: bytes,
    scan_name: str,
    by: str,
    at: datetime,
) -> Signature:
    """Somebody signed on paper: keep the scan, and the links of their authority that day in words.

    Raises RefusedError, also for a link that is missing.
    """
    return _registered(
        party, version, by, at, signer_name=signer_name, signer_function=signer_function,
        signed_on=signed_on, place=place, way=Signature.Way.SCAN, scan=scan, scan_name=scan_name,
        digest=hashlib.sha256(scan).hexdigest(),
    )  # fmt: skip


@transaction.atomic
def register_qualified_signature(
    *,
    party: Party,
    version: AgreementVersion,
    evidence: Mapping[str, str],
    gateway: SigningGateway,
    signer_function: str,
    place: str,
    by: str,
    at: datetime,
) -> Signature:
    """Somebody signed the PDF with a service for electronic signatures; `evidence` came from there.

    Raises RefusedError, also for evidence that proves nothing.
    """
    try:
        proof = gateway.verify(evidence, digest=version.digest, at=at)
    except NotSignedError:
        raise RefusedError(rules.not_proven()) from None
    return _registered(
        party, version, by, at, signer_name=proof.signer_name, signer_function=signer_function,
        signed_on=day_of(proof.signed_at), place=place, way=Signature.Way.QUALIFIED,
        digest=version.digest, evidence=dict(evidence),
    )  # fmt: skip


@transaction.atomic
def confirm_signature(*, signature: Signature, by: str, at: datetime) -> None:
    """A second person saw it: from now on it counts, and nobody changes it.

    The chain is looked at again. Brings the agreement into force when this was the last one: of
    directors who sign together, the last of them.
    Raises RefusedError.
    """
    party = signature.party
    lock(party.agreement)
    found = Signature.objects.filter(pk=signature.pk).select_related("version").first()
    if found is None:
        raise RefusedError(rules.not_there())
    insist(rules.may_confirm(found, by=by))
    party.refresh_from_db(fields=["left_on"])
    insist(rules.may_register(party, found.version, signed_on=found.signed_on, today=day_of(at)))
    lock_authority(party.organisation_id)
    chain = _chain(party, found.signer_name, found.signed_on)
    Signature.objects.filter(pk=found.pk, confirmed_at=None).update(
        confirmed_by=by, confirmed_at=at, chain=_words(chain), mandate=chain.mandate,
        signs_with=chain.signs_with,
    )  # fmt: skip
    words = f"{party.organisation.name}: {found.signer_name}, {found.signer_function}"
    happened(party.agreement, AgreementEvent.Kind.SIGNED, on=found.signed_on, by=by, at=at,
             words=words)  # fmt: skip
    _written("confirmed", found, party, by, at)
    bring_into_force(agreement=party.agreement, by=by, at=at)


@transaction.atomic
def take_back_signature(*, signature: Signature, by: str, at: datetime) -> None:
    """It was wrong, and nobody confirmed it yet. Raises RefusedError."""
    party = signature.party
    lock(party.agreement)
    rows = Signature.objects.filter(pk=signature.pk)
    if not rows.exists():
        raise RefusedError(rules.not_there())
    if not rows.filter(confirmed_at=None).exists():
        raise RefusedError(rules.already_confirmed())
    rows.filter(confirmed_at=None).delete()
    _written("taken_back", signature, party, by, at)


def _registered(
    party: Party, version: AgreementVersion, by: str, at: datetime, **values: Any
) -> Signature:
    lock(party.agreement)
    party.refresh_from_db(fields=["left_on"])
    insist(rules.may_register(party, version, signed_on=values["signed_on"], today=day_of(at)))
    present = signatures_under(party, version)
    insist(rules.may_sign_too(present, signer_name=values["signer_name"]))
    lock_authority(party.organisation_id)
    chain = _chain(party, values["signer_name"], values["signed_on"])
    signature: Signature = Signature.objects.create(
        party=party, version=version, chain=_words(chain), mandate_id=chain.mandate,
        signs_with=chain.signs_with, registered_by=by, registered_at=at, **values,
    )  # fmt: skip
    _written("registered", signature, party, by, at)
    return signature


def _chain(party: Party, signer_name: str, signed_on: date) -> Chain:
    """What makes the signer's authority complete. Raises RefusedError for what is missing."""
    found = authority_of(party, signer_name=signer_name, signed_on=signed_on)
    if isinstance(found, Missing):
        raise RefusedError(rules.not_allowed(found))
    return found


def _words(chain: Chain) -> list[str]:
    return [link.words for link in chain.links]


def _written(what: str, signature: Signature, party: Party, by: str, at: datetime) -> None:
    record(
        verb=f"governance.signature_{what}", subject=signature, by=by, at=at,
        region_key=party.agreement.region.key, agreement=str(party.agreement_id),
        party=str(party.pk),
    )  # fmt: skip
