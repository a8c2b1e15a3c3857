"""`werkcentrum match` and `evaluate-matching`: what programs and people read."""

import json
import os
import weakref
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from werkcentrum.matching import scoring
from werkcentrum.matching.management.commands import evaluate_matching, match
from werkcentrum.partners.models import PostcodePoint
from werkcentrum.search.embed import NullEmbedder

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

DATA = Path(__file__).parent / "data"
COOK = {
    "idWerkzoekende": "p1",
    "bemiddelingsberoep": ["koken, overdag"],
    "werkervaring": [{"beroep": "kok in een hotel", "jaren": 8, "toelichting": "ontbijt, lunch"}],
    "competenties": ["hygiëneregels"],
    "opleiding": [{"naam": "koksschool", "niveau": "4 mbo", "diploma": True}],
    "postcode": "2271 AB", "maximaleReisafstand": 10,
    "werkurenMinimaal": 24, "werkurenMaximaal": 32, "codeWerkEnDenkniveau": "4 mbo",
    "rijbewijs": [], "indicatieOnregelmatigWerkOfPloegendienst": False,
    "persoonlijkePresentatie": "Ik ben 52 en zorg voor mijn moeder.",
}  # fmt: skip
KITCHEN = {
    "idVacature": "v1", "naamVacature": "Kok zorgcentrum",
    "omschrijvingVacature": "U kookt elke middag vers voor ouderen.", "postcode": "2611 CD",
    "werkurenMinimaal": 28, "werkurenMaximaal": 36, "codeWerkEnDenkniveauMinimaal": "3 vmbo",
    "rijbewijs": [], "indicatieOnregelmatigWerkOfPloegendienst": False,
}  # fmt: skip


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """Voorburg and Delft lie on the map, and no meaning is read: that takes a second."""
    for command in (match, evaluate_matching):
        monkeypatch.setattr(command, "SentenceEncoder", NullEmbedder)
    PostcodePoint.objects.create(postcode4="2271", latitude=52.071, longitude=4.363)
    PostcodePoint.objects.create(postcode4="2611", latitude=52.012, longitude=4.357)


@pytest.fixture
def matched(tmp_path, capsys):
    """What the command answers to these profiles and vacancies."""

    def run(profiles, vacancies, *arguments, top="10"):
        files = [tmp_path / "v.jsonl", tmp_path / "p.jsonl"]
        for path, rows in zip(files, (vacancies, profiles), strict=True):
            lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        named = ["--vacancies", str(files[0]), "--profiles", str(files[1]), "--top", top]
        call_command("match", *named, *(arguments or ("--json",)))
        return capsys.readouterr()

    return run


def test_one_line_of_json_for_each_profile(matched):
    hotel = KITCHEN | {"idVacature": "v2", "indicatieOnregelmatigWerkOfPloegendienst": True}
    far = KITCHEN | {"idVacature": "v3", "werkurenMinimaal": 40, "werkurenMaximaal": 40}

    out, err = matched([COOK, COOK | {"idWerkzoekende": "p2"}], [KITCHEN, hotel, far])

    first, second = map(json.loads, out.splitlines())
    assert (first["profile"], second["profile"]) == ("p1", "p2")
    [found] = first["results"]
    assert (found["vacancy"], first["excluded"]) == (
        "v1",
        [{"vacancy": "v2", "limit": "irregular"}, {"vacancy": "v3", "limit": "hours"}],
    )
    assert round(sum(reason["points"] for reason in found["reasons"]), 4) == found["score"]
    assert "6,6 km" in " ".join(reason["text"] for reason in found["reasons"])
    assert err == ""


def test_people_read_lines(matched):
    out, _err = matched([COOK], [KITCHEN], "--no-color")

    assert out.startswith("p1 (buiten de grenzen: 0)\n1. Kok zorgcentrum (")


def test_no_more_than_was_asked(matched):
    many = [KITCHEN | {"idVacature": f"v{number}"} for number in range(5)]

    assert len(json.loads(matched([COOK], many, top="3").out)["results"]) == 3


def test_of_a_file_of_the_whole_country_somebody_sees_how_far_it_is(matched, monkeypatch):
    for module in (match, scoring):
        monkeypatch.setattr(module, "A_PART", 2)
    many = [COOK | {"idWerkzoekende": f"p{number}"} for number in range(5)]
    offered = [KITCHEN | {"idVacature": f"v{number}"} for number in range(3)]

    assert matched(many, offered).err.splitlines() == [
        "2 van 3 vacatures klaargezet", "2 van 5 profielen", "4 van 5 profielen",
    ]  # fmt: skip


def test_of_a_long_file_of_people_only_one_is_in_memory_at_a_time(matched, monkeypatch):
    alive, made = [], match.profiles_in

    def watched(path):
        for profile in made(path):
            alive.append(weakref.ref(profile))
            yield profile
            del profile
            assert sum(one() is not None for one in alive) <= 2

    monkeypatch.setattr(match, "profiles_in", watched)
    out = matched([COOK | {"idWerkzoekende": f"p{n}"} for n in range(6)], [KITCHEN]).out

    assert len(out.splitlines()) == 6


def test_people_may_come_through_a_pipe(tmp_path, capsys):
    (tmp_path / "v.jsonl").write_text(json.dumps(KITCHEN))
    out_of, into = os.pipe()
    with os.fdopen(out_of, "rb"), os.fdopen(into, "wb") as writing:
        writing.write(json.dumps(COOK).encode())
        writing.close()
        files = ["--vacancies", str(tmp_path / "v.jsonl"), "--profiles", f"/dev/fd/{out_of}"]
        call_command("match", *files, "--json")

    assert json.loads(capsys.readouterr().out)["profile"] == "p1"


def test_without_a_known_place_nothing_is_left_out_and_it_is_told(matched):
    lost = COOK | {"idWerkzoekende": "p2", "postcode": "9999 ZZ"}

    out, err = matched([lost, COOK], [KITCHEN, KITCHEN | {"idVacature": "v2", "postcode": None}])

    assert "bij 1 van 2 profielen en 1 van 2 vacatures" in err
    assert all(len(json.loads(line)["results"]) == 2 for line in out.splitlines())


def test_without_any_postcode_the_command_says_how_to_get_them(matched):
    PostcodePoint.objects.all().delete()

    assert "werkcentrum load-postcodes" in matched([COOK], [KITCHEN]).err


def test_who_somebody_is_changes_not_one_byte(matched):
    her = COOK | {
        "voornaam": "Fatima", "geslacht": "v", "geboortedatum": "1974-01-02",
        "nationaliteit": "Syrische", "uitkering": "bijstand",
        "bemiddelingsberoep": ["koken als moslima, overdag"],
        "werkervaring": [
            {"beroep": "kok in een hotel in Aleppo", "jaren": 8,
             "toelichting": "ontbijt, lunch, als alleenstaande moeder van 52"}
        ],
        "persoonlijkePresentatie": "Ik draag een hoofddoek en heb reuma.",
    }  # fmt: skip
    him = COOK | {
        "voornaam": "Jan", "geslacht": "m", "geboortedatum": "2001-09-08",
        "nationaliteit": "Nederlandse", "uitkering": "geen",
        "bemiddelingsberoep": ["koken als katholiek, overdag"],
        "werkervaring": [
            {"beroep": "kok in een hotel in Utrecht", "jaren": 8,
             "toelichting": "ontbijt, lunch, als getrouwde vader van 24"}
        ],
        "persoonlijkePresentatie": "Ik ben kerngezond en rijd motor.",
    }  # fmt: skip

    assert matched([her], [KITCHEN]).out == matched([him], [KITCHEN]).out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "dit is geen JSON"),
        ("[]", "dit is geen JSON-object"),
        ('{"bemiddelingsberoep": []}', "'idWerkzoekende' ontbreekt"),
        ('{"idWerkzoekende": "p1"}', "'p1' staat er al"),
        ('{"idWerkzoekende": "p2", "bemiddelingsberoep": "kok"}', "een lijst met teksten"),
        ('{"idWerkzoekende": "p2", "codeWerkEnDenkniveau": "mbo"}', "zoals '4 mbo'"),
        (
            '{"idWerkzoekende": "p2", "maximaleReisafstand": "ver"}',
            "een getal van 0 tot en met 999",
        ),
        ('{"idWerkzoekende": "p2", "werkurenMinimaal": 40, "werkurenMaximaal": 8}', "draai ze om"),
        ('{"idWerkzoekende": "p2", "rijbewijs": "B"}', "'rijbewijs' moet een lijst"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_printed(matched, capsys, line, told):
    with pytest.raises(CommandError) as error:
        matched([COOK, line], [KITCHEN])

    assert error.value.returncode == 1
    assert str(error.value).startswith("p.jsonl, regel 2: ")
    assert told in str(error.value)
    assert capsys.readouterr().out == ""


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="is niet te lezen") as error:
        call_command("match", "--vacancies", tmp_path / "x", "--profiles", tmp_path / "y")

    assert error.value.returncode == 2


@pytest.mark.parametrize(("profiles", "vacancies"), [([], [KITCHEN]), ([COOK], [])])
def test_an_empty_file_is_told(matched, profiles, vacancies):
    with pytest.raises(CommandError, match="is leeg") as error:
        matched(profiles, vacancies)

    assert error.value.returncode == 1


def test_grades_are_compared_with_the_list_and_with_whole_texts(tmp_path, capsys):
    files = {"profiles": [COOK], "vacancies": [KITCHEN, KITCHEN | {
        "idVacature": "v2", "naamVacature": "Timmerman", "omschrijvingVacature": "Zagen."}],
        "grades": [{"profile": "p1", "vacancy": "v1", "grade": 3}]}  # fmt: skip
    arguments = []
    for name, rows in files.items():
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        arguments += [f"--{name}", str(path)]

    call_command("evaluate_matching", *arguments, "--json")

    figures = json.loads(capsys.readouterr().out)
    assert figures["ndcg_at_10"] == 1
    assert figures["limits_broken_in_top_10"] == figures["perfect_pairs_excluded"] == 0
    assert figures["whole texts, BM25"] == 1
    # A perfect pair that a limit leaves out is a mistake, and told as one.
    (tmp_path / "profiles.jsonl").write_text(json.dumps(COOK | {"maximaleReisafstand": 1}))
    with pytest.raises(SystemExit) as error:
        call_command("evaluate_matching", *arguments)
    assert error.value.code == 1


def test_profiles_with_a_number_for_a_name_are_compared_too(tmp_path, capsys):
    files = {"profiles": COOK | {"idWerkzoekende": 1}, "vacancies": KITCHEN,
             "grades": {"profile": "1", "vacancy": "v1", "grade": 3}}  # fmt: skip
    arguments = []
    for name, row in files.items():
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps(row), encoding="utf-8")
        arguments += [f"--{name}", str(path)]

    call_command("evaluate_matching", *arguments, "--json")

    assert json.loads(capsys.readouterr().out)["profiles"] == 1
