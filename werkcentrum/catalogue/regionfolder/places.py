"""Locations in a region folder: addresses, weekly rows and dated exceptions."""

from typing import Any

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import WEEKDAYS, check_row
from werkcentrum.catalogue.regionfolder.reading import Problems, Row

Values = dict[str, Any]


def read_locations(rows: list[Row], problems: Problems) -> list[Values]:
    """The clean values of all locations, hours worked out to one row a day."""
    found: list[Values] = []
    for row in rows:
        values = check_row(row, specs.LOCATION, problems)
        if values["key"] in {other["key"] for other in found}:
            problems.at(row, "key", "deze sleutel staat er twee keer; kies een andere.")
        values["hours"] = [
            hours for item in values["hours"] for hours in _weekly(item, row, problems)
        ]
        values["exceptions"] = [_exception(item, row, problems) for item in values["exceptions"]]
        found.append(values)
    return found


def _inner(item: Values, row: Row, name: str) -> Row:
    """A mapping inside a row, which stands where the row's field stands."""
    file, line = row.place(name)
    return Row(file, getattr(item, "line", line), dict(item))


def _weekly(item: Values, row: Row, problems: Problems) -> list[Values]:
    inner = _inner(item, row, "hours")
    values = check_row(inner, specs.HOURS, problems)
    if not _ends_after(values, inner, problems):
        return []
    starts, ends = values["starts_on"], values["ends_on"]
    if starts and ends and ends <= starts:
        problems.at(inner, "ends_on", "dit moet na starts_on liggen.")
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


def _exception(item: Values, row: Row, problems: Problems) -> Values:
    inner = _inner(item, row, "exceptions")
    values = check_row(inner, specs.EXCEPTION, problems)
    has_hours = values["from"] is not None and values["until"] is not None
    if values["closed"] == has_hours:
        problems.at(inner, "closed", "zeg óf 'closed: true', óf een tijd met from en until.")
    elif has_hours:
        _ends_after(values, inner, problems)
    return {
        "kind": values["kind"],
        "on": values["on"],
        "is_closed": values["closed"],
        "opens_at": None if values["closed"] else values["from"],
        "closes_at": None if values["closed"] else values["until"],
        "reason": values["reason"],
    }


def _ends_after(values: Values, row: Row, problems: Problems) -> bool:
    if not values["from"] or not values["until"]:
        return False
    if values["until"] <= values["from"]:
        problems.at(row, "until", "dit moet later zijn dan from.")
        return False
    return True
