"""A union would like contact with Olena about a kitchen, and she decides herself."""

import pytest

from werkcentrum.audit.actions import CLIENT
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import has_session, sends
from werkcentrum.matching import contact_actions
from werkcentrum.matching.models import ContactRequest
from werkcentrum.matching.rules import still_waits
from werkcentrum.matching.tests.make import (
    find_by_words,
    make_contact_ground,
    make_kitchen,
    make_seeker,
)
from werkcentrum.mine.tests.make import enter
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent, Disclosure
from werkcentrum.privacy.tests.make import make_consent, make_union
from werkcentrum.vacancies.actions import close_vacancy

pytestmark = [
    pytest.mark.django_db,
    sends,
    has_session,
]
TO_ANSWER = "Lees de vraag en geef antwoord Kok zorgcentrum"
SAID_YES = "De Bond weet nu wie u bent"


@pytest.fixture(autouse=True)
def _found_by_words(monkeypatch, var, monday):
    find_by_words(monkeypatch)


@pytest.fixture
def zhc():
    return make_region(host="testserver")


@pytest.fixture
def olena(zhc):
    return make_seeker(zhc)


@pytest.fixture
def ground(zhc):
    return make_contact_ground(zhc, make_union(zhc))


@pytest.fixture
def asked(zhc, olena, ground):
    """The union asks."""
    kitchen = make_kitchen(zhc)
    contact_actions.request_contact(
        vacancy=kitchen, organisation=make_union(zhc), by="bram", at=MONDAY_MORNING
    )
    return ContactRequest.objects.get()


def actor_of(verb: str) -> str:
    return AuditLine.objects.get(verb=verb).actor


def test_a_message_tells_her_that_a_question_waits_and_nothing_about_it(asked):
    message = OutboxMessage.objects.get(recipient="olena@post.example")

    assert "In Mijn Werkcentrum wacht een vraag op u." in message.text
    assert "/mijn/" in message.text
    assert not any(word in message.text for word in ("Bond", "Kok", "Linde"))


def test_no_message_leaves_about_a_question_that_is_over(asked):
    key = OutboxMessage.objects.get().about.removeprefix("contact:")
    assert still_waits(key)

    contact_actions.say_no(request=asked, by="fatima", at=MONDAY_MORNING)

    assert not still_waits(key)


def test_she_reads_who_asks_for_what_work_and_what_they_would_hear(page, asked):
    shown = enter(page).click(TO_ANSWER)

    assert "De Bond wil graag contact" in shown
    assert "Kok zorgcentrum" in shown
    assert "Uw naam en hoe wij u kunnen bereiken: Olena , olena@post.example" in shown


def test_she_agreed_before_and_says_yes_to_this(page, olena, ground, asked):
    make_consent(olena.client, ground)

    shown = enter(page).click(TO_ANSWER).press("Ja, dat mag")

    assert SAID_YES in shown
    assert "Iemand wil contact" not in shown
    assert ContactRequest.objects.get().disclosure == Disclosure.objects.get()
    assert actor_of("matching.contact_agreed") == CLIENT


def test_she_reads_the_question_of_the_register_and_agrees_on_her_own_screen(page, asked):
    question = enter(page).click(TO_ANSWER)
    assert "Mogen wij uw gegevens geven aan deze organisatie?" in question

    shown = question.press("Ja, dat mag")

    assert SAID_YES in shown
    consent = Consent.objects.get(purpose__key="vacancy_contact")
    assert (consent.way, consent.by_representative) == ("screen", False)
    assert Disclosure.objects.get().consent == consent
    assert actor_of("matching.contact_agreed") == CLIENT
    assert "Trek dit in voor De Bond" in shown


def test_she_says_no_and_nobody_hears_who_it_was(page, asked):
    shown = enter(page).click(TO_ANSWER).press("Nee, liever niet")

    assert "U zei nee. Alleen wie u hier helpt, ziet dat." in shown
    assert ContactRequest.objects.get().state == "no"
    assert not Disclosure.objects.exists()
    assert actor_of("matching.contact_refused") == CLIENT


def test_when_her_adviser_answered_first_she_hears_how_it_is_now(page, asked):
    question = enter(page).click(TO_ANSWER)
    contact_actions.say_no(request=asked, by="fatima", at=MONDAY_MORNING)

    shown = question.press("Ja, dat mag")

    assert "U deed dit al, of het kan niet meer." in shown
    assert not Disclosure.objects.exists()
    assert not Consent.objects.filter(purpose__key="vacancy_contact").exists()


def test_of_work_that_is_over_there_is_no_question(page, asked):
    close_vacancy(vacancy=asked.vacancy, outcome="filled", by="x", at=MONDAY_MORNING)

    shown = enter(page)

    assert "Iemand wil contact" not in shown
    page.open(f"/mijn/contact/{asked.pk}/", status=302)
    assert "het kan niet meer" in page.open("/mijn/overzicht/")


def test_who_has_a_representative_does_not_agree_alone(page, zhc, ground, olena, asked):
    type(olena.client).objects.filter(pk=olena.client.pk).update(
        representative="parent", representative_name="Ilse"
    )

    question = enter(page).click(TO_ANSWER)

    assert "Alleen Ilse kan hier ja op zeggen" in question
    assert "Ja, dat mag" not in question


def test_when_the_row_left_the_register_only_her_adviser_can_help(page, asked, ground):
    ground.delete()

    question = enter(page).click(TO_ANSWER)

    assert "Dat kan nu alleen samen met uw gids." in question
    assert "Ja, dat mag" not in question


def test_the_question_to_somebody_else_is_not_there(page, zhc, asked):
    make_seeker(zhc, "Anna")
    enter(page, "anna@post.example")

    page.open(f"/mijn/contact/{asked.pk}/", status=404)
    page.send(f"/mijn/contact/{asked.pk}/", status=404, ja="1")

    assert ContactRequest.objects.get().state == "open"
