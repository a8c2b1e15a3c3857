"""What the website holds now, as the contents of a region folder: the way back of `applying`."""

from collections import defaultdict
from typing import Any

from werkcentrum.catalogue.models import Delivery, LocalVariant, Service
from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.approval import Approval
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.regionfolder.referrals import as_few_rows
from werkcentrum.catalogue.regionfolder.translations import TRANSLATION
from werkcentrum.partners.models import (
    DatedException,
    Holiday,
    Location,
    Region,
    Team,
    WeeklyHours,
)

Values = dict[str, Any]
_HOURS = (
    "kind", "weekday", "opens_at", "closes_at", "starts_on", "ends_on", "every_weeks", "anchor_on",
)  # fmt: skip
_HOLIDAYS = ("on", "name", "is_closed")
# Fields of a location in a folder that are rows of their own, or are called otherwise.
_NOT_PLAIN = ("hours", "exceptions", "holidays", "example")
_EXCEPTIONS = ("kind", "on", "is_closed", "opens_at", "closes_at", "reason")
_EXAMPLE = ("label", "text", "lang", "style", "is_near_miss")
_EMERGENCY = ("kind", "title", "text", "contacts", "municipal_phone")


def site_contents(region: Region) -> Contents:
    """Everything of one region; loading it changes nothing."""
    return Contents(
        key=region.key,
        region=_region(region),
        municipalities=[_of(row, *specs.MUNICIPALITY) for row in region.municipalities.all()],
        postcodes=[
            {**_of(row, *specs.POSTCODE), "municipality": row.municipality.key}
            for row in region.postcodes.select_related("municipality")
        ],
        organisations=[
            {
                **_of(row, "key", "name", "kind", "website", "phone"),
                "municipality": row.municipality.key if row.municipality else "",
                "suwi": row.is_suwi_party,
                "example": row.is_example,
            }
            for row in region.organisations.select_related("municipality")
        ],
        teams=[
            {
                **_of(row, "key", "name", "email", "response_days"),
                "organisation": row.organisation.key,
                "example": row.is_example,
            }
            for row in Team.objects.filter(organisation__region=region).select_related(
                "organisation"
            )
        ],
        providers=[
            {
                "role": row.role,
                "municipality": row.municipality.key if row.municipality else "",
                "organisation": row.organisation.key,
            }
            for row in region.provider_roles.select_related("municipality", "organisation")
        ],
        deliveries=_deliveries(region),
        locations=_locations(region),
        themes=[_of(row, *specs.TOPIC) for row in region.themes.order_by("position")],
        groups=[_of(row, *specs.TOPIC) for row in region.target_groups.order_by("position")],
        services=_services(region),
        variants=_variants(region),
        referrals=referrals(region),
        examples=[_of(row, *_EXAMPLE) for row in region.examples.order_by("label", "text", "id")],
        emergency=[_of(row, *_EMERGENCY) for row in region.emergency_help.order_by("position")],
        approval=_approval(region),
        pages={row.key: f"# {row.title}\n\n{row.body}\n" for row in region.info_pages.all()},
        glossary=[_of(row, "term", "meaning") for row in region.glossary.all()],
        translations=[_of(row, *TRANSLATION) for row in region.translations.all()],
    )


def _region(region: Region) -> Values:
    centre = region.municipalities.filter(is_centre=True).first()
    made = {
        "hosts": sorted(region.hosts.values_list("host", flat=True)),
        "demonstration": region.is_demonstration,
        "centre_municipality": centre.key if centre else "",
        "leave_out": [],
        "locked": {row.key: row.locked_fields for row in region.services.all()},
    }
    return _of(region, *(name for name in specs.REGION if name not in made)) | made


def _approval(region: Region) -> Approval | None:
    row = region.emergency_help.order_by("position").first()
    if row is None:
        return None
    return Approval(row.written_by, row.approved_by, row.approved_on, row.checked_on)


def _deliveries(region: Region) -> list[Values]:
    rows = Delivery.objects.filter(service__region=region)
    return [
        {
            "service": row.service.key,
            "municipality": row.municipality.key if row.municipality else "",
            "organisation": row.organisation.key,
        }
        for row in rows.select_related("service", "municipality", "organisation")
    ]


def _locations(region: Region) -> list[Values]:
    hours, exceptions, holidays = defaultdict(list), defaultdict(list), defaultdict(list)
    for weekly in WeeklyHours.objects.filter(location__region=region).order_by(*_HOURS):
        hours[weekly.location_id].append(_of(weekly, *_HOURS))
    for dated in DatedException.objects.filter(location__region=region).order_by("on", "kind"):
        exceptions[dated.location_id].append(_of(dated, *_EXCEPTIONS))
    for holiday in Holiday.objects.filter(location__region=region).order_by("on"):
        holidays[holiday.location_id].append(_of(holiday, *_HOLIDAYS))
    plain = [name for name in specs.LOCATION if name not in _NOT_PLAIN]
    rows = Location.objects.filter(region=region).select_related("organisation", "municipality")
    return [
        {
            **_of(row, *plain),
            "organisation": row.organisation.key,
            "municipality": row.municipality.key,
            "example": row.is_example,
            "hours": hours[row.pk],
            "exceptions": exceptions[row.pk],
            "holidays": holidays[row.pk],
        }
        for row in rows
    ]


def _services(region: Region) -> dict[str, Values]:
    rows = Service.objects.filter(region=region).select_related("main_theme")
    return {row.key: _service(row) for row in rows.prefetch_related("themes", "groups")}


def _service(row: Service) -> Values:
    plain = [name for name in specs.SERVICE if name not in ("themes", "groups")]
    first = row.main_theme.key
    others = sorted(theme.key for theme in row.themes.all() if theme.key != first)
    return {
        **_of(row, *plain),
        "themes": [first, *others],
        "groups": sorted(group.key for group in row.groups.all()),
    }


def _variants(region: Region) -> dict[tuple[str, str], Values]:
    rows = LocalVariant.objects.filter(service__region=region)
    return {
        (row.service.key, row.municipality.key): {
            **row.changes,
            **({"example": True} if row.is_example else {}),
        }
        for row in rows.select_related("service", "municipality")
        if row.changes
    }


def referrals(region: Region) -> list[Values]:
    """Which team receives whom for which service, in as few rows as that takes."""
    rows = LocalVariant.objects.filter(service__region=region, referral_team__isnull=False)
    found = {
        (row.service.key, row.municipality.key): (team.organisation.key, team.key)
        for row in rows.select_related("service", "municipality", "referral_team__organisation")
        if (team := row.referral_team)
    }
    return as_few_rows(found, [row.key for row in region.municipalities.all()])


def _of(row: Any, *names: str) -> Values:
    return {name: getattr(row, name) for name in names}
