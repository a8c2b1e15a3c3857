"""Figures: what is counted, of which time, and that nobody is to be recognised in them."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import combinations
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.tests.make import book, make_offer, make_place, slot_at
from werkcentrum.casework.models import Enquiry
from werkcentrum.catalogue.models import Theme
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk.models import DeskDay, Visit
from werkcentrum.desk.tests.make import arrive, make_desk
from werkcentrum.governance.models import Document, DocumentPart
from werkcentrum.insight import queries
from werkcentrum.insight.periods import period_by, periods
from werkcentrum.insight.rules import OTHERS, merged, told, told_by_name
from werkcentrum.partners.tests.make import make_municipality, make_other_region, make_region
from werkcentrum.referrals.models import ReferralEvent
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import make_in

TODAY = date(2025, 12, 1)
QUARTER = period_by("2025-kwartaal-3", TODAY)
NEW_YEAR = datetime(2025, 7, 1, tzinfo=AMSTERDAM)


@pytest.fixture
def small(db):
    return make_region(host="testserver")


def ask(region, count, theme="", at=MONDAY_MORNING):
    Enquiry.objects.bulk_create(
        Enquiry(region=region, opened_at=at, themes=[theme] if theme else []) for _ in range(count)
    )


def make_theme(region, key, title, position=1):
    Theme.objects.create(
        region=region, key=key, title=title, summary="", icon="x", position=position
    )


def test_a_period_is_a_quarter_a_half_year_or_a_year_that_is_over():
    found = periods(TODAY)

    assert period_by("", TODAY).name == "3e kwartaal van 2025"
    assert [(p.name, p.starts_on, p.ends_on) for p in found[:3]] == [
        ("3e kwartaal van 2025", date(2025, 7, 1), date(2025, 10, 1)),
        ("2e kwartaal van 2025", date(2025, 4, 1), date(2025, 7, 1)),
        ("1e halfjaar van 2025", date(2025, 1, 1), date(2025, 7, 1)),
    ]
    assert period_by("2025", TODAY) is None
    assert period_by("2025-kwartaal-1", date(2025, 3, 31)) is None
    assert period_by("2025-kwartaal-1", date(2025, 4, 1)).starts_on == date(2025, 1, 1)
    assert period_by("", date(2025, 1, 1)).name == "4e kwartaal van 2024"


def test_questions_are_counted_once_by_their_first_theme(small):
    make_theme(small, "werk", "Werk zoeken")
    ask(small, 6, "werk")
    ask(small, 5)
    ask(make_other_region(), 9, "werk")
    Enquiry.objects.filter(region=small, themes=["werk"]).update(themes=["werk", "geld"])

    found = queries.figures_for(small, QUARTER)

    assert found["Hulpvragen"] == 11
    assert found["Hulpvragen, werk zoeken"] == 6
    assert found["Hulpvragen, zonder onderwerp"] == 5


def test_a_period_begins_at_midnight_in_the_netherlands_and_ends_before_the_next(small):
    for at in (NEW_YEAR, NEW_YEAR - timedelta(seconds=1), datetime(2025, 10, 1, tzinfo=AMSTERDAM)):
        ask(small, 5, at=at)

    assert queries.figures_for(small, QUARTER)["Hulpvragen"] == 5


def test_of_closed_days_what_remains_of_them_is_counted_and_of_others_the_visits(small):
    desk = make_desk(small)
    for number in range(6):
        arrive(desk, MONDAY_MORNING + timedelta(minutes=number))
    DeskDay.objects.create(desk=desk, on=MONDAY_MORNING.date(), tickets=9, transferred=2)
    Visit.objects.create(
        desk=desk, request_key=uuid4(), channel="host", secret_hash="een andere dag",
        arrived_at=MONDAY_MORNING + timedelta(days=1),
    )  # fmt: skip

    assert queries.visits(small, QUARTER) == 9 - 2 + 1
    assert queries.visits(make_other_region(), QUARTER) == 0


def test_a_referral_counts_once_in_the_time_in_which_a_partner_accepted_it(small):
    referral = make_in(State.ACCEPTED, small)
    make_in(State.SENT, small)
    ReferralEvent.objects.create(
        referral=referral, state=State.ACCEPTED, at=MONDAY_MORNING + timedelta(days=2), by="x"
    )

    assert queries.accepted_referrals(small, QUARTER) == 1
    assert queries.accepted_referrals(small, period_by("2025-kwartaal-2", TODAY)) == 0


def test_only_appointments_that_took_place_count(small):
    offer = make_offer(make_place(small))
    book(slot_at(offer))
    assert queries.appointments_held(small, QUARTER) == 0

    Appointment.objects.update(state="attended")

    assert queries.appointments_held(small, QUARTER) == 1


def test_a_number_under_five_is_not_told_nor_are_themes_of_so_few_questions(small):
    make_theme(small, "werk", "Werk zoeken")
    ask(small, 4, "werk")

    found = queries.figures_for(small, QUARTER)

    assert found == {
        "Bezoeken aan de inloop": 0, "Hulpvragen": None,
        "Doorverwijzingen die een partner aannam": 0, "Afspraken die zijn geweest": 0,
    }  # fmt: skip


def test_nor_does_it_follow_from_a_longer_period_less_a_shorter_one(small):
    make_theme(small, "werk", "Werk zoeken")
    make_theme(small, "geld", "Geld")
    for month, work, money in ((2, 9, 8), (5, 9, 3)):
        at = datetime(2025, month, 3, tzinfo=AMSTERDAM)
        ask(small, work, "werk", at=at)
        ask(small, money, "geld", at=at)
    book(slot_at(make_offer(make_place(small))))
    Appointment.objects.update(state="attended")

    half = queries.figures_for(small, period_by("2025-halfjaar-1", TODAY))
    third, year = (
        queries.figures_for(small, period_by(key, date(2026, 1, 1)))
        for key in ("2025-kwartaal-3", "2025")
    )

    assert half["Hulpvragen"] == 29
    assert "Hulpvragen, geld" not in half
    assert year["Afspraken die zijn geweest"] is third["Afspraken die zijn geweest"] is None


# Of each quarter of a year, how many asked about what.
CELLS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9))
YEAR = st.lists(CELLS, min_size=4, max_size=4)


@settings(max_examples=300, deadline=None)
@given(YEAR)
def test_no_difference_of_periods_that_are_offered_is_a_small_number(year):
    for numbers in (
        {p: told(sum(year[q].values()) for q in quarters) for p, quarters in OFFERED.items()},
        *({p: told_in(year, quarters).get(name) for p, quarters in OFFERED.items()}
          for name in "abcde"),
    ):  # fmt: skip
        for longer, parts in cuts():
            known = [numbers[period] for period in (longer, *parts)]
            if None not in known:
                assert not 0 < known[0] - sum(known[1:]) < 5


@settings(max_examples=150, deadline=None)
@given(YEAR)
def test_whoever_adds_and_subtracts_all_figures_at_will_finds_no_small_cell(year):
    cells = [(quarter, name) for quarter in range(4) for name in "abcde"]
    rows = []
    for quarters in OFFERED.values():
        if told(sum(year[q].values()) for q in quarters) is None:
            continue
        shown = told_in(year, quarters)
        named = [name for name in shown if name != OTHERS]
        rows += [[Fraction(q in quarters and n == name) for q, n in cells] for name in named]
        rows.append([Fraction(q in quarters and n not in named) for q, n in cells])

    found = solved(rows)

    assert not [cell for cell in found if 0 < year[cells[cell][0]].get(cells[cell][1], 0) < 5]


OFFERED = {
    period.key: tuple((quarter.starts_on.month - 1) // 3 for quarter in period.quarters)
    for period in periods(date(2026, 1, 1)) if period.starts_on.year == 2025
}  # fmt: skip


def told_in(year, quarters):
    return told_by_name(year[quarter] for quarter in quarters)


def cuts():
    """Every period that is offered, with every set of others that lie apart inside it."""
    for longer, whole in OFFERED.items():
        inside = [p for p, part in OFFERED.items() if p != longer and {*part} <= {*whole}]
        for count in range(1, len(inside) + 1):
            for parts in combinations(inside, count):
                quarters = [quarter for period in parts for quarter in OFFERED[period]]
                if len(quarters) == len(set(quarters)):
                    yield longer, parts


def solved(rows):
    """Which unknowns these equations leave no choice: Gauss and Jordan."""
    done = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        less = lambda row: [a - row[column] * b for a, b in zip(row, pivot, strict=True)]  # noqa: B023, E731
        rows, done = [less(row) for row in rows], [*map(less, done), pivot]
    return [row.index(1) for row in done if sum(map(bool, row)) == 1]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12)))
def test_small_cells_are_told_together_and_none_follows_from_the_total(cells):
    shown = merged(cells)

    total = sum(cells.values())
    assert sum(shown.values()) == (total if total >= 5 else 0)
    assert all(told([number]) for number in shown.values())
    named = {name: number for name, number in shown.items() if name != OTHERS}
    assert named.items() <= cells.items()
    # What was put together is of at least two themes, or of none that people asked about.
    hidden = [number for name, number in cells.items() if name not in named]
    if any(0 < number < 5 for number in hidden) and total >= 5:
        assert len([number for number in hidden if number]) >= 2


def test_a_clerk_hands_figures_to_a_new_letter_and_later_to_the_same_one(page, small, set_clock):
    set_clock("2025-12-01 10:00")
    town = make_municipality(small, name="Duindorp")
    ask(small, 12)
    page.log_in(make_staff(small, "griffier", "clerk"))
    figures = page.open("/medewerkers/cijfers/", periode="2025-kwartaal-3")
    assert "12" in figures.texts(".//tbody/tr/td")

    assert "Kies aan welke raad" in figures.press("Zet de cijfers in de brief")
    letter = figures.press("Zet de cijfers in de brief", gemeente=str(town.pk))

    assert letter.heading == "Raadsinformatiebrief: Werkcentrum Zuid-Holland Centraal"
    document = Document.objects.get()
    said = DocumentPart.objects.get(document=document, key="stand").text
    assert "- Hulpvragen: 12" in said
    assert "Van 1 juli 2025 tot en met 30 september 2025" in said
    ask(small, 3)
    page.open("/medewerkers/cijfers/", periode="2025-kwartaal-3").press(
        "Zet de cijfers in de brief", brief=str(document.pk)
    )
    assert "- Hulpvragen: 15" in DocumentPart.objects.get(document=document, key="stand").text


def test_a_period_that_does_not_exist_does_not_exist(page, small, set_clock):
    set_clock("2025-12-01 10:00")
    page.log_in(make_staff(small, "griffier", "clerk"))

    for key in ("2031", "zomaar", "2025-kwartaal-9"):
        page.open("/medewerkers/cijfers/", periode=key, status=404)
