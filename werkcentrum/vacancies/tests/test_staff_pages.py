"""An account manager writes down what an employer offers; a colleague puts it on the website."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.tests.make import (
    make_draft,
    make_published,
    make_received,
    make_submitted,
    typed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LIST = "/medewerkers/vacatures/"


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def karin(page, zhc):
    page.log_in(make_staff(zhc, "karin", "employer_manager"))
    return page


@pytest.fixture
def colleague(page, zhc):
    page = page.at("testserver")
    page.log_in(make_staff(zhc, "bram", "coordinator"))
    return page


def test_from_what_the_employer_says_to_the_website(karin, colleague):
    shown = karin.open(f"{LIST}nieuw/").press("Bewaar als concept", **typed())
    assert shown.heading == "Bakker"
    assert "Wij vonden geen woorden die mensen uitsluiten." in shown

    shown = shown.press("Zet klaar voor de website")
    assert "Vraag een collega om die te lezen" in shown

    colleague.open(LIST).click("Bakker").press("Zet op de website")

    vacancy = Vacancy.objects.get()
    assert vacancy.state == State.PUBLISHED
    assert (vacancy.postcode4, vacancy.hours) == ("2271", (24, 36))


def test_above_a_long_form_stands_that_something_below_is_not_right_yet(karin):
    form = karin.open(f"{LIST}nieuw/")
    assert "Er klopt nog iets niet." not in form

    shown = form.press("Bewaar als concept", **typed(title=""))

    assert shown.texts(".//form//p[@role='alert']") == [
        "Er klopt nog iets niet. Hieronder staat wat."
    ]
    assert not Vacancy.objects.exists()


def test_words_that_leave_people_out_are_shown_with_the_law_before_publishing(karin):
    text = "Wij zoeken een jonge vrouw. U komt in een jong team."
    shown = karin.open(f"{LIST}nieuw/").press("Bewaar als concept", **typed(description=text))

    assert "Dit mag meestal niet: ‘zoeken een jonge vrouw’" in shown
    assert "Let op: ‘jong team’" in shown
    assert "Wet gelijke behandeling van mannen en vrouwen, artikel 3" in shown

    shown = shown.press("Zet klaar voor de website")
    assert "Verander de tekst, of schrijf op waarom dit volgens de wet mag." in shown
    shown = shown.press("Zet klaar voor de website", reason="Het is een rol in een toneelstuk.")
    assert "Het is een rol in een toneelstuk." in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Schrijf op welk werk het is."),
        ({"postcode4": "227"}, "Een postcode heeft vier cijfers"),
        ({"hours_min": "70"}, "Vul een getal in van 0 tot en met 60."),
        ({"hours_min": "", "hours_max": "0"}, "Vul een getal in van 1 tot en met 60."),
        ({"hours_max": "10"}, "Dit is minder dan het minste aantal uren."),
        ({"is_level_by_law": "on"}, "Kies het niveau dat de wet eist."),
        ({"apply_to": "korst"}, "Dit is geen e-mailadres."),
        ({"apply_to": ""}, "Schrijf op waar iemand solliciteert."),
        ({"apply_by": "phone"}, "Schrijf een telefoonnummer op"),
        ({"apply_by": "website", "apply_to": "ftp://korst.example"}, "begint met https://"),
        ({"apply_by": "werkcentrum"}, "Laat dit leeg"),
        ({"closes_on": ""}, "Kies een dag."),
    ],
)
def test_bad_input_is_said_and_what_was_typed_stays(karin, wrong, said):
    shown = karin.post(f"{LIST}nieuw/", typed(**wrong))

    assert said in shown
    assert "Bakkerij Korst" in [e.get("value") for e in shown.document.iter("input")]
    assert not Vacancy.objects.exists()


def test_a_form_to_change_holds_everything_that_was_said(karin, zhc):
    licences = ["B", "C"]
    said = typed(licences=licences, is_irregular="ja", level="4", dutch_level="a2",
                 contract="permanent", salary="16 euro", is_learning_place="on")  # fmt: skip
    karin.post(f"{LIST}nieuw/", said)
    before = Vacancy.objects.values().get()

    vacancy = Vacancy.objects.get()
    karin.open(f"{LIST}{vacancy.pk}/wijzigen/").press("Bewaar als concept", is_learning_place="on")

    assert Vacancy.objects.values().get() == before | {
        "changed_at": Vacancy.objects.get().changed_at
    }
    assert (vacancy.licences, vacancy.is_irregular) == (licences, True)


def test_a_vacancy_is_closed_with_how_it_ended(karin, zhc):
    vacancy = make_published(zhc)
    address = f"{LIST}{vacancy.pk}/"

    assert "Kies hoe het afliep." in karin.open(address).press("Sluit")
    shown = karin.open(address).press("Sluit", outcome="filled_by_us")

    assert "vervuld door iemand via het Werkcentrum" in shown
    assert Vacancy.objects.get().state == State.CLOSED


def test_somebody_who_takes_it_back_can_change_it(karin, zhc):
    vacancy = make_published(zhc)

    karin.open(f"{LIST}{vacancy.pk}/").press("Neem terug om te wijzigen")
    karin.open(f"{LIST}{vacancy.pk}/wijzigen/").press("Bewaar als concept", title="Banketbakker")

    assert Vacancy.objects.get().title == "Banketbakker"


def test_what_is_on_the_website_is_not_changed_behind_the_back_of_a_colleague(karin, zhc):
    vacancy = make_published(zhc)

    shown = karin.post(f"{LIST}{vacancy.pk}/wijzigen/", typed(title="Iets anders"))

    assert "Dat kan niet met een vacature die ‘op de website’ is." in shown
    assert Vacancy.objects.get().title == "Bakker"


def test_a_probable_double_is_marked_in_the_list_and_shown_on_the_page(karin, zhc):
    make_draft(zhc, title="Kok", description="Kort.")
    own = make_draft(zhc)
    make_draft(zhc, title="Bakker m/v", employer_name="Bakkerij Korst BV")

    shown = karin.open(LIST, stand="draft")
    assert len(shown.texts(".//tbody//span[@class='tag tag--off']")) == 2
    shown = karin.open(f"{LIST}{own.pk}/")
    assert "Bakker m/v, Bakkerij Korst BV, Voorburg" in shown.links


def test_a_coordinator_publishes_and_writes_nothing(colleague, zhc):
    vacancy = make_submitted(zhc)

    colleague.open(f"{LIST}nieuw/", status=404)
    colleague.post(f"{LIST}{vacancy.pk}/sluiten/", {"outcome": "filled"}, status=404)
    assert "Schrijf een vacature op" not in colleague.open(LIST).links


def test_the_list_costs_the_same_for_one_or_many(karin, zhc, queries):
    make_submitted(zhc)
    with queries.at_most(12):
        karin.open(LIST)
    for number in range(12):
        make_submitted(zhc, title=f"Kok {number}")
    with queries.at_most(12):
        karin.open(LIST)


def test_nobody_of_another_region_sees_it(page, zhc):
    vacancy, neighbours = make_submitted(zhc), make_other_region()
    page = page.at("haaglanden.test")
    page.log_in(make_staff(neighbours, "bo", "employer_manager"))

    page.open(f"{LIST}{vacancy.pk}/", status=404)
    page.post(f"{LIST}{vacancy.pk}/publiceren/", {}, status=404)
    assert "Bakker" not in page.open(LIST, stand="to_check")


def test_what_one_of_two_colleagues_left_open_is_said_in_words(karin, zhc):
    vacancy = make_draft(zhc)
    form = karin.open(f"{LIST}{vacancy.pk}/wijzigen/")
    karin.open(f"{LIST}{vacancy.pk}/wijzigen/").press("Bewaar als concept", salary="volgens de cao")

    shown = form.press("Bewaar als concept", salary="")

    assert "Van u: niet gezegd" in shown


def test_what_a_colleague_wrote_meanwhile_is_not_lost_and_neither_is_what_was_typed(karin, zhc):
    vacancy = make_draft(zhc)
    form = karin.open(f"{LIST}{vacancy.pk}/wijzigen/")
    karin.open(f"{LIST}{vacancy.pk}/wijzigen/").press("Bewaar als concept", place="Leidschendam")

    shown = form.press("Bewaar als concept", title="Banketbakker")

    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.place) == ("Bakker", "Leidschendam")
    assert "Iemand anders veranderde deze vacature net." in shown
    assert shown.texts(".//section[@aria-labelledby='intussen']//dd") == [
        "Nu: Bakker", "Van u: Banketbakker", "Nu: Leidschendam", "Van u: Voorburg",
    ]  # fmt: skip

    shown.press("Bewaar als concept")

    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.place) == ("Banketbakker", "Voorburg")


def test_having_the_text_read_does_not_say_that_the_words_of_a_colleague_were_seen(karin, zhc):
    vacancy = make_draft(zhc)
    form = karin.open(f"{LIST}{vacancy.pk}/wijzigen/")
    karin.open(f"{LIST}{vacancy.pk}/wijzigen/").press("Bewaar als concept", place="Leidschendam")

    form.press("Lees de tekst").press("Bewaar als concept", title="Banketbakker")

    vacancy.refresh_from_db()
    assert vacancy.place == "Leidschendam"


def test_the_list_tells_what_an_employer_sent_in_and_shows_only_that(karin, zhc):
    make_submitted(zhc, title="Kok")
    make_received(zhc, title="Slager")
    of_a_source = make_submitted(zhc, title="Lasser")
    Vacancy.objects.filter(pk=of_a_source.pk).update(source="bron", source_id="1")

    def listed(shown):
        return dict(
            zip(shown.texts(".//tbody/tr/th/a"), shown.texts(".//tbody/tr/td[4]"), strict=True)
        )

    shown = karin.open(LIST)
    assert listed(shown) == {
        "Kok": "hier opgeschreven", "Slager": "van de werkgever", "Lasser": "bron",
    }  # fmt: skip
    assert shown.links["Ingestuurd door een werkgever"] == "?stand=to_check&van=werkgever"
    sent_in = karin.open(LIST, stand="to_check", van="werkgever")
    assert [*listed(sent_in)] == ["Slager"]
    assert "Wacht op een collega: 1" in sent_in
    assert sent_in.links["Concept: 0"] == "?stand=draft&van=werkgever"
    assert [*listed(karin.open(LIST, van="hier"))] == ["Kok"]
    assert len(listed(karin.open(LIST, van="iets anders"))) == 3


def test_after_the_contact_of_the_employer_is_gone_it_still_was_sent_in(karin, zhc):
    make_received(zhc, title="Slager").delete()

    assert "Slager" in karin.open(LIST, van="werkgever")
