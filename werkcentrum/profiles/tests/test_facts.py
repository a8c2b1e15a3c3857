"""What somebody confirmed comes back as it was stored."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkcentrum.profiles.facts import Experience, Facts, Language, from_json, to_json
from werkcentrum.profiles.telling import of_language

WORK = st.lists(st.builds(Experience, years=st.floats(0, 80))).map(tuple)


# How fast a busy machine makes examples says nothing of the facts.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(Facts, work=WORK))
def test_facts_come_back_as_they_were_stored(facts):
    assert from_json(json.loads(json.dumps(to_json(facts)))) == facts


def test_the_same_facts_have_the_same_digest_and_others_another():
    assert Facts(km=10).digest == Facts(km=10).digest
    assert Facts(km=10).digest != Facts(km=20).digest


@pytest.mark.parametrize(("code", "name"), [("ti", "Tigrinya"), ("ja", "Japans"), ("xq", "xq")])
def test_a_language_that_stands_in_no_form_of_ours_still_has_a_name(code, name):
    assert of_language(Language(code)) == name
