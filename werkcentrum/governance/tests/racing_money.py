"""Races for the books (`core/tests/racing.py`): several people promise money at once."""

from collections.abc import Callable

from werkcentrum.core.tests.racing import at_once
from werkcentrum.governance.tests.make_money import (
    commit,
    make_budget,
    make_centre,
    make_funding,
    make_line,
    make_money_decision,
)
from werkcentrum.partners.tests.make import make_region


def promises() -> list[str]:
    """Six people promise three hundred cents each, of a thousand, from lines of their own."""
    region = make_region()
    budget, centre = make_budget(region), make_centre(region)
    funding, decision = make_funding(budget, 1_000), make_money_decision(region)

    def promising(number: int) -> Callable[[], str]:
        line = make_line(budget, f"Post {number}")

        def turn() -> str:
            commit(line, funding, 300, number=f"V-{number}", decision=decision, works_for=centre)
            return "ja"

        return turn

    return at_once([promising(number) for number in range(6)])
