"""What the website holds now of the register, in the shape of the files."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from werkcentrum.partners.models import PartnerStanding, Region
from werkcentrum.privacy.models import ConsentText, Data, LegalGround
from werkcentrum.privacy.regionfolder.reading import Register, Values
from werkcentrum.privacy.regionfolder.terms import Term

# Purpose, controller, recipient; '' when it is for the controller itself.
Triple = tuple[str, str, str]
_PURPOSE = ("label", "description", "translations")
_PERIOD = ("days", "needs_second", "source")


def register_of(region: Region) -> Register:
    """Everything of one region; loading it changes nothing."""
    purposes, periods = region.purposes.all(), region.periods.all()
    return Register(
        purposes={p.key: {name: getattr(p, name) for name in _PURPOSE} for p in purposes},
        texts={who: row.body for who, row in newest_texts(region).items()},
        grounds=[
            {**ground_values(row), "purpose": triple[0], "controller": triple[1],
             "recipient": triple[2]}
            for row in grounds_of(region)
            for triple in [triple_of(row)]
        ],
        standings=[
            {
                "organisation": row.organisation.key, "purpose": row.purpose,
                "starts_on": row.starts_on, "ends_on": row.ends_on, "basis": row.basis,
            }
            for row in standings_of(region)
        ],
        periods={
            row.record: {name: getattr(row, name) for name in _PERIOD} for row in periods
        },
    )  # fmt: skip


def newest_texts(region: Region) -> dict[tuple[str, str], ConsentText]:
    """The text that counts, for each purpose and language."""
    rows = ConsentText.objects.filter(purpose__region=region).select_related("purpose")
    return {(row.purpose.key, row.language): row for row in rows.order_by("version")}


def grounds_of(region: Region) -> QuerySet[Any]:
    """Every legal ground of a region, ended ones too."""
    rows = LegalGround.objects.filter(purpose__region=region)
    return rows.select_related("purpose", "controller", "recipient")


def standings_of(region: Region) -> QuerySet[PartnerStanding]:
    """What the partners of a region may receive, as far as its folder says so."""
    rows = PartnerStanding.objects.filter(organisation__region=region, origin="")
    return rows.select_related("organisation")


def triple_of(row: LegalGround) -> Triple:
    """What a ground is about, by keys."""
    return (row.purpose.key, row.controller.key, row.recipient.key if row.recipient else "")


def ground_values(row: LegalGround) -> Values:
    """What a ground says."""
    return {
        "kind": row.kind, "law": row.law, "data": [one for one in Data.values if one in row.data],
        "starts_on": row.starts_on, "ends_on": row.ends_on,
    }  # fmt: skip


def terms_by_triple(grounds: list[Values]) -> dict[Triple, list[Term]]:
    """Grounds as files say them, as terms of each purpose, controller and recipient."""
    found: dict[Triple, list[Term]] = defaultdict(list)
    for row in grounds:
        term = Term(row["starts_on"], row["ends_on"], row["kind"], row["law"], tuple(row["data"]))
        found[row["purpose"], row["controller"], row["recipient"]].append(term)
    return found
