"""Bodies of organisations and who holds an office, as the pages show them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from werkcentrum.governance.models import Body, OfficeHolder
from werkcentrum.partners.models import Organisation, Region

# A foundation with many proxies has them on its own page.
SHOWN: Final = 8


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation with its bodies, and the first `SHOWN` of who hold an office now."""

    organisation: Organisation
    bodies: list[Body]
    holders: list[OfficeHolder]
    has_more: bool


def organisations_of(region: Region) -> QuerySet[Organisation]:
    """Of a region; those with bodies first."""
    has_bodies = Exists(Body.objects.filter(organisation=OuterRef("pk")))
    rows = Organisation.objects.filter(region=region).annotate(has_bodies=has_bodies)
    return rows.order_by("-has_bodies", "name", "pk")


def organisation_rows(
    organisations: Sequence[Organisation], today: date
) -> list[OrganisationRow]:  # fmt: skip
    """As many queries for one as for many."""
    ids = [row.pk for row in organisations]
    bodies: dict[Any, list[Body]] = defaultdict(list)
    for body in Body.objects.filter(organisation__in=ids).order_by("name", "pk"):
        bodies[body.organisation_id].append(body)
    holders: dict[Any, list[OfficeHolder]] = defaultdict(list)
    there = OfficeHolder.objects.filter(organisation__in=ids).on(today)
    order = ("kind", "starts_on", "pk")
    place = Window(RowNumber(), partition_by="organisation", order_by=order)
    for holder in there.annotate(place=place).filter(place__lte=SHOWN + 1).order_by(*order):
        holders[holder.organisation_id].append(holder)
    return [
        OrganisationRow(
            row, bodies[row.pk], holders[row.pk][:SHOWN], has_more=len(holders[row.pk]) > SHOWN
        )
        for row in organisations
    ]


def bodies_of(region: Region) -> QuerySet[Body]:
    """All of a region, by organisation."""
    rows = Body.objects.filter(organisation__region=region).select_related("organisation")
    return rows.order_by("organisation__name", "name", "pk")


def full_name(body: Body) -> str:
    """Its name and whose it is."""
    return f"{body.organisation.name}: {body.name}"
