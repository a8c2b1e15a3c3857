"""What an agreement gives its parties, written where the rest of the house reads it.

`partners.PartnerStanding`: for a purpose, from a day until a day. Governance knows no more of it.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F

from werkcentrum.governance.agreements.force_rules import gives_by_itself, standing_period
from werkcentrum.governance.authority.facts import Signed
from werkcentrum.governance.authority.together import bound_on, put
from werkcentrum.governance.models import Agreement, Party, Signature
from werkcentrum.partners.models import PartnerStanding, Region

# How `origin` begins for rows that an agreement keeps.
ORIGIN: Final = "agreement:"
# Organisation, purpose, and from when.
Standing = tuple[UUID, str, date]


def origin_of(agreement: Agreement) -> str:
    """Whose rows these are."""
    return f"{ORIGIN}{agreement.pk}"


def signed_days(agreement: Agreement) -> dict[UUID, date]:
    """Since when the newest version binds each party, by its id; only what a second person
    confirmed, and of directors who sign together not before there are enough."""
    rows = Signature.objects.confirmed().under_newest().filter(party__agreement=agreement)
    signed: dict[UUID, list[Signed]] = defaultdict(list)
    for row in rows.only("party", "signer_name", "signed_on", "signs_with").order_by("signed_on"):
        signed[row.party_id].append(put(row))
    days = {pk: bound_on(those) for pk, those in signed.items()}
    return {pk: day for pk, day in days.items() if day is not None}


def bound_parties(agreement: Agreement, *, on: date) -> list[Party]:
    """Who signed or joined, and has not left by that day: each has to agree that it ends then."""
    signed = signed_days(agreement)
    rows = agreement.parties.select_related("organisation").order_by("position", "pk")
    there = [row for row in rows if row.left_on is None or row.left_on > on]
    return [row for row in there if row.joined_on or row.pk in signed]


def give_standings(agreement: Agreement, *, today: date) -> bool:
    """Make the rows of this agreement what they should be; True when anything changed.

    The same again changes nothing. What had ended before today stays as it was.
    """
    wanted = _wanted(agreement) if gives_by_itself(agreement) else {}
    origin = origin_of(agreement)
    basis = f"Overeenkomst {agreement.reference}: {agreement.title}"
    rows = PartnerStanding.objects.filter(origin=origin).order_by("pk")
    present: dict[Standing, PartnerStanding] = {
        (row.organisation_id, row.purpose, row.starts_on): row for row in rows
    }
    gone = [
        row.pk for key, row in present.items()
        if key not in wanted and (row.ends_on is None or row.ends_on > today)
    ]  # fmt: skip
    new = [
        PartnerStanding(
            organisation_id=organisation, purpose=purpose, starts_on=starts_on, ends_on=ends_on,
            basis=basis, origin=origin,
        )
        for (organisation, purpose, starts_on), ends_on in wanted.items()
        if (organisation, purpose, starts_on) not in present
    ]  # fmt: skip
    ended = [row for key, row in present.items() if key in wanted and row.ends_on != wanted[key]]
    for row in ended:
        row.ends_on = wanted[row.organisation_id, row.purpose, row.starts_on]
    PartnerStanding.objects.bulk_update(ended, ["ends_on"])
    PartnerStanding.objects.filter(pk__in=gone).delete()
    PartnerStanding.objects.bulk_create(new)
    is_changed = bool(gone or new or ended)
    if is_changed:
        # Who is shown as part of the Werkcentrum stands on pages that are made beforehand.
        Region.objects.filter(pk=agreement.region_id).update(
            content_version=F("content_version") + 1
        )
    return is_changed


def _wanted(agreement: Agreement) -> Mapping[Standing, date | None]:
    """Every row that should be there, with its end."""
    signed = signed_days(agreement)
    wanted: dict[Standing, date | None] = {}
    for party in agreement.parties.order_by("pk"):
        period = standing_period(agreement, party, signed.get(party.pk))
        if period is not None:
            start, end = period
            wanted |= {(party.organisation_id, purpose, start): end for purpose in party.purposes}
    return wanted
