"""The sorts of record that end some day. Each app registers its own when the software starts
(`apps.py`); `privacy.retention` knows the periods and has them destroyed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from werkcentrum.core.clock import AMSTERDAM


@dataclass(frozen=True)
class Cutoff:
    """What counts from a day before `before` is past its period, seen from `today`."""

    today: date
    before: date

    @property
    def moment(self) -> datetime:
        """The beginning of `before`, in the Netherlands."""
        return datetime.combine(self.before, time(), tzinfo=AMSTERDAM)


@dataclass(frozen=True)
class Record:
    """One sort of record: what people call it, from when its period counts, and how it goes.

    `days` (None: for ever), `source` and `needs_second` count until a region decides otherwise
    (`privacy.Period`). `past` gives the rows of a region, by its key, whose period is over;
    `destroy` is given ids of those, in a transaction.
    """

    key: str
    label: Any
    counts_from: str
    way: str
    days: int | None
    source: str
    past: Callable[[str, Cutoff], QuerySet[Any]]
    destroy: Callable[[Sequence[UUID], datetime], None]
    needs_second: bool = False


RECORDS: dict[str, Record] = {}


def register(*records: Record) -> None:
    """Tell of sorts of record."""
    RECORDS.update((record.key, record) for record in records)
