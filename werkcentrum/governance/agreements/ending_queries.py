"""What goes dark when an agreement ends: partners, their desks and services, and who is referred.

Something goes dark on a day when nothing else gives its ground from then on: no other agreement, no
named exception, and where the region allows it no row of its folder.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import ngettext

from werkcentrum.catalogue.models import Delivery, LocalVariant, Service
from werkcentrum.governance.agreements.dates import BEFORE
from werkcentrum.governance.agreements.standings import ORIGIN, origin_of
from werkcentrum.governance.models import Agreement
from werkcentrum.governance.purposes import in_words
from werkcentrum.partners.models import (
    Location,
    Organisation,
    PartnerStanding,
    ProviderRole,
    Region,
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


@dataclass(frozen=True)
class Ending:
    """An agreement that ends soon, and the partners that get nothing by it from that day."""

    agreement: Agreement
    on: date
    partners: tuple[str, ...]


def ending_soon(region: Region, today: date) -> list[Ending]:
    """What ends in the coming weeks, the first first; two queries whatever their number."""
    rows = PartnerStanding.objects.filter(
        organisation__region=region, origin__startswith=ORIGIN,
        ends_on__gt=today, ends_on__lte=today + BEFORE,
    )  # fmt: skip
    names: dict[tuple[str, date], set[str]] = defaultdict(set)
    for origin, on, name in rows.order_by("ends_on", "pk").values_list(
        "origin", "ends_on", "organisation__name"
    ):
        names[origin, on].add(name)
    found = {origin_of(one): one for one in Agreement.objects.filter(
        region=region, pk__in=[origin.removeprefix(ORIGIN) for origin, _on in names]
    )}  # fmt: skip
    return [
        Ending(found[origin], on, tuple(sorted(partners)))
        for (origin, on), partners in names.items()
        if origin in found
    ]


def losses(agreement: Agreement, on: date, children: Iterable[Agreement]) -> list[Loss]:
    """What goes dark if it no longer holds from this day, by partner; the same queries for many.

    The `children` that belong to it end with it.
    """
    gone = _gone(agreement, on, [origin_of(one) for one in (agreement, *children)])
    organisations = {row.pk: row for row in gone}
    purposes = {row.pk: found for row, found in gone.items()}
    hidden = [
        row.pk for row, found in gone.items()
        if PartnerStanding.NETWORK in found and _hides(agreement, row)
    ]  # fmt: skip
    locations, services = _locations(hidden), _services(agreement, hidden)
    teams = _teams([pk for pk, found in purposes.items() if _REFERRAL in found])
    return [
        Loss(
            name=row.name, purposes=[in_words(key) for key in sorted(purposes[pk])],
            locations=locations[pk], services=services[pk], teams=teams[pk],
        )
        for pk, row in sorted(organisations.items(), key=lambda pair: pair[1].name)
    ]  # fmt: skip


def _gone(agreement: Agreement, on: date, origins: Collection[str]) -> dict[Organisation, set[str]]:
    """Organisations with the purposes for which nothing is left from that day."""
    rows = PartnerStanding.objects.counting(agreement.region).filter(
        Q(ends_on=None) | Q(ends_on__gte=on)
    )
    given: list[PartnerStanding] = []
    left: set[tuple[UUID, str]] = set()
    for row in rows.select_related("organisation").order_by("organisation__name", "pk"):
        if row.origin in origins:
            given.append(row)
        elif row.starts_on <= on and row.ends_on != on:
            left.add((row.organisation_id, row.purpose))
    found: dict[Organisation, set[str]] = defaultdict(set)
    for row in given:
        if (row.organisation_id, row.purpose) not in left:
            found[row.organisation].add(row.purpose)
    return found


def _hides(agreement: Agreement, organisation: Organisation) -> bool:
    """Where a region is open, and for signposts, nothing is hidden."""
    is_open = agreement.region.strictness == Strictness.OPEN
    return not is_open and organisation.kind not in Organisation.SIGNPOSTS


def _locations(organisations: Collection[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    if not organisations:
        return found
    for row in Location.objects.filter(organisation__in=organisations).order_by("name"):
        found[row.organisation_id].append(row.name)
    return found


def _services(agreement: Agreement, organisations: Collection[UUID]) -> dict[UUID, list[str]]:
    """By the role that somebody plays, or because it was said of one service."""
    found: dict[UUID, list[str]] = defaultdict(list)
    if not organisations:
        return found
    roles = list(ProviderRole.objects.filter(organisation__in=organisations).order_by("role"))
    titles = _titles(agreement, {row.role for row in roles})
    for played in roles:
        found[played.organisation_id] += titles[played.role]
    deliveries = Delivery.objects.filter(organisation__in=organisations)
    for row in deliveries.select_related("service").order_by("service__title"):
        found[row.organisation_id].append(row.service.title)
    return defaultdict(list, {pk: list(dict.fromkeys(names)) for pk, names in found.items()})


def _titles(agreement: Agreement, roles: Collection[str]) -> dict[str, list[str]]:
    """The services that each role delivers; what only tells people what they can do stays."""
    titles: dict[str, list[str]] = defaultdict(list)
    if roles:
        rows = Service.objects.filter(region=agreement.region_id, provider__in=roles)
        rows = rows.exclude(handling=Service.Handling.INFO).order_by("title")
        for role, title in rows.values_list("provider", "title"):
            titles[role].append(title)
    return titles


def _teams(organisations: Collection[UUID]) -> dict[UUID, list[str]]:
    """Teams to which nobody can be referred any more, each with for how many services."""
    if not organisations:
        return defaultdict(list)
    rows = LocalVariant.objects.filter(
        accepts_referrals=True, referral_team__organisation__in=organisations
    )
    counts = rows.values_list("referral_team__organisation", "referral_team__name").annotate(
        count=Count("service", distinct=True)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for organisation, name, count in counts.order_by("referral_team__name"):
        services = ngettext("%(count)s dienst", "%(count)s diensten", count) % {"count": count}
        found[organisation].append(f"{name} ({services})")
    return found
