"""A made-up region of any size in the bench's own database, to look through."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from bench.synthetic import catalogue
from werkcentrum.catalogue.models import LocalVariant, Service, TargetGroup, Theme
from werkcentrum.partners.models import Municipality, Organisation, ProviderRole, Region

THEMES, GROUPS, MUNICIPALITIES = 12, 12, 10
# At most so many more of each a service.
_MORE_THEMES, _MORE_GROUPS = 2, 4
# One in so many services is different in a municipality.
_DIFFERENT = 20
_MUNICIPAL, *_REGIONAL = _ROLES = ("gemeente", "uwv", "bibliotheek")


def made_up_region(services: int) -> Region:
    """A region with this many services; the same number always gives the same region."""
    chance = random.Random(services)
    region = Region.objects.create(key="verzonnen", code="AM00", name="Verzonnen")
    themes = Theme.objects.bulk_create(Theme(**row) for row in topics(region, "Thema", THEMES))
    groups = TargetGroup.objects.bulk_create(
        TargetGroup(**row) for row in topics(region, "Groep", GROUPS)
    )
    places = Municipality.objects.bulk_create(
        Municipality(
            region=region,
            key=f"gemeente-{number}",
            name=f"Gemeente {number}",
            homeless_phone="14 000",
            hunger_phone="14 000",
        )
        for number in range(MUNICIPALITIES)
    )
    _helpers(region, places)
    rows = Service.objects.bulk_create(_services(region, services, themes, chance))
    in_theme, for_group = Service.themes.through, Service.groups.through
    in_theme.objects.bulk_create(
        in_theme(service=row, theme=theme)
        for row in rows
        for theme in {row.main_theme, *chance.sample(themes, chance.randint(0, _MORE_THEMES))}
    )
    for_group.objects.bulk_create(
        for_group(service=row, targetgroup=group)
        for row in rows
        for group in chance.sample(groups, chance.randint(1, _MORE_GROUPS))
    )
    LocalVariant.objects.bulk_create(
        LocalVariant(service=row, municipality=place, changes={"first_step": "Bel ons."})
        for place in places
        for row in chance.sample(rows, services // _DIFFERENT)
    )
    return region


def topics(region: Region, name: str, most: int) -> Iterator[dict[str, Any]]:
    """The fields of so many themes or groups."""
    for position in range(most):
        yield {
            "region": region,
            "key": f"{name.lower()}-{position}",
            "title": f"{name} {position}",
            "summary": f"Alles over {name.lower()} {position}.",
            "icon": "search",
            "position": position,
        }


def _helpers(region: Region, places: Sequence[Municipality]) -> None:
    """Every municipality has a helper of its own in one role; the others are the region's."""
    for role in _REGIONAL:
        _helper(region, role, None)
    for place in places:
        _helper(region, _MUNICIPAL, place)


def _helper(region: Region, role: str, place: Municipality | None) -> None:
    name = place.name if place else role.upper()
    helper = Organisation.objects.create(
        region=region, key=f"{role}-{name}".lower().replace(" ", "-"), name=name,
        kind=Organisation.Kind.GOVERNMENT,
    )  # fmt: skip
    ProviderRole.objects.create(region=region, role=role, municipality=place, organisation=helper)


def _services(
    region: Region, services: int, themes: Sequence[Theme], chance: random.Random
) -> Iterator[Service]:
    for document in catalogue(services).documents:
        yield Service(
            region=region,
            key=document.key,
            title=document.title[:70],
            summary=document.summary[:280],
            kind=Service.Kind.SERVICE,
            audience=sorted(document.audiences),
            main_theme=chance.choice(themes),
            provider=chance.choice(_ROLES),
            handling=Service.Handling.HANDOVER,
            what_you_get=[document.title],
            for_whom=document.summary,
            cost=Service.Cost.FREE,
            first_step=document.text[:280],
            channels=["phone"],
            source_name="verzonnen",
            source_url="https://example.org/",
            review_interval_months=12,
            terms=list(document.terms),
        )
