"""What an adviser takes back is as it was before they did it."""

from datetime import timedelta

import pytest

from werkcentrum.core.records import RECORDS, Cutoff
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.matching import actions, runs
from werkcentrum.matching.client_queries import client_page
from werkcentrum.matching.forgetting import describe
from werkcentrum.matching.models import RunStep
from werkcentrum.matching.rules import decided, in_order, standing
from werkcentrum.matching.runs import last_run, steps_of
from werkcentrum.matching.tests.make import make_kitchen, make_seeker, no_meaning
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies.actions import close_vacancy
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.tests.make import make_published

LEFT_OUT = RunStep.Kind.HIDE
LATER = MONDAY_MORNING + timedelta(hours=1)


@pytest.fixture
def seeker(db, var, monkeypatch):
    no_meaning(monkeypatch)
    return make_seeker(make_region())


def list_of(seeker, at=MONDAY_MORNING):
    return actions.make_run(facts=seeker.facts, by="fatima", at=at)


def change(run, kind, vacancy, at=MONDAY_MORNING):
    actions.change_run(run=run, kind=kind, vacancy=vacancy, reason="Zo.", by="fatima", at=at)


def told_of(seeker):
    """The titles in each list that somebody reads in their download, the newest list first."""
    lists = describe(seeker.client)["lists"]
    return [[line["title"] for line in one["results"]] for one in lists]


def gone_of(seeker):
    return [done.is_gone for done in client_page(seeker, at=MONDAY_MORNING).steps]


def did(words):
    """Steps such as "hide A"; the reason of each is its number."""
    told = [one.split() for one in words]
    return [
        RunStep(kind=kind, vacancy_id=key, reason=str(at)) for at, (kind, key) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["add X", "hide X", "back X"], "XABCD"),
        (["hide A", "hide C", "back C"], "BCD"),
        (["add X", "hide A", "back A"], "XABCD"),
        (["up C", "up C", "hide C", "back C"], "CABD"),
        (["hide A", "add A", "back A"], "BCD"),
        (["add X", "down X", "back X"], "ABCD"),
        (["add X", "hide X", "back X", "back X"], "ABCD"),
    ],
)
def test_a_list_is_as_before_once_the_last_thing_is_taken_back(words, shown):
    assert "".join(in_order("ABCD", did(words))) == shown


def test_what_is_no_longer_added_is_left_out_with_its_first_reason():
    found = decided(did(["hide A", "add A", "back A"]))

    assert [(key, step.kind, step.reason) for key, step in found.items()] == [("A", LEFT_OUT, "0")]


def test_what_was_taken_back_does_not_stand_and_the_rest_does_in_order():
    found = standing(did(["up C", "add X", "hide C", "down X", "back X"]))

    assert [f"{step.kind} {step.vacancy_id}" for step in found] == ["up C", "hide C"]


def test_a_new_list_takes_over_only_what_nobody_took_back(seeker):
    kitchen, run = make_kitchen(seeker.facts.region), list_of(seeker)
    for kind in (LEFT_OUT, "back", LEFT_OUT):
        change(run, kind, kitchen)

    assert [step.kind for step in steps_of(list_of(seeker))] == [LEFT_OUT]


def test_what_was_first_stays_first_whatever_the_clocks_of_colleagues_say(seeker):
    kitchen, run = make_kitchen(seeker.facts.region), list_of(seeker)
    early = MONDAY_MORNING - timedelta(minutes=1)
    for kind in (LEFT_OUT, "back", LEFT_OUT):
        change(run, kind, kitchen, at=early)

    again = list_of(seeker, at=early)

    assert [step.kind for step in steps_of(run)] == [LEFT_OUT, "back", LEFT_OUT]
    assert last_run(seeker.facts) == again
    assert [step.at < again.made_at for step in steps_of(again)] == [True]


def test_a_list_is_made_although_a_vacancy_goes_meanwhile(seeker, monkeypatch):
    kitchen, compute = make_kitchen(seeker.facts.region), actions.computed
    change(list_of(seeker), LEFT_OUT, kitchen)

    def meanwhile(*given, **named):
        Vacancy.objects.filter(pk=kitchen.pk).delete()
        return compute(*given, **named)

    monkeypatch.setattr(actions, "computed", meanwhile)

    again = list_of(seeker, LATER)

    assert not RunStep.objects.filter(run=again).exists()


def test_what_is_removed_while_somebody_leaves_it_out_is_told_as_gone(seeker):
    kitchen, run = make_kitchen(seeker.facts.region), list_of(seeker)
    Vacancy.objects.filter(pk=kitchen.pk).delete()

    with pytest.raises(RefusedError, match="Kijk opnieuw"):
        change(run, LEFT_OUT, kitchen)


def test_a_list_is_not_longer_for_what_was_left_out_and_does_not_come_in_it(seeker, monkeypatch):
    monkeypatch.setattr(runs, "LISTED", 1)
    region = seeker.facts.region
    make_kitchen(region)
    desk = make_published(region, title="Receptionist", description="U ontvangt gasten.")
    run = list_of(seeker)
    change(run, "add", desk)
    change(run, LEFT_OUT, desk)

    again = list_of(seeker, LATER)

    assert [line["title"] for line in again.results] == ["Kok zorgcentrum"]


def test_after_its_term_every_list_goes_but_the_newest_with_what_still_stands_of_it(seeker):
    kitchen, first = make_kitchen(seeker.facts.region), list_of(seeker)
    change(first, LEFT_OUT, kitchen)
    second = list_of(seeker, LATER)
    long_after = Cutoff(MONDAY + timedelta(days=367), before=MONDAY + timedelta(days=1))

    past = RECORDS["match_run"].past(seeker.facts.region.key, long_after)

    assert list(past) == [first]
    RECORDS["match_run"].destroy([first.pk], LATER)
    assert [step.kind for step in steps_of(second)] == [LEFT_OUT]


def test_somebody_does_not_read_in_their_download_what_their_list_never_showed(seeker):
    kitchen, first = make_kitchen(seeker.facts.region), list_of(seeker)
    change(first, LEFT_OUT, kitchen)
    second = list_of(seeker, LATER)

    [newest, oldest] = told_of(seeker)
    assert oldest == ["Kok zorgcentrum"]
    assert newest == []

    change(second, "back", kitchen, LATER)
    assert told_of(seeker)[0] == ["Kok zorgcentrum"]


def test_of_an_addition_that_was_taken_back_nobody_reads_that_it_left_the_website(seeker):
    kitchen, run = make_kitchen(seeker.facts.region), list_of(seeker)
    change(run, LEFT_OUT, kitchen)
    change(run, "add", kitchen)
    close_vacancy(vacancy=kitchen, outcome="filled", by="x", at=MONDAY_MORNING)

    assert gone_of(seeker) == [False, True]
    change(run, "back", kitchen)
    assert gone_of(seeker) == [False, False, False]
