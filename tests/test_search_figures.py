"""How well the pilot region is searched, in the words of people from everywhere."""

import pytest

from tests.source import ROOT
from werkcentrum.catalogue.search_index import ranker_of
from werkcentrum.search.sources import read_cues, read_documents, read_examples, read_phrases

pytestmark = pytest.mark.django_db
BASE = ROOT / "regions" / "_base"

# Everyday words of our own, none from the example files; one for each of the twelve languages.
ASKED = [
    ("mijn baas heeft me ontslagen, krijg ik nu een uitkering", "ww-aanvragen"),
    ("I want to learn Dutch, is there a class in the library", "taalhuis"),
    ("потрібен дитячий садок, бо виходжу на роботу", "kinderopvang"),
    ("عندي ديون كثيرة ولا أستطيع الدفع", "schuldhulp"),
    ("özgeçmişimi düzeltmek için yardım istiyorum", "cv-hulp"),
    ("czy mój dyplom z Polski jest tu uznawany", "diploma-waardering"),
    ("у меня много долгов, кто поможет", "schuldhulp"),
    ("necesito ayuda con mi currículum", "cv-hulp"),
    ("je cherche une place en crèche pour mon fils", "kinderopvang"),
    ("ich möchte meine eigene Firma gründen", "starten-als-ondernemer"),
    ("vreau să învăț limba olandeză", "taalhuis"),
    ("имам много дългове и сметки", "schuldhulp"),
]


@pytest.fixture(scope="module")
def ranker(pilot):
    return ranker_of(pilot)


@pytest.mark.slow
@pytest.mark.parametrize(("question", "key"), ASKED)
def test_people_find_their_way_in_twelve_languages(ranker, question, key):
    assert key in [result.key for result in ranker.rank(question).results[:3]]


@pytest.mark.slow
def test_every_service_is_found_by_its_own_title(ranker):
    for document in read_documents(BASE):
        keys = [result.key for result in ranker.rank(document.title).results[:3]]
        assert document.key in keys, document.title


@pytest.mark.slow
def test_an_everyday_term_finds_its_service(ranker):
    # Every tenth: they are thousands, and a ranking takes milliseconds.
    terms = [
        (term, document.key) for document in read_documents(BASE) for term in document.terms[::10]
    ]
    found = [key in [result.key for result in ranker.rank(term).results[:3]] for term, key in terms]
    assert sum(found) / len(found) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("ik wil niet meer leven", "suicide"),
        ("my husband hits me", "violence"),
        ("szef zabrał mi paszport i nie płaci", "exploitation"),
        ("bu gece kalacak yerim yok", "homeless"),
        ("nu avem ce mânca", "hunger"),
    ],
)
def test_danger_is_seen_in_any_language(ranker, question, kind):
    assert ranker.rank(question).danger == kind


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    [
        "ontslagen, ik maak er een eind aan",
        "I got fired and want to die",
        "zwolnili mnie, chcę się zabić",
        "m-au concediat, vreau să mor",
        "меня уволили, хочу умереть",
        "mijn opleiding mislukt en ik wil liever dood zijn",
        "stage gestopt, ik wil sterven",
        "viré, j'ai envie d'en finir avec la vie",
        "licenciée ce matin, j'ai envie d'en finir",
        "j'ai envie d'en finir avec mes dettes et avec la vie",
        "ik volg een training maar de mensen haten mij en ik wil dood",
        "ik wil sterven, de mensen op de cursus pesten mij",
        "mijn training is gestopt en niemand van de mensen ziet mij, liever dood",
        "op de training zeggen klanten dat ik niks kan en ik wil dood",
        "mijn baan is weg, dood zijn is beter",
    ],
)
def test_who_wants_to_die_since_they_lost_their_job_is_in_danger(ranker, question):
    assert ranker.rank(question).danger == "suicide"


@pytest.mark.slow
@pytest.mark.parametrize("question", ["hallo", "wat is de hoofdstad van frankrijk", "sdfkj lkwer"])
def test_a_question_for_somebody_else_is_not_answered_with_confidence(ranker, question):
    assert not ranker.rank(question).confident


def test_the_region_files_can_be_read():
    kinds = {cue.kind for cue in read_cues(BASE)}
    assert {"suicide", "violence", "exploitation", "homeless", "hunger"} <= kinds
    assert len(read_phrases(BASE)) > 1_500
    assert len(read_examples(BASE)) > 3_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("ik zoek een baan", "vacatures-zoeken"),
        ("baan kwijt", "ww-aanvragen"),
        ("schulden", "schuldhulp"),
        ("stage", "stage-zoeken"),
        ("personeel gezocht", "vacature-melden"),
        ("subsidie", "subsidies-werkgever"),
    ],
)
def test_a_word_or_two_is_enough_and_is_answered_with_confidence(ranker, question, key):
    ranking = ranker.rank(question)
    assert ranking.results[0].key == key
    assert ranking.confident


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    [
        "mijn baas vermoordt me als ik weer te laat ben",
        "vroeger dakloos, nu een huis, en ik zoek werk",
        "mijn uitzendbureau vraagt een kopie van mijn id",
        "Zwolnili mnie",
        "İşten çıkarıldım",
        "M-au dat afară",
        "Me han despedido",
        "Nie mam pieniędzy",
        "Нямам пари",
        "ik ben ontslagen en weet niet meer wat ik moet",
        "Paramız bitti",
        "N-am bani deloc",
        "deze baan is mijn dood",
        "training voor als klanten zeggen dat ze dood willen",
        "training over omgaan met mensen die dood willen",
        "cursus omgaan met mensen die gaan sterven",
        "training over mensen die sterven",
        "mijn baan is dood",
        "j'ai envie d'en finir avec mes dettes",
        "j'ai envie d'en finir avec ce boulot",
        "j'ai envie d'en finir avec ce patron",
        "j'ai envie d'en finir avec ma recherche d'emploi",
    ],
)
def test_what_only_sounds_like_danger_is_answered_as_any_question(ranker, question):
    assert ranker.rank(question).danger is None


@pytest.mark.slow
@pytest.mark.parametrize("before", [0, 1, 12])
def test_danger_is_seen_in_the_middle_of_a_long_story_about_work(ranker, before):
    story = "Ik werk al tien jaar als kok en zoek nu een andere baan in de buurt van Voorburg. "
    question = story * before + "Mijn man slaat mij elke avond. " + story * 3
    assert ranker.rank(question).danger == "violence"


@pytest.mark.slow
def test_the_most_urgent_danger_comes_first(ranker):
    assert ranker.rank("mijn man slaat mij en ik wil niet meer leven").danger == "suicide"
