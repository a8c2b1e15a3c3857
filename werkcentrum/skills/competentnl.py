"""CompetentNL, as one CSV file of its addresses (docs/howto/skills.md says which columns)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from werkcentrum.skills.esco import PREFIX
from werkcentrum.skills.reading import listed
from werkcentrum.skills.releases import (
    AskedRow,
    ConceptRow,
    Facts,
    Problem,
    Release,
    ReleaseRow,
    digest_of,
    table,
)

# What CompetentNL distinguishes, with the weights that its own proposal for matching gives.
_IMPORTANCE: Final = {"essential": 1.0, "important": 0.6, "somewhat": 0.3}
_KINDS: Final = {"skill": "skill", "task": "skill", "knowledge": "knowledge"}
_TYPES: Final = ("occupation", *_KINDS)
_ADDRESS: Final = re.compile(r"https://linkeddata\.competentnl\.nl/[\w/.-]*/([\w-]{1,60})")
_COLUMNS: Final = ("type", "uri", "label", "words", "isco", "esco", *_IMPORTANCE)


def competentnl_release(path: Path, version: str) -> Release:
    """The file as a list."""
    facts = Facts(
        key="competentnl",
        name="CompetentNL",
        version=version,
        licence="zie de bron",
        source="https://www.competentnl.nl/",
        attribution="Bron: CompetentNL.",
    )
    return Release(facts, digest_of(facts, [path]), lambda: _read(path))


def _read(path: Path) -> Iterator[ReleaseRow]:
    # Three times through the file: occupations, skills, and then how they belong together.
    yield from _concepts(path, ("occupation",))
    yield from (row for row in _concepts(path, tuple(_KINDS)) if not isinstance(row, Problem))
    yield from _asked(path)


def _concepts(path: Path, types: tuple[str, ...]) -> Iterator[ReleaseRow]:
    for found in table(path, _COLUMNS):
        if isinstance(found, Problem):
            yield found
            continue
        place, row = found
        address = _ADDRESS.fullmatch(row["uri"])
        if row["type"] not in _TYPES:
            yield Problem(place, f"type '{row['type']}' is niet {', '.join(_TYPES)}.")
        elif address is None:
            yield Problem(place, f"'{row['uri']}' is geen adres van CompetentNL.")
        elif not (row["esco"] or PREFIX).startswith(PREFIX):
            yield Problem(place, f"'{row['esco']}' is geen adres van ESCO.")
        elif row["type"] in types:
            kind = _KINDS.get(row["type"], "")
            yield ConceptRow(
                place, sort="skill" if kind else "occupation", ref=row["uri"],
                key=f"cnl-{row['type']}-{address[1]}".lower(), label=row["label"].strip(),
                alternative=listed(row["words"]), competentnl=row["uri"], esco=row["esco"],
                isco="" if kind else row["isco"], kind=kind,
            )  # fmt: skip


def _asked(path: Path) -> Iterator[ReleaseRow]:
    for found in table(path, _COLUMNS):
        if isinstance(found, Problem):
            continue
        _place, row = found
        for column, importance in _IMPORTANCE.items():
            for skill in listed(row[column]):
                yield AskedRow(row["uri"], skill, importance)
