"""What an agreement gives its parties, written where the rest of the house reads it.

`partners.PartnerStanding`: for a purpose, from a day until a day. Governance knows no more of it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F

from werkcentrum.governance.agreements.force_rules import gives_by_itself, standing_period
from werkcentrum.governance.models import Agreement, Signature
from werkcentrum.partners.models import PartnerStanding, Region

# How `origin` begins for rows that an agreement keeps.
ORIGIN: Final = "agreement:"
# Organisation, purpose, and from when.
Standing = tuple[UUID, str, date]


def origin_of(agreement: Agreement) -> str:
    """Whose rows these are."""
    return f"{ORIGIN}{agreement.pk}"


def signed_days(agreement: Agreement) -> dict[UUID, date]:
    """When each party signed the newest version, by its id; only what a second person confirmed."""
    newest = agreement.versions.order_by("-number").values("pk")[:1]
    rows = Signature.objects.confirmed().filter(version__in=newest).order_by("signed_on")
    return dict(rows.values_list("party_id", "signed_on"))


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
