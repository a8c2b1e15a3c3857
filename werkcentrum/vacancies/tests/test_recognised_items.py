"""What is recognised in the text of a vacancy is confirmed by a person, on the same page."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.testing import _filled_in
from werkcentrum.partners.tests.make import make_municipality, make_postcode, make_region
from werkcentrum.skills.releases import ConceptRow
from werkcentrum.skills.tests.make import KOK, make_release, take
from werkcentrum.vacancies import queries
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.tests.make import content, make_draft, make_published, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
NEW = "/medewerkers/vacatures/nieuw/"
SAVE, READ = "Bewaar als concept", "Lees de tekst"
TEXT = (
    "U kookt in Voorburg voor dertig mensen en maakt de keuken schoon. Het is 24 tot 32 uur per "
    "week, ook in het weekend. U hebt mbo niveau 2 en rijbewijs B. Nederlands op A2-niveau is "
    "genoeg."
)


@pytest.fixture
def zhc():
    region = make_region()
    make_postcode(make_municipality(region))
    return region


@pytest.fixture
def karin(page, zhc):
    page.log_in(make_staff(zhc, "karin", "employer_manager"))
    return page


def cook(**others):
    values = {"title": "Kok", "description": TEXT, "place": "", "hours_min": "", "hours_max": ""}
    return typed(**(values | others))


def filled_in(shown):
    """What the form would send as it stands."""
    form, _button = shown._form_with(SAVE)
    return _filled_in(form)


def test_the_page_proposes_what_it_reads_with_the_words_that_led_to_it(karin):
    shown = karin.open(NEW).press(READ, **cook())

    assert "kok (er staat: ‘Kok’)" in shown
    assert "Uren in de week: 24 tot 32 (er staat: ‘24 tot 32 uur per week’)" in shown
    assert "Niveau: mbo, havo of vwo (er staat: ‘mbo niveau 2’)" in shown
    assert "Avond, nacht of weekend: ja (er staat: ‘weekend’)" in shown
    assert "Rijbewijs: B (er staat: ‘rijbewijs B’)" in shown
    assert "Nederlands: A2" in shown
    assert "Plaats: Voorburg" in shown


def test_reading_keeps_what_was_typed_stores_nothing_and_finds_no_fault(karin):
    shown = karin.open(NEW).press(READ, **cook(apply_to="korst"))

    kept = filled_in(shown)
    assert (kept["title"], kept["apply_to"], kept["description"]) == ("Kok", "korst", TEXT)
    assert "Dit is geen e-mailadres." not in shown
    assert not Vacancy.objects.exists()


def test_only_what_was_ticked_is_kept(karin):
    shown = karin.open(NEW).press(READ, **cook())
    shown.press(
        SAVE, **cook(),
        begrippen=["kok", "koken"], overnemen=["hours:24-32", "licence:B", "place:Voorburg"],
    )  # fmt: skip

    vacancy = Vacancy.objects.get()
    assert vacancy.concepts == ["kok", "koken"]
    assert (vacancy.hours, vacancy.licences, vacancy.place) == ((24, 32), ["B"], "Voorburg")
    assert (vacancy.level, vacancy.is_irregular, vacancy.dutch_level) == ("", None, "")


def test_nothing_is_ticked_for_somebody(karin):
    shown = karin.open(NEW).press(READ, **cook(place="Voorburg"))
    shown.press(SAVE, **cook(place="Voorburg"))

    vacancy = Vacancy.objects.get()
    assert (vacancy.concepts, vacancy.hours) == ([], None)


def test_a_tick_stays_when_something_else_is_wrong(karin):
    shown = karin.open(NEW).press(SAVE, **cook(apply_to="korst"), begrippen=["kok"],
                                  overnemen=["hours:24-32"])  # fmt: skip

    assert "Dit is geen e-mailadres." in shown
    kept = filled_in(shown)
    assert (kept["begrippen"], kept["hours_min"], kept["hours_max"]) == (["kok"], "24", "32")


def test_what_was_confirmed_before_stands_ticked_and_can_be_taken_away(karin, zhc):
    vacancy = make_draft(zhc, concepts=("bakker", "excel"))

    shown = karin.open(f"/medewerkers/vacatures/{vacancy.pk}/wijzigen/")
    assert "(eerder aangevinkt)" in shown
    shown.press(SAVE, begrippen=["bakker"])

    vacancy.refresh_from_db()
    assert vacancy.concepts == ["bakker"]


def test_what_left_the_list_after_it_was_confirmed_stays_and_is_not_lost_by_a_change(karin, zhc):
    uri = "https://linkeddata.competentnl.nl/uwv/id/occupation/a1"
    braider = ConceptRow("1", "occupation", "a1", "vlechter", "vlechter", competentnl=uri)
    braiding = ConceptRow("2", "skill", "b1", "vlechten", "haar vlechten", kind="skill")
    take(make_release(KOK, braider, braiding))
    vacancy = make_draft(zhc, concepts=("kok", "vlechter", "vlechten"))

    take(make_release(KOK, version="2"))

    page = f"/medewerkers/vacatures/{vacancy.pk}/"
    assert "Beroep kok, vlechter Wat iemand moet kunnen haar vlechten" in karin.open(page)
    assert [one.address for one in queries.confirmed(vacancy).occupations] == ["", uri]
    karin.open(f"{page}wijzigen/").press(SAVE, title="Vlechter")
    vacancy.refresh_from_db()
    assert vacancy.concepts == ["kok", "vlechter", "vlechten"]
    karin.open(NEW).press(SAVE, **cook(place="Delft"), begrippen=["kok", "vlechter"])
    assert Vacancy.objects.get(title=cook()["title"]).concepts == ["kok"]


def test_a_concept_that_nobody_knows_is_not_kept(karin):
    karin.open(NEW).press(SAVE, **cook(place="Delft"), begrippen=["kok", "geheim", "ge\0heim"])
    assert Vacancy.objects.get().concepts == ["kok"]


def test_a_tick_that_was_tampered_with_is_judged_as_typed(karin):
    shown = karin.open(NEW).press(SAVE, **cook(place="Delft"), overnemen=["level:9", "wat:is"])
    assert "Kies iets uit de lijst." in shown
    assert not Vacancy.objects.exists()


def test_staff_see_what_was_confirmed(karin, zhc):
    vacancy = make_published(zhc, concepts=("bakker", "excel"))
    shown = karin.open(f"/medewerkers/vacatures/{vacancy.pk}/")
    assert "Beroep bakker" in shown
    assert "Wat iemand moet kunnen" in shown


def test_confirming_is_no_change_at_the_source():
    assert content().digest == content(concepts=("bakker",)).digest
