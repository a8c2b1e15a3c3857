"""Files into rows that remember where each value stands. Problems are collected, never raised."""

import csv
import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.regionfolder import layout, plainyaml
from werkcentrum.catalogue.regionfolder.plainyaml import Mapping, NotPlainError

# Larger than any file a person edits; read no further (bytes).
MAX_FILE_BYTES = 5_000_000
MAX_YAML_BYTES = 1_000_000
# Control characters, lone surrogates, and marks that change the order of letters or hide.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_MAX_SHOWN = 60
_MAX_PROBLEM = 500


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands and what to do about it."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        name = f"{shown(self.field)}: " if self.field else ""
        return _printable(f"{where}: {name}{self.message}", _MAX_PROBLEM)


def shown(value: object) -> str:
    """A value as it may stand in a message: printable, on one line, at most 60 characters."""
    return _printable(str(value), _MAX_SHOWN)


def _printable(text: str, most: int) -> str:
    short = text if len(text) <= most else f"{text[: most - 3]}..."
    return "".join(letter if letter.isprintable() else "?" for letter in short)


@dataclass
class Row:
    """Values from one file, or from several laid over each other, with their places."""

    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, file: str, mapping: dict[str, Any], line: int) -> "Row":
        """A row from a mapping, at its own line when it knows that."""
        lines = mapping.lines if isinstance(mapping, Mapping) else {}
        line = mapping.line if isinstance(mapping, Mapping) else line
        return cls(file, line, dict(mapping), {name: (file, at) for name, at in lines.items()})

    def place(self, name: str) -> tuple[str, int]:
        """File and line of one value; of the row when the value is missing."""
        return self.places.get(name, (self.file, self.line))

    def filled(self) -> "Row":
        """This row without the fields that were left empty: those inherit."""
        values = {name: value for name, value in self.values.items() if not is_empty(value)}
        return Row(self.file, self.line, values, self.places)

    def overlaid(self, other: "Row") -> "Row":
        """This row with the values of another laid over it."""
        return Row(
            other.file, other.line, {**self.values, **other.values}, {**self.places, **other.places}
        )


def is_empty(value: Any) -> bool:
    """Whether a field was left empty."""
    return value is None or value in ("", [])


class Problems(list[Problem]):
    """The mistakes found so far."""

    def at(self, row: Row, name: str, message: str) -> None:
        """Add a mistake in one field of a row."""
        file, line = row.place(name)
        self.append(Problem(file, line, name, message))


class FolderReader:
    """Reads the files of one folder."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder = folder
        self.problems = problems
        self._scan: layout.Scan | None = None

    def label(self, name: str) -> str:
        """How people know a file of this folder."""
        return f"{self.folder.name}/{name}"

    def yaml_row(self, name: str, *, required: bool = True) -> Row | None:
        """A YAML file that holds one mapping."""
        text = self.text(name, required=required, most=MAX_YAML_BYTES)
        if text is None:
            return None
        loaded = self._yaml(name, text)
        if loaded is not None and not isinstance(loaded, Mapping):
            self._problem(name, 1, "hier worden regels als 'naam: waarde' verwacht.")
        return Row.of(self.label(name), loaded, 1) if isinstance(loaded, Mapping) else None

    def yaml_rows(self, name: str, *, required: bool = True) -> list[Row]:
        """A YAML file that holds a list of mappings."""
        text = self.text(name, required=required, most=MAX_YAML_BYTES)
        if text is None:
            return []
        loaded = self._yaml(name, text) if required or text.strip() else []
        if loaded is None:
            return []
        if not isinstance(loaded, list) or not all(isinstance(x, Mapping) for x in loaded):
            self._problem(name, 1, "hier wordt een lijst verwacht; begin elk deel met '- '.")
            return []
        return [Row.of(self.label(name), item, item.line) for item in loaded]

    def csv_rows(
        self,
        name: str,
        columns: Sequence[str],
        *,
        required: bool = True,
        others_allowed: bool = False,
    ) -> list[Row]:
        """A CSV file with these columns, in any order; other columns only when allowed."""
        text = self.text(name, required=required)
        if text is None:
            return []
        reader = csv.reader(io.StringIO(text), strict=True)
        try:
            header = next(reader, [])
            if not self._header_is_good(name, header, columns, others_allowed):
                return []
            return list(self._csv_rows(name, reader, header, columns))
        except csv.Error as error:
            advice = "sluit elk aanhalingsteken, en zet in een tekst twee aanhalingstekens voor een"
            self._problem(name, reader.line_num, f"dit is geen geldige CSV; {advice} ({error}).")
            return []

    def text(self, name: str, *, required: bool = True, most: int = MAX_FILE_BYTES) -> str | None:
        """A file as text with '\\n' at line ends; None when it is not there or not good.

        What is wrong becomes a problem, and so does a file that is not there when required.
        """
        try:
            raw = self._bytes(name, most)
        except FileNotFoundError:
            # A link that leads nowhere was meant to be a file.
            if required or os.path.islink(self.folder / name):
                self._problem(name, 0, "dit bestand ontbreekt; voeg het toe.")
            return None
        except OSError as error:
            self._problem(name, 0, f"dit bestand kan niet worden gelezen ({error.strerror}).")
            return None
        except _UnfitError as reason:
            self._problem(name, 0, str(reason))
            return None
        return self._decoded(name, raw)

    def names(self, pattern: str) -> list[str]:
        """The files below this folder that fit, sorted."""
        return [name for name in self._scanned().names if layout.fits(name, pattern)]

    def check_layout(self, *, is_region: bool) -> None:
        """Files nobody reads and folders nobody can open are mistakes, not silence."""
        for name in self._scanned().unreadable:
            self._problem(name, 0, "deze map kan niet worden gelezen; kijk de rechten na.")
        for name in self._scanned().names:
            path = self.folder / name
            if name in layout.FOLDERS:
                self._problem(name, 0, "dit moet een map met bestanden zijn, geen bestand of link.")
            elif os.path.islink(path) and os.path.isdir(path):
                self._problem(
                    name, 0, "een link naar een map mag niet; zet de bestanden zelf neer."
                )
            elif is_region and layout.holds_data(name) and not layout.belongs(name):
                hint = close_to(name, layout.FILES)
                self._problem(name, 0, f"dit bestand lezen wij niet; kijk de naam na.{hint}")

    def _scanned(self) -> layout.Scan:
        if self._scan is None:
            self._scan = layout.scan(self.folder)
        return self._scan

    def _bytes(self, name: str, most: int) -> bytes:
        path = self.folder / name
        found = path.stat()
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise _UnfitError("deze link wijst buiten de map; zet het bestand zelf neer.")
        if not stat.S_ISREG(found.st_mode):
            raise _UnfitError("hier hoort een gewoon bestand; dit is een map of iets anders.")
        if found.st_size > most:
            limit = most // 1_000_000
            raise _UnfitError(f"dit bestand is groter dan {limit} MB; maak het kleiner.")
        return path.read_bytes()

    def _decoded(self, name: str, raw: bytes) -> str | None:
        try:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self._problem(name, line, "dit is geen UTF-8; sla het bestand op als UTF-8.")
            return None
        hidden = INVISIBLE.search(text)
        if hidden:
            line = text.count("\n", 0, hidden.start()) + 1
            code = f"U+{ord(hidden[0]):04X}"
            self._problem(name, line, f"hier staat een onzichtbaar teken ({code}); haal het weg.")
            return None
        return text

    def _problem(self, name: str, line: int, message: str, column: str = "") -> None:
        self.problems.append(Problem(self.label(name), line, column, message))

    def _yaml(self, name: str, text: str) -> Any:
        try:
            loaded = plainyaml.parse(text)
        except NotPlainError as reason:
            self._problem(name, reason.line, str(reason))
            return None
        if loaded is None:
            self._problem(name, 1, "dit bestand is leeg; vul het, of haal het weg.")
        return loaded

    def _csv_rows(
        self, name: str, reader: Any, header: list[str], columns: Sequence[str]
    ) -> Iterator[Row]:
        line = reader.line_num + 1
        for cells in reader:
            if any(cells) and len(cells) != len(header):
                message = (
                    f"deze regel heeft {len(cells)} velden, de kop heeft er {len(header)}; "
                    "zet een tekst met een komma tussen aanhalingstekens."
                )
                self._problem(name, line, message)
            elif any(cells):
                found = zip(header, cells, strict=True)
                values = {column: value for column, value in found if column in columns}
                yield Row(self.label(name), line, values)
            line = reader.line_num + 1

    def _header_is_good(
        self, name: str, header: list[str], columns: Sequence[str], others_allowed: bool
    ) -> bool:
        if len(header) == 1 and len(columns) > 1 and re.search("[;\t]", header[0]):
            self._problem(name, 1, "zet komma's tussen de velden; hier staan andere tekens.")
            return False
        before = len(self.problems)
        for column in columns:
            if column not in header:
                self._problem(name, 1, "deze kolom ontbreekt; voeg de kolom toe.", column)
        for column in header if not others_allowed else ():
            if column not in columns:
                self._problem(name, 1, unknown_name(column, columns), column)
        if any(header.count(column) > 1 for column in columns):
            self._problem(name, 1, "een kolom staat er twee keer; haal er een weg.")
        return len(self.problems) == before


class _UnfitError(ValueError):
    """A file is not fit to be read; the message says why, in Dutch."""


def unknown_name(name: str, known: Sequence[str]) -> str:
    """What to do about a field we do not know."""
    hint = close_to(name, known) or f" Bekend zijn: {', '.join(known)}."
    return f"dit veld kennen wij niet; haal het weg.{hint}"


def close_to(name: str, known: Sequence[str]) -> str:
    """A sentence with the known name that somebody may have meant; empty without one."""
    close = get_close_matches(name[:_MAX_SHOWN], known, n=1)
    return f" Bedoelt u '{close[0]}'?" if close else ""
