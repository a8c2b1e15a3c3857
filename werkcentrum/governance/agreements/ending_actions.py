"""An agreement ends earlier because all its parties agree, each in its own time."""

from datetime import date, datetime

from django.db import transaction

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import insist
from werkcentrum.governance.agreements.ending import day_words, end_if_all_agree
from werkcentrum.governance.agreements.ending_rules import (
    may_agree_to_end,
    may_drop_ending,
    may_propose_ending,
)
from werkcentrum.governance.agreements.standings import bound_parties
from werkcentrum.governance.agreements.stepping import change, happened, lock, written
from werkcentrum.governance.models import Agreement, AgreementEvent, Party

Kind = AgreementEvent.Kind


@transaction.atomic
def propose_ending(
    *, agreement: Agreement, on: date, basis: str, by: str, at: datetime
) -> None:  # fmt: skip
    """The parties are asked whether it may end from this day; `basis` is the paper it rests on.

    Nothing ends by this. Raises RefusedError.
    """
    insist(may_propose_ending(lock(agreement), on, today=day_of(at)))
    change(agreement, agreed_end_on=on, agreed_end_basis=basis)
    # Of an earlier proposal that became void, nobody agreed with this one.
    agreement.parties.update(end_agreed_on=None, end_agreed_by="")
    words = f"voorstel: per {day_words(on)}. {basis}"
    happened(agreement, Kind.ENDING, on=day_of(at), by=by, at=at, words=words)
    written("ending_proposed", agreement, by, at, on=on.isoformat())


@transaction.atomic
def agree_to_end(
    *, agreement: Agreement, party: Party, name: str, on: date, by: str, at: datetime
) -> bool:  # fmt: skip
    """A party agreed, on a day, by who is named so; True when it was the last one, and it ends.

    Raises RefusedError.
    """
    lock(agreement)
    now = agreement.parties.select_related("organisation").get(pk=party.pk)
    today = day_of(at)
    bound = bound_parties(agreement, on=agreement.agreed_end_on or today)
    insist(may_agree_to_end(agreement, now, bound, on, today=today))
    Party.objects.filter(pk=now.pk).update(end_agreed_on=on, end_agreed_by=name)
    words = f"{now.organisation.name} gaat akkoord: {name}"
    happened(agreement, Kind.ENDING, on=on, by=by, at=at, words=words)
    written("ending_agreed", agreement, by, at, party=str(now.pk), on=on.isoformat())
    return end_if_all_agree(agreement, by, at)


@transaction.atomic
def drop_ending(*, agreement: Agreement, by: str, at: datetime) -> None:
    """Not all agree, or on another day: what was written down goes. Raises RefusedError."""
    insist(may_drop_ending(lock(agreement)))
    change(agreement, agreed_end_on=None, agreed_end_basis="")
    agreement.parties.update(end_agreed_on=None, end_agreed_by="")
    happened(agreement, Kind.ENDING, on=day_of(at), by=by, at=at, words="gaat niet door")
    written("ending_dropped", agreement, by, at)
