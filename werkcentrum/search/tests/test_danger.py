"""Danger is seen, figures of speech are not, and precedence decides between kinds."""

import numpy as np
import pytest

from werkcentrum.search.danger import CueCounter, Cues, decide
from werkcentrum.search.records import DANGERS, Cue
from werkcentrum.search.tests.small import CUES, small_ranker

NOTHING = np.zeros(len(DANGERS), np.float32)


def chances(**kinds):
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
    both = chances(suicide=0.6, violence=0.9)
    assert decide(both, Cues(NOTHING, NOTHING, 0), 0.5) == "suicide"


def test_an_echo_of_another_kind_does_not_win():
    echo = chances(suicide=0.2, hunger=0.95)
    assert decide(echo, Cues(NOTHING, NOTHING, 0), 0.15) == "hunger"


@pytest.mark.parametrize("harmless", [0, 1])
def test_certain_words_decide_unless_they_are_a_figure_of_speech(harmless):
    cues = Cues(chances(suicide=1.0), NOTHING, harmless)
    assert decide(NOTHING, cues, 0.5) == (None if harmless else "suicide")


def test_an_ordinary_question_is_no_danger():
    assert small_ranker().rank("wie kijkt mijn cv na").danger is None
