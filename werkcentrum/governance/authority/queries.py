"""The facts that decide who may sign for a party, and what the pages about authority show."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F

from werkcentrum.governance.authority.facts import Decided, Facts, Office, Organ, Power, Signed
from werkcentrum.governance.authority.together import put
from werkcentrum.governance.models import (
    Body,
    Decision,
    DecisionPoint,
    Mandate,
    OfficeHolder,
    Party,
    Signature,
)
from werkcentrum.partners.models import Organisation


def facts_of(party: Party) -> Facts:
    """All that counts for one party."""
    return facts_of_all([party])[party.pk]


def facts_of_all(parties: Collection[Party]) -> dict[UUID, Facts]:
    """All that counts for each party, by its id; as many queries for one as for many.

    Signatures are not asked for again where `under_newest` holds them.
    """
    rows = list(parties)
    if not all(map(_is_whole, rows)):
        ids = [party.pk for party in parties]
        found = Party.objects.filter(pk__in=ids).select_related("organisation", "agreement")
        rows = list(found.order_by("pk"))
    organisations = {row.organisation_id for row in rows}
    entered = _entered({row.agreement_id for row in rows}, organisations)
    offices = _offices(organisations)
    powers = _powers(organisations)
    signed = _signed(rows)
    return {
        row.pk: Facts(
            agreement=row.agreement_id,
            organisation=row.organisation.name,
            is_municipality=row.organisation.kind == Organisation.Kind.MUNICIPALITY,
            worth_cents=row.agreement.worth_cents,
            entered=tuple(entered[row.agreement_id, row.organisation_id]),
            offices=tuple(offices[row.organisation_id]),
            powers=powers[row.organisation_id],
            signed=tuple(signed[row.pk]),
        )
        for row in rows
    }


def _is_whole(party: Party) -> bool:
    """Whether its organisation and agreement were read along with it."""
    return {"organisation", "agreement"} <= party._state.fields_cache.keys()


def _entered(agreements: set[Any], organisations: set[Any]) -> dict[Any, list[Decided]]:
    """Decisions of bodies of these organisations that enter these agreements, by both."""
    points = (
        DecisionPoint.objects.filter(
            agreement__in=agreements, decision__body__organisation__in=organisations
        )
        .select_related("decision__body")
        .order_by("decision__decided_on", "decision__number")
    )
    found: dict[Any, list[Decided]] = defaultdict(list)
    for point in points:
        organisation = point.decision.body.organisation_id
        found[point.agreement_id, organisation].append(_decided(point.decision, organisation))
    return found


def _offices(organisations: set[Any]) -> dict[Any, list[Office]]:
    found: dict[Any, list[Office]] = defaultdict(list)
    rows = OfficeHolder.objects.filter(organisation__in=organisations)
    for row in rows.order_by("starts_on", "pk"):
        office = Office(
            row.kind, row.name, row.starts_on, row.ends_on, row.most_cents, row.signs_with
        )
        found[row.organisation_id].append(office)
    return found


def _powers(organisations: set[Any]) -> dict[Any, dict[Any, Power]]:
    """What was given by organisations, also the kinds with which nobody may sign."""
    found: dict[Any, dict[Any, Power]] = defaultdict(dict)
    rows = Mandate.objects.filter(organisation__in=organisations)
    rows = rows.select_related("giver", "decision__body").annotate(covered=F("agreements"))
    # A row for each agreement that it is for, or one with none when it is for all.
    covered: dict[Any, set[Any]] = defaultdict(set)
    for row in rows.order_by("starts_on", "number"):
        covered[row.pk] |= {row.covered} - {None}
        found[row.organisation_id][row.pk] = _power(row, frozenset(covered[row.pk]))
    return found


def _power(row: Mandate, agreements: frozenset[Any]) -> Power:
    organisation = row.organisation_id
    return Power(
        id=row.pk, kind=row.kind, number=row.number, holder=row.holder_name,
        function=row.holder_function, starts_on=row.starts_on, parent=row.parent_id,
        giver=None if row.giver is None else _organ(row.giver, organisation),
        decision=None if row.decision is None else _decided(row.decision, organisation),
        agreements=agreements, most_cents=row.most_cents, may_pass_on=row.may_pass_on,
        ends_on=row.ends_on, revoked_on=row.revoked_on,
    )  # fmt: skip


def _signed(parties: Collection[Any]) -> dict[Any, list[Signed]]:
    """What stands under the newest text for each party, confirmed or not."""
    if all(hasattr(party, "under_newest") for party in parties):
        return {party.pk: [put(row) for row in party.under_newest] for party in parties}
    found: dict[Any, list[Signed]] = defaultdict(list)
    rows = Signature.objects.filter(party__in=parties).under_newest()
    for row in rows.only("party", "signer_name", "signed_on", "signs_with").order_by("signed_on"):
        found[row.party_id].append(put(row))
    return found


def _decided(decision: Decision, organisation: Any) -> Decided:
    organ = _organ(decision.body, organisation)
    return Decided(organ, decision.number, decision.decided_on, decision.withdrawn_on)


def _organ(body: Body, organisation: Any) -> Organ:
    return Organ(body.pk, body.kind, body.organisation_id == organisation)
