"""Writes the register of a region back as files; only what differs from the base."""

from typing import Any

from werkcentrum.catalogue.regionfolder.plainyaml import dump
from werkcentrum.catalogue.regionfolder.writing import csv_text
from werkcentrum.partners.models import Region
from werkcentrum.privacy.regionfolder.reading import (
    GROUND,
    GROUNDS_FILE,
    LANGUAGES,
    PERIOD,
    PURPOSES_FILE,
    RETENTION_FILE,
    STANDING,
    STANDINGS_FILE,
    Register,
    Values,
    period_row,
)
from werkcentrum.privacy.regionfolder.site import register_of


def export_register(region: Region, shared: Register) -> dict[str, str]:
    """File names to texts, always the same for the same register; '' for no file."""
    found = register_of(region)
    purposes = _purposes(found, shared)
    periods = [
        period_row(record, **values)
        for record, values in sorted(found.periods.items())
        if shared.periods.get(record) != values
    ]
    grounds = [row | {"data": " ".join(row["data"])} for row in found.grounds]
    return {
        PURPOSES_FILE: dump(purposes) if purposes else "",
        RETENTION_FILE: csv_text(PERIOD, periods),
        GROUNDS_FILE: csv_text(
            GROUND, sorted(grounds, key=_by("purpose", "controller", "recipient", "starts_on"))
        ),
        STANDINGS_FILE: csv_text(
            STANDING, sorted(found.standings, key=_by("organisation", "purpose", "starts_on"))
        ),
    }


def _purposes(found: Register, shared: Register) -> list[Values]:
    rows = []
    for key, values in sorted(found.purposes.items()):
        known = shared.purposes.get(key, {})
        row = {name: value for name, value in values.items() if known.get(name, {}) != value}
        texts = {
            code: found.texts[key, code]
            for code in LANGUAGES
            if (key, code) in found.texts
            and found.texts[key, code] != shared.texts.get((key, code))
        }
        if row or texts:
            rows.append({"key": key, **row, **({"texts": texts} if texts else {})})
    return rows


def _by(*names: str) -> Any:
    """A sort key of these fields; databases do not agree on where a hyphen goes."""
    return lambda row: tuple(row[name] for name in names)
