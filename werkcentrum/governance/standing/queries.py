"""Which partner takes part, and on what that rests."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from werkcentrum.governance.purposes import GIVES, in_words
from werkcentrum.partners.models import Organisation, PartnerStanding, Region
from werkcentrum.partners.queries import not_shown

# In the order in which the house names purposes, not that of the alphabet.
_TURN: Final = {purpose: turn for turn, purpose in enumerate(GIVES)}


@dataclass(frozen=True)
class BasisLine:
    """What a partner may on one ground, from a day and until (not on) a day.

    `stops`: the exceptions in it that somebody can stop, with what each is for.
    """

    basis: str
    purposes: str
    starts_on: date
    ends_on: date | None
    stops: tuple[tuple[UUID, str], ...]
    counts: bool
    holds: bool


@dataclass(frozen=True)
class PartnerRow:
    """A partner with what it may now, and what does not count or hold; `is_shown` is today."""

    organisation: Organisation
    is_signpost: bool
    is_shown: bool
    now: tuple[BasisLine, ...]
    other: tuple[BasisLine, ...]


def partner_rows(
    region: Region, organisations: Iterable[Organisation], *, today: date
) -> list[PartnerRow]:
    """These partners, with what they may; two queries whatever their number."""
    found = list(organisations)
    hidden = not_shown(region, on=today)
    standings: dict[UUID, list[PartnerStanding]] = defaultdict(list)
    rows = PartnerStanding.objects.filter(organisation__in=[one.pk for one in found])
    counting = PartnerStanding.objects.counting(region).values("pk")
    counted = rows.annotate(counts=Q(pk__in=counting))
    for row in counted.order_by("starts_on", "basis", "pk"):
        standings[row.organisation_id].append(row)
    return [_row(one, standings[one.pk], hidden, today) for one in found]


def _row(
    organisation: Organisation, standings: list[PartnerStanding],
    hidden: frozenset[UUID], today: date,
) -> PartnerRow:  # fmt: skip
    together: dict[tuple[str, date, date | None, str], list[PartnerStanding]] = defaultdict(list)
    for row in standings:
        together[row.basis, row.starts_on, row.ends_on, row.origin].append(row)
    lines = [_line(rows, today) for rows in together.values()]
    return PartnerRow(
        organisation=organisation,
        is_signpost=organisation.kind in Organisation.SIGNPOSTS,
        is_shown=organisation.pk not in hidden,
        now=tuple(line for line in lines if line.counts and line.holds),
        other=tuple(line for line in lines if not (line.counts and line.holds)),
    )


def _line(rows: list[PartnerStanding], today: date) -> BasisLine:
    """Of rows with the same ground and days."""
    first = rows[0]
    holds = first.starts_on <= today and (first.ends_on is None or today < first.ends_on)
    is_exception = first.origin == PartnerStanding.EXCEPTION
    is_over = first.ends_on is not None and first.ends_on <= today
    in_order = sorted(rows, key=lambda row: _TURN.get(row.purpose, len(_TURN)))
    stops = [(row.pk, in_words(row.purpose)) for row in in_order if is_exception and not is_over]
    return BasisLine(
        basis=first.basis,
        purposes=", ".join(in_words(row.purpose) for row in in_order),
        starts_on=first.starts_on,
        ends_on=first.ends_on,
        stops=tuple(stops),
        counts=first.counts,  # type: ignore[attr-defined]  # the query put it there
        holds=holds,
    )
