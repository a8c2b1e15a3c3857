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
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": POSTING}] * 2},
    ],
)
def test_a_feed_holds_many_in_one_of_three_ways(feed):
    assert len(read_postings(feed)) == 2


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


def test_work_of_no_hours_at_all_is_no_work():
    """It would be left out for everybody who says how much they want to work."""
    [wrong] = read_vum(VUM | {"werktijden": {"aantalWerkurenPerWeekMaximaal": 0}})

    assert "Uren in de week, hoogstens: Vul een getal in van 1 tot en met 60." in str(wrong)


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


def test_a_text_without_html_stays_as_it_is():
    assert without_html("Regel een\n\n- twee") == "Regel een\n\n- twee"


def test_a_row_that_is_right_is_a_row():
    assert isinstance(read_vum(VUM)[0], Row)


def test_what_is_no_list_or_word_where_one_belongs_is_left_out():
    contact = {"contactpersoon": [{"emailadres": 5, "telefoonnummer": {"a": 1}}]}
    [vum_row] = read_vum(VUM | {"werkgever": contact})
    odd = io.StringIO(json.dumps([POSTING | {"employmentType": [{}, ["TEMPORARY"], "TEMPORARY"]}]))
    [posting] = [checked(typed) for typed in schema_org.read(odd)]

    assert vum_row.content.apply_by == "werkcentrum"
    assert posting.content.contract == "temporary"
