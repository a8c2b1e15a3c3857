"""Files into rows that remember where each value stands. Problems are collected, never raised."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

# Larger than any folder a person edits; read no further (bytes).
MAX_FILE_BYTES = 5_000_000


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands and what to do about it."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


@dataclass
class Row:
    """Values from one file, or from several laid over each other, with their places."""

    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)

    def place(self, name: str) -> tuple[str, int]:
        """File and line of one value; of the row when the value is missing."""
        return self.places.get(name, (self.file, self.line))

    def overlaid(self, other: "Row") -> "Row":
        """This row with the values of another laid over it."""
        return Row(
            other.file, other.line, {**self.values, **other.values}, {**self.places, **other.places}
        )


class Problems(list[Problem]):
    """The mistakes found so far."""

    def at(self, row: Row, name: str, message: str) -> None:
        """Add a mistake in one field of a row."""
        file, line = row.place(name)
        self.append(Problem(file, line, name, message))


class FolderReader:
    """Reads the files of one folder; `name` is how people know the folder."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder = folder
        self.problems = problems

    def yaml_row(self, name: str, *, required: bool = True) -> Row | None:
        """A YAML file that holds one mapping."""
        loaded = self._yaml(name, required)
        if loaded is None:
            return None
        if not isinstance(loaded, _Mapping):
            self._problem(name, 1, "hier worden regels als 'naam: waarde' verwacht.")
            return None
        return _row(self._label(name), 1, loaded)

    def yaml_rows(self, name: str, *, required: bool = True) -> list[Row]:
        """A YAML file that holds a list of mappings."""
        loaded = self._yaml(name, required)
        if loaded is None:
            return []
        if not isinstance(loaded, list) or not all(isinstance(x, _Mapping) for x in loaded):
            self._problem(name, 1, "hier wordt een lijst verwacht; begin elk deel met '- '.")
            return []
        return [_row(self._label(name), item.line, item) for item in loaded]

    def csv_rows(self, name: str, columns: Sequence[str], *, required: bool = True) -> list[Row]:
        """A CSV file with exactly these columns, in any order."""
        text = self.text(name, required=required)
        if text is None:
            return []
        reader = csv.reader(io.StringIO(text), strict=True)
        try:
            return list(self._csv_rows(name, reader, columns))
        except csv.Error as error:
            self._problem(name, reader.line_num, f"dit is geen geldige CSV ({error}).")
            return []

    def text(self, name: str, *, required: bool = True) -> str | None:
        """A file as text; None (and a problem, when required) when it cannot be read."""
        path = self.folder / name
        if not path.is_file():
            if required:
                self._problem(name, 0, "dit bestand ontbreekt; voeg het toe.")
            return None
        if not path.resolve().is_relative_to(self.folder.resolve()):
            self._problem(
                name, 0, "deze verwijzing wijst buiten de map; zet het bestand zelf neer."
            )
            return None
        if path.stat().st_size > MAX_FILE_BYTES:
            self._problem(name, 0, "dit bestand is groter dan 5 MB; maak het kleiner.")
            return None
        raw = path.read_bytes()
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self._problem(name, line, "dit is geen UTF-8; sla het bestand op als UTF-8.")
            return None

    def names(self, pattern: str) -> list[str]:
        """The files below this folder that match, sorted."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.glob(pattern))

    def _label(self, name: str) -> str:
        return f"{self.folder.name}/{name}"

    def _problem(self, name: str, line: int, message: str, column: str = "") -> None:
        self.problems.append(Problem(self._label(name), line, column, message))

    def _yaml(self, name: str, required: bool) -> Any:
        text = self.text(name, required=required)
        if text is None:
            return None
        try:
            # A subclass of SafeLoader: plain values only, no aliases, no duplicate keys.
            return yaml.load(text, Loader=_Loader)  # noqa: S506
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self._problem(name, line, f"dit is geen geldige YAML: {error.problem}.")
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            self._problem(name, 0, f"dit is geen geldige YAML: {error}.".replace("\n", " ")[:200])
        return None

    def _csv_rows(self, name: str, reader: Any, columns: Sequence[str]) -> Iterator[Row]:
        header: list[str] = next(reader, [])
        if not self._header_is_good(name, header, columns):
            return
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                self._problem(
                    name,
                    reader.line_num,
                    f"deze regel heeft {len(cells)} velden, de kop heeft er {len(header)}; "
                    "zet een tekst met een komma tussen aanhalingstekens.",
                )
                continue
            place = (self._label(name), reader.line_num)
            values = dict(zip(header, cells, strict=True))
            yield Row(*place, values, dict.fromkeys(header, place))

    def _header_is_good(self, name: str, header: list[str], columns: Sequence[str]) -> bool:
        missing = [column for column in columns if column not in header]
        unknown = [column for column in header if column not in columns]
        for column in missing:
            self._problem(name, 1, "deze kolom ontbreekt; voeg de kolom toe.", column)
        for column in unknown:
            self._problem(name, 1, unknown_name(column, columns), column)
        if len(set(header)) != len(header):
            self._problem(name, 1, "een kolom staat er twee keer; haal er een weg.")
        return not missing and not unknown and len(set(header)) == len(header)


def unknown_name(name: str, known: Sequence[str]) -> str:
    """What to do about a name we do not know."""
    close = get_close_matches(str(name), list(known), n=1)
    hint = f" Bedoelt u '{close[0]}'?" if close else f" Bekend zijn: {', '.join(known)}."
    return f"dit veld kennen wij niet; haal het weg.{hint}"


class _Mapping(dict[str, Any]):
    """A YAML mapping that remembers its lines."""

    line: int = 0
    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    """Plain values only; remembers lines, refuses aliases and duplicate keys."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="verwijzingen met * zijn niet toegestaan; schrijf de tekst uit",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> _Mapping:
    mapping = _Mapping()
    mapping.line = node.start_mark.line + 1
    mapping.lines = {}
    for key_node, value_node in node.value:
        # As it is written: YAML 1.1 would read the key `on` as true.
        key = str(getattr(key_node, "value", ""))
        if key in mapping:
            raise yaml.MarkedYAMLError(
                problem=f"'{key}' staat er twee keer; haal er een weg",
                problem_mark=key_node.start_mark,
            )
        mapping[key] = loader.construct_object(value_node, deep=True)
        mapping.lines[key] = key_node.start_mark.line + 1
    return mapping


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)


def _row(file: str, line: int, mapping: _Mapping) -> Row:
    places = {name: (file, at) for name, at in mapping.lines.items()}
    return Row(file, line, dict(mapping), places)
