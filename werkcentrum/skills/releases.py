"""A list of occupations and skills as it is read, row by row, whoever published it."""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

Sort: TypeAlias = Literal["occupation", "skill"]
CodeSort: TypeAlias = Literal["isco", "sbi"]

# Rises when the same files come to mean something else, so that they are read once more.
_READERS: Final = "1"
_CHUNK: Final = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands above a list."""

    key: str
    name: str
    version: str
    licence: str
    source: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: a whole sentence in Dutch."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """An occupation or skill in one language; a list may tell it again in another.

    `ref` is how the other rows of the list call it; `key` is what it becomes when it is new.
    """

    place: str
    sort: Sort
    ref: str
    key: str
    label: str
    language: str = "nl"
    alternative: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    esco: str = ""
    competentnl: str = ""
    isco: str = ""
    sector: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """An occupation asks a skill: importance above 0, at most 1."""

    occupation: str
    skill: str
    importance: float


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An occupation or skill is a kind of another (broader), or an occupation is near another."""

    sort: Sort
    ref: str
    other: str
    kind: Literal["broader", "near"]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A group of occupations (ISCO) or a branch of industry (SBI)."""

    place: str
    sort: CodeSort
    code: str
    label: str


ReleaseRow: TypeAlias = ConceptRow | CodeRow | AskedRow | LinkRow | Problem


@dataclass(frozen=True)
class Release:
    """A list in one version. `read` gives the concepts first, then how they belong together."""

    facts: Facts
    digest: str
    read: Callable[[], Iterator[ReleaseRow]]


def digest_of(facts: Facts, paths: Iterable[Path]) -> str:
    """SHA-256 of files and what is said of them, as hexadecimals."""
    digest = hashlib.sha256(f"{_READERS} {facts!r}".encode())
    for path in paths:
        digest.update(path.name.encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def table(path: Path, columns: Iterable[str]) -> Iterator[tuple[str, Mapping[str, str]] | Problem]:
    """The rows of a CSV file (UTF-8), each with its place, or what is wrong with the file.

    The columns must be there; others are passed by.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        begins = 1
        try:
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                names = ", ".join(missing)
                yield Problem(path.name, f"de kolom {names} ontbreekt in de eerste regel.")
                return
            begins = reader.line_num + 1
            for row in reader:
                place = f"{path.name} regel {begins}"
                begins = reader.line_num + 1
                if None in row or None in row.values():
                    yield Problem(place, "deze rij heeft te veel of te weinig kolommen.")
                else:
                    yield place, row
        except UnicodeDecodeError:
            yield Problem(path.name, "dit bestand is geen UTF-8. Bewaar het opnieuw als UTF-8.")
        except csv.Error as error:
            yield Problem(f"{path.name} vanaf regel {begins}", f"dit is geen goede CSV ({error}).")
