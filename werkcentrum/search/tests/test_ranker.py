"""Whatever is asked, the ranker answers, in a fixed order, and says why."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.search.embed import NullEmbedder
from werkcentrum.search.material import Material
from werkcentrum.search.ranker import Example, Ranker
from werkcentrum.search.tests.small import (
    small_documents,
    small_material,
    small_ranker,
)
from werkcentrum.search.training import train

DOCUMENTS = small_documents()
KEYS = {document.key for document in DOCUMENTS}


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=1_500))
def test_no_text_whatever_makes_it_fail(text):
    ranking = small_ranker().rank(text)
    assert {result.key for result in ranking.results} == KEYS
    scores = [result.score for result in ranking.results]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["", " ", "😀😀", "\u202e\u200f", "\ud800", "?!", "\x00" * 30])
def test_a_question_without_words_still_gets_all_services_but_no_promise(text):
    ranking = small_ranker().rank(text)
    assert len(ranking.results) == len(DOCUMENTS)
    assert not ranking.confident
    assert not ranking.sure
    assert ranking.danger is None
    assert ranking.role is None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.key)
def test_every_service_is_found_by_its_own_title(document):
    assert small_ranker().rank(document.title).results[0].key == document.key


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_one_typing_error_in_the_title_keeps_the_service_near_the_top(document, data):
    at = data.draw(st.integers(1, len(document.title) - 1))
    letter = data.draw(st.sampled_from("aeinrst"))
    mistyped = document.title[:at] + letter + document.title[at + 1 :]
    keys = [result.key for result in small_ranker().rank(mistyped).results]
    assert document.key in keys[:10]


def test_the_same_question_gets_the_same_answer_after_fitting_again():
    material = small_material()
    turned = dataclasses.replace(
        material, documents=material.documents[::-1], examples=material.examples[::-1]
    )
    again = train(turned, embedder=NullEmbedder())
    assert again.rank("hulp met schuld") == small_ranker().rank("hulp met schuld")


def test_who_learns_again_takes_over_the_alarm_and_answers_as_who_starts_afresh(tmp_path):
    small_ranker().save(tmp_path / "ranker")
    before = Ranker.load(tmp_path / "ranker", embedder=NullEmbedder())
    material = small_material()
    renamed = dataclasses.replace(material.documents[0], title="Hulp bij uw brief")
    changed = dataclasses.replace(material, documents=(renamed, *material.documents[1:]))
    again = train(changed, embedder=NullEmbedder(), before=before)
    assert again.alarm is before.alarm
    afresh = train(changed, embedder=NullEmbedder())
    for question in ("hulp bij een brief", "ik wil niet meer leven", "шукаю роботу"):
        assert again.rank(question) == afresh.rank(question)


def test_what_is_asked_of_a_ranker_that_has_just_learned_is_not_kept():
    class Counting(NullEmbedder):
        asked = 0

        def encode(self, texts):
            self.asked += len(texts)
            return super().encode(texts)

    encoder = Counting()
    ranker = train(small_material(), embedder=encoder)
    before = encoder.asked
    for _ in range(2):
        ranker.rank("ik wil niet meer leven")
    assert encoder.asked == before + 2


def test_other_danger_to_learn_makes_another_alarm():
    material = small_material()
    more = Example("ik heb geen bed vannacht", "nl", "danger:homeless")
    changed = dataclasses.replace(material, examples=(*material.examples, more))
    again = train(changed, embedder=NullEmbedder(), before=small_ranker())
    assert again.alarm.digest != small_ranker().alarm.digest


def test_a_saved_ranker_answers_the_same_after_loading(tmp_path):
    small_ranker().save(tmp_path / "ranker")
    loaded = Ranker.load(tmp_path / "ranker", embedder=NullEmbedder())
    for question in ("baan kwijt", "шукаю роботу", "ik wil niet meer leven", ""):
        assert loaded.rank(question) == small_ranker().rank(question)


def test_a_question_is_compared_with_all_examples_in_one_stream(tmp_path):
    class Counting(NullEmbedder):
        width = 2

        def encode(self, texts):
            return np.array([[len(text), 1] for text in texts], np.float32).reshape(-1, 2)

    train(small_material(), embedder=Counting()).save(tmp_path / "ranker")
    loaded = Ranker.load(tmp_path / "ranker", embedder=Counting())
    for learned in (loaded.gatherer.learned, loaded.alarm.learned):
        assert learned.vectors.strides[0] == learned.vectors.itemsize


def test_saving_again_replaces_the_older_one(tmp_path):
    small_ranker().save(tmp_path / "ranker")
    small_ranker().save(tmp_path / "ranker")
    assert [path.name for path in tmp_path.iterdir()] == ["ranker"]


def test_a_ranker_saved_with_another_encoder_is_refused(tmp_path):
    class Other(NullEmbedder):
        version = "other"

    small_ranker().save(tmp_path / "ranker")
    with pytest.raises(ValueError, match="saved with none, not with other"):
        Ranker.load(tmp_path / "ranker", embedder=Other())


def test_a_catalogue_needs_services_with_keys_of_their_own():
    with pytest.raises(ValueError, match="key of its own"):
        train(Material(()), embedder=NullEmbedder())
    with pytest.raises(ValueError, match="key of its own"):
        train(Material((DOCUMENTS[0], DOCUMENTS[0])), embedder=NullEmbedder())


def test_a_catalogue_without_any_example_still_ranks():
    ranker = train(Material(DOCUMENTS), embedder=NullEmbedder())
    assert ranker.rank("deurwaarder").results[0].key == "schuldhulp"


def test_an_example_for_a_service_that_is_not_offered_is_left_out():
    elsewhere = Example("waar is de bieb", "nl", "bibliotheek")
    ranker = train(Material(DOCUMENTS, (elsewhere,)), embedder=NullEmbedder())
    assert {result.key for result in ranker.rank("waar is de bieb").results} == KEYS


def test_somebody_reads_which_of_their_words_were_understood():
    first = small_ranker().rank("de deurwaarder belt").results[0]
    assert (first.why, first.why_kind) == ("deurwaarder", "term")


def test_a_turkish_question_is_explained_with_its_own_words():
    first = small_ranker().rank("çok borç var, nasıl ödeyebilirim").results[0]
    assert first.key == "schuldhulp"
    assert "borç" in first.why


def test_an_employer_sees_services_for_employers_first():
    results = small_ranker().rank("hulp", audience="employer").results
    fitting = {d.key for d in DOCUMENTS if "employer" in d.audiences}
    assert {result.key for result in results[: len(fitting)]} == fitting


def test_what_the_person_says_they_are_is_what_counts():
    ranking = small_ranker().rank("ik heb te veel rekeningen", audience="employer")
    assert ranking.audience == ranking.role == "employer"


def test_only_the_services_that_are_shown_need_to_say_why():
    results = small_ranker().rank("cv", explained=3).results
    assert [bool(result.why) for result in results] == [True] * 3 + [False] * (len(DOCUMENTS) - 3)


def test_what_belongs_to_the_best_service_comes_up_with_it():
    alone = dataclasses.replace(DOCUMENTS[0], key="a-alone", title="Cursus macrame", terms=())
    beside = dataclasses.replace(alone, key="b-beside", title="Heel iets anders", summary="")
    pair = (alone, dataclasses.replace(beside, related=("a-alone",)))
    for documents, place in (((alone, beside), 2), (pair, 1)):
        ranker = train(Material((*DOCUMENTS, *documents)), embedder=NullEmbedder())
        keys = [result.key for result in ranker.rank("macrame").results]
        assert keys[0] == "a-alone"
        assert (keys.index("b-beside") == 1) == (place == 1)


def test_a_self_employed_person_is_recognised():
    assert small_ranker().rank("ik ben zzp'er en zoek hulp").role == "self_employed"


def test_results_are_plain_values():
    ranking = small_ranker().rank("cv")
    assert ranking.results[0].key == "cv-hulp"
    assert type(ranking.confident) is bool
    assert type(ranking.results[0].score) is float
