"""Checks that need more than one row: no row twice, no name that leads nowhere."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from werkcentrum.catalogue.regionfolder.fields import Spec, check_row
from werkcentrum.catalogue.regionfolder.reading import Problems, Row, close_to, shown

Values = dict[str, Any]


def keyed(
    rows: list[Row], spec: Spec, problems: Problems, *, by: tuple[str, ...] = ("key",)
) -> list[Values]:
    """Clean values; two rows with the same identity are a problem."""
    found = [check_row(row, spec, problems) for row in rows]
    once(rows, found, by, problems)
    return found


def once(rows: list[Row], found: list[Values], by: tuple[str, ...], problems: Problems) -> None:
    """Two rows with the same values in these fields are a problem."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row, values in zip(rows, found, strict=True):
        identity = tuple(values[name] for name in by)
        # A first value that was wrong is empty, and told already.
        if identity in seen and identity[0]:
            where = f"{seen[identity].file}:{seen[identity].line}"
            problems.at(row, by[0], f"dit staat ook op {where}; haal er een weg.")
        seen.setdefault(identity, row)


def refer(rows: Collection[Row], name: str, known: Collection[str], problems: Problems) -> None:
    """Every value of a field must be a known key."""
    for row in rows:
        value = row.values.get(name)
        for item in value if isinstance(value, list) else [value]:
            if item and isinstance(item, str) and item not in known:
                names: Sequence[str] = sorted(known)
                hint = close_to(item, names) or f" Bekend zijn: {', '.join(names)}."
                problems.at(row, name, f"'{shown(item)}' bestaat niet.{hint}")


def dated(rows: list[Row], found: list[Values], by: tuple[str, ...], problems: Problems) -> None:
    """Periods end after they start, and those of rows with the same values here never overlap."""
    seen: dict[tuple[Any, ...], list[tuple[Row, Values]]] = {}
    for row, values in zip(rows, found, strict=True):
        starts, ends = values["starts_on"], values["ends_on"]
        if starts is None:
            continue
        if ends is not None and ends <= starts:
            problems.at(
                row, "ends_on", "dit moet na starts_on liggen; het is de dag na de laatste."
            )
            continue
        others = seen.setdefault(tuple(values[name] for name in by), [])
        for other, them in others:
            if starts < (them["ends_on"] or date.max) and them["starts_on"] < (ends or date.max):
                where = f"{other.file}:{other.line}"
                message = (
                    f"deze periode overlapt met {where}; laat de ene eindigen als de andere begint."
                )
                problems.at(row, "starts_on", message)
                break
        others.append((row, values))
