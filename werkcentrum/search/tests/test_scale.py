"""In a catalogue too large to learn, people still find the right service."""

import dataclasses

import numpy as np
import pytest

from werkcentrum.search import hybrid
from werkcentrum.search.embed import NullEmbedder
from werkcentrum.search.lessons import choose
from werkcentrum.search.material import Material
from werkcentrum.search.postings import Hashes, Lists, Numbers, Postings, Texts
from werkcentrum.search.ranker import MOST_RESULTS, Example, Ranker
from werkcentrum.search.samples import NEAR_MISS, collect
from werkcentrum.search.tests.small import small_documents, small_examples, small_material
from werkcentrum.search.training import train

DOCUMENTS = small_documents()
SAMPLES = small_material().samples


@pytest.fixture(scope="module")
def large():
    """The small catalogue, as if even ten samples were too many to learn."""
    material = dataclasses.replace(small_material(), most_learned=10)
    return train(material, embedder=NullEmbedder())


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("past er iemand op mijn peuter", "kinderopvang"),
        ("mijn rekeningen zijn te veel", "schuldhulp"),
        ("where to learn dutch", "taalhuis"),
        ("deurwarder", "schuldhulp"),
    ],
)
def test_somebody_finds_what_an_example_or_a_term_says(large, question, key):
    assert large.rank(question).results[0].key == key


def test_somebody_in_danger_is_still_seen(large):
    assert large.rank("ik wil niet meer leven").danger == "suicide"
    assert large.rank("wie kijkt mijn cv na").danger is None


def test_a_large_catalogue_answers_the_same_after_loading(large, tmp_path):
    large.save(tmp_path / "ranker")
    loaded = Ranker.load(tmp_path / "ranker", embedder=NullEmbedder())
    for question in ("wie past op mijn kind", "шукаю роботу", "ik wil niet meer leven", ""):
        assert loaded.rank(question) == large.rank(question)


def test_an_answer_holds_a_hundred_services_at_most():
    many = [dataclasses.replace(DOCUMENTS[0], key=f"cv-{n:03d}") for n in range(MOST_RESULTS + 5)]
    ranker = train(Material((*many, DOCUMENTS[1])), embedder=NullEmbedder())
    results = ranker.rank("taalles").results
    assert len(results) == MOST_RESULTS
    assert results[0].key == "taalhuis"


def test_a_catalogue_that_fits_is_learned_whole():
    lessons = choose(SAMPLES)
    assert lessons.services
    assert not any(label.startswith("danger:") for labels in lessons.labels for label in labels)
    assert {document.key for document in DOCUMENTS} <= {
        label for labels in lessons.labels for label in labels
    }


def test_a_worry_that_no_service_here_answers_is_not_learned_as_a_question_for_one():
    elsewhere = Example("ik ga dood van de stress", "nl", "bibliotheek", near_miss=True)
    lessons = choose(collect(DOCUMENTS, [elsewhere], ()))
    assert "bibliotheek" not in {label for labels in lessons.labels for label in labels}


def test_of_the_worries_every_service_gets_its_turn(monkeypatch):
    monkeypatch.setattr("werkcentrum.search.lessons._NEAR_MISSES", 5)
    one, other = DOCUMENTS[0].key, DOCUMENTS[1].key
    worries = [Example(f"ik ga kapot aan {n}", "nl", one, near_miss=True) for n in range(30)]
    worries += [Example(f"ik word gek van {n}", "nl", other, near_miss=True) for n in range(2)]
    lessons = choose(collect(DOCUMENTS, [*small_examples(), *worries], ()))
    taken = [s.label for s in lessons.samples if s.group == NEAR_MISS]
    assert taken.count(one) == taken.count(other) == 2


def test_of_one_that_does_not_fit_only_strangers_to_it_are_learned():
    lessons = choose(SAMPLES, most=3)
    names = {label for labels in lessons.labels for label in labels}
    assert not names & {document.key for document in DOCUMENTS}
    assert {"nonsense", "out-of-scope"} <= names
    pairs = zip(lessons.samples, lessons.trust, strict=True)
    learned = {sample.group for sample, trust in pairs if trust}
    assert {"example nonsense", "example out-of-scope"} <= learned
    assert sum(group.startswith("phrase ") for group in learned) == 0


def test_the_best_are_the_first_of_all_in_order():
    scores = np.random.default_rng(3).integers(0, 40, 500).astype(np.float32)
    for most in (1, 7, 499, 500, 900):
        assert (hybrid.best(scores, most) == np.argsort(-scores, kind="stable")[:most]).all()


def test_looking_up_finds_what_was_put_in():
    texts = ["één", "", "два", "\ud800", "drie vier"]
    assert list(Texts.of(texts)) == texts
    assert Texts.of(texts)[4] == "drie vier"
    assert "één" in Hashes.of(texts)
    assert "twee" not in Hashes.of(texts)
    assert [Lists.of([[3, 1], [], [2]]).at(place).tolist() for place in range(3)] == [
        [1, 3],
        [],
        [2],
    ]


def test_a_token_has_its_number_and_an_unknown_one_none():
    numbers = Numbers.of({"werk": 41, "we": 0, "één": 7})
    kept = Numbers.from_arrays(numbers.arrays("tokens"), "tokens")
    for known in (numbers, kept):
        assert [known.get(token) for token in ("werk", "we", "één", "wo")] == [41, 0, 7, None]
        assert len(known) == 3


def test_a_word_counts_where_it_stands():
    postings = Postings.of([{"hulp": 1.0}, {}, {"hulp": 2.0, "taal": 4.0}])
    assert postings.scores({"hulp": 1.0, "taal": 0.5, "onbekend": 9.0}, 3).tolist() == [1, 0, 4]
