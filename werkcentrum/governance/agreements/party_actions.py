"""Who takes part in an agreement, and what each said of its text."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.agreements.rules import (
    gone,
    just_changed_too,
    may_add_party,
    may_note_checked,
    may_note_consulted,
    may_write,
)
from werkcentrum.governance.agreements.stepping import lock, written
from werkcentrum.governance.models import Agreement, Party
from werkcentrum.partners.models import Organisation


@transaction.atomic
def add_party(
    *,
    agreement: Agreement,
    organisation: Organisation,
    capacity: str,
    by: str,
    at: datetime,
    representative_name: str = "",
    representative_function: str = "",
    purposes: Sequence[str] = (),
) -> Party:
    """Have an organisation take part, last in the row. Raises RefusedError."""
    lock(agreement)
    present = list(agreement.parties.order_by("position", "pk"))
    parent = agreement.parent
    bound = list(parent.parties.order_by("pk")) if parent else []
    insist(may_add_party(agreement, organisation, present, bound))
    party = Party.objects.create(
        agreement=agreement, organisation=organisation, capacity=capacity,
        representative_name=representative_name, purposes=list(purposes),
        representative_function=representative_function,
        position=max((one.position for one in present), default=0) + 1,
    )  # fmt: skip
    written("party_added", agreement, by, at, party=str(party.pk))
    return party


@transaction.atomic
def change_party(
    *,
    party: Party,
    capacity: str,
    representative_name: str,
    representative_function: str,
    purposes: Sequence[str],
    by: str,
    at: datetime,
    read: str = "",
) -> None:
    """Another representative, capacity or purpose. Raises RefusedError.

    `read` is `party.version` as whoever writes saw it: somebody else may have changed it since.
    """
    insist(may_write(lock(party.agreement)))
    now = Party.objects.filter(pk=party.pk).first()
    if now is None:
        raise RefusedError(gone())
    if read and now.version != read:
        raise RefusedError(just_changed_too())
    Party.objects.filter(pk=party.pk).update(
        capacity=capacity, representative_name=representative_name,
        representative_function=representative_function, purposes=list(purposes),
    )  # fmt: skip
    written("party_changed", party.agreement, by, at, party=str(party.pk))


@transaction.atomic
def remove_party(*, party: Party, by: str, at: datetime) -> None:
    """It does not take part after all. Raises RefusedError."""
    insist(may_write(lock(party.agreement)))
    if not Party.objects.filter(pk=party.pk).delete()[0]:
        raise RefusedError(gone())
    written("party_removed", party.agreement, by, at, party=str(party.pk))


@transaction.atomic
def note_consulted(*, party: Party, on: date, by: str, at: datetime) -> None:
    """It said what it thinks of the text. Raises RefusedError."""
    lock(party.agreement)
    insist(may_note_consulted(_now(party), on=on, today=day_of(at)))
    Party.objects.filter(pk=party.pk).update(consulted_on=on)
    written("party_consulted", party.agreement, by, at, party=str(party.pk))


@transaction.atomic
def note_checked(*, party: Party, on: date, by: str, at: datetime) -> None:
    """Its lawyer agrees with the text. Raises RefusedError."""
    lock(party.agreement)
    insist(may_note_checked(_now(party), on=on, today=day_of(at)))
    Party.objects.filter(pk=party.pk).update(checked_on=on)
    written("party_checked", party.agreement, by, at, party=str(party.pk))


def _now(party: Party) -> Party:
    """As it is since the agreement was taken. Raises RefusedError when somebody took it away."""
    found = Party.objects.filter(pk=party.pk).first()
    if found is None:
        raise RefusedError(gone())
    party.consulted_on, party.left_on = found.consulted_on, found.left_on
    return party
