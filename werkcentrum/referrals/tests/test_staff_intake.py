"""Staff write down what somebody comes for, and a visitor with a code goes on."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Client, Employer, Enquiry
from werkcentrum.casework.queries import enquiry_by_code
from werkcentrum.casework.tests.make import ask
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import (
    make_municipality,
    make_organisation,
    make_region,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
NEW = "/medewerkers/hulpvragen/nieuw/"
EMPLOYER = f"{NEW}werkgever/"
SAVE, FIND = "Bewaar de vraag", "Zoek de vraag"


@pytest.fixture
def region():
    return make_region()


def log_in(page, region, role="host", name="joke"):
    user = make_staff(region, name, role)
    page.log_in(user)
    return user


def test_joke_writes_down_a_question_and_gives_four_words_along(page, region):
    log_in(page, region)
    place = make_municipality(region, "voorburg")
    done = page.open(NEW).press(
        SAVE, own_words="Mijn contract stopt", municipality=str(place.pk), urgency="contract_ends"
    )

    code = " ".join(done.texts(".//ol[@class='code-words']/li"))
    enquiry = enquiry_by_code(region, code, at=MONDAY_MORNING)
    assert done.heading == "De vraag is bewaard"
    assert (enquiry.own_words, enquiry.origin, enquiry.urgency, enquiry.municipality) == (
        "Mijn contract stopt", "desk", "contract_ends", place,
    )  # fmt: skip
    # A host helps nobody on: it is of no organisation until a guide takes it on.
    assert enquiry.organisation is None
    assert "Zorg dat vandaag nog een gids de bezoeker spreekt." in done
    assert not Client.objects.exists()
    # Joke heard it herself, and reads no files.
    assert not OutboxMessage.objects.exists()
    assert "Ga naar de vraag" not in done


def test_a_question_of_an_employer_goes_to_their_one_contact(page, region):
    desk = make_organisation(region, "de-binnenbaan")
    sanne = make_staff(region, "sanne", "employer_manager", organisation=desk)
    log_in(page, region, "adviser", "peter")
    henk = {
        "own_words": "Twaalf mensen verliezen hun baan.", "company_name": "Kwekerij Henk",
        "kvk_number": "12 34 56 78", "contact_name": "Henk", "address": "06 12345678",
    }  # fmt: skip
    first = page.open(NEW).click("Is het een werkgever?").press(SAVE, **henk)
    file = first.click("Ga naar de vraag")
    assert "Accountmanager nog niemand" in file.text
    said = file.press("Leg vast", manager=str(sanne.pk))
    assert "Nieuwe vragen van deze werkgever komen bij deze collega." in said

    again = page.open(EMPLOYER).press(SAVE, **henk)

    assert f"Deze vraag is nu van {sanne.email}" in again
    assert Employer.objects.count() == 1
    first, second = Enquiry.objects.order_by("opened_at", "id")
    assert (first.adviser, second.adviser, second.organisation) == (None, sanne, desk)


def test_what_an_employer_must_say_is_asked(page, region):
    log_in(page, region)
    shown = page.open(EMPLOYER).press(SAVE, kvk_number="12", address="12")

    for said in ("Schrijf op wat de vraag is.", "Schrijf de naam van het bedrijf op.",
                 "Een KvK-nummer heeft acht cijfers.", "Dit is geen telefoonnummer"):  # fmt: skip
        assert said in shown
    assert not Enquiry.objects.exists()


def test_sending_twice_is_one_question(page, region):
    log_in(page, region)
    form = page.open(NEW)
    first, second = (form.press(SAVE, own_words="Ik zoek werk") for _ in range(2))

    assert first.text == second.text
    assert Enquiry.objects.count() == 1


def test_an_adviser_writes_down_a_name_when_that_is_needed_and_goes_to_the_question(page, region):
    log_in(page, region, "adviser", "peter")
    done = page.open(NEW).press(
        SAVE, own_words="Ik zoek werk", origin="phone", name_to_use="Olena", reach="phone",
        address="06 12345678", language="uk",
    )  # fmt: skip

    client = Enquiry.objects.get(origin="phone").client
    assert (client.name_to_use, client.address, client.language) == ("Olena", "06 12345678", "uk")
    assert "De vraag staat op naam van Olena." in done
    assert done.click("Ga naar de vraag").response.status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"own_words": ""}, "Schrijf op wat de vraag is."),
        ({"own_words": "BSN 111222333"}, "Verwijder dit nummer."),
        ({"name_to_use": "Olena 111222333"}, "Verwijder dit nummer."),
        ({"reach": "phone", "address": "06 12345678"}, "hoe wij de bezoeker mogen noemen"),
        ({"reach": "phone", "name_to_use": "Olena", "address": "12"}, "Dit is geen telefoonnummer"),
        ({"address": "06 12345678", "name_to_use": "Olena"}, "Kies of dit een e-mailadres"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_kept(page, region, typed, said):
    log_in(page, region)
    shown = page.open(NEW).press(SAVE, **{"own_words": "Ik zoek werk", **typed})

    assert said in shown
    assert not Enquiry.objects.exists()
    assert not Client.objects.exists()


def test_a_number_that_is_no_bsn_is_kept_and_counted(page, region):
    log_in(page, region)
    shown = page.open(NEW).press(SAVE, own_words="Polis 111222333")
    shown.press(SAVE, geen_bsn="on")

    assert Enquiry.objects.get().own_words == "Polis 111222333"
    assert AuditLine.objects.get(verb="casework.enquiry_opened").detail["held_numbers"] == 1


def test_an_adviser_finds_the_question_of_a_visitor_with_a_code(page, region):
    log_in(page, region, "adviser", "peter")
    received = ask(region)

    shown = page.open(NEW).press(FIND, code=received.code.replace("-", " "))
    assert "Mijn contract stopt" in shown


def test_a_host_hears_only_who_helps_the_visitor_and_that_is_logged(page, region):
    log_in(page, region)
    received = ask(region)
    waiting = page.open(NEW).press(FIND, code=received.code)
    Enquiry.objects.update(adviser=make_staff(region, "peter", "adviser"))
    taken = page.open(NEW).press(FIND, code=received.code)

    assert "De vraag wacht op een gids: roep er een bij." in waiting
    assert "peter@werk.example" in taken
    assert "Mijn contract" not in waiting.text + taken.text
    looks = AuditLine.objects.filter(verb="casework.looked", detail={"asked": "code"})
    assert looks.count() == 2


def test_a_code_that_nobody_knows_is_told(page, region):
    log_in(page, region)
    shown = page.open(NEW).press(FIND, code="aanbod adres afdeling arts")

    assert "Deze code kennen wij niet." in shown
    assert not AuditLine.objects.filter(verb="casework.looked").exists()
