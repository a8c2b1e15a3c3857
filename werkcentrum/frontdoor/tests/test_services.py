"""One service: what it is, who helps in your municipality, and a sheet to take along."""

import json
from xml.etree.ElementTree import Element

import pytest
import segno

from werkcentrum.catalogue.models import Service

CV = "/diensten/cv-hulp/"
LOCAL = {"gemeente": "leidschendam-voorburg"}
SVG = "{http://www.w3.org/2000/svg}"


def facts(service) -> dict[str, str]:
    terms = service.texts(".//dl[@class='facts']/div/dt")
    return dict(zip(terms, service.texts(".//dl[@class='facts']/div/dd"), strict=True))


def json_ld(service) -> dict:
    return json.loads(service.document.find(".//script[@type='application/ld+json']").text)


def block(service, heading: str) -> str:
    """The text of the part of the page with this heading."""
    [found] = [text for text in service.texts(".//section") if text.startswith(heading)]
    return found


def test_a_resident_sees_what_it_is_for_whom_and_what_to_do_first(page, region):
    service = page.open(CV)

    assert service.heading == "Hulp bij uw cv"
    assert "Loop binnen bij de bibliotheek" in block(service, "Uw eerste stap")
    assert "Samen een cv maken" in block(service, "Wat u krijgt")
    assert "ook zonder diploma" in block(service, "Voor wie is dit?")
    assert "Uw oude cv, als u dat heeft" in block(service, "Neem dit mee")
    assert facts(service)["Kosten"] == "Gratis. De hulp is gratis."
    assert facts(service)["Contact"] == "zonder afspraak langskomen op afspraak"


def test_a_scheme_names_the_law_and_where_to_check_the_amounts(page, region):
    scheme = facts(page.open("/diensten/ww-aanvragen/"))

    assert scheme["Wet of regeling"] == "Werkloosheidswet, artikel 15"
    assert scheme["Bedragen en termijnen"] == "De bedragen staan op de website van UWV."


def test_what_nobody_filled_in_leaves_no_empty_heading(page, region):
    service = page.open("/diensten/gesprek-met-gids/")

    assert "Neem dit mee" not in service
    assert "Wet of regeling" not in facts(service)
    assert "Bedragen en termijnen" not in facts(service)


def test_an_employer_reads_what_they_must_do_themselves(page, region):
    service = page.open("/diensten/vacature-melden/")

    duties = block(service, "Dit moet u zelf doen als werkgever")
    assert "Zeg eerlijk wat het werk is en wat het betaalt." in duties
    assert "Iemand die uw vacature bekendmaakt" in block(service, "Wat dit voor u doet")


def test_a_text_that_nobody_checked_says_so(page, region):
    assert "Nog niet gecontroleerd" in facts(page.open(CV))["Bron"]


def test_a_text_that_was_checked_says_when(page, region):
    checked = facts(page.open("/diensten/taalhuis/"))["Bron"]

    assert checked == "Bibliotheek Gecontroleerd op 30 juni 2025"


def test_without_a_municipality_everybody_who_helps_is_named_with_the_place(page, region):
    who = facts(page.open(CV))["Wie helpt u?"]

    assert "Bibliotheek aan de Vliet (Leidschendam-Voorburg)" in who
    assert "Bibliotheek Zoetermeer (Wassenaar) voorbeeld" in who


@pytest.mark.parametrize(
    ("municipality", "who"),
    [("wassenaar", "UWV"), ("zoetermeer", "Gemeente Zoetermeer")],
)
def test_in_a_municipality_only_its_own_helper_is_named(page, region, municipality, who):
    service = page.open("/diensten/jobcoach/", gemeente=municipality)

    assert facts(service)["Wie helpt u?"] == who


def test_somebody_chooses_their_municipality_and_back(page, region):
    local = page.open(CV).click("Leidschendam-Voorburg")
    assert "Zo gaat het in Leidschendam-Voorburg" in local
    assert "Kom naar het inloopspreekuur" in block(local, "Uw eerste stap")

    regional = local.click("Hele regio")
    assert "In welke gemeente woont u?" in regional
    assert "Loop binnen bij de bibliotheek" in block(regional, "Uw eerste stap")


def test_the_page_shows_field_by_field_where_a_municipality_differs(page, region):
    service = page.open(CV, **LOCAL)

    first_step, channels = service.texts(".//dl[@class='differences']/div")
    assert first_step.startswith("Eerste stap voorbeeld Leidschendam-Voorburg Kom naar het")
    assert first_step.endswith("Loop binnen bij de bibliotheek en vraag naar cv-hulp.")
    assert channels.startswith("Manieren van contact voorbeeld Leidschendam-Voorburg zonder")
    assert channels.endswith("Rest van de regio zonder afspraak langskomen, op afspraak")


def test_a_municipality_that_does_nothing_differently_shows_no_differences(page, region):
    service = page.open(CV, gemeente="wassenaar")

    assert "Wat is anders in" not in service
    assert "verzonnen" not in service.texts(".//section[@class='place-picker no-print']")[0]


def test_what_was_invented_is_marked_at_the_choice_of_municipality(page, region):
    service = page.open(CV, **LOCAL)

    assert "voorbeeld Wat hier anders is, is verzonnen." in service


@pytest.mark.parametrize("typed", ["bestaat-niet", "", "den-haag", "x" * 5_000, "'; DROP TABLE"])
def test_a_municipality_that_does_not_exist_shows_the_whole_region(page, region, typed):
    service = page.open(CV, gemeente=typed)

    assert service.texts(".//main//a[@aria-current='true']") == ["Hele regio"]
    assert "In welke gemeente woont u?" in service


def test_related_help_keeps_the_municipality(page, region):
    related = page.open(CV, **LOCAL).click("Nederlands leren")

    assert "Zo gaat het in Leidschendam-Voorburg" in related


def test_the_nearest_place_to_walk_in_comes_first(page, region, set_clock):
    set_clock("2025-07-07 20:00")
    names = ".//a[@class='walk-in__name']"

    assert page.open(CV).texts(names)[0] == "Werkcentrum Zoetermeer"
    assert page.open(CV, **LOCAL).texts(names)[0] == "Bibliotheek aan de Vliet, Voorburg"


def test_somebody_reads_on_about_the_subject_or_the_group(page, region):
    service = page.open(CV)

    assert service.click("Werk zoeken").heading == "Werk zoeken"
    assert service.click("Ik ben jong of studeer").heading == "Ik ben jong of studeer"


@pytest.mark.parametrize("address", ["/diensten/bestaat-niet/", "/diensten/bestaat-niet/meenemen/"])
def test_a_service_that_does_not_exist_is_not_found(page, region, address):
    assert page.open(address, status=404).heading == "Deze pagina is er niet"


def test_a_service_that_the_region_leaves_out_is_not_found_there(page, other_region):
    page.at("haaglanden.test").open("/diensten/taalhuis/", status=404)
    page.at("zhc.test").open("/diensten/taalhuis/")


def test_search_engines_read_the_service_as_data(page, region):
    data = json_ld(page.open(CV, **LOCAL))

    assert data == {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": "Hulp bij uw cv",
        "description": "Iemand kijkt met u mee naar uw cv en uw brief. U hoeft nog niets op papier "
        "te hebben.",
        "url": f"http://testserver{CV}?gemeente=leidschendam-voorburg",
        "areaServed": "Zuid-Holland Centraal",
        "provider": [{"@type": "Organization", "name": "Bibliotheek aan de Vliet"}],
        "isAccessibleForFree": True,
    }


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "</script ><b>",
        'Hulp & "advies" <snel>',
        "\\u003C/script\\u003E",
        "Werk\u2028en\u2029leren",
    ],
)
def test_no_title_can_break_out_of_the_data_or_the_page(page, region, title):
    Service.objects.filter(key="cv-hulp").update(title=title)

    service = page.open(CV)

    assert json_ld(service)["name"] == title
    assert service.heading == " ".join(title.split())
    assert len(service.document.findall(".//script[@type='application/ld+json']")) == 1


def test_somebody_takes_the_service_home_on_paper(page, region):
    sheet = page.open(CV, **LOCAL).click("Neem mee op papier")

    assert sheet.heading == "Hulp bij uw cv"
    assert "Kom naar het inloopspreekuur in Bibliotheek aan de Vliet. voorbeeld" in sheet
    assert "Uw oude cv, als u dat heeft" in sheet
    assert "Bibliotheek aan de Vliet, Voorburg" in block(sheet, "Waar kunt u binnenlopen?")
    assert "Nog niet gecontroleerd." in sheet


@pytest.mark.parametrize("asked", [{}, LOCAL])
def test_the_sheet_carries_the_address_in_letters_and_as_a_qr_code(page, region, asked):
    sheet = page.open(f"{CV}meenemen/", **asked)

    [address] = sheet.texts(".//*[@class='sheet__address']")
    assert address == f"http://testserver{CV}" + (
        "?gemeente=leidschendam-voorburg" if asked else ""
    )
    assert drawn(sheet.document) == drawn_by_library(address)
    assert sheet.click("Terug naar de hele tekst").heading == sheet.heading


def test_the_sheet_marks_a_helper_that_was_invented(page, region):
    sheet = page.open(f"{CV}meenemen/", gemeente="zoetermeer")

    assert block(sheet, "Wie helpt u?") == "Wie helpt u? Bibliotheek Zoetermeer voorbeeld"


def test_the_sheet_sends_who_knows_no_helper_to_a_guide(page, region):
    Service.objects.filter(key="cv-hulp").update(provider="nog-niemand")

    for address in (CV, f"{CV}meenemen/"):
        assert "Vraag het aan een gids van het Werkcentrum." in page.open(address)


def drawn(document: Element) -> str:
    """The dark squares of the QR code on a page, as the path that draws them."""
    return document.find(f".//{SVG}svg[@class='qr']/{SVG}path").get("d")


def drawn_by_library(address: str) -> str:
    return segno.make_qr(address).svg_inline().split(' d="')[1].split('"')[0]
