"""The page of one enquiry, the plan, and bringing somebody to a partner."""

from datetime import timedelta

import pytest

from werkcentrum.appointments.models import Appointment, Tell
from werkcentrum.appointments.tests.make import make_offer, make_place, slot_at
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Client, ContactMoment, Enquiry, PlanAction, PlanGoal
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_client, make_consent, make_union
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    SUMMARY,
    make_draft,
    make_enquiry,
    make_in,
    make_sent,
    make_sharing_ground,
    make_team,
)
from werkcentrum.referrals.tests.work import (
    LISTS,
    file_of,
    make_colleague,
    make_own,
    make_step,
    take,
)

pytestmark = pytest.mark.django_db
TODAY = MONDAY_MORNING.date()


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return make_region(host="testserver")


@pytest.fixture
def enquiry(region, peter) -> Enquiry:
    return make_own(region, peter, urgency=Enquiry.Urgency.CONTRACT_ENDS)


def sent(referral: Referral, part: str = "") -> str:
    return f"{LISTS}doorverwijzing/{referral.pk}/{part}"


def test_the_adviser_sees_the_question_in_the_words_of_the_person(page, enquiry):
    shown = page.open(file_of(enquiry))

    assert "Mijn contract stopt. Wat nu?" in shown
    assert "contract stopt binnenkort" in shown
    assert "olena@post.example" in shown


def test_every_look_is_in_the_log(page, enquiry, peter):
    page.open(file_of(enquiry))

    line = AuditLine.objects.filter(verb="casework.looked", subject_id=str(enquiry.pk)).get()
    assert line.actor == str(peter.pk)


@sends
def test_the_adviser_says_what_it_is_about_and_that_it_cannot_wait(page, enquiry):
    Enquiry.objects.update(themes=["schulden", "een-thema-dat-verdween"])
    shown = page.open(file_of(enquiry)).press(
        "Bewaar onderwerp en spoed", themes="schulden", urgency="eviction"
    )
    changed = Enquiry.objects.get()

    assert "Onderwerp en spoed zijn bewaard." in shown
    assert "kan het huis kwijtraken" in shown
    assert (changed.themes, changed.urgency) == (["schulden"], "eviction")
    line = AuditLine.objects.get(verb="casework.enquiry_sorted")
    assert line.detail == {"themes": ["schulden"], "urgency": "eviction"}


@pytest.mark.parametrize("typed", [{"themes": "verzonnen"}, {"urgency": "verveling"}])
def test_a_subject_or_urgency_that_does_not_exist_is_refused(page, enquiry, typed):
    page.post(file_of(enquiry, "onderwerp/"), typed)

    assert Enquiry.objects.get().urgency == "contract_ends"
    assert not AuditLine.objects.filter(verb="casework.enquiry_sorted").exists()


@sends
def test_what_is_closed_keeps_its_subject(page, enquiry):
    Enquiry.objects.update(closed_at=MONDAY_MORNING, outcome="informed")
    shown = page.post(file_of(enquiry, "onderwerp/"), {"urgency": "eviction"})

    assert "Deze vraag is al afgesloten." in shown
    assert Enquiry.objects.get().urgency == "contract_ends"


@sends
def test_a_number_in_an_answer_to_a_team_that_is_no_bsn_is_counted_in_the_log(page, region, peter):
    referral = make_in(State.INFO_REQUESTED, region)
    typed = {"body": "De polis is 111222333", "geen_bsn": "on"}
    page.post(sent(referral, "antwoord/"), typed)

    assert AuditLine.objects.get(verb="referrals.answered").detail["held_numbers"] == 1


def test_nobody_opens_the_enquiry_of_a_colleague(page, region, peter):
    theirs = make_own(region, make_colleague(region))

    for part in ("", "plan/", "plan/papier/", "doorverwijzen/"):
        page.open(file_of(theirs, part), status=404)


@sends
def test_contact_is_written_down_with_two_choices(page, enquiry):
    shown = page.open(file_of(enquiry)).press("Zet erbij", channel="phone", is_reached="ja")

    assert "Het contact staat erbij." in shown
    assert ContactMoment.objects.get().is_reached is True
    assert "telefoon gesproken" in shown


@sends
def test_a_colleague_who_gets_the_enquiry_also_watches_what_is_with_partners(page, region, peter):
    referral = make_sent(region)
    take(referral.enquiry, peter)
    sanne = make_colleague(region)

    page.open(file_of(referral.enquiry)).press(
        "Geef deze vraag", to=str(sanne.memberships.get().pk)
    )

    referral.refresh_from_db()
    assert referral.owner == sanne
    page.open(file_of(referral.enquiry), status=404)


@sends
def test_given_back_it_waits_for_who_takes_it(page, enquiry):
    page.open(file_of(enquiry)).press("Geef deze vraag", to="niemand")

    assert "Olena" in page.open(f"{LISTS}vrij/")


@sends
def test_somebody_who_stayed_anonymous_gives_a_name(page, region, peter):
    enquiry = take(make_enquiry(region), peter)

    shown = page.open(file_of(enquiry)).press(
        "Bewaar de naam", name_to_use="Olena", reach="phone", address="06 12 34 56 78"
    )

    assert "De naam staat erbij." in shown
    assert Client.objects.get().name_to_use == "Olena"


@sends
def test_however_a_number_is_written_somebody_is_known_by_it(page, region, peter):
    client = make_client(region, reach="phone", address="06-12345678")
    take(make_enquiry(region, client), peter)

    found = page.open(f"{LISTS}bekend/").press("Zoek", address="+31 6 12 34 56 78")

    assert "Ja, hier wordt al geholpen" in found


@sends
def test_it_closes_with_an_outcome_and_aftercare_that_was_agreed(page, enquiry, time_machine):
    shown = page.open(file_of(enquiry)).press("Sluit af", outcome="training", aftercare=["weeks"])
    assert "begonnen met een opleiding" in shown.texts(".//p[@class='lead']")[0]

    time_machine.move_to(MONDAY_MORNING + timedelta(days=50))
    page.log_in(enquiry.adviser)
    asked = page.open(file_of(enquiry))
    prefix = enquiry.aftercare.get().pk
    told = asked.press(
        "Schrijf op hoe het gaat na 6 tot 8 weken",
        **{f"{prefix}-is_reached": "ja", f"{prefix}-outcome": "job_new"},
    )

    assert "gesproken, werk bij een andere werkgever" in told
    assert enquiry.aftercare.get().outcome == "job_new"


@sends
def test_while_a_partner_is_at_work_it_only_closes_when_the_adviser_knows_the_end(
    page, region, peter
):
    referral = make_sent(region)
    enquiry = take(referral.enquiry, peter)

    refused = page.open(file_of(enquiry)).press("Sluit af", outcome="informed")
    assert "Er loopt nog een doorverwijzing." in refused

    closed = refused.press("Sluit af", is_outcome_stated="on", aftercare="weeks")
    assert "Deze vraag is afgesloten." in closed
    referral.refresh_from_db()
    assert referral.state == State.CANCELLED
    assert "Nazorg" in closed.texts(".//h3")[-1]
    opened = closed.press("Open de vraag weer")
    assert "Deze vraag is weer open." in opened
    assert not any("Nazorg" in heading for heading in opened.texts(".//h3"))


@sends
def test_a_plan_has_goals_with_steps_of_the_person_the_adviser_and_partners(page, region, enquiry):
    bond = make_union(region)
    plan = page.open(file_of(enquiry, "plan/")).press("Zet in het plan", wish="Werken in de zorg")
    goal = PlanGoal.objects.get()
    shown = plan.press(
        "Zet erbij als stap: Werken in de zorg",
        **{f"{goal.pk}-what": "Helpt met het cv", f"{goal.pk}-owner": "partner",
           f"{goal.pk}-partner": str(bond.pk), f"{goal.pk}-due_on": "2025-07-14"},
    )  # fmt: skip

    assert "Helpt met het cv (De Bond, voor 14 juli 2025)" in shown
    step = shown.press("Klaar : Helpt met het cv")
    assert "Helpt met het cv (De Bond, voor 14 juli 2025) klaar" in step
    assert "Het doel is gelukt." in step.press("Gelukt : Werken in de zorg")


@sends
def test_a_step_of_a_partner_says_which(page, enquiry):
    goal = make_step(enquiry).goal

    shown = page.open(file_of(enquiry, "plan/")).press(
        "Zet erbij als stap: Werken in de zorg",
        **{f"{goal.pk}-what": "Helpt met het cv", f"{goal.pk}-owner": "partner"},
    )

    assert "Kies welke partner dit doet." in shown


@sends
def test_a_plan_has_five_goals_at_most(page, enquiry):
    for number in range(5):
        page.open(file_of(enquiry, "plan/")).press("Zet in het plan", wish=f"Doel {number}")

    full = page.open(file_of(enquiry, "plan/"))
    assert "Een plan heeft hooguit vijf doelen." in full
    refused = page.send(file_of(enquiry, "plan/"), wish="Nog een")
    assert "Een plan heeft hooguit vijf doelen." in refused
    assert PlanGoal.objects.count() == 5


def test_the_plan_on_paper_is_in_the_language_of_the_person(page, region, peter):
    enquiry = make_own(region, peter)
    Client.objects.update(language="uk")
    make_step(enquiry, "Bel de school", owner=PlanAction.Owner.PERSON, due_on=TODAY)

    sheet = page.open(file_of(enquiry, "plan/papier/"))

    assert sheet.document.get("lang") == "uk"
    assert sheet.heading == "Ваш план"
    assert "Bel de school" in sheet


@sends
def test_before_anything_leaves_the_adviser_sees_exactly_what_the_team_will(page, region, peter):
    ground = make_sharing_ground(region)
    enquiry = make_own(region, peter)
    team = make_team(make_union(region))

    shown = page.open(file_of(enquiry, "doorverwijzen/")).press(
        "Bekijk wat de partner ziet", target=str(team.pk), summary=SUMMARY,
        shared=["name", "reach", "question"],
    )  # fmt: skip
    assert SUMMARY in shown
    assert "Naam Olena" in shown
    assert "Nu mag er niets mee." in shown
    assert "Vraag of bekijk toestemming" in shown.links
    assert Referral.objects.get().state == State.DRAFT

    make_consent(enquiry.client, ground)
    agreed = page.open(shown.address)
    assert "Het berust op toestemming van de klant." in agreed
    assert "Verstuurd." in agreed.press("Verstuur")
    assert Referral.objects.get().state == State.SENT


@sends
def test_without_consent_nothing_leaves(page, region, peter):
    referral = make_in(State.DRAFT, region, consents=False)
    take(referral.enquiry, peter)

    shown = page.send(sent(referral, "stap/"), do="sturen")

    assert "De klant heeft hiervoor (nog) geen toestemming gegeven." in shown
    referral.refresh_from_db()
    assert referral.state == State.DRAFT


def test_a_team_that_reads_nothing_cannot_be_chosen(page, region, peter, time_machine):
    take(make_sent(region).enquiry, peter)
    other = make_own(region, peter, "Ahmed")
    time_machine.move_to(MONDAY_MORNING + timedelta(days=10))
    page.log_in(peter)

    assert "Loopbaanteam" not in page.open(file_of(other, "doorverwijzen/"))


def test_of_who_is_anonymous_nothing_can_go_along(page, region, peter):
    make_team(make_union(region))
    shown = page.open(file_of(take(make_enquiry(region), peter), "doorverwijzen/"))

    assert "Deze persoon blijft anoniem." in shown
    assert "Uw bericht aan de partner" not in shown


@sends
def test_the_question_of_a_team_is_answered_where_it_stands(page, region, peter):
    referral = make_in(State.INFO_REQUESTED, region)
    take(referral.enquiry, peter)
    assert "Welk beroep?" in page.open(file_of(referral.enquiry))

    shown = page.open(sent(referral)).press("Stuur het antwoord", body="Kok in een restaurant.")

    assert "Uw antwoord is verstuurd." in shown
    assert "Kok in een restaurant." in shown


@sends
def test_after_a_decline_somebody_is_brought_to_another_team(page, region, peter):
    referral = make_in(State.DECLINED, region)
    take(referral.enquiry, peter)
    other = make_team(make_union(region), "leren", name="Leerteam")
    shown = page.open(sent(referral))
    assert "De bibliotheek kan dit ook." in shown

    # Nobody is sent to whoever stands on top.
    assert "Kies een team." in shown.press("Stuur naar dit team")
    child = shown.press("Stuur naar dit team", team=str(other.pk))

    assert "naar Leerteam (De Bond)" in child
    assert Referral.objects.get(team=other).parent == referral


@sends
def test_the_person_who_no_longer_wants_it_is_heard(page, region, peter):
    referral = make_sent(region)
    take(referral.enquiry, peter)

    shown = page.open(sent(referral)).press("De klant wil dit niet meer")

    assert "gestopt door de klant" in shown
    assert "Met deze doorverwijzing kunt u niets meer doen." in shown


def test_a_referral_of_a_colleague_does_not_exist(page, region, peter):
    referral = make_sent(region)
    take(referral.enquiry, make_colleague(region))

    page.open(sent(referral), status=404)
    for part in ("stap/", "antwoord/", "ander/"):
        page.send(sent(referral, part), status=404)


@sends
def test_a_number_in_an_answer_that_peter_says_is_no_bsn_is_counted(page, region, peter):
    referral = make_in(State.INFO_REQUESTED, region)
    take(referral.enquiry, peter)

    page.send(sent(referral, "antwoord/"), body="Dossier 111222333", geen_bsn="on")

    line = AuditLine.objects.get(verb="referrals.answered")
    assert line.detail["held_numbers"] == 1


@sends
def test_the_three_meet_at_a_moment_that_the_adviser_chooses(page, region, peter):
    slot = slot_at(make_offer(make_place(region)))
    referral = make_sent(region, owner=peter, warmth="appointment")
    take(referral.enquiry, peter)
    form = page.open(sent(referral)).click("Maak een afspraak met z'n drieën")

    shown = form.press("Maak de afspraak", slot=str(slot.pk), first=slot.starts_at.date())

    assert "De afspraak staat. De klant en het team horen het." in shown
    booked = Appointment.objects.get()
    assert booked.client == referral.enquiry.client
    to_team = OutboxMessage.objects.get(recipient=referral.team.email, key__contains="handover")
    assert "met z'n drieën" in to_team.subject
    assert str(booked.client) not in to_team.subject + to_team.text
    assert booked.to_tell == Tell.BOOKED
    assert "14 juli 2025" in page.open(sent(referral)).text
    assert "Maak een afspraak met z'n drieën" not in page.open(sent(referral))
    stopped = page.open(sent(referral)).press("Stop deze doorverwijzing")
    assert "maar de afspraak met z'n drieën staat nog." in stopped


def test_of_another_adviser_no_appointment_of_the_three_is_made(page, region, peter):
    referral = make_sent(region, owner=peter)
    take(referral.enquiry, make_colleague(region))

    page.open(sent(referral, "samen/"), status=404)


def test_nobody_is_brought_somewhere_because_that_stood_on_top(page, enquiry, region):
    make_team(make_union(region))

    shown = page.open(file_of(enquiry, "doorverwijzen/")).press("Bekijk wat de partner ziet")

    assert "Kies een dienst of een team." in shown
    assert not Referral.objects.exists()


@sends
def test_giving_away_a_question_asks_to_whom(page, enquiry, peter):
    shown = page.open(file_of(enquiry)).press("Geef deze vraag")

    assert "Kies aan wie u de vraag geeft." in shown
    enquiry.refresh_from_db()
    assert enquiry.adviser == peter


def test_what_may_not_go_has_no_button_to_send_it(page, region, peter):
    referral = make_draft(region, owner=peter, consents=False)
    take(referral.enquiry, peter)

    shown = page.open(sent(referral))

    assert "Nu mag er niets mee." in shown
    assert "Verstuur" not in shown.texts(".//button")
    assert "nog niet verstuurd" in page.open(LISTS)
