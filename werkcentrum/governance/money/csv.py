"""Files of the finance system: the books as it takes them, and the actual costs that it gives.

Semicolons and decimal commas.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from werkcentrum.core.typed import visible
from werkcentrum.governance.money.book_queries import BookRow
from werkcentrum.governance.money.cents import from_euros, in_euros
from werkcentrum.governance.money.import_queries import Booking
from werkcentrum.governance.money.models import Commitment

HEAD: Final = (
    "soort", "datum", "kwartaal", "nummer", "post", "doel", "kostendrager", "locatie", "geldbron",
    "wie", "omschrijving", "besluit", "bedrag",
)  # fmt: skip
# What a file with actual costs must have; other columns are left alone.
COLUMNS: Final = ("verplichting", "stuk", "datum", "bedrag", "omschrijving")
MOST_ROWS: Final = 5_000
MOST_BYTES: Final = 2 << 20
_DAY: Final = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LENGTHS: Final = {"stuk": 40, "omschrijving": 280}


@dataclass(frozen=True)
class Found:
    """What a file says, and what is wrong with it by the number of the row."""

    bookings: tuple[Booking, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()


def table(rows: Iterable[BookRow]) -> list[tuple[str, ...]]:
    """The books as rows of a file, with a heading."""
    return [HEAD, *map(_cells, rows)]


def example(year: int) -> str:
    """What a file with actual costs looks like."""
    return "\n".join(
        [
            ";".join(COLUMNS),
            f"V-12;F-2031;31-3-{year};1.250,00;Huur eerste kwartaal",
            f"V-12;F-2040;2-4-{year};-50,00;Te veel betaald",
        ]
    )


def read(content: bytes, commitments: Mapping[str, Commitment]) -> Found:
    """What the finance system sent. `commitments` are those of the year, by their number."""
    try:
        rows = list(_rows(_decoded(content)))
    except ValueError as wrong:
        return Found(problems=((1, str(wrong)),))
    bookings, problems = [], []
    for number, row in rows:
        try:
            bookings.append(_booking(number, row, commitments))
        except ValueError as wrong:
            problems.append((number, str(wrong)))
    return Found(tuple(bookings), tuple(problems))


def _cells(row: BookRow) -> tuple[str, ...]:
    line = row.line
    place = line.location if line else None
    return (
        row.kind, row.on.isoformat(), str(row.quarter), row.number,
        line.title if line else "", line.get_purpose_display() if line else "",
        line.carrier.name if line else "", place.name if place else "", row.funding, row.party,
        row.description, row.decision, in_euros(row.cents),
    )  # fmt: skip


def _decoded(content: bytes) -> str:
    """UTF-8, or what older systems in the Netherlands write."""
    if b"\0" in content:
        raise ValueError("Dit is geen CSV-bestand. Bewaar het als CSV met puntkomma's.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows that are not empty, with their line in the file. Raises ValueError."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        head = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in COLUMNS if name not in head]
        if missing:
            raise ValueError(
                f"Deze kolommen ontbreken: {', '.join(missing)}. De eerste regel noemt de "
                "kolommen, met puntkomma's ertussen."
            )
        count = 0
        for cells in reader:
            if any(cell.strip() for cell in cells):
                count += 1
                if count > MOST_ROWS:
                    raise ValueError(f"Een bestand mag {MOST_ROWS} regels hebben. Deel het op.")
                yield reader.line_num, dict(zip(head, cells, strict=False))
    except csv.Error:
        raise ValueError(f"Regel {reader.line_num} kunnen wij niet lezen.") from None


def _booking(number: int, row: dict[str, str], commitments: Mapping[str, Commitment]) -> Booking:
    found = {name: visible(row.get(name, ""), 400) for name in COLUMNS}
    for name in ("stuk", "omschrijving"):
        if not found[name]:
            raise ValueError(f"Vul de kolom {name} in.")
        if len(found[name]) > _LENGTHS[name]:
            raise ValueError(f"De kolom {name} mag {_LENGTHS[name]} tekens hebben.")
    commitment = commitments.get(found["verplichting"])
    if commitment is None:
        raise ValueError(f"Wij kennen geen verplichting ‘{found['verplichting']}’ in dit jaar.")
    cents = from_euros(found["bedrag"])
    if cents == 0:
        raise ValueError("Het bedrag is nul.")
    return Booking(
        number, commitment, found["stuk"], _day(found["datum"]), cents, found["omschrijving"]
    )


def _day(text: str) -> date:
    """A day as 31-12-2026 or 2026-12-31. Raises ValueError."""
    parts = _DAY.fullmatch(text)
    wrong = f"Schrijf de datum als 31-12-2026, niet als ‘{text}’."
    if parts is None:
        raise ValueError(wrong)
    day, month, year = (parts[1], parts[2], parts[3]) if parts[1] else parts.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(wrong) from None
