"""Reads the national table of four-digit postcodes."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import check_row
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems, Row
from werkcentrum.partners.actions import PostcodeRow
from werkcentrum.partners.models import PostcodePoint


def read_postcodes(
    path: Path, municipalities: Collection[str]
) -> tuple[list[PostcodeRow], Problems]:
    """The rows of the municipalities with these names; those of others are passed by.

    Of a postcode that stands there more than once, the first row counts. Coordinates are rounded
    to three decimals (about 100 metres).
    """
    problems = Problems()
    reader = FolderReader(path.parent, problems)
    columns = list(specs.POSTCODE_TABLE)
    rows: dict[str, PostcodeRow] = {}
    for row in reader.csv_rows(path.name, columns, others_allowed=True):
        if row.values["gemeente"] in municipalities:
            wanted = Row(row.file, row.line, {name: row.values[name] for name in columns})
            found = _postcode(check_row(wanted, specs.POSTCODE_TABLE, problems))
            rows.setdefault(found.postcode4, found)
    return list(rows.values()), problems


def read_points(path: Path) -> list[PostcodePoint]:
    """Where every postcode of the country lies, to a metre; of twice the same the first row counts.

    Rows without usable digits or coordinates are passed by: of those the distance is unknown.
    Mistakes in the file itself are told by `read_postcodes`.
    """
    columns = {name: specs.POSTCODE_TABLE[name] for name in ("postcode", "latitude", "longitude")}
    points: dict[str, PostcodePoint] = {}
    reader = FolderReader(path.parent, Problems())
    for row in reader.csv_rows(path.name, list(specs.POSTCODE_TABLE), others_allowed=True):
        problems = Problems()
        wanted = Row(row.file, row.line, {name: row.values[name] for name in columns})
        values = check_row(wanted, columns, problems)
        if not problems:
            point = PostcodePoint(
                postcode4=values["postcode"],
                latitude=round(values["latitude"], 5),
                longitude=round(values["longitude"], 5),
            )
            points.setdefault(point.postcode4, point)
    return list(points.values())


def _postcode(values: dict[str, Any]) -> PostcodeRow:
    return PostcodeRow(
        postcode4=values["postcode"],
        municipality_name=values["gemeente"],
        place=values["woonplaats"] or values["gemeente"],
        latitude=round(values["latitude"], 3),
        longitude=round(values["longitude"], 3),
    )
