"""Pages on which the centre municipality writes in the books, and others give advice."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Final
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import done
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.form_page import filled, fills, who
from werkcentrum.governance.money import actions, queries
from werkcentrum.governance.money.cents import in_words
from werkcentrum.governance.money.csv import example
from werkcentrum.governance.money.forms import (
    AdviceForm,
    ChangeForm,
    CloseForm,
    CommitmentForm,
    ExpenseForm,
    FundingForm,
    ImportForm,
    LineForm,
    ReceivedForm,
    TransferForm,
    YearForm,
    on_the_first,
)
from werkcentrum.governance.money.import_queries import commitments_by_number, sift
from werkcentrum.governance.money.models import Budget, BudgetLine, Funding
from werkcentrum.governance.money.views import (
    advises,
    budget_of,
    commitment_of,
    keeps_books,
    line_of,
)
from werkcentrum.governance.staff_page import shown
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Organisation

View = Callable[..., HttpResponseBase]
# So many rows of a file that are wrong are shown.
_MOST_SHOWN: Final = 50


def keeps(view: View) -> View:
    """Open this only to who keeps the books for the centre municipality."""

    @requires(Permission.KEEP_MONEY)
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not keeps_books(request):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@keeps
@fills
def budget_open(request: HttpRequest) -> HttpResponse:
    """Begin the books of a year."""
    form = YearForm(request.POST or None, initial={"year": clock.today().year})
    region = region_of(request)
    return _filled(
        request, form, partial(actions.open_budget, region=region),
        title=_("Begin een begroting"), said=_("De begroting is begonnen."),
        back=lambda made: ("money_year", made.year) if made else ("money_home",),
    )  # fmt: skip


@keeps
@fills
def funding_add(request: HttpRequest, year: int) -> HttpResponse:
    """Money comes in."""
    budget = _open(budget_of(request, year))
    form = FundingForm(request.POST or None, budget=budget)
    return _filled(
        request, form, partial(actions.add_funding, budget=budget),
        title=_("Geld dat binnenkomt"), said=_("Het geld staat in de boeken."),
        back=lambda _made: ("money_year", year),
    )  # fmt: skip


@keeps
@fills
def funding_receive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was promised came in."""
    found = _funding_of(request, pk)
    year = _open(found.budget).year
    first = {"received_on": found.received_on or clock.today()}
    return _filled(
        request, ReceivedForm(request.POST or None, initial=first),
        partial(actions.receive_funding, funding=found),
        title=_("Wanneer is dit geld ontvangen?"), said=_("De dag staat in de boeken."),
        about=f"{found}, {in_words(found.amount_cents)}", back=lambda _made: ("money_year", year),
    )  # fmt: skip


@require_POST
@keeps
def funding_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was written down by mistake."""
    found = _funding_of(request, pk)
    return done(
        request, _("Het geld staat niet meer in de boeken."),
        lambda: actions.drop_funding(funding=found, **_who(request)),
        "money_year", found.budget.year,
    )  # fmt: skip


@keeps
@fills
def line_add(request: HttpRequest, year: int) -> HttpResponse:
    """Plan what money is for."""
    budget = _open(budget_of(request, year))
    form = LineForm(request.POST or None, budget=budget)
    return _filled(
        request, form, partial(actions.add_line, budget=budget),
        title=_("Nieuwe post"), said=_("De post staat in de begroting."),
        back=lambda made: ("budget_line", made.pk) if made else ("money_year", year),
    )  # fmt: skip


@require_POST
@keeps
def line_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was planned by mistake."""
    line = line_of(request, pk)
    act = partial(actions.drop_line, line=line, **_who(request))
    return done(request, _("De post is weg."), act, "money_year", line.budget.year)


@keeps
@fills
def line_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A decision makes a line larger or smaller."""
    line = line_of(request, pk)
    form = ChangeForm(request.POST or None, budget=_open(line.budget), initial=_today(line.budget))
    return _filled(
        request, form, partial(actions.change_line, line=line),
        title=_("Verhoog of verlaag een post"), said=_("De post is veranderd."), about=line.title,
        back=lambda _made: ("budget_line", pk),
    )  # fmt: skip


@keeps
@fills
def commitment_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Promise money to somebody."""
    line = line_of(request, pk)
    budget = _open(line.budget)
    form = CommitmentForm(request.POST or None, budget=budget, initial=_today(budget))
    lead = "" if request.method == "POST" else _free(line)
    return _filled(
        request, form, partial(actions.commit_money, line=line),
        title=_("Leg een verplichting vast"), said=_("De verplichting is vastgelegd."),
        about=line.title, lead=lead, back=lambda _made: ("budget_line", pk),
    )  # fmt: skip


@require_POST
@keeps
def commitment_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rest of a promise lapses."""
    found = commitment_of(request, pk)
    return done(
        request, _("De verplichting is vervallen. De rest van het geld is weer vrij."),
        lambda: actions.cancel_commitment(commitment=found, **_who(request)), "commitment", pk,
    )  # fmt: skip


@keeps
@fills
def expense_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something was paid."""
    found = commitment_of(request, pk)
    first = {"booked_on": on_the_first(clock.today(), _open(found.line.budget).year)}
    return _filled(
        request, ExpenseForm(request.POST or None, initial=first),
        partial(actions.book_expense, commitment=found),
        title=_("Boek een uitgave"), said=_("De uitgave is geboekt."), about=str(found),
        back=lambda _made: ("commitment", pk),
    )  # fmt: skip


@keeps
@fills
def transfer_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pass money on to who made the costs."""
    line = line_of(request, pk)
    form = TransferForm(
        request.POST or None, budget=_open(line.budget), initial=_today(line.budget)
    )
    return _filled(
        request, form, partial(actions.transfer_money, line=line),
        title=_("Boek geld over"), said=_("De overboeking staat in de boeken."),
        about=line.title, back=lambda _made: ("budget_line", pk),
    )  # fmt: skip


@requires(Permission.ADVISE_MONEY, Permission.KEEP_MONEY)
@fills
def advice_add(request: HttpRequest, year: int) -> HttpResponse:
    """Who does not decide about the money says what they think of it."""
    if not advises(request):
        raise Http404
    budget, form = _open(budget_of(request, year)), AdviceForm(request.POST or None)

    def act(works_for: Any, **typed: Any) -> object:
        return actions.advise_on_budget(budget=budget, organisation=works_for, **typed)

    return _filled(
        request, form, act, title=_("Geef advies over de begroting"),
        said=_("Uw advies staat bij de begroting."), back=lambda _made: ("money_year", year),
    )  # fmt: skip


@keeps
@fills
def budget_close(request: HttpRequest, year: int) -> HttpResponse:
    """From now on the books of a year take nothing."""
    budget = _open(budget_of(request, year))
    return _filled(
        request, CloseForm(request.POST or None),
        partial(actions.close_budget, budget=budget), title=_("Sluit het jaar af"),
        said=_("Het jaar is afgesloten."), back=lambda _made: ("year_account", year),
        lead=_("Daarna kan niemand er nog iets in veranderen. Dit kunt u niet terugdraaien."),
        about=_still_open(budget),
    )  # fmt: skip


@keeps
@fills
def expenses_import(request: HttpRequest, year: int) -> HttpResponse:
    """Take over what the finance system booked: all of a file, or nothing."""
    budget = _open(budget_of(request, year))
    is_sent = request.method == "POST"
    form = ImportForm(
        request.POST if is_sent else None, request.FILES if is_sent else None,
        commitments=commitments_by_number(budget) if is_sent else {},
    )  # fmt: skip
    problems: list[tuple[int, str]] = []
    if form.is_valid():
        bookings = form.cleaned_data["file"]
        sifted = sift(budget, bookings, today=clock.today())
        problems = sorted([*form.problems, *sifted.problems])
        if not problems:
            return done(
                request, _("De uitgaven van dit bestand staan nu allemaal in de boeken."),
                lambda: actions.import_expenses(budget=budget, bookings=bookings, **_who(request)),
                "money_year", year,
            )  # fmt: skip
    return shown(request, "governance/money_import.html", {
        "budget": budget, "form": form, "problems": problems[:_MOST_SHOWN],
        "more": max(0, len(problems) - _MOST_SHOWN), "example": example(budget.year),
    })  # fmt: skip


def _filled(request: HttpRequest, form: Form, act: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page with a form; `act` is also told for whom they work."""
    return filled(request, form, partial(act, works_for=_works_for(request)), **page)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"works_for": _works_for(request), **who(request)}


def _works_for(request: HttpRequest) -> Organisation:
    work: Any = request.work  # type: ignore[attr-defined]  # accounts.middleware put it there
    organisation: Organisation = work.organisation
    return organisation


def _funding_of(request: HttpRequest, pk: UUID) -> Funding:
    """Money of this region, or 404."""
    rows = Funding.objects.filter(budget__region=region_of(request)).select_related("budget")
    found: Funding = get_object_or_404(rows, pk=pk)
    return found


def _free(line: BudgetLine) -> str:
    """How much of a line can still be promised."""
    free = queries.line_figures(line).free
    return _("Op deze post is nog %(amount)s vrij.") % {"amount": in_words(free)}


def _still_open(budget: Budget) -> str:
    """What was promised and not paid: after closing nobody can book that any more."""
    still_open = queries.year_of(budget).total.open
    if not still_open:
        return ""
    return _("Van de verplichtingen is nog %(amount)s niet betaald. Dat kunt u dan niet meer "
             "boeken.") % {"amount": in_words(still_open)}  # fmt: skip


def _open(budget: Budget) -> Budget:
    """Of a closed year there are no forms."""
    if budget.closed_on is not None:
        raise Http404
    return budget


def _today(budget: Budget) -> dict[str, Any]:
    day = on_the_first(clock.today(), budget.year)
    return {"on": day, "committed_on": day}
