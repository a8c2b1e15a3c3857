"""Lays the register of the files over what the database holds; only what differs is written."""

from collections.abc import Iterable
from datetime import date

from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.catalogue.regionfolder.terms import follow_up
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.privacy.models import ConsentText, Period, Purpose
from werkcentrum.privacy.regionfolder import keys
from werkcentrum.privacy.regionfolder.reading import Register, Values
from werkcentrum.privacy.regionfolder.site import (
    Triple,
    grounds_of,
    newest_texts,
    register_of,
    standings_of,
    terms_by_triple,
    triple_of,
)


def apply_register(sync: Sync, found: Register, *, on: date) -> None:
    """Purposes first; the rest hangs from them. What was kept for the website is not touched."""
    found = _with_site(sync.region, found)
    purposes = sync.rows(
        Purpose.objects.filter(region=sync.region),
        ({**values, "region": sync.region, "key": key} for key, values in found.purposes.items()),
        identity=lambda row: (row.key,),
        by=lambda values: (values["key"],),
    )
    by_key = {key: row for (key,), row in purposes.items()}
    organisations = {row.key: row for row in Organisation.objects.filter(region=sync.region)}
    _texts(sync, found, by_key, on)
    _grounds(sync, found, by_key, organisations, on)
    _standings(sync, found, organisations)
    sync.rows(
        Period.objects.filter(region=sync.region),
        (
            {**values, "region": sync.region, "record": record}
            for record, values in found.periods.items()
        ),
        identity=lambda row: (row.record,),
        by=lambda values: (values["record"],),
    )


def _with_site(region: Region, found: Register) -> Register:
    """The files, with what stands on the website in the places where that counts."""
    return found.laid_over(register_of(region)) if found.kept else found


def _texts(sync: Sync, found: Register, purposes: dict[str, Purpose], on: date) -> None:
    """A text that changed is a new version; people agreed to the old one, so that stays."""
    newest = newest_texts(sync.region)
    rows = ConsentText.objects.filter(purpose__region=sync.region).select_related("purpose")
    wanted: list[Values] = [
        {"purpose": row.purpose, "language": row.language, "version": row.version}
        for row in rows
        if row.purpose.key in purposes
    ]
    for (key, language), body in found.texts.items():
        old = newest.get((key, language))
        if old is None or old.body != body:
            version = old.version + 1 if old else 1
            wanted.append(
                {
                    "purpose": purposes[key], "language": language, "version": version,
                    "body": body, "starts_on": on,
                }
            )  # fmt: skip
    sync.rows(
        rows,
        wanted,
        identity=lambda row: (row.purpose.key, row.language, row.version),
        by=lambda values: (values["purpose"].key, values["language"], values["version"]),
    )


def _grounds(
    sync: Sync,
    found: Register,
    purposes: dict[str, Purpose],
    organisations: dict[str, Organisation],
    on: date,
) -> None:
    rows = grounds_of(sync.region)
    sync.rows(
        rows,
        _wanted_grounds(sync.region, found, purposes, organisations, on),
        identity=lambda row: (*triple_of(row), row.starts_on.isoformat()),
        by=_ground_identity,
    )


def _wanted_grounds(
    region: Region,
    found: Register,
    purposes: dict[str, Purpose],
    organisations: dict[str, Organisation],
    on: date,
) -> Iterable[Values]:
    present = terms_by_triple(register_of(region).grounds)
    wanted = terms_by_triple(found.grounds)
    for triple in dict.fromkeys([*present, *wanted]):
        purpose, controller, recipient = triple
        if purpose not in purposes:
            continue
        is_kept = keys.ground(*triple) in found.kept
        before, after = present.get(triple, []), wanted.get(triple, [])
        for term in before if is_kept else follow_up(before, after, today=on):
            yield {
                "purpose": purposes[purpose],
                "controller": organisations[controller],
                "recipient": organisations.get(recipient),
                "kind": term.kind, "law": term.law, "data": list(term.data),
                "starts_on": term.starts_on, "ends_on": term.ends_on,
            }  # fmt: skip


def _ground_identity(values: Values) -> tuple[str, str, str, str]:
    recipient = values["recipient"]
    triple: Triple = (
        values["purpose"].key, values["controller"].key, recipient.key if recipient else "",
    )  # fmt: skip
    return (*triple, values["starts_on"].isoformat())


def _standings(sync: Sync, found: Register, organisations: dict[str, Organisation]) -> None:
    sync.rows(
        standings_of(sync.region),
        (
            {**values, "organisation": organisations[values["organisation"]]}
            for values in found.standings
        ),
        identity=lambda row: (row.organisation.key, row.purpose, row.starts_on.isoformat()),
        by=lambda values: (
            values["organisation"].key, values["purpose"], values["starts_on"].isoformat(),
        ),
    )  # fmt: skip
