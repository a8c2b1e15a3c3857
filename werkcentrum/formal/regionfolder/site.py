"""What the website holds now of channels and terms, in the shape of the files."""

from typing import Any

from django.db.models import QuerySet

from werkcentrum.formal.models import FormalChannel, FormalTerm
from werkcentrum.formal.regionfolder.reading import TERM, Formal
from werkcentrum.partners.models import Region


def formal_of(region: Region) -> Formal:
    """Everything of one region; loading it changes nothing."""
    return Formal(
        channels=[
            {
                "organisation": row.organisation.key, "kind": row.kind, "email": row.email,
                "starts_on": row.starts_on, "ends_on": row.ends_on,
            }
            for row in channels_of(region)
        ],
        terms=[{name: getattr(row, name) for name in TERM} for row in terms_of(region)],
    )  # fmt: skip


def channels_of(region: Region) -> QuerySet[Any]:
    """Every channel of a region, ended ones too."""
    rows = FormalChannel.objects.filter(organisation__region=region)
    return rows.select_related("organisation").order_by("organisation__key", "kind", "starts_on")


def terms_of(region: Region) -> QuerySet[FormalTerm]:
    """Every term that a region has of its own."""
    return FormalTerm.objects.filter(region=region).order_by("kind", "starts_on")
