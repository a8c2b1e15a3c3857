"""Somebody takes their profile along as VUM 3.0, and brings one from elsewhere."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from werkcentrum.profiles import vum
from werkcentrum.profiles.exchange import FileError
from werkcentrum.profiles.facts import Experience, Facts, Language, Skill, Study, Wish
from werkcentrum.profiles.tests.any_facts import any_facts
from werkcentrum.profiles.tests.make_words import words

TODAY = date(2025, 8, 4)
AMINA = Facts(
    wishes=(Wish("kok", "kok"),),
    work=(Experience("schoonmaker", "schoonmaker", 2.5, "kantoren, trappen"),),
    skills=(Skill("koken", "koken"), Skill("moestuin aanleggen")),
    studies=(Study("mbo kok", 4, is_done=False),),
    languages=(Language("nl", "b1"), Language("ti", "")),
    licences=("B",),
    postcode4="2271",
    km=12,
    hours_min=24,
    hours_max=32,
    level=4,
    irregular=False,
)
# What the interface specification allows on each level, and nothing else.
ALLOWED = {
    "": "idWerkzoekende mobiliteit flexibiliteit werktijden bemiddelingsberoep "
        "arbeidsmarktkwalificatie",
    "mobiliteit": "bemiddelingspostcode maximaleReisafstand",
    "flexibiliteit": "indicatieOnregelmatigWerkOfPloegendienst",
    "werktijden": "aantalWerkurenPerWeekMinimaal aantalWerkurenPerWeekMaximaal",
    "bemiddelingsberoep": "codeBeroepsnaam",
    "arbeidsmarktkwalificatie": "codeWerkEnDenkniveauWerkzoekende interesse werkervaring "
        "competentiebeheersing opleiding taalbeheersing rijbewijs",
    "interesse": "naamInteresse",
    "werkervaring": "beroep toelichtingWerkervaring",
    "beroep": "codeBeroepsnaam",
    "competentiebeheersing": "codeCompetentie",
    "opleiding": "codeNiveauOpleiding indicatieDiploma toelichtingOpleiding",
    "taalbeheersing": "codeTaal codeNiveauTaalbeheersingMondeling",
    "rijbewijs": "codeSoortRijbewijs",
}  # fmt: skip


IN_THE_MARKET = (
    "werkervaring", "opleiding", "taalbeheersing", "rijbewijs", "interesse", "cursus",
    "competentiebeheersing", "codeWerkEnDenkniveauWerkzoekende", "vakvaardigheid",
    "gedragscompetentie",
)  # fmt: skip
AROUND_IT = ("mobiliteit", "flexibiliteit", "werktijden", "bemiddelingsberoep")


def written(facts):
    return vum.export(facts, words(), number="p-1")


def read(said):
    text = said if isinstance(said, str) else json.dumps(said)
    return vum.read(text, words(), today=TODAY)


def names_in(value, where=""):
    """Every name of a JSON object, with where it stands."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            for name, inner in one.items():
                yield where, name
                yield from names_in(inner, name)


def test_what_was_confirmed_is_written_with_the_names_and_codes_of_vum():
    profile = json.loads(written(AMINA).text)

    assert profile["mobiliteit"] == {"bemiddelingspostcode": "2271AA", "maximaleReisafstand": 12}
    assert profile["flexibiliteit"] == {"indicatieOnregelmatigWerkOfPloegendienst": 2}
    market = profile["arbeidsmarktkwalificatie"]
    assert market["rijbewijs"] == [{"codeSoortRijbewijs": "B"}]
    assert market["taalbeheersing"][0] == {
        "codeTaal": "nld", "codeNiveauTaalbeheersingMondeling": 2
    }  # fmt: skip
    assert market["opleiding"][0]["indicatieDiploma"] == 2
    assert market["werkervaring"][0]["toelichtingWerkervaring"] == (
        "schoonmaker (2,5 jaar): kantoren, trappen"
    )


def test_somebody_is_told_what_has_no_place_in_the_file():
    assert written(AMINA).left_out == ("wat u kunt: moestuin aanleggen",)
    assert written(replace(AMINA, postcode4="")).left_out[-1].startswith("wat u kunt")
    assert any("reizen" in what for what in written(replace(AMINA, postcode4="")).left_out)


@settings(max_examples=40, deadline=None)
@given(any_facts(levels=(None, 2, 3, 4, 5, 6), spoken=("", "a2", "b1", "b2", "c1")))
def test_whatever_somebody_confirmed_comes_back_as_it_was(facts):
    expected = facts if facts.postcode4 else replace(facts, km=None)
    found = read(written(facts).text)

    labelled = tuple(
        replace(one, name=words().reduce(words().label(one.occupation)) or one.name)
        for one in expected.wishes
    )
    assert [one.occupation for one in found.facts.wishes] == [one.occupation for one in labelled]
    assert [one.key for one in found.facts.skills] == [one.key for one in expected.skills]
    assert replace(found.facts, wishes=(), skills=()) == replace(expected, wishes=(), skills=())
    assert (found.left_out, found.wrong) == ((), ())


@settings(max_examples=40, deadline=None)
@given(any_facts(levels=(None, 1, 2, 3, 4, 5, 6), spoken=("", "a1", "b2", "c2")))
def test_no_name_is_written_that_vum_does_not_know(facts):
    profile = json.loads(written(facts).text)
    wrong = [(w, n) for w, n in names_in(profile) if n not in ALLOWED[w].split()]
    assert not wrong
    if "mobiliteit" in profile:
        postcode = profile["mobiliteit"]["bemiddelingspostcode"]
        assert re.fullmatch(r"[0-9]{4}[a-zA-Z]{2}", postcode)


def test_who_somebody_is_is_never_read_and_said_so():
    found = read({
        "naam": "Petra de Vries", "geboortedatum": "1980-01-01", "nationaliteit": "NL",
        "emailadres": ["petra@post.example"], "persoonlijkePresentatie": "Ik ben moeder van twee.",
        "indicatieLdrRegistratie": 1, "bemiddelingsberoep": ["kok"],
    })  # fmt: skip

    assert found.facts == Facts(wishes=(Wish("kok", "kok"),))
    assert set(found.left_out) == {
        "naam", "geboortedatum", "nationaliteit", "e-mailadressen",
        "uw eigen verhaal (persoonlijke presentatie)", "registratie in het doelgroepregister",
    }  # fmt: skip


def test_words_about_who_somebody_is_do_not_come_along_inside_a_text():
    row = {"beroep": "kok", "jaren": 4, "toelichting": "als Turkse moeder van twee soep gekookt"}
    (work,) = read({"werkervaring": [row]}).facts.work
    assert (work.occupation, work.years) == ("kok", 4.0)
    assert "turk" not in work.told.lower()
    assert "moeder" not in work.told


def test_our_own_flat_form_is_read():
    found = read({
        "bemiddelingsberoep": ["kok"], "competenties": ["koken"], "postcode": "2271 AB",
        "opleiding": [{"naam": "mbo kok", "niveau": "4 mbo", "diploma": False}],
        "maximaleReisafstand": 9, "werkurenMinimaal": 16, "werkurenMaximaal": 24,
        "codeWerkEnDenkniveau": "4 mbo", "rijbewijs": ["b"], "taalNederlands": "B1",
        "indicatieOnregelmatigWerkOfPloegendienst": True,
    }).facts  # fmt: skip

    assert found.skills == (Skill("koken", "koken"),)
    assert found.studies == (Study("mbo kok", 4, is_done=False),)
    assert (found.postcode4, found.km, found.hours_min, found.hours_max) == ("2271", 9, 16, 24)
    assert (found.level, found.licences, found.irregular) == (4, ("B",), True)
    assert found.languages == (Language("nl", "b1"),)


def test_dates_become_years_and_wrong_ones_are_named_with_their_row():
    rows = [
        {"toelichtingWerkervaring": "kok", "datumAanvangWerkzaamheden": "2015-01-01",
         "datumEindeWerkzaamheden": "2019-01-01", "naamOrganisatie": "Restaurant Zout"},
        {"toelichtingWerkervaring": "bakker", "datumAanvangWerkzaamheden": "2020-05-01",
         "datumEindeWerkzaamheden": "2019-05-01"},
        {"toelichtingWerkervaring": "bakker", "datumAanvangWerkzaamheden": "mei"},
        {"toelichtingWerkervaring": "Xyzzy"},
    ]  # fmt: skip
    found = read({"arbeidsmarktkwalificatie": {"werkervaring": rows}})

    assert [one.years for one in found.facts.work] == [4.0, 0.0, 0.0]
    assert found.left_out == ("bij wie u werkte",)
    assert found.wrong == (
        "Werkervaring 2: de laatste dag ligt voor de eerste. Kijk dat na.",
        "Werkervaring 3: ‘mei’ is geen datum, zoals 2024-03-31.",
        "Werkervaring 4: wij lezen niet welk werk dit is.",
    )


def test_work_that_ends_next_year_counts_until_today():
    row = {
        "toelichtingWerkervaring": "kok", "datumAanvangWerkzaamheden": "2023-08-04",
        "datumEindeWerkzaamheden": "2026-12-31",
    }  # fmt: skip
    assert read({"werkervaring": [row]}).facts.work == (Experience("kok", "kok", 2.0),)


def test_a_code_that_this_site_does_not_know_is_named_with_its_row():
    unknown = "https://lijst.example/id/A1"
    found = read({
        "bemiddelingsberoep": [{"codeBeroepsnaam": words().uris["kok"]},
                               {"codeBeroepsnaam": unknown}],
        "arbeidsmarktkwalificatie": {"competentiebeheersing": [{"codeCompetentie": unknown}]},
    })  # fmt: skip

    assert found.facts == Facts(wishes=(Wish("kok", "kok"),))
    assert found.wrong == (
        "Gewenst werk 2: wij kennen deze code niet. Vul dit zelf in.",
        "Vaardigheid 1: wij kennen deze code niet. Vul dit zelf in.",
    )


@pytest.mark.parametrize(
    "study",
    [
        {"omschrijvingOpleidingsnaam": "opleiding metselaar", "codeOpleidingsnaam": 1},
        {"naamOpleidingOngecodeerd": "opleiding metselaar"},
        {"opleidingsnaamGecodeerd": {"omschrijvingOpleidingsnaam": "opleiding metselaar"}},
    ],
)
def test_what_older_versions_of_vum_wrote_as_names_is_read(study):
    found = read({
        "bemiddelingsberoep": [{"naamBeroepOngecodeerd": "kok"}],
        "arbeidsmarktkwalificatie": {
            "vakvaardigheid": [{"omschrijving": "metselen"}],
            "gedragscompetentie": [{"omschrijvingGedragscompetentie": "samenwerken"}],
            "opleiding": [{"codeNiveauOpleiding": 4, "opleidingsnaam": study}],
            "werkervaring": [{"beroep": {"naamBeroepOngecodeerd": "bakker"}}],
        },
    })  # fmt: skip

    assert found.wrong == ()
    assert found.facts == Facts(
        wishes=(Wish("kok", "kok"),), work=(Experience("bakker", "bakker"),),
        skills=(Skill("metselen", "metselen"), Skill("samenwerken", "samenwerken")),
        studies=(Study("opleiding metselaar", 4),),
    )  # fmt: skip


def test_what_vum_says_is_not_known_stays_unknown():
    found = read({
        "flexibiliteit": {"indicatieOnregelmatigWerkOfPloegendienst": 0},
        "arbeidsmarktkwalificatie": {
            "codeWerkEnDenkniveauWerkzoekende": 7,
            "taalbeheersing": [{"codeTaal": "nld", "codeNiveauTaalbeheersingMondeling": 8}],
        },
    })  # fmt: skip
    assert found.facts == Facts(languages=(Language("nl", ""),))


def test_no_licence_at_all_is_something_else_than_unknown():
    assert read({"rijbewijs": []}).facts.licences == ()
    assert read({}).facts.licences is None
    assert read({"rijbewijs": ["B", "Q"]}).wrong == ("Het rijbewijs ‘Q’ bestaat niet.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "geen JSON van VUM"),
        ("[" * 100_000, "geen JSON van VUM"),
        ("3", "geen profiel van VUM"),
        ("[]", "staan 0 profielen"),
        ("[{}, {}]", "staan 2 profielen"),
        (" " * ((1 << 20) + 1), "te groot"),
    ],
)
def test_another_file_is_refused_with_what_to_do(text, said):
    with pytest.raises(FileError, match=said):
        read(text)


@pytest.mark.parametrize("value", [None, 3, "tekst", [], [[]], [None], {"a": 1}, True, [{"a": {}}]])
def test_no_value_anywhere_stops_the_reading(value):
    market = dict.fromkeys(IN_THE_MARKET, value)
    profile = dict.fromkeys(AROUND_IT, value)
    read(profile | {"arbeidsmarktkwalificatie": market})
    read(profile | market | {"arbeidsmarktkwalificatie": value})
