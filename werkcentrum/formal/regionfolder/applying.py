"""Lays channels and terms of the files over what the database holds; only differences are
written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkcentrum.catalogue.regionfolder import terms
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.formal.regionfolder import keys
from werkcentrum.formal.regionfolder.reading import Formal, Values
from werkcentrum.formal.regionfolder.site import channels_of, formal_of, terms_of
from werkcentrum.partners.models import Organisation, Region

Pair = tuple[str, str]


@dataclass(frozen=True)
class Term(terms.Term):
    """An address for one kind at one organisation, until but not on `ends_on`."""

    email: str

    def says(self) -> tuple[Any, ...]:
        """What it comes down to, apart from its days."""
        return (self.email,)


def apply_formal(sync: Sync, found: Formal, *, on: date) -> None:
    """What has begun ends, or stays; it is never edited, and what is new begins that day."""
    organisations = {row.key: row for row in Organisation.objects.filter(region=sync.region)}
    site = formal_of(sync.region)
    channels = list(_channels(site, found, on))
    _drop_planned(sync.region, channels, on)
    sync.rows(
        channels_of(sync.region),
        [{**row, "organisation": organisations[row["organisation"]]} for row in channels],
        identity=lambda row: (row.organisation.key, row.kind, row.starts_on.isoformat()),
        by=lambda values: (
            values["organisation"].key, values["kind"], values["starts_on"].isoformat(),
        ),
    )  # fmt: skip
    sync.rows(
        terms_of(sync.region),
        [{**values, "region": sync.region} for values in _terms(site, found, on)],
        identity=lambda row: (row.kind, row.starts_on.isoformat()),
        by=lambda values: (values["kind"], values["starts_on"].isoformat()),
    )


def _drop_planned(region: Region, wanted: Iterable[Values], on: date) -> None:
    """What would begin later and is not wanted goes first: one address at a time is open."""
    kept = {(row["organisation"], row["kind"], row["starts_on"]) for row in wanted}
    for row in channels_of(region).filter(starts_on__gt=on):
        if (row.organisation.key, row.kind, row.starts_on) not in kept:
            row.delete()


def _channels(site: Formal, found: Formal, on: date) -> Iterable[Values]:
    present, wanted = _by_pair(site.channels), _by_pair(found.channels)
    for pair in dict.fromkeys([*present, *wanted]):
        before, after = present.get(pair, []), wanted.get(pair, [])
        is_kept = keys.channel(*pair) in found.kept
        for term in before if is_kept else terms.follow_up(before, after, today=on):
            yield {
                "organisation": pair[0], "kind": pair[1], "email": term.email,
                "starts_on": term.starts_on, "ends_on": term.ends_on,
            }  # fmt: skip


def _terms(site: Formal, found: Formal, on: date) -> list[Values]:
    """What has begun is needed for what came in, and stays as it is."""
    stay = [
        row for row in site.terms
        if row["starts_on"] <= on or keys.terms(row["kind"]) in found.kept
    ]  # fmt: skip
    begun = {(row["kind"], row["starts_on"]) for row in stay}
    new = [
        row for row in found.terms
        if (row["kind"], row["starts_on"]) not in begun
        and keys.terms(row["kind"]) not in found.kept
    ]  # fmt: skip
    return stay + new


def _by_pair(rows: Iterable[Values]) -> dict[Pair, list[Term]]:
    found: dict[Pair, list[Term]] = defaultdict(list)
    for row in rows:
        term = Term(row["starts_on"], row["ends_on"], row["email"])
        found[row["organisation"], row["kind"]].append(term)
    return found
