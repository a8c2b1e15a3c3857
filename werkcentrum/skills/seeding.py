"""Our own list, with which every installation begins."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from werkcentrum.skills.lexicon import asked
from werkcentrum.skills.reading import FILES, Row, listed, occupation_rows, skill_rows, weighted
from werkcentrum.skills.releases import (
    AskedRow,
    ConceptRow,
    Facts,
    LinkRow,
    Release,
    ReleaseRow,
    Sort,
    digest_of,
)

SEED: Final = "werkcentrum"
FACTS: Final = Facts(
    key=SEED,
    name="Beroepen en vaardigheden in gewone woorden",
    version="1",
    licence="EUPL-1.2",
    attribution="Gemaakt voor Werkcentrum.",
)


def seed_release() -> Release:
    """The files of the seed as a list."""
    return Release(FACTS, digest_of(FACTS, FILES), _read)


@cache
def seed_uris() -> dict[str, str]:
    """The address in ESCO by key, of what has one."""
    rows = (*occupation_rows(), *skill_rows())
    return {row["key"]: row["esco"] for row in rows if row["esco"]}


@cache
def seed_codes() -> dict[str, tuple[str, str]]:
    """The group of ISCO-08 and the sector of each occupation, by key."""
    return {row["key"]: (row["isco"], row["sector"]) for row in occupation_rows()}


def _read() -> Iterator[ReleaseRow]:
    occupations, skills = occupation_rows(), skill_rows()
    for row in occupations:
        yield _concept("occupation", row, isco=row["isco"], sector=row["sector"])
    for row in skills:
        yield _concept("skill", row, kind=row["kind"])
    for row in occupations:
        for skill, importance in asked(row).items():
            yield AskedRow(row["key"], skill, importance)
    for row in occupations:
        for other, weight in weighted(row["near"]).items():
            yield LinkRow("occupation", row["key"], other, "near", weight)


def _concept(
    sort: Sort, row: Row, *, isco: str = "", sector: str = "", kind: str = ""
) -> ConceptRow:
    key = row["key"]
    return ConceptRow(
        place=key, sort=sort, ref=key, key=key, label=row["label"], esco=row["esco"],
        alternative=listed(row["words"]), isco=isco, sector=sector, kind=kind,
    )  # fmt: skip
