"""Which partner takes part, and on what that rests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from werkcentrum.partners.models import Organisation, PartnerStanding, Region
from werkcentrum.partners.queries import not_shown


@dataclass(frozen=True)
class StandingLine:
    """One thing a partner may, on what it rests, and until (not on) when."""

    pk: UUID
    purpose: str
    basis: str
    starts_on: date
    ends_on: date | None
    is_exception: bool
    counts: bool
    holds: bool


@dataclass(frozen=True)
class PartnerRow:
    """A partner with all that it may; `is_shown` as part of the Werkcentrum today."""

    organisation: Organisation
    is_signpost: bool
    is_shown: bool
    receives: bool
    lines: tuple[StandingLine, ...]


def purpose_labels() -> dict[str, str]:
    """What a partner may be allowed, in words."""
    return {
        PartnerStanding.NETWORK: _("hoort bij het Werkcentrum"),
        "referral": _("ontvangt doorverwijzingen"),
        "aftercare": _("vraagt later hoe het gaat"),
    }


def partner_rows(
    region: Region, organisations: Iterable[Organisation], *, today: date
) -> list[PartnerRow]:
    """These partners, with what they may; two queries whatever their number."""
    found = list(organisations)
    hidden = not_shown(region, on=today)
    standings: dict[UUID, list[StandingLine]] = {}
    rows = PartnerStanding.objects.filter(organisation__in=[one.pk for one in found])
    counting = PartnerStanding.objects.counting(region).values("pk")
    for row in rows.annotate(counts=Q(pk__in=counting)).order_by("purpose", "starts_on"):
        standings.setdefault(row.organisation_id, []).append(_line(row, today))
    return [_row(one, tuple(standings.get(one.pk, ())), hidden) for one in found]


def _row(
    organisation: Organisation, lines: tuple[StandingLine, ...], hidden: frozenset[UUID]
) -> PartnerRow:
    return PartnerRow(
        organisation=organisation,
        is_signpost=organisation.kind in Organisation.SIGNPOSTS,
        is_shown=organisation.pk not in hidden,
        receives=any(
            line.counts and line.holds and line.purpose == purpose_labels()["referral"]
            for line in lines
        ),
        lines=lines,
    )


def _line(row: PartnerStanding, today: date) -> StandingLine:
    return StandingLine(
        pk=row.pk,
        purpose=purpose_labels().get(row.purpose, row.purpose),
        basis=row.basis,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_exception=row.origin == PartnerStanding.EXCEPTION,
        counts=row.counts,  # type: ignore[attr-defined]  # the query put it there
        holds=row.starts_on <= today and (row.ends_on is None or today < row.ends_on),
    )
