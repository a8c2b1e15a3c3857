"""The editor's pages: karin changes a text, petra reads it, and both see what happens."""

import pytest
from django.db.models import F

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.catalogue.actions import publish_accepted_changes
from werkcentrum.catalogue.forms import RowsField
from werkcentrum.catalogue.models import ContentChange, ExampleQuestion, Service, Translation
from werkcentrum.catalogue.regionfolder.fields import OneOf, check_row
from werkcentrum.catalogue.regionfolder.reading import Problems, Row
from werkcentrum.catalogue.regionfolder.records import KINDS
from werkcentrum.core.testing import Page
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_other_region

pytestmark = pytest.mark.house_rule_off(
    "queries", reason="wie als eerste na een wijziging komt, leest alles van de regio een keer"
)
CV = "/medewerkers/inhoud/dienst/cv-hulp/"


def somebody(page: Page, region, name: str, role: str = "editor") -> Page:
    """The browser of a colleague, on the site of the region."""
    browser = page.at("zhc.test")
    browser.log_in(make_staff(region, name, role))
    return browser


@pytest.fixture
def karin(page, region) -> Page:
    return somebody(page, region, "karin")


@pytest.fixture
def petra(page, region) -> Page:
    return somebody(page, region, "petra", "publisher")


def make_questions(region, *found: ExampleQuestion) -> None:
    """Example questions of the help with a cv, on the website now."""
    for one in found:
        one.region, one.label = region, "cv-hulp"
    ExampleQuestion.objects.bulk_create(found)
    Region.objects.update(content_version=F("content_version") + 1)


def write(browser, title):
    return browser.open(CV).press("Bewaar als concept", title=title)


def test_karin_finds_a_service_and_sees_her_text_word_by_word(karin):
    shown = karin.open("/medewerkers/inhoud/").click("Diensten").click("Hulp bij uw cv")
    assert shown.heading == "Hulp bij uw cv"

    shown = shown.press("Bewaar als concept", title="Hulp bij uw brief")

    assert "Uw tekst is bewaard. Bezoekers zien die nog niet." in shown
    assert shown.texts(".//del") == ["weg: cv"]
    assert shown.texts(".//ins") == ["nieuw: brief"]


@pytest.mark.slow
def test_a_text_goes_from_karin_by_petra_to_the_visitor(karin, petra, page, region):
    write(karin, "Hulp bij uw brief").press("Laat een ander dit lezen")

    shown = petra.open("/medewerkers/inhoud/").click("Hulp bij uw cv")
    shown = shown.press("Zet op de website")
    assert "De tekst gaat nu naar de website." in shown
    assert shown.page.open(shown.address).response.headers["Refresh"]
    publish_accepted_changes(at=MONDAY_MORNING)

    assert page.at("zhc.test").open("/diensten/cv-hulp/").heading == "Hulp bij uw brief"
    assert "Versie 1, op de website gezet door petra@werk.example." in petra.open(shown.address)


def test_karin_has_no_button_to_publish_and_no_way_around_it(karin, petra):
    write(petra, "Hulp bij uw brief").press("Laat een ander dit lezen")
    [change] = ContentChange.objects.all()

    shown = karin.open(f"/medewerkers/inhoud/wijziging/{change.pk}/")
    assert "Zet op de website" not in shown
    karin.send(f"/medewerkers/inhoud/wijziging/{change.pk}/plaatsen/", status=404)


def test_petra_cannot_publish_what_she_wrote_herself(petra):
    shown = write(petra, "Hulp bij uw brief").press("Laat een ander dit lezen")

    assert "Een ander dan de schrijver zet een tekst op de website." in shown
    shown = petra.send(shown.address + "plaatsen/")
    assert ContentChange.objects.get().state == "offered"


def test_petra_sends_a_text_back_and_karin_reads_why(karin, petra):
    shown = write(karin, "Hulp bij uw brief").press("Laat een ander dit lezen")

    petra.open(shown.address).press("Stuur terug", reason="Noem ook het cv.")

    assert "Noem ook het cv." in karin.open(shown.address)


def test_karin_finds_the_translations_of_a_text_that_changed(karin, region):
    Translation.objects.create(
        region=region, language="pl", context="service:cv-hulp:title", source="Ouder Nederlands",
        text="Pomoc z CV",
    )  # fmt: skip

    shown = karin.open("/medewerkers/gezondheid/").click("1 verouderd")

    assert shown.texts(".//ul[@class='record-list']/li") == ["pl: Hulp bij uw cv"]


def test_petra_reads_the_dutch_beside_a_translation_that_is_said_to_fit(karin, petra, region):
    Translation.objects.create(
        region=region, language="pl", context="service:cv-hulp:title", source="Ouder Nederlands",
        text="Pomoc z CV",
    )  # fmt: skip
    shown = karin.open("/medewerkers/inhoud/vertaling/pl/service:cv-hulp:title/")
    assert "Past de vertaling nog? Bewaar haar dan zoals zij is." in shown
    shown = shown.press("Bewaar als concept").press("Laat een ander dit lezen")

    shown = petra.open(shown.address)

    assert shown.texts(".//p[@class='original']") == ["Hulp bij uw cv", "Pomoc z CV"]
    assert shown.document.find(".//p[@lang='pl']").get("dir") == "auto"


def test_petra_reads_the_dutch_beside_new_words_of_a_translation(karin, petra):
    shown = karin.open("/medewerkers/inhoud/vertaling/pl/service:cv-hulp:title/")
    shown = shown.press("Bewaar als concept", text="Pomoc").press("Laat een ander dit lezen")

    shown = petra.open(shown.address)

    assert shown.texts(".//p[@class='original']") == ["Hulp bij uw cv"]
    assert shown.texts(".//ins") == ["nieuw: Pomoc"]


def test_a_language_that_is_not_there_narrows_nothing_down(karin):
    everything = karin.open("/medewerkers/inhoud/vertaling/", zoek="hulp bij uw cv")

    shown = karin.open("/medewerkers/inhoud/vertaling/", taal="xx", zoek="hulp bij uw cv")

    rows = ".//ul[@class='record-list']/li"
    assert shown.texts(rows) == everything.texts(rows) != []


def test_an_arabic_text_is_written_from_right_to_left(karin):
    shown = karin.open("/medewerkers/inhoud/vertaling/ar/service:cv-hulp:title/")

    [field] = shown.document.iterfind(".//textarea[@name='text']")
    assert (field.get("lang"), field.get("dir")) == ("ar", "auto")


def test_karin_sees_the_translations_in_one_language(karin):
    shown = karin.open("/medewerkers/inhoud/vertaling/", taal="uk", zoek="hulp bij uw cv")

    assert shown.texts(".//ul[@class='record-list']/li") == ["uk: Hulp bij uw cv"]


def test_a_long_text_is_listed_up_to_a_word_that_is_whole(karin, region):
    Service.objects.filter(region=region, key="cv-hulp").update(
        summary="Hulp bij uw cv, bij uw brief en bij het gesprek. "
        "Het is gratis en u hoeft zich niet te melden."
    )
    Region.objects.update(content_version=F("content_version") + 1)

    shown = karin.open("/medewerkers/inhoud/vertaling/", taal="uk", zoek="het is gratis")

    listed = [
        "uk: Hulp bij uw cv, bij uw brief en bij het gesprek. Het is gratis en u hoeft zich …"
    ]
    assert shown.texts(".//ul[@class='record-list']/li") == listed
    by_its_end = karin.open("/medewerkers/inhoud/vertaling/", taal="uk", zoek="niet te melden")
    assert by_its_end.texts(".//ul[@class='record-list']/li") == listed


def test_a_long_text_of_one_word_is_listed_with_its_beginning(karin, region):
    Service.objects.filter(region=region, key="cv-hulp").update(summary="w" * 100)
    Region.objects.update(content_version=F("content_version") + 1)

    shown = karin.open("/medewerkers/inhoud/vertaling/", taal="uk", zoek="w" * 80)

    assert shown.texts(".//ul[@class='record-list']/li") == [f"uk: {'w' * 80} …"]


def test_the_field_for_many_example_questions_is_tall_and_for_a_few_numbers_low(karin, region):
    def rows(path, name):
        shown = karin.open(f"/medewerkers/inhoud/{path}/")
        [field] = shown.document.iterfind(f".//textarea[@name='{name}']")
        return int(field.get("rows"))

    text = [f"wie kijkt mijn cv na, vraag {number}" for number in range(40)]
    make_questions(region, *(ExampleQuestion(text=one, lang="nl") for one in text))

    assert rows("vragen/cv-hulp", "questions") == 24
    assert rows("noodhulp/violence", "contacts") < 10


def test_a_reason_is_needed_to_send_something_back(karin, petra):
    shown = write(karin, "Hulp bij uw brief").press("Laat een ander dit lezen")

    shown = petra.open(shown.address).press("Stuur terug", reason=" ")

    assert shown.heading == "Hulp bij uw cv"
    assert ContentChange.objects.get().state == "offered"


def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(karin):
    shown = karin.open(CV).press("Bewaar als concept", title="x" * 71, first_step="Bel ons.")

    assert "Dit is te lang: 71 tekens, 70 mag." in shown
    assert "Bel ons." in shown.response.content.decode()
    assert not ContentChange.objects.exists()


def test_of_a_mistake_in_a_list_karin_reads_the_line_and_the_column(karin):
    shown = karin.open("/medewerkers/inhoud/vragen/cv-hulp/")
    shown = shown.press("Bewaar als concept", questions="mijn cv | klingon\n | nl")

    assert "Regel 1, taal: kies een van: nl, en, " in shown
    assert "Regel 2, vraag: dit veld is verplicht; vul het in." in shown


def test_the_words_to_choose_from_are_those_that_karin_types(karin):
    shown = karin.open("/medewerkers/inhoud/vragen/cv-hulp/")
    shown = shown.press("Bewaar als concept", questions="mijn cv | nl | kreet")

    assert "Regel 1, stijl: kies een van: vraag, trefwoord, " in shown


def test_karin_saves_the_question_of_somebody_who_learns_dutch(karin, region):
    make_questions(region, ExampleQuestion(text="ik wil cv", lang="nl", style="learner"))
    shown = karin.open("/medewerkers/inhoud/vragen/cv-hulp/")

    shown = shown.press("Bewaar als concept")

    [change] = ContentChange.objects.all()
    assert {"text": "ik wil cv", "lang": "nl", "style": "learner"} in change.data["questions"]
    assert change.data == change.base
    assert "Er is nog niets veranderd." in shown


@pytest.mark.parametrize("typed", ["Ja", "JA", "yes", "ja", "true"])
def test_yes_is_read_however_somebody_writes_it(typed):
    field = RowsField(KINDS["tijden"].rows["holidays"])

    [row] = field.clean(f"2025-12-25 | Kerst | {typed}")

    assert check_row(Row("", 1, row), field.spec, Problems())["closed"] is True


@pytest.mark.parametrize(
    ("spec", "name", "choice"),
    [
        pytest.param(spec, name, choice, id=f"{kind.name}-{name}-{choice}")
        for kind in KINDS.values()
        for spec in kind.rows.values()
        for name, rule in spec.items()
        if isinstance(rule.check, OneOf)
        for choice in rule.check.choices
    ],
)
def test_every_word_to_choose_from_is_shown_and_read_again(spec, name, choice):
    field = RowsField({name: spec[name]})

    assert field.clean(field.prepare_value([{name: choice}])) == [{name: choice}]


def test_karin_reads_the_line_that_she_counts_empty_lines_too(karin):
    shown = karin.open("/medewerkers/inhoud/vragen/cv-hulp/")

    shown = shown.press("Bewaar als concept", questions="mijn cv\n\nmijn brief | klingon")

    assert "Regel 3, taal: kies een van: " in shown


def test_of_a_wrong_number_for_emergencies_karin_reads_the_line(karin):
    shown = karin.open("/medewerkers/inhoud/noodhulp/violence/").press(
        "Bewaar als concept", contacts="Direct gevaar | 112\n\nVeilig Thuis | geen",
        checked_on="2025-12-01",
    )  # fmt: skip

    assert "Regel 3, telefoon: " in shown


@pytest.mark.slow
def test_when_the_text_changed_meanwhile_karin_sees_both_and_keeps_hers(karin, petra, region):
    before = karin.open(CV)
    shown = write(petra, "Uw cv").press("Laat een ander dit lezen")
    joke = somebody(petra, region, "joke", "publisher")
    joke.open(shown.address).press("Zet op de website")
    publish_accepted_changes(at=MONDAY_MORNING)

    shown = before.press("Bewaar als concept", title="Hulp bij uw brief")

    assert "De tekst is intussen veranderd." in shown
    assert "weg: Uw" in shown.texts(".//del")
    assert not ContentChange.objects.filter(state="draft").exists()
    shown = shown.press("Bewaar als concept")
    assert ContentChange.objects.get(state="draft").data["title"] == "Hulp bij uw brief"


def test_karin_sees_that_a_colleague_writes_too(karin, petra):
    write(petra, "Uw cv")

    shown = karin.open(CV)

    assert "Een ander schrijft hier ook aan" in shown
    assert "petra@werk.example" in shown


@pytest.mark.parametrize(
    "address",
    ["dienst/bestaat-niet/", "bestaat-niet/", "afwijking/wassenaar/"],
)
def test_what_is_not_there_is_not_found(karin, address):
    karin.open(f"/medewerkers/inhoud/{address}", status=404)


def test_an_editor_of_another_region_finds_nothing_here(page, region, karin):
    shown = write(karin, "Hulp bij uw brief")
    bram = page.at("zhc.test")
    bram.log_in(make_staff(make_other_region(), "bram"))

    for address in ("/medewerkers/inhoud/", CV, shown.address):
        bram.open(address, status=404)


@pytest.mark.parametrize("kind", ["vragen", "afwijking", "noodhulp", "dienst"])
def test_every_form_sends_back_what_it_was_given(karin, kind):
    """Nothing changes by opening a form and saving it: no field falls off."""
    shown = karin.open(f"/medewerkers/inhoud/{kind}/")
    address = next(
        url
        for url in shown.links.values()
        if url.startswith(f"{shown.address}") and url != shown.address
    )
    form = karin.open(address)

    shown = form.press("Bewaar als concept")

    [change] = ContentChange.objects.all()
    assert change.data == change.base
    assert "Er is nog niets veranderd." in shown
