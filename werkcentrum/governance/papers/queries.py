"""Which papers somebody may see."""

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from werkcentrum.governance.models import Paper
from werkcentrum.governance.papers.rules import MODELS, REGIONS, field_of
from werkcentrum.partners.models import Region


def papers_about(about: Model, *, with_confidential: bool) -> QuerySet[Paper]:
    """Of one thing, by title."""
    rows = Paper.objects.filter(**{field_of(about): about}).defer("content")
    return readable(rows, with_confidential=with_confidential).order_by("title", "pk")


def papers_in(region: Region, *, with_confidential: bool) -> QuerySet[Paper]:
    """Of a region; where one begins to look for a file."""
    rows = Paper.objects.filter(region=region).select_related("region")
    return readable(rows, with_confidential=with_confidential)


def readable(rows: QuerySet[Paper], *, with_confidential: bool) -> QuerySet[Paper]:
    """Of these what somebody may see at all."""
    return rows if with_confidential else rows.filter(is_confidential=False)


def thing(field: str, region: Region, pk: UUID) -> Any:
    """What a paper can belong to, in this region; None when it is not there."""
    if field not in MODELS:
        return None
    found = MODELS[field]._default_manager.filter(**{REGIONS[field]: region})
    return found.select_related(REGIONS[field]).filter(pk=pk).first()
