"""Pages on which people read about the region's money."""

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.core import clock
from werkcentrum.core.spreadsheets import download
from werkcentrum.governance.money import csv, queries
from werkcentrum.governance.money.book_queries import books_of
from werkcentrum.governance.money.charts import bars
from werkcentrum.governance.money.models import Budget, BudgetLine, Commitment
from werkcentrum.governance.money.rules import is_centre
from werkcentrum.governance.staff_page import ON_A_PAGE, may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

QUARTERS: Final = (1, 2, 3, 4)


@reads
@require_safe
def money_home(request: HttpRequest) -> HttpResponse:
    """The books of this year, or of the last year that has any."""
    years = list(queries.budgets(region_of(request)))
    this_year = clock.today().year
    budget = next((b for b in years if b.year <= this_year), years[-1] if years else None)
    if budget is None:
        return shown(request, "governance/money_none.html", {"keeps": keeps_books(request)})
    return _year(request, budget, years)


@reads
@require_safe
def money_year(request: HttpRequest, year: int) -> HttpResponse:
    """The books of a year."""
    years = list(queries.budgets(region_of(request)))
    budget = next((b for b in years if b.year == year), None)
    if budget is None:
        raise Http404
    return _year(request, budget, years)


@reads
@require_safe
def budget_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One line, and everything that happened on it."""
    line = line_of(request, pk)
    return shown(request, "governance/money_line.html", {
        "line": line, "budget": line.budget, "amounts": queries.line_figures(line),
        "changes": queries.changes_of(line),
        "page": page_of(request, queries.commitments_of(line)),
        "transfers": queries.transfers_of(line),
        "keeps": keeps_books(request) and line.budget.closed_on is None,
    })  # fmt: skip


@reads
@require_safe
def commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Money promised to somebody, and what was spent of it."""
    found = commitment_of(request, pk)
    spent = queries.spent_of(found)
    budget = found.line.budget
    return shown(request, "governance/money_commitment.html", {
        "commitment": found, "budget": budget, "spent": spent,
        "left": queries.held(found, spent) - spent,
        "page": page_of(request, queries.expenses_of(found)),
        "keeps": keeps_books(request) and budget.closed_on is None,
    })  # fmt: skip


@reads
@require_safe
def quarter_report(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """What happened in a quarter, to print."""
    if quarter not in QUARTERS:
        raise Http404
    budget = budget_of(request, year)
    found = queries.year_of(budget)
    return shown(request, "governance/money_quarter.html", {
        "budget": budget, "year": found, "quarter": found.quarter(quarter), "quarters": QUARTERS,
    })  # fmt: skip


@reads
@require_safe
def year_account(request: HttpRequest, year: int) -> HttpResponse:
    """What a year came to, to print."""
    budget = budget_of(request, year)
    found = queries.year_of(budget)
    return shown(request, "governance/money_account.html", {
        "budget": budget, "year": found, "result": found.funded - found.total.spent,
        "transfers": queries.transfers_in(budget), "advices": queries.advices_on(budget),
    })  # fmt: skip


@reads
@require_safe
def money_csv_file(request: HttpRequest, year: int) -> HttpResponse:
    """The books for the finance system; `kwartaal` leaves the others out."""
    budget = budget_of(request, year)
    asked = request.GET.get("kwartaal", "")
    quarter = int(asked) if asked in {str(one) for one in QUARTERS} else None
    name = f"boeken-{budget.year}{f'-kwartaal-{quarter}' if quarter else ''}.csv"
    return download(name, csv.table(books_of(budget, quarter)))


def budget_of(request: HttpRequest, year: int) -> Budget:
    """The books of a year of this region, or 404."""
    rows = queries.budgets(region_of(request)).select_related("region")
    found: Budget = get_object_or_404(rows, year=year)
    return found


def line_of(request: HttpRequest, pk: UUID) -> BudgetLine:
    """A line of this region, or 404."""
    rows = BudgetLine.objects.filter(budget__region=region_of(request))
    found: BudgetLine = get_object_or_404(
        rows.select_related("budget__region", "carrier", "location"), pk=pk
    )
    return found


def commitment_of(request: HttpRequest, pk: UUID) -> Commitment:
    """A commitment of this region, or 404."""
    rows = Commitment.objects.filter(line__budget__region=region_of(request))
    about = ("line__budget__region", "funding", "decision__body", "beyond__body")
    found: Commitment = get_object_or_404(rows.select_related(*about), pk=pk)
    return found


def keeps_books(request: HttpRequest) -> bool:
    """Whether whoever is logged in writes in the books: for the centre municipality."""
    work: Any = request.work  # type: ignore[attr-defined]  # accounts.middleware put it there
    return may(request, Permission.KEEP_MONEY) and is_centre(work.organisation)


def advises(request: HttpRequest) -> bool:
    """Whether whoever is logged in gives advice: of an organisation that does not decide."""
    work: Any = request.work  # type: ignore[attr-defined]
    asked = (Permission.ADVISE_MONEY, Permission.KEEP_MONEY)
    return any(may(request, one) for one in asked) and not is_centre(work.organisation)


def _year(request: HttpRequest, budget: Budget, years: list[Budget]) -> HttpResponse:
    found = queries.year_of(budget)
    is_open = budget.closed_on is None
    lines = Paginator(found.figures, ON_A_PAGE).get_page(request.GET.get("pagina"))
    return shown(request, "governance/money_year.html", {
        "budget": budget, "years": years, "year": found, "bars": bars(found.by_purpose),
        "page": lines, "too_much": found.total.budget - found.funded,
        "advices": queries.advices_on(budget), "quarters": QUARTERS,
        "keeps": keeps_books(request) and is_open, "advises": advises(request) and is_open,
        "begins": keeps_books(request), "is_over": clock.today().year > budget.year,
    })  # fmt: skip
