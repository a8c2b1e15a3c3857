"""Weights change when one proposes them and another decides; a list says which ones it had."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.matching import actions
from werkcentrum.matching.models import MatchTally, MatchWeights
from werkcentrum.matching.queries import fitting_work, weights_in_force
from werkcentrum.matching.scoring import Weights
from werkcentrum.matching.tests.make import COOK, make_kitchen, make_seeker, no_meaning
from werkcentrum.matching.weights_actions import decide_weights, propose_weights
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
PAGE = "/medewerkers/algoritme/"
SKILLS_FIRST = {"words": 30, "meaning": 20, "skills": 40, "occupation": 10, "level": 0}
NEXT_WEEK = MONDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def _monday(monkeypatch, var):
    no_meaning(monkeypatch)
    with time_machine.travel(MONDAY_MORNING, tick=True):
        yield


@pytest.fixture
def zhc():
    return make_region()


def propose(zhc, by="karin", parts=SKILLS_FIRST, starts_on=NEXT_WEEK):
    return propose_weights(
        region=zhc, parts=parts, reason="Meer over wat iemand kan.", starts_on=starts_on, by=by,
        at=MONDAY_MORNING,
    )  # fmt: skip


def accept(weights, by="bram", at=MONDAY_MORNING):
    decide_weights(weights=weights, is_accepted=True, by=by, at=at)


def test_until_somebody_decides_the_weights_of_the_software_hold(zhc):
    propose(zhc)

    assert weights_in_force(zhc, NEXT_WEEK) == Weights()


def test_accepted_weights_hold_from_their_day(zhc):
    accept(propose(zhc))

    assert weights_in_force(zhc, MONDAY) == Weights()
    assert weights_in_force(zhc, NEXT_WEEK).skills == 0.4
    assert weights_in_force(zhc, NEXT_WEEK).version == "2025-2"


def test_proposals_in_the_last_hour_of_the_year_have_a_number_of_their_own(zhc):
    evening = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    asked = {
        "region": zhc, "parts": SKILLS_FIRST, "reason": "Meer.", "starts_on": date(2027, 2, 1)
    }  # fmt: skip

    made = [
        propose_weights(by="karin", at=evening + timedelta(hours=hours), **asked).version
        for hours in (0, 1, 1)
    ]

    assert made == ["2026-2", "2027-2", "2027-3"]


def test_nobody_decides_on_their_own_proposal(zhc):
    mine = propose(zhc, by="karin")

    with pytest.raises(RefusedError, match="Een ander besluit"):
        accept(mine, by="karin")
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchWeights.objects.update(is_accepted=True, decided_by="karin", decided_at=MONDAY_MORNING)


def test_weights_are_a_hundred_together_also_in_the_database(zhc):
    with pytest.raises(RefusedError, match="nu zijn zij 110"):
        propose(zhc, parts=SKILLS_FIRST | {"level": 10})
    propose(zhc)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchWeights.objects.update(words=31)


def test_what_was_decided_is_not_decided_again(zhc):
    weights = propose(zhc)
    accept(weights)

    with pytest.raises(RefusedError, match="al besloten"):
        decide_weights(weights=weights, is_accepted=False, by="petra", at=MONDAY_MORNING)


def test_of_two_for_the_same_day_one_is_accepted(zhc):
    first, second = propose(zhc), propose(zhc)
    accept(first)

    with pytest.raises(RefusedError, match="al andere gewichten"):
        accept(second)


def test_a_day_that_is_past_is_not_changed(zhc):
    weights = propose(zhc, starts_on=MONDAY)

    with pytest.raises(RefusedError, match="voorbij"):
        accept(weights, at=MONDAY_MORNING + timedelta(days=1))


def test_a_list_is_made_with_the_weights_of_its_day_and_says_so(zhc):
    accept(propose(zhc, starts_on=MONDAY))
    make_kitchen(zhc)

    run = actions.make_run(facts=make_seeker(zhc).facts, by="x", at=MONDAY_MORNING)

    assert run.weights == fitting_work(zhc, COOK, today=MONDAY).weights == "2025-2"
    assert 0.15 < run.results[0]["points"]["skills"] <= 0.4


def test_a_coordinator_proposes_and_another_accepts(page, zhc):
    page.log_in(make_staff(zhc, "karin", "coordinator"))
    typed = {name: str(value) for name, value in SKILLS_FIRST.items()}
    proposing = page.open(PAGE).click("Stel andere gewichten voor")

    wrong = proposing.press("Stel voor", **typed | {"level": "5"}, reason="Meer.")
    assert "nu zijn zij 105" in wrong
    silent = proposing.press("Stel voor", **typed | {"level": "1,5"}, starts_on="31-02-2026")
    assert "Vul een heel getal in van 0 tot en met 100." in silent
    assert "Deze datum bestaat niet. Kies een dag." in silent
    assert "Schrijf op waarom." in silent
    own = proposing.press("Stel voor", **typed, reason="Meer over wat iemand kan.")
    assert "Een ander besluit hierover" in own
    other = page.at("testserver")
    other.log_in(make_staff(zhc, "bram", "administrator"))
    decided = other.open(PAGE).press("Neem aan 2025-2")
    assert "aangenomen" in decided
    assert "vaardigheden 40" in decided
    assert "Vanaf 14 juli 2025." in decided


def test_lists_of_people_who_stay_unknown_are_counted_and_nothing_else(page, zhc):
    for _ in range(3):
        actions.spool.leave(
            {"region": zhc.key, "software": "abc", "weights": "2026-1"}, actions.TALLIES
        )
    actions.spool.leave({"region": "weg", "software": "abc", "weights": "x"}, actions.TALLIES)

    assert actions.count_lists(at=MONDAY_MORNING) == 3
    assert actions.count_lists(at=MONDAY_MORNING) == 0
    [tally] = MatchTally.objects.all()
    assert (tally.count, tally.weights, tally.on) == (3, "2026-1", MONDAY)
