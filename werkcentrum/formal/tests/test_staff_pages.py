"""Staff watch the terms: what is late, who got it, the channels and outages."""

from datetime import date, timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.formal.models import Addressee, FormalChannel, FormalTerm, Kind, Outage
from werkcentrum.formal.queries import term_of
from werkcentrum.formal.tests.make import WORDS, make_channel, make_outage, make_request
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WORK, CHANNELS = "/medewerkers/verzoeken/", "/medewerkers/digitale-kanalen/"
TERMS = f"{CHANNELS}termijnen/"


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def coordinator(page, zhc):
    page.log_in(make_staff(zhc, "karin", "coordinator"))
    return page


def test_the_first_term_that_ends_stands_on_top_and_what_is_late_is_marked(coordinator, zhc):
    make_request(zhc)
    late = make_request(zhc, Kind.WOO, at=MONDAY_MORNING - timedelta(days=40))

    shown = coordinator.open(WORK)

    assert shown.texts(".//tbody/tr/th")[0] == late.number
    assert len(shown.texts(".//tbody//span[@class='tag tag--off']")) == 1


def test_a_look_at_the_list_and_at_a_request_is_written_down(coordinator, zhc):
    request = make_request(zhc)

    assert WORDS in coordinator.open(WORK).click(request.number)

    looks = AuditLine.objects.filter(verb__endswith=".looked").order_by("at", "id")
    assert {line.subject_id for line in looks} == {str(zhc.pk), str(request.pk)}


def test_the_woo_officer_sees_woo_requests_and_nothing_else(page, zhc):
    complaint, woo = make_request(zhc), make_request(zhc, Kind.WOO)
    page.log_in(make_staff(zhc, "iris", "woo_officer"))

    shown = page.open(WORK)

    assert woo.number in shown
    assert complaint.number not in shown
    page.open(f"{WORK}{complaint.pk}/", status=404)
    step = f"{WORK}{complaint.addressees.get().pk}/klaar/"
    page.post(step, {"outcome": "solved"}, status=404)


def test_the_privacy_officer_sees_every_kind(page, zhc):
    numbers = {make_request(zhc, kind).number for kind in Kind}
    page.log_in(make_staff(zhc, "paul", "privacy_officer"))

    assert {number for number in numbers if number in page.open(WORK)} == numbers


def test_nobody_of_another_region_sees_it(page, zhc):
    request, neighbours = make_request(zhc), make_other_region()
    page.log_in(make_staff(neighbours, "bram", "coordinator"))

    page.at("haaglanden.test").log_in(make_staff(neighbours, "bram2", "coordinator"))
    page.open(f"{WORK}{request.pk}/", status=404)


@pytest.mark.parametrize("role", ["adviser", "host", "editor", "partner_employee"])
def test_others_do_not_know_these_pages(page, zhc, role):
    request = make_request(zhc)
    page.log_in(make_staff(zhc, "joke", role))

    for address in (WORK, f"{WORK}{request.pk}/", CHANNELS):
        page.open(address, status=404)


def test_karin_writes_down_what_the_organisation_did(coordinator, zhc):
    request = make_request(zhc)
    detail = f"{WORK}{request.pk}/"

    shown = coordinator.open(detail).press("De organisatie heeft het ontvangen")
    assert "Ontvangst bevestigd op 7 juli 2025." in shown
    shown = shown.press("Verleng", reason="Er zijn veel stukken.")
    assert "Antwoord uiterlijk op 15 september 2025." in shown
    assert "De persoon krijgt bericht." in shown
    shown = shown.press("Schrijf op", outcome="solved")

    assert Addressee.objects.get().outcome == "solved"
    assert request.number not in coordinator.open(WORK)
    assert request.number in coordinator.open(WORK, toon="afgehandeld")


def test_a_reason_is_needed_and_holds_no_bsn(coordinator, zhc):
    detail = f"{WORK}{make_request(zhc).pk}/"

    assert "Schrijf op waarom het langer duurt." in coordinator.open(detail).press("Verleng")
    held = coordinator.open(detail).press("Verleng", reason="Over 123456782 is nog niets bekend.")
    assert "Verwijder dit nummer." in held


def test_karin_sends_it_on_and_hears_that_she_must_call(coordinator, zhc):
    request = make_request(zhc, reach="phone", address="0701234567")
    uwv = make_channel(zhc, key="uwv")

    shown = coordinator.open(f"{WORK}{request.pk}/").press("Stuur door")
    assert "Kies een organisatie." in shown
    shown = shown.press("Stuur door", channel=str(uwv.pk))

    assert "Bel dus zelf." in shown
    assert set(request.addressees.values_list("organisation__key", "outcome")) == {
        ("gemeente-leidschendam-voorburg", "forwarded"), ("uwv", ""),
    }  # fmt: skip


def test_a_mail_to_an_organisation_that_did_not_arrive_is_seen(coordinator, zhc):
    request = make_request(zhc)
    OutboxMessage.objects.filter(key__endswith=":sent").update(state="undeliverable")

    assert "kwam niet aan" in coordinator.open(f"{WORK}{request.pk}/")


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_for_one_or_many(coordinator, zhc, queries, rows):
    for _row in range(rows):
        make_request(zhc)

    with queries.at_most(12):
        coordinator.open(WORK)


def test_the_administrator_opens_and_ends_a_channel(page, zhc):
    page.log_in(make_staff(zhc, "beheer", "administrator"))
    typed = {
        "kind": "woo", "organisation": str(zhc.organisations.get().pk), "email": "woo@wc.example",
        "starts_on": "2025-07-07",
    }  # fmt: skip

    shown = page.open(CHANNELS).press("Voeg toe", **typed)
    assert "woo@wc.example" in shown
    assert "Beëindig dat eerst." in shown.press("Voeg toe", **typed)
    shown.press("Beëindig vandaag : Woo-verzoek, Werkcentrum")

    assert not FormalChannel.objects.exists()


def test_karin_logs_an_outage_and_that_it_is_over(coordinator, zhc):
    shown = coordinator.post(
        f"{CHANNELS}storing/", {"kinds": ["woo"], "starts_at": "2025-07-05T09:00"}
    )
    assert "5 juli 2025" in shown

    # It lasted more than two days, so two days more at the least.
    assert "Dat is te kort." in shown.press("Het werkt weer", late_until="2025-07-08")
    shown.press("Het werkt weer", late_until="2025-07-10")

    outage = Outage.objects.get()
    assert outage.ends_at == MONDAY_MORNING
    assert outage.late_until.isoformat() == "2025-07-10"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "Kies wat niet werkte."),
        ({"starts_at": "2025-07-08T09:00"}, "Dit is nog niet geweest."),
        (
            {"starts_at": "2025-07-05T09:00", "ends_at": "2025-07-05T08:00"},
            "Het einde moet na het begin liggen.",
        ),
    ],
)
def test_an_outage_that_cannot_be_is_refused(coordinator, typed, problem):
    assert problem in coordinator.post(f"{CHANNELS}storing/", typed)
    assert not Outage.objects.exists()


def test_an_outage_ends_once(coordinator, zhc):
    outage = make_outage(zhc, ends_at=MONDAY_MORNING + timedelta(minutes=1))

    assert "al voorbij" in coordinator.post(f"{CHANNELS}storing/{outage.pk}/voorbij/", {})


def test_the_privacy_officer_adds_a_term_for_what_comes_in_later(page, zhc):
    page.log_in(make_staff(zhc, "petra", "privacy_officer"))
    values = {
        "kind": "woo", "starts_on": "2025-08-01", "term": "3", "extra": "1", "unit": "weeks",
        "law": "artikel 4.4",
    }  # fmt: skip

    shown = page.open(WORK).click("Termijnen").press("Voeg toe", **values)

    assert "De nieuwe termijn staat klaar." in shown
    assert "Woo-verzoek 3 + 1 weken 1 augustus 2025 artikel 4.4 komt" in shown.text
    assert term_of(zhc, Kind.WOO, MONDAY).weeks == 4
    assert term_of(zhc, Kind.WOO, date(2025, 8, 1)).weeks == 3
    again = page.open(TERMS).press("Voeg toe", **values)
    assert "Op deze dag begint al een andere termijn." in again
    assert "De termijn is weg." in page.open(TERMS).press("Haal weg : Woo-verzoek, 1 augustus 2025")
    assert not FormalTerm.objects.exists()


def test_what_counts_already_keeps_its_term(page, zhc):
    page.log_in(make_staff(zhc, "petra", "privacy_officer"))
    shown = page.open(TERMS).press(
        "Voeg toe", kind="woo", starts_on="2025-07-07", term="3", extra="1", unit="weeks", law="x"
    )

    assert "Kies een dag na vandaag." in shown
    begun = FormalTerm.objects.create(
        region=zhc, kind="woo", starts_on=MONDAY, unit="weeks", term=3, extra=1, law="x"
    )
    assert "Deze termijn geldt al." in page.send(f"{TERMS}{begun.pk}/weg/")


@pytest.mark.parametrize("count", [1, 25, 51])
def test_channels_come_in_pages_that_cost_the_same(coordinator, zhc, queries, count):
    place = make_channel(zhc).organisation
    FormalChannel.objects.bulk_create(
        FormalChannel(
            organisation=place, kind=Kind.WOO, email=f"woo{number}@post.example", starts_on=MONDAY,
            ends_on=MONDAY + timedelta(days=number + 1),
        )
        for number in range(1, count)
    )  # fmt: skip
    coordinator.open(CHANNELS)

    with queries.at_most(12):
        shown = coordinator.open(CHANNELS)

    assert len(shown.texts(".//tbody/tr")) == min(count, 50)
    if count > 50:
        assert len(shown.click("Volgende pagina").texts(".//tbody/tr")) == count - 50
