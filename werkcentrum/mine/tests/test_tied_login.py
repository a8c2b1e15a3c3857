"""Olena comes in by the login of a broker, once she tied it; of that login only a hash is kept.

The broker is a real one (npm `oidc-provider`), started for these tests.
"""

import re
import shutil
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session

from werkcentrum.accounts.models import User
from werkcentrum.accounts.own_logins import own_login_providers
from werkcentrum.accounts.tests.broker import RESIDENT_BACK, log_in_there, running_login
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Client
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import has_session
from werkcentrum.mine.actions import tie_login
from werkcentrum.mine.models import TiedLogin
from werkcentrum.mine.queries import clients_tied_to, everything, with_same_address
from werkcentrum.mine.tests.make import ADDRESS, enter, make_known, sent_code, sent_link
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.privacy.tests.make import make_client

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    has_session,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(shutil.which("node") is None, reason="Node staat niet op deze machine"),
]


@pytest.fixture(scope="module")
def issuer():
    """The broker, running."""
    with running_login() as address:
        yield address


@pytest.fixture
def olena():
    return make_known(make_region(host="testserver"))


@pytest.fixture(autouse=True)
def broker(settings, issuer):
    """A site where residents may come in by the broker."""
    settings.RESIDENT_LOGIN = {
        "name": "Voorbeeld-ID", "issuer": issuer, "client_id": "mijn-werkcentrum",
        "client_secret": "geheim",
    }  # fmt: skip
    return settings.RESIDENT_LOGIN


def leave(page, shown, button):
    """Press the button that leads to the broker; returns the address there."""
    form, _button = shown._form_with(button)
    values = {field.get("name"): field.get("value") for field in form.iter("input")}
    return page._client.post(form.get("action"), values).headers["Location"]


def come_back(page, address):
    """What the browser does that comes back: the page there sends on what it brought."""
    form = page.open(address)._form_with("Ga verder")[0]
    return page.open(page._client.post(form.get("action"), {"token": "x"}).headers["Location"])


def tie(page, name="olena"):
    there = leave(page, enter(page), "Koppel mijn inlog")
    return come_back(page, log_in_there(there, name))


def tied(client, name="olena"):
    """Their login was tied before; this is what the broker calls them."""
    sub = sha256(f"mijn-werkcentrum{name}".encode()).hexdigest()
    tie_login(clients=[client], sub=sub, by="klant", at=MONDAY_MORNING)


def back_by_login(page, name="olena"):
    """The address with which somebody comes back who wants to come in."""
    return log_in_there(leave(page, page.open("/mijn/"), "Inloggen via Voorbeeld-ID"), name)


def send_on(page, address, status):
    """Send on what was brought, where it leads to no page of somebody."""
    return page.post(address, {"token": "x"}, status=status)


def test_olena_ties_her_login_once_and_then_comes_in_by_it(page, olena):
    assert "Uw inlog is gekoppeld." in tie(page)
    other = page.at("testserver")

    shown = come_back(other, back_by_login(other))

    assert "Dag Olena." in shown
    verbs = AuditLine.objects.order_by("id").values_list("verb", flat=True)
    assert [verb for verb in verbs if "mine." in verb and "looked" not in verb] == [
        "mine.key_sent", "mine.entered", "mine.login_tied", "mine.entered",
    ]  # fmt: skip


def test_it_lets_her_in_to_what_came_later_under_another_name_at_her_address(page, olena):
    tied(olena)
    make_client(olena.region, "Olena Z.", address=ADDRESS.upper())
    make_client(olena.region, "Daan", address="daan@post.example")
    come_back(page, back_by_login(page))

    held = page.open("/mijn/gegevens.json").response.content.decode()

    assert "Olena Z." in held
    assert "Daan" not in held


def test_who_gave_no_address_is_not_everybody_else_who_gave_none(olena):
    nobody = make_client(olena.region, "Daan", reach="", address="")
    make_client(olena.region, "Karin", reach="", address="")
    tied(nobody, "daan")

    assert with_same_address([nobody]) == [nobody]


def test_of_a_login_only_a_hash_is_kept_and_nobody_gets_an_account(page, olena):
    tie(page)
    other = page.at("testserver")
    come_back(other, back_by_login(other))

    assert re.fullmatch(r"[0-9a-f]{64}", TiedLogin.objects.get().sub_hash)
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert [sorted(session) for session in kept] == [["mine"], ["mine"]]
    assert (
        other.open("/medewerkers/", status=302)
        .response["Location"]
        .startswith("/medewerkers/inloggen/")
    )


def test_a_login_that_nobody_tied_first_comes_in_by_a_link_or_code(page, olena):
    refused = send_on(page, back_by_login(page, "vreemde"), 403)

    assert "Kom één keer binnen met een link of code." in refused
    assert refused.press("Stuur mij een link", adres=ADDRESS).heading == "Kijk naar uw berichten"
    page.open("/mijn/overzicht/", status=302)
    assert not TiedLogin.objects.exists()


def test_a_login_of_staff_leads_nowhere_here_and_the_other_way_round(page, olena, settings, broker):
    """Even with one and the same broker: staff come back elsewhere, and are known elsewhere."""
    login = {**broker, "id": "voorburg", "client_id": "werkcentrum"}
    settings.OWN_LOGINS = [login]
    settings.SOCIALACCOUNT_PROVIDERS = own_login_providers([login])
    tied(olena)
    there = "/medewerkers/inloggen/organisatie/voorburg/"
    address = log_in_there(page._client.post(there).headers["Location"], "olena")

    assert page._client.post(address).status_code == 403
    query = address.partition("?")[2]
    assert "Het inloggen is niet gelukt." in send_on(page, f"{RESIDENT_BACK}?{query}", 403)
    address = back_by_login(page)
    query = address.partition("?")[2]
    assert page._client.post(f"{there}terug/?{query}").status_code == 403
    assert not User.objects.exists()


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_staff_who_also_live_here_stay_who_they_are(page, olena):
    joke = make_staff(olena.region, "joke")
    page.log_in(joke)

    tie(page)

    assert page._client.session["_auth_user_id"] == str(joke.pk)
    assert not SocialAccount.objects.exists()


def test_whoever_reads_her_address_hears_that_a_login_was_tied(page, olena):
    tie(page)

    told = OutboxMessage.objects.get(subject="Er is een inlog gekoppeld")
    assert told.recipient == ADDRESS
    assert "Bel ons dan meteen" in told.text


def test_olena_unties_it_and_it_lets_nobody_in_any_more(page, olena):
    tied(olena)
    shown = come_back(page, back_by_login(page)).press("Maak mijn inlog los")

    assert "Uw inlog is losgemaakt." in shown
    assert AuditLine.objects.filter(verb="mine.login_untied").count() == 1
    other = page.at("testserver")
    assert "Kom één keer binnen" in send_on(other, back_by_login(other), 403)


def test_a_login_leads_to_one_person_and_a_person_has_one_login(page, olena):
    tied(olena)
    make_client(olena.region, "Daan", address="daan@post.example")
    shown = enter(page, "daan@post.example")
    address = log_in_there(leave(page, shown, "Koppel mijn inlog"), "olena")

    assert "Deze inlog hoort al bij een ander adres." in send_on(page, address, 200)
    with pytest.raises(RefusedError, match="Er is al een inlog gekoppeld"):
        tied(olena, "tweede")
    assert TiedLogin.objects.get().client == olena


def test_whoever_came_in_meanwhile_does_not_get_the_login_of_the_one_before(page, olena):
    make_client(olena.region, "Daan", address="daan@post.example")
    address = log_in_there(leave(page, enter(page), "Koppel mijn inlog"), "olena")
    page.at("testserver").open("/mijn/").press("Stuur mij een link", adres="daan@post.example")
    page.open(sent_link()).press("Ga naar binnen")

    shown = send_on(page, address, 200)

    assert "Dag Daan." in shown
    assert "Het inloggen is niet gelukt." in shown
    assert not TiedLogin.objects.exists()


def test_who_goes_away_leaves_nothing_of_a_login_that_was_not_finished(page, olena):
    address = log_in_there(leave(page, enter(page), "Koppel mijn inlog"), "olena")
    page.open("/mijn/overzicht/").press("Uitloggen")

    assert not Session.objects.exists()
    assert "Het inloggen is niet gelukt." in send_on(page, address, 403)


def test_in_another_region_the_same_login_is_somebody_else(olena):
    daan = make_client(make_other_region(), "Daan", address=ADDRESS)
    for client in (olena, daan):
        tie_login(clients=[client], sub="dezelfde", by="klant", at=MONDAY_MORNING)

    assert clients_tied_to(olena.region, "dezelfde") == [olena]
    assert len(set(TiedLogin.objects.values_list("sub_hash", flat=True))) == 2


def test_who_is_forgotten_is_not_let_in_and_no_tie_is_left(page, olena):
    tied(olena)
    assert everything([olena])[0]["mine"]["logins"]

    forget_person(client=olena, by="klant", at=olena.tied_login.tied_at)

    assert not TiedLogin.objects.exists()
    send_on(page, back_by_login(page), 403)


def test_olena_comes_back_in_the_language_in_which_she_left(page, olena):
    tied(olena)
    there = leave(page, page.open("/uk/mijn/"), "Увійти через Voorbeeld-ID")
    address = log_in_there(there, "olena")

    onward = page.open(address, status=302).response["Location"]
    shown = page.open(onward)

    assert onward.startswith("/uk/mijn/")
    assert page._client.post(onward).headers["Location"] == "/uk/mijn/overzicht/"
    assert shown.response["Content-Language"] == "uk"


def test_coming_back_changes_nothing_by_itself_and_works_once(page, olena):
    tied(olena)
    address = back_by_login(page)
    page.open(address)
    page.open("/mijn/overzicht/", status=302)

    come_back(page, address)
    page.open("/mijn/overzicht/").press("Uitloggen")

    assert "Het inloggen is niet gelukt." in send_on(page, address, 403)


@pytest.mark.parametrize(
    "brought",
    [
        {"code": "verzonnen", "state": "verzonnen"},
        {"error": "access_denied", "state": "verzonnen"},
        {},
        {"code": "x" * 4000, "state": "سارة 🌻"},
    ],
)
def test_a_link_back_that_was_made_up_gets_a_plain_page(page, olena, brought):
    refused = send_on(page, f"{RESIDENT_BACK}?{urlencode(brought)}", 403)

    assert "Het inloggen is niet gelukt." in refused


def test_who_stops_at_the_broker_reads_so_where_they_were(page, olena):
    there = leave(page, enter(page), "Koppel mijn inlog")
    [state] = re.findall(r"state=(\w+)", there)

    shown = send_on(page, f"{RESIDENT_BACK}?error=access_denied&state={state}", 200)

    assert shown.heading == "Mijn Werkcentrum"
    assert "Het inloggen is niet gelukt." in shown


@pytest.mark.parametrize("is_on_the_way", [False, True])
def test_when_the_broker_is_away_that_is_told(page, olena, settings, broker, is_on_the_way):
    shown = page.open("/mijn/")
    address = back_by_login(page) if is_on_the_way else ""
    settings.RESIDENT_LOGIN = {**broker, "issuer": "http://127.0.0.1:1"}

    if is_on_the_way:
        refused = send_on(page, address, 503)
    else:
        token = shown.document.find(".//input[@name='token']").get("value")
        refused = page.post("/mijn/inlog/", {"token": token}, status=503)

    assert "Het inloggen is niet gelukt." in refused


def test_the_broker_asks_anew_who_it_is_and_hears_of_no_page_to_go_to(page, olena):
    there = leave(page, page.open("/mijn/"), "Inloggen via Voorbeeld-ID")

    assert "prompt=login" in there
    assert "code_challenge=" in there
    assert re.search(r"scope=openid(&|$)", there)


def test_without_the_setting_there_is_no_button_and_no_page(page, olena, settings):
    tied(olena)
    enter(page)
    settings.RESIDENT_LOGIN = {}

    assert "Inloggen via" not in page.at("testserver").open("/mijn/")
    page.open(f"{RESIDENT_BACK}?state=x", status=404)
    page.post("/mijn/inlog/koppelen/", {}, status=404)
    # What was tied can still be untied.
    assert "Koppel mijn inlog" not in page.open("/mijn/overzicht/").press("Maak mijn inlog los")
    assert Client.objects.filter(tied_login=None).count() == 1


def test_who_is_reached_by_letter_comes_in_and_gives_a_mail_address(page, olena):
    """A colleague changed it after they tied their login."""
    tied(olena)
    Client.objects.update(reach="letter", address="Postbus 1, Voorburg")
    come_back(page, back_by_login(page))

    shown = page.open("/mijn/adres/").press("Stuur mij een code", adres=ADDRESS)
    shown = shown.press("Verander mijn adres", code=sent_code())

    assert "Wij bereiken u voortaan via uw nieuwe adres." in shown
