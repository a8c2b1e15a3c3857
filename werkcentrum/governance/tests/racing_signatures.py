"""Races for signatures (`core/tests/racing.py`): several colleagues do the same at once."""

from datetime import timedelta
from functools import partial

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.governance.decisions.actions import withdraw_decision
from werkcentrum.governance.models import Agreement, Decision, Signature
from werkcentrum.governance.signatures.actions import confirm_signature, take_back_signature
from werkcentrum.governance.tests.make import SIGNED_ON
from werkcentrum.governance.tests.make_ready import (
    ALDERMAN,
    DIRECTOR,
    library_of,
    make_case,
    signed,
    town_of,
)
from werkcentrum.partners.tests.make import make_region

PEOPLE = 6
ROUNDS = 3


def signing() -> list[str]:
    """Six write down a signature at once, then six confirm it, then two confirm the last two."""
    case = make_case(make_region())
    written = at_once([partial(_write, case)] * PEOPLE)
    first = town_of(case).signatures.get().pk
    seen = at_once([partial(_confirm, _read(first), f"0190-{number}") for number in range(PEOPLE)])
    both = make_case(make_region("twee", code="AM99", name="Twee"))
    two = [signed(town_of(both), ALDERMAN).pk, signed(library_of(both), DIRECTOR).pk]
    last = at_once([partial(_confirm, _read(pk), "0190-els") for pk in two])
    both.refresh_from_db()
    begun = Agreement.objects.get(pk=both.pk).events.filter(kind="in_force").count()
    return [*written, *seen, *last, f"{begun} keer in werking", *_second_thoughts(),
            *_withdrawing(), *map(_withdrawn_while_confirming, range(ROUNDS))]  # fmt: skip


def _second_thoughts() -> list[str]:
    """One confirms while another takes back: what was refused is what did not happen."""
    case = make_case(make_region("drie", code="AM98", name="Drie"))
    signature = signed(town_of(case)).pk
    confirmed, taken_back = at_once(
        [
            partial(_confirm, _read(signature), "0190-els"),
            partial(_take_back, _read(signature)),
        ]
    )
    counts = [row.counts for row in Signature.objects.filter(pk=signature).order_by("pk")]
    is_one = (confirmed == "nee") != (taken_back == "nee")
    is_so = counts == ([True] if taken_back == "nee" else [])
    return ["een van beide" if is_one and is_so else f"{confirmed} {taken_back} {counts}"]


def _withdrawing() -> list[str]:
    """Two withdraw a decision on different days at once: one is told that it was done."""
    case = make_case(make_region("vier", code="AM97", name="Vier"))
    decision = Decision.objects.filter(body__organisation__region=case.region).first()
    return at_once([partial(_withdraw, decision, days) for days in (1, 2)])


def _withdrawn_while_confirming(number: int) -> str:
    """One confirms a signature while another withdraws what it rests on, from before that day.

    Either nobody confirmed it, or the agreement says that its ground went.
    """
    case = make_case(make_region(f"vijf{number}", code=f"AM8{number}", name=f"Vijf {number}"))
    signature = signed(town_of(case)).pk
    decision = Decision.objects.get(points__agreement=case, body__kind="executive")
    at_once([
        partial(_confirm, _read(signature), "0190-els"), partial(_withdraw, decision, 0),
    ])  # fmt: skip
    counts = Signature.objects.get(pk=signature).counts
    is_told = case.events.filter(kind="ground_gone").exists()
    return "klopt" if counts == is_told else f"bevestigd: {counts}, verteld: {is_told}"


def _withdraw(decision: Decision, days: int) -> str:
    withdraw_decision(decision=decision, withdrawn_on=SIGNED_ON + timedelta(days=days),
                      by="0190-els", at=MONDAY_MORNING)  # fmt: skip
    return "ingetrokken"


def _write(case: Agreement) -> str:
    signed(town_of(Agreement.objects.select_related("region").get(pk=case.pk)))
    return "opgeschreven"


def _read(pk: object) -> Signature:
    """As whoever opened its page has it, before somebody else took it back."""
    return Signature.objects.select_related("party__agreement__region").get(pk=pk)


def _confirm(signature: Signature, by: str) -> str:
    confirm_signature(signature=signature, by=by, at=MONDAY_MORNING)
    return "bevestigd"


def _take_back(signature: Signature) -> str:
    take_back_signature(signature=signature, by="0190-karin", at=MONDAY_MORNING)
    return "teruggenomen"
