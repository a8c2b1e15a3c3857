"""Keeps rows equal to what files say, sort by sort; only what differs is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet

from werkcentrum.partners.models import Location, Organisation, Region, Team

Values = dict[str, Any]
Identity = tuple[Any, ...]
_AT_ONCE = 500
_ADVICE: dict[type[Model], str] = {
    Team: "Laat het team in teams.yaml staan tot zijn doorverwijzingen afgerond en opgeruimd zijn; "
    "haal het wel uit referrals.csv.",
    Organisation: "Laat de organisatie in organisations.yaml staan, en haal weg wat haar nieuwe "
    "doorverwijzingen of gegevens geeft.",
    Location: "Een locatie met een balie of afspraken kan niet uit de map.",
}
_GENERAL_ADVICE = "Laat dit in de map staan."


class StillNeededError(ValueError):
    """What is no longer in the files is still needed; the text says by what and what to do."""

    def __init__(self, row: Model, needed_by: Iterable[Model]) -> None:
        sorts = sorted({str(other._meta.verbose_name_plural) for other in needed_by})
        advice = _ADVICE.get(type(row), _GENERAL_ADVICE)
        super().__init__(
            f"'{row}' staat niet meer in de map, maar er horen nog {' en '.join(sorts)} bij. "
            f"{advice}"
        )


@dataclass
class Change:
    """What changed of one sort of row."""

    label: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass
class Sync:
    """Keeps the database equal to the files, sort by sort."""

    region: Region
    changes: list[Change] = field(default_factory=list)
    _stale: list[list[Model]] = field(default_factory=list)

    def rows(
        self,
        rows: QuerySet[Any],
        wanted: Iterable[Values],
        *,
        identity: Callable[[Any], Identity],
        by: Callable[[Values], Identity],
        name: str = "",
    ) -> dict[Identity, Any]:
        """Make the rows equal to the wanted values; rows that vanished go at the end."""
        model = rows.model
        change = Change(str(name or model._meta.verbose_name_plural))
        present = {identity(row): row for row in rows}
        result: dict[Identity, Any] = {}
        new: list[Any] = []
        for values in wanted:
            who = by(values)
            row = present.pop(who, None)
            if row is None:
                row = model(**values)
                new.append(row)
                change.added.append(_name(who))
            elif self._update(row, values):
                change.changed.append(_name(who))
            result[who] = row
        model.objects.bulk_create(new, batch_size=_AT_ONCE)
        change.removed = [_name(who) for who in present]
        self.changes.append(change)
        self._stale.append(list(present.values()))
        return result

    def remove_stale(self) -> None:
        """Remove rows that are no longer in the files: what refers first.

        Raises StillNeededError.
        """
        for rows in reversed(self._stale):
            _delete(rows)

    def _update(self, row: Any, values: Values) -> bool:
        changed = [name for name, value in values.items() if _present(row, name, value) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(update_fields=changed)
        return bool(changed)


def _delete(rows: list[Model]) -> None:
    """Remove rows some at a time: a database takes only so many values in one statement."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        try:
            with transaction.atomic():
                type(some[0])._default_manager.filter(pk__in=[row.pk for row in some]).delete()
        except ProtectedError:
            _delete_one_by_one(some)


def _delete_one_by_one(rows: list[Model]) -> None:
    """To find the one that is still needed. Raises StillNeededError."""
    for row in rows:
        try:
            row.delete()
        except ProtectedError as error:
            raise StillNeededError(row, error.protected_objects) from None


def _present(row: Any, name: str, wanted: Any) -> Any:
    """The value of a field. A row it points to is not fetched to see that it is the same one."""
    if isinstance(wanted, Model) and getattr(row, f"{name}_id") == wanted.pk:
        return wanted
    return getattr(row, name)


def _name(identity: Identity) -> str:
    """An identity as people read it; yes, no and empty say nothing without their field."""
    parts = [part for part in identity if part is not None and not isinstance(part, bool)]
    words = [f"{part:%H:%M}" if isinstance(part, time) else str(part) for part in parts]
    return " ".join(word for word in words if word)[:60]


def part(value: Any) -> Any:
    """A field as part of an identity: rows of a region are known by their keys."""
    return getattr(value, "key", value)


def without(values: Values, *names: str) -> Values:
    """The values but for some."""
    return {name: value for name, value in values.items() if name not in names}
