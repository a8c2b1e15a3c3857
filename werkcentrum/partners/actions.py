"""What happens to regions and partners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import insist
from werkcentrum.partners.hours import ended
from werkcentrum.partners.models import (
    Closure,
    DatedException,
    Holiday,
    Location,
    PartnerStanding,
    PostcodeArea,
    PostcodePoint,
    Region,
    WeeklyHours,
)
from werkcentrum.partners.rules import (
    may_add_exceptions,
    may_add_weekly,
    may_change_weekly,
    may_close,
    may_decide_holiday,
    may_remove_exception,
    may_reopen,
)


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


@transaction.atomic
def set_postcode_points(*, rows: Iterable[PostcodePoint], by: str, at: datetime) -> int:
    """Add or correct where postcodes lie, for the whole country. Returns how many changed.

    Of the same four digits the first counts; those not named stay.
    """
    wanted = {row.postcode4: row for row in reversed(list(rows))}
    present = PostcodePoint.objects.in_bulk()
    changed = [row for key, row in sorted(wanted.items()) if _moves(present.get(key), row)]
    if changed:
        PostcodePoint.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["postcode4"],
            update_fields=["latitude", "longitude"],
        )
        record(
            verb="partners.postcode_points_set", subject=changed[0], by=by, at=at,
            region_key="", count=len(changed),
        )  # fmt: skip
    return len(changed)


@transaction.atomic
def add_weekly_hours(
    *, location: Location, rows: Sequence[WeeklyHours], by: str, at: datetime
) -> None:
    """Have these weekly rows count besides those that are there. Raises RefusedError."""
    _hold(location)
    insist(may_add_weekly(rows, present=location.weekly_hours.all(), today=_today(location, at)))
    WeeklyHours.objects.bulk_create(rows)
    _publish("partners.hours_added", location, by, at, rows=[_weekly(row) for row in rows])


@transaction.atomic
def change_weekly_hours(
    *, row: WeeklyHours, new: Sequence[WeeklyHours], on: date, by: str, at: datetime
) -> None:
    """From this date these rows count in place of one; with none it stops. Raises RefusedError.

    A row that was in use is ended and stays readable. One that never began goes.
    """
    location, today = row.location, _today(row.location, at)
    _hold(location)
    # Somebody may have changed it while this one waited.
    present = {one.pk: one for one in location.weekly_hours.all()}
    insist(may_change_weekly(present.get(row.pk), on=on, today=today))
    row = present.pop(row.pk)
    left = ended(row, on)
    insist(may_add_weekly(new, present=[*present.values(), *([left] if left else [])], today=today))
    if left is None:
        row.delete()
    else:
        WeeklyHours.objects.filter(pk=row.pk).update(ends_on=left.ends_on)
    WeeklyHours.objects.bulk_create(new)
    _publish(
        "partners.hours_changed", location, by, at,
        old=_weekly(row), on=on.isoformat(), rows=[_weekly(one) for one in new],
    )  # fmt: skip


@transaction.atomic
def add_exceptions(
    *, location: Location, rows: Sequence[DatedException], by: str, at: datetime
) -> None:
    """Have these days differ. Raises RefusedError."""
    _hold(location)
    present, today = list(location.exceptions.all()), _today(location, at)
    insist(may_add_exceptions(rows, present=present, today=today))
    DatedException.objects.bulk_create(rows)
    _publish(
        "partners.exceptions_added", location, by, at, rows=[_exception(row) for row in rows]
    )  # fmt: skip


@transaction.atomic
def remove_exception(*, exception: DatedException, by: str, at: datetime) -> None:
    """Have a day to come be like the others again. Raises RefusedError."""
    location = exception.location
    _hold(location)
    insist(may_remove_exception(exception, today=_today(location, at)))
    DatedException.objects.filter(pk=exception.pk).delete()
    _publish("partners.exception_removed", location, by, at, **_exception(exception))


@transaction.atomic
def decide_holiday(
    *, location: Location, on: date, name: str, is_closed: bool, by: str, at: datetime
) -> None:
    """Say whether a location is closed on a holiday, or open as usual. Raises RefusedError."""
    _hold(location)
    insist(may_decide_holiday(on, today=_today(location, at)))
    Holiday.objects.update_or_create(
        location=location, on=on, defaults={"name": name, "is_closed": is_closed}
    )
    _publish(
        "partners.holiday_decided", location, by, at, on=on.isoformat(), is_closed=is_closed
    )  # fmt: skip


@transaction.atomic
def close_now(*, closure: Closure, by: str, at: datetime) -> None:
    """Close a door from this moment on. Raises RefusedError."""
    location = closure.location
    _hold(location)
    insist(may_close(closure, present=location.closures.all(), at=at))
    closure.save(force_insert=True)
    _publish(
        "partners.closed", location, by, at, is_content=False,
        kind=closure.kind, reason=closure.reason, until=closure.ends_at.isoformat(),
    )  # fmt: skip


@transaction.atomic
def reopen(*, closure: Closure, by: str, at: datetime) -> None:
    """Open a door that was closed for a while. Raises RefusedError."""
    location = closure.location
    _hold(location)
    closure = location.closures.get(pk=closure.pk)
    insist(may_reopen(closure, at=at))
    Closure.objects.filter(pk=closure.pk).update(reopened_at=max(at, closure.starts_at))
    _publish("partners.reopened", location, by, at, is_content=False, kind=closure.kind)


@transaction.atomic
def set_strictness(*, region: Region, strictness: str, by: str, at: datetime) -> None:
    """What a partner needs from now on (`Strictness`), until a region's folder names another."""
    Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
    region.strictness = strictness
    Region.objects.filter(pk=region.pk).update(
        strictness=strictness, content_version=F("content_version") + 1
    )
    record(
        verb="partners.strictness_set", subject=region, by=by, at=at, region_key=region.key,
        strictness=strictness,
    )  # fmt: skip


@transaction.atomic
def follow_standings(*, region: Region, today: date, by: str, at: datetime) -> bool:
    """Have pages read anew when a standing began or ended since the last time; asked every day.

    Returns whether one did. The same day again does nothing.
    """
    held = Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
    since = held.standings_on
    if since == today:
        return False
    turned = PartnerStanding.objects.filter(organisation__region=held)
    if since is not None:
        began = Q(starts_on__gt=since, starts_on__lte=today)
        turned = turned.filter(began | Q(ends_on__gt=since, ends_on__lte=today))
    is_changed = turned.exists()
    values: dict[str, Any] = {"standings_on": today}
    if is_changed:
        values["content_version"] = F("content_version") + 1
        record(
            verb="partners.standings_followed", subject=held, by=by, at=at, region_key=held.key,
            on=today.isoformat(),
        )  # fmt: skip
    Region.objects.filter(pk=held.pk).update(**values)
    return is_changed


def _moves(present: PostcodePoint | None, wanted: PostcodePoint) -> bool:
    return present is None or (present.latitude, present.longitude) != (
        wanted.latitude, wanted.longitude,
    )  # fmt: skip


def _hold(location: Location) -> None:
    """Whoever changes hours in this region, or loads it, waits for the other."""
    Region.objects.select_for_update(of=("self",)).get(pk=location.region_id)


def _publish(
    verb: str, location: Location, by: str, at: datetime, *, is_content: bool = True, **detail: Any
) -> None:
    """Have pages read anew, and a region folder ask before it writes over what a folder holds."""
    if is_content:
        Location.objects.filter(pk=location.pk).update(hours_changed_at=at)
    Region.objects.filter(pk=location.region_id).update(content_version=F("content_version") + 1)
    record(
        verb=verb, subject=location, by=by, at=at, region_key=location.region.key, **detail
    )  # fmt: skip


def _today(location: Location, at: datetime) -> date:
    return at.astimezone(location.zone).date()


def _weekly(row: WeeklyHours) -> dict[str, Any]:
    names = ("kind", "weekday", "opens_at", "closes_at", "starts_on", "ends_on", "every_weeks")
    return _plain(row, names)


def _exception(row: DatedException) -> dict[str, Any]:
    return _plain(row, ("kind", "on", "is_closed", "opens_at", "closes_at"))


def _plain(row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    """For the audit trail: numbers and codes, times and dates as text."""
    values = {name: getattr(row, name) for name in names}
    return {
        name: value if isinstance(value, int | str | None) else value.isoformat()
        for name, value in values.items()
    }
