"""Sending a complaint or request as a visitor, and the page behind the link."""

import re
from datetime import timedelta

import pytest
import time_machine

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.formal import actions
from werkcentrum.formal.models import FormalRequest, Kind
from werkcentrum.formal.tests.make import STREET, make_channel, make_outage, make_request
from werkcentrum.formal.tokens import secret_of
from werkcentrum.partners.models import Municipality

pytestmark = pytest.mark.usefixtures("clock")

VOORBURG = "gemeente-leidschendam-voorburg"
AMIRA = {
    "naar": VOORBURG, "tekst": "Ik moest drie keer komen.", "naam": "Amira", "via": "mail",
    "mail": "amira@bezoeker.example",
}  # fmt: skip


@pytest.fixture
def channels(region):
    return {
        (kind, key): make_channel(region, kind, key)
        for kind in Kind
        for key in (VOORBURG, "gemeente-zoetermeer", "uwv")
    }


def own_page(page, request: FormalRequest, status: int = 200):
    return page.open(f"/verzoek/{secret_of(request.pk, request.link_turn)}/", status=status)


def fill_in(page, address: str, **typed: str):
    return page.open(address).press("Ga verder", **(AMIRA | typed))


def test_amira_complains_sees_it_once_more_and_gets_a_number_and_a_day(page, channels):
    check = fill_in(page, "/klacht/")
    assert check.heading == "Klopt alles?"
    assert not FormalRequest.objects.exists()

    shown = check.press("Verstuur")

    request = FormalRequest.objects.get()
    assert shown.heading == "Uw bericht is verstuurd"
    assert request.number in shown
    assert "op of voor 18 augustus 2025" in shown
    assert "Ontvangen 7 juli 2025 om" in shown
    assert "U krijgt een kopie per e-mail." in shown
    assert not request.is_digital


def test_nobody_gets_a_cookie_or_leaves_a_trace_on_the_way(page, channels):
    for shown in (page.open("/klacht/"), fill_in(page, "/klacht/")):
        assert not shown.response.cookies
        assert shown.response["Cache-Control"] == "no-store"


def test_the_same_form_twice_leads_to_the_same_page(page, channels):
    check = fill_in(page, "/klacht/")

    first, second = check.press("Verstuur"), check.press("Verstuur")

    assert first.address == second.address
    assert FormalRequest.objects.count() == 1


def test_whoever_goes_back_finds_everything_that_was_typed(page, channels):
    back = fill_in(page, "/klacht/").press("Verander iets")

    assert back.heading == "Stuur een klacht"
    again = back.press("Ga verder", naar=VOORBURG, via="mail")
    assert "amira@bezoeker.example" in again
    assert "Ik moest drie keer komen." in again


def test_in_another_language_the_form_keeps_what_was_typed(page, channels):
    check = fill_in(page, "/klacht/").press("English")

    assert check.heading == "Is everything right?"
    shown = check.press("Send")
    assert "on or before 18 August 2025" in shown
    assert FormalRequest.objects.get().language == "en"


def test_a_form_that_is_not_whole_says_what_is_missing(page, channels):
    shown = page.open("/klacht/").press("Ga verder", via="letter", brief="Voorburg")

    for problem in ("Kies een organisatie.", "Schrijf op waar het over gaat.", "Schrijf uw naam."):
        assert problem in shown
    assert "Schrijf uw straat met huisnummer" in shown


def test_a_bsn_is_held_back_until_amira_says_that_it_is_none(page, channels):
    words = "Mijn dossier is 123456782."
    held = fill_in(page, "/klacht/", tekst=words)
    assert "Verwijder dit nummer." in held

    held.press("Ga verder", **(AMIRA | {"tekst": words, "geen_bsn": "on"})).press("Verstuur")

    assert FormalRequest.objects.get().own_words == words
    assert AuditLine.objects.get(verb="formal.request_sent").detail["held_numbers"] == 1


def test_only_who_gives_a_mail_address_can_say_that_the_answer_may_be_mailed(page, channels):
    fill_in(page, "/klacht/", digitaal="on").press("Verstuur")
    fill_in(page, "/klacht/", digitaal="on", via="letter", brief=STREET).press("Verstuur")

    found = FormalRequest.objects.order_by("received_at", "id")
    assert list(found.values_list("reach", "is_digital")) == [("mail", True), ("letter", False)]


def test_a_privacy_request_goes_to_two_organisations_with_one_number(page, channels):
    check = page.open("/privacyverzoek/").page.post(
        "/privacyverzoek/",
        AMIRA | {
            "token": note_in(page.open("/privacyverzoek/")), "naar": [VOORBURG, "uwv"],
            "rechten": ["access", "erase"],
        },
    )  # fmt: skip

    shown = check.page.post("/privacyverzoek/", {**typed_in(check), "stap": "verstuur"})

    request = FormalRequest.objects.get()
    assert request.rights == ["access", "erase"]
    assert request.addressees.count() == 2
    assert "U krijgt antwoord van UWV op of voor 7 augustus 2025." in shown


def test_a_complaint_goes_to_one_organisation_only(page, channels):
    token = note_in(page.open("/klacht/"))

    shown = page.post("/klacht/", AMIRA | {"token": token, "naar": [VOORBURG, "uwv"]})

    assert "Kies een organisatie." in shown


def test_papers_of_the_region_are_asked_of_the_centre_and_need_an_address(page, region, channels):
    Municipality.objects.filter(key="zoetermeer").update(is_centre=True)
    form = page.open("/woo-verzoek/")
    assert chosen(form) == ["gemeente-zoetermeer"]

    without = form.press("Ga verder", **{**AMIRA, "naar": "gemeente-zoetermeer"})
    assert "Schrijf uw straat met huisnummer" in without
    without.press("Ga verder", **{**AMIRA, "naar": "gemeente-zoetermeer", "brief": STREET}).press(
        "Verstuur"
    )

    request = FormalRequest.objects.get()
    assert request.postal_address == STREET
    assert request.addressees.get().organisation.key == "gemeente-zoetermeer"


def test_whoever_comes_from_a_municipality_finds_it_chosen(page, channels):
    assert chosen(page.open("/klacht/", gemeente="leidschendam-voorburg")) == [VOORBURG]
    assert chosen(page.open("/klacht/")) == []


def test_a_region_without_channels_says_how_else(page, region):
    assert "Dit kan hier nog niet digitaal." in page.open("/klacht/")
    assert "Nog nergens heen." in page.open("/digitale-kanalen/")


def test_a_page_that_stood_open_for_a_day_keeps_what_was_typed(page, channels):
    check = fill_in(page, "/klacht/")

    with time_machine.travel(MONDAY_MORNING + timedelta(days=2), tick=False):
        shown = check.press("Verstuur")

    assert "Deze pagina stond te lang open." in shown
    kept = shown.document.find(".//textarea[@id='tekst']").text
    assert kept.strip() == "Ik moest drie keer komen."
    assert not FormalRequest.objects.exists()


def test_a_network_that_sends_too_much_waits(page, channels, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "formal_request": "1/h/ip"}
    fill_in(page, "/klacht/").press("Verstuur")
    check = fill_in(page, "/klacht/")

    shown = page.post("/klacht/", {**typed_in(check), "stap": "verstuur"}, status=429)

    assert "Op dit netwerk is al veel verstuurd." in shown


def test_the_page_behind_the_link_tells_what_happened(page, region, channels):
    request = make_request(region, Kind.COMPLAINT, channels[Kind.COMPLAINT, VOORBURG])
    addressee = request.addressees.get()
    actions.confirm_arrival(addressee=addressee, by=SYSTEM, at=MONDAY_MORNING)
    actions.extend_term(addressee=addressee, reason="Druk.", by=SYSTEM, at=MONDAY_MORNING)
    shown = own_page(page, request)
    assert "De organisatie heeft het ontvangen." in shown
    assert "De reden: Druk." in shown

    uwv = channels[Kind.COMPLAINT, "uwv"]
    after = actions.forward_request(addressee=addressee, channel=uwv, by=SYSTEM, at=MONDAY_MORNING)
    assert "Wij stuurden het door aan UWV." in own_page(page, request)

    actions.finish_request(addressee=after, outcome="solved", by=SYSTEM, at=MONDAY_MORNING)
    assert "Afgehandeld op 7 juli 2025. Uitkomst: samen opgelost." in own_page(page, request)


def test_who_waits_too_long_reads_what_to_do(page, region, channels):
    request = make_request(region, Kind.WOO, at=MONDAY_MORNING - timedelta(days=40))

    assert "Kreeg u niets? Bel dan de organisatie" in own_page(page, request)


def test_a_link_of_another_region_is_not_known(page, other_region, region):
    request = make_request(other_region)

    page.at("zhc.test").open(f"/verzoek/{secret_of(request.pk, request.link_turn)}/", status=404)
    page.at("haaglanden.test").open(f"/verzoek/{secret_of(request.pk, request.link_turn)}/")


def test_each_look_at_a_request_by_its_link_is_written_down(page, region):
    request = make_request(region)

    own_page(page, request)

    line = AuditLine.objects.get(verb="formal.looked")
    assert (line.subject_id, line.actor) == (str(request.pk), "bezoeker")


def test_a_link_ends_three_months_after_the_answer_and_tells_nothing_then(page, region):
    request = make_request(region)
    addressee = request.addressees.get()
    actions.finish_request(addressee=addressee, outcome="solved", by=SYSTEM, at=MONDAY_MORNING)

    with time_machine.travel(MONDAY_MORNING + timedelta(days=91), tick=False):
        assert "Dit adres werkt tot 7 oktober 2025." in own_page(page, request)
    with time_machine.travel(MONDAY_MORNING + timedelta(days=92), tick=False):
        gone = own_page(page, request, status=410)
    assert "Deze link werkt niet meer. Vraag een nieuwe." in gone
    assert request.number not in gone
    assert AuditLine.objects.filter(verb="formal.looked").count() == 1


def test_a_new_link_comes_by_mail_and_the_old_one_leads_nowhere(page, region):
    request = make_request(region, at=MONDAY_MORNING - timedelta(days=400))
    old = f"/verzoek/{secret_of(request.pk, 0)}/"

    shown = page.open(old, status=410).press("Stuur mij een link", adres="AMIRA@bezoeker.example")

    assert shown.heading == "Kijk naar uw berichten"
    path = links_to("amira@bezoeker.example")[0]
    assert request.number in page.open(path)
    page.open(old, status=404)
    with time_machine.travel(MONDAY_MORNING + timedelta(days=30), tick=False):
        page.open(path, status=410)


def test_a_link_that_works_is_sent_once_more_and_goes_on_working(page, region):
    request = make_request(region)
    own = own_page(page, request)

    page.open("/verzoek/").press("Stuur mij een link", adres="amira@bezoeker.example")

    assert links_to("amira@bezoeker.example") == [own.address]
    own_page(page, request)


def test_nobody_learns_whether_an_address_sent_something(page, region):
    make_request(region)

    known, unknown = (
        page.open("/verzoek/").press("Stuur mij een link", adres=f"{name}@bezoeker.example")
        for name in ("amira", "niemand")
    )

    assert known.text == unknown.text
    assert links_to("niemand@bezoeker.example") == []
    counts = AuditLine.objects.filter(verb="formal.links_sent").order_by("at", "id")
    assert [line.detail for line in counts] == [{"count": 1}, {"count": 0}]


def test_whoever_asks_for_links_too_often_waits(page, region, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS, "formal_link_address": "1/h/key",
    }  # fmt: skip
    page.open("/verzoek/").press("Stuur mij een link", adres="amira@bezoeker.example")
    note = note_in(page.open("/verzoek/"))

    typed = {"token": note, "adres": "Amira@bezoeker.example"}
    assert "Wacht een uur" in page.post("/verzoek/", typed, status=429)


def test_what_is_no_mail_address_is_said_and_stays_in_the_form(page, region):
    shown = page.open("/verzoek/").press("Stuur mij een link", adres="amira")

    assert shown.document.find(".//input[@id='id_adres']").get("value") == "amira"
    assert shown.texts(".//div[@class='hint hint--wrong']")


def links_to(address: str) -> list[str]:
    """Where the links lead that were mailed because somebody asked for them."""
    mails = OutboxMessage.objects.filter(recipient=address, key__contains=":link-")
    return [f"/verzoek/{re.search('/verzoek/([^/]+)/', mail.text)[1]}/" for mail in mails]


def test_everybody_can_read_where_messages_go_and_when_that_did_not_work(page, region, channels):
    make_outage(region)
    make_outage(
        region, kinds=[Kind.WOO], starts_at=MONDAY_MORNING - timedelta(days=9),
        ends_at=MONDAY_MORNING - timedelta(days=8), late_until=MONDAY_MORNING.date(),
    )  # fmt: skip

    shown = page.open("/digitale-kanalen/")

    assert "complaint@uwv.example" in shown
    assert "nog niet voorbij" in shown
    assert "Dat mag nog tot en met 7 juli 2025." in shown
    assert "Er is een storing." in page.open("/klacht/")
    assert "Er is een storing." not in page.open("/woo-verzoek/")


@pytest.mark.parametrize("language", ["en", "uk", "ar", "tr", "pl"])
def test_the_forms_are_there_in_every_language(page, channels, language):
    for address in ("klacht", "privacyverzoek", "woo-verzoek", "digitale-kanalen"):
        page.open(f"/{language}/{address}/")


def note_in(shown) -> str:
    return re.search(r'name="token" value="([^"]+)"', shown.response.content.decode())[1]


def typed_in(check) -> dict[str, list[str]]:
    """The unseen fields of the page on which everything stands once more."""
    found: dict[str, list[str]] = {}
    for form in check.document.iter("form"):
        if form.get("class") == "button-row":
            for field in form.iter("input"):
                found.setdefault(field.get("name"), []).append(field.get("value"))
    return found


def chosen(shown) -> list[str]:
    fields = shown.document.iterfind(".//input[@name='naar']")
    return [field.get("value") for field in fields if field.get("checked") is not None]
