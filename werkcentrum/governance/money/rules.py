"""Who decides about the region's money, and how much may be promised and spent."""

from datetime import date
from typing import Final

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.authority.models import DECIDING, Body, Decision
from werkcentrum.governance.money.cents import in_words
from werkcentrum.governance.money.models import Budget, BudgetLine, Commitment, Funding
from werkcentrum.partners.models import Location, Organisation

# Who may change what a budget began with: for a municipality the council too.
_CHANGING: Final = DECIDING | {Body.Kind.COUNCIL}
ONLY_CENTRE = Refusal(
    "Alleen de centrumgemeente legt vast wat er met dit geld gebeurt. U kunt wel advies geven."
)


def is_centre(organisation: Organisation) -> bool:
    """Whether this is the centre municipality, which receives the State's money for the region."""
    municipality = organisation.municipality
    is_municipality = organisation.kind == Organisation.Kind.MUNICIPALITY
    return is_municipality and municipality is not None and municipality.is_centre


def may_keep(works_for: Organisation, budget: Budget) -> Refusal | None:
    """Whether who works for this organisation may write in the books of a year."""
    if not is_centre(works_for) or works_for.region_id != budget.region_id:
        return ONLY_CENTRE
    return may_still_change(budget)


def may_still_change(budget: Budget) -> Refusal | None:
    """A closed year takes nothing."""
    if budget.closed_on is not None:
        return Refusal(f"Het jaar {budget.year} is afgesloten. U kunt er niets meer in veranderen.")
    return None


def may_advise(organisation: Organisation, budget: Budget) -> Refusal | None:
    """Whether an organisation gives advice: whoever does not decide, while the year is open."""
    if is_centre(organisation):
        return Refusal("Uw organisatie beslist zelf over dit geld.")
    return may_still_change(budget)


def is_in_year(day: date, budget: Budget, *, today: date) -> Refusal | None:
    """Whether something may have this date in the books of a year."""
    if day.year != budget.year:
        return Refusal(f"Kies een dag in {budget.year}.")
    if day > today:
        return Refusal("Deze dag moet nog komen. Kies vandaag of eerder.")
    return None


def may_be_received(day: date, budget: Budget, *, today: date) -> Refusal | None:
    """Whether money of a year came in on this day; the State may pay a year early or late."""
    if day > today:
        return Refusal("Deze dag moet nog komen. Laat de dag leeg tot het geld er is.")
    if abs(day.year - budget.year) > 1:
        return Refusal(f"Dit geld is van {budget.year}. Kijk of het jaar van deze dag klopt.")
    return None


def may_rest_on(decision: Decision, budget: Budget, *, day: date) -> Refusal | None:
    """Whether the centre municipality's own body decided this, and it holds on that day.

    A regional board or an advisory council never binds anybody.
    """
    return _is_by(decision, budget, DECIDING) or _holds(decision, day)


def may_be_changed_by(decision: Decision, budget: Budget, *, day: date) -> Refusal | None:
    """The same for what a budget began with: the council may decide that too."""
    return _is_by(decision, budget, _CHANGING) or _holds(decision, day)


def may_spend_from(
    decision: Decision, funding: Funding, budget: Budget, *, day: date
) -> Refusal | None:
    """Whether a decision commits this money: of the State's money only the centre's own body may.

    Of a contribution or a subsidy the body of whoever gives it may too.
    """
    if funding.kind in Funding.STATE:
        return may_rest_on(decision, budget, day=day)
    if decision.body.kind not in DECIDING or not _is_here(decision, budget):
        return Refusal(
            f"{decision.body.name} kan geen geld vastleggen. Kies een besluit van het bestuur van "
            "een organisatie."
        )
    return _holds(decision, day)


def may_give(decision: Decision, budget: Budget) -> Refusal | None:
    """Whether money can come in by this decision: of a body that binds somebody in this region."""
    if decision.body.kind not in _CHANGING or not _is_here(decision, budget):
        return Refusal(f"{decision.body.name} kan geen geld geven. Kies een ander besluit.")
    if decision.withdrawn_on is not None:
        return Refusal(f"Besluit {decision.number} is ingetrokken.")
    return None


def may_commit(
    amount: int, *, line_free: int, funding_free: int, has_beyond: bool
) -> Refusal | None:
    """Whether so much can be promised. All amounts are cents.

    A line that is full is made larger by a decision first; a funding that is used up needs a
    decision to go beyond it.
    """
    if amount > line_free:
        return Refusal(
            f"Op deze post is nog {in_words(line_free)} vrij. Verhoog eerst de post met "
            "een besluit, of kies een kleiner bedrag."
        )
    if has_beyond and amount <= funding_free:
        return Refusal("Dit past binnen het geld. Laat het besluit om meer uit te geven leeg.")
    if amount > funding_free and not has_beyond:
        return Refusal(
            f"Van dit geld is nog {in_words(max(0, funding_free))} vrij. Meer vastleggen "
            "kan alleen met een besluit om meer uit te geven."
        )
    return None


def may_spend(amount: int, commitment: Commitment, *, spent: int) -> Refusal | None:
    """Whether so much was really promised. A credit note is negative; cents."""
    if spent + amount < 0:
        return Refusal(
            f"Op verplichting {commitment.number} is {in_words(spent)} uitgegeven. Meer kunt u "
            "niet terugboeken."
        )
    if amount > 0 and commitment.cancelled_on is not None:
        return Refusal(f"Verplichting {commitment.number} is vervallen. Boek dit ergens anders.")
    if amount > 0 and spent + amount > commitment.amount_cents:
        return Refusal(
            f"Op verplichting {commitment.number} is nog "
            f"{in_words(commitment.amount_cents - spent)} over. Leg eerst meer vast, of kies een "
            "kleiner bedrag."
        )
    return None


def may_transfer(amount: int, *, committed: int, transferred: int) -> Refusal | None:
    """Whether so much can be passed on: only what was promised on the line. All are cents."""
    if transferred + amount > committed:
        return Refusal(
            f"Op deze post is nog {in_words(committed - transferred)} verplicht en niet "
            "overgeboekt. Kies een kleiner bedrag."
        )
    return None


def may_receive(recipient: Organisation, line: BudgetLine) -> Refusal | None:
    """Nobody passes money on to themselves."""
    if recipient.pk == line.carrier_id:
        return Refusal("Deze organisatie betaalt de post zelf. Kies een andere ontvanger.")
    return None


def may_carry(carrier: Organisation, *, purpose: str, location: Location | None) -> Refusal | None:
    """Who bears the costs: of a local desk always the region, which is why it can exist at all."""
    if purpose != BudgetLine.Purpose.LOCAL_DESK:
        return None
    if location is None:
        return Refusal("Kies de locatie van het lokale Werkcentrum.")
    is_region = is_centre(carrier) or carrier.kind == Organisation.Kind.WERKCENTRUM
    if not is_region:
        return Refusal(
            "De regio betaalt een lokaal Werkcentrum. Kies de centrumgemeente of het Werkcentrum "
            "als kostendrager."
        )
    return None


def may_lower(amount: int, *, line_free: int) -> Refusal | None:
    """Whether so much can go off a line (`amount` is negative): what is promised stays. Cents."""
    if amount < 0 and line_free + amount < 0:
        return Refusal(f"Op deze post is nog {in_words(line_free)} vrij. Meer kan er niet af.")
    return None


def may_cancel(
    commitment: Commitment, *, spent: int, committed: int, transferred: int
) -> Refusal | None:
    """Whether the rest of a promise can lapse: not what was passed on already. All are cents.

    `committed` and `transferred` are those of its line.
    """
    if commitment.cancelled_on is not None:
        return Refusal(f"Verplichting {commitment.number} is al vervallen.")
    if transferred > committed - (commitment.amount_cents - spent):
        return Refusal(
            f"Van deze post is al {in_words(transferred)} overgeboekt. Zo veel moet verplicht "
            "blijven."
        )
    return None


def may_close(budget: Budget, *, today: date) -> Refusal | None:
    """A year is closed when it is over."""
    if today.year <= budget.year:
        return Refusal(f"Het jaar {budget.year} is nog niet voorbij.")
    return may_still_change(budget)


def _is_by(decision: Decision, budget: Budget, kinds: frozenset[str]) -> Refusal | None:
    body = decision.body
    if body.kind in kinds and is_centre(body.organisation) and _is_here(decision, budget):
        return None
    return Refusal(
        f"{body.name} kan dit geld niet vastleggen. Kies een besluit van het bestuur van de "
        "centrumgemeente."
    )


def _is_here(decision: Decision, budget: Budget) -> bool:
    return decision.body.organisation.region_id == budget.region_id


def _holds(decision: Decision, day: date) -> Refusal | None:
    if not decision.holds_on(day):
        return Refusal(f"Besluit {decision.number} geldt niet op deze dag.")
    return None
