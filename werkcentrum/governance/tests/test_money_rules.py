"""Only the centre municipality commits the State's money, and never more than there is."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY
from werkcentrum.governance.models import Body, BudgetLine, Commitment, Funding
from werkcentrum.governance.money import actions, queries
from werkcentrum.governance.money.cents import MOST_CENTS, from_euros, in_euros, in_words
from werkcentrum.governance.tests.make import (
    make_body,
    make_decision,
    make_library_party,
    make_municipality_party,
)
from werkcentrum.governance.tests.make_money import (
    A_TON,
    BOOKED_ON,
    WHO,
    commit,
    make_budget,
    make_centre,
    make_funding,
    make_line,
    make_money_decision,
    spend,
    transfer,
)
from werkcentrum.partners.tests.make import make_location, make_municipality, make_region

MONEY_FILES = sorted(Path(actions.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("file", MONEY_FILES, ids=lambda file: file.name)
def test_no_amount_is_ever_a_float(file):
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))

    assert not [n.lineno for n in nodes if isinstance(n, ast.Div)]
    assert not [n.lineno for n in nodes if isinstance(n, ast.Constant) and type(n.value) is float]
    assert not {n.id for n in nodes if isinstance(n, ast.Name)} & {"float", "Decimal", "round"}


@pytest.mark.parametrize(
    ("cents", "words"), [(0, "0,00"), (5, "0,05"), (123_456_700, "1.234.567,00"), (-150, "-1,50")]
)
def test_an_amount_is_written_as_people_do(cents, words):
    assert in_words(cents) == f"€\xa0{words}"


@given(st.integers(-MOST_CENTS, MOST_CENTS))
@settings(max_examples=60)
def test_what_is_shown_can_be_typed_again(cents):
    assert from_euros(in_words(cents)) == cents
    assert from_euros(in_euros(cents)) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.234,56", 123456), ("1234,56", 123456), ("€ 12", 1200), ("12,-", 1200), ("-0,05", -5),
        ("1.000.000", 100_000_000), ("12\u00a0500,00", 1_250_000), ("\u22123,50", -350),
    ],
)  # fmt: skip
def test_euros_as_people_type_them(typed, cents):
    assert from_euros(typed) == cents


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12.5", "12,50"), ("12.50", "12,50"), ("1,234.56", "1.234,56"), ("12,5", "12,50"),
        ("twaalf", "1.234,56"), ("", "1.234,56"), ("12..5", "1.234,56"), ("٣", "1.234,56"),
        ("1.23", "1,23"), ("99999999999999", "te groot"), ("--5", "1.234,56"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_amount_is_told_with_what_to_type(typed, said):
    with pytest.raises(ValueError, match=r".+") as told:
        from_euros(typed)

    assert said in str(told.value)


@pytest.fixture
def zhc(db):
    return make_region()


@pytest.fixture
def books(zhc):
    """A hundred thousand euros came in, and guides may cost that."""
    return make_budget(zhc)


@pytest.fixture
def money(books):
    return make_funding(books)


@pytest.fixture
def line(books):
    return make_line(books)


def refused(act, *args, **values) -> str:
    """Why it was refused; nothing is in the books because of it."""
    before = Commitment.objects.count()
    with pytest.raises(RefusedError) as told:
        act(*args, **values)
    assert Commitment.objects.count() == before
    return str(told.value)


def test_the_centre_municipality_promises_and_pays(line, money):
    commitment = commit(line, money, 60_000_00)
    spend(commitment, 25_000_00)
    spend(commitment, -1_000_00)

    now = queries.line_figures(line)
    assert (now.committed, now.spent, now.open) == (60_000_00, 24_000_00, 36_000_00)
    assert (now.free, queries.funding_figures(money).free) == (40_000_00, 40_000_00)


@pytest.mark.parametrize("kind", [Body.Kind.REGIONAL_BOARD, Body.Kind.ADVISORY_COUNCIL,
                                  Body.Kind.MAYOR, Body.Kind.COUNCIL])  # fmt: skip
def test_no_other_body_of_the_centre_commits_money_of_the_state(zhc, line, money, kind):
    said = refused(commit, line, money, 100, decision=make_money_decision(zhc, kind))

    assert "Kies een besluit van het bestuur van de centrumgemeente." in said


def test_the_executive_of_another_municipality_does_not_either(zhc, line, money):
    others = make_body(make_municipality_party(zhc))

    assert "kan dit geld niet vastleggen" in refused(
        commit, line, money, 100, decision=make_decision(others, on=BOOKED_ON)
    )


def test_a_contribution_is_committed_by_who_gives_it(zhc, books, line):
    board = make_body(make_library_party(zhc), Body.Kind.FOUNDATION_BOARD)
    given = make_decision(board, on=BOOKED_ON)
    funding = make_funding(books, kind=Funding.Kind.CONTRIBUTION, source="Bibliotheek")

    assert commit(line, funding, 100, decision=given).decision == given
    regional = make_money_decision(zhc, Body.Kind.REGIONAL_BOARD)
    assert "kan geen geld vastleggen" in refused(commit, line, funding, 100, decision=regional)


def test_who_works_elsewhere_advises_and_writes_nothing(zhc, books, line, money):
    library = make_library_party(zhc)

    assert "U kunt wel advies geven." in refused(commit, line, money, 100, works_for=library)
    advice = actions.advise_on_budget(
        budget=books, organisation=library, text="Meer geld voor taal.", **WHO
    )
    assert advice.given_on.year == 2025
    own = refused(actions.advise_on_budget, budget=books, organisation=make_centre(zhc),
                  text="Goed zo.", **WHO)  # fmt: skip
    assert own == "Uw organisatie beslist zelf over dit geld."


def test_a_decision_that_was_withdrawn_or_still_had_to_come_is_no_ground(zhc, line, money):
    gone = make_money_decision(zhc, withdrawn_on=date(2025, 3, 1))
    later = make_decision(gone.body, on=date(2025, 7, 2))

    for decision in (gone, later):
        assert "geldt niet op deze dag" in refused(commit, line, money, 100, decision=decision)


def test_more_than_there_is_needs_a_decision_that_says_so(zhc, books, money):
    line = make_line(books, "Ruim", A_TON * 2)
    commit(line, money, A_TON)

    said = refused(commit, line, money, 1)
    assert "Van dit geld is nog €\xa00,00 vrij." in said
    commit(line, money, 1, beyond=make_money_decision(zhc))
    assert queries.funding_figures(money).free == -1
    regional = make_money_decision(zhc, Body.Kind.REGIONAL_BOARD)
    assert "kan dit geld niet vastleggen" in refused(commit, line, money, 1, beyond=regional)


def test_only_the_centre_municipality_goes_beyond_a_contribution_of_somebody_else(zhc, books):
    line = make_line(books, "Ruim", A_TON * 2)
    board = make_body(make_library_party(zhc), Body.Kind.FOUNDATION_BOARD)
    given = make_decision(board, on=BOOKED_ON)
    gift = make_funding(books, 100, kind=Funding.Kind.CONTRIBUTION, source="Bibliotheek")

    said = refused(commit, line, gift, 101, decision=given, beyond=given)

    assert "Kies een besluit van het bestuur van de centrumgemeente." in said
    commit(line, gift, 101, decision=given, beyond=make_money_decision(zhc))


def test_no_money_comes_in_by_a_board_that_binds_nobody_or_by_what_was_withdrawn(zhc, books):
    money = {"budget": books, "kind": Funding.Kind.CONTRIBUTION, "source": "RBO",
             "amount_cents": 100, "received_on": None, "account_before": None,
             "works_for": make_centre(zhc), **WHO}  # fmt: skip
    regional = make_money_decision(zhc, Body.Kind.REGIONAL_BOARD)
    gone = make_money_decision(zhc, withdrawn_on=BOOKED_ON)

    assert "kan geen geld geven" in refused(actions.add_funding, decision=regional, **money)
    assert "is ingetrokken" in refused(actions.add_funding, decision=gone, **money)
    assert actions.add_funding(decision=make_money_decision(zhc, number="M9"), **money)


def test_a_decision_to_go_beyond_is_not_used_up_on_what_fits(zhc, line, money):
    said = refused(commit, line, money, 1, beyond=make_money_decision(zhc))

    assert "Laat het besluit om meer uit te geven leeg." in said


def test_a_full_line_is_made_larger_by_a_decision_first(zhc, books, money):
    line = make_line(books, "Krap", 1_000)
    assert "Op deze post is nog €\xa010,00 vrij." in refused(commit, line, money, 1_001)
    council = make_money_decision(zhc, Body.Kind.COUNCIL)
    change = {"line": line, "on": BOOKED_ON, "decision": council, "works_for": make_centre(zhc)}

    actions.change_line(amount_cents=1, **change, **WHO)

    commit(line, money, 1_001)
    assert "Meer kan er niet af." in refused(actions.change_line, amount_cents=-1, **change, **WHO)


def test_nothing_is_spent_beyond_a_commitment(line, money):
    commitment = commit(line, money, 500)
    spend(commitment, 400)

    said = refused(spend, commitment, 101)

    assert said.startswith(f"Op verplichting {commitment.number} is nog €\xa01,00 over.")
    assert "Meer kunt u niet terugboeken." in refused(spend, commitment, -401)


def test_what_lapses_gives_the_rest_back_and_takes_nothing_more(zhc, line, money):
    commitment = commit(line, money, A_TON)
    spend(commitment, 400)

    actions.cancel_commitment(commitment=commitment, works_for=make_centre(zhc), **WHO)

    assert queries.line_figures(line).committed == 400
    assert queries.funding_figures(money).free == A_TON - 400
    assert "is vervallen" in refused(spend, commitment, 1)
    spend(commitment, -400)
    assert queries.line_figures(line).committed == 0


def test_the_same_document_or_number_is_booked_once(line, money):
    commitment = commit(line, money, 500, number="V-1")
    spend(commitment, 100, document_number="F-1")

    assert "is op deze post al geboekt" in refused(spend, commitment, 1, document_number="F-1")
    assert "is in 2025 al gebruikt" in refused(commit, line, money, 1, number="V-1")


def test_money_is_passed_on_only_as_far_as_it_was_promised(zhc, line, money):
    library = make_library_party(zhc)
    commit(line, money, 500)
    transfer(line, library, 300)

    assert "nog €\xa02,00 verplicht" in refused(transfer, line, library, 201)
    assert "betaalt de post zelf" in refused(transfer, line, line.carrier, 1)
    regional = make_money_decision(zhc, Body.Kind.REGIONAL_BOARD)
    assert "kan dit geld niet" in refused(transfer, line, library, 1, decision=regional)


def test_whoever_clicks_twice_books_once(zhc, books, line, money):
    decision, library = make_money_decision(zhc), make_library_party(zhc)
    keeps = {"works_for": make_centre(zhc), **WHO}
    commit(line, money, 500)
    transfer(line, library, 200)
    funding = {"budget": books, "kind": Funding.Kind.IMPULSE, "source": "SZW", "amount_cents": 500,
               "decision": None, "received_on": None, "account_before": None}  # fmt: skip
    actions.add_funding(**funding, **keeps)
    change = {"line": line, "amount_cents": 500, "decision": decision, "on": BOOKED_ON}
    actions.change_line(**change, **keeps)

    assert "staat er al precies zo" in refused(transfer, line, library, 200)
    assert "staat er al precies zo" in refused(actions.add_funding, **funding, **keeps)
    assert "staat er al precies zo" in refused(actions.change_line, **change, **keeps)
    transfer(line, library, 200, description="Tweede voorschot")


def test_money_is_not_received_on_a_day_that_has_to_come(zhc, books):
    funding = {
        "kind": Funding.Kind.IMPULSE, "source": "SZW", "amount_cents": 500, "decision": None,
        "account_before": None, "works_for": make_centre(zhc), **WHO,
    }  # fmt: skip

    assert "Laat de dag leeg tot het geld er is." in refused(
        actions.add_funding, budget=books, received_on=MONDAY + timedelta(days=1), **funding
    )
    actions.add_funding(budget=books, received_on=MONDAY, **funding)


def test_money_that_a_colleague_took_back_meanwhile_is_no_longer_there(zhc, books):
    keeps = {"works_for": make_centre(zhc), **WHO}
    mine = make_funding(books)
    actions.drop_funding(funding=Funding.objects.get(pk=mine.pk), **keeps)

    for act, more in (
        (actions.receive_funding, {"received_on": MONDAY}),
        (actions.drop_funding, {}),
    ):
        assert "Een collega haalde dit geld net weg." in refused(act, funding=mine, **keeps, **more)
    assert list(AuditLine.objects.values_list("verb", flat=True)) == ["governance.funding_dropped"]


def test_what_was_passed_on_stays_promised(zhc, line, money):
    commitment = commit(line, money, 500)
    transfer(line, make_library_party(zhc), 300)
    keeps = {"works_for": make_centre(zhc), **WHO}

    assert "Zo veel moet verplicht blijven." in refused(
        actions.cancel_commitment, commitment=commitment, **keeps
    )
    spend(commitment, 300)
    actions.cancel_commitment(commitment=commitment, **keeps)


def test_the_region_carries_the_costs_of_a_local_desk(zhc, books):
    place = make_location(make_municipality(zhc))
    wanted = {"budget": books, "title": "Voorburg", "purpose": BudgetLine.Purpose.LOCAL_DESK,
              "planned_cents": 100, "works_for": make_centre(zhc)}  # fmt: skip

    library = {"carrier": place.organisation, "location": place}
    assert "De regio betaalt" in refused(actions.add_line, **wanted, **library, **WHO)
    nowhere = {"carrier": make_centre(zhc), "location": None}
    assert "Kies de locatie" in refused(actions.add_line, **wanted, **nowhere, **WHO)
    actions.add_line(**wanted, carrier=make_centre(zhc), location=place, **WHO)


def test_a_closed_year_takes_nothing(zhc, books, line, money):
    commitment = commit(line, money, 500)
    books.closed_on = BOOKED_ON
    books.save()
    keeps = {"works_for": make_centre(zhc), **WHO}
    day = {"on": BOOKED_ON, "decision": make_money_decision(zhc)}

    for act in (
        lambda: commit(line, money, 1),
        lambda: spend(commitment, 1),
        lambda: transfer(line, make_library_party(zhc), 1),
        lambda: actions.change_line(line=line, amount_cents=1, **day, **keeps),
        lambda: actions.cancel_commitment(commitment=commitment, **keeps),
        lambda: actions.drop_line(line=line, **keeps),
        lambda: actions.close_budget(budget=books, **keeps),
        lambda: actions.import_expenses(budget=books, bookings=[], **keeps),
    ):
        assert "Het jaar 2025 is afgesloten." in refused(act)


def test_a_year_has_one_set_of_books(zhc, books):
    said = refused(actions.open_budget, region=zhc, year=2025, works_for=make_centre(zhc), **WHO)

    assert said == "De begroting van 2025 is er al."


def test_a_year_is_closed_when_it_is_over(zhc, books):
    keeps = {"works_for": make_centre(zhc), **WHO}
    assert "is nog niet voorbij" in refused(actions.close_budget, budget=books, **keeps)

    before = make_budget(zhc, 2024)
    actions.close_budget(budget=before, **keeps)

    before.refresh_from_db()
    assert before.closed_on is not None


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 1, 1), date(2025, 7, 8)])
def test_a_day_of_another_year_or_one_that_has_to_come_is_refused(line, money, day):
    commitment = commit(line, money, 500)

    assert "Kies" in refused(spend, commitment, 1, booked_on=day)


def test_what_was_written_down_by_mistake_goes_while_nothing_rests_on_it(zhc, books, line, money):
    keeps = {"works_for": make_centre(zhc), **WHO}
    actions.drop_line(line=make_line(books, "Vergissing"), **keeps)
    actions.drop_funding(funding=make_funding(books), **keeps)
    commit(line, money, 1)

    assert "Hij blijft staan." in refused(actions.drop_line, line=line, **keeps)
    assert "Het blijft staan." in refused(actions.drop_funding, funding=money, **keeps)
