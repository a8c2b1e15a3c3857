"""An employer enters a vacancy without an account, and looks after it with a link of their own."""

from datetime import timedelta

import pytest
from django.conf import settings

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.testing import _filled_in
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.vacancies import actions
from werkcentrum.vacancies.models import EmployerContact, Vacancy
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.tests.make import (
    BRAM,
    LAST_DAY,
    content,
    make_received,
    own_path,
    typed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
NEW = "/werkgevers/vacature/"
CHECK, SEND, BACK = "Controleer", "Verstuur", "Verander iets"
PETRA = {"person": "Petra", "mail": "petra@korst.example", "phone": "070 123 45 67"}


@pytest.fixture
def zhc():
    return make_region()


def send_in(page, **others):
    return page.open(NEW).press(CHECK, **typed(**(PETRA | others))).press(SEND)


def test_from_the_page_of_the_employer_by_way_of_somebody_here_to_the_website(page, zhc):
    shown = page.open(NEW).press(CHECK, **typed(**PETRA))
    assert shown.heading == "Klopt alles?"
    assert "petra@korst.example" in shown
    assert not Vacancy.objects.exists()

    shown = shown.press(SEND)
    assert shown.heading == "Bakker"
    assert "Iemand van het Werkcentrum leest uw vacature." in shown
    assert Vacancy.objects.get().state == State.TO_CHECK

    staff = page.at("testserver")
    staff.log_in(make_staff(zhc, "karin", "employer_manager"))
    there = staff.open("/medewerkers/vacatures/").click("Bakker")
    assert "Ingestuurd door de werkgever" in there
    assert "petra@korst.example" in there
    there.press("Zet op de website")

    assert "Uw vacature staat op de website." in page.open(own_path())


def test_what_the_employer_changed_while_somebody_read_it_does_not_come_on_the_website(page, zhc):
    send_in(page)
    staff = page.at("testserver")
    staff.log_in(make_staff(zhc, "karin", "employer_manager"))
    there = staff.open("/medewerkers/vacatures/").click("Bakker")
    changing = page.open(f"{own_path()}wijzigen/")
    changing.press(CHECK, **typed(description="Stuur ons eerst 50 euro.")).press(SEND)

    assert "Lees eerst wat er nu staat." in there.press("Zet op de website")

    assert Vacancy.objects.get().state == State.TO_CHECK


def test_what_staff_changed_meanwhile_is_not_lost_to_the_employer(page, zhc):
    send_in(page)
    changing = page.open(f"{own_path()}wijzigen/")
    vacancy = Vacancy.objects.get()
    actions.take_back_vacancy(vacancy=vacancy, by=BRAM, at=MONDAY_MORNING)
    actions.change_vacancy(
        vacancy=vacancy, content=content(place="Leidschendam"), by=BRAM, at=MONDAY_MORNING
    )

    shown = changing.press(CHECK, title="Banketbakker").press(SEND)

    assert "Iemand anders veranderde deze vacature net." in shown
    assert shown.texts(".//section[@aria-labelledby='werk']/h2") == ["Banketbakker"]
    assert Vacancy.objects.get().place == "Leidschendam"
    shown.press(SEND)
    assert (Vacancy.objects.get().title, Vacancy.objects.get().place) == (
        "Banketbakker", "Voorburg",
    )  # fmt: skip


def test_somebody_here_reads_it_first_also_where_one_person_is_enough(page, zhc):
    zhc.vacancies_need_second = False
    zhc.save()
    send_in(page)
    assert Vacancy.objects.get().state == State.TO_CHECK


def test_the_employer_gets_the_link_by_mail_and_hears_when_it_is_on_the_website(page, zhc):
    send_in(page)
    (mail,) = OutboxMessage.objects.all()
    assert mail.recipient == "petra@korst.example"
    assert own_path() in mail.text

    actions.publish_vacancy(vacancy=Vacancy.objects.get(), by=BRAM, at=MONDAY_MORNING)
    assert OutboxMessage.objects.filter(subject__contains="staat op de website").count() == 1


def test_reading_sets_no_cookie_and_changes_nothing(page, zhc):
    make_received(zhc)
    lines = AuditLine.objects.count()
    for address in (NEW, own_path(), f"{own_path()}wijzigen/"):
        shown = page.open(address)
        assert not shown.response.cookies
        assert shown.response["Cache-Control"] == "no-store"
    assert AuditLine.objects.count() == lines


def test_nobody_sees_who_it_is_of_behind_the_link(page, zhc):
    make_received(zhc)
    for address in (own_path(), f"{own_path()}wijzigen/"):
        shown = page.open(address)
        assert "petra@" not in shown.text
        assert "Petra" not in shown.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"person": ""}, "Schrijf uw naam op."),
        ({"mail": "korst"}, "Dit is geen e-mailadres."),
        ({"phone": "12"}, "Dit is geen telefoonnummer."),
        ({"kvk": "123"}, "Een KvK-nummer heeft acht cijfers."),
        ({"title": ""}, "Schrijf op welk werk het is."),
        ({"description": "Bel met bsn 111222333."}, "een nummer dat een BSN kan zijn"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(page, zhc, wrong, said):
    shown = page.open(NEW).press(CHECK, **typed(**(PETRA | {"kvk": "12345678"} | wrong)))
    assert said in shown
    assert "Er klopt nog iets niet." in shown
    assert _filled_in(shown.document.find(".//form"))["employer_name"] == "Bakkerij Korst"


def test_going_back_keeps_everything_also_what_was_ticked(page, zhc):
    shown = page.open(NEW).press(CHECK, **typed(**PETRA), begrippen=["bakker"])
    assert "Beroep bakker" in shown
    again = shown.press(BACK)
    assert again.heading == "Meld uw vacature"
    again.press(CHECK).press(SEND)
    assert Vacancy.objects.get().concepts == ["bakker"]
    assert EmployerContact.objects.get().phone == "070 123 45 67"


def test_words_that_leave_people_out_ask_for_a_reason_before_sending(page, zhc):
    text = "Wij zoeken een jonge vrouw."
    shown = page.open(NEW).press(CHECK, **typed(**PETRA, description=text))
    assert "Dit mag meestal niet" in shown

    shown = shown.press(SEND)
    assert "Verander de tekst, of schrijf op waarom dit volgens de wet mag." in shown
    assert not Vacancy.objects.exists()

    shown.press(SEND, reason="Het is een rol in een toneelstuk.")
    assert Vacancy.objects.get().wording_reason == "Het is een rol in een toneelstuk."


def test_a_form_that_is_sent_twice_is_one_vacancy(page, zhc):
    ready = page.open(NEW).press(CHECK, **typed(**PETRA))
    ready.press(SEND)
    ready.press(SEND)
    assert Vacancy.objects.count() == 1


def test_a_page_that_stood_open_too_long_keeps_what_was_typed(page, zhc, time_machine):
    shown = page.open(NEW)
    time_machine.shift(timedelta(days=2))
    shown = shown.press(CHECK, **typed(**PETRA))
    assert "Deze pagina stond te lang open." in shown
    assert shown.press(CHECK).heading == "Klopt alles?"


def test_so_many_from_one_network_have_to_wait(page, zhc):
    most = int(settings.ACCOUNT_RATE_LIMITS["employer_vacancy"].split("/")[0])
    for number in range(most):
        send_in(page, title=f"Bakker {number}")
    shown = page.open(NEW).press(CHECK, **typed(**PETRA))
    values = _filled_in(shown.document.find(".//form[@method='post']")) | {"stap": "verstuur"}
    assert "Op dit netwerk is al veel verstuurd." in page.post(NEW, values, status=429)
    assert Vacancy.objects.count() == most


def test_a_change_goes_off_the_website_and_back_to_somebody_here(page, zhc):
    vacancy = make_received(zhc).vacancy
    actions.publish_vacancy(vacancy=vacancy, by=BRAM, at=MONDAY_MORNING)

    shown = page.open(own_path()).click("Wijzig uw vacature")
    shown = shown.press(CHECK, title="Bakker in opleiding").press(SEND)

    assert "Iemand van het Werkcentrum leest uw vacature." in shown
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.state) == ("Bakker in opleiding", State.TO_CHECK)
    assert page.open(f"/vacatures/{vacancy.pk}/", status=410)


def test_it_stays_longer_without_somebody_reading_it_again(page, zhc):
    vacancy = make_received(zhc).vacancy
    actions.publish_vacancy(vacancy=vacancy, by=BRAM, at=MONDAY_MORNING)
    later = LAST_DAY + timedelta(days=30)

    shown = page.open(own_path()).press("Laat langer staan", closes_on=later.isoformat())
    assert "Uw vacature blijft langer staan." in shown
    vacancy.refresh_from_db()
    assert (vacancy.closes_on, vacancy.state) == (later, State.PUBLISHED)

    far = (MONDAY + timedelta(days=181)).isoformat()
    shown = shown.press("Laat langer staan", closes_on=far)
    assert "hoogstens 180 dagen later" in shown
    assert shown.document.find(".//input[@name='closes_on']").get("value") == far


def test_the_employer_closes_it_and_says_how_it_went(page, zhc):
    vacancy = make_received(zhc).vacancy
    shown = page.open(own_path()).press("Sluit uw vacature")
    assert "Kies hoe het afliep." in shown
    shown = shown.press("Sluit uw vacature", outcome="filled")

    assert "Uw vacature is gesloten. Dank u wel." in shown
    assert "Wat wilt u doen?" not in shown
    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.outcome) == (State.CLOSED, "filled")
    page.open(f"{own_path()}wijzigen/", status=302)


def test_a_link_of_somebody_else_leads_nowhere(page, zhc):
    make_received(zhc)
    make_other_region()
    page.open(f"{NEW}geraden/", status=404)
    page.open(f"{NEW}geraden/wijzigen/", status=404)
    page.at("haaglanden.test").open(own_path(), status=404)


def test_a_form_from_another_page_does_nothing(page, zhc):
    vacancy = make_received(zhc).vacancy
    shown = page.post(own_path(), {"token": "anders", "stap": "sluit", "outcome": "filled"})
    assert "Deze pagina stond te lang open." in shown
    vacancy.refresh_from_db()
    assert vacancy.state == State.TO_CHECK


def test_staff_send_a_new_link_and_the_old_one_works_no_more(page, zhc):
    make_received(zhc)
    old = own_path()
    staff = page.at("testserver")
    staff.log_in(make_staff(zhc, "karin", "employer_manager"))
    shown = staff.open(f"/medewerkers/vacatures/{Vacancy.objects.get().pk}/")
    assert AuditLine.objects.filter(subject_type__contains="employercontact").count() == 1
    shown.press("Stuur de werkgever een nieuwe link")

    page.open(old, status=404)
    page.open(own_path())
    assert own_path() in OutboxMessage.objects.get(subject__contains="nieuwe link").text
