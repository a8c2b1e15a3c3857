"""How well a list agrees with grades that people gave."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from werkcentrum.matching.flat import Grade

TOP: Final = 10
PERFECT: Final = 3


def ndcg(listed: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG@10 of vacancy keys, with gain 2^grade - 1; 0 when nothing was graded.

    Source: Burges et al. 2005, "Learning to Rank using Gradient Descent".
    """
    ideal = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(key, 0) for key in listed]) / ideal if ideal else 0.0


def by_profile(grades: Iterable[Grade]) -> dict[str, dict[str, int]]:
    """The grade of each vacancy, by profile."""
    found: dict[str, dict[str, int]] = {}
    for one in grades:
        found.setdefault(one.profile, {})[one.vacancy] = one.grade
    return found


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades[:TOP]))
