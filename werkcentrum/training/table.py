"""A table of trainings (CSV): the names of its columns are those in docs/howto/trainings.md."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TextIO

from werkcentrum.catalogue.models import Service
from werkcentrum.core.typed import can_be_kept, neither_yes_nor_no, said_yes
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.training.actions import Row
from werkcentrum.training.forms import ContentForm, training_services
from werkcentrum.training.models import Payer, Proof

# By the name of the column: the field of the form.
COLUMNS: Final = {
    "naam": "name", "omschrijving": "description", "vaardigheden": "skills", "start": "starts",
    "weken": "weeks", "uren_per_week": "hours_a_week", "prijs": "cost", "wie_betaalt": "payer",
    "taal": "spoken", "nederlands": "dutch_level",
    "nederlands_daarna": "dutch_reached", "niveau": "level", "bewijs": "proof",
    "online": "is_online", "plaats": "place", "postcode": "postcode4", "aanmelden": "website",
}  # fmt: skip
NUMBER, SCHOOL, SERVICE = "nummer", "school", "dienst"
NEEDED: Final = frozenset(
    {NUMBER, SCHOOL, "naam", "omschrijving", "vaardigheden", "start", "plaats"}
)
BEYOND: Final = ""
ANY_MOMENT: Final = "elk moment"
_MOST_NUMBER: Final = 80
# What people write for the codes of the form.
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "payer": {
        "zelf": Payer.SELF, "werkgever": Payer.EMPLOYER, "gemeente": Payer.MUNICIPALITY,
        "uwv": Payer.BENEFITS_AGENCY, "fonds": Payer.FUND,
    },
    "spoken": {
        "": "nl", "nederlands": "nl", "engels": "en", "oekraïens": "uk", "arabisch": "ar",
        "turks": "tr", "pools": "pl",
    },
    "dutch_level": {"geen": "none"},
    "level": {"geen": "1", "vmbo": "3", "mbo": "4", "hbo": "5", "wo": "6"},
    "proof": {"diploma": Proof.DIPLOMA, "certificaat": Proof.CERTIFICATE, "geen": Proof.NONE},
}  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a row, as a sentence for each field; `line` counts rows from 1."""

    line: int
    number: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        named = f" ({self.number})" if self.number else ""
        return f"rij {self.line}{named}: {' '.join(self.reasons)}"


class Checker:
    """Checks rows of one table for a region; a number stands there once for each school."""

    def __init__(self, region: Region) -> None:
        schools = Organisation.objects.filter(region=region).select_related("region")
        self._schools = {row.key: row for row in schools.order_by("key")}
        self._services: dict[str, Service] = {row.key: row for row in training_services(region)}
        self._seen: set[tuple[str, str]] = set()

    def checked(self, line: int, cells: Mapping[str, str]) -> Row | Wrong:
        """The row, when the page on which people write a training down would take it too."""
        form = ContentForm(dict(_fields(cells)))
        number, school, service = (cells.get(name, "") for name in (NUMBER, SCHOOL, SERVICE))
        reasons = [
            *self._wrong_keys(number, school, service),
            *neither_yes_nor_no(cells, ["online"]),
        ]
        if cells.get(BEYOND):
            reasons.append(
                "Deze rij heeft meer cellen dan de kop. Zet aanhalingstekens om een tekst met een "
                "komma."
            )
        for name, errors in form.errors.items():
            column = next(key for key, field in COLUMNS.items() if field == name)
            reasons += [f"{column}: {error}" for error in errors]
        if reasons:
            return Wrong(line, number[:_MOST_NUMBER], tuple(reasons))
        return Row(number, self._schools[school], self._services.get(service), form.content)

    def _wrong_keys(self, number: str, school: str, service: str) -> Iterator[str]:
        if not 0 < len(number) <= _MOST_NUMBER:
            yield f"Een rij heeft een eigen nummer nodig, van hoogstens {_MOST_NUMBER} tekens."
        elif not can_be_kept(number):
            yield "In het nummer staat een teken dat niet te bewaren is. Haal het weg."
        if (school, number) in self._seen:
            yield "Dit nummer staat al in een eerdere rij. Geef elke opleiding een eigen nummer."
        self._seen.add((school, number))
        if school not in self._schools:
            yield (
                f"De school ‘{school}’ is niet bekend. Zet de sleutel van een organisatie uit de "
                "map van de regio, of voeg de organisatie daar eerst toe."
            )
        if service and service not in self._services:
            known = ", ".join(self._services) or "er is er nog geen"
            yield f"De dienst ‘{service}’ is geen opleiding. Wel bekend: {known}."


def read(file: TextIO) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with a header, in UTF-8, with commas or semicolons, from row 1.

    What stands beyond the last column has the name `BEYOND`. Raises ValueError, with a sentence in
    Dutch, for a header that is not right and a row that cannot be read.
    """
    line = 0
    try:
        header = file.readline().lstrip("\ufeff")
        delimiter = ";" if header.count(";") > header.count(",") else ","
        names = next(csv.reader([header], delimiter=delimiter), [])
        _check(names)
        rows = csv.reader(file, delimiter=delimiter)
        for line, row in enumerate(filter(None, rows), start=1):
            cells = [cell.strip() for cell in row] + [""] * len(names)
            beyond = "".join(cells[len(names) :])
            yield line, dict(zip(names, cells, strict=False)) | {BEYOND: beyond}
    except csv.Error:
        raise ValueError(
            f"rij {line + 1} is niet te lezen. Kijk of daar een aanhalingsteken te veel staat."
        ) from None


def _check(names: list[str]) -> None:
    if missing := NEEDED - set(names):
        raise ValueError(f"deze kolommen ontbreken: {', '.join(sorted(missing))}.")
    if unknown := set(names) - COLUMNS.keys() - {NUMBER, SCHOOL, SERVICE}:
        raise ValueError(
            f"deze kolommen zijn onbekend: {', '.join(sorted(unknown))}. "
            f"Wel bekend: {', '.join((NUMBER, SCHOOL, SERVICE, *COLUMNS))}."
        )
    if double := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"deze kolommen staan er dubbel: {', '.join(sorted(double))}.")


def _fields(cells: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for column, field in COLUMNS.items():
        value = cells.get(column, "")
        if field == "skills":
            yield field, value.replace("|", "\n")
        elif field == "starts":
            is_any = value.lower() == ANY_MOMENT
            yield field, "" if is_any else value
            yield "is_always_open", is_any
        elif field == "is_online":
            yield field, bool(said_yes(value))
        elif field in _WORDS:
            yield field, _WORDS[field].get(value.lower(), value.lower())
        else:
            yield field, value
