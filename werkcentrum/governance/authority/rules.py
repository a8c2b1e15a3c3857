"""Who may sign an agreement for a party, and what may be done with bodies and offices."""

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.authority import chain
from werkcentrum.governance.authority.chain import Chain, Missing
from werkcentrum.governance.authority.queries import facts_of, facts_of_all
from werkcentrum.governance.authority.together import other_signature
from werkcentrum.governance.models import Body, OfficeHolder, Party
from werkcentrum.partners.models import Organisation

_OF_MUNICIPALITIES: Final = frozenset({Body.Kind.EXECUTIVE, Body.Kind.MAYOR, Body.Kind.COUNCIL})
# Where people speak with each other: they keep papers, and bind nobody.
NETWORKS: Final = frozenset(
    {Body.Kind.REGIONAL_BOARD, Body.Kind.STEERING_GROUP, Body.Kind.ADVISORY_COUNCIL}
)
_LONGEST_KEY: Final = 64
MAYORS: Final = frozenset({OfficeHolder.Kind.MAYOR, OfficeHolder.Kind.ACTING_MAYOR})


def authority_of(party: Party, *, signer_name: str, signed_on: date) -> Chain | Missing:
    """The chain on that day, or which link is missing and who can supply it."""
    return chain.authority(facts_of(party), signer=signer_name, on=signed_on)


def authority_of_representatives(
    parties: Collection[Party], *, on: date
) -> dict[UUID, Chain | Missing]:
    """For each party, by its id, whether whoever represents it may sign that day.

    Of a party where somebody signed who may only do so with others: whose signature is missing. As
    many queries for one party as for many.
    """
    named = {party.pk: party.representative_name for party in parties}
    return {
        pk: other_signature(facts, on=on) or chain.authority(facts, signer=named[pk], on=on)
        for pk, facts in facts_of_all(parties).items()
    }


def body_kinds(organisation: Organisation) -> list[str]:
    """Which kinds of bodies an organisation can have."""
    is_municipality = organisation.kind == Organisation.Kind.MUNICIPALITY
    return [
        kind for kind in Body.Kind
        if kind in NETWORKS or (kind in _OF_MUNICIPALITIES) is is_municipality
    ]  # fmt: skip


def office_kinds(organisation: Organisation) -> list[str]:
    """Which offices represent an organisation."""
    is_municipality = organisation.kind == Organisation.Kind.MUNICIPALITY
    return [kind for kind in OfficeHolder.Kind if (kind in MAYORS) is is_municipality]


def body_key(kind: str, name: str) -> str:
    """By what an organisation knows a body: its kind, of a network its name."""
    key = slugify(name)[:_LONGEST_KEY] if kind in NETWORKS else slugify(kind)
    return key.replace("_", "-")


def may_have_body(organisation: Organisation, kind: str) -> Refusal | None:
    """A college is of a municipality, a board of who is none."""
    if kind not in body_kinds(organisation):
        return Refusal(_("Dit orgaan past niet bij deze organisatie."))
    return None


def is_body_already() -> Refusal:
    """One of each kind for an organisation; networks by their name."""
    return Refusal(_("Dit orgaan staat er al."))


def may_hold_office(
    organisation: Organisation,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    signs_with: int,
    *,
    instead_of: UUID | None = None,
) -> Refusal | None:
    """An office that the organisation has, one mayor at a time, and only directors together.

    `instead_of` is the id of what this puts right.
    """
    if kind not in office_kinds(organisation):
        return Refusal(_("Dit ambt past niet bij deze organisatie."))
    if signs_with and kind != OfficeHolder.Kind.DIRECTOR:
        return Refusal(_("Alleen een bestuurder tekent samen. Kies 'alleen' bij dit ambt."))
    if ends_on is not None and ends_on <= starts_on:
        return Refusal(_("Het einde moet na het begin liggen."))
    if kind == OfficeHolder.Kind.MAYOR:
        others = OfficeHolder.objects.filter(organisation=organisation, kind=kind)
        others = others.exclude(pk=instead_of)
        if any(
            (ends_on is None or row.starts_on < ends_on)
            and (row.ends_on is None or starts_on < row.ends_on)
            for row in others.order_by("pk")
        ):
            return Refusal(_("In die tijd is er al een burgemeester. Schrijf eerst het einde op."))
    return None


def may_end_office(holder: OfficeHolder, ends_on: date) -> Refusal | None:
    """Once, and after it began."""
    if holder.ends_on is not None:
        return Refusal(_("Van dit ambt staat het einde al opgeschreven."))
    if ends_on <= holder.starts_on:
        return Refusal(_("Het einde moet na het begin liggen."))
    return None
