"""Writes a region back as a folder: only what differs from the base, sorted, always the same."""

from collections.abc import Iterable
from datetime import date, time
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.models import Delivery, LocalVariant, Service
from werkcentrum.catalogue.queries import dutch_texts
from werkcentrum.catalogue.regionfolder import layout, parts, plainyaml, specs
from werkcentrum.catalogue.regionfolder.approval import Approval, approval_text
from werkcentrum.catalogue.regionfolder.contents import Contents, read_base
from werkcentrum.catalogue.regionfolder.fields import WEEKDAYS
from werkcentrum.catalogue.regionfolder.layout import title, without_title
from werkcentrum.catalogue.regionfolder.reading import is_empty
from werkcentrum.catalogue.regionfolder.site import referrals
from werkcentrum.catalogue.regionfolder.translations import (
    LANGUAGES,
    TRANSLATION,
    entry,
    po_text,
)
from werkcentrum.catalogue.regionfolder.writing import csv_text
from werkcentrum.partners.models import (
    LOCAL_ZONE,
    HoursKind,
    Location,
    Region,
    Strictness,
    Team,
    WeeklyHours,
)

Values = dict[str, Any]
_DAY_NAMES = {number: name for name, number in WEEKDAYS.items()}


def export_region(region: Region, base_folder: Path) -> dict[str, str]:
    """The files of a region's folder: name to text. What the base says too is left out."""
    base = read_base(base_folder)
    files = {
        layout.REGION_FILE: _region(region, base),
        "municipalities.csv": csv_text(specs.MUNICIPALITY, _municipalities(region)),
        "postcodes.csv": csv_text(specs.POSTCODE, _postcodes(region)),
        "organisations.yaml": _yaml(_organisations(region)),
        "teams.yaml": _yaml(_teams(region)),
        "referrals.csv": csv_text(specs.REFERRAL, referrals(region)),
        "providers.csv": csv_text(specs.PROVIDER, _providers(region)),
        "deliveries.csv": csv_text(specs.DELIVERY, _deliveries(region)),
        "locations.yaml": _yaml(_locations(region)),
        layout.EMERGENCY_FILE: _emergency(region, base),
        layout.APPROVAL_FILE: _approval(region),
    }
    files |= _services(region, base) | _variants(region) | _examples(region, base)
    files |= _pages(region, base) | _glossary(region, base) | _translations(region, base)
    for name, part in parts.registered().items():
        files |= part.export(region, base.parts[name])
    return {name: text for name, text in sorted(files.items()) if text}


def _region(region: Region, base: Contents) -> str:
    keys = set(Service.objects.filter(region=region).values_list("key", flat=True))
    centre = region.municipalities.filter(is_centre=True).values_list("key", flat=True).first()
    locked = {
        service.key: service.locked_fields
        for service in _by_key(region.services.all())
        if service.locked_fields
    }
    values = {
        "code": region.code,
        "name": region.name,
        "hosts": sorted(region.hosts.values_list("host", flat=True)),
        "phone": region.phone,
        "email": region.email,
        "theme": region.theme,
        "demonstration": region.is_demonstration,
        "embed_sites": region.embed_sites,
        "speech_input": region.speech_input or "",
        "vacancies_need_second": "" if region.vacancies_need_second else False,
        "strictness": "" if region.strictness == Strictness.OPEN else region.strictness,
        "centre_municipality": centre or "",
        "leave_out": sorted(base.services.keys() - keys),
        "locked": locked,
    }
    return _yaml({name: value for name, value in values.items() if value not in ("", [], {})})


def _municipalities(region: Region) -> Iterable[Values]:
    for row in _by_key(region.municipalities.all()):
        yield {name: getattr(row, name) for name in specs.MUNICIPALITY}


def _postcodes(region: Region) -> Iterable[Values]:
    for area in region.postcodes.select_related("municipality").order_by("postcode4"):
        yield {
            "postcode4": area.postcode4,
            "municipality": area.municipality.key,
            "place": area.place,
            "latitude": area.latitude,
            "longitude": area.longitude,
        }


def _organisations(region: Region) -> list[Values]:
    return [
        _filled(
            key=row.key,
            name=row.name,
            kind=row.kind,
            municipality=row.municipality.key if row.municipality else "",
            website=row.website,
            phone=row.phone,
            suwi=row.is_suwi_party,
            example=row.is_example,
        )
        for row in _by_key(region.organisations.select_related("municipality"))
    ]


def _teams(region: Region) -> list[Values]:
    rows = Team.objects.filter(organisation__region=region).select_related("organisation")
    return [
        _filled(
            organisation=row.organisation.key,
            key=row.key,
            name=row.name,
            email=row.email,
            response_days=row.response_days,
            example=row.is_example,
        )
        for row in sorted(rows, key=lambda row: (row.organisation.key, row.key))
    ]


def _providers(region: Region) -> Iterable[Values]:
    rows = region.provider_roles.select_related("municipality", "organisation")
    found = [
        {
            "role": row.role,
            "municipality": row.municipality.key if row.municipality else "",
            "organisation": row.organisation.key,
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: (row["role"], row["municipality"]))


def _deliveries(region: Region) -> Iterable[Values]:
    rows = Delivery.objects.filter(service__region=region).select_related(
        "service", "municipality", "organisation"
    )
    found = [
        {
            "service": row.service.key,
            "municipality": row.municipality.key if row.municipality else "",
            "organisation": row.organisation.key,
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: (row["service"], row["municipality"]))


def _locations(region: Region) -> list[Values]:
    rows = (
        Location.objects.filter(region=region)
        .select_related("organisation", "municipality")
        .prefetch_related("weekly_hours", "exceptions", "holidays")
    )
    return [_location(row) for row in _by_key(rows)]


def _location(row: Location) -> Values:
    return _filled(
        key=row.key,
        name=row.name,
        organisation=row.organisation.key,
        municipality=row.municipality.key,
        street=row.street,
        postcode=row.postcode,
        place=row.place,
        latitude=row.latitude,
        longitude=row.longitude,
        opened_on=row.opened_on,
        accessibility=row.accessibility,
        note=row.note,
        timezone="" if row.timezone == LOCAL_ZONE else row.timezone,
        example=row.is_example,
        hours=_hours(row.weekly_hours.all()),
        exceptions=[
            _filled(
                kind=item.kind,
                on=item.on,
                closed=item.is_closed,
                **{"from": f"{item.opens_at:%H:%M}" if item.opens_at else ""},
                until=f"{item.closes_at:%H:%M}" if item.closes_at else "",
                reason=item.reason,
            )
            for item in sorted(
                row.exceptions.all(),
                key=lambda item: (item.on, item.kind, item.opens_at or time.min),
            )
        ],
        holidays=[
            # 'Open as usual' is a decision too, so it is written out.
            {"on": item.on, "name": item.name, "closed": item.is_closed}
            for item in sorted(row.holidays.all(), key=lambda item: item.on)
        ],
    )


def _hours(rows: Iterable[WeeklyHours]) -> list[Values]:
    """Weekly rows that differ in nothing but the day are one row with several days."""
    by_times: dict[tuple[Any, ...], list[int]] = {}
    order = {kind: place for place, kind in enumerate(HoursKind.values)}
    for row in rows:
        same = (
            row.kind, row.opens_at, row.closes_at, row.starts_on, row.ends_on,
            row.every_weeks, row.anchor_on,
        )  # fmt: skip
        by_times.setdefault(same, []).append(row.weekday)
    ordered = sorted(
        by_times.items(),
        key=lambda pair: (
            order[pair[0][0]],
            min(pair[1]),
            pair[0][1],
            pair[0][3] or date.min,
            pair[0][6] or date.min,
        ),
    )
    return [
        _filled(
            kind=kind,
            days=[_DAY_NAMES[day] for day in sorted(days)],
            **{"from": f"{opens:%H:%M}"},
            until=f"{closes:%H:%M}",
            starts_on=starts,
            ends_on=ends,
            every_weeks=weeks if weeks > 1 else None,
            anchor_on=anchor,
        )
        for (kind, opens, closes, starts, ends, weeks, anchor), days in ordered
    ]


def _services(region: Region, base: Contents) -> dict[str, str]:
    files = {}
    rows = region.services.select_related("main_theme").prefetch_related("themes", "groups")
    for service in _by_key(rows):
        known = base.services.get(service.key, {})
        values = {name: _service_value(service, name, known) for name in specs.SERVICE}
        differing = {n: v for n, v in values.items() if not is_empty(v) and known.get(n) != v}
        if differing:
            files[f"services/{service.key}.yaml"] = _yaml(differing)
    return files


def _service_value(service: Service, name: str, known: Values) -> Any:
    """A field as the files write it; topics keep the base's order when they are the same."""
    if name == "themes":
        first = service.main_theme.key
        keys = sorted(theme.key for theme in service.themes.all() if theme.key != first)
        return _as_known([first, *keys], known.get(name), first=1)
    if name == "groups":
        return _as_known(sorted(group.key for group in service.groups.all()), known.get(name))
    return getattr(service, name)


def _as_known(keys: list[str], known: list[str] | None, *, first: int = 0) -> list[str]:
    same = known is not None and set(known) == set(keys) and known[:first] == keys[:first]
    return known if same and known is not None else keys


def _variants(region: Region) -> dict[str, str]:
    rows = LocalVariant.objects.filter(service__region=region).select_related(
        "service", "municipality"
    )
    return {
        f"gemeenten/{row.municipality.key}/services/{row.service.key}.yaml": _yaml(
            {
                **{name: row.changes[name] for name in specs.VARIANT if name in row.changes},
                **({"example": True} if row.is_example else {}),
            }
        )
        for row in rows
        if row.changes
    }


def _examples(region: Region, base: Contents) -> dict[str, str]:
    shared = {(row["label"], row["text"], row["lang"], row["style"]) for row in base.examples}
    own: dict[str, list[Values]] = {}
    for row in sorted(region.examples.all(), key=lambda row: (row.label, row.text)):
        if (row.label, row.text, row.lang, row.style) in shared:
            continue
        is_other = row.is_near_miss or row.label in specs.CLASSES
        kind = "near-miss" if row.is_near_miss else row.label
        values = {"class": kind, "key": row.label if row.is_near_miss else ""} if is_other else {}
        values |= {"text": row.text, "lang": row.lang, "style": row.style}
        own.setdefault("_other" if is_other else row.label, []).append(values)
    return {
        f"examples/{name}.csv": csv_text(
            specs.OTHER_EXAMPLE if name == "_other" else specs.EXAMPLE, rows
        )
        for name, rows in own.items()
    }


def _pages(region: Region, base: Contents) -> dict[str, str]:
    files = {}
    for page in _by_key(region.info_pages.all()):
        known = base.pages.get(page.key, "")
        if (page.title, page.body) != (title(known), without_title(known)):
            files[f"pages/{page.key}.md"] = f"# {page.title}\n\n{page.body}\n"
    return files


def _glossary(region: Region, base: Contents) -> dict[str, str]:
    known = {row["term"]: row["meaning"] for row in base.glossary}
    own = [
        {"term": row.term, "meaning": row.meaning}
        for row in sorted(region.glossary.all(), key=lambda row: row.term)
        if known.get(row.term) != row.meaning
    ]
    return {"glossary.csv": csv_text(specs.GLOSSARY, own)} if own else {}


def _translations(region: Region, base: Contents) -> dict[str, str]:
    dutch = dutch_texts(region)
    shared = {(row["language"], row["context"]): row for row in base.translations}
    own: dict[str, list[Any]] = {language: [] for language in LANGUAGES}
    rows = {
        (row["language"], row["context"]): row for row in region.translations.values(*TRANSLATION)
    }
    for context, text in dutch.items():
        for language, entries in own.items():
            row = rows.get((language, context))
            if row and row != shared.get((language, context)):
                entries.append(entry(context, text, row))
    return {f"translations/{name}.po": po_text(name, entries) for name, entries in own.items()}


def _emergency(region: Region, base: Contents) -> str:
    rows = _emergency_values(region)
    if rows == base.emergency:
        return ""
    return _yaml(
        [_filled(**row | {"contacts": [_filled(**one) for one in row["contacts"]]}) for row in rows]
    )


def _approval(region: Region) -> str:
    first = region.emergency_help.order_by("position").first()
    if first is None:
        return ""
    return approval_text(
        _emergency_values(region),
        Approval(first.written_by, first.approved_by, first.approved_on, first.checked_on),
    )


def _emergency_values(region: Region) -> list[Values]:
    names = ("kind", "title", "text", "contacts", "municipal_phone")
    rows = region.emergency_help.order_by("position")
    return [{name: getattr(row, name) for name in names} for row in rows]


def _by_key(rows: Iterable[Any]) -> list[Any]:
    """Rows in the order of their keys: databases do not agree on where a hyphen goes."""
    return sorted(rows, key=lambda row: row.key)


def _filled(**values: Any) -> Values:
    """Without what is empty: a field that is absent means the same."""
    return {n: v for n, v in values.items() if v not in ("", None, False) and v != []}


def _yaml(value: Any) -> str:
    return plainyaml.dump(value) if value else ""
