"""Somebody makes a profile alone: they confirm it, and it stays in their own browser."""

from datetime import timedelta
from random import Random

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory

from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.core.typed import visible
from werkcentrum.partners.tests.make import make_municipality, make_postcode, make_region
from werkcentrum.profiles import own
from werkcentrum.profiles.facts import Experience, Facts, Skill, to_json
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.profiles.tests.make import COOK

pytestmark = [pytest.mark.django_db, sends]
STORY = "Ik heb acht jaar in een hotel gekookt. Ik wil 24 uur werken, hoogstens 10 km."


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    return make_region(host="testserver")


@pytest.fixture
def asked(region, page):
    """The page on which somebody confirms what was read in their story."""
    return page.open("/mijn-profiel/").press("Verder", verhaal=STORY)


def held_by(page) -> Facts | None:
    """What the browser brings along with its next request."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in page._client.cookies.items()}
    return own.read(request)


def tick(asked, *labels: str) -> list[str]:
    """The values of the ticks with these labels."""
    ids = {
        label.get("for"): " ".join("".join(label.itertext()).split())
        for label in asked.document.iter("label")
    }
    return [
        box.get("value")
        for box in asked.document.iter("input")
        if any(ids.get(box.get("id"), "").startswith(label) for label in labels)
    ]


def test_what_was_read_stands_beside_the_words_that_led_to_it_and_nothing_is_ticked(asked):
    assert asked.heading == "Klopt dit?"
    assert "kok (8 jaar) U schreef: ‘ Ik heb acht jaar in een hotel gekookt ’" in asked
    assert "24 uur in de week U schreef: ‘ 24 uur ’" in asked
    assert not [box for box in asked.document.iter("input") if box.get("checked") is not None]


def test_only_what_somebody_ticks_is_in_their_profile(page, asked):
    shown = asked.press("Verder met wat ik aanvinkte", klopt=tick(asked, "kok (", "hoogstens 10"))

    assert shown.heading == "Mijn profiel"
    assert held_by(page) == Facts(
        work=(Experience("kok", "kok", 8.0, "ik heb in een hotel gekookt"),), km=10
    )


def test_whoever_finds_all_of_it_right_says_so_with_one_button(page, asked):
    asked.press("Alles klopt")

    held = held_by(page)
    assert held.skills == (Skill("koken", "koken"),)
    assert (held.hours_min, held.hours_max, held.km) == (24, 24, 10)


def test_nothing_of_it_is_on_the_server(asked):
    shown = asked.press("Alles klopt")

    assert "Wij bewaren dit niet" in shown
    assert not any(model.objects.exists() for model in (ProfileFacts, Client, Enquiry))
    assert "sessionid" not in shown.page._client.cookies


def test_the_cookie_is_for_this_session_and_no_script_reads_it(page, asked):
    asked.press("Alles klopt")

    cookie = page._client.cookies[own.COOKIE]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_no_page_of_it_is_stored_on_the_way(asked):
    assert asked.response["Cache-Control"] == "no-store"


def test_whoever_only_looks_gets_no_cookie(region, page):
    page.open("/mijn-profiel/")

    assert not page._client.cookies


def test_whoever_ticks_nothing_hears_what_to_do(page, asked):
    shown = asked.press("Verder met wat ik aanvinkte")

    assert "Vink aan wat klopt, of geef antwoord op een vraag." in shown
    assert "kok (8 jaar)" in shown
    assert held_by(page) is None


def test_what_the_story_does_not_say_is_asked_and_need_not_be_answered(page, asked):
    assert "Wilt u ook ’s avonds, ’s nachts of in het weekend werken? (niet verplicht)" in asked
    assert "Hoe ver wilt u reizen?" not in asked

    asked.press("Verder met wat ik aanvinkte", irregular="nee", licence=["geen"], language="b1")

    held = held_by(page)
    assert (held.irregular, held.licences) == (False, ())
    assert [(one.code, one.level) for one in held.languages] == [("nl", "b1")]


def test_whoever_told_no_wish_is_asked_for_one_in_their_own_words(page, asked):
    asked.press("Verder met wat ik aanvinkte", wish="bakker, of iets met dieren")

    assert [wish.occupation for wish in held_by(page).wishes] == ["bakker", "dierenverzorger"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"wish": "xqzw"}, "Dit werk kennen wij niet."),
        ({"postcode": "12"}, "Een postcode heeft vier cijfers, zoals 2271."),
        ({"licence": ["B", "geen"]}, "Kies welk rijbewijs u heeft, of kies dat u er geen heeft."),
        ({"level": "9"}, "Kies iets uit de lijst."),
    ],
)
def test_an_answer_that_cannot_be_says_what_to_do_and_keeps_the_ticks(asked, typed, said):
    ticked = tick(asked, "kok (")

    shown = asked.press("Verder met wat ik aanvinkte", klopt=ticked, **typed)

    assert said in shown
    boxes = [box for box in shown.document.iter("input") if box.get("type") == "checkbox"]
    assert [
        box.get("value")
        for box in boxes
        if box.get("name") == "klopt" and box.get("checked") is not None
    ] == ticked


def test_two_things_that_cannot_both_be_true_are_asked_again(region, page):
    asked = page.open("/mijn-profiel/").press(
        "Verder", verhaal="Ik was kok. Hoogstens 10 km. Soms 25 km."
    )

    shown = asked.press("Alles klopt")

    assert "Vink bij ‘Reizen’ één ding aan." in shown


def test_a_story_with_a_number_that_may_be_a_bsn_is_held_back(region, page):
    shown = page.open("/mijn-profiel/").press("Verder", verhaal="Ik ben kok. 111222333")

    assert "nummer dat een BSN kan zijn" in shown
    assert shown.heading == "Vertel over uw werk"


def test_whoever_says_that_it_is_no_bsn_can_confirm_too(page, region):
    story = "Ik was kok. 111222333"
    shown = page.open("/mijn-profiel/").press("Verder", verhaal=story)

    asked = shown.press("Verder", verhaal=story, geen_bsn="on")
    asked.press("Alles klopt")

    assert held_by(page).work[0].name == "kok"


@pytest.mark.parametrize(
    ("story", "postcode"),
    [
        ("Ik ben kok en ik woon in Voorburg.", "2273"),
        ("Ik woon al sinds 2015 in een flat in voorburg, ik was kok.", "2273"),
        ("Ik woon in Voorburg. Mijn postcode is 2271.", "2271"),
        ("Ik woon niet in Voorburg. Ik was kok.", ""),
        ("Mijn zus woont in Voorburg. Ik was kok.", ""),
        ("Ik woon in Maastricht. Ik was kok.", ""),
    ],
)
def test_where_somebody_lives_is_told_by_the_name_of_a_place_that_we_know(
    region, page, story, postcode
):
    place = make_municipality(region)
    for digits, north in (("2271", 52.05), ("2273", 52.07), ("2275", 52.09)):
        make_postcode(place, digits, latitude=north)

    asked = page.open("/mijn-profiel/").press("Verder", verhaal=story)

    assert ("De vier cijfers van uw postcode" in asked) == (not postcode)
    asked.press("Alles klopt")
    assert held_by(page).postcode4 == postcode


def test_no_story_is_no_profile(region, page):
    shown = page.open("/mijn-profiel/").press("Verder", verhaal=" ")

    assert "Vertel eerst iets over uw werk." in shown


def test_a_story_without_work_leads_to_the_questions(region, page):
    shown = page.open("/mijn-profiel/").press("Verder", verhaal="Hallo allemaal")

    assert "Wij herkennen nog niets nieuws in uw verhaal." in shown
    assert "Hoe ver wilt u reizen?" in shown


def test_what_was_confirmed_can_be_taken_away_and_changed(page, asked):
    change = asked.press("Alles klopt").click("Wijzig dit")

    change.press("Klaar", klopt=tick(change, "kok ("), km="25", hours_max="32")

    held = held_by(page)
    assert held.skills == ()
    assert (held.km, held.hours_min, held.hours_max) == (25, 24, 32)


def test_a_rare_licence_stays_when_somebody_changes_something_else(region, page):
    story = "Ik ben kok. Ik heb rijbewijs B en C1."
    page.open("/mijn-profiel/").press("Verder", verhaal=story).press("Alles klopt")

    page.open("/mijn-profiel/wijzigen/").press("Klaar", hours_min="20")

    assert held_by(page).licences == ("B", "C1")


def test_a_second_story_comes_beside_the_first(page, asked):
    more = asked.press("Alles klopt").click("Vertel nog iets")

    more.press("Verder", verhaal="Ik heb ook een heftruckcertificaat.").press("Alles klopt")

    held = held_by(page)
    assert held.work[0].name == "kok"
    assert [skill.key for skill in held.skills] == ["koken", "heftruckcertificaat"]


def test_whoever_throws_it_away_has_nothing_left(page, asked):
    shown = asked.press("Alles klopt").press("Gooi mijn profiel weg")

    assert shown.heading == "Uw profiel is weg"
    assert held_by(page) is None


def test_a_form_that_is_not_from_our_page_changes_nothing(region, page):
    shown = page.send("/mijn-profiel/klopt/", verhaal=STORY, alles="1", token="geraden")

    assert "Deze pagina stond te lang open." in shown
    assert held_by(page) is None


def test_the_address_of_the_change_page_without_a_profile_leads_to_the_story(region, page):
    shown = page.send("/mijn-profiel/wijzigen/")

    assert shown.heading == "Vertel over uw werk"


def test_a_cookie_that_is_not_ours_or_of_an_older_version_is_no_profile():
    older = signing.dumps({"km": 3}, salt="profiles.own")
    request = RequestFactory().get("/")

    for value in ("", "onzin", older, older[:-1]):
        request.COOKIES = {own.COOKIE: value}
        assert own.read(request) is None


def test_a_profile_that_was_changed_or_signed_by_somebody_else_is_no_profile(page, asked, settings):
    asked.press("Alles klopt")
    value = page._client.cookies[own.COOKIE].value
    payload, at, seal = value.split(":")
    settings.SECRET_KEY = "van een andere website"
    foreign = signing.dumps(to_json(COOK), salt="profiles.own")
    settings.SECRET_KEY = "van deze website"
    other = signing.dumps(to_json(COOK), salt="profiles.file")
    wrong = [foreign, other, f"{payload}x:{at}:{seal}", f"{payload}:zzz:{seal}", f"{payload}:{at}:"]
    wrong += ["é:é:é", ":" * 4000]

    for tampered in wrong:
        page._client.cookies[own.COOKIE] = tampered
        assert held_by(page) is None
        assert page.open("/mijn-profiel/").heading == "Vertel over uw werk"


@pytest.mark.house_rule_off("cookies", reason="What is too old is thrown away when it is seen.")
def test_in_a_browser_that_stays_open_a_profile_is_gone_after_half_a_day(page, asked, time_machine):
    asked.press("Alles klopt")
    time_machine.shift(timedelta(hours=11))
    assert page.open("/mijn-profiel/").heading == "Mijn profiel"

    time_machine.shift(timedelta(hours=2))
    shown = page.open("/mijn-profiel/")

    assert "Uw profiel stond hier langer dan twaalf uur." in shown
    assert shown.heading == "Vertel over uw werk"
    assert not page._client.cookies[own.COOKIE].value
    assert "twaalf uur" not in page.open("/mijn-profiel/")


def test_whoever_changes_their_profile_has_it_half_a_day_more(page, asked, time_machine):
    change = asked.press("Alles klopt").click("Wijzig dit")
    time_machine.shift(timedelta(hours=11))
    change.press("Klaar", klopt=tick(change, "kok ("), km="25")

    time_machine.shift(timedelta(hours=11))

    assert held_by(page).km == 25


@pytest.mark.house_rule_off("size", reason="It is as large as what was typed.")
def test_a_story_that_is_much_too_long_is_kept_and_says_so(region, page):
    story = "Ik was kok. " * 8_334

    shown = page.open("/mijn-profiel/").press("Verder", verhaal=story)

    assert "Dit is te lang. Maak het korter." in shown
    (box,) = shown.document.iter("textarea")
    assert len(box.text) > 99_000


ODD = ("\0", "\u202e27\u202c", "👩‍🍳", "-3", "9" * 400, "1e9", "²", "' OR 1=1", "<b>")


@pytest.mark.parametrize("name", ["hours_min", "hours_max", "irregular", "postcode", "km"])
def test_whatever_somebody_types_they_read_what_to_do_and_it_stays(asked, name):
    for odd in ODD:
        shown = asked.press("Verder met wat ik aanvinkte", **{name: odd})

        assert "tekens zijn niet toegestaan" not in shown
        assert shown.heading == "Klopt dit?"
        assert name in ("irregular", "km") or typed_in(shown, name) == visible(odd, len(odd))


def test_a_wish_may_be_any_words_and_what_nobody_can_see_is_left_out_of_it(asked):
    for odd in (*ODD, "w" * 141):
        shown = asked.press("Verder met wat ik aanvinkte", wish=odd)

        is_taken = shown.heading == "Mijn profiel"
        assert is_taken or typed_in(shown, "wish") == visible(odd, len(odd))
        assert "tekens zijn niet toegestaan" not in shown


def typed_in(shown, name: str) -> str:
    """What stands in a field."""
    return next(box.get("value") for box in shown.document.iter("input") if box.get("name") == name)


def test_a_postcode_may_be_typed_with_the_digits_of_another_keyboard(page, asked):
    asked.press("Verder met wat ik aanvinkte", postcode="٢٢٧١")

    assert held_by(page).postcode4 == "2271"


def test_more_than_a_browser_holds_is_refused_with_what_to_do():
    letters = Random(1)
    many = tuple(
        Skill("".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=60)), str(number))
        for number in range(80)
    )
    with pytest.raises(RefusedError, match="te veel om in uw browser te bewaren"):
        own.keep(HttpResponse(), Facts(skills=many))


def test_what_most_people_tell_fits_in_a_browser():
    response = HttpResponse()

    own.keep(response, COOK)

    assert len(response.cookies[own.COOKIE].value) < 500
