"""How long each sort of record stays in a region: what the region decided (`Period`), else what the
sort of record itself says (`core.records`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as say
from django.utils.translation import ngettext

from werkcentrum.casework.people import Kept
from werkcentrum.core.clock import day_of
from werkcentrum.core.models import select, stored
from werkcentrum.core.records import FIVE_YEARS, RECORDS, Cutoff, Record
from werkcentrum.partners.models import Region
from werkcentrum.privacy.models import Period

# Written out, because whoever books waits for it; Django would make it anew each time.
_DECIDED: Final = "WHERE region_id = %s AND record IN (%s, %s)"
_NEEDED: Final = ("record", "days", "source", "needs_second")


@dataclass(frozen=True)
class Term:
    """How long a sort of record stays, in days (None: for ever), and what says so.

    `is_own`: the region decided otherwise than the selectielijst.
    """

    record: Record
    days: int | None
    source: str
    needs_second: bool
    is_own: bool = False

    @property
    def in_words(self) -> str:
        """Years where that is what was meant."""
        if self.days is None:
            return say("altijd")
        if years := whole_years(self.days):
            return ngettext("%(count)s jaar", "%(count)s jaar", years) % {"count": years}
        return ngettext("%(count)s dag", "%(count)s dagen", self.days) % {"count": self.days}

    def cutoff(self, at: datetime) -> Cutoff | None:
        """What is past this term at a moment; None when nothing ever is."""
        today = day_of(at)
        if self.days is None:
            return None
        return Cutoff(today, before=today - timedelta(days=self.days - 1))


@dataclass(frozen=True)
class Stays:
    """What stays when somebody is forgotten: how many rows, until which day (None: for ever), and
    what says so. Of nobody in particular any more, unless `is_named`."""

    label: str
    count: int
    until: date | None
    source: str
    is_named: bool = False


def terms_of(region: Region) -> dict[str, Term]:
    """The term of every sort of record, by key."""
    return terms_by(Period.objects.filter(region=region))


def terms_by(decided: Iterable[Period]) -> dict[str, Term]:
    """The same, from what a region decided."""
    periods = {period.record: period for period in decided}
    return {key: _term(record, periods) for key, record in RECORDS.items()}


def term_of(region: Region, record: str) -> Term:
    """The term of one sort of record. Raises KeyError for what is none."""
    sort = RECORDS[record]
    asked = [*stored(Period, region=region.pk), sort.key, sort.kind]
    rows = select(Period, _NEEDED, _DECIDED, *asked)
    return _term(sort, {row[0]: Period(**dict(zip(_NEEDED, row, strict=True))) for row in rows})


def whole_years(days: int) -> int:
    """How many years that are, as somebody counts them: with or without leap days; else 0."""
    years = round(days / 365)
    return years if years * 365 <= days <= years * 366 else 0


def keep_until(region: Region, record: str, since: date) -> date:
    """The day on which something with a name in it goes: some day it always does."""
    term = term_of(region, record)
    return since + timedelta(days=term.days or term.record.days or FIVE_YEARS)


def what_stays(kept: list[Kept], terms: Mapping[str, Term]) -> list[Stays]:
    """Rows that stay, told by sort of record; `until` is when the last of them goes."""
    since: dict[tuple[str, bool], list[date]] = {}
    for row in kept:
        since.setdefault((row.record, row.is_named), []).append(row.since)
    return [_stays(terms[key], days, is_named) for (key, is_named), days in since.items()]


def _term(record: Record, periods: Mapping[str, Period]) -> Term:
    own, general = periods.get(record.key), periods.get(record.kind)
    if own is not None:
        chosen = (own.days, own.source or record.source, own.needs_second)
        is_own = chosen != (record.days, record.source, record.needs_second)
        return Term(record, *chosen, is_own=is_own)
    if general is not None:
        # Where two people decide, only somebody who means this very sort lets one do.
        needs_second = general.needs_second or record.needs_second
        return Term(record, general.days, general.source or record.source, needs_second)
    return Term(record, record.days, record.source, record.needs_second)


def _stays(term: Term, since: list[date], is_named: bool) -> Stays:
    until = None if term.days is None else max(since) + timedelta(days=term.days)
    return Stays(str(term.record.label), len(since), until, term.source, is_named)
