"""An agreement comes into force once its rule is met, and gives its parties what was agreed."""

from datetime import date, datetime

from django.db import transaction

from werkcentrum.core.clock import day_of
from werkcentrum.governance.agreements.force_rules import force_day
from werkcentrum.governance.agreements.standings import give_standings, signed_days
from werkcentrum.governance.agreements.stepping import change, happened, lock, written
from werkcentrum.governance.models import Agreement, AgreementEvent, AgreementKind, Party

Kind = AgreementEvent.Kind


@transaction.atomic
def bring_into_force(*, agreement: Agreement, by: str, at: datetime) -> bool:
    """Have it hold when its rule is met, and write what each party gets by it.

    True when it came into force now. The same again changes nothing and leaves no line: whoever
    confirms a signature asks, and the worker does once a date has come.
    """
    lock(agreement)
    today = day_of(at)
    day = None if agreement.in_force_on else _day(agreement)
    is_now = day is not None and day <= today
    if day is not None and is_now:
        change(agreement, in_force_on=day)
        happened(agreement, Kind.IN_FORCE, on=day, by=by, at=at)
        _tell_parent(agreement, day, by, at)
        written("agreement_in_force", agreement, by, at, on=day.isoformat())
    give_standings(agreement, today=today)
    return is_now


def _day(agreement: Agreement) -> date | None:
    """When it holds, by the parties that have not left."""
    signed = signed_days(agreement)
    parties = agreement.parties.filter(left_on=None).order_by("pk")
    return force_day(agreement, [party.joined_on or signed.get(party.pk) for party in parties])


def _tell_parent(agreement: Agreement, day: date, by: str, at: datetime) -> None:
    """What it belongs to is amended, or has a new party; whoever signed that does nothing more."""
    parent = agreement.parent
    if parent is None:
        return
    words = f"{agreement.reference}: {agreement.title}"
    if agreement.kind == AgreementKind.ACCESSION:
        for party in agreement.parties.order_by("position", "pk"):
            _join(parent, party, day, agreement.ends_on)
        give_standings(parent, today=day_of(at))
        happened(parent, Kind.JOINED, on=day, by=by, at=at, words=words)
    elif agreement.kind == AgreementKind.ADDENDUM:
        happened(parent, Kind.AMENDED, on=day, by=by, at=at, words=words)


def _join(parent: Agreement, party: Party, day: date, until: date | None) -> None:
    """A party of the accession is a party of what it joined, as long as the accession holds.

    Who had left comes back.
    """
    present = parent.parties.filter(organisation=party.organisation_id)
    if present.filter(left_on=None).exists():
        return
    values = {
        "joined_on": day, "left_on": until, "purposes": party.purposes, "capacity": party.capacity,
        "representative_name": party.representative_name,
        "representative_function": party.representative_function,
    }  # fmt: skip
    if not present.update(**values):
        Party.objects.create(
            agreement=parent, organisation_id=party.organisation_id,
            position=parent.parties.count() + 1, **values,
        )  # fmt: skip
