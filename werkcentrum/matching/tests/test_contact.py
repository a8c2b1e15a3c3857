"""An employer hears how many people fit; who it is only after that person says yes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.tests.make import make_enquiry
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.matching import contact_actions, contact_views, crowd_keeping, market, rules
from werkcentrum.matching.actions import keep_ready
from werkcentrum.matching.finding import fitting_people, unready
from werkcentrum.matching.models import ContactRequest, PeopleTold, ReadyProfile
from werkcentrum.matching.tests.make import (
    find_by_words,
    guide_of,
    make_contact_ground,
    make_kitchen,
    make_seeker,
)
from werkcentrum.partners.models import PartnerStanding
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent, Disclosure, LegalGround
from werkcentrum.privacy.tests.make import (
    make_client,
    make_consent,
    make_municipal,
    make_union,
    make_uwv,
)
from werkcentrum.profiles.actions import (
    forget_profile,
    keep_profile,
    set_ranked,
    withdraw_consent,
)
from werkcentrum.profiles.facts import Experience, Wish
from werkcentrum.profiles.models import Profile
from werkcentrum.profiles.tests.make import make_keeping
from werkcentrum.vacancies.actions import close_vacancy
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.tests.make import make_draft

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HEAR = "horen wie bij een vacature past en ja zegt"
COUNT = "Tel hoeveel mensen passen"
NAMES = ("Olena", "Amira", "Jan", "Piet", "Noor", "Sam")


@pytest.fixture(autouse=True)
def _found_by_words(monkeypatch, var, monday):
    find_by_words(monkeypatch)


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def kitchen(zhc):
    return make_kitchen(zhc)


@pytest.fixture
def bram(page, zhc):
    """Bram has contact with employers, for a union."""
    make_contact_ground(zhc, make_union(zhc))
    page.log_in(make_staff(zhc, "bram", "employer_manager", organisation=make_union(zhc)))
    return page


def of(kitchen):
    return f"/medewerkers/vacatures/{kitchen.pk}/mensen/"


def at(olena):
    return f"/medewerkers/klanten/{olena.client.pk}/passend/"


def test_a_new_vacancy_finds_its_people(zhc):
    olena = make_seeker(zhc)
    make_seeker(zhc, "Jan", wishes=(Wish("timmeren"),), work=(Experience("timmerman"),), skills=())

    kitchen = make_kitchen(zhc)

    assert [one.facts for one in fitting_people(kitchen, today=MONDAY)] == [olena.facts_id]


def test_who_is_outside_the_limits_is_not_found(zhc):
    make_seeker(zhc, hours_max=8, hours_min=4)

    assert fitting_people(make_kitchen(zhc), today=MONDAY) == []


def test_who_wants_no_order_is_not_chosen_by_a_machine_either(zhc, kitchen):
    olena = make_seeker(zhc)
    set_ranked(facts=olena.facts, is_ranked=False, by="x", at=MONDAY_MORNING)

    assert fitting_people(kitchen, today=MONDAY) == []


def test_what_is_kept_ready_of_a_profile_is_used_and_goes_with_it(zhc, kitchen):
    olena = make_seeker(zhc)
    ready = list(unready(zhc, today=MONDAY))
    version = market.preparer().version
    assert keep_ready(region=zhc, ready=ready, version=version, at=MONDAY_MORNING) == 1
    assert list(unready(zhc, today=MONDAY)) == []
    assert [one.facts for one in fitting_people(kitchen, today=MONDAY)] == [olena.facts_id]

    olena.facts.delete()

    assert not ReadyProfile.objects.exists()
    assert fitting_people(kitchen, today=MONDAY) == []


@pytest.mark.parametrize(
    ("people", "left_out", "told"),
    [
        (0, 0, "minder dan 10"), (1, 0, "minder dan 10"), (6, 0, "5 mensen of meer"),
        (6, 1, "5 mensen of meer"), (6, 2, "minder dan 10"),
    ],
)  # fmt: skip
def test_a_number_of_people_is_not_told_exactly(
    bram, zhc, kitchen, monkeypatch, people, left_out, told
):
    monkeypatch.setattr(rules, "left_out", lambda _count, _of: left_out)
    for name in NAMES[:people]:
        make_seeker(zhc, name)

    shown = bram.open(of(kitchen)).press(COUNT)

    assert told in shown
    assert not any(name in shown for name in NAMES)


@pytest.mark.parametrize("people", [3, 5])
def test_the_log_does_not_say_how_many_people_were_asked(bram, zhc, kitchen, people):
    for name in NAMES[:people]:
        make_seeker(zhc, name)

    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    bram.open(of(kitchen)).press("Contact is niet meer nodig")

    assert ContactRequest.objects.count() == people
    for verb in ("matching.contact_requested", "matching.contact_withdrawn"):
        assert AuditLine.objects.get(verb=verb).detail == {"organisation": "bond"}


def test_what_is_told_of_a_number_is_true_and_one_person_more_or_less_may_not_show():
    vacancies = [f"vacancy {number}" for number in range(200)]
    told = {people: {rules.told(people, of=one) for one in vacancies} for people in range(25)}

    assert all(people < 10 for people in told if 0 in told[people])
    assert all(max(told[people]) <= people for people in told)
    assert all(told[people] & told[people + 1] for people in range(24))


def test_who_changes_a_vacancy_again_and_again_learns_nothing_of_one_person(
    bram, zhc, kitchen, monkeypatch
):
    monkeypatch.setattr(rules, "left_out", lambda _count, _of: 1)
    for name in NAMES:
        make_seeker(zhc, name, hours_min=24 if name == "Olena" else 16)
    first = bram.open(of(kitchen)).press(COUNT)
    Vacancy.objects.update(hours_min=16, hours_max=20, changed_at=MONDAY_MORNING + MINUTE)
    kitchen.refresh_from_db()

    assert [len(fitting_people(kitchen, today=MONDAY))] == [5]
    assert "5 mensen of meer" in first
    assert "5 mensen of meer" in bram.open(of(kitchen))
    make_seeker(zhc, "Rosa")
    forget_profile(profile=Profile.objects.first(), by="x", at=MONDAY_MORNING)
    contact_actions.count_people(vacancy=kitchen, by="bram", at=MONDAY_MORNING)
    assert COUNT not in bram.open(of(kitchen))
    assert PeopleTold.objects.get().count == 5


def test_the_next_day_people_are_counted_anew(bram, zhc, kitchen, monkeypatch):
    monkeypatch.setattr(rules, "left_out", lambda _count, _of: 0)
    assert "minder dan 10" in bram.open(of(kitchen)).press(COUNT)
    for name in NAMES:
        make_seeker(zhc, name)
    assert "minder dan 10" in bram.open(of(kitchen))

    contact_actions.count_people(vacancy=kitchen, by="bram", at=MONDAY_MORNING + timedelta(days=1))
    assert PeopleTold.objects.get().count == 5


def test_who_counts_every_day_learns_no_more_than_who_counts_once(zhc, kitchen):
    for name in NAMES[:6]:
        make_seeker(zhc, name)

    told = set()
    for day in range(20):
        at = MONDAY_MORNING + timedelta(days=day)
        contact_actions.count_people(vacancy=kitchen, by="bram", at=at)
        told.add(PeopleTold.objects.get().count)

    assert len(told) == 1


def test_of_work_that_is_not_on_the_website_nobody_is_counted(bram, zhc):
    draft = make_draft(zhc)

    assert "staat niet op de website" in bram.open(of(draft)).press(COUNT)
    assert not PeopleTold.objects.exists()


@pytest.mark.parametrize("button", [COUNT, "Vraag contact via hun gids"])
def test_while_not_everybody_is_read_nobody_is_counted_or_asked_and_the_page_says_so(
    bram, zhc, kitchen, monkeypatch, button
):
    monkeypatch.setattr(crowd_keeping, "MOST_LATE", 0)
    make_seeker(zhc)

    assert "Wij lezen nog nieuwe profielen" in bram.open(of(kitchen)).press(button)
    assert not PeopleTold.objects.exists()
    assert not ContactRequest.objects.exists()


def test_who_needs_no_contact_any_more_stops_nobody_elses_question(bram, zhc, kitchen):
    make_seeker(zhc)
    make_contact_ground(zhc, make_uwv(zhc))
    contact_actions.request_contact(
        vacancy=kitchen, organisation=make_uwv(zhc), by="x", at=MONDAY_MORNING
    )
    bram.open(of(kitchen)).press("Vraag contact via hun gids")

    bram.open(of(kitchen)).press("Contact is niet meer nodig")

    assert ContactRequest.objects.get().state == "open"


def test_of_work_that_is_over_nobody_hears_who_somebody_is(bram, zhc, kitchen):
    olena = make_seeker(zhc)
    make_consent(olena.client, make_contact_ground(zhc, make_union(zhc)))
    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    fatima = guide_of(olena, bram, zhc)
    before = fatima.open(at(olena))
    close_vacancy(vacancy=kitchen, outcome="filled", by="x", at=MONDAY_MORNING)

    assert "staat niet meer op de website" in before.press("De klant zegt ja Kok zorgcentrum")
    assert "De klant zegt ja" not in fatima.open(at(olena))
    assert not Disclosure.objects.exists()


def test_a_yes_to_a_vacancy_that_closed_since_the_page_was_read_is_not_told(zhc, kitchen):
    olena, union = make_seeker(zhc), make_union(zhc)
    make_consent(olena.client, make_contact_ground(zhc, union))
    contact_actions.request_contact(
        vacancy=kitchen, organisation=union, by="bram", at=MONDAY_MORNING
    )
    as_read = ContactRequest.objects.select_related("vacancy").get()
    close_vacancy(vacancy=kitchen, outcome="filled", by="x", at=MONDAY_MORNING)

    with pytest.raises(RefusedError, match="niet meer op de website"):
        contact_actions.say_yes(request=as_read, profile=olena, by="fatima", at=MONDAY_MORNING)


def test_after_a_yes_the_organisation_that_asked_hears_who_it_is(bram, zhc, kitchen):
    olena = make_seeker(zhc)
    ground = make_contact_ground(zhc, make_union(zhc))
    asked = bram.open(of(kitchen)).press("Vraag contact via hun gids")
    assert "Olena" not in asked
    fatima = guide_of(olena, bram, zhc)

    before = fatima.open(at(olena))
    assert "geen toestemming gegeven" in before
    make_consent(olena.client, ground)
    fatima.open(at(olena)).press("De klant zegt ja Kok zorgcentrum")

    assert "olena@post.example" in bram.open(of(kitchen))
    told = OutboxMessage.objects.get(recipient="bram@werk.example")
    assert of(kitchen) in told.text
    assert "Olena" not in told.text + told.html
    disclosure = Disclosure.objects.get(purpose__key="vacancy_contact")
    assert set(disclosure.data) == {"name", "reach"}
    assert ContactRequest.objects.get().disclosure == disclosure


def test_after_a_no_who_asked_reads_what_they_read_before(bram, zhc, kitchen):
    olena = make_seeker(zhc)
    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    before = bram.open(of(kitchen)).text
    fatima = guide_of(olena, bram, zhc)

    fatima.open(at(olena)).press("De klant zegt nee Kok zorgcentrum")

    assert bram.open(of(kitchen)).text == before
    assert not OutboxMessage.objects.filter(recipient="bram@werk.example").exists()
    assert ContactRequest.objects.get().state == "no"
    assert not Disclosure.objects.exists()


def test_nobody_is_asked_twice_for_the_same_vacancy(bram, zhc, kitchen):
    make_seeker(zhc)
    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    bram.open(of(kitchen)).press("Vraag contact via hun gids")

    assert ContactRequest.objects.count() == 1


def test_without_consent_a_yes_is_not_passed_on(zhc, kitchen):
    olena = make_seeker(zhc)
    make_contact_ground(zhc, make_union(zhc))
    contact_actions.request_contact(
        vacancy=kitchen, organisation=make_union(zhc), by="bram", at=MONDAY_MORNING
    )

    with pytest.raises(RefusedError, match="geen toestemming"):
        contact_actions.say_yes(
            request=ContactRequest.objects.get(), profile=olena, by="fatima", at=MONDAY_MORNING
        )


def _taken_back(consent):
    withdraw_consent(consent=consent, by="client", at=MONDAY_MORNING)


def _ran_out(consent):
    given = MONDAY_MORNING - MINUTE
    Consent.objects.filter(pk=consent.pk).update(given_at=given, expires_at=MONDAY_MORNING)


@pytest.mark.parametrize("end", [_taken_back, _ran_out])
def test_a_consent_that_does_not_hold_any_more_hides_who_it_was(bram, zhc, kitchen, end):
    olena = make_seeker(zhc)
    consent = make_consent(olena.client, make_contact_ground(zhc, make_union(zhc)))
    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    contact_actions.say_yes(
        request=ContactRequest.objects.get(), profile=olena, by="fatima", at=MONDAY_MORNING
    )
    assert "Olena" in bram.open(of(kitchen))

    end(consent)

    assert "Olena" not in bram.open(of(kitchen))
    shown = guide_of(olena, bram, zhc).open(at(olena))
    assert "De toestemming geldt niet meer. De organisatie ziet niet meer wie het is." in shown


def _without_ground(zhc):
    LegalGround.objects.filter(purpose__key="vacancy_contact").delete()


def _without_agreement(zhc):
    PartnerStanding.objects.filter(purpose="vacancy_contact").delete()


@pytest.mark.parametrize(
    ("take_away", "why"),
    [
        (
            _without_ground,
            f"In het register staat niet dat uw organisatie mag {HEAR}. Vraag de privacymedewerker",
        ),
        (
            _without_agreement,
            f"Met uw organisatie is niet afgesproken dat zij mag {HEAR}. Vraag de coördinator",
        ),
    ],
)
def test_who_may_hear_of_nobody_asks_nobody_and_reads_what_to_do(
    bram, zhc, kitchen, take_away, why
):
    make_seeker(zhc)
    before = bram.open(of(kitchen))
    take_away(zhc)

    refused = before.press("Vraag contact via hun gids")

    assert why in refused
    assert "Vraag contact via hun gids" not in bram.open(of(kitchen))
    assert not ContactRequest.objects.exists()


def test_of_many_who_fit_only_the_first_are_looked_up_until_enough_are_found(
    bram, zhc, kitchen, monkeypatch
):
    monkeypatch.setattr(contact_actions, "_A_LOOK", 2)
    monkeypatch.setattr(contact_actions, "ASKED_AT_ONCE", 3)
    people = {make_seeker(zhc, name).facts_id for name in NAMES}
    fitting = [one.facts for one in fitting_people(kitchen, today=MONDAY)]
    assert set(fitting) == people

    with CaptureQueriesContext(connection) as asked:
        bram.open(of(kitchen)).press("Vraag contact via hun gids")

    assert {row.facts_id for row in ContactRequest.objects.all()} == set(fitting[:3])
    looks = [one["sql"] for one in asked if "NOT EXISTS" in one["sql"]]
    named = [key for sql in looks for key in fitting if key.hex in sql.replace("-", "")]
    assert named == fitting[:4]

    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    assert {row.facts_id for row in ContactRequest.objects.all()} == people


def test_the_messages_to_all_who_are_asked_are_written_at_once(bram, zhc, kitchen):
    make_contact_ground(zhc, make_union(zhc))
    for name in NAMES:
        make_seeker(zhc, name)

    with CaptureQueriesContext(connection) as asked:
        bram.open(of(kitchen)).press("Vraag contact via hun gids")

    assert OutboxMessage.objects.count() == len(NAMES)
    written = [one["sql"] for one in asked if 'INSERT INTO "core_outboxmessage"' in one["sql"]]
    assert len(written) == 1


def test_nobody_is_asked_whose_yes_could_not_be_told(bram, zhc, kitchen):
    olena = make_seeker(zhc)
    jan = make_client(zhc, "Jan", address="jan@post.example")
    consent = make_consent(jan, make_keeping(zhc, make_uwv(zhc)))
    elsewhere = keep_profile(
        client=jan, facts=olena.facts.known, consent=consent, by="x", at=MONDAY_MORNING
    )
    fitting = {one.facts for one in fitting_people(kitchen, today=MONDAY)}

    bram.open(of(kitchen)).press("Vraag contact via hun gids")

    assert fitting == {olena.facts_id, elsewhere.facts_id}
    assert [row.facts_id for row in ContactRequest.objects.all()] == [olena.facts_id]


def test_when_contact_is_not_needed_any_more_nobody_is_asked(bram, zhc, kitchen):
    olena = make_seeker(zhc)
    bram.open(of(kitchen)).press("Vraag contact via hun gids")

    bram.open(of(kitchen)).press("Contact is niet meer nodig")

    assert "De klant zegt ja" not in guide_of(olena, bram, zhc).open(at(olena))


def test_an_adviser_does_not_see_how_many_people_fit(page, zhc, kitchen):
    page.log_in(make_staff(zhc, "fatima", "adviser"))

    page.open(of(kitchen), status=404)


def test_an_adviser_sees_the_questions_to_all_of_their_clients_and_to_no_others(bram, zhc, kitchen):
    olena, jan = make_seeker(zhc), make_seeker(zhc, "Jan")
    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    fatima = guide_of(olena, bram, zhc)
    of_jan = make_enquiry(zhc)
    karim = make_staff(zhc, "karim", "adviser", organisation=make_municipal(zhc))
    Enquiry.objects.filter(pk=of_jan.pk).update(client=jan.client, adviser=karim)

    shown = fatima.open("/medewerkers/").click("Contactvragen")

    assert "1 vraag wacht op een antwoord" in shown
    assert "Jan" not in shown
    assert "De klant zegt ja" not in shown.click("Olena : Kok zorgcentrum")


def test_an_adviser_of_another_organisation_sees_no_profile_and_no_question(bram, zhc, kitchen):
    olena = make_seeker(zhc)
    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    guide_of(olena, bram, zhc)
    anouk = make_staff(zhc, "anouk", "adviser", organisation=make_union(zhc))
    Enquiry.objects.update(adviser=anouk)
    other = bram.at("testserver")
    other.log_in(anouk)

    assert "Er wacht geen vraag om contact." in other.open("/medewerkers/contactvragen/")


def test_what_was_answered_or_is_over_does_not_wait(bram, zhc, kitchen):
    olena = make_seeker(zhc)
    bram.open(of(kitchen)).press("Vraag contact via hun gids")
    fatima = guide_of(olena, bram, zhc)
    assert "1 vraag wacht" in fatima.open("/medewerkers/contactvragen/")

    close_vacancy(vacancy=kitchen, outcome="filled", by="x", at=MONDAY_MORNING)

    assert "Er wacht geen vraag om contact." in fatima.open("/medewerkers/contactvragen/")


def test_many_questions_stand_on_pages_and_cost_the_same(bram, zhc, monkeypatch):
    monkeypatch.setattr(contact_views, "_ON_A_PAGE", 1)
    olena = make_seeker(zhc)
    for title in ("Kok zorgcentrum", "Kok hotel"):
        bram.open(of(make_kitchen(zhc, title=title))).press("Vraag contact via hun gids")
    fatima = guide_of(olena, bram, zhc)

    first = fatima.open("/medewerkers/contactvragen/")

    assert "2 vragen wachten op een antwoord" in first
    assert "Kok hotel" not in first
    assert "Kok hotel" in first.click("Volgende pagina")
