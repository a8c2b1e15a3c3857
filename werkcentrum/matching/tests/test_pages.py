"""Somebody with a profile in their own browser finds work that fits, and reads why."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse

from werkcentrum.core import spool
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.matching import market
from werkcentrum.matching.actions import TALLIES
from werkcentrum.matching.models import MatchRun, MatchTally
from werkcentrum.matching.tests.make import COOK, make_kitchen, no_meaning
from werkcentrum.partners.tests.make import make_region
from werkcentrum.profiles import own
from werkcentrum.profiles.facts import Facts, Wish
from werkcentrum.vacancies import actions as vacancies
from werkcentrum.vacancies.tests.make import make_published

pytestmark = pytest.mark.django_db
LIST = "/passend-werk/"


@pytest.fixture(autouse=True)
def _words_without_meaning(monkeypatch, var):
    no_meaning(monkeypatch)
    with time_machine.travel(MONDAY_MORNING, tick=True):
        yield


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def cook(page, zhc):
    """Their browser holds a profile."""
    with_cookie = HttpResponse()
    own.keep(with_cookie, COOK)
    page._client.cookies.update(with_cookie.cookies)
    return page


def titles(shown):
    return shown.texts(".//h3")


def test_without_a_profile_somebody_makes_one_first_and_comes_back(page, zhc):
    response = page.open(LIST, status=302).response

    assert response["Location"] == "/mijn-profiel/?terug=%2Fpassend-werk%2F"


def test_the_kitchen_comes_before_the_bakery_for_a_cook(cook, zhc):
    make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    make_kitchen(zhc)

    shown = cook.open(LIST)

    assert titles(shown) == ["Kok zorgcentrum", "Receptionist"]
    assert "Uw beroep kok is het beroep van de vacature." in shown.text
    assert shown.response["Cache-Control"] == "no-store"


def test_the_limits_stand_first_and_say_how_many_they_left_out(cook, zhc):
    make_kitchen(zhc, is_irregular=True)

    shown = cook.open(LIST)
    text = shown.text

    assert titles(shown) == []
    assert text.index("Uw grenzen") < text.index("0 vacatures voor u")
    assert "1 vacature viel hierdoor af." in text
    left_out = shown.click("Laat onregelmatig werk even niet meetellen")
    assert titles(left_out) == ["Kok zorgcentrum"]


def test_a_limit_can_be_left_out_for_once(cook, zhc):
    make_kitchen(zhc, is_irregular=True)

    shown = cook.open(f"{LIST}?zonder=irregular")

    assert titles(shown) == ["Kok zorgcentrum"]
    assert "Telt nu niet mee." in shown.text


def test_what_the_law_asks_cannot_be_left_out(cook, zhc):
    facts = Facts(wishes=(Wish("kok", "kok"),), level=2)
    answer = HttpResponse()
    own.keep(answer, facts)
    cook._client.cookies.update(answer.cookies)
    make_kitchen(zhc, level="5", is_level_by_law=True)

    assert titles(cook.open(f"{LIST}?zonder=level")) == []


def test_what_is_unknown_is_said_and_leaves_nothing_out(cook, zhc):
    make_kitchen(zhc, is_irregular=None, licences=[])

    text = cook.open(LIST).text

    assert titles(cook.open(LIST)) == ["Kok zorgcentrum"]
    assert "Onbekend: het rijbewijs, het niveau dat de wet vraagt. Dat sluit niets uit." in text


def test_what_the_person_did_not_tell_stands_once_and_not_beside_each_vacancy(cook, zhc):
    make_kitchen(zhc, level="4")

    shown = cook.open(LIST)

    assert "Onbekend: het rijbewijs, het niveau dat de wet vraagt. Dat sluit niets uit." in shown
    (card,) = shown.texts(".//article")
    assert "het niveau dat de wet vraagt" not in card


def test_unknown_is_said_only_of_what_a_vacancy_asks(cook, zhc):
    make_kitchen(zhc, level="", is_irregular=None)
    make_kitchen(zhc, title="Kok op een wagen", licences=["B"])

    cards = cook.open(LIST).texts(".//article")

    assert {"wagen" in card: "Onbekend: het rijbewijs." in card for card in cards} == {
        False: False, True: True,
    }  # fmt: skip
    assert not [card for card in cards if "onregelmatig" in card or "niveau" in card]


def test_a_page_about_your_own_work_stands_under_vacancies_in_the_menu(cook, zhc):
    make_kitchen(zhc)

    for address, item in ((LIST, "Vacatures"), ("/mijn-profiel/", "Vacatures"),
                          ("/kansrijk/", "Opleidingen")):  # fmt: skip
        lit = cook.open(address).document.iterfind(".//nav/ul/li/a[@aria-current='page']")
        assert {"".join(one.itertext()) for one in lit} == {item}


def test_who_has_a_profile_is_not_asked_to_make_one(cook, page, zhc):
    assert "Maak een profiel." not in cook.open("/vacatures/")

    cook._client.cookies.clear()

    assert "Maak een profiel." in cook.open("/vacatures/")


def test_how_far_somebody_travels_says_nothing_until_they_say_from_where(page, zhc):
    answer = HttpResponse()
    own.keep(answer, replace(COOK, postcode4="", km=15))
    page._client.cookies.update(answer.cookies)
    make_kitchen(zhc)

    shown = page.open(LIST)

    assert "hoogstens 15 km" in shown
    assert "Telt nog niet mee." in shown
    assert "De vier cijfers van uw postcode" in shown.click("Vul eerst uw postcode in")


def test_a_vacancy_leads_to_what_brings_somebody_nearer(cook, zhc):
    vacancy = make_kitchen(zhc)
    link = "Zie welke opleiding u het meeste werk brengt"

    for address in (LIST, f"/vacatures/{vacancy.pk}/past/"):
        assert "Opleidingen voor u" in cook.open(address).click(link)


def test_the_newest_can_stand_first_instead_of_what_fits(cook, zhc):
    make_kitchen(zhc)
    make_published(zhc, MONDAY_MORNING + timedelta(seconds=1), title="Receptionist")

    assert titles(cook.open(f"{LIST}?volgorde=nieuw")) == ["Receptionist", "Kok zorgcentrum"]


def test_one_vacancy_tells_all_of_its_points_and_what_was_not_used(cook, zhc):
    vacancy = make_kitchen(zhc)

    text = cook.open(f"/vacatures/{vacancy.pk}/past/").text

    assert "punten" in text
    assert "Niet gebruikt: naam, geslacht, leeftijd" in text
    assert "Uren per week: 24 tot en met 36 gevraagd, 16 tot en met 36 gewenst." in text
    assert re.search(r"Met ‘[^’]+’ erbij gaat de score van \d+ % naar \d+ %\.", text)


def test_one_number_of_hours_is_not_told_as_from_that_to_that(page, zhc):
    answer = HttpResponse()
    own.keep(answer, replace(COOK, hours_min=24, hours_max=24))
    page._client.cookies.update(answer.cookies)
    vacancy = make_kitchen(zhc)

    assert "24 in de week" in page.open(LIST)
    assert "tot en met 36 gevraagd, 24 gewenst." in page.open(f"/vacatures/{vacancy.pk}/past/")


def test_a_vacancy_outside_the_limits_says_which_one(cook, zhc):
    vacancy = make_kitchen(zhc, is_irregular=True)

    text = cook.open(f"/vacatures/{vacancy.pk}/past/").text

    assert "buiten uw grenzen: onregelmatig werk" in text


def test_a_vacancy_leads_to_whether_it_fits(cook, zhc):
    vacancy = make_kitchen(zhc)

    assert "past" in cook.open(f"/vacatures/{vacancy.pk}/").click("Past dit bij mij?")


def test_whoever_asks_how_a_vacancy_fits_that_is_over_comes_where_it_says_so(cook, zhc):
    vacancy = make_kitchen(zhc)
    vacancies.close_vacancy(vacancy=vacancy, outcome="filled", by="x", at=MONDAY_MORNING)

    leads = cook.open(f"/vacatures/{vacancy.pk}/past/", status=302)

    assert leads.response.url == f"/vacatures/{vacancy.pk}/"
    assert "niet meer open" in cook.open(f"/vacatures/{vacancy.pk}/", status=410)


def test_a_new_vacancy_is_in_the_list_at_once_and_only_it_is_read(cook, zhc, monkeypatch):
    make_kitchen(zhc)
    cook.open(LIST)
    read = []
    offers = market.preparer().offers
    monkeypatch.setattr(
        market.preparer(), "offers", lambda new: read.append(len(new)) or offers(new)
    )

    make_published(zhc, title="Kok in een school")

    assert "Kok in een school" in titles(cook.open(LIST))
    assert sum(read) == 1


def test_vacancies_that_are_not_ready_yet_are_said_to_come(cook, zhc, monkeypatch):
    make_kitchen(zhc)
    make_published(zhc)
    monkeypatch.setattr(market.market_of.__wrapped__, "__kwdefaults__", {"most": 1})

    text = cook.open(LIST).text

    assert "1 nieuwe vacature lezen wij nog." in text
    assert "lezen wij nog" not in cook.open(LIST).text


def test_what_the_worker_made_ready_is_not_read_again(cook, zhc, monkeypatch):
    make_kitchen(zhc)
    assert market.keep_ahead(zhc, on=MONDAY_MORNING.date())
    market._kept.clear()
    monkeypatch.setattr(market.preparer(), "offers", lambda new: [] if not new else 1 / 0)

    assert titles(cook.open(LIST)) == ["Kok zorgcentrum"]
    assert not market.keep_ahead(zhc, on=MONDAY_MORNING.date())


def test_of_somebody_who_stays_unknown_only_that_a_list_was_made_is_kept(cook, zhc):
    make_kitchen(zhc)

    cook.open(LIST)

    [path] = spool.take_files(TALLIES)
    [entry] = spool.read(path)
    assert set(entry) == {"region", "software", "weights"}
    assert not MatchRun.objects.exists()
    assert not MatchTally.objects.exists()


def test_who_makes_a_profile_first_is_led_back_and_to_no_other_site(page, zhc):
    way_back = ".//input[@name='terug']"

    here = page.open("/mijn-profiel/", terug=LIST).document.find(way_back)
    elsewhere = page.open("/mijn-profiel/", terug="//kwaad.example/").document.find(way_back)

    assert here.get("value") == LIST
    assert elsewhere is None
