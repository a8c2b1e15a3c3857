"""Turns scores into chances, and picks thresholds, from cross-validated examples."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Logistic:
    """Logistic regression with standardised features."""

    weights: Floats
    bias: float
    mean: Floats
    scale: Floats

    @classmethod
    def fit(cls, features: Floats, truth: Bools, *, ridge: float = 1.0) -> "Logistic":
        """Newton's method from zero, so always the same answer. `features` (n, k)."""
        mean = features.mean(axis=0)
        scale = features.std(axis=0) + 1e-6
        design = np.hstack([(features - mean) / scale, np.ones((len(features), 1))])
        penalty = ridge * np.eye(design.shape[1])
        penalty[-1, -1] = 1e-3
        theta = np.zeros(design.shape[1])
        for _ in range(25):
            chance = _sigmoid(design @ theta)
            slope = design.T @ (truth - chance) - penalty @ theta
            curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
            theta += np.linalg.solve(curve, slope)
        return cls(theta[:-1].astype(np.float32), float(theta[-1]), mean, scale)

    def chance(self, features: Floats) -> Floats:
        """Array (n,) of chances between 0 and 1."""
        result: Floats = _sigmoid(((features - self.mean) / self.scale) @ self.weights + self.bias)
        return result

    def to_lists(self) -> dict[str, object]:
        """For JSON."""
        return {
            "weights": self.weights.tolist(),
            "bias": self.bias,
            "mean": self.mean.tolist(),
            "scale": self.scale.tolist(),
        }

    @classmethod
    def from_lists(cls, data: dict[str, object]) -> "Logistic":
        """Back from JSON."""
        weights, mean, scale = (
            np.array(data[name], np.float32) for name in ("weights", "mean", "scale")
        )
        return cls(weights, float(str(data["bias"])), mean, scale)


def threshold_for_precision(chances: Floats, truth: Bools, precision: float) -> float:
    """The lowest chance from which on at least this share is true; 2.0 when there is none."""
    order = np.argsort(-chances, kind="stable")
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= precision)
    return float(chances[order][good[-1]]) if len(good) else 2.0


def threshold_for_share(chances: Floats, share: float) -> float:
    """The chance that this share of the cases lies above."""
    return float(np.quantile(chances, 1 - share)) if len(chances) else 2.0


def _sigmoid(values: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    result: npt.NDArray[np.floating] = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return result
