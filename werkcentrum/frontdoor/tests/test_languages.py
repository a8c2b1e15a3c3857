"""The same pages in six languages: the address says which, and nothing else does."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from werkcentrum.catalogue.models import Translation
from werkcentrum.catalogue.queries import dutch_texts
from werkcentrum.core.memory import forget_everything
from werkcentrum.frontdoor.urls import machine_pages

OTHERS = [code for code, _name in settings.LANGUAGES if code != "nl"]
OWN_NAMES = [name for _code, name in settings.LANGUAGES]


WARNINGS = {
    "is_unreviewed": gettext_lazy(
        "Deze vertaling is nog niet nagekeken door iemand die deze taal als moedertaal heeft."
    ),
    "is_stale": gettext_lazy("De Nederlandse tekst is nieuwer dan deze vertaling."),
}


def say_everything(region, *, reviewed_on: date) -> None:
    """Every text of the region in something like Ukrainian, read by a native speaker."""
    Translation.objects.bulk_create(
        Translation(
            region=region,
            language="uk",
            context=context,
            source=dutch,
            text=f"uk: {dutch}",
            reviewed_by="vertaler",
            reviewed_on=reviewed_on,
        )
        for context, dutch in dutch_texts(region).items()
    )
    # The catalogue was read to see what there is to say.
    forget_everything()


def languages(shown) -> dict[str, str]:
    """Where each language in the head of the page leads."""
    found = shown.document.iterfind(".//nav[@class='languages']//a")
    return {link.get("lang"): link.get("href") for link in found}


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_is_in_the_language_of_its_address(page, region, code):
    shown = page.open(f"/{code}/over/")

    assert shown.document.get("lang") == code
    assert shown.document.get("dir") == ("rtl" if code == "ar" else "ltr")
    assert shown.response.headers["Content-Language"] == code


def test_an_address_without_a_language_is_dutch_whatever_the_browser_prefers(page, region):
    page._client.defaults["HTTP_ACCEPT_LANGUAGE"] = "uk, ar;q=0.8"
    page._client.cookies["django_language"] = "pl"

    shown = page.open("/over/")

    assert shown.document.get("lang") == "nl"
    assert "Accept-Language" not in shown.response.headers.get("Vary", "")


def test_everybody_finds_their_language_in_their_own_script(page, region):
    shown = page.open("/onderwerpen/")

    links = shown.document.findall(".//nav[@class='languages']//a")
    assert [link.text for link in links] == OWN_NAMES
    assert [link.get("lang") for link in links] == ["nl", *OTHERS]
    assert [link.get("aria-current") for link in links] == ["true", *[None] * len(OTHERS)]


def test_another_language_leads_to_the_same_page_and_back(page, region):
    ukrainian = page.open(languages(page.open("/diensten/cv-hulp/", gemeente="wassenaar"))["uk"])

    assert ukrainian.address == "/uk/diensten/cv-hulp/?gemeente=wassenaar"
    assert languages(ukrainian)["nl"] == "/diensten/cv-hulp/?gemeente=wassenaar"


def test_who_reads_on_stays_in_the_language(page, region):
    links = page.open("/tr/").links.values()

    ours = [href for href in links if href.startswith("/") and not href.startswith("/tr/")]
    assert set(ours) == {f"/{code}/" for code in OTHERS if code != "tr"} | {"/"}


def test_the_question_and_the_filters_go_along(page, region):
    asked = page.open("/antwoord/", q="hulp met mijn cv", plaats="2271", thema="werk-zoeken")

    arabic = asked.press("العربية")

    assert arabic.address == (
        "/ar/antwoord/?q=hulp+met+mijn+cv&plaats=2271&thema=werk-zoeken&taal=ar"
    )
    assert arabic.press("Türkçe").address == arabic.address.replace("ar", "tr")


def test_a_question_stands_once_in_the_choice_of_a_language(page, region):
    asked = page.open("/antwoord/", q="hulp met mijn cv", taal="nl")

    nav = asked.document.find(".//nav[@class='languages']")
    assert [field.get("name") for field in nav.iter("input")] == ["q"]
    assert [button.get("lang") for button in nav.iter("button")] == ["nl", *OTHERS]
    assert [button.get("aria-current") for button in nav.iter("button")][:2] == ["true", None]


def test_a_question_in_another_language_is_kept_once(page, region, spooled):
    asked = page.open("/antwoord/", q="hulp met mijn cv")
    asked.press("English")

    assert len(spooled()) == 1


def test_search_engines_are_told_where_each_language_stands(page, region):
    shown = page.open("/pl/privacy/")

    found = shown.document.findall(".//link[@rel='alternate']")
    assert {link.get("hreflang"): link.get("href") for link in found} == {
        "nl": "http://testserver/privacy/",
        **{code: f"http://testserver/{code}/privacy/" for code in OTHERS},
    }
    canonical = shown.document.find(".//link[@rel='canonical']")
    assert canonical.get("href") == "http://testserver/pl/privacy/"


@pytest.mark.parametrize("address", ["/uk/bestaat-niet/", "/uk/diensten/bestaat-niet/"])
def test_a_page_that_is_not_there_says_so_in_the_language(page, region, address):
    shown = page.open(address, status=404)

    assert shown.document.get("lang") == "uk"
    assert shown.document.find(".//link[@rel='alternate']") is None


@pytest.mark.parametrize("address", ["/nl/over/", "/de/over/", "/UK/over/", "/uk-ua/over/"])
def test_a_language_that_we_do_not_have_is_no_address(page, region, address):
    assert page.open(address, status=404).document.get("lang") == "nl"


@pytest.mark.house_rule_off("cookies", reason="the page where staff log in sets one")
def test_pages_for_machines_and_for_staff_have_one_address(page, region):
    for pattern in machine_pages:
        page.open(f"/en{reverse(pattern.name)}", status=404)
    page.open("/en/beheer/", status=404)
    page.open("/en/medewerkers/inloggen/", status=404)
    assert languages(page.open("/medewerkers/inloggen/")) == {}


def test_a_stored_page_is_not_given_to_a_reader_of_another_language(page, region):
    for _visit in range(2):
        for code in OTHERS:
            shown = page.at("testserver").open(f"/{code}/")
            assert shown.document.get("lang") == code
            assert shown.response.headers["Content-Language"] == code
        assert page.at("testserver").open("/").document.get("lang") == "nl"


class TestAQuestionInAnotherLanguage:
    """Who asks in their own language reads the answer in it."""

    UKRAINIAN = "я шукаю роботу в Нідерландах"

    def test_the_answer_is_in_the_language_of_the_question(self, page, region):
        shown = page.open("/antwoord/", q=self.UKRAINIAN)

        assert shown.document.get("lang") == "uk"
        assert shown.response.headers["Content-Language"] == "uk"

    def test_who_reads_on_stays_in_that_language(self, page, region):
        shown = page.open("/antwoord/", q=self.UKRAINIAN)

        services = [href for href in shown.links.values() if "/diensten/" in href]
        assert services
        assert all(href.startswith("/uk/") for href in services)

    def test_who_reads_dutch_goes_to_dutch_and_stays_there(self, page, region):
        dutch = page.open("/antwoord/", q=self.UKRAINIAN).click("Lees dit in het Nederlands")

        assert dutch.document.get("lang") == "nl"
        assert dutch.press("werkgever").document.get("lang") == "nl"

    def test_an_address_in_another_language_keeps_it(self, page, region):
        shown = page.open("/tr/antwoord/", q=self.UKRAINIAN)

        assert shown.document.get("lang") == "tr"
        assert "Lees dit in het Nederlands" not in shown

    @pytest.mark.parametrize(
        "asked", ["робота", "ich suche eine neue Arbeit", "я ищу работу в этом городе", "cv maken"]
    )
    def test_one_word_and_a_language_that_we_do_not_have_get_dutch(self, page, region, asked):
        assert page.open("/antwoord/", q=asked).document.get("lang") == "nl"

    def test_in_danger_the_page_is_in_the_language_too_and_help_comes_first(self, page, region):
        shown = page.open("/ar/antwoord/", q="زوجي يضربني كل يوم")

        assert shown.document.get("dir") == "rtl"
        main = shown.document.find(".//main")
        assert main[0].find(".//section[@class='danger']") is not None


def test_what_was_shown_in_one_language_is_not_shown_in_another(page, region):
    say_everything(region, reviewed_on=date(2025, 6, 1))
    dutch = page.open("/onderwerpen/inkomen/").texts(".//article/h3")
    ukrainian = page.open("/uk/onderwerpen/inkomen/").texts(".//article/h3")

    assert dutch
    assert len(ukrainian) == len(dutch)
    assert set(ukrainian).isdisjoint(dutch)


class TestWhatAVisitorIsTold:
    """A translation that is not perfect says so, once, and leads to the Dutch page."""

    def test_a_page_that_nobody_translated_is_dutch_inside_and_says_so(self, page, region):
        shown = page.open("/pl/diensten/kinderopvang/")

        assert shown.document.find(".//h1/span[@lang='nl'][@dir='ltr']") is not None
        notice = shown.document.find(".//aside[@class='translation-notice']")
        assert notice is not None
        assert notice.find(".//a[@hreflang='nl']").get("href") == "/diensten/kinderopvang/"

    @pytest.mark.parametrize(
        ("source", "reviewed_on", "told"),
        [
            ("Kinderopvang", None, ["is_unreviewed"]),
            ("Opvang", date(2026, 11, 2), ["is_stale"]),
            ("Opvang", None, ["is_unreviewed", "is_stale"]),
        ],
    )
    def test_a_visitor_is_told_what_is_not_good_yet(self, page, region, source, reviewed_on, told):
        say_everything(region, reviewed_on=date(2026, 11, 2))
        text = Translation.objects.get(context="service:kinderopvang:title")
        dutch = text.source
        text.source = dutch if source == "Kinderopvang" else source
        text.reviewed_on, text.reviewed_by = reviewed_on, "vertaler" if reviewed_on else ""
        text.save()

        with override("uk"):
            wanted = [str(WARNINGS[name]) for name in told]
        notice = page.open("/uk/diensten/kinderopvang/").texts(
            ".//aside[@class='translation-notice']//p"
        )

        assert notice[:-1] == wanted

    def test_a_page_of_which_everything_was_reviewed_tells_nothing(self, page, region):
        say_everything(region, reviewed_on=date(2026, 11, 2))

        shown = page.open("/uk/diensten/kinderopvang/")

        assert shown.heading.startswith("uk: ")
        assert shown.document.find(".//aside[@class='translation-notice']") is None

    def test_a_page_says_nothing_of_texts_that_it_does_not_show(self, page, region):
        say_everything(region, reviewed_on=date(2026, 11, 2))
        Translation.objects.filter(context__startswith="service:").delete()
        forget_everything()

        in_danger = page.open("/uk/antwoord/", q="ik wil niet meer leven")
        found = page.open("/uk/antwoord/", q="hulp met mijn cv")

        assert in_danger.document.find(".//section[@class='danger']") is not None
        assert in_danger.document.find(".//aside[@class='translation-notice']") is None
        assert found.document.find(".//aside[@class='translation-notice']") is not None

    def test_a_dutch_page_has_nothing_to_say_about_it(self, page, region):
        shown = page.open("/diensten/kinderopvang/")

        assert shown.document.find(".//aside[@class='translation-notice']") is None
        assert shown.document.find(".//main//*[@lang='nl']") is None


class TestFromRightToLeft:
    """In Arabic the page turns around; numbers and Dutch names do not."""

    def test_phone_numbers_and_addresses_keep_their_own_direction(self, page, region):
        shown = page.open("/ar/diensten/cv-hulp/meenemen/", gemeente="leidschendam-voorburg")

        kept = [bdi.text for bdi in shown.document.iterfind(".//bdi[@dir='ltr']")]
        assert region.phone in kept
        assert any(text.startswith("http://testserver/ar/diensten/") for text in kept)

    def test_what_is_typed_stands_as_it_is_written(self, page, region):
        shown = page.open("/ar/antwoord/", q="hulp met mijn cv")

        assert {box.get("dir") for box in shown.document.iterfind(".//input[@type='text']")} == {
            "auto"
        }

    def test_dutch_words_inside_a_reason_are_kept_apart(self, page, region):
        shown = page.open("/ar/antwoord/", q="hulp met mijn cv")

        assert "\u2068" in shown.texts(".//p[@class='why i-circle-check']")[0]
        assert "\u2068" not in page.open("/antwoord/", q="hulp met mijn cv")

    def test_the_paper_sheet_and_its_code_are_in_the_language(self, page, region):
        shown = page.open("/uk/diensten/cv-hulp/meenemen/")

        assert "http://testserver/uk/diensten/cv-hulp/" in shown
