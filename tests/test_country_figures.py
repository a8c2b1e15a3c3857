"""The report of the country bench counts a minute from one look at the books to the next."""

from collections import defaultdict

from bench.country_report import Spent, minutes


def books(workers: float) -> dict[str, float]:
    return {"workers": workers, "PostgreSQL": 0, "taken away": 0}


def test_what_came_before_a_late_look_at_the_books_belongs_to_the_minute_that_paid_for_it():
    spent = Spent(begun=1000, seconds=120)
    spent.books = [(1000, books(0)), (1064, books(6.4)), (1120, books(12))]
    came = defaultdict(list, {second: [10.0] for second in range(1000, 1120)})

    _head, first, second = minutes(came, spent)

    assert first.split() == ["1", "64", "10", "10", "6.4", "0.0", "100.00", "0.0"]
    assert second.split() == ["2", "56", "10", "10", "5.6", "0.0", "100.00", "0.0"]
