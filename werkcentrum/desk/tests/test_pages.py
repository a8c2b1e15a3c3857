"""The pages of the walk-in desk, as visitors and staff see them."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk import actions, setup_actions, tokens
from werkcentrum.desk.models import DeskDevice, Ticket
from werkcentrum.desk.states import State
from werkcentrum.desk.tests.make import arrive, call, make_adviser, make_desk, make_device
from werkcentrum.partners.tests.make import make_other_region

pytestmark = pytest.mark.django_db
THEME = "Werk zoeken"


@pytest.fixture
def host(desk, page):
    page.log_in(make_staff(desk.region, "joke", "host"))
    return page


@pytest.fixture
def adviser(desk, page):
    fatima = make_adviser(desk, at=clock.now())
    page.log_in(fatima)
    return fatima


def address(name, device) -> str:
    return reverse(name, args=[tokens.device_token(device)])


def own_address(ticket) -> str:
    return reverse(
        "own_ticket", args=[tokens.visit_secret(ticket.desk.pk, ticket.visit.request_key)]
    )


def do(page, what) -> None:
    """Press a button of the board."""
    return page.send("/medewerkers/balie/voorburg/stap/", do=what)


# Checking in


def test_a_host_checks_somebody_in_with_three_taps(host, desk):
    shown = host.open("/medewerkers/balie/voorburg/aanmelden/")
    slip = shown.press("Klaar", theme="werk-zoeken", language="uk")

    assert slip.heading == "Nummer A1"
    assert "Wachtrij" in slip.links
    assert "/uk/volgnummer/" in slip.links["Zie wat de bezoeker ziet"]
    visit = Ticket.objects.get().visit
    assert (visit.theme, visit.language, visit.channel) == ("werk-zoeken", "uk", "host")
    assert visit.client is None


def test_a_host_who_forgets_the_subject_is_asked_for_it(host):
    shown = host.open("/medewerkers/balie/voorburg/aanmelden/").press("Klaar", language="ar")

    assert "Kies waar het over gaat" in shown
    assert not Ticket.objects.exists()


def test_a_form_that_is_sent_twice_gives_one_number(host):
    shown = host.open("/medewerkers/balie/voorburg/aanmelden/")
    first = shown.press("Klaar", theme="anders", language="nl")
    again = shown.press("Klaar", theme="anders", language="nl")

    assert first.heading == again.heading == "Nummer A1"


def test_who_has_no_role_at_the_desk_finds_nothing(page, desk):
    page.log_in(make_staff(desk.region, "karin", "editor"))

    page.open("/medewerkers/balie/", status=404)
    page.open("/medewerkers/balie/voorburg/", status=404)


def test_a_host_of_another_region_finds_nothing(page, desk):
    page.log_in(make_staff(make_other_region(), "bram", "host"))

    page.open("/medewerkers/balie/voorburg/", status=404)


# A number at the kiosk, or with the code at the door


def test_a_visitor_takes_a_number_at_the_kiosk(page, desk):
    kiosk = make_device(desk)
    shown = page.open(address("take_number", kiosk)).press(THEME)

    assert shown.heading == "Uw nummer"
    assert "A1" in shown
    assert shown.response.headers["Refresh"].startswith("30; url=/inloop/")


def test_a_visitor_takes_a_number_at_the_door_in_ukrainian(page, desk):
    with override("uk"):
        at_the_door = address("take_number", make_device(desk, DeskDevice.Kind.DOOR))
    form = page.open(at_the_door).document.find(".//form[@method='post']")
    note = form.find("input[@name='token']").get("value")
    shown = page.post(form.get("action"), {"token": note, "theme": "werk-zoeken"})
    again = page.post(form.get("action"), {"token": note, "theme": "werk-zoeken"})

    assert shown.address == again.address
    assert shown.address.startswith("/uk/volgnummer/")
    assert Ticket.objects.get().visit.language == "uk"


def test_one_network_cannot_fill_the_queue_through_the_code_at_the_door(page, desk, settings):
    settings.ACCOUNT_RATE_LIMITS = {"take_number": "1/h/ip"}
    at_the_door = address("take_number", make_device(desk, DeskDevice.Kind.DOOR))
    page.open(at_the_door).press(THEME)

    refused = page.open(at_the_door).press(THEME)

    assert "Op dit netwerk zijn al veel nummers genomen." in refused
    assert Ticket.objects.count() == 1


def test_taking_a_number_sets_no_cookie(page, desk):
    at_the_door = address("take_number", make_device(desk, DeskDevice.Kind.DOOR))
    visitor = Client()
    shown = visitor.get(at_the_door).content.decode()
    note = re.search(r'name="token" value="([^"]+)"', shown)[1]
    visitor.post(at_the_door, {"token": note, "theme": "werk-zoeken"})

    assert not visitor.cookies
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("note", ["", "onzin", signing.dumps(["0" * 32, "1" * 32], salt="anders")])
def test_a_form_that_was_tampered_with_gives_no_number(page, desk, note):
    shown = page.post(address("take_number", make_device(desk)), {"token": note, "theme": "x"})

    assert "te lang open" in shown
    assert not Ticket.objects.exists()


def test_a_note_of_another_device_gives_no_number(page, desk):
    note = tokens.new_note(make_device(desk, DeskDevice.Kind.DOOR))

    shown = page.post(address("take_number", make_device(desk)), {"token": note})

    assert "te lang open" in shown


def test_when_the_walk_in_is_closed_nobody_takes_a_number(page, desk):
    kiosk = make_device(desk)
    shown = page.open(address("take_number", kiosk))
    actions.close_walk_in(desk=desk, ask_back=[], by=SYSTEM, at=clock.now())

    assert "De inloop is nu dicht" in shown.press(THEME)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("name", ["take_number", "display", "device_state"])
def test_a_device_that_was_revoked_finds_nothing(page, desk, name):
    kind = DeskDevice.Kind.KIOSK if name == "take_number" else DeskDevice.Kind.DISPLAY
    device = make_device(desk, kind)
    found = address(name, device)
    setup_actions.revoke_device(device=device, by=SYSTEM, at=clock.now())

    page.open(found, status=404)
    page.open(found[:-4] + "abc/", status=404)


def test_a_kiosk_does_not_open_the_screen(page, desk):
    page.open(address("display", make_device(desk)), status=404)
    page.open(address("take_number", make_device(desk, DeskDevice.Kind.DISPLAY)), status=404)


# The visitor's own number


def test_a_visitor_sees_how_many_people_go_before_and_that_the_time_is_unknown(page, desk):
    arrive(desk, clock.now())
    arrive(desk, clock.now())
    third = arrive(desk, clock.now())

    shown = page.open(own_address(third))

    assert "Er zijn nog 2 mensen voor u." in shown
    assert "Wachttijd: onbekend." in shown


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.ON_HOLD, "Wij roepen u zo weer op"),
        (State.MISSED, "U houdt uw plaats"),
        (State.LEFT, "Uw bezoek is klaar"),
        (State.CLOSED_BY_DESK, "Kom gerust een andere keer terug"),
    ],
)
def test_a_visitor_reads_what_happened(page, desk, state, words):
    ticket = arrive(desk, clock.now())
    Ticket.objects.update(state=state)

    assert words in page.open(own_address(ticket))


def test_a_visitor_who_is_called_reads_where_to_go(page, desk):
    adviser = make_adviser(desk, at=clock.now())
    ticket = arrive(desk, clock.now())
    before = page.open(own_address(ticket)).document.find(".//*[@data-live]")
    call(desk, adviser, clock.now())

    news = Client().get(before.get("data-live"), {"rev": before.get("data-rev")})

    assert "U bent aan de beurt." in news.content.decode()
    assert "Tafel 1" in news.content.decode()
    rev = news.headers["X-Revision"]
    assert Client().get(before.get("data-live"), {"rev": rev}).status_code == 304


def test_the_page_of_yesterday_and_a_guess_look_alike(page, desk):
    yesterday = arrive(desk)

    page.open(own_address(yesterday), status=404)
    page.open("/volgnummer/0123456789abcdef/", status=404)


# The public screen


def test_scenario_40_a_public_screen_shows_numbers_and_places_and_nothing_else(page, desk):
    adviser = make_adviser(desk, at=clock.now())
    arrive(desk, clock.now(), theme="werk-zoeken", group="jobseeker", language="ar")
    arrive(desk, clock.now(), theme="werk-zoeken")
    call(desk, adviser, clock.now())
    screen = address("device_state", make_device(desk, DeskDevice.Kind.DISPLAY))

    content = Client().get(screen).content.decode()

    assert " ".join(content.split()) == (
        '<ol class="calls"><li class="is-new" data-call="A1.1" data-say="Nummer A1, Tafel 1">'
        '<strong dir="ltr">A1</strong> <span>Tafel 1</span></li></ol>'
    )


def test_scenario_40_a_phone_shows_the_own_number_and_nothing_about_the_person(desk):
    ticket = arrive(desk, clock.now(), theme="werk-zoeken", group="jobseeker", language="ar")

    content = Client().get(own_address(ticket) + "stand/").content.decode()

    assert " ".join(content.split()) == (
        '<p class="desk-number"><bdi>A1</bdi></p> '
        '<p class="lead">U bent hierna aan de beurt.</p> <p>Wachttijd: onbekend.</p>'
    )


def test_scenario_40_a_board_that_nobody_touched_shows_numbers_only(desk, time_machine):
    time_machine.move_to(MONDAY_MORNING)  # near midnight another day would begin meanwhile
    adviser = make_adviser(desk, at=clock.now())
    arrive(desk, clock.now(), theme="werk-zoeken", language="ar")
    board = address("device_state", make_device(desk, DeskDevice.Kind.BOARD))
    fresh = Client().get(board)

    time_machine.move_to(MONDAY_MORNING + timedelta(minutes=31))
    idle = Client().get(board, {"rev": fresh.headers["X-Revision"]})

    assert THEME in fresh.content.decode()
    assert "oproepen" in fresh.content.decode()
    assert "A1" in idle.content.decode()
    for word in (THEME, "العربية", "oproepen", str(adviser.pk)):
        assert word not in idle.content.decode()
    rev = idle.headers["X-Revision"]
    assert Client().get(board, {"rev": rev}).status_code == 304


def test_on_another_day_the_screen_shows_no_number_of_the_day_before(desk, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    arrive(desk, clock.now())
    call(desk, make_adviser(desk, at=clock.now()), clock.now())
    screen = address("device_state", make_device(desk, DeskDevice.Kind.DISPLAY))
    evening = Client().get(screen)

    time_machine.move_to(MONDAY_MORNING + timedelta(days=1))
    morning = Client().get(screen, {"rev": evening.headers["X-Revision"]})

    assert "A1" in evening.content.decode()
    assert morning.status_code == 200
    assert "A1" not in morning.content.decode()


def test_a_screen_that_asks_in_vain_costs_one_query(desk, queries):
    screen = address("device_state", make_device(desk, DeskDevice.Kind.DISPLAY))
    client = Client()
    rev = client.get(screen).headers["X-Revision"]

    with queries.at_most(1):
        answer = client.get(screen, {"rev": rev})

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_phone_that_asks_in_vain_costs_one_query(desk, queries):
    address_ = own_address(arrive(desk, clock.now())) + "stand/"
    client = Client()
    rev = client.get(address_).headers["X-Revision"]

    with queries.at_most(1):
        assert client.get(address_, {"rev": rev}).status_code == 304


def test_scenario_19_the_screen_says_that_the_walk_in_is_closed_also_while_some_are_helped(desk):
    screen = address("device_state", make_device(desk, DeskDevice.Kind.DISPLAY))
    adviser = make_adviser(desk, at=clock.now())
    _stays, goes, also_goes = (arrive(desk, clock.now()) for _visitor in range(3))
    call(desk, adviser, clock.now())
    client = Client()
    before = client.get(screen)

    actions.close_walk_in(desk=desk, ask_back=[goes.pk, also_goes.pk], by=SYSTEM, at=clock.now())
    after = client.get(screen, {"rev": before.headers["X-Revision"]}).content.decode()

    assert "nu dicht" not in before.content.decode()
    assert 'data-say="De inloop is nu dicht."' in after
    assert "Nummer A1, Tafel 1" in after
    for ticket in (goes, also_goes):
        phone = Client().get(own_address(ticket) + "stand/").content.decode()
        assert "Kom gerust een andere keer terug" in phone


def test_the_screen_reads_well_when_nobody_is_called(page, desk):
    shown = page.open(address("display", make_device(desk, DeskDevice.Kind.DISPLAY)))

    assert shown.heading == "Wie is aan de beurt?"
    assert "Nu is niemand aan de beurt." in shown


# The board


def test_an_adviser_helps_somebody_from_the_board(page, desk, adviser):
    ticket = arrive(desk, clock.now(), theme="werk-zoeken")
    shown = page.open("/medewerkers/balie/voorburg/")
    assert "1 bezoeker wacht" in shown
    do(page, "next:")
    do(page, f"start:{ticket.pk}")
    shown = do(page, f"finish:{ticket.pk}:answered")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome) == ("done", "answered")
    assert "Er wacht niemand." in shown


@pytest.mark.house_rule_off("queries", "a press and the page after it are two requests")
def test_every_button_on_the_board_does_something(page, desk, adviser):
    other = make_desk(desk.region, "zoetermeer", prefix="B")
    ticket = arrive(desk, clock.now())
    for step in ("call", "again", "missed", "back", "call", "start", "hold", "back", "left"):
        do(page, f"{step}:{ticket.pk}")
    ticket.refresh_from_db()
    assert ticket.state == State.LEFT

    ticket = arrive(desk, clock.now())
    do(page, f"call:{ticket.pk}")
    do(page, f"transfer:{ticket.pk}:{other.key}")
    assert Ticket.objects.get(desk=other).label == "B1"
    do(page, "leave:")
    assert "Kies op welke plek u zit" in page.open("/medewerkers/balie/voorburg/")


def test_who_calls_while_nobody_waits_reads_so(page, desk, adviser):
    assert "Er wacht niemand." in do(page, "next:")


def test_scenario_13_who_helps_somebody_reads_so_above_the_ticket_that_is_open(page, desk, adviser):
    mine = arrive(desk, clock.now())
    arrive(desk, clock.now())
    do(page, "next:")

    refused = do(page, "next:")

    assert "U bent nog met een bezoeker bezig" in refused
    assert refused.document.find(f".//button[@value='start:{mine.pk}']") is not None
    assert refused.document.find(".//button[@value='next']") is None


@pytest.mark.parametrize(
    "what", ["onzin", "finish:geen-nummer:answered", "call:", "sit:x", "call:" + "0" * 32]
)
def test_a_button_that_does_not_exist_is_not_found(page, desk, adviser, what):
    page.send("/medewerkers/balie/voorburg/stap/", status=404, do=what)


@pytest.mark.parametrize("count", [1, 40])
def test_the_board_costs_the_same_for_one_or_many(page, desk, adviser, queries, count):
    for _visitor in range(count):
        arrive(desk, clock.now())

    with queries.at_most(14):
        page.open("/medewerkers/balie/voorburg/")


def test_at_closing_time_a_host_chooses_who_is_still_helped(host, desk):
    stays, goes = arrive(desk, clock.now()), arrive(desk, clock.now())
    shown = host.open("/medewerkers/balie/voorburg/sluiten/")

    shown = shown.press("Sluit de inloop", **{f"ticket-{goes.pk}": "terug"})

    assert "Gevraagd om terug te komen: 1." in shown
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.state, stays.state) == (State.CLOSED_BY_DESK, State.WAITING)


def test_the_day_page_shows_the_log_of_a_day(host, desk):
    arrive(desk, theme="werk-zoeken")

    shown = host.open("/medewerkers/balie/voorburg/dag/", dag="2025-07-07")

    assert shown.heading == "De inloop op 7 juli 2025"
    assert "A1" in shown
    assert "onbekend" in shown
    assert "klopt de tijd niet" not in shown
    assert host.open("/medewerkers/balie/voorburg/dag/", dag="gisteren").status == 200


def test_a_host_gives_a_kiosk_an_address_and_takes_it_back(host, desk):
    shown = host.open("/medewerkers/balie/voorburg/apparaten/")
    shown = shown.press("Maak een adres", kind="kiosk", label="bij de lift")
    kiosk = shown.links["Open de pagina voor bij de lift"]
    assert host.open(kiosk).heading == "Neem een nummer"

    [asks] = shown.document.findall(".//details")[-1:]
    assert asks.find("form") is not None, "een tik ernaast trekt het adres niet in"
    shown = shown.press("Trek het adres voor bij de lift in")

    assert "Het adres werkt niet meer." in shown
    host.open(kiosk, status=404)


# Paper mode


def test_a_tablet_reserves_numbers_and_sends_them_later(host, desk):
    block = host.post("/medewerkers/balie/voorburg/blok/", {}).response.json()
    ticket = {
        "number": block["next"], "request_key": str(desk.pk), "theme": "werk-zoeken",
        "taken_at": clock.now().isoformat(), "language": "nl",
    }  # fmt: skip
    for _again in range(2):
        sent = host.post("/medewerkers/balie/voorburg/nasturen/", ticket)
        assert sent.response.json() == {"number": "K01"}
    refused = {**ticket, "request_key": str(desk.location.pk)}
    answer = host.post("/medewerkers/balie/voorburg/nasturen/", refused, status=409)
    # The last lies before the first instant that a computer knows.
    for broken in ("straks", "2025-07-07T10:00", "0001-01-01T00:00+14:00"):
        ticket["taken_at"] = broken
        said = host.post("/medewerkers/balie/voorburg/nasturen/", ticket, status=400)
        assert said.response.json()["refused"]

    assert "al aan een ander gegeven" in answer.response.json()["refused"]
    assert Ticket.objects.count() == 1


def test_the_worker_for_paper_mode_stands_below_the_pages_it_serves(host):
    shown = host.open("/medewerkers/balie/papier.js")

    assert shown.response.headers["Content-Type"].startswith("text/javascript")
    assert "caches.open" in shown
