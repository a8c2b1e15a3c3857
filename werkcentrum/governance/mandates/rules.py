"""What may be given to people, passed on, revoked and published."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.authority.rules import NETWORKS
from werkcentrum.governance.models import Body, Decision, Mandate


@dataclass(frozen=True)
class Terms:
    """To whom something is given, what for, and for how long. Amounts are whole cents.

    It ends before `ends_on`; without `most_cents` there is no limit.
    """

    number: str
    holder_name: str
    holder_function: str
    subject: str
    starts_on: date
    ends_on: date | None = None
    most_cents: int | None = None
    may_pass_on: bool = False


def may_grant(
    giver: Body, decision: Decision | None, starts_on: date, ends_on: date | None
) -> Refusal | None:
    """By a body that has something to give, on a decision of its own that is there by then."""
    if giver.kind in NETWORKS:
        return Refusal(_("Een overleg of adviesraad kan geen volmacht of mandaat geven."))
    if decision is not None and decision.body_id != giver.pk:
        return Refusal(_("Dit besluit is van een ander orgaan dan wie de volmacht geeft."))
    if decision is not None and starts_on < decision.decided_on:
        return Refusal(_("De volmacht kan niet beginnen voor het besluit waarop die berust."))
    return _lasts(starts_on, ends_on)


def may_pass_on(
    parent: Mandate,
    starts_on: date,
    ends_on: date | None,
    most_cents: int | None,
    agreements: Collection[Any],
) -> Refusal | None:
    """Where that was allowed, while it holds, and no more than there is.

    `agreements` are ids.
    """
    if not parent.may_pass_on:
        return Refusal(_("Wie dit kreeg, mag het niet doorgeven."))
    if not parent.valid_on(starts_on):
        return Refusal(_("Op de eerste dag geldt dit zelf niet. Kies een andere dag."))
    if parent.most_cents is not None and (most_cents is None or most_cents > parent.most_cents):
        return Refusal(_("Het bedrag is hoger dan wat mag worden doorgegeven."))
    only = {agreement.pk for agreement in parent.agreements.all()}
    if only and (not agreements or not only >= set(agreements)):
        return Refusal(_("Kies alleen overeenkomsten waarvoor dit zelf ook geldt."))
    return _lasts(starts_on, ends_on)


def is_number_taken() -> Refusal:
    """An organisation numbers what it gives."""
    return Refusal(_("Deze organisatie heeft dit nummer al gebruikt."))


def may_revoke(mandate: Mandate, revoked_on: date) -> Refusal | None:
    """Once, and not before it began."""
    if mandate.revoked_on is not None:
        return Refusal(_("Dit is al ingetrokken."))
    if revoked_on < mandate.starts_on:
        return Refusal(_("Het begint pas later. Kies die dag of een dag daarna."))
    return None


def _lasts(starts_on: date, ends_on: date | None) -> Refusal | None:
    if ends_on is not None and ends_on <= starts_on:
        return Refusal(_("Het einde moet na het begin liggen."))
    return None
