"""Locations in a region folder: addresses, weekly rows and dated exceptions."""

from datetime import date
from typing import Any

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import WEEKDAYS, check_row
from werkcentrum.catalogue.regionfolder.reading import Problems, Row

Values = dict[str, Any]


def read_hours(row: Row, values: Values, problems: Problems) -> None:
    """Work out the hours of one location, in its clean values: one row a day, one an exception."""
    file, line = row.place("hours")
    weekly = [Row.of(file, item, line) for item in values["hours"]]
    values["hours"] = []
    for item in weekly:
        days = _weekly(item, problems)
        if any(_collide(new, old) for new in days for old in values["hours"]):
            problems.at(item, "from", "deze tijden vallen samen met een andere regel.")
        values["hours"] += days
    file, line = row.place("exceptions")
    dated = [Row.of(file, item, line) for item in values["exceptions"]]
    values["exceptions"] = []
    for item in dated:
        exception = _exception(item, problems)
        if any(_contradict(exception, other) for other in values["exceptions"]):
            problems.at(item, "on", "deze dag staat er al, met tijden die hiermee botsen.")
        values["exceptions"].append(exception)
    if (values["latitude"] is None) != (values["longitude"] is None):
        problems.at(row, "latitude", "vul latitude en longitude allebei in, of geen van beide.")


def _weekly(row: Row, problems: Problems) -> list[Values]:
    values = check_row(row, specs.HOURS, problems)
    if not _ends_after(values, row, problems):
        return []
    starts, ends = values["starts_on"], values["ends_on"]
    if starts and ends and ends <= starts:
        problems.at(row, "ends_on", "dit moet na starts_on liggen.")
    return [
        {
            "kind": values["kind"],
            "weekday": WEEKDAYS[name],
            "opens_at": values["from"],
            "closes_at": values["until"],
            "starts_on": starts,
            "ends_on": ends,
        }
        for name in values["days"]
    ]


def _exception(row: Row, problems: Problems) -> Values:
    values = check_row(row, specs.EXCEPTION, problems)
    is_closed = values["closed"]
    has_hours = values["from"] is not None and values["until"] is not None
    has_part = values["from"] is not None or values["until"] is not None
    if is_closed == has_part or has_part != has_hours:
        problems.at(row, "closed", "zeg óf 'closed: true', óf een tijd met from en until.")
    elif has_hours:
        _ends_after(values, row, problems)
    return {
        "kind": values["kind"],
        "on": values["on"],
        "is_closed": is_closed,
        "opens_at": values["from"],
        "closes_at": values["until"],
        "reason": values["reason"],
    }


def _ends_after(values: Values, row: Row, problems: Problems) -> bool:
    if not values["from"] or not values["until"]:
        return False
    if values["until"] <= values["from"]:
        problems.at(row, "until", "dit moet later zijn dan from.")
        return False
    return True


def _collide(one: Values, other: Values) -> bool:
    """Whether two weekly rows say something about the same moment."""
    return (
        (one["kind"], one["weekday"]) == (other["kind"], other["weekday"])
        and (one["starts_on"] or date.min) < (other["ends_on"] or date.max)
        and (other["starts_on"] or date.min) < (one["ends_on"] or date.max)
        and _overlap(one, other)
    )


def _contradict(one: Values, other: Values) -> bool:
    """Whether two exceptions for the same door and day cannot both be true."""
    if not one["on"] or (one["kind"], one["on"]) != (other["kind"], other["on"]):
        return False
    has_hours = all(item["opens_at"] and item["closes_at"] for item in (one, other))
    return not has_hours or _overlap(one, other)


def _overlap(one: Values, other: Values) -> bool:
    return bool(one["opens_at"] < other["closes_at"] and other["opens_at"] < one["closes_at"])
