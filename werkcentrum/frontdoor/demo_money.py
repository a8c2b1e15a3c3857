"""Invented books of this year: those pages of a demo hold something. All amounts are examples."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.governance.decisions.actions import record_decision
from werkcentrum.governance.decisions.rules import NewPoint
from werkcentrum.governance.models import (
    Body,
    Budget,
    BudgetLine,
    Commitment,
    Decision,
    Funding,
)
from werkcentrum.governance.money import actions
from werkcentrum.partners.models import Location, Organisation, Region

_FUNDING: Final = (
    (Funding.Kind.IMPULSE, "Ministerie van SZW (voorbeeld)", 1_250_000_00),
    (Funding.Kind.STRUCTURAL, "Ministerie van SZW (voorbeeld)", 620_000_00),
    (Funding.Kind.CONTRIBUTION, "UWV (voorbeeld)", 80_000_00),
)
# What it is for, its name, and in cents what is planned, promised of the first funding, and paid.
_LINES: Final = (
    ("jobseekers", "Begeleiding van werkzoekenden", 540_000_00, 410_000_00, 287_340_15),
    ("employers", "Werkgeversdienstverlening", 380_000_00, 310_000_00, 201_115_80),
    ("education", "Leerwerkloket en scholen", 210_000_00, 95_000_00, 41_250_00),
    ("social_economic", "Schulden en werk", 120_000_00, 60_000_00, 22_480_60),
    ("local_desk", "Lokaal Werkcentrum Voorburg", 96_000_00, 84_000_00, 49_017_25),
    ("communication", "Campagne in de regio", 75_000_00, 68_500_00, 66_930_45),
    ("guides", "Gidsen", 310_000_00, 0, 0),
    ("support", "Regionale ondersteuning", 140_000_00, 0, 0),
)
_DESK: Final = "bibliotheek-aan-de-vliet-voorburg"


def make_demo_money(region: Region, *, at: datetime) -> None:
    """The books of this year. Nothing when there are any, or no centre municipality."""
    decision = None if Budget.objects.filter(region=region).exists() else _decision(region, at)
    if decision is None:
        return
    centre = decision.body.organisation
    who: dict[str, Any] = {"works_for": centre, "by": SYSTEM, "at": at}
    budget = actions.open_budget(region=region, year=at.year, **who)
    fundings = [
        actions.add_funding(
            budget=budget, kind=kind, source=source, amount_cents=cents, decision=None,
            received_on=_ago(at, 200) if kind in Funding.STATE else None,
            account_before=date(at.year + 1, 7, 15), **who,
        )
        for kind, source, cents in _FUNDING
    ]  # fmt: skip
    for number, (purpose, title, planned, promised, paid) in enumerate(_LINES, start=1):
        place = Location.objects.filter(region=region, key=_DESK).first()
        is_desk = purpose == BudgetLine.Purpose.LOCAL_DESK
        if is_desk and place is None:
            continue
        line = actions.add_line(
            budget=budget, purpose=purpose, title=title, carrier=centre,
            location=place if is_desk else None, planned_cents=planned, **who,
        )  # fmt: skip
        if promised:
            made = _promised(line, fundings[0], decision, number, promised, at, who)
            _paid(made, paid, number, at, who)
        if is_desk:
            _passed_on(line, decision, at, who)
    _changed_and_advised(budget, decision, at, who)


def _decision(region: Region, at: datetime) -> Decision | None:
    """What the executive of the centre municipality decided about this year."""
    executive = Body.objects.filter(
        organisation__region=region, organisation__municipality__is_centre=True,
        kind=Body.Kind.EXECUTIVE,
    ).select_related("organisation__municipality", "organisation__region").first()  # fmt: skip
    if executive is None:
        return None
    return record_decision(
        body=executive, number=f"{at.year - 1}-412", by=SYSTEM, at=at,
        title=f"Begroting van de arbeidsmarktregio voor {at.year} (voorbeeld)",
        decided_on=date(at.year - 1, 12, 9),
        points=[NewPoint("De middelen voor de arbeidsmarktregio beschikbaar te stellen.")],
    )  # fmt: skip


def _promised(
    line: BudgetLine, funding: Funding, decision: Decision, number: int, cents: int, at: datetime,
    who: dict[str, Any],
) -> Commitment:  # fmt: skip
    return actions.commit_money(
        line=line, funding=funding, number=f"V-{at.year}-{number:02d}",
        counterparty="Voorbeeld Uitvoering", description=f"{line.title}, het hele jaar",
        amount_cents=cents, committed_on=_ago(at, 190), decision=decision, beyond=None,
        **who,
    )  # fmt: skip


def _paid(made: Commitment, cents: int, number: int, at: datetime, who: dict[str, Any]) -> None:
    """In three parts, the last a little smaller or larger."""
    third = cents // 3
    for part, amount in enumerate((third, third, cents - 2 * third)):
        actions.book_expense(
            commitment=made, amount_cents=amount, booked_on=_ago(at, 150 - 50 * part),
            document_number=f"F-{at.year}-{number}{part}", description="Factuur (voorbeeld)", **who,
        )  # fmt: skip


def _passed_on(line: BudgetLine, decision: Decision, at: datetime, who: dict[str, Any]) -> None:
    host = Organisation.objects.filter(region=line.budget.region, location__key=_DESK).first()
    if host is not None and host != line.carrier:
        actions.transfer_money(
            line=line, recipient=host, amount_cents=42_000_00, on=_ago(at, 120),
            decision=decision, description="Ruimte en gastvrouw, eerste helft van het jaar", **who,
        )  # fmt: skip


def _changed_and_advised(
    budget: Budget, decision: Decision, at: datetime, who: dict[str, Any]
) -> None:
    desk = budget.lines.filter(purpose=BudgetLine.Purpose.LOCAL_DESK).first()
    if desk is not None:
        actions.change_line(
            line=desk, amount_cents=12_000_00, decision=decision, on=_ago(at, 90), **who
        )
    union = Organisation.objects.filter(region=budget.region, key="vakbonden").first()
    if union is not None:
        actions.advise_on_budget(
            budget=budget, organisation=union, by=SYSTEM, at=at,
            text="Maak meer geld vrij voor mensen die hun baan dreigen te verliezen.",
        )  # fmt: skip


def _ago(at: datetime, days: int) -> date:
    """So many days ago, in this year."""
    return max(_first(at.date()), (at - timedelta(days=days)).date())


def _first(day: date) -> date:
    return date(day.year, 1, 1)
