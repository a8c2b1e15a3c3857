"""What goes dark when an agreement ends: partners, their desks and services, and who is referred.

Something goes dark on a day when nothing else gives its ground from then on: no other agreement, no
named exception, and where the region allows it no row of its folder.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Value
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
    going = _going(hidden, [pk for pk, found in purposes.items() if _REFERRAL in found])
    titles = _titles(agreement, {role for rows in going.values() for role in rows["role"]})
    return [
        Loss(
            name=row.name, purposes=[in_words(key) for key in sorted(purposes[pk])],
            locations=going[pk]["location"], teams=going[pk]["team"],
            services=_services(going[pk], titles),
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


def _going(
    hidden: Collection[UUID], unreachable: Collection[UUID]
) -> dict[UUID, dict[str, list[str]]]:
    """By partner what goes, of the sorts `location`, `role`, `service` and `team`, in one query.

    Of who is `hidden` the first three; teams of who is `unreachable`, to which nobody can be
    referred any more, each with for how many services.
    """
    variants = LocalVariant.objects.filter(
        accepts_referrals=True, referral_team__organisation__in=unreachable
    )
    teams = variants.values(organisation=F("referral_team__organisation"))
    sorts = [
        _sort(Location.objects.filter(organisation__in=hidden), "location", "name"),
        _sort(ProviderRole.objects.filter(organisation__in=hidden), "role", "role"),
        _sort(Delivery.objects.filter(organisation__in=hidden), "service", "service__title"),
        _sort(teams, "team", "referral_team__name", Count("service", distinct=True)),
    ]
    found: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for organisation, sort, words, count in sorts[0].union(*sorts[1:], all=True).order_by("words"):
        found[organisation][sort].append(f"{words} ({_counted(count)})" if count else words)
    return found


def _sort(rows: QuerySet[Any, Any], sort: str, words: str, count: Any = None) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(sort=Value(sort), words=F(words))
    counted: QuerySet[Any, Any] = named.annotate(count=count or Value(0))
    return counted.values_list("organisation", "sort", "words", "count")


def _counted(count: int) -> str:
    return ngettext("%(count)s dienst", "%(count)s diensten", count) % {"count": count}


def _services(going: dict[str, list[str]], titles: dict[str, list[str]]) -> list[str]:
    """By the role that somebody plays, or because it was said of one service."""
    by_role = [title for role in going["role"] for title in titles[role]]
    return list(dict.fromkeys([*by_role, *going["service"]]))


def _titles(agreement: Agreement, roles: Collection[str]) -> dict[str, list[str]]:
    """The services that each role delivers; what only tells people what they can do stays."""
    titles: dict[str, list[str]] = defaultdict(list)
    if roles:
        rows = Service.objects.filter(region=agreement.region_id, provider__in=roles)
        rows = rows.exclude(handling=Service.Handling.INFO).order_by("title")
        for role, title in rows.values_list("provider", "title"):
            titles[role].append(title)
    return titles
