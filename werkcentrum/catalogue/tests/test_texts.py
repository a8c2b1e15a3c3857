"""What a visitor reads in the base is plain Dutch at level B1, and no service is half written."""

import csv
import re
from collections import Counter
from functools import lru_cache

import pytest
import yaml
from django.conf import settings

from tests.readability import obstacles

BASE = settings.REGIONS_DIR / "_base"
# What regions and municipalities say differently, such as `gemeenten/x/services/cv-hulp.yaml`.
OWN_SERVICES = sorted(
    str(path.relative_to(BASE.parent))
    for path in BASE.parent.rglob("services/*.yaml")
    if BASE not in path.parents
)
SERVICES = sorted(path.stem for path in (BASE / "services").glob("*.yaml"))
PAGES = sorted(path.stem for path in (BASE / "pages").glob("*.md"))
LISTS = ("themes", "groups", "emergency", "glossary")
SERVICE_TEXTS = (
    "title",
    "summary",
    "what_you_get",
    "for_whom",
    "cost_note",
    "bring",
    "first_step",
    "duties",
    "check_at",
)

# Other programs and printed sheets use these keys, so they stay.
CATALOGUE = set(
    """
    advies-ontslag-contract banenmarkt begeleiding-naar-werk beroepentest beschut-werk bijbaan
    bijstand-aanvragen bijstand-zelfstandigen conflict-op-werk cv-hulp digitale-overheid
    digitale-vaardigheden diploma-waardering doelgroepregister dreigend-ontslag erkend-leerbedrijf
    erkenning-ervaring extra-inkomensregelingen gesprek-met-gids herintreden inclusief-werkgeven
    inloopspreekuur jobcoach jongerenloket kinderopvang leerwerktraject levenlanglerenkrediet
    loonkostensubsidie loonkostenvoordeel loopbaanadvies mantelzorg-en-werk meer-uren-werken
    na-detentie netwerkgroep no-risk-polis omscholing ontheemden-in-dienst ontheemden-oekraine
    open-hiring-en-functiecreatie personeel-met-schulden personeelstekort praktijkleren-mbo
    pro-vso-naar-werk proefplaatsing psychische-klachten-en-werk rekenen-en-basisvaardigheden
    reorganisatie scholing-betalen scholing-personeel schuldhulp slim-subsidie
    sollicitatietraining stage-zoeken starten-als-ondernemer statushouders stoppen-met-bedrijf
    studiekeuze subsidie-praktijkleren subsidies-werkgever taal-op-de-werkvloer taalhuis
    vacature-melden vacatures-zoeken vervoer-naar-werk verzuim-en-reintegratie vrijwilligerswerk
    werk-50-plus werken-in-nederland werken-met-beperking werken-naast-uitkering
    werkervaringsplek werkplekaanpassing werktijdverkorting ww-aanvragen ziek-en-werk zzp-advies
    """.split()  # noqa: SIM905  76 quoted lines are harder to compare with the catalogue
)

_AMOUNT = re.compile(r"€|\d\s*euro\b|\beuro\s*\d|%|\bprocent\b|\bEUR\b", re.IGNORECASE)
_TERM = re.compile(
    r"\b(?:\d+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf)\s+"
    r"(?:dagen|weken|maanden|kwartalen|jaar|uur)\b",
    re.IGNORECASE,
)


def load(name):
    return yaml.load((BASE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def rows(name):
    with (BASE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def service(key):
    return load(f"services/{key}.yaml")


def service_text(key):
    """Every text a visitor reads of a service, one a line; law and search words are not read."""
    return text_of(service(key))


def text_of(values_by_name):
    values = [values_by_name.get(name) or [] for name in SERVICE_TEXTS]
    return "\n".join("\n".join([value] if isinstance(value, str) else value) for value in values)


def list_text(name):
    if name == "glossary":
        return "\n".join(row["meaning"] for row in rows("glossary.csv"))
    if name == "emergency":
        notes = [
            contact.get("note", "") for row in load("emergency.yaml") for contact in row["contacts"]
        ]
        return "\n".join(
            [f"{row['title']}\n{row['text']}" for row in load("emergency.yaml")] + notes
        )
    return "\n".join(f"{row['title']}\n{row['summary']}" for row in load(f"{name}.yaml"))


def page_text(name):
    return (BASE / "pages" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", SERVICES)
def test_a_reader_at_level_b1_can_read_the_service(key):
    assert obstacles(service_text(key)) == []


@pytest.mark.parametrize("name", OWN_SERVICES)
def test_a_reader_at_level_b1_can_read_what_a_municipality_does_differently(name):
    text = text_of(load(f"../{name}"))

    assert obstacles(text) == []
    assert _AMOUNT.findall(text) == []


@pytest.mark.parametrize("name", LISTS)
def test_a_reader_at_level_b1_can_read_the_list(name):
    assert obstacles(list_text(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_at_level_b1_can_read_the_page(name):
    assert obstacles(page_text(name)) == []


OFFICIAL = (
    "Indien de werkgever conform de vigerende regelgeving voor een tegemoetkoming in aanmerking "
    "wenst te komen, dient de arbeidsovereenkomst voorafgaand aan de indiensttreding middels een "
    "gemotiveerde doelgroepverklaring bij de uitvoeringsinstantie te worden verantwoord."
)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (OFFICIAL, "te lange zin"),
        (OFFICIAL, "moeilijk woord: Indien"),
        (OFFICIAL, "zinnen zijn gemiddeld te lang"),
        (OFFICIAL, "te veel lange woorden"),
        (OFFICIAL, "te moeilijk: Flesch-Douma"),
        (
            "U belt en dan kijkt de man of de baan er nog is en of u daar echt kunt gaan werken.",
            "te lange zin",
        ),
        ("Dit traject is er voor u.", "moeilijk woord: traject"),
        ("Vraag het aan uw baas. Het heet een arbeidsovereenkomst.", "te veel lange woorden"),
        ("Organisaties realiseren professionele loopbaanadviezen.", "te moeilijk"),
    ],
)
def test_a_text_full_of_official_language_is_refused(text, refusal):
    assert any(found.startswith(refusal) for found in obstacles(text))


def test_a_word_of_the_jargon_list_inside_another_word_is_no_jargon():
    assert obstacles("U kunt de brief bij ons indienen.") == []


def test_the_catalogue_holds_its_76_services():
    assert len(CATALOGUE) == 76
    assert set(SERVICES) == CATALOGUE


@pytest.mark.parametrize("key", SERVICES)
def test_a_service_is_found_by_15_to_40_everyday_words(key):
    terms = service(key)["terms"]
    assert 15 <= len(terms) <= 40
    assert len({str(term).casefold() for term in terms}) == len(terms)


@pytest.mark.parametrize("key", SERVICES)
def test_nobody_claims_a_text_was_checked_before_a_person_did(key):
    assert service(key)["checked_on"] is None


@pytest.mark.parametrize("key", SERVICES)
def test_no_text_promises_an_amount_and_no_scheme_a_term(key):
    text = service_text(key)
    assert _AMOUNT.findall(text) == []
    if service(key)["kind"] == "scheme":
        assert _TERM.findall(text) == []


@pytest.mark.parametrize(
    "promise", ["U krijgt € 500.", "Dat is 2.000 euro.", "Euro 20", "80 procent"]
)
def test_an_amount_is_recognised(promise):
    assert _AMOUNT.search(promise)


@pytest.mark.parametrize("promise", ["Dat duurt zes weken.", "U krijgt het 2 jaar."])
def test_a_term_is_recognised(promise):
    assert _TERM.search(promise)


@pytest.mark.parametrize("key", SERVICES)
def test_an_employer_reads_the_duties_and_where_to_check_a_scheme(key):
    entry = service(key)
    is_scheme = entry["kind"] == "scheme"
    assert entry["check_at"] or not is_scheme
    if "employer" in entry["audience"] and (is_scheme or entry["audience"] == ["employer"]):
        assert entry["duties"]


@pytest.mark.parametrize("key", SERVICES)
def test_a_service_has_at_least_40_example_questions(key):
    assert len(rows(f"examples/{key}.csv")) >= 40


def test_no_example_question_stands_in_the_files_twice():
    files = sorted(path.name for path in (BASE / "examples").glob("*.csv"))
    asked = Counter(
        " ".join(row["text"].casefold().split())
        for name in files
        for row in rows(f"examples/{name}")
    )
    assert [text for text, times in asked.items() if times > 1] == []
