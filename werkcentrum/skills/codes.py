"""ISCO and SBI: a code and a name on each row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from werkcentrum.skills.releases import (
    CodeRow,
    CodeSort,
    Facts,
    Problem,
    Release,
    ReleaseRow,
    digest_of,
    table,
)

# Name, licence, and where to find it.
LISTS: Final[dict[CodeSort, tuple[str, str, str]]] = {
    "isco": ("ISCO-08, groepen van beroepen", "zie de bron", "https://esco.ec.europa.eu/"),
    "sbi": ("SBI, bedrijfstakken", "zie de bron", "https://www.cbs.nl/"),
}


def codes_release(sort: CodeSort, path: Path, version: str) -> Release:
    """A CSV file with the columns code and label as a list. Dots in a code do not count."""
    name, licence, source = LISTS[sort]
    facts = Facts(key=sort, name=name, version=version, licence=licence, source=source)
    return Release(facts, digest_of(facts, [path]), lambda: _read(sort, path))


def _read(sort: CodeSort, path: Path) -> Iterator[ReleaseRow]:
    for found in table(path, ["code", "label"]):
        if isinstance(found, Problem):
            yield found
        else:
            place, row = found
            yield CodeRow(place, sort, row["code"].strip().replace(".", ""), row["label"].strip())
