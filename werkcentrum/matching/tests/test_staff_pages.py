"""An adviser has the last word on a list; the person too; and everything of it can be seen."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils.translation import override

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.people import describe_person
from werkcentrum.casework.tests.make import make_enquiry
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.matching import actions, runs
from werkcentrum.matching.forgetting import describe
from werkcentrum.matching.models import MatchRun, RankingObjection
from werkcentrum.matching.runs import lines_of, steps_of
from werkcentrum.matching.tests.make import COOK, make_kitchen, make_seeker, no_meaning
from werkcentrum.matching.wording import read
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.privacy.tests.make import make_municipal
from werkcentrum.profiles.actions import forget_profile, keep_profile
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.vacancies.actions import close_vacancy
from werkcentrum.vacancies.tests.make import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(monkeypatch, var):
    no_meaning(monkeypatch)
    with time_machine.travel(MONDAY_MORNING, tick=True):
        yield


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def olena(zhc):
    return make_seeker(zhc)


@pytest.fixture
def guide(page, zhc, olena):
    """Fatima, who helps Olena, of the municipality that keeps her profile."""
    fatima = make_staff(zhc, "fatima", "adviser", organisation=make_municipal(zhc))
    page.log_in(fatima)
    enquiry = make_enquiry(zhc)
    Enquiry.objects.filter(pk=enquiry.pk).update(client=olena.client, adviser=fatima)
    return page


def of(olena):
    return f"/medewerkers/klanten/{olena.client.pk}/passend/"


def titles():
    run = MatchRun.objects.latest("made_at")
    return [line.vacancy.title for line in lines_of(run, steps_of(run), today=MONDAY)]


def test_the_adviser_makes_the_list_and_it_is_kept_as_it_was_computed(guide, olena, zhc):
    make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    make_kitchen(zhc)

    shown = guide.open(of(olena)).press("Maak de lijst")

    assert shown.texts(".//article/h3") == ["Kok zorgcentrum", "Receptionist"]
    run = MatchRun.objects.get()
    assert run.input_digest == olena.facts.known.digest
    assert run.weights == "2026-1"
    assert [round(sum(line["points"].values()), 4) for line in run.results] == [
        line["score"] for line in run.results
    ]


def test_looking_at_the_list_is_written_down(guide, olena, zhc):
    make_kitchen(zhc)
    run = actions.make_run(facts=olena.facts, by="x", at=MONDAY_MORNING)

    guide.open(of(olena))

    assert AuditLine.objects.filter(verb="matching.looked", subject_id=str(run.pk)).count() == 1


def test_the_adviser_puts_one_higher_and_that_is_written_down(guide, olena, zhc):
    moved = make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    make_kitchen(zhc)
    made = guide.open(of(olena)).press("Maak de lijst")
    assert "Dit blijft zo in een nieuwe lijst" not in made

    shown = guide.open(of(olena)).press("Hoger Receptionist")

    assert shown.texts(".//article/h3") == ["Receptionist", "Kok zorgcentrum"]
    assert "Receptionist hoger gezet" in shown
    assert "Dit blijft zo in een nieuwe lijst" in shown
    assert "Wat het best past staat bovenaan." not in shown
    assert shown.texts(f".//li[@id='v-{moved.pk}']//h3") == ["Receptionist"]
    assert shown.response.redirect_chain[-1][0].endswith(f"#v-{moved.pk}")


def test_what_was_done_is_announced_and_stands_in_a_list(guide, olena, zhc):
    shown = guide.open(of(olena)).press("Maak de lijst")

    (said,) = shown.document.iterfind(".//*[@role='status']/ul/li")
    assert "De lijst is gemaakt." in "".join(said.itertext())


def test_the_adviser_leaves_one_out_with_a_reason(guide, olena, zhc):
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")
    button = "Laat deze vacature weg Kok zorgcentrum"

    without_reason = guide.open(of(olena)).press(button)
    assert "Schrijf op waarom." in without_reason
    assert titles() == ["Kok zorgcentrum"]

    shown = guide.open(of(olena)).press(button, reason="Daar werkte zij al.")
    assert titles() == []
    assert "weggelaten (Daar werkte zij al.)" in shown


def test_a_reason_that_is_too_long_stays_where_the_adviser_typed_it(guide, olena, zhc):
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")

    again = guide.open(of(olena)).press("Laat deze vacature weg Kok zorgcentrum", reason="x" * 301)

    [form] = again.document.findall(".//details[@open]")
    [reason] = form.findall(".//input[@name='reason']")
    assert reason.get("value") == "x" * 301
    assert "300" in again.texts(".//div[@class='hint hint--wrong']")[0]
    assert titles() == ["Kok zorgcentrum"]


def test_who_forgets_why_they_add_one_keeps_what_they_searched_and_chose(guide, olena, zhc):
    make_kitchen(zhc, is_irregular=True)
    make_kitchen(zhc, title="Kok zorgcentrum 2", is_irregular=True)
    guide.open(of(olena)).press("Maak de lijst")
    found = guide.open(f"{of(olena)}toevoegen/", zoek="zorgcentrum")
    chosen = found.document.findall(".//input[@name='vacature']")[1].get("value")

    again = found.press("Voeg toe", vacature=chosen, reason="  ")
    [checked] = again.document.findall(".//input[@name='vacature'][@checked]")
    assert checked.get("value") == chosen
    assert "Kok zorgcentrum 2" in again
    assert "Schrijf op waarom." in again

    again.press("Voeg toe", reason="Zij wil dit proberen.")
    assert len(titles()) == 1


def test_the_adviser_adds_one_that_the_limits_left_out(guide, olena, zhc):
    make_kitchen(zhc, is_irregular=True)
    guide.open(of(olena)).press("Maak de lijst")
    assert titles() == []

    found = guide.open(of(olena)).click("Voeg een vacature toe").press("Zoek", zoek="zorgcentrum")
    shown = found.press("Voeg toe", reason="Zij wil dit proberen.")

    assert titles() == ["Kok zorgcentrum"]
    assert "door een gids toegevoegd" in shown


@pytest.mark.database
def test_a_search_with_a_strange_character_finds_what_the_rest_of_it_asks(guide, olena, zhc):
    make_kitchen(zhc)

    assert "Kok zorgcentrum" in guide.open(f"{of(olena)}toevoegen/", zoek="kok\0zorg")


def test_without_order_the_newest_stands_first(guide, olena, zhc):
    make_kitchen(zhc)
    make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    guide.open(of(olena)).press("Maak de lijst")
    assert titles() == ["Kok zorgcentrum", "Receptionist"]

    shown = guide.open(of(olena)).press("Zet de volgorde uit")

    assert titles() == ["Receptionist", "Kok zorgcentrum"]
    assert "De nieuwste staat bovenaan." in shown
    assert not ProfileFacts.objects.get().is_ranked


def added(guide, olena, words="zorgcentrum"):
    found = guide.open(f"{of(olena)}toevoegen/", zoek=words)
    return found.press("Voeg toe", reason="Zij wil dit proberen.")


@pytest.mark.parametrize("again", ["Maak de lijst opnieuw", "Zet de volgorde uit"])
def test_what_the_adviser_left_out_and_added_stays_so_in_a_new_list(guide, olena, zhc, again):
    make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    make_kitchen(zhc, is_irregular=True)
    guide.open(of(olena)).press("Maak de lijst")
    left_out = "Laat deze vacature weg Receptionist"
    guide.open(of(olena)).press(left_out, reason="Zij wil niet aan de balie.")
    added(guide, olena)

    shown = guide.open(of(olena)).press(again)

    assert MatchRun.objects.count() == 2
    assert titles() == ["Kok zorgcentrum"]
    assert "buiten de grenzen van deze klant: onregelmatig werk." in shown
    [first, second] = shown.texts(".//section[@aria-labelledby='stappen']/ul/li")
    assert "fatima@werk.example: Receptionist weggelaten (Zij wil niet aan de balie.)" in first
    assert "fatima@werk.example: Kok zorgcentrum toegevoegd (Zij wil dit proberen.)" in second


def test_what_was_left_out_and_added_is_as_before_when_the_adviser_takes_it_back(guide, olena, zhc):
    make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    make_kitchen(zhc, is_irregular=True)
    guide.open(of(olena)).press("Maak de lijst")
    guide.open(of(olena)).press("Laat deze vacature weg Receptionist", reason="Wil zij niet.")
    added(guide, olena)
    guide.open(of(olena)).press("Maak de lijst opnieuw")
    pressed = "Neem dit terug : Kok zorgcentrum toegevoegd"

    page = guide.open(of(olena))
    shown = page.press(pressed)
    assert shown.response.redirect_chain[-1][0].endswith("#stappen")
    assert titles() == []
    assert "In deze lijst staat nu geen vacature." in shown
    assert "Een collega nam dit al terug." in page.press(pressed)

    guide.open(of(olena)).press("Neem dit terug : Receptionist weggelaten")
    assert titles() == ["Receptionist"]
    assert "Neem dit terug" not in guide.open(of(olena)).press("Maak de lijst opnieuw")
    assert titles() == ["Receptionist"]


def test_a_new_list_is_as_long_although_the_adviser_left_some_out(guide, olena, zhc, monkeypatch):
    monkeypatch.setattr(runs, "LISTED", 1)
    make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")
    guide.open(of(olena)).press("Laat deze vacature weg Kok zorgcentrum", reason="Wil zij niet.")
    assert titles() == []

    guide.open(of(olena)).press("Maak de lijst opnieuw")

    assert titles() == ["Receptionist"]


def test_an_addition_that_went_from_the_website_is_told(guide, olena, zhc):
    kitchen = make_kitchen(zhc, is_irregular=True)
    guide.open(of(olena)).press("Maak de lijst")
    assert "Deze vacature staat niet op de website." not in added(guide, olena)
    close_vacancy(vacancy=kitchen, outcome="filled", by="bram", at=MONDAY_MORNING)

    shown = guide.open(of(olena)).press("Maak de lijst opnieuw")

    assert titles() == []
    assert "Deze vacature staat niet op de website." in shown


def test_an_addition_that_fits_by_now_stands_there_once_and_on_top(guide, olena, zhc):
    kitchen = make_kitchen(zhc, is_irregular=True)
    make_kitchen(zhc, title="Kok restaurant")
    guide.open(of(olena)).press("Maak de lijst")
    added(guide, olena)
    type(kitchen).objects.filter(pk=kitchen.pk).update(
        is_irregular=False, changed_at=MONDAY_MORNING + timedelta(minutes=1)
    )

    shown = guide.open(of(olena)).press("Maak de lijst opnieuw")

    assert shown.texts(".//article/h3") == ["Kok zorgcentrum", "Kok restaurant"]
    assert "door een gids toegevoegd" in shown
    assert "buiten de grenzen" not in shown


def test_what_was_put_higher_is_as_many_places_higher_in_a_new_list(guide, olena, zhc):
    make_published(zhc, title="Receptionist", description="U ontvangt gasten aan de balie.")
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")
    guide.open(of(olena)).press("Hoger Receptionist")
    assert titles() == ["Receptionist", "Kok zorgcentrum"]

    guide.open(of(olena)).press("Maak de lijst opnieuw")

    assert titles() == ["Receptionist", "Kok zorgcentrum"]


def test_an_objection_to_the_order_leaves_what_the_adviser_left_out(guide, olena, zhc):
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")
    guide.open(of(olena)).press("Laat deze vacature weg Kok zorgcentrum", reason="Wil zij niet.")
    actions.object_to_ranking(facts=olena.facts, reason="", by="client", at=MONDAY_MORNING)

    guide.open(of(olena)).press("Maak de lijst opnieuw")

    assert not MatchRun.objects.latest("made_at").is_ranked
    assert titles() == []


def test_why_somebody_sees_a_vacancy_can_be_printed_as_it_was_computed(guide, olena, zhc):
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")

    shown = guide.open(of(olena)).click("Kok zorgcentrum")

    assert shown.heading == "Waarom zie ik dit?"
    results = MatchRun.objects.get().results
    [line] = [line for line in results if line["title"] == "Kok zorgcentrum"]
    assert read(line["why"]).text in shown
    # The same words as on the page of whoever holds their profile themselves.
    parts = shown.texts(".//section[@aria-labelledby='delen']//strong")
    assert parts == ["Uw woorden", "De betekenis", "Uw vaardigheden", "Uw beroep", "Uw niveau"]
    assert "van 10 punten" in shown.texts(".//section[@aria-labelledby='delen']/ul/li")[3]
    assert "Niet gebruikt: naam, geslacht, leeftijd" in shown


def test_an_objection_that_is_upheld_leaves_the_order_away(guide, olena, zhc):
    actions.object_to_ranking(facts=olena.facts, reason="", by="client", at=MONDAY_MORNING)

    guide.open(of(olena)).press("Besluit", is_upheld="ja", answer="Goed.")

    assert not ProfileFacts.objects.get().is_ranked
    assert RankingObjection.objects.get().is_upheld
    assert "Er komt geen meer." in guide.send(f"{of(olena)}volgorde/", aan="1")
    assert not ProfileFacts.objects.get().is_ranked


def test_of_two_colleagues_who_decide_on_an_objection_the_first_counts(olena):
    made = actions.object_to_ranking(facts=olena.facts, reason="", by="client", at=MONDAY_MORNING)
    one, other = (RankingObjection.objects.get(pk=made.pk) for _ in range(2))
    decide = {"answer": "Goed.", "at": MONDAY_MORNING}
    actions.decide_objection(objection=one, is_upheld=True, by="fatima", **decide)

    with pytest.raises(RefusedError, match="al besloten"):
        actions.decide_objection(objection=other, is_upheld=False, by="karin", **decide)

    assert RankingObjection.objects.get().decided_by == "fatima"
    assert not ProfileFacts.objects.get().is_ranked


def test_while_an_objection_waits_nobody_switches_the_order_on(guide, olena, zhc):
    actions.object_to_ranking(facts=olena.facts, reason="", by="client", at=MONDAY_MORNING)

    shown = guide.send(f"{of(olena)}volgorde/", aan="1")

    assert "Er is een bezwaar tegen de volgorde." in shown
    assert not ProfileFacts.objects.get().is_ranked


def test_a_colleague_who_does_not_help_somebody_sees_and_changes_no_list(page, olena, zhc):
    page.log_in(make_staff(zhc, "henk", "adviser"))
    vacancy = f"{uuid4()}/"
    forms = ["maken/", "volgorde/", "bezwaar/", f"{vacancy}zetten/", f"{vacancy}weglaten/"]

    for part in ("", "toevoegen/", vacancy):
        page.open(f"{of(olena)}{part}", status=404)
    for part in (*forms, "toevoegen/", f"contact/{vacancy}"):
        page.send(f"{of(olena)}{part}", status=404)


def test_somebody_reads_in_their_download_what_an_adviser_left_out_and_why(guide, olena, zhc):
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")
    guide.open(of(olena)).press("Laat deze vacature weg Kok zorgcentrum", reason="Wil zij niet.")

    [told] = describe(olena.client)["lists"]

    [change] = told["changes"]
    assert (change["kind"], change["vacancy"]) == ("weggelaten", "Kok zorgcentrum, Huize Linde")
    assert change["reason"] == "Wil zij niet."


def test_the_list_goes_with_the_person(olena, zhc):
    make_kitchen(zhc)
    actions.make_run(facts=olena.facts, by="x", at=MONDAY_MORNING)

    told = describe_person(olena.client)["matching"]
    assert told["lists"][0]["results"][0]["title"] == "Kok zorgcentrum"
    forget_person(client=olena.client, by="x", at=MONDAY_MORNING)

    assert not MatchRun.objects.exists()


def test_the_privacy_officer_reads_what_was_computed_and_who_looked_but_not_whose_it_is(
    guide, olena, zhc
):
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")
    officer = guide.at("testserver")
    officer.log_in(make_staff(zhc, "petra", "privacy_officer"))
    run = MatchRun.objects.get()

    listed = officer.open("/medewerkers/algoritme/").click("Bekijk de lijsten die gemaakt zijn")
    shown = officer.open(f"/medewerkers/algoritme/lijsten/{run.pk}/")

    assert listed.heading == "Lijsten die gemaakt zijn"
    assert run.input_digest in shown
    assert "Uw niveau 5,0" in shown
    assert "fatima@werk.example" in shown
    assert "Olena" not in shown


def test_the_privacy_officer_reads_what_a_list_took_over_from_the_one_before_it(guide, olena, zhc):
    make_kitchen(zhc)
    guide.open(of(olena)).press("Maak de lijst")
    guide.open(of(olena)).press("Laat deze vacature weg Kok zorgcentrum", reason="Wil zij niet.")
    guide.open(of(olena)).press("Maak de lijst opnieuw")
    first, second = MatchRun.objects.order_by("made_at")
    officer = guide.at("testserver")
    officer.log_in(make_staff(zhc, "petra", "privacy_officer"))

    before = officer.open(f"/medewerkers/algoritme/lijsten/{first.pk}/")
    after = officer.open(f"/medewerkers/algoritme/lijsten/{second.pk}/")

    assert "Kok zorgcentrum weggelaten (Wil zij niet.)" in before
    assert "Overgenomen van de lijst hiervoor." not in before
    assert "Kok zorgcentrum weggelaten (Wil zij niet.). Overgenomen van de lijst hiervoor." in after


def test_a_list_is_of_the_profile_as_it_is_whatever_the_page_had_read(olena, zhc):
    make_kitchen(zhc)
    as_read = ProfileFacts.objects.get(pk=olena.facts_id)
    actions.object_to_ranking(facts=olena.facts, reason="", by="client", at=MONDAY_MORNING)
    keep_profile(
        client=olena.client, facts=replace(COOK, km=40), consent=olena.consent, by="fatima",
        at=MONDAY_MORNING,
    )  # fmt: skip

    run = actions.make_run(facts=as_read, by="fatima", at=MONDAY_MORNING)

    assert not run.is_ranked
    assert run.filters["km"] == 40


def test_no_list_is_made_of_a_profile_that_went(olena, zhc):
    as_read = ProfileFacts.objects.get(pk=olena.facts_id)
    forget_profile(profile=olena, by="fatima", at=MONDAY_MORNING)

    with pytest.raises(RefusedError):
        actions.make_run(facts=as_read, by="fatima", at=MONDAY_MORNING)


def test_why_is_worded_in_the_language_of_whoever_reads_the_list(olena, zhc):
    make_kitchen(zhc)
    run = actions.make_run(facts=olena.facts, by="fatima", at=MONDAY_MORNING)
    (line,) = MatchRun.objects.get(pk=run.pk).results
    same = read(line["why"])

    assert same.text == "Uw beroep kok is het beroep van de vacature."
    with override("en"):
        assert same.text == "Your occupation kok is that of the vacancy."
        (told,) = describe(olena.client)["lists"]
    assert "Not used: name" in told["results"][0]["why"]
    assert "kok" in told["results"][0]["why"]


def test_a_list_of_before_reasons_had_codes_still_opens(guide, olena, zhc):
    kitchen = make_kitchen(zhc)
    run = actions.make_run(facts=olena.facts, by="fatima", at=MONDAY_MORNING)
    (line,) = run.results
    reasons = [{"kind": "words", "points": 0.312, "text": "Tot 100 % van 'vers'."}]
    MatchRun.objects.update(results=[line | {"why": "Past goed.", "reasons": reasons}])

    assert "Past goed." in guide.open(of(olena))
    shown = guide.open(f"{of(olena)}{kitchen.pk}/")
    assert "31,2 van 35 punten" in shown
    assert "Tot 100 % van 'vers'." in shown
    (told,) = describe(olena.client)["lists"]
    assert told["results"][0]["why"] == "Tot 100 % van 'vers'."
