"""The sorts of record that end some day.

Each app registers its own in its `forgetting.py` when the software starts; `privacy.retention`
knows the periods and has them destroyed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, QuerySet

from werkcentrum.core.clock import AMSTERDAM

# Never less than so many years, whatever leap days lie in between.
ONE_YEAR: Final = 366
FIVE_YEARS: Final = 5 * 365 + 2
# What no archive needs.
MINIMISED: Final = "Zo kort als kan (AVG, artikel 5)"
# The database lets nothing go sooner that it keeps as it was (`append_only.py` of the apps).
FEWEST_DAYS: Final = 28


@dataclass(frozen=True)
class Cutoff:
    """What counts from a day before `before` is past its period today."""

    today: date
    before: date

    @property
    def moment(self) -> datetime:
        """The beginning of `before`, in the Netherlands."""
        return datetime.combine(self.before, time(), tzinfo=AMSTERDAM)


@dataclass(frozen=True)
class Record:
    """One sort of record: what people call it, from when its period counts, and how it goes.

    `days` (None: for ever), `source` (the selectielijst of municipalities, 2020) and `needs_second`
    count until a region decides otherwise (`privacy.Period`), for this sort or for its `kind`: what
    the folder of a region calls it, together with others. `past` gives the rows of a region, by
    its key, whose period is over; `destroy` is given ids of those, `batch` at a time: each in one
    transaction, so that nobody waits long for it.
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
    batch: int = 200
    kind: str = ""


RECORDS: dict[str, Record] = {}
# The last one told counts; there is one, on the floor that knows what a region decided.
_TERMS: list[Callable[[Any, str, date], date]] = []


def deletes(model: type[Model]) -> Callable[[Sequence[UUID], datetime], None]:
    """For `destroy`: the rows themselves go, with what hangs on them."""

    def destroy(keys: Sequence[UUID], _at: datetime) -> None:
        model._default_manager.filter(pk__in=keys).delete()

    return destroy


def register(*records: Record) -> None:
    """Tell of sorts of record."""
    RECORDS.update((record.key, record) for record in records)


def register_terms(last_day: Callable[[Any, str, date], date]) -> None:
    """Tell who knows how long a region keeps a sort of record (`privacy.retention.keep_until`)."""
    _TERMS.append(last_day)


def keep_until(region: Any, record: str, since: date) -> date:
    """The day on which what counts from `since` goes in this region; `record` is a key."""
    return _TERMS[-1](region, record, since)
