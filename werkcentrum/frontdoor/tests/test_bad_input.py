"""Whatever is typed or sent: a helpful page, and nothing stored that was not meant to be."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.frontdoor.actions import store_spooled_questions
from werkcentrum.frontdoor.answering import clean
from werkcentrum.frontdoor.models import Question, SpooledFile, Tally

LONG = 20_000
EMPTY = ["", " ", "\x00", "\x00\x1f\x7f\x85", "\u200b\u200d\ufeff", "\ufdd0\uffff\U0010ffff"]
ODD = {
    "only emoji": "😀👩\u200d👩\u200d👧🇳🇱",
    "control characters": "ik\x00zoek\x07werk\x1b[31m\x85\x9f",
    "html": '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ site }}{% now %}',
    "an attribute": "' onfocus='alert(1)' autofocus='",
    "sql": "'; DROP TABLE frontdoor_question; -- ' OR 1=1",
    "mixed scripts": "ik zoek работу عمل 工作 δουλειά कार्य",
    "right to left": "\u202egnuz tkeoz ki\u202c \u2067werk\u2069",
    "arabic": "أبحث عن عمل",
    "combining marks": "w" + "\u0301" * 500 + "erk",
    "one long word": "werkloosheidsuitkeringsaanvraagformulier" * 50,
    "percent signs": "100% zeker %s %(naam)s %d",
    "a path": "../../../../etc/passwd",
    "new lines": "ik zoek werk\r\nSet-Cookie: a=b\r\n\r\n",
    "json": '{"q": [1, 2, {"a": null}]}',
    "what HTML forbids": "werk\ufdd0\ufffe\uffff\U0001fffe",
    "a number": "9" * 400,
}
WORDS = st.sampled_from(
    ["ik zoek werk", "</script>", "Voorburg", "2271 AB", "&amp;", '"', "'", "<", ">", "\x00", "\n",
     "\u202e", "\u200f", "😀", "%", "{{", "DROP TABLE", "é", "ш", "ع", "漢", "zzp'er"]
)  # fmt: skip
TYPED = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=20).map(" ".join),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Co", "Zl", "Zp"]), max_size=50),
    st.text(alphabet=st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF), max_size=50),
    # In a link these words are remains of Python, says a house rule, so nobody types them here.
).filter(lambda text: "None" not in text and "np." not in text)
BYTES = st.binary(max_size=200)
NAMES = st.sampled_from(
    ["q", "plaats", "wie", "thema", "kosten", "contact", "gemeente", "token", "antwoord", "x"]
)
# The pages of one test share a region and its database; nothing they do may depend on it.
MANY = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def stored() -> list[int]:
    """How many rows there are of whatever a visitor could add."""
    return [model.objects.count() for model in (Question, Tally, SpooledFile, AuditLine)]


def percent_encoded(pairs: list[tuple[str, bytes]]) -> str:
    return "&".join(f"{name}={quote(value)}" for name, value in pairs)


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD.keys())
def test_a_strange_question_gets_a_helpful_page(page, region, typed):
    answer = page.open("/antwoord/", q=typed, plaats=typed[:200], wie=typed[:50])

    assert answer.document.find(".//input[@id='q']").get("value") == clean(typed)
    assert "Werkcentrum Zoetermeer" in answer.links
    # In the language that the characters look like.
    assert "tel:14079" in answer.links.values()


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD.keys())
def test_a_strange_place_is_kept_and_explained(page, region, typed):
    locations = page.open("/locaties/", plaats=typed)

    assert locations.document.find(".//input[@id='plaats']").get("value") == clean(typed)[:80]
    assert "vul de vier cijfers van uw postcode in" in locations


@pytest.mark.parametrize("typed", EMPTY)
def test_a_question_of_nothing_is_an_empty_question(page, region, typed):
    assert page.open("/antwoord/", q=typed).heading == "Stel uw vraag"
    assert "Deze plaats kennen wij niet." not in page.open("/locaties/", plaats=typed)


@pytest.mark.slow
@pytest.mark.house_rule_off("size", reason="the page gives back the 20,000 characters it was sent")
@pytest.mark.parametrize(
    "piece", ["a", "ik zoek werk ", "😀", "<b>", "\x00", "ш", "'", "\u202e", "漢", "1 ", "-", "@"]
)
def test_twenty_thousand_characters_get_a_helpful_page(page, region, piece):
    typed = (piece * LONG)[:LONG]

    answer = page.open("/antwoord/", q=typed)

    assert answer.heading in ("Wij vonden geen goed antwoord", "Stel uw vraag") or (
        piece == "ik zoek werk "
    )
    assert "Werkcentrum Zoetermeer" in answer.links


def test_what_comes_after_twenty_thousand_characters_is_not_read(region, spooled):
    Client().get("/antwoord/", {"q": "a" * LONG + " geheim"})

    [entry] = spooled()
    assert entry["text"] == "a" * LONG


def test_the_box_takes_no_more_than_fits_in_an_address(page, region):
    box = page.open("/").document.find(".//input[@id='q']")

    longest = quote("漢" * int(box.get("maxlength")))
    assert len(longest) < 60_000


@pytest.mark.parametrize("value", ["%ED%A0%80", "%ff%fe", "%C0%80", "%", "%zz", "%00", "%E2%80"])
@pytest.mark.parametrize("name", ["q", "plaats", "thema", "gemeente"])
def test_bytes_that_are_no_text_get_a_helpful_page(page, region, name, value):
    page.open(f"/antwoord/?{name}={value}")
    page.open(f"/locaties/?{name}={value}")
    page.open(f"/diensten/cv-hulp/?{name}={value}")


def test_of_a_repeated_parameter_one_counts(page, region):
    answer = page.open("/antwoord/?q=blub&q=hulp+met+mijn+cv&plaats=Zoetermeer&plaats=2271")

    assert answer.heading == "Dit past bij uw vraag"
    assert "Antwoorden voor de gemeente Leidschendam-Voorburg" in answer


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plaats", "wie", "thema", "kosten", "contact", "gemeente", "x"])
def test_a_huge_parameter_leaves_a_page_of_ordinary_size(page, region, name):
    for address in ("/antwoord/", "/locaties/", "/diensten/cv-hulp/", "/onderwerpen/inkomen/"):
        page.open(address, **{"q": "hulp met mijn cv", name: "😀<" * 10_000})


@pytest.mark.parametrize(
    "content_type", ["text/plain; charset=utf-7", "text/plain; charset=unicode_escape", "\x00", ""]
)
def test_another_alphabet_in_the_header_breaks_nothing(region, content_type):
    response = Client().get(
        "/antwoord/",
        query_params={"q": "+2AA- \\ud800 werk", "thema": "\\ud800", "plaats": "+2AA-"},
        headers={"content-type": content_type},
    )

    assert response.status_code == 200


@pytest.mark.slow
@given(typed=TYPED, place=TYPED)
@example(typed="\ud7ff\ue000", place="\U0010fffd")
@MANY
def test_any_question_and_any_place_get_a_valid_page(page, region, typed, place):
    before = stored()

    answer = page.open("/antwoord/", q=typed, plaats=place)

    assert answer.document.find(".//input[@id='q']").get("value") == clean(typed)
    assert stored() == before


@pytest.mark.slow
@given(pairs=st.lists(st.tuples(NAMES, BYTES), max_size=8))
@MANY
def test_any_bytes_in_any_parameter_get_a_valid_page(page, region, pairs):
    before = stored()

    for address in ("/antwoord/", "/locaties/", "/diensten/cv-hulp/"):
        page.open(f"{address}?{percent_encoded(pairs)}")

    assert stored() == before


@pytest.mark.slow
@given(place=TYPED)
@MANY
def test_any_place_gets_a_valid_list_of_locations(page, region, place):
    locations = page.open("/locaties/", plaats=place)

    assert len(locations.texts(".//article")) == 2


@pytest.mark.slow
@given(token=TYPED, answer=st.one_of(TYPED, st.sampled_from(["ja", "nee"])))
@MANY
def test_any_form_is_thanked_and_none_is_counted(page, region, token, answer):
    before = stored()

    assert page.send("/hielp-dit/", token=token, antwoord=answer).heading == "Dank u wel"
    assert stored() == before


@pytest.mark.slow
@given(body=st.binary(max_size=300), kind=st.sampled_from(
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json",
     "multipart/form-data", "text/plain", ""]
))  # fmt: skip
@MANY
def test_any_body_is_answered_without_a_crash(region, body, kind):
    before = stored()

    response = Client().post("/hielp-dit/", data=body, content_type=kind)

    assert response.status_code in (302, 400)
    assert stored() == before


@pytest.mark.slow
@given(typed=st.lists(TYPED, min_size=1, max_size=3))
@MANY
def test_whatever_was_asked_can_be_stored(region, typed):
    for question in typed:
        Client().get("/antwoord/", {"q": question, "plaats": question})

    store_spooled_questions(at=MONDAY_MORNING)
    assert not any("\x00" in row.text for row in Question.objects.all())


@given(st.text(max_size=500))
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text)

    assert clean(once) == once
    assert len(once) <= LONG
