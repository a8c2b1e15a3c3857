"""What happens in the region's books.

Each locks the row of its budget first: two commitments at once cannot together pass the funding.
`works_for` is the organisation for which whoever does it works. Amounts are whole cents.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.governance.authority.models import Decision
from werkcentrum.governance.money import queries, rules
from werkcentrum.governance.money.import_queries import Booking, sift
from werkcentrum.governance.money.models import (
    Budget,
    BudgetAdvice,
    BudgetChange,
    BudgetLine,
    Commitment,
    Expense,
    Funding,
    Transfer,
)
from werkcentrum.governance.once import made_once
from werkcentrum.partners.models import Location, Organisation, Region


@transaction.atomic
def open_budget(
    *, region: Region, year: int, works_for: Organisation, by: str, at: datetime
) -> Budget:
    """Begin the books of a year. Raises RefusedError."""
    budget = Budget(region=region, year=year)
    insist(rules.may_keep(works_for, budget))
    try:
        with transaction.atomic():
            budget.save(force_insert=True)
    except IntegrityError:
        raise RefusedError(Refusal(f"De begroting van {year} is er al.")) from None
    _note("budget_opened", budget, budget, by=by, at=at, year=year)
    return budget


@transaction.atomic
def add_funding(
    *,
    budget: Budget,
    kind: str,
    source: str,
    amount_cents: int,
    decision: Decision | None,
    received_on: date | None,
    account_before: date | None,
    works_for: Organisation,
    by: str,
    at: datetime,
) -> Funding:
    """Money comes in. Raises RefusedError."""
    books = _books(budget.pk, works_for)
    if decision is not None:
        insist(rules.may_give(decision, books))
    if received_on is not None:
        insist(rules.may_be_received(received_on, books, today=day_of(at)))
    funding = made_once(
        Funding, budget=books, kind=kind, source=source, amount_cents=amount_cents,
        decision=decision, received_on=received_on, account_before=account_before,
    )  # fmt: skip
    _note("funding_added", funding, books, by=by, at=at, kind=kind, cents=amount_cents)
    return funding


@transaction.atomic
def receive_funding(
    *, funding: Funding, received_on: date, works_for: Organisation, by: str, at: datetime
) -> None:
    """What was promised came in; another day may be written over a wrong one. Raises RefusedError.

    The audit line tells the day, and which one stood there before.
    """
    books = _books(funding.budget_id, works_for)
    insist(rules.may_be_received(received_on, books, today=day_of(at)))
    found = _still_there(funding)
    before = {"before": found.received_on.isoformat()} if found.received_on else {}
    found.received_on = received_on
    found.save(update_fields=["received_on"])
    on = received_on.isoformat()
    _note("funding_received", found, books, by=by, at=at, on=on, **before)


@transaction.atomic
def drop_funding(*, funding: Funding, works_for: Organisation, by: str, at: datetime) -> None:
    """Take back what was written down by mistake, while nothing was promised of it.

    Raises RefusedError.
    """
    books = _books(funding.budget_id, works_for)
    found = _still_there(funding)
    if found.commitments.exists():
        raise RefusedError(Refusal("Van dit geld is al iets vastgelegd. Het blijft staan."))
    _note("funding_dropped", found, books, by=by, at=at, cents=found.amount_cents)
    found.delete()


@transaction.atomic
def add_line(
    *,
    budget: Budget,
    purpose: str,
    title: str,
    carrier: Organisation,
    location: Location | None,
    planned_cents: int,
    works_for: Organisation,
    by: str,
    at: datetime,
) -> BudgetLine:
    """Plan what money is for. Raises RefusedError."""
    books = _books(budget.pk, works_for)
    insist(rules.may_carry(carrier, purpose=purpose, location=location))
    if books.lines.filter(title=title).exists():
        raise RefusedError(Refusal("Er is al een post met deze naam. Kies een andere naam."))
    line = BudgetLine.objects.create(
        budget=books, purpose=purpose, title=title, carrier=carrier, location=location,
        planned_cents=planned_cents,
    )  # fmt: skip
    _note("line_added", line, books, by=by, at=at, purpose=purpose, cents=planned_cents)
    return line


@transaction.atomic
def drop_line(*, line: BudgetLine, works_for: Organisation, by: str, at: datetime) -> None:
    """Take back what was planned by mistake, while nothing happened on it."""
    books = _books(line.budget_id, works_for)
    rows = (line.changes, line.commitments, line.transfers)
    if any(found.exists() for found in rows):
        raise RefusedError(Refusal("Op deze post staat al iets. Hij blijft staan."))
    _note("line_dropped", line, books, by=by, at=at, cents=line.planned_cents)
    line.delete()


@transaction.atomic
def change_line(
    *,
    line: BudgetLine,
    amount_cents: int,
    decision: Decision,
    on: date,
    works_for: Organisation,
    by: str,
    at: datetime,
) -> BudgetChange:
    """A decision makes a line larger or smaller. Raises RefusedError."""
    books = _books(line.budget_id, works_for)
    insist(rules.is_in_year(on, books, today=day_of(at)))
    insist(rules.may_be_changed_by(decision, books, day=on))
    insist(rules.may_lower(amount_cents, line_free=queries.line_figures(line).free))
    change = made_once(BudgetChange, line=line, amount_cents=amount_cents, decision=decision, on=on)
    _note("line_changed", change, books, by=by, at=at, cents=amount_cents)
    return change


@transaction.atomic
def commit_money(
    *,
    line: BudgetLine,
    funding: Funding,
    number: str,
    counterparty: str,
    description: str,
    amount_cents: int,
    committed_on: date,
    decision: Decision,
    beyond: Decision | None,
    works_for: Organisation,
    by: str,
    at: datetime,
) -> Commitment:
    """Promise money to somebody. Raises RefusedError."""
    books = _books(line.budget_id, works_for)
    if funding.budget_id != books.pk:
        raise RefusedError(Refusal("Dit geld is van een ander jaar."))
    if Commitment.objects.filter(line__budget=books, number=number).exists():
        raise RefusedError(Refusal(f"Nummer {number} is in {books.year} al gebruikt."))
    insist(rules.is_in_year(committed_on, books, today=day_of(at)))
    insist(rules.may_spend_from(decision, funding, books, day=committed_on))
    if beyond is not None:
        # What there is no money for comes from the centre municipality in the end.
        insist(rules.may_rest_on(beyond, books, day=committed_on))
    insist(
        rules.may_commit(
            amount_cents,
            line_free=queries.line_figures(line).free,
            funding_free=queries.funding_figures(funding).free,
            has_beyond=beyond is not None,
        )
    )
    commitment = Commitment.objects.create(
        line=line, funding=funding, number=number, counterparty=counterparty,
        description=description, amount_cents=amount_cents, committed_on=committed_on,
        decision=decision, beyond=beyond,
    )  # fmt: skip
    is_beyond = beyond is not None
    _note("committed", commitment, books, by=by, at=at, cents=amount_cents, is_beyond=is_beyond)
    return commitment


@transaction.atomic
def cancel_commitment(
    *, commitment: Commitment, works_for: Organisation, by: str, at: datetime
) -> None:
    """What was not spent of a promise is free again. Raises RefusedError."""
    books = _books(commitment.line.budget_id, works_for)
    commitment.refresh_from_db(fields=["cancelled_on"])
    today, now = day_of(at), queries.line_figures(commitment.line)
    insist(
        rules.may_cancel(
            commitment, spent=queries.spent_of(commitment), committed=now.committed,
            transferred=now.transferred,
        )
    )  # fmt: skip
    # After the year a promise lapses on its last day, so that the quarters add up to the year.
    commitment.cancelled_on = min(max(today, commitment.committed_on), date(books.year, 12, 31))
    commitment.save(update_fields=["cancelled_on"])
    _note("commitment_cancelled", commitment, books, by=by, at=at)


@transaction.atomic
def book_expense(
    *,
    commitment: Commitment,
    amount_cents: int,
    booked_on: date,
    document_number: str,
    description: str,
    works_for: Organisation,
    by: str,
    at: datetime,
) -> Expense:
    """Money was really spent, or came back when negative. Raises RefusedError."""
    books = _books(commitment.line.budget_id, works_for)
    commitment.refresh_from_db(fields=["cancelled_on"])
    insist(rules.is_in_year(booked_on, books, today=day_of(at)))
    if commitment.line.expenses.filter(document_number=document_number).exists():
        raise RefusedError(Refusal(f"Stuk {document_number} is op deze post al geboekt."))
    insist(rules.may_spend(amount_cents, commitment, spent=queries.spent_of(commitment)))
    expense = Expense.objects.create(
        line_id=commitment.line_id, commitment=commitment, amount_cents=amount_cents,
        booked_on=booked_on, document_number=document_number, description=description,
    )  # fmt: skip
    _note("expense_booked", expense, books, by=by, at=at, cents=amount_cents)
    return expense


@transaction.atomic
def import_expenses(
    *, budget: Budget, bookings: Sequence[Booking], works_for: Organisation, by: str, at: datetime
) -> int:
    """Book what the finance system has and the books do not: all of it, or nothing.

    Returns how many were new. Raises RefusedError that names the row.
    """
    books = _books(budget.pk, works_for)
    sifted = sift(books, bookings, today=day_of(at))
    for row, refusal in sifted.problems:
        raise RefusedError(Refusal(f"Regel {row}: {refusal}"))
    Expense.objects.bulk_create(
        Expense(
            line_id=booking.commitment.line_id, commitment=booking.commitment,
            amount_cents=booking.amount_cents, booked_on=booking.booked_on,
            document_number=booking.document_number, description=booking.description,
        )
        for booking in sifted.new
    )  # fmt: skip
    _note("expenses_imported", books, books, by=by, at=at, count=len(sifted.new))
    return len(sifted.new)


@transaction.atomic
def transfer_money(
    *,
    line: BudgetLine,
    recipient: Organisation,
    amount_cents: int,
    on: date,
    decision: Decision,
    description: str,
    works_for: Organisation,
    by: str,
    at: datetime,
) -> Transfer:
    """Pass money on to who made the costs, as far as it was promised. Raises RefusedError."""
    books = _books(line.budget_id, works_for)
    insist(rules.is_in_year(on, books, today=day_of(at)))
    insist(rules.may_rest_on(decision, books, day=on))
    insist(rules.may_receive(recipient, line))
    now = queries.line_figures(line)
    insist(rules.may_transfer(amount_cents, committed=now.committed, transferred=now.transferred))
    transfer = made_once(
        Transfer, line=line, recipient=recipient, amount_cents=amount_cents, on=on,
        decision=decision, description=description,
    )  # fmt: skip
    _note("transferred", transfer, books, by=by, at=at, cents=amount_cents)
    return transfer


@transaction.atomic
def advise_on_budget(
    *,
    budget: Budget,
    organisation: Organisation,
    text: str,
    by: str,
    at: datetime,
    held_numbers: int = 0,
) -> BudgetAdvice:
    """Who does not decide about the money says what they think of it. Raises RefusedError.

    `held_numbers`: how many numbers in it could be a BSN, and are none by the word of who wrote it.
    """
    books = _locked(budget.pk)
    insist(rules.may_advise(organisation, books))
    advice = made_once(
        BudgetAdvice, budget=books, organisation=organisation, text=text, given_on=day_of(at),
        given_by=by,
    )  # fmt: skip
    told = {"held_numbers": held_numbers} if held_numbers else {}
    _note("budget_advised", advice, books, by=by, at=at, **told)
    return advice


@transaction.atomic
def close_budget(*, budget: Budget, works_for: Organisation, by: str, at: datetime) -> None:
    """From now on the books of a year take nothing. Raises RefusedError."""
    books = _books(budget.pk, works_for)
    insist(rules.may_close(books, today=day_of(at)))
    books.closed_on = day_of(at)
    books.save(update_fields=["closed_on"])
    _note("budget_closed", books, books, by=by, at=at, year=books.year)


def _locked(pk: UUID) -> Budget:
    """The books of a year; whoever comes at the same moment waits."""
    return Budget.objects.select_for_update(of=("self",)).select_related("region").get(pk=pk)


def _books(pk: UUID, works_for: Organisation) -> Budget:
    """The same for who may write in them. Raises RefusedError."""
    books = _locked(pk)
    insist(rules.may_keep(works_for, books))
    return books


def _still_there(funding: Funding) -> Funding:
    """The row of now, under the lock of its year. Raises RefusedError when a colleague took it."""
    if (found := Funding.objects.filter(pk=funding.pk).first()) is None:
        raise RefusedError(Refusal("Een collega haalde dit geld net weg. Open de pagina opnieuw."))
    return found


def _note(
    what: str, subject: models.Model, books: Budget, *, by: str, at: datetime, **detail: Any
) -> None:
    record(
        verb=f"governance.{what}", subject=subject, by=by, at=at, region_key=books.region.key,
        **detail,
    )  # fmt: skip
