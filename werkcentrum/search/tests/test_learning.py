"""The shortcuts in the learning are exact: they equal the slow way."""

import numpy as np
import pytest

from werkcentrum.search.calibrate import Logistic, threshold_for_precision
from werkcentrum.search.embed import NullEmbedder
from werkcentrum.search.encoding import Remembering
from werkcentrum.search.figures import figures, ndcg
from werkcentrum.search.holding import hold_back
from werkcentrum.search.learning import solve


def test_what_was_held_back_is_predicted_as_by_somebody_who_never_saw_it():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(12, 4)).astype(np.float32)
    targets = rng.normal(size=(12, 2)).astype(np.float32)
    matrix = points @ points.T + np.eye(12, dtype=np.float32)
    dual, unseen = solve(matrix.copy(), targets, 9)
    assert np.allclose(matrix @ dual, targets, atol=1e-4)
    without = np.linalg.solve(matrix[:9, :9], targets[:9])
    assert np.allclose(unseen, matrix[9:, :9] @ without, atol=1e-4)


def test_what_has_no_solution_is_refused():
    with pytest.raises(ValueError, match="positive definite"):
        solve(-np.eye(3, dtype=np.float32), np.ones((3, 1), np.float32), 2)


def test_chances_rise_with_the_evidence():
    features = np.linspace(-2, 2, 40, dtype=np.float32)[:, None]
    model = Logistic.fit(features, features[:, 0] > 0)
    again = Logistic.from_lists(model.to_lists())
    assert np.all(np.diff(model.chance(features)) > 0)
    assert np.allclose(again.chance(features), model.chance(features))


def test_a_threshold_keeps_its_promise():
    chances = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    truth = np.array([True, True, False, True])
    assert threshold_for_precision(chances, truth, 0.9) == pytest.approx(0.8)
    assert threshold_for_precision(chances, ~truth, 0.9) == 2.0


def test_a_perfect_order_scores_one_and_success_needs_a_useful_service():
    assert ndcg([3, 2, 1], float, [1, 2, 3]) == 1.0
    found = figures([(["a", "b"], {"b": 3, "a": 1}), (["a"], {})])
    assert (found.count, found.first, found.three, found.mrr) == (1, 0.0, 1.0, 0.5)


class Counting(NullEmbedder):
    """Knows how often it was asked; every text has a vector of its own."""

    width = 2

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(-1, 2)


def test_a_sentence_that_was_learned_before_is_not_encoded_again():
    first = Remembering(Counting())
    once = first.encode(["ik zoek werk", "hallo", "ik zoek werk"])
    encoder = Counting()
    later = Remembering(encoder, first.arrays())
    again = later.encode(["hallo", "ik zoek werk", "nieuw"])
    assert encoder.asked == ["nieuw"]
    assert (again[[1, 0, 1]] == once).all()
    assert set(later.arrays()["sentence_keys"]) > set(first.arrays()["sentence_keys"])


def test_of_many_questions_a_fifth_is_held_back_and_of_few_all_in_parts():
    vectors = np.random.default_rng(4).normal(size=(6_000, 40)).astype(np.float32)
    (fifth,) = hold_back(vectors, np.ones(6_000, bool))
    assert 1_100 < fifth.sum() < 1_300
    parts = hold_back(vectors[:50], np.arange(50) < 40)
    assert np.sum(parts, axis=0).tolist() == [1] * 40 + [0] * 10


def test_questions_that_are_nearly_the_same_are_held_back_together():
    vectors = np.random.default_rng(4).normal(size=(60, 40)).astype(np.float32)
    parts = hold_back(np.repeat(vectors, 2, axis=0), np.ones(120, bool))
    assert all((part[::2] == part[1::2]).all() for part in parts)
