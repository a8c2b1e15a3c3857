"""Reads the files the seed is kept in."""

import csv
import hashlib
from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from werkcentrum.search import sources
from werkcentrum.search.postings import Hashes

Row: TypeAlias = Mapping[str, str]

_DATA: Final = Path(__file__).parent / "data"
FILES: Final = (_DATA / "occupations.csv", _DATA / "skills.csv")
_WORDS: Final = Path(sources.__file__).parent / "data" / "words-nl.txt.gz"


def skill_rows() -> list[Row]:
    """The rows of skills.csv: key, label, kind, words, esco, label_en."""
    return _rows("skills.csv")


def occupation_rows() -> list[Row]:
    """The rows of occupations.csv: key, label, isco, sector, words, esco, what it asks, near."""
    return _rows("occupations.csv")


def listed(cell: str) -> tuple[str, ...]:
    """What a cell names, separated by |."""
    return tuple(part for part in cell.split("|") if part)


def weighted(cell: str) -> dict[str, float]:
    """Weights of 0 to 1 by key: `kok:0.8|bakker:0.4`. Raises ValueError for something else."""
    pairs = (part.rpartition(":") for part in listed(cell))
    return {key: float(weight) for key, _, weight in pairs}


@cache
def dutch_words() -> Container[str]:
    """The Dutch word list, a megabyte in memory; empty when it was not built.

    Reading takes 0.3 s, and whatever knows words of work asks for it.
    """
    return Hashes.of(sources.read_words(_WORDS) or ())


def seed_digest() -> str:
    """SHA-256 of everything that the seed is read from."""
    digest = hashlib.sha256()
    for path in sorted(_DATA.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _rows(name: str) -> list[Row]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
