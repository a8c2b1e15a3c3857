"""Bodies of organisations and who holds an office, as the pages show them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from werkcentrum.governance.models import Body, OfficeHolder
from werkcentrum.partners.models import Organisation, Region


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation with its bodies, and who holds an office now."""

    organisation: Organisation
    bodies: list[Body]
    holders: list[OfficeHolder]


def organisations_of(region: Region) -> QuerySet[Organisation]:
    """Of a region; those with bodies first."""
    has_bodies = Exists(Body.objects.filter(organisation=OuterRef("pk")))
    rows = Organisation.objects.filter(region=region).annotate(has_bodies=has_bodies)
    return rows.order_by("-has_bodies", "name")


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
    for holder in there.order_by("kind", "starts_on", "pk"):
        holders[holder.organisation_id].append(holder)
    return [OrganisationRow(row, bodies[row.pk], holders[row.pk]) for row in organisations]


def bodies_of(region: Region) -> QuerySet[Body]:
    """All of a region, by organisation."""
    rows = Body.objects.filter(organisation__region=region).select_related("organisation")
    return rows.order_by("organisation__name", "name")
