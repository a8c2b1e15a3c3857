"""Which agreements rest on a decision or a mandate, by the signatures that were confirmed."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from werkcentrum.governance.agreements.force_rules import last_day_without
from werkcentrum.governance.models import (
    Agreement,
    AgreementEvent,
    Decision,
    DecisionPoint,
    Mandate,
    Signature,
)

# What is told of a ground, and what people said of that.
ABOUT_GROUNDS = (AgreementEvent.Kind.GROUND_GONE, AgreementEvent.Kind.ASSESSED)


def resting_on_decision(decision: Decision, today: date) -> list[Agreement]:
    """What its organisation signed by it, or by a mandate that rests on it, and has not ended."""
    entered = DecisionPoint.objects.filter(decision=decision).exclude(agreement=None)
    of_party = Q(party__organisation=decision.body.organisation_id)
    of_party &= Q(party__agreement__in=entered.values("agreement"))
    powers = _with_passed_on(decision.mandates.order_by("pk").values_list("pk", flat=True))
    return _signed(of_party | Q(mandate__in=powers), today)


def resting_on_mandate(mandate: Mandate, today: date) -> list[Agreement]:
    """What somebody signed by it, or by what was passed on of it, and has not ended."""
    return _signed(Q(mandate__in=_with_passed_on([mandate.pk])), today)


def unassessed(agreement: Agreement) -> str:
    """What does not hold any more and nobody looked at yet, in words; '' when there is nothing."""
    rows = AgreementEvent.objects.filter(agreement=agreement, kind__in=ABOUT_GROUNDS)
    last = rows.order_by("-at", "-pk").first()
    return last.words if last and last.kind == AgreementEvent.Kind.GROUND_GONE else ""


def _signed(rest: Q, today: date) -> list[Agreement]:
    signed = Signature.objects.confirmed().filter(rest)
    rows = Agreement.objects.filter(pk__in=signed.values("party__agreement"))
    rows = rows.select_related("region", "parent").order_by("title", "reference")
    ends = [(row, last_day_without(row)) for row in rows]
    return [row for row, end in ends if end is None or today < end]


def _with_passed_on(mandates: Iterable[Any]) -> set[UUID]:
    """These and all that was passed on of them."""
    found = new = set(mandates)
    while new:
        rows = Mandate.objects.filter(parent__in=new).exclude(pk__in=found)
        new = set(rows.order_by("pk").values_list("pk", flat=True))
        found = found | new
    return found
