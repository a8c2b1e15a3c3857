"""The founding case in a few lines: everything is there for an alderman to sign."""

from typing import Any

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.models import Agreement, Body, Mandate, Party, Signature
from werkcentrum.governance.signatures.actions import confirm_signature, register_signature
from werkcentrum.governance.tests.make import (
    SIGNED_ON,
    make_agreement,
    make_body,
    make_decision,
    make_library_party,
    make_municipality_party,
    make_power,
)
from werkcentrum.governance.tests.make_signed import make_version
from werkcentrum.partners.models import Region

ALDERMAN, MAYOR, DIRECTOR = "Ravi Zand", "Noor Duin", "Sem Boek"


def make_case(region: Region, **values: Any) -> Agreement:
    """A municipality and a library, both decided; the mayor gave an alderman a power."""
    town, library = make_municipality_party(region), make_library_party(region)
    agreement = make_agreement(region, town, library, stage=Agreement.Stage.TO_SIGN, **values)
    make_version(agreement)
    make_decision(make_body(town), agreement)
    make_decision(make_body(library, Body.Kind.FOUNDATION_BOARD), agreement)
    mayor = make_body(town, Body.Kind.MAYOR)
    make_power(mayor, ALDERMAN, decision=make_decision(mayor, number="B-volmacht"))
    return agreement


def town_of(agreement: Agreement) -> Party:
    """The municipality in the case."""
    return agreement.parties.get(position=1)


def library_of(agreement: Agreement) -> Party:
    """The library in the case."""
    return agreement.parties.get(position=2)


def power_of(party: Party) -> Mandate:
    """What the mayor gave."""
    return party.organisation.mandates.get()


def signed(party: Party, signer: str = ALDERMAN, **values: Any) -> Signature:
    """Somebody signed on paper, and a colleague wrote it down."""
    wanted = {
        "signer_name": signer, "signer_function": "wethouder", "signed_on": SIGNED_ON,
        "place": "Duindorp", "scan": b"%PDF-1.7 een scan", "scan_name": "getekend.pdf",
        "version": party.agreement.versions.order_by("-number").first(), "by": "0190-karin",
        "at": MONDAY_MORNING, **values,
    }  # fmt: skip
    return register_signature(party=party, **wanted)


def confirmed(party: Party, signer: str = ALDERMAN) -> Signature:
    """And another colleague saw to it."""
    signature = signed(party, signer)
    confirm_signature(signature=signature, by="0190-els", at=MONDAY_MORNING)
    signature.refresh_from_db()
    return signature
