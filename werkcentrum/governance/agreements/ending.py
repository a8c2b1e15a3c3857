"""How an agreement ends from a day, for the actions that may do so, and what goes on with it."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import override

from werkcentrum.core.clock import day_of
from werkcentrum.governance.agreements.ending_rules import is_ending_proposed
from werkcentrum.governance.agreements.standings import bound_parties, give_standings
from werkcentrum.governance.agreements.stepping import change, happened, written
from werkcentrum.governance.models import Agreement, AgreementEvent, AgreementKind, Party


def end_from(agreement: Agreement, on: date, reason: str, by: str, at: datetime) -> None:
    """It holds until this day and not on it, and so does what belongs to it."""
    joined_by(agreement).filter(Q(left_on=None) | Q(left_on__gt=on)).update(left_on=on)
    change(agreement, terminated_on=on)
    give_family(agreement, at)
    words = f"per {day_words(on)}: {reason}"
    happened(
        agreement, AgreementEvent.Kind.TERMINATED, on=day_of(at), by=by, at=at, words=words
    )  # fmt: skip
    written("agreement_terminated", agreement, by, at, on=on.isoformat())


def end_if_all_agree(agreement: Agreement, by: str, at: datetime) -> bool:
    """Whether it ends by consent, because nobody has to agree with that any more."""
    on = agreement.agreed_end_on
    if on is None or not is_ending_proposed(agreement):
        return False
    if any(one.end_agreed_on is None for one in bound_parties(agreement, on=on)):
        return False
    words = f"met goedvinden van alle partijen. {agreement.agreed_end_basis}"
    end_from(agreement, on, words, by, at)
    return True


def joined_by(agreement: Agreement) -> QuerySet[Party]:
    """Of an accession, the same organisations as parties of what they joined by it."""
    rows = Party.objects.filter(agreement=agreement.parent_id, joined_on=agreement.in_force_on)
    if agreement.kind != AgreementKind.ACCESSION:
        return rows.none()
    return rows.filter(organisation__in=agreement.parties.values("organisation"))


def give_family(agreement: Agreement, at: datetime) -> None:
    """What its parties get, and those of what belongs to it, ends or goes on with it.

    Who joined gets it from what they joined.
    """
    give_standings(agreement, today=day_of(at))
    if agreement.kind == AgreementKind.ACCESSION and agreement.parent is not None:
        give_standings(agreement.parent, today=day_of(at))
    for child in agreement.children.order_by("pk"):
        child.parent = agreement
        give_standings(child, today=day_of(at))


def day_words(day: date) -> str:
    """A day in Dutch, as a timeline keeps it."""
    with override("nl"):
        return date_format(day, "j F Y")
