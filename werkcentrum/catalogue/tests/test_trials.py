"""Before petra publishes, she sees which test questions are answered better or worse."""

import errno
import os

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.models import F

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.catalogue import actions
from werkcentrum.catalogue.actions import ask_for_trial, run_waiting_trials
from werkcentrum.catalogue.changes import present
from werkcentrum.catalogue.models import Trial
from werkcentrum.catalogue.search_index import NoRoomError
from werkcentrum.catalogue.tests.make import make_change
from werkcentrum.catalogue.trials import Moved, place_of
from werkcentrum.core.tests.locks import take
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_other_region
from werkcentrum.search.figures import Question

pytestmark = pytest.mark.house_rule_off(
    "queries", reason="wie als eerste na een wijziging komt, leest alles van de regio een keer"
)
QUESTION = Question("x", "nl", "", "", {"a": 3, "b": 1}, "")


@pytest.fixture
def karin(page, region):
    browser = page.at("zhc.test")
    browser.log_in(make_staff(region, "karin"))
    return browser


@pytest.fixture
def nonsense_words_for_the_language_house(region):
    """Karin adds a question with words that nobody uses."""
    known = present(region, "vragen", "taalhuis")["questions"]
    new = [
        {"text": text, "lang": "nl", "style": "question"}
        for text in (
            "qqqwoord met zzzwoord graag",
            "waar is de zzzwoord",
            "qqqwoord of een zzzwoord",
        )
    ]
    return make_change(region, "taalhuis", kind="vragen", questions=[*known, *new])


def test_the_place_counts_services_that_really_help():
    assert place_of(["c", "b", "a"], QUESTION) == 3
    assert place_of(["c", "b"], QUESTION) == 0


def test_sooner_is_better_and_gone_is_worse():
    assert Moved("x", "nl", 3, 1).is_better
    assert Moved("x", "nl", 0, 9).is_better
    assert not Moved("x", "nl", 1, 0).is_better


@pytest.mark.slow
def test_a_question_that_is_found_sooner_is_shown_with_both_places(
    karin, nonsense_words_for_the_language_house
):
    shown = karin.open("/medewerkers/inhoud/")
    shown = shown.press("Bekijk wat dit alles doet met de antwoorden")
    assert "Deze pagina ververst zichzelf." in shown
    assert karin.open(shown.address).response.headers["Refresh"]

    assert run_waiting_trials(at=MONDAY_MORNING) == 1

    shown = karin.open(shown.address)
    trial = Trial.objects.get()
    [moved] = [row for row in trial.result["better"] if row["text"] == "zzzwoord qqqwoord"]
    assert moved["after"] == 1
    assert moved["before"] != 1
    assert trial.result["after"]["ndcg"] > trial.result["before"]["ndcg"]
    assert "zzzwoord qqqwoord" in shown
    assert "Refresh" not in shown.response.headers


def test_a_change_that_no_longer_fits_is_told_instead(karin, region):
    change = make_change(region, themes=["bestaat-niet"])
    trial = ask_for_trial(region=region, changes=[change], by="karin", at=MONDAY_MORNING)

    run_waiting_trials(at=MONDAY_MORNING)

    assert "'bestaat-niet' bestaat niet." in karin.open(f"/medewerkers/inhoud/proef/{trial.pk}/")


def test_a_mistake_in_the_test_questions_stops_the_trial_and_not_the_worker(
    region, settings, tmp_path
):
    trial = ask_for_trial(region=region, changes=[], by="karin", at=MONDAY_MORNING)
    (tmp_path / "_base" / "questions").mkdir(parents=True)
    (tmp_path / "_base" / "questions" / "nl.csv").write_text("text\nx\n")
    settings.REGIONS_DIR = tmp_path

    run_waiting_trials(at=MONDAY_MORNING)

    trial.refresh_from_db()
    assert trial.state == "failed"
    assert "nl.csv:2" in trial.result["refused"][0]


def outcomes(monkeypatch, *answers) -> None:
    """What trying out gives, one after another; an error is raised."""
    left = list(answers)

    def outcome(*_words):
        if isinstance(answer := left.pop(0), Exception):
            raise answer
        return answer

    monkeypatch.setattr(actions, "_outcome", outcome)


def ask_often(region, count: int) -> list[Trial]:
    return [
        ask_for_trial(region=region, changes=[], by="karin", at=MONDAY_MORNING)
        for _number in range(count)
    ]


def states(trials: list[Trial]) -> list[str]:
    return [Trial.objects.get(pk=trial.pk).state for trial in trials]


def test_a_trial_that_goes_wrong_is_told_and_keeps_no_other(karin, region, monkeypatch, caplog):
    trials = ask_often(region, 3)
    outcomes(monkeypatch, {"after": {}}, KeyError("x"), {"after": {}})

    assert run_waiting_trials(at=MONDAY_MORNING) == 3

    assert states(trials) == ["done", "failed", "done"]
    assert "ging mis" in caplog.text
    shown = karin.open(f"/medewerkers/inhoud/proef/{trials[1].pk}/")
    assert "Dit uitproberen ging mis. Vraag uw technisch beheerder" in shown


@pytest.mark.parametrize(
    "mistake", [NoRoomError("vol"), OperationalError("weg"), OSError(errno.ENOSPC, "vol")]
)
def test_what_was_tried_is_kept_when_the_machine_fails_at_the_next(region, monkeypatch, mistake):
    trials = ask_often(region, 2)
    outcomes(monkeypatch, {"after": {}}, mistake)

    with pytest.raises(type(mistake)):
        run_waiting_trials(at=MONDAY_MORNING)

    assert states(trials) == ["done", "waiting"]


def test_a_region_without_room_keeps_no_other_and_the_command_says_so(region, monkeypatch):
    [waits], [done] = ask_often(make_other_region(), 1), ask_often(region, 1)
    outcomes(monkeypatch, NoRoomError("De schijf is vol: maak 5 MB vrij."), {"after": {}})
    monkeypatch.setattr(os, "nice", lambda _niceness: None)

    with pytest.raises(CommandError, match="De schijf is vol: maak 5 MB vrij"):
        call_command("run_trials")

    assert states([waits, done]) == ["waiting", "done"]


def test_a_trial_sees_what_came_on_the_website_during_the_one_before(region, monkeypatch):
    seen = []

    def outcome(now, _trial, _at):
        seen.append(now.content_version)
        Region.objects.update(content_version=F("content_version") + 1)
        return {"after": {}}

    monkeypatch.setattr(actions, "_outcome", outcome)
    ask_often(region, 2)

    run_waiting_trials(at=MONDAY_MORNING)

    assert seen == [region.content_version, region.content_version + 1]


def test_two_processes_do_not_try_the_same(region, var, monkeypatch):
    def outcome(*_words):
        with pytest.raises(BlockingIOError):
            take(var / "trials.lock")
        return {"after": {}}

    monkeypatch.setattr(actions, "_outcome", outcome)
    ask_often(region, 1)

    run_waiting_trials(at=MONDAY_MORNING)

    take(var / "trials.lock")


def test_one_change_can_be_tried_by_itself(karin, region):
    change = make_change(region, law="Een wet")
    make_change(region, "jobcoach", law="Een wet")

    karin.open(f"/medewerkers/inhoud/wijziging/{change.pk}/").press(
        "Bekijk wat dit doet met de antwoorden"
    )

    assert Trial.objects.get().changes == [str(change.pk)]


def test_a_trial_changes_nothing_for_visitors(region, nonsense_words_for_the_language_house):
    before = region.examples.count()
    change = nonsense_words_for_the_language_house
    ask_for_trial(region=region, changes=[change], by="karin", at=MONDAY_MORNING)

    run_waiting_trials(at=MONDAY_MORNING)

    assert region.examples.count() == before
