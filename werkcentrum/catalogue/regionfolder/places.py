"""Locations in a region folder: addresses, weekly rows, dated exceptions and holidays."""

from typing import Any

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import WEEKDAYS, check_row
from werkcentrum.catalogue.regionfolder.reading import Problems, Row
from werkcentrum.partners.models import DatedException, WeeklyHours
from werkcentrum.partners.rules import collide, contradict

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
    file, line = row.place("holidays")
    decided = [Row.of(file, item, line) for item in values["holidays"]]
    values["holidays"] = []
    for item in decided:
        holiday = _holiday(item, problems)
        if any(holiday["on"] == other["on"] for other in values["holidays"]):
            problems.at(item, "on", "deze dag staat er twee keer; haal er een weg.")
        values["holidays"].append(holiday)
    if (values["latitude"] is None) != (values["longitude"] is None):
        problems.at(row, "latitude", "vul latitude en longitude allebei in, of geen van beide.")


def _weekly(row: Row, problems: Problems) -> list[Values]:
    values = check_row(row, specs.HOURS, problems)
    if not _ends_after(values, row, problems):
        return []
    starts, ends = values["starts_on"], values["ends_on"]
    if starts and ends and ends <= starts:
        problems.at(row, "ends_on", "dit moet na starts_on liggen.")
    weeks, anchor = values["every_weeks"] or 1, values["anchor_on"]
    if (weeks > 1) != (anchor is not None):
        problems.at(
            row, "anchor_on", "vul every_weeks (2 of meer) en anchor_on allebei in, of geen."
        )
        return []
    return [
        {
            "kind": values["kind"],
            "weekday": WEEKDAYS[name],
            "opens_at": values["from"],
            "closes_at": values["until"],
            "starts_on": starts,
            "ends_on": ends,
            "every_weeks": weeks,
            "anchor_on": anchor,
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


def _holiday(row: Row, problems: Problems) -> Values:
    values = check_row(row, specs.HOLIDAY, problems)
    return {"on": values["on"], "name": values["name"], "is_closed": values["closed"]}


def _collide(one: Values, other: Values) -> bool:
    """Whether two weekly rows say something about the same moment."""
    return collide(WeeklyHours(**one), WeeklyHours(**other))


def _contradict(one: Values, other: Values) -> bool:
    """Whether two exceptions for the same door and day cannot both be true."""
    if not one["on"]:
        return False
    rows = [DatedException(**values) for values in (one, other)]
    return contradict(*rows)
