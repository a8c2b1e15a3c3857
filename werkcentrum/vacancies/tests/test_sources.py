"""What other sources write is read as if somebody had typed it."""

import io
import json
import re

import pytest

from werkcentrum.vacancies.sources import schema_org, table, vum
from werkcentrum.vacancies.sources.elements import elements
from werkcentrum.vacancies.sources.rows import Row, Wrong, checked, without_html

WORK = "U bakt brood en staat soms in de winkel."
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Bakker",
    "description": "<p>U bakt brood.</p><ul><li>Vroeg op</li><li>Brood &amp; banket</li></ul>",
    "identifier": {"@type": "PropertyValue", "name": "korst", "value": "b-1"},
    "validThrough": "2025-08-06T23:59:59+02:00",
    "employmentType": ["PART_TIME", "TEMPORARY"],
    "hiringOrganization": {"@type": "Organization", "name": "Bakkerij Korst"},
    "jobLocation": [{"@type": "Place", "address": {
        "addressLocality": "Voorburg", "postalCode": "2271 AB"}}],
    "workHours": "24 tot 36 uur per week",
    "baseSalary": {"@type": "MonetaryAmount", "currency": "EUR",
                   "value": {"minValue": 15, "maxValue": 18, "unitText": "HOUR"}},
    "url": "https://korst.example/werk/b-1",
}  # fmt: skip
VUM = {
    "idVacature": "d09de757",
    "naamVacature": "Bakker",
    "omschrijvingVacature": WORK,
    "codeWerkEnDenkniveauMinimaal": "3",
    "sluitingsdatumVacature": "2025-08-06",
    "adres": {"postcode": "2271AB"},
    "werkgever": {
        "handelsnaamOrganisatie": "Bakkerij Korst",
        "contactpersoon": [{"telefoonnummer": ["070-1234567"]},
                           {"emailadres": ["werk@korst.example"]}],
    },
    "arbeidsVoorwaarden": {"salarisIndicatie": "15 euro per uur",
                           "datumAanvangWerkzaamheden": "2025-09-01"},
    "contractvorm": [{"codeTypeArbeidscontract": "B", "codeTypeOvereenkomst": "02"}],
    "werktijden": {"aantalWerkurenPerWeekMinimaal": 24, "aantalWerkurenPerWeekMaximaal": 36},
    "flexibiliteit": {"indicatieOnregelmatigWerkOfPloegendienst": 1},
    "sollicitatiewijze": [{"codeSollicitatiewijze": "1"}, {"codeSollicitatiewijze": "3"}],
    "rijbewijs": [{"codeSoortRijbewijs": "B"}],
    "taalbeheersing": [{"codeTaal": "nld", "codeNiveauTaalbeheersingMondeling": 2}],
}  # fmt: skip


def read_table(text):
    return [checked(typed) for typed in table.read(io.StringIO(text))]


def read_vum(*vacancies):
    text = io.StringIO(json.dumps(vacancies))
    return [checked(typed) for typed in vum.read(text, {"2271": "Voorburg"})]


def read_postings(data):
    return [checked(typed) for typed in schema_org.read(io.StringIO(json.dumps(data)))]


def test_a_job_posting_is_read():
    [row] = read_postings(POSTING)

    assert row.source_id == "b-1"
    assert row.content.description == "U bakt brood.\n- Vroeg op\n- Brood & banket"
    found = row.content
    assert (found.place, found.postcode4, found.hours_min, found.hours_max) == (
        "Voorburg", "2271", 24, 36,
    )  # fmt: skip
    assert (found.contract, found.salary) == ("temporary", "15 tot 18 euro per uur")
    assert (found.apply_by, found.apply_to) == ("website", "https://korst.example/werk/b-1")
    assert found.closes_on.isoformat() == "2025-08-06"


@pytest.mark.parametrize(
    "feed",
    [
        [POSTING, {"@type": "WebSite"}, POSTING],
        {"@context": "https://schema.org", "@graph": [POSTING, {"@type": "Place"}, POSTING]},
        [{"@context": "https://schema.org", "@graph": [{"@type": "Place"}, POSTING]}, POSTING],
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": POSTING}] * 2},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": POSTING}] * 2},
        [{"@type": "WebPage", "mainEntity": POSTING}, POSTING | {"@type": "schema:JobPosting"}],
        [POSTING | {"@type": ["http://schema.org/JobPosting"]}, POSTING],
        [POSTING | {"mainEntity": {"@type": "WebPage"}}, POSTING | {"item": {"@type": "Thing"}}],
    ],
)
def test_a_feed_holds_many_in_one_of_these_ways(feed):
    assert len(read_postings(feed)) == 2


def test_an_employer_and_a_place_may_stand_elsewhere_in_the_feed():
    named = {"hiringOrganization": {"@id": "#wie"}, "jobLocation": {"@id": "#waar"}}
    who = {"@id": "#wie", "@type": "Organization", "name": "Bakkerij Korst"}
    where = {"@id": "#waar", "@type": "Place", "address": {"addressLocality": "Voorburg"}}

    [row] = read_postings({"@graph": [who, POSTING | named, where]})

    assert (row.content.employer_name, row.content.place) == ("Bakkerij Korst", "Voorburg")


@pytest.mark.parametrize("no_id", ["", None])
def test_a_thing_without_a_name_of_its_own_is_nobodys_employer_or_place(no_id):
    other = {"@id": no_id, "@type": "Organization", "name": "Een ander", "address": "Delft"}
    unsaid = {"hiringOrganization": {"@type": "Organization"}, "jobLocation": {"@type": "Place"}}

    [row] = read_postings([other, POSTING | unsaid | {"jobLocationType": "TELECOMMUTE"}])

    assert row.content.employer_name == "Werkgever niet genoemd"
    assert row.content.place == "Thuis werken"


@pytest.mark.parametrize(
    ("location", "place", "postcode"),
    [
        ("Voorburg", "Voorburg", ""),
        ({"address": "Laan 1, 2271 AB Voorburg"}, "Voorburg", "2271"),
        ({"address": "Laan 1, Voorburg, Nederland"}, "Voorburg", ""),
        ({"address": {"postalCode": "2271 AB"}}, "postcode 2271", "2271"),
        ({"addressLocality": "Voorburg"}, "Voorburg", ""),
        ([{}, {"address": {"addressLocality": ["Voorburg"]}}], "Voorburg", ""),
    ],
)
def test_the_place_is_read_however_a_source_writes_it(location, place, postcode):
    [row] = read_postings(POSTING | {"jobLocation": location})

    assert (row.content.place, row.content.postcode4) == (place, postcode)


def test_of_several_places_the_others_stand_below_the_text():
    places = [{"address": {"addressLocality": name}} for name in ("Delft", "Rijswijk", "Delft")]
    [row] = read_postings(POSTING | {"jobLocation": places})

    assert row.content.place == "Delft"
    assert row.content.description.endswith("- Brood & banket\n\nOok in: Rijswijk.")


def test_work_at_home_needs_no_place():
    rows = [
        read_postings(POSTING | {"jobLocation": None, "jobLocationType": kind})[0]
        for kind in ("TELECOMMUTE", None)
    ]

    assert rows[0].content.place == "Thuis werken"
    assert str(rows[1]) == "rij 1 (b-1): Plaats: Schrijf op in welke plaats het werk is."


@pytest.mark.parametrize(
    ("salary", "said"),
    [
        (2500, "2500 euro"),
        ({"value": "2500.00", "unitText": "MONTH"}, "2500 euro per maand"),
        ({"currency": "EUR", "minValue": 2400, "maxValue": 2900.5}, "2400 tot 2900,50 euro"),
        ({"value": {"minValue": 2400, "maxValue": 0, "unitCode": "MON"}}, "2400 euro per maand"),
        ({"price": 15.5, "priceCurrency": "USD", "unitText": "hour"}, "15,50 USD per uur"),
        ({"value": {"value": "2.500"}}, "2.500 euro"),
        ({"value": {"minValue": 0}}, ""),
        ({"value": {"minValue": "0,00", "maxValue": "0,00", "unitText": "MONTH"}}, ""),
        ({"value": {"value": "2.500,00", "unitText": "MONTH"}}, "2.500,00 euro per maand"),
        ("Marktconform", "Marktconform"),
        (
            {"value": {"value": "€ 2.500 - € 3.000 per maand", "unitText": "MONTH"}},
            "€ 2.500 - € 3.000 per maand",
        ),
        ({"currency": "EUR", "value": {"unitText": "MONTH"}}, ""),
        ("", ""),
    ],
)
def test_the_wage_is_read_however_a_source_writes_it(salary, said):
    [row] = read_postings(POSTING | {"baseSalary": salary})

    assert row.content.salary == said


@pytest.mark.parametrize(
    "salary",
    [float("inf"), float("nan"), 1e30, "1e400", {"value": {"minValue": 15, "maxValue": 1e400}}],
    ids=str,
)
def test_a_wage_that_is_no_amount_is_refused_with_what_to_do(salary):
    [wrong] = read_postings(POSTING | {"baseSalary": salary})

    assert "Schrijf het in gewone cijfers, of laat het weg." in str(wrong)


@pytest.mark.parametrize(
    ("hours", "least", "most"),
    [
        ("24-32", 24, 32), (36, 36, 36), ("32 uren", 32, 32), ("40 hours per week", 40, 40),
        ("0 uur", None, None), ("0", None, None), ("0 uren contract", None, None),
        ("9.00 - 17.00 uur", None, None), ("8 uur per dag", None, None),
        ("70 uur per maand", None, None), ("60 hours per month", None, None),
        ("full-time", None, None),
    ],
)  # fmt: skip
def test_hours_are_those_of_a_week_and_no_times_of_a_day(hours, least, most):
    [row] = read_postings(POSTING | {"workHours": hours})

    assert (row.content.hours_min, row.content.hours_max) == (least, most)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31-12-2025", "2025-12-31"),
        ("2025-12-31T12:00", "2025-12-31"),
        ("9999-12-31", "None"),
        ("31-12-9999", "None"),
    ],
)
def test_the_last_day_counts_also_when_it_is_written_the_dutch_way(written, day):
    [row] = read_postings(POSTING | {"validThrough": written})

    assert str(row.content.closes_on) == day


def test_a_last_day_in_words_is_asked_about():
    [wrong] = read_postings(POSTING | {"validThrough": "tot wij iemand vinden"})

    assert "Solliciteren kan tot en met" in str(wrong)


@pytest.mark.parametrize(
    "value", [None, 3, True, "x", [], [[]], [None], {}, {"@id": 3}, [{"a": {}}]]
)
def test_no_value_anywhere_stops_the_reading(value):
    inside = {name: {"value": value, "address": value, "name": value} for name in POSTING}

    for odd in (dict.fromkeys(POSTING, value), inside):
        assert len(read_postings([odd | {"@type": "JobPosting"}])) == 1


def test_a_source_that_writes_things_its_own_way_is_read_too():
    [row] = read_postings(POSTING | {
        "title": {"@value": "Bakker", "@language": "nl"}, "hiringOrganization": "Bakkerij Korst",
        "description": "&lt;p&gt;U bakt brood.&lt;/p&gt;&lt;p&gt;Brood &amp;amp; banket&lt;/p&gt;",
        "employmentType": "Part-time, Per diem", "jobStartDate": "zo snel mogelijk",
        "validThrough": "9999-12-31", "applicationContact": {"email": "mailto:werk@korst.example"},
    })  # fmt: skip

    found = row.content
    assert (found.title, found.employer_name) == ("Bakker", "Bakkerij Korst")
    assert found.description == "U bakt brood.\nBrood & banket"
    assert (found.contract, found.starts_on, found.closes_on) == ("on_call", None, None)
    assert (found.apply_by, found.apply_to) == ("mail", "werk@korst.example")


def test_a_vacancy_of_vum_is_read():
    [row] = read_vum(VUM)

    found = row.content
    assert (row.source_id, found.title, found.description) == ("d09de757", "Bakker", WORK)
    assert (found.place, found.postcode4, found.level) == ("Voorburg", "2271", "3")
    assert (found.hours_min, found.hours_max, found.is_irregular) == (24, 36, True)
    assert (found.contract, found.is_learning_place, found.licences) == ("temporary", True, ("B",))
    assert (found.dutch_level, found.salary) == ("b1", "15 euro per uur")
    assert (found.apply_by, found.apply_to) == ("mail", "werk@korst.example")
    assert (found.starts_on.isoformat(), found.closes_on.isoformat()) == (
        "2025-09-01", "2025-08-06",
    )  # fmt: skip


def test_a_vacancy_of_the_version_before_keeps_its_place_and_its_last_day():
    before = {name: VUM[name] for name in ("idVacature", "naamVacature", "omschrijvingVacature")}
    [known, unknown] = read_vum(*(
        before | {"sluitingsDatumVacature": "2025-08-06", "werkgever": {"adresHouding": [
            {"adres": {"adresNederland": {"postcode": postcode, "woonplaatsnaam": "Urk"}}}]}}
        for postcode in ("2271AB", "8321AA")
    ))  # fmt: skip

    assert (known.content.place, known.content.postcode4) == ("Voorburg", "2271")
    assert (unknown.content.place, unknown.content.postcode4) == ("Urk", "8321")
    assert known.content.closes_on.isoformat() == "2025-08-06"


def test_what_vum_does_not_know_stays_unknown():
    few = {key: VUM[key] for key in ("idVacature", "naamVacature", "omschrijvingVacature")}
    unknown = {
        "codeWerkEnDenkniveauMinimaal": "7",
        "adres": {"postcode": "9999XX"},
        "flexibiliteit": {"indicatieOnregelmatigWerkOfPloegendienst": 0},
        "contractvorm": [{"codeTypeArbeidscontract": "B"}, {"codeTypeArbeidscontract": "O"}],
        "taalbeheersing": [{"codeTaal": "nld", "codeNiveauTaalbeheersingMondeling": 8}],
    }

    [row] = read_vum(few | unknown)

    found = row.content
    assert (found.level, found.is_irregular, found.contract, found.dutch_level) == (
        "",
        None,
        "",
        "",
    )
    assert (found.place, found.employer_name) == ("postcode 9999", "Werkgever niet genoemd")
    assert found.apply_by == "werkcentrum"


def test_a_table_is_read_with_semicolons_or_commas():
    head = "nummer;functie;omschrijving;plaats;solliciteren_via;rijbewijs;niveau;onregelmatig"
    line = f'1;Bakker;"{WORK}";Voorburg;werkcentrum;b c;vmbo;Nee'

    rows = [read_table(f"\ufeff{head}\n{line}\n"),
            read_table(f"{head}\n{line}\n".replace(";", ","))]  # fmt: skip

    assert rows[0] == rows[1]
    [row] = rows[0]
    assert (row.content.licences, row.content.level) == (("B", "C"), "3")
    assert row.content.is_irregular is False


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("nummer;functie;plaats;solliciteren_via", "deze kolommen ontbreken: omschrijving."),
        ("nummer;functie;omschrijving;plaats;solliciteren_via;kleur", "onbekend: kleur."),
        ("", "deze kolommen ontbreken"),
    ],
)
def test_a_table_with_other_columns_is_refused(head, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        read_table(f"{head}\n")


def test_a_row_that_the_page_would_refuse_says_why():
    [wrong] = read_vum(VUM | {"idVacature": "", "naamVacature": "", "adres": {"postcode": "22"}})

    assert isinstance(wrong, Wrong)
    assert str(wrong) == (
        "rij 1: Een rij heeft een eigen nummer nodig, van hoogstens 200 tekens. "
        "Functie: Schrijf op welk werk het is. "
        "Postcode: Een postcode heeft vier cijfers, zoals 2271, of 2271 AB."
    )


@pytest.mark.parametrize("number", ["v\0", "v\ud800"])
def test_a_number_that_no_database_keeps_is_a_row_that_is_wrong(number):
    """Taken over it would stop the whole file halfway, in the words of a programmer."""
    [wrong] = read_vum(VUM | {"idVacature": number})

    assert "In het nummer staat een teken dat niet te bewaren is. Haal het weg." in wrong.reasons


@pytest.mark.parametrize("least", [0, 24, None])
def test_no_hours_at_most_says_that_nobody_filled_it_in(least):
    """Work of no hours would be left out for everybody who says how much they want to work."""
    hours = {"aantalWerkurenPerWeekMinimaal": least, "aantalWerkurenPerWeekMaximaal": 0}
    [row] = read_vum(VUM | {"werktijden": hours})

    assert (row.content.hours_min, row.content.hours_max) == (least or None, None)


def test_from_no_hours_up_to_some_is_said():
    hours = {"aantalWerkurenPerWeekMinimaal": 0, "aantalWerkurenPerWeekMaximaal": 36}
    [row] = read_vum(VUM | {"werktijden": hours})

    assert (row.content.hours_min, row.content.hours_max) == (0, 36)


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, {"werkgever": "x", "rijbewijs": {}}])
def test_anything_else_is_a_row_that_is_wrong(value):
    assert [type(row) for row in read_vum(value)] == [Wrong]


def values(count):
    return [{"n": number, "text": 'é{["]}' * 50} for number in range(count)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(values(2_000), ensure_ascii=False),
        json.dumps({"vacatures": values(2_000)}, indent=2),
        "\n".join(map(json.dumps, values(2_000))),
    ],
)
def test_a_long_file_comes_one_by_one_wherever_it_is_cut(text):
    assert list(elements(io.StringIO(text))) == values(2_000)


@pytest.mark.parametrize("text", ["", "[]", '{"vacatures": []}', "\ufeff [ ] "])
def test_a_file_may_hold_nothing(text):
    found = list(elements(io.StringIO(text)))

    assert found == []


@pytest.mark.parametrize(
    "text",
    ['[{"a": 1}, {"b"', '[{"a": 1}, ', '{"vacatures": [{"a": 1}', "<html>", "[1 2", '{"a": [}'],
)
def test_what_is_no_json_is_said(text):
    with pytest.raises(ValueError, match="niet volledig"):
        list(elements(io.StringIO(text)))


def test_html_in_vum_or_a_table_becomes_plain_lines():
    text = "U bakt brood.<p>Wij bieden:</p><ul><li>loon &gt; 15 euro</li></ul>"
    head = "nummer;functie;omschrijving;plaats;solliciteren_via"
    [offered] = read_vum(VUM | {"omschrijvingVacature": text})
    [typed] = read_table(f'{head}\n1;Bakker;"{text}";Voorburg;werkcentrum\n')

    plain = "U bakt brood.\nWij bieden:\n- loon > 15 euro"
    assert [offered.content.description, typed.content.description] == [plain, plain]


def test_a_tag_that_never_ends_does_not_keep_the_others_waiting():
    text = "<p " + "=" * 20_000 + " " * 20_000
    assert without_html(text) == text


def test_a_text_without_html_stays_as_it_is():
    for text in (
        "Wij zijn < 10 mensen.\n\nLoon < 3000", "Regel een\n\n- twee", "Als a<b en c>d is",
        "Mail naar <werk@korst.example> voor vragen.", "Kijk op <https://korst.example/werk?id=1>.",
    ):  # fmt: skip
        assert without_html(text) == text


@pytest.mark.parametrize("mark", ["<br/>", '<p class="x">', "<BR>", "</td>", "<a href='x'>"])
def test_a_text_with_one_tag_is_html(mark):
    assert without_html(f"U bakt{mark} brood.").split() == ["U", "bakt", "brood."]


def test_a_row_that_is_right_is_a_row():
    assert isinstance(read_vum(VUM)[0], Row)


def test_what_is_no_list_or_word_where_one_belongs_is_left_out():
    contact = {"contactpersoon": [{"emailadres": 5, "telefoonnummer": {"a": 1}}]}
    [vum_row] = read_vum(VUM | {"werkgever": contact})
    odd = io.StringIO(json.dumps([POSTING | {"employmentType": [{}, ["TEMPORARY"], "TEMPORARY"]}]))
    [posting] = [checked(typed) for typed in schema_org.read(odd)]

    assert vum_row.content.apply_by == "werkcentrum"
    assert posting.content.contract == "temporary"


def test_a_table_says_in_many_ways_that_somebody_learns_at_work():
    head = "nummer,functie,omschrijving,plaats,solliciteren_via,leren_en_werken\n"
    lines = [f"{word},Kok,U kookt.,Delft,werkcentrum,{word}\n" for word in ("true", "Nee", "soms")]

    rows = list(table.read(io.StringIO(head + "".join(lines))))

    assert [row.fields["is_learning_place"] for row in rows] == [True, False, False]
    assert [row.problem for row in rows] == ["", "", "leren_en_werken: Schrijf ‘ja’ of ‘nee’."]
