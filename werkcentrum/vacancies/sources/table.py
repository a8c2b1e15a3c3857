"""A table of vacancies (CSV): the names of its columns are those in docs/howto/vacancies.md."""

import csv
from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO

from werkcentrum.core.typed import neither_yes_nor_no, said_yes
from werkcentrum.vacancies.models import ApplyBy, Contract
from werkcentrum.vacancies.sources.rows import Typed, without_html

# By the name of the column: the field of the form.
COLUMNS: Final = {
    "functie": "title", "werkgever": "employer_name", "omschrijving": "description",
    "plaats": "place", "postcode": "postcode4", "uren_minstens": "hours_min",
    "uren_hoogstens": "hours_max", "onregelmatig": "is_irregular", "contract": "contract",
    "loon": "salary", "niveau": "level", "niveau_van_de_wet": "is_level_by_law",
    "nederlands": "dutch_level", "rijbewijs": "licences", "leren_en_werken": "is_learning_place",
    "begint_op": "starts_on", "sluit_op": "closes_on", "solliciteren_via": "apply_by",
    "solliciteren_bij": "apply_to",
}  # fmt: skip
ID: Final = "nummer"
NEEDED: Final = frozenset({ID, "functie", "omschrijving", "plaats", "solliciteren_via"})
# What people write for the codes of the form.
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "apply_by": {
        "e-mail": ApplyBy.MAIL, "telefoon": ApplyBy.PHONE, "website": ApplyBy.WEBSITE,
        "werkcentrum": ApplyBy.WERKCENTRUM,
    },
    "contract": {
        "vast": Contract.PERMANENT, "tijdelijk": Contract.TEMPORARY,
        "uitzendbureau": Contract.AGENCY, "oproep": Contract.ON_CALL,
    },
    "dutch_level": {"geen": "none"},
    "level": {"geen": "1", "vmbo": "3", "mbo": "4", "hbo": "5", "wo": "6"},
}  # fmt: skip
# Under this name stand the cells beyond those of the header.
_REST: Final = ""
_BEYOND: Final = (
    "Deze rij heeft meer cellen dan de kop. Zet aanhalingstekens om een tekst met een komma."
)
_FLAGS: Final = ("niveau_van_de_wet", "leren_en_werken")


def read(file: TextIO) -> Iterator[Typed]:
    """The rows of a table with a header, in UTF-8, with commas or semicolons.

    Raises ValueError, with a sentence in Dutch, for a header that is not right and a row that
    cannot be read.
    """
    number = 0
    try:
        for number, typed in enumerate(_rows(file), start=1):
            problems = [_BEYOND] if any(typed.get(_REST) or []) else []
            problem = " ".join([*problems, *neither_yes_nor_no(typed, _FLAGS)])
            yield Typed(number, typed.get(ID, "").strip(), dict(_fields(typed)), problem)
    except csv.Error:
        raise ValueError(
            f"rij {number + 1} is niet te lezen. Kijk of daar een aanhalingsteken te veel staat."
        ) from None


def _rows(file: TextIO) -> Iterator[dict[str, str]]:
    header = file.readline().lstrip("\ufeff")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = next(csv.reader([header], delimiter=delimiter), [])
    _check(names)
    yield from csv.DictReader(file, names, restkey=_REST, restval="", delimiter=delimiter)


def _check(names: list[str]) -> None:
    if missing := NEEDED - set(names):
        raise ValueError(f"deze kolommen ontbreken: {', '.join(sorted(missing))}.")
    if unknown := set(names) - COLUMNS.keys() - {ID}:
        raise ValueError(
            f"deze kolommen zijn onbekend: {', '.join(sorted(unknown))}. "
            f"Wel bekend: {', '.join(COLUMNS)}."
        )
    if double := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"deze kolommen staan er dubbel: {', '.join(sorted(double))}.")


def _fields(row: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for column, field in COLUMNS.items():
        value = row.get(column, "").strip()
        if field == "description":
            yield field, without_html(value)
        elif field == "licences":
            yield field, value.upper().split()
        elif column in _FLAGS:
            yield field, bool(said_yes(value))
        elif field == "dutch_level" or field in _WORDS:
            yield field, _WORDS[field].get(value.lower(), value.lower())
        else:
            yield field, value.lower() if field == "is_irregular" else value
