"""Lays checked contents over what the database holds; only what differs is written."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from werkcentrum.catalogue.models import (
    Delivery,
    EmergencyHelp,
    ExampleQuestion,
    GlossaryTerm,
    InfoPage,
    LocalVariant,
    Service,
    TargetGroup,
    Theme,
    Translation,
)
from werkcentrum.catalogue.regionfolder import parts
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.regionfolder.layout import title, without_title
from werkcentrum.catalogue.regionfolder.referrals import everywhere
from werkcentrum.catalogue.regionfolder.syncing import (
    Change,
    Identity,
    Sync,
    Values,
    part,
    without,
)
from werkcentrum.partners.models import (
    DatedException,
    Holiday,
    Location,
    Municipality,
    Organisation,
    PostcodeArea,
    ProviderRole,
    Region,
    RegionHost,
    Team,
    WeeklyHours,
)

_LEFT_OUT_OF_SERVICE = ("themes", "groups")


def apply(region: Region, contents: Contents, *, on: date) -> list[Change]:
    """Make the database hold exactly these contents for this region; returns what changed.

    Where something holds for a while, what is new holds from the day `on`.
    Raises StillNeededError.
    """
    sync = Sync(region)
    municipalities = _partners(sync, contents)
    services = _catalogue(sync, contents)
    _local(sync, contents, services, municipalities)
    _texts(sync, contents)
    for name, found in contents.parts.items():
        parts.registered()[name].apply(sync, found, on=on)
    sync.remove_stale()
    return [change for change in sync.changes if change]


def _partners(sync: Sync, contents: Contents) -> dict[Identity, Municipality]:
    region = sync.region
    sync.rows(
        RegionHost.objects.filter(region=region),
        # Sorted, so that two loads that want the same hosts wait and never block each other.
        ({"region": region, "host": host} for host in sorted(contents.region["hosts"])),
        identity=lambda row: (row.host,),
        by=lambda values: (values["host"],),
    )
    centre = contents.region["centre_municipality"]
    municipalities = sync.rows(
        Municipality.objects.filter(region=region),
        (
            {**values, "region": region, "is_centre": values["key"] == centre}
            for values in contents.municipalities
        ),
        identity=_key,
        by=_by_key,
    )
    sync.rows(
        PostcodeArea.objects.filter(region=region).select_related("municipality"),
        (
            {**v, "region": region, "municipality": municipalities[v["municipality"],]}
            for v in contents.postcodes
        ),
        identity=lambda row: (row.postcode4,),
        by=lambda values: (values["postcode4"],),
    )
    organisations = _organisations(sync, contents, municipalities)
    _locations(sync, contents, municipalities, organisations)
    return municipalities


def _organisations(
    sync: Sync, contents: Contents, municipalities: dict[Identity, Municipality]
) -> dict[Identity, Organisation]:
    """The partners, with their teams and the roles they play."""
    region = sync.region
    organisations = sync.rows(
        Organisation.objects.filter(region=region).select_related("municipality"),
        (
            {
                **without(values, "suwi", "example"),
                "region": region,
                "municipality": municipalities.get((values["municipality"],)),
                "is_suwi_party": values["suwi"],
                "is_example": values["example"],
            }
            for values in contents.organisations
        ),
        identity=_key,
        by=_by_key,
    )
    sync.rows(
        Team.objects.filter(organisation__region=region).select_related("organisation"),
        (
            {
                **without(values, "example"),
                "organisation": organisations[values["organisation"],],
                "is_example": values["example"],
            }
            for values in contents.teams
        ),
        identity=lambda row: (row.organisation.key, row.key),
        by=lambda values: (values["organisation"].key, values["key"]),
    )
    sync.rows(
        ProviderRole.objects.filter(region=region).select_related("municipality", "organisation"),
        (
            {
                "region": region,
                "role": values["role"],
                "municipality": municipalities.get((values["municipality"],)),
                "organisation": organisations[values["organisation"],],
            }
            for values in contents.providers
        ),
        identity=lambda row: (row.role, part(row.municipality)),
        by=lambda values: (values["role"], part(values["municipality"])),
    )
    return organisations


def _locations(
    sync: Sync,
    contents: Contents,
    municipalities: dict[Identity, Municipality],
    organisations: dict[Identity, Organisation],
) -> None:
    region = sync.region
    locations = sync.rows(
        Location.objects.filter(region=region).select_related("municipality", "organisation"),
        (
            {
                **without(values, "example", "hours", "exceptions", "holidays"),
                "region": region,
                "municipality": municipalities[values["municipality"],],
                "organisation": organisations[values["organisation"],],
                "is_example": values["example"],
            }
            for values in contents.locations
        ),
        identity=_key,
        by=_by_key,
    )
    hours = ("location", "kind", "weekday", "opens_at", "closes_at", "starts_on", "ends_on")
    rhythm = ("anchor_on", "every_weeks")
    exceptions = ("location", "kind", "on", "is_closed", "opens_at", "closes_at", "reason")
    sync.rows(
        WeeklyHours.objects.filter(location__region=region).select_related("location"),
        (
            {**hour, "location": locations[values["key"],]}
            for values in contents.locations
            for hour in values["hours"]
        ),
        # A row for every week is called by less than one with a rhythm.
        identity=lambda row: _identity(vars(row) | {"location": row.location}, hours, rhythm),
        by=lambda values: _identity(values, hours, rhythm),
    )
    _whole_rows(
        sync,
        DatedException.objects.filter(location__region=region).select_related("location"),
        (
            {**exception, "location": locations[values["key"],]}
            for values in contents.locations
            for exception in values["exceptions"]
        ),
        exceptions,
    )
    sync.rows(
        Holiday.objects.filter(location__region=region).select_related("location"),
        (
            {**holiday, "location": locations[values["key"],]}
            for values in contents.locations
            for holiday in values["holidays"]
        ),
        identity=lambda row: (row.location.key, row.on),
        by=lambda values: (values["location"].key, values["on"]),
    )


def _catalogue(sync: Sync, contents: Contents) -> dict[Identity, Service]:
    region = sync.region
    themes = sync.rows(
        Theme.objects.filter(region=region), _positioned(region, contents.themes),
        identity=_key, by=_by_key,
    )  # fmt: skip
    groups = sync.rows(
        TargetGroup.objects.filter(region=region), _positioned(region, contents.groups),
        identity=_key, by=_by_key,
    )  # fmt: skip
    locked = contents.region["locked"]
    services = sync.rows(
        Service.objects.filter(region=region)
        .select_related("main_theme")
        .prefetch_related("themes", "groups"),
        (
            {
                **without(values, *_LEFT_OUT_OF_SERVICE),
                "region": region,
                "key": key,
                "main_theme": themes[values["themes"][0],],
                "locked_fields": sorted(locked.get(key) or ()),
            }
            for key, values in contents.services.items()
        ),
        identity=_key,
        by=_by_key,
    )
    topics = Change("onderwerpen van diensten")
    for key, values in contents.services.items():
        service = services[key,]
        wanted_themes = {themes[name,] for name in values["themes"]}
        wanted_groups = {groups[name,] for name in values["groups"]}
        if set(service.themes.all()) != wanted_themes or set(service.groups.all()) != wanted_groups:
            service.themes.set(wanted_themes)
            service.groups.set(wanted_groups)
            topics.changed.append(key)
    sync.changes.append(topics)
    return services


def _local(
    sync: Sync,
    contents: Contents,
    services: dict[Identity, Service],
    municipalities: dict[Identity, Municipality],
) -> None:
    region = sync.region
    organisations = {row.key: row for row in Organisation.objects.filter(region=region)}
    variants = LocalVariant.objects.filter(service__region=region).select_related(
        "service", "municipality"
    )
    sync.rows(
        variants,
        _variants(sync, contents, services, municipalities, variants),
        identity=lambda row: (row.service.key, row.municipality.key),
        by=lambda values: (values["service"].key, values["municipality"].key),
        name="lokale varianten",
    )
    sync.rows(
        Delivery.objects.filter(service__region=region).select_related(
            "service", "municipality", "organisation"
        ),
        (
            {
                "service": services[values["service"],],
                "municipality": municipalities.get((values["municipality"],)),
                "organisation": organisations[values["organisation"]],
            }
            for values in contents.deliveries
        ),
        identity=lambda row: (row.service.key, part(row.municipality)),
        by=lambda values: (values["service"].key, part(values["municipality"])),
    )


def _variants(
    sync: Sync,
    contents: Contents,
    services: dict[Identity, Service],
    municipalities: dict[Identity, Municipality],
    present: Iterable[LocalVariant],
) -> Iterable[Values]:
    """What differs, and who receives referrals: either one alone makes a row.

    Where the team stays the same, referrals that were stopped on the website stay stopped.
    """
    rows = Team.objects.filter(organisation__region=sync.region).select_related("organisation")
    teams = {(row.organisation.key, row.key): row for row in rows}
    received = everywhere(contents.referrals, [row["key"] for row in contents.municipalities])
    stopped = {
        (row.service.key, row.municipality.key): row.referral_team_id
        for row in present
        if not row.accepts_referrals
    }
    for service, municipality in dict.fromkeys([*contents.variants, *received]):
        who = (service, municipality)
        values = contents.variants.get(who, {})
        team = teams[received[who]] if who in received else None
        yield {
            "service": services[service,],
            "municipality": municipalities[municipality,],
            "changes": without(values, "example"),
            "is_example": values.get("example", False),
            "accepts_referrals": team is not None and stopped.get(who) != team.pk,
            "referral_team": team,
        }


def _texts(sync: Sync, contents: Contents) -> None:
    region, approval = sync.region, contents.approval
    fields = ("label", "text", "lang", "style", "is_near_miss")
    _whole_rows(
        sync,
        ExampleQuestion.objects.filter(region=region),
        (
            {name: values[name] for name in fields} | {"region": region}
            for values in contents.examples
        ),
        fields,
    )
    if approval is None:
        raise ValueError("emergency help cannot be loaded without an approval")
    sync.rows(
        EmergencyHelp.objects.filter(region=region),
        (
            {
                **values,
                "region": region,
                "position": position,
                "written_by": approval.written_by,
                "approved_by": approval.approved_by,
                "approved_on": approval.approved_on,
                "checked_on": approval.checked_on,
            }
            for position, values in enumerate(contents.emergency)
        ),
        identity=lambda row: (row.kind,),
        by=lambda values: (values["kind"],),
    )
    sync.rows(
        InfoPage.objects.filter(region=region),
        (
            {"region": region, "key": key, "title": title(body), "body": without_title(body)}
            for key, body in contents.pages.items()
        ),
        identity=_key,
        by=_by_key,
    )
    sync.rows(
        GlossaryTerm.objects.filter(region=region),
        ({**values, "region": region} for values in contents.glossary),
        identity=lambda row: (row.term,),
        by=lambda values: (values["term"],),
    )
    sync.rows(
        Translation.objects.filter(region=region),
        ({**values, "region": region} for values in contents.translations),
        identity=lambda row: (row.language, row.context),
        by=lambda values: (values["language"], values["context"]),
    )


def _whole_rows(
    sync: Sync, rows: QuerySet[Any], wanted: Iterable[Values], fields: tuple[str, ...]
) -> None:
    """Rows without a key of their own: two are the same when all fields are."""
    sync.rows(
        rows,
        wanted,
        identity=lambda row: tuple(part(getattr(row, name)) for name in fields),
        by=lambda values: tuple(part(values[name]) for name in fields),
    )


def _positioned(region: Region, rows: list[Values]) -> Iterable[Values]:
    return ({**values, "region": region, "position": at} for at, values in enumerate(rows))


def _identity(values: Values, fields: tuple[str, ...], rhythm: tuple[str, ...]) -> Identity:
    names = fields if values["anchor_on"] is None else (*fields, *rhythm)
    return tuple(part(values[name]) for name in names)


def _key(row: Any) -> Identity:
    return (row.key,)


def _by_key(values: Values) -> Identity:
    return (values["key"],)
