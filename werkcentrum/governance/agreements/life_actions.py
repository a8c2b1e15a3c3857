"""What happens to an agreement that is in force: evaluated, extended, ended, left."""

from datetime import date, datetime

from django.db import transaction

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import insist
from werkcentrum.governance.agreements.ending import (
    day_words,
    end_from,
    end_if_all_agree,
    give_family,
    joined_by,
)
from werkcentrum.governance.agreements.rules import (
    may_evaluate,
    may_extend,
    may_leave,
    may_terminate,
)
from werkcentrum.governance.agreements.standings import signed_days
from werkcentrum.governance.agreements.stepping import change, happened, lock, written
from werkcentrum.governance.models import Agreement, AgreementEvent, Party

Kind = AgreementEvent.Kind


@transaction.atomic
def extend(
    *, agreement: Agreement, ends_on: date, reason: str, by: str, at: datetime
) -> None:  # fmt: skip
    """Have it hold until a later day. Raises RefusedError."""
    insist(may_extend(lock(agreement), ends_on, today=day_of(at)))
    joined_by(agreement).filter(left_on=agreement.ends_on).update(left_on=ends_on)
    change(agreement, ends_on=ends_on)
    give_family(agreement, at)
    words = f"tot {day_words(ends_on)}: {reason}"
    happened(agreement, Kind.EXTENDED, on=day_of(at), by=by, at=at, words=words)
    written("agreement_extended", agreement, by, at, ends_on=ends_on.isoformat())


@transaction.atomic
def terminate(*, agreement: Agreement, on: date, reason: str, by: str, at: datetime) -> None:
    """End it from a day after the notice period, and what belongs to it. Raises RefusedError."""
    insist(may_terminate(lock(agreement), on, today=day_of(at)))
    end_from(agreement, on, reason, by, at)
    if agreement.parent is not None:
        # Who joined by it leaves what it joined, and may be the last that had to agree.
        end_if_all_agree(agreement.parent, by, at)


@transaction.atomic
def leave(*, party: Party, on: date, reason: str, by: str, at: datetime) -> None:
    """One party leaves from a day after the notice period. Raises RefusedError.

    When all others agreed that the agreement ends and it was the last to be asked, it ends.
    """
    agreement = lock(party.agreement)
    party.left_on = Party.objects.get(pk=party.pk).left_on
    insist(may_leave(party, on, _bound_besides(party), today=day_of(at)))
    Party.objects.filter(pk=party.pk).update(left_on=on)
    give_family(agreement, at)
    words = f"{party.organisation.name} per {day_words(on)}: {reason}"
    happened(agreement, Kind.LEFT, on=day_of(at), by=by, at=at, words=words)
    written("party_left", agreement, by, at, party=str(party.pk), on=on.isoformat())
    end_if_all_agree(agreement, by, at)


@transaction.atomic
def evaluate(*, agreement: Agreement, on: date, words: str, by: str, at: datetime) -> None:
    """The parties looked back; the next time counts from this day. Raises RefusedError."""
    insist(may_evaluate(lock(agreement), on, today=day_of(at)))
    change(agreement, evaluated_on=on)
    happened(agreement, Kind.EVALUATED, on=on, by=by, at=at, words=words)
    written("agreement_evaluated", agreement, by, at, on=on.isoformat())


def _bound_besides(party: Party) -> int:
    """How many others signed or joined, and do not leave."""
    signed = signed_days(party.agreement)
    others = party.agreement.parties.filter(left_on=None).exclude(pk=party.pk)
    return sum(bool(one.joined_on or one.pk in signed) for one in others.order_by("pk"))
