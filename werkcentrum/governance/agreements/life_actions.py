"""What happens to an agreement that is in force: evaluated, extended, ended, left."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import override

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import insist
from werkcentrum.governance.agreements.rules import (
    may_evaluate,
    may_extend,
    may_leave,
    may_terminate,
)
from werkcentrum.governance.agreements.standings import give_standings, signed_days
from werkcentrum.governance.agreements.stepping import change, happened, lock, written
from werkcentrum.governance.models import Agreement, AgreementEvent, AgreementKind, Party

Kind = AgreementEvent.Kind


@transaction.atomic
def extend(
    *, agreement: Agreement, ends_on: date, reason: str, by: str, at: datetime
) -> None:  # fmt: skip
    """Have it hold until a later day. Raises RefusedError."""
    insist(may_extend(lock(agreement), ends_on, today=day_of(at)))
    _joined(agreement).filter(left_on=agreement.ends_on).update(left_on=ends_on)
    change(agreement, ends_on=ends_on)
    _give(agreement, at)
    words = f"tot {_day(ends_on)}: {reason}"
    happened(agreement, Kind.EXTENDED, on=day_of(at), by=by, at=at, words=words)
    written("agreement_extended", agreement, by, at, ends_on=ends_on.isoformat())


@transaction.atomic
def terminate(*, agreement: Agreement, on: date, reason: str, by: str, at: datetime) -> None:
    """End it from a day after the notice period, and what belongs to it. Raises RefusedError."""
    insist(may_terminate(lock(agreement), on, today=day_of(at)))
    _joined(agreement).filter(Q(left_on=None) | Q(left_on__gt=on)).update(left_on=on)
    change(agreement, terminated_on=on)
    _give(agreement, at)
    words = f"per {_day(on)}: {reason}"
    happened(agreement, Kind.TERMINATED, on=day_of(at), by=by, at=at, words=words)
    written("agreement_terminated", agreement, by, at, on=on.isoformat())


@transaction.atomic
def leave(*, party: Party, on: date, reason: str, by: str, at: datetime) -> None:
    """One party leaves from a day after the notice period. Raises RefusedError."""
    agreement = lock(party.agreement)
    party.left_on = Party.objects.get(pk=party.pk).left_on
    insist(may_leave(party, on, _bound_besides(party), today=day_of(at)))
    Party.objects.filter(pk=party.pk).update(left_on=on)
    _give(agreement, at)
    words = f"{party.organisation.name} per {_day(on)}: {reason}"
    happened(agreement, Kind.LEFT, on=day_of(at), by=by, at=at, words=words)
    written("party_left", agreement, by, at, party=str(party.pk), on=on.isoformat())


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


def _joined(agreement: Agreement) -> QuerySet[Party]:
    """Of an accession, the same organisations as parties of what they joined by it."""
    rows = Party.objects.filter(agreement=agreement.parent_id, joined_on=agreement.in_force_on)
    if agreement.kind != AgreementKind.ACCESSION:
        return rows.none()
    return rows.filter(organisation__in=agreement.parties.values("organisation"))


def _give(agreement: Agreement, at: datetime) -> None:
    """What its parties get, and those of what belongs to it, ends or goes on with it.

    Who joined gets it from what they joined.
    """
    give_standings(agreement, today=day_of(at))
    if agreement.kind == AgreementKind.ACCESSION and agreement.parent is not None:
        give_standings(agreement.parent, today=day_of(at))
    for child in agreement.children.order_by("pk"):
        child.parent = agreement
        give_standings(child, today=day_of(at))


def _day(day: date) -> str:
    with override("nl"):
        return date_format(day, "j F Y")
