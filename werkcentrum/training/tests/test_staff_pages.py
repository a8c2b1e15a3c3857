"""A learning adviser writes a training down; its skills are read from the text, and confirmed."""

import pytest
import time_machine

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.skills.releases import ConceptRow
from werkcentrum.skills.tests.make import KOK, make_release, take
from werkcentrum.training.models import Training
from werkcentrum.training.tests.make import make_school, make_training, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LIST = "/medewerkers/opleidingen/"


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def sofia(page, zhc):
    page.log_in(make_staff(zhc, "sofia", "learning_adviser"))
    return page


def test_what_is_written_down_stands_on_the_website(sofia, zhc):
    school = make_school(zhc)

    shown = sofia.post(f"{LIST}nieuw/", typed(school))

    assert "De opleiding staat op de website." in shown
    training = Training.objects.get()
    assert (training.skills, training.postcode4) == (
        ["heftruck-rijden", "heftruckcertificaat"], "2271",
    )  # fmt: skip


def test_a_day_that_is_over_is_refused_and_what_was_typed_stays(sofia, zhc):
    shown = sofia.post(f"{LIST}nieuw/", typed(make_school(zhc), starts="1 januari 2020"))

    assert "Alle startdatums zijn voorbij." in shown
    assert shown.document.find(".//input[@name='name']").get("value")
    shown.press("Zet op de website", starts="1 januari 2026")
    assert Training.objects.exists()


def test_a_skill_that_left_the_list_stays_on_the_training_that_teaches_it(sofia, zhc, page):
    braiding = ConceptRow("2", "skill", "b1", "vlechten", "haar vlechten", kind="skill")
    take(make_release(KOK, braiding))
    training = make_training(zhc, skills=("vlechten",))
    take(make_release(KOK, version="2"))

    sofia.open(f"{LIST}{training.pk}/").press("Bewaar", place="Delft")

    training.refresh_from_db()
    assert (training.place, training.skills) == ("Delft", ["vlechten"])
    assert "Haar vlechten" in page.open(f"/opleidingen/{training.pk}/")
    assert "haar vlechten" in page.open("/opleidingen/")
    told = typed(training.provider, skills="haar vlechten")
    assert "‘haar vlechten’ kennen wij niet." in sofia.post(f"{LIST}nieuw/", told)


@pytest.mark.house_rule_off("html", reason="The form shows what was typed, NUL too.")
def test_a_strange_character_in_a_list_is_left_out_and_a_long_name_is_told_shortly(sofia, zhc):
    told = typed(make_school(zhc), skills=f"heftruck\0rijden\n{'x' * 4_000}", starts="gis\0teren")

    shown = sofia.post(f"{LIST}nieuw/", told)

    [skill, day] = shown.texts(".//div[@class='hint hint--wrong']")
    assert skill.startswith(f"De vaardigheid ‘{'x' * 60}’ kennen wij niet.")
    assert day.startswith("‘gis teren’ is geen dag.")


def test_skills_are_read_from_the_text_and_kept_only_after_somebody_looked(sofia, zhc):
    text = "U leert koken voor grote groepen, volgens HACCP."
    told = typed(make_school(zhc), name="Kok", description=text, skills="")

    shown = sofia.post(f"{LIST}nieuw/", told)

    assert "Wij lazen in de tekst welke vaardigheden het zijn." in shown
    assert "hygiëneregels voor eten (HACCP)" in shown.response.content.decode()
    assert not Training.objects.exists()

    shown.press("Zet op de website")
    assert set(Training.objects.get().skills) >= {"koken", "haccp"}


def test_lessons_in_dutch_may_name_no_skill_when_their_text_names_none(sofia, zhc):
    told = typed(
        make_school(zhc), name="Nederlands", description="U oefent met zinnen.", skills="",
        dutch_reached="a2",
    )  # fmt: skip

    shown = sofia.post(f"{LIST}nieuw/", told)

    assert "De opleiding staat op de website." in shown
    assert (Training.objects.get().skills, Training.objects.get().dutch_reached) == ([], "a2")


def test_a_wrong_form_keeps_what_was_typed_and_says_what_to_do(sofia, zhc):
    told = typed(make_school(zhc), skills="zwemmen als een vis", starts="morgen", cost="veel")

    shown = sofia.post(f"{LIST}nieuw/", told)

    assert "De vaardigheid ‘zwemmen als een vis’ kennen wij niet." in shown
    assert "‘morgen’ is geen dag. Schrijf een dag zoals 12 januari 2027." in shown
    assert "Vul een heel getal in van 0 tot en met 50000." in shown
    assert shown.texts(".//form//p[@role='alert']") == [
        "Er klopt nog iets niet. Hieronder staat wat."
    ]
    assert told["description"] in shown.response.content.decode()
    assert not Training.objects.exists()


def test_a_training_is_changed_withdrawn_and_brought_back(sofia, zhc):
    make_training(zhc)
    shown = sofia.open(LIST).click("Heftruckcertificaat")

    shown = shown.press("Bewaar", cost="310")
    assert "Bewaard." in shown
    assert Training.objects.get().cost == 310

    shown = shown.press("Trek in")
    assert "Deze opleiding is ingetrokken" in shown
    assert "Zet terug" in shown
    shown.press("Zet terug")
    assert Training.objects.get().ended_at is None


def test_what_a_colleague_wrote_about_a_training_meanwhile_is_not_lost(sofia, zhc):
    make_training(zhc)
    form = sofia.open(LIST).click("Heftruckcertificaat")
    sofia.open(LIST).click("Heftruckcertificaat").press("Bewaar", cost="310")

    shown = form.press("Bewaar", place="Delft")

    said = "Een collega veranderde deze opleiding net."
    assert shown.text.index(said) < shown.text.index("Wat er nu anders staat")
    assert "Prijs in hele euro's Nu: 310 Van u:" in shown
    assert shown.document.find(".//input[@name='place']").get("value") == "Delft"
    assert Training.objects.get().cost == 310
    shown.press("Bewaar")
    assert Training.objects.get().place == "Delft"


def test_a_training_that_a_colleague_withdrew_meanwhile_keeps_what_was_typed(sofia, zhc):
    make_training(zhc)
    form = sofia.open(LIST).click("Heftruckcertificaat")
    sofia.open(LIST).click("Heftruckcertificaat").press("Bewaar", cost="310").press("Trek in")

    shown = form.press("Bewaar", place="Delft")

    assert "Een collega trok deze opleiding net in, en veranderde haar misschien ook." in shown
    assert "Prijs in hele euro's Nu: 310 Van u:" in shown
    assert "Van u: Delft" in shown
    assert shown.document.find(".//input[@name='place']").get("value") == "Delft"
    assert "Bewaard." in shown.press("Zet terug en bewaar")
    training = Training.objects.get()
    assert (training.place, training.ended_at, training.ended_by) == ("Delft", None, "")


def test_only_what_differs_is_said_to_differ_however_it_was_typed(sofia, zhc):
    training = make_training(zhc, postcode4="2271", description="U leert rijden.\nEn laden.")
    form = sofia.open(LIST).click("Heftruckcertificaat")
    sofia.open(LIST).click("Heftruckcertificaat").press("Bewaar", cost="310")
    skills = form.document.find(".//textarea[@name='skills']").text.strip()

    shown = form.press(
        "Bewaar", description="U leert rijden.\r\nEn laden.\r\n", postcode4="2271 AB",
        skills=skills.replace("\n", "\r\n").upper(),
    )  # fmt: skip

    assert "Wat er nu anders staat" in shown
    assert shown.texts(".//section[@aria-labelledby='anders']//dt") == ["Prijs in hele euro's"]
    assert len(training.skills) > 1


def test_who_is_refused_for_another_reason_hears_of_no_colleague(sofia, zhc):
    make_training(zhc)
    form = sofia.open(LIST).click("Heftruckcertificaat")

    shown = form.press("Bewaar", starts="1 januari 2020", cost="310")

    assert Training.objects.get().cost != 310
    assert "Wat er nu anders staat" not in shown


def test_what_another_answer_may_ask_for_is_not_called_optional(sofia):
    labels = sofia.open(f"{LIST}nieuw/").texts(".//form//label")

    assert {"Vaardigheden", "Begint op", "Plaats"} <= set(labels)
    assert "Postcode (niet verplicht)" in labels


def test_the_list_tells_apart_what_is_open_over_and_withdrawn(sofia, zhc):
    make_training(zhc)

    assert "Op de website: 1" in sofia.open(LIST)
    with time_machine.travel("2040-01-01 12:00"):
        sofia.log_in(make_staff(zhc, "bram", "coordinator"))
        assert "Voorbij: 1" in sofia.open(f"{LIST}?stand=voorbij")


def test_the_training_of_another_region_does_not_exist(sofia):
    other = make_training(make_other_region())

    sofia.open(f"{LIST}{other.pk}/", status=404)
