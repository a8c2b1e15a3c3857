"""What goes dark when an agreement ends: partners, their desks and services, and who is referred.

Something goes dark on a day when nothing else gives its ground from then on: no other agreement, no
named exception, and where the region allows it no row of its folder.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from werkcentrum.catalogue.models import Delivery, LocalVariant, Service
from werkcentrum.governance.models import Agreement
from werkcentrum.governance.purposes import in_words
from werkcentrum.governance.standings import origin_of
from werkcentrum.partners.models import (
    Location,
    Organisation,
    PartnerStanding,
    ProviderRole,
    Strictness,
)

_REFERRAL = "referral"


@dataclass
class Loss:
    """What one partner loses. `locations` and `services` are no longer shown as ours."""

    name: str
    purposes: list[str] = field(default_factory=list)
    locations: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)


def losses(agreement: Agreement, on: date) -> list[Loss]:
    """What goes dark if it no longer holds from this day, by partner; the same queries for many."""
    gone = _gone(agreement, on)
    organisations = {
        row.pk: row for row in Organisation.objects.filter(pk__in=gone).order_by("name", "pk")
    }
    hidden = [
        pk for pk, purposes in gone.items()
        if PartnerStanding.NETWORK in purposes and _hides(agreement, organisations[pk])
    ]  # fmt: skip
    locations, services = _locations(hidden), _services(agreement, hidden)
    teams = _teams([pk for pk, purposes in gone.items() if _REFERRAL in purposes])
    return [
        Loss(
            name=row.name, purposes=[in_words(key) for key in sorted(gone[pk])],
            locations=locations[pk], services=services[pk], teams=teams[pk],
        )
        for pk, row in organisations.items()
    ]  # fmt: skip


def _gone(agreement: Agreement, on: date) -> dict[UUID, set[str]]:
    """Organisations with the purposes for which nothing is left from that day.

    What belongs to the agreement ends with it.
    """
    rows = PartnerStanding.objects.counting(agreement.region).order_by("pk")
    origins = [origin_of(one) for one in (agreement, *agreement.children.order_by("pk"))]
    given = rows.filter(origin__in=origins).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    left = set(rows.exclude(origin__in=origins).on(on).values_list("organisation_id", "purpose"))
    found: dict[UUID, set[str]] = defaultdict(set)
    for organisation, purpose in given.values_list("organisation_id", "purpose"):
        if (organisation, purpose) not in left:
            found[organisation].add(purpose)
    return found


def _hides(agreement: Agreement, organisation: Organisation) -> bool:
    """Where a region is open, and for signposts, nothing is hidden."""
    is_open = agreement.region.strictness == Strictness.OPEN
    return not is_open and organisation.kind not in Organisation.SIGNPOSTS


def _locations(organisations: Collection[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in Location.objects.filter(organisation__in=organisations).order_by("name"):
        found[row.organisation_id].append(row.name)
    return found


def _services(agreement: Agreement, organisations: Collection[UUID]) -> dict[UUID, list[str]]:
    """By the role that somebody plays, or because it was said of one service."""
    found: dict[UUID, list[str]] = defaultdict(list)
    if not organisations:
        return found
    services = Service.objects.filter(region=agreement.region_id)
    titles: dict[str, list[str]] = defaultdict(list)
    for role, title in (
        services.exclude(handling=Service.Handling.INFO)
        .order_by("title")
        .values_list("provider", "title")
    ):
        titles[role].append(title)
    for played in ProviderRole.objects.filter(organisation__in=organisations).order_by("role"):
        found[played.organisation_id] += titles[played.role]
    deliveries = Delivery.objects.filter(organisation__in=organisations)
    for row in deliveries.select_related("service").order_by("service__title"):
        found[row.organisation_id].append(row.service.title)
    return defaultdict(list, {pk: list(dict.fromkeys(names)) for pk, names in found.items()})


def _teams(organisations: Collection[UUID]) -> dict[UUID, list[str]]:
    """Teams to which nobody can be referred any more, with for what."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = LocalVariant.objects.filter(
        accepts_referrals=True, referral_team__organisation__in=organisations
    )
    for row in rows.select_related("referral_team", "service").order_by("service__title", "pk"):
        if row.referral_team is not None:
            name = f"{row.referral_team.name}: {row.service.title}"
            found[row.referral_team.organisation_id].append(name)
    return defaultdict(list, {pk: list(dict.fromkeys(names)) for pk, names in found.items()})
