"""Lays checked contents over what the database holds; only what differs is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.db.models import Model, QuerySet

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
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.regionfolder.layout import title, without_title
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
    WeeklyHours,
)

Values = dict[str, Any]
Identity = tuple[Any, ...]
_AT_ONCE = 500
_LEFT_OUT_OF_SERVICE = ("themes", "groups")


@dataclass
class Change:
    """What changed of one sort of row."""

    label: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass
class Sync:
    """Keeps the database equal to the files, sort by sort."""

    region: Region
    changes: list[Change] = field(default_factory=list)
    _stale: list[list[Model]] = field(default_factory=list)

    def rows(
        self,
        rows: QuerySet[Any],
        wanted: Iterable[Values],
        *,
        identity: Callable[[Any], Identity],
        by: Callable[[Values], Identity],
        name: str = "",
    ) -> dict[Identity, Any]:
        """Make the rows equal to the wanted values; rows that vanished go at the end."""
        model = rows.model
        change = Change(str(name or model._meta.verbose_name_plural))
        present = {identity(row): row for row in rows}
        result: dict[Identity, Any] = {}
        new: list[Any] = []
        for values in wanted:
            who = by(values)
            row = present.pop(who, None)
            if row is None:
                row = model(**values)
                new.append(row)
                change.added.append(_name(who))
            elif self._update(row, values):
                change.changed.append(_name(who))
            result[who] = row
        model.objects.bulk_create(new, batch_size=_AT_ONCE)
        change.removed = [_name(who) for who in present]
        self.changes.append(change)
        self._stale.append(list(present.values()))
        return result

    def remove_stale(self) -> None:
        """Remove rows that are no longer in the files: what refers first."""
        for rows in reversed(self._stale):
            _delete(rows)

    def _update(self, row: Any, values: Values) -> bool:
        changed = [name for name, value in values.items() if _present(row, name, value) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(update_fields=changed)
        return bool(changed)


def apply(region: Region, contents: Contents) -> list[Change]:
    """Make the database hold exactly these contents for this region; returns what changed."""
    sync = Sync(region)
    municipalities = _partners(sync, contents)
    services = _catalogue(sync, contents)
    _local(sync, contents, services, municipalities)
    _texts(sync, contents)
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
    organisations = sync.rows(
        Organisation.objects.filter(region=region).select_related("municipality"),
        (
            {
                **_without(values, "example"),
                "region": region,
                "municipality": municipalities.get((values["municipality"],)),
                "is_example": values["example"],
            }
            for values in contents.organisations
        ),
        identity=_key,
        by=_by_key,
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
        identity=lambda row: (row.role, _part(row.municipality)),
        by=lambda values: (values["role"], _part(values["municipality"])),
    )
    _locations(sync, contents, municipalities, organisations)
    return municipalities


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
                **_without(values, "example", "hours", "exceptions", "holidays"),
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
                **_without(values, *_LEFT_OUT_OF_SERVICE),
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
    sync.rows(
        LocalVariant.objects.filter(service__region=region).select_related(
            "service", "municipality"
        ),
        (
            {
                "service": services[service,],
                "municipality": municipalities[municipality,],
                "changes": _without(values, "example"),
                "is_example": values.get("example", False),
            }
            for (service, municipality), values in contents.variants.items()
        ),
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
        identity=lambda row: (row.service.key, _part(row.municipality)),
        by=lambda values: (values["service"].key, _part(values["municipality"])),
    )


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
        identity=lambda row: tuple(_part(getattr(row, name)) for name in fields),
        by=lambda values: tuple(_part(values[name]) for name in fields),
    )


def _positioned(region: Region, rows: list[Values]) -> Iterable[Values]:
    return ({**values, "region": region, "position": at} for at, values in enumerate(rows))


def _delete(rows: list[Model]) -> None:
    """Remove rows some at a time: a database takes only so many values in one statement."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        type(some[0])._default_manager.filter(pk__in=[row.pk for row in some]).delete()


def _present(row: Any, name: str, wanted: Any) -> Any:
    """The value of a field. A row it points to is not fetched to see that it is the same one."""
    if isinstance(wanted, Model) and getattr(row, f"{name}_id") == wanted.pk:
        return wanted
    return getattr(row, name)


def _part(value: Any) -> Any:
    """A field as part of an identity: rows of a region are known by their keys."""
    return getattr(value, "key", value)


def _identity(values: Values, fields: tuple[str, ...], rhythm: tuple[str, ...]) -> Identity:
    names = fields if values["anchor_on"] is None else (*fields, *rhythm)
    return tuple(_part(values[name]) for name in names)


def _key(row: Any) -> Identity:
    return (row.key,)


def _by_key(values: Values) -> Identity:
    return (values["key"],)


def _without(values: Values, *names: str) -> Values:
    return {name: value for name, value in values.items() if name not in names}


def _name(identity: Identity) -> str:
    """An identity as people read it; yes, no and empty say nothing without their field."""
    parts = [part for part in identity if part is not None and not isinstance(part, bool)]
    words = [f"{part:%H:%M}" if isinstance(part, time) else str(part) for part in parts]
    return " ".join(word for word in words if word)[:60]
