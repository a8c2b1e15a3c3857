"""Reads the national table of four-digit postcodes."""

import csv
import io
from pathlib import Path

from werkcentrum.catalogue.regionfolder.fields import latitude, longitude, postcode4
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problem, Problems
from werkcentrum.partners.actions import PostcodeRow

COLUMNS = ("postcode", "woonplaats", "gemeente", "latitude", "longitude")


def read_postcodes(
    path: Path, municipalities: dict[str, str]
) -> tuple[list[PostcodeRow], Problems]:
    """The rows of the municipalities given by name; rows of others are left out.

    Coordinates are rounded to three decimals (about 100 metres).
    """
    problems = Problems()
    text = FolderReader(path.parent, problems).text(path.name)
    if text is None:
        return [], problems
    reader = csv.DictReader(io.StringIO(text))
    for column in COLUMNS:
        if column not in (reader.fieldnames or ()):
            problems.append(Problem(path.name, 1, column, "deze kolom ontbreekt."))
    if problems:
        return [], problems
    rows: dict[str, PostcodeRow] = {}
    for row in reader:
        if row["gemeente"] not in municipalities:
            continue
        try:
            found = _row(row)
        except ValueError as reason:
            problems.append(Problem(path.name, reader.line_num, "", str(reason)))
            continue
        rows.setdefault(found.postcode4, found)
    return list(rows.values()), problems


def _row(row: dict[str, str]) -> PostcodeRow:
    return PostcodeRow(
        postcode4=postcode4(row["postcode"]),
        municipality_name=row["gemeente"],
        place=row["woonplaats"] or row["gemeente"],
        latitude=round(latitude(row["latitude"]), 3),
        longitude=round(longitude(row["longitude"]), 3),
    )
