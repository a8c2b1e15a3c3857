"""Where somebody lives, from what they write: a name, a village or a postcode."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkcentrum.partners.queries import Place, PlaceFinder, distance_km
from werkcentrum.partners.tests.make import (
    make_municipality,
    make_other_region,
    make_postcode,
    make_region,
)

VOORBURG = Place("leidschendam-voorburg", "Leidschendam-Voorburg", 52.07, 4.36)
# Within a region: some fifty kilometres.
LATITUDES = st.floats(51.85, 52.35)
LONGITUDES = st.floats(4.1, 4.8)


@pytest.fixture
def finder(db) -> PlaceFinder:
    """The places of a small region; 2024 is a postcode in it, as it is in Haarlem."""
    region = make_region()
    voorburg = make_municipality(region, "leidschendam-voorburg", name="Leidschendam-Voorburg")
    make_postcode(voorburg, "2271", place="Voorburg", latitude=52.07, longitude=4.36)
    make_postcode(voorburg, "2275", place="Voorburg", latitude=52.09, longitude=4.38)
    make_postcode(voorburg, "2264", place="Leidschendam", latitude=52.09, longitude=4.40)
    wassenaar = make_municipality(region, "wassenaar", name="Wassenaar")
    make_postcode(wassenaar, "2242", place="Wassenaar")
    make_postcode(wassenaar, "2024", place="'s-Gravenwassenaar")
    make_postcode(make_municipality(region, "best", name="Best"), "2250", place="Een")
    make_municipality(region, "sudwest-fryslan", name="Súdwest-Fryslân")
    other = make_municipality(make_other_region(), "den-haag", name="Den Haag")
    make_postcode(other, "2511", place="Den Haag")
    return PlaceFinder(region)


def key(place: Place | None) -> str:
    """The municipality, or '' when none was recognised."""
    return place.key if place else ""


@pytest.mark.parametrize(
    "text",
    [
        "ik woon in Voorburg",
        "ik woon in voorburg.",
        "VOORBURG: hulp met mijn cv",
        "hulp (Leidschendam)",
        "Leidschendam-Voorburg",
        "Leidschendam - Voorburg",
        "leidschendam voorburg",
        "Leidschendam–Voorburg",
        "Leidschendam/Voorburg",
        "Voorburg-West",
        "мешкаю у Voorburg",
        "ik woon op 2271 AB",
        "ik woon op 2271AB.",
        "ik woon op 2271ab",
        "ik woon op 2271 ab",
        "postcode 2271",
        "2271",
        "taalles 2271",
        "2271 taalles",
        "2271, taalles",
        "Parkweg 12 2271 AB Voorburg",
        "ik woon in 2271 en zoek werk",
        "postcode: 2271 (of 2242)",
    ],
)
def test_a_place_in_a_sentence_is_recognised(finder, text):
    assert key(finder.in_text(text)) == "leidschendam-voorburg"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hulp met mijn cv",
        "de Voorburgse bibliotheek",
        "voorburgers",
        "Oud-Voorburgstraat",
        "ik woon in Den Haag",
        "ik woon op 2511 AB",
        "12271",
        "22711",
        "2271x",
        "2271abc",
        "a2271",
        "tel 070-2271",
        "tel 06 2271 2242",
        "op 12-05-2271",
        "zaak 2271/14",
    ],
)
def test_where_no_place_of_this_region_stands_none_is_recognised(finder, text):
    assert finder.in_text(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2250 euro schuld",
        "2250 EURO",
        "€ 2250",
        "€2250",
        "2250€",
        "2250,- per maand",
        "2250,50",
        "2.250",
        "2250.00",
        "ik verdien 2250",
        "ik verdien nog maar 2250 bruto",
        "een schuld van 2250",
        "mijn huur is 2250",
        "2250 netto",
        "2250 per maand",
        "2250 p/m",
        "2250km",
        "2250 km rijden",
        "2250 uur gewerkt",
        "2250 євро",
        "2250%",
    ],
)
def test_an_amount_is_no_postcode(finder, text):
    assert finder.in_text(text) is None


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ("sinds 2024 werkloos", ""),
        ("diploma uit 2024", ""),
        ("in 2024 in Voorburg gewerkt", "leidschendam-voorburg"),
        ("2024", ""),
        ("2024 ab", ""),
        ("2024 AB", "wassenaar"),
        ("2024ab", "wassenaar"),
        ("mijn postcode is 2024", "wassenaar"),
        ("postcodegebied 2024", "wassenaar"),
    ],
)
def test_a_year_is_a_postcode_only_when_somebody_says_so(finder, text, recognised):
    assert key(finder.in_text(text)) == recognised


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ("ik woon in Voorburg en werk in Wassenaar", "leidschendam-voorburg"),
        ("van Wassenaar naar Voorburg", "wassenaar"),
        ("Wassenaar of 2271 AB", "leidschendam-voorburg"),
        ("2242 en 2271", "wassenaar"),
        ("9999 AB of 2271 AB", "leidschendam-voorburg"),
    ],
)
def test_of_several_places_a_postcode_counts_first_and_then_the_first_name(
    finder, text, recognised
):
    assert key(finder.in_text(text)) == recognised


@pytest.mark.parametrize("text", ["een baan", "Een baan", "wat is het best", "in Best"])
def test_a_name_that_is_an_ordinary_word_says_nothing_in_a_sentence(finder, text):
    assert finder.in_text(text) is None


@pytest.mark.parametrize(
    ("typed", "recognised"),
    [
        ("leidschendam-voorburg", "leidschendam-voorburg"),
        (" WASSENAAR ", "wassenaar"),
        ("2271", "leidschendam-voorburg"),
        ("2271 ab", "leidschendam-voorburg"),
        ("2024", "wassenaar"),
        ("2250", "best"),
        ("best", "best"),
        ("Een", "best"),
        ("sudwest fryslan", "sudwest-fryslan"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("’s-gravenwassenaar", "wassenaar"),
        ("den-haag", ""),
        ("", ""),
    ],
)
def test_the_place_field_takes_everything_that_can_be_a_place(finder, typed, recognised):
    assert key(finder.typed(typed)) == recognised


def test_a_village_lies_in_the_middle_of_its_postcodes_and_a_municipality_too(finder):
    village, whole = finder.in_text("voorburg"), finder.in_text("leidschendam-voorburg")

    assert (village.latitude, village.longitude) == pytest.approx((52.08, 4.37))
    assert whole.latitude == pytest.approx((52.07 + 52.09 + 52.09) / 3)
    assert village.name == whole.name == "Leidschendam-Voorburg"


def test_a_municipality_without_postcodes_is_recognised_without_a_point(finder):
    place = finder.in_text("ik woon in Súdwest-Fryslân")

    assert (place.latitude, place.longitude) == (None, None)
    assert distance_km(place, 52.07, 4.36) is None


def test_a_region_without_municipalities_recognises_nothing(db):
    finder = PlaceFinder(make_region())

    assert finder.in_text("ik woon in Voorburg, 2271 AB") is None
    assert finder.typed("Voorburg") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_is_read_and_says_the_same_with_spaces_around_it(finder, text):
    assert finder.in_text(text) == finder.in_text(f"  {text}  ")


def test_recognising_asks_nothing_of_the_database(finder, queries):
    with queries.at_most(0):
        finder.in_text("ik woon in Voorburg")
        finder.typed("2271")


@pytest.mark.parametrize(
    "text", ["2271 " * 4_000, "22712271" * 2_500, "a" * 20_000, "postcode " * 2_000, "é-" * 10_000]
)
def test_a_very_long_text_holds_nobody_up(finder, text):
    # The guard on processor time fails this test when the time grows with the square.
    finder.in_text(text)


# Distance


def test_from_voorburg_to_zoetermeer_is_nine_kilometres():
    assert distance_km(VOORBURG, 52.06, 4.49) == pytest.approx(8.96, abs=0.05)


def test_without_a_point_there_is_no_distance():
    assert distance_km(VOORBURG, None, 4.49) is None
    assert distance_km(VOORBURG, 52.06, None) is None
    assert distance_km(Place("x", "X"), 52.06, 4.49) is None


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_within_a_region_the_distance_is_right_and_the_same_both_ways(north, east, north2, east2):
    here, there = Place("a", "A", north, east), Place("b", "B", north2, east2)

    far = distance_km(here, north2, east2)

    assert far == pytest.approx(over_the_globe(north, east, north2, east2), rel=0.003, abs=0.01)
    assert far == pytest.approx(distance_km(there, north, east))


def over_the_globe(north: float, east: float, north2: float, east2: float) -> float:
    """The distance in kilometres along a great circle (haversine formula)."""
    a, b = math.radians(north), math.radians(north2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(east2 - east) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))
