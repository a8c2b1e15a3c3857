"""Reads the national table of four-digit postcodes."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import check_row
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems, Row
from werkcentrum.partners.actions import PostcodeRow


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


def _postcode(values: dict[str, Any]) -> PostcodeRow:
    return PostcodeRow(
        postcode4=values["postcode"],
        municipality_name=values["gemeente"],
        place=values["woonplaats"] or values["gemeente"],
        latitude=round(values["latitude"], 3),
        longitude=round(values["longitude"], 3),
    )
