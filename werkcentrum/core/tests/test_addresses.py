"""A link holds what somebody typed, short and safe."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.core.addresses import link_to


def test_a_ukrainian_question_stands_in_a_link_as_it_was_typed():
    assert link_to("/antwoord/", {"q": 'шукаю роботу & "житло"'}) == (
        "/antwoord/?q=шукаю+роботу+%26+%22житло%22"
    )


@given(st.dictionaries(st.text("abc", min_size=1), st.text()))
def test_whatever_was_typed_comes_back(query):
    _, _, back = link_to("/", query).partition("?")
    assert QueryDict(back).dict() == query
