"""What happens to regions and partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from werkcentrum.audit.actions import record
from werkcentrum.partners.models import PostcodeArea, Region


@dataclass(frozen=True)
class PostcodeRow:
    """A four-digit postcode; degrees are WGS 84."""

    postcode4: str
    municipality_name: str
    place: str
    latitude: float
    longitude: float


@transaction.atomic
def set_postcodes(*, region: Region, rows: Iterable[PostcodeRow], by: str, at: datetime) -> int:
    """Add or correct postcodes; those not named stay. Returns how many changed.

    Raises KeyError for a municipality that is not in the region.
    """
    # A load of the same region waits, so that nobody adds the same postcode twice.
    Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
    municipalities = {row.name: row for row in region.municipalities.all()}
    present = {area.postcode4: area for area in region.postcodes.all()}
    changed = 0
    for row in rows:
        area = present.get(row.postcode4) or PostcodeArea(region=region, postcode4=row.postcode4)
        wanted = {
            "municipality_id": municipalities[row.municipality_name].pk,
            "place": row.place,
            "latitude": row.latitude,
            "longitude": row.longitude,
        }
        if all(getattr(area, name) == value for name, value in wanted.items()):
            continue
        for name, value in wanted.items():
            setattr(area, name, value)
        area.save()
        changed += 1
    if changed:
        Region.objects.filter(pk=region.pk).update(content_version=F("content_version") + 1)
        record(
            verb="partners.postcodes_set", subject=region, by=by, at=at,
            region_key=region.key, count=changed,
        )  # fmt: skip
    return changed
