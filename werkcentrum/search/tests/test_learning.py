"""The shortcuts in the learning are exact: they equal the slow way."""

import numpy as np
import pytest

from werkcentrum.search.calibrate import Logistic, threshold_for_precision
from werkcentrum.search.figures import figures, ndcg
from werkcentrum.search.learning import Training, invert


def test_the_inverse_in_its_own_memory_is_the_inverse():
    points = np.random.default_rng(2).normal(size=(2_100, 40)).astype(np.float32)
    matrix = points @ points.T + 50 * np.eye(2_100, dtype=np.float32)
    assert np.allclose(invert(matrix.copy()) @ matrix, np.eye(2_100), atol=1e-3)


def test_what_has_no_inverse_is_refused():
    with pytest.raises(ValueError, match="positive definite"):
        invert(-np.eye(3, dtype=np.float32))


def test_held_out_scores_equal_learning_without_the_fold():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(12, 4))
    targets = rng.normal(size=(12, 2)).astype(np.float32)
    kernel = points @ points.T
    folds = np.array([0, 1, 2, -1] * 3)
    inverse = np.linalg.inv(kernel + np.eye(12)).astype(np.float32)
    shortcut = Training(inverse, inverse @ targets, targets, np.arange(12)).held_out(folds)
    for fold in range(3):
        out, kept = folds == fold, folds != fold
        dual = np.linalg.solve(kernel[np.ix_(kept, kept)] + np.eye(kept.sum()), targets[kept])
        assert np.allclose(shortcut[out], kernel[np.ix_(out, kept)] @ dual, atol=1e-3)


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
