"""Somebody asks a person on the website, with or without a name, and goes on with the code."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.codes import KEPT_FOR
from werkcentrum.casework.models import Client, Employer, Enquiry
from werkcentrum.casework.tests.make import ask, make_client
from werkcentrum.core.form_notes import new_note
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.privacy.models import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "region")]
ASK, EMPLOYERS, GO_ON = "/stel-uw-vraag/", "/werkgevers/stel-uw-vraag/", "/verder/"
SEND, ON = "Stuur mijn vraag", "Ga verder"


def code_on(shown) -> str:
    return " ".join(shown.texts(".//ol[@class='code-words']/li"))


def test_somebody_without_a_name_gets_four_words_and_sees_with_them_what_was_asked(page):
    received = page.open(ASK).press(
        SEND, vraag="Mijn contract stopt", thema="inkomen", gemeente="wassenaar"
    )
    own = page.open(GO_ON).press(ON, code=code_on(received).upper())

    assert received.heading == "Uw vraag is bij ons"
    assert len(code_on(received).split()) == 4
    assert "Mijn contract stopt" in own
    assert "Wij hebben uw vraag. Een gids gaat hem lezen." in own
    assert "7 juli 2025" in own
    enquiry = Enquiry.objects.get()
    assert (enquiry.themes, enquiry.origin, enquiry.language) == (["inkomen"], "online", "nl")
    assert enquiry.municipality.key == "wassenaar"
    assert not Client.objects.exists()


def test_asking_sets_no_cookie_and_nothing_typed_stands_in_an_address(page):
    asked = page.open(ASK)
    received = asked.press(SEND, vraag="Mijn contract stopt")
    own = page.open(GO_ON).press(ON, code=code_on(received))

    for shown in (asked, received, own):
        assert not shown.response.cookies
        assert shown.address in (ASK, GO_ON)
        assert shown.response["Cache-Control"] == "no-store"
    assert "contract" not in str([vars(line) for line in AuditLine.objects.all()])


def test_how_long_we_keep_it_is_what_the_region_decided(page, region):
    assert "90 dagen later wissen wij ze." in page.open(ASK)
    assert "1 jaar later wissen wij ze." in page.open(EMPLOYERS)
    Period.objects.create(region=region, record="client", days=30)

    assert "30 dagen later wissen wij ze." in page.open(ASK)


def test_who_is_under_sixteen_reads_that_a_parent_agrees_to_sharing_and_how(page):
    shown = page.open(ASK)

    assert "Dan moet uw ouder of voogd ja zeggen." in shown
    assert "Neem uw ouder of voogd mee naar uw gids." in shown
    # Nobody is asked how old they are.
    assert shown.document.find(".//input[@type='date']") is None


def test_sending_twice_is_one_question_with_the_same_code(page):
    form = page.open(ASK)
    first, second = (form.press(SEND, vraag="Mijn contract stopt") for _ in range(2))

    assert code_on(first) == code_on(second)
    assert Enquiry.objects.count() == 1


def test_somebody_who_wants_to_be_called_is_known_by_name(page):
    received = page.open(ASK).press(
        SEND, vraag="Mijn contract stopt", via="phone", telefoon="06 12345678", naam="Olena",
        antwoord_in="uk",
    )  # fmt: skip

    assert "neemt contact met u op" in received
    client = Enquiry.objects.get().client
    assert (client.name_to_use, client.reach, client.address) == ("Olena", "phone", "06 12345678")
    assert client.language == "uk"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"vraag": " "}, "Schrijf eerst wat u wilt vragen."),
        (
            {"vraag": "Help", "via": "mail", "mail": "o@post.example", "naam": "O. 111222333"},
            "Verwijder dit nummer.",
        ),
        (
            {
                "vraag": "Help",
                "via": "letter",
                "naam": "Olena",
                "brief": "Straat 1\n2711 AA Zoetermeer\n111222333",
            },
            "Verwijder dit nummer.",
        ),
        ({"vraag": "Help", "via": "phone", "naam": "Olena"}, "Dit is geen telefoonnummer."),
        ({"vraag": "Help", "via": "mail", "mail": "o@post.example"}, "Uw voornaam is genoeg."),
        ({"vraag": "Mijn BSN is 111222333"}, "Verwijder dit nummer."),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(page, typed, said):
    shown = page.open(ASK).press(SEND, **{"spoed": "eviction", "thema": "inkomen", **typed})

    assert said in shown
    assert shown.document.find(".//textarea[@name='vraag']").text.strip() == typed["vraag"].strip()
    chosen = [field.get("value") for field in shown.document.iter("input") if "checked" in
              field.attrib]  # fmt: skip
    assert {"eviction", "inkomen"} <= set(chosen)
    assert not Enquiry.objects.exists()


def test_somebody_whose_number_is_no_bsn_says_so_and_goes_on(page):
    shown = page.open(ASK).press(SEND, vraag="Mijn polis is 111222333")
    shown.press(SEND, geen_bsn="on")

    assert Enquiry.objects.get().own_words == "Mijn polis is 111222333"
    line = AuditLine.objects.get(verb="casework.enquiry_opened")
    assert line.detail["held_numbers"] == 1
    assert "111222333" not in str(line.detail)


def test_what_cannot_wait_is_told_to_the_desk_and_says_where_to_go_today(page, region):
    region.email = "balie@zhc.example"
    region.save()
    received = page.open(ASK).press(SEND, vraag="Ik moet mijn huis uit", spoed="eviction")

    assert "Wilt u vandaag nog iemand spreken?" in received
    assert OutboxMessage.objects.get().recipient == "balie@zhc.example"


def test_somebody_in_danger_sees_help_at_once(page):
    received = page.open(ASK).press(SEND, vraag="ik wil niet meer leven")

    assert "113" in received
    assert code_on(received)


def test_a_form_that_stood_open_too_long_is_shown_again_with_all_that_was_typed(page):
    shown = page.send(ASK, vraag="Mijn contract stopt", token="oud")

    assert "Deze pagina stond te lang open." in shown
    assert shown.document.find(".//textarea[@name='vraag']").text.strip() == "Mijn contract stopt"
    assert not Enquiry.objects.exists()
    shown.press(SEND)
    assert Enquiry.objects.count() == 1


def test_from_an_answer_the_question_comes_along_only_when_that_is_ticked(page):
    values = {"stap": "mee", "vraag": "Mijn baas betaalt niet", "token": new_note()}
    with_it = page.send(ASK, mee="ja", **values)
    without = page.send(ASK, **values)

    assert with_it.document.find(".//textarea[@name='vraag']").text.strip() == values["vraag"]
    assert "baas betaalt" not in without.response.content.decode().replace("behandelt", "")
    assert not Enquiry.objects.exists()


def test_the_answer_page_offers_to_ask_a_person(page):
    shown = page.open("/antwoord/", q="ik zoek werk").press("Vraag het aan een gids", mee="ja")

    assert shown.address == ASK
    assert shown.document.find(".//textarea[@name='vraag']").text.strip() == "ik zoek werk"


def test_after_too_many_questions_on_one_network_somebody_is_sent_to_the_desk(page, settings):
    settings.ACCOUNT_RATE_LIMITS = {"ask": "1/h/ip"}
    page.open(ASK).press(SEND, vraag="Een")
    shown = page.post(ASK, {"vraag": "Twee", "token": new_note()}, status=429)

    assert "Bel ons, of loop binnen." in shown
    assert Enquiry.objects.count() == 1


def test_who_guesses_codes_is_stopped_and_who_has_one_is_not(page, settings, region):
    settings.ACCOUNT_RATE_LIMITS = {"enter_code": "2/h/ip"}
    code = ask(region).code
    for _ in range(3):
        assert "Mijn contract stopt" in page.send(GO_ON, code=code)
    for _ in range(2):
        assert "kennen wij niet" in page.send(GO_ON, code="aanbod adres afdeling arts")

    stopped = page.post(GO_ON, {"code": code}, status=429)
    assert "Er zijn te veel codes geprobeerd." in stopped
    assert "Mijn contract stopt" not in stopped


def test_a_code_leads_nowhere_after_thirty_days(page, region, set_clock):
    code = ask(region).code
    set_clock(f"{MONDAY_MORNING + KEPT_FOR + timedelta(minutes=1):%Y-%m-%d %H:%M}")

    assert "kennen wij niet" in page.send(GO_ON, code=code)


def test_who_looked_with_a_code_stands_in_the_log(page, region):
    received = ask(region)
    page.send(GO_ON, code=received.code)

    line = AuditLine.objects.get(verb="casework.looked")
    assert (line.actor, line.subject_id) == ("bezoeker", str(received.enquiry.pk))


def test_somebody_without_a_name_changes_her_mind_and_is_called(page, region):
    own = page.send(GO_ON, code=ask(region).code)
    done = own.press("Neem contact met mij op", via="phone", telefoon="06 12345678", naam="Olena")
    again = own.press("Neem contact met mij op", via="phone", telefoon="06 87654321", naam="Ana")

    assert "Een gids neemt contact met u op." in done
    assert "Wij weten al van wie deze vraag is." in again
    assert Client.objects.get().name_to_use == "Olena"


def test_without_a_way_to_be_reached_nobody_is_written_down(page, region):
    shown = page.send(GO_ON, code=ask(region).code).press("Neem contact met mij op", naam="Olena")

    assert "Kies hoe wij u mogen bereiken." in shown
    assert not Client.objects.exists()


def test_somebody_who_is_known_reads_where_the_question_stands(page, region):
    received = ask(region)
    Enquiry.objects.update(client=make_client(region))
    known = page.send(GO_ON, code=received.code)
    Enquiry.objects.update(closed_at=MONDAY_MORNING, outcome="training")
    closed = page.send(GO_ON, code=received.code)

    assert "Mogen wij contact met u opnemen?" not in known
    assert "Uw vraag is afgerond: begonnen met een opleiding." in closed


@pytest.mark.parametrize(
    ("address", "reach", "is_offered"),
    [
        (ASK, {"via": "mail", "mail": "o@post.example"}, True),
        (ASK, {"via": "letter", "brief": "Straat 1\n2711 AA Zoetermeer"}, False),
        (EMPLOYERS, {"via": "mail", "mail": "o@post.example", "bedrijf": "Kwekerij"}, False),
    ],
)
def test_a_link_is_offered_to_whom_mijn_werkcentrum_can_send_one(page, address, reach, is_offered):
    received = page.open(address).press(SEND, vraag="Help", naam="Olena", **reach)

    assert ("U kunt ook een link vragen, zonder code." in received) is is_offered


def test_an_employer_says_who_to_speak_to_and_the_company_is_written_down_once(page):
    typed = {
        "vraag": "Ik zoek twaalf mensen", "bedrijf": "Kwekerij Henk", "kvk": "12 34 56 78",
        "via": "mail", "mail": "henk@kwekerij.example", "naam": "Henk",
    }  # fmt: skip
    for _ in range(2):
        page.open(EMPLOYERS).press(SEND, **typed)

    employer = Employer.objects.get()
    assert (employer.name, employer.kvk_number) == ("Kwekerij Henk", "12345678")
    assert (employer.contact_name, employer.address) == ("Henk", "henk@kwekerij.example")
    assert set(Enquiry.objects.values_list("audience", flat=True)) == {"employer"}
    assert not Client.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"bedrijf": ""}, "Schrijf de naam van uw bedrijf."),
        ({"bedrijf": "Kwekerij 111222333"}, "Verwijder dit nummer."),
        ({"kvk": "1234"}, "Een KvK-nummer heeft acht cijfers."),
        ({"via": ""}, "Kies hoe wij u mogen bereiken."),
        ({"naam": ""}, "Schrijf hoe wij u mogen noemen."),
    ],
)
def test_an_employer_who_leaves_out_what_is_needed_is_told_what(page, typed, said):
    values = {
        "vraag": "Ik zoek mensen", "bedrijf": "Kwekerij Henk", "via": "mail", "naam": "Henk",
        "mail": "henk@kwekerij.example", **typed,
    }  # fmt: skip
    shown = page.post(EMPLOYERS, {"token": new_note(), **values})

    assert said in shown
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("language", ["en", "uk", "ar", "tr", "pl"])
def test_the_same_question_is_shown_in_another_language_without_asking_again(page, language):
    received = page.open(ASK).press(SEND, vraag="Mijn contract stopt", thema="inkomen")
    button = received.document.find(f".//nav//button[@lang='{language}']")
    other = received.press(button.text)

    assert other.address == f"/{language}{ASK}"
    assert other.heading != received.heading
    assert code_on(other) == code_on(received)
    assert Enquiry.objects.count() == 1


def test_reading_a_page_or_only_its_head_stores_nothing():
    for address in (ASK, EMPLOYERS, GO_ON):
        assert Browser().head(address).status_code == 200
    assert not Enquiry.objects.exists()
