"""Danger is seen, figures of speech are not, and precedence decides between kinds."""

import numpy as np
import pytest

from werkcentrum.search.cues import CueCounter, Cues
from werkcentrum.search.danger import decide, passages
from werkcentrum.search.records import DANGERS, Cue
from werkcentrum.search.tests.small import CUES, small_ranker

NOTHING = np.zeros(len(DANGERS), np.float32)
NO_CUES = Cues(NOTHING, NOTHING, 0)


def strengths(**kinds):
    return np.array([kinds.get(kind, 0.0) for kind in DANGERS], np.float32)


def test_somebody_who_does_not_want_to_live_is_recognised_deep_in_a_long_story():
    story = "ik heb een lang verhaal. " * 400 + "eigenlijk wil ik niet meer leven"
    assert small_ranker().rank("wil niet meer leven").danger == "suicide"
    assert len(story) > 9_000
    assert small_ranker().rank(story.replace("wil ik", "ik wil")).danger == "suicide"


def test_parts_of_a_cue_may_stand_apart_but_not_far_apart():
    counter = CueCounter([Cue("homeless", "likely", "nl", "slaap* + auto")])
    near = ["ik", "slaap", "al", "drie", "weken", "in", "mijn", "auto"]
    far = ["slaap", *["woord"] * 40, "auto"]
    assert counter.count(near).likely[DANGERS.index("homeless")] == 1
    assert counter.count(far).likely.sum() == 0


def test_a_figure_of_speech_is_counted_as_harmless():
    counted = CueCounter(CUES).count(["ik", "ga", "dood", "van", "verveling"])
    assert counted.harmless == 1
    assert counted.certain.sum() == 0


def test_suicide_goes_before_violence_when_both_apply():
    assert decide(0.9, strengths(suicide=0.6, violence=0.9), NO_CUES, 0.5) == "suicide"


def test_an_echo_of_another_kind_does_not_win():
    assert decide(0.9, strengths(suicide=0.2, hunger=0.95), NO_CUES, 0.5) == "hunger"


@pytest.mark.parametrize("harmless", [0, 1])
def test_certain_words_decide_unless_they_are_a_figure_of_speech(harmless):
    cues = Cues(strengths(suicide=1.0), NOTHING, harmless)
    found = decide(0.3, strengths(suicide=0.7), cues, 0.8)
    assert found == (None if harmless else "suicide")


def test_certain_words_do_not_decide_when_all_the_rest_says_that_it_is_over():
    cues = Cues(strengths(homeless=1.0), NOTHING, 0)
    assert decide(0.02, strengths(homeless=0.7), cues, 0.8) is None


def test_danger_that_nothing_points_to_is_no_danger():
    assert decide(0.99, strengths(suicide=0.05), NO_CUES, 0.5) is None


def test_who_wants_to_die_is_heard_although_the_rest_is_a_figure_of_speech():
    cues = (Cue("suicide", "certain", "nl", "wil dood"), Cue("", "harmless", "nl", "doodmoe van"))
    counter = CueCounter(cues)
    assert counter.count(["ik", "ben", "doodmoe", "van", "alles", "en", "ik", "wil", "dood"]).decide
    assert not counter.count(["ik", "ben", "doodmoe", "van", "alles"]).decide


def test_a_figure_of_speech_covers_only_its_own_words():
    cues = (Cue("violence", "certain", "nl", "baas slaat"), Cue("", "harmless", "nl", "slaat over"))
    counter = CueCounter(cues)
    assert not counter.count(["mijn", "baas", "slaat", "over", "met", "dagen"]).decide
    assert counter.count(["mijn", "baas", "slaat", "mij"]).decide


@pytest.mark.parametrize("typed", ["zelfmoort", "zelfmord", "zelfmoordd"])
def test_a_danger_word_with_a_typing_error_still_counts(typed):
    counter = CueCounter([Cue("suicide", "certain", "nl", "zelfmoord")], {"hallo"})
    assert counter.count(["ik", "denk", "aan", typed]).decide


def test_a_word_that_is_spelled_right_is_never_taken_for_a_danger_word():
    counter = CueCounter([Cue("violence", "certain", "nl", "geslagen")], {"geslaagd", "geslapen"})
    assert not counter.count(["ik", "heb", "goed", "geslapen"]).places


def test_in_a_long_story_the_words_around_the_danger_are_read_apart():
    story = ["woord"] * 100
    story[50:53] = ["hij", "slaat", "mij"]
    (passage,) = passages(story, [51])
    assert "hij slaat mij" in passage
    assert len(passage.split()) < 25


def test_a_short_question_is_only_read_whole():
    assert passages(["hij", "slaat", "mij"], [1]) == []


@pytest.mark.parametrize("word", ["blub", "qwerty", "zzz", "de", "werk"])
def test_in_a_small_region_a_word_that_means_nothing_is_no_danger(word):
    assert small_ranker().rank(word).danger is None


def test_an_ordinary_question_is_no_danger():
    assert small_ranker().rank("wie kijkt mijn cv na").danger is None
