"""Graded relevance in figures: how good a list of services is for a question.

nDCG@10 has gains of 2 to the power of the grade, minus 1 (Burges et al. 2005); `linear` has the
grades themselves. `success` means a service of grade 2 or 3 among the first n.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

_DEPTH: Final = 10
_USEFUL: Final = 2
GRADES: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with graded answers (service key to 1, 2 or 3); "" where nothing is known.

    Without grades and without `safety` nothing in the catalogue fits it.
    """

    text: str
    lang: str
    style: str
    audience: str
    grades: Mapping[str, int]
    safety: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions."""

    count: int
    ndcg: float
    linear: float
    mrr: float
    first: float
    three: float


def parse_question(line: bytes) -> Question:
    """One line of a JSON Lines file. Raises ValueError with what to do, in Dutch.

    What is missing, null or "" is not known; an unknown text is an empty question.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("dit is geen UTF-8; sla het bestand op als UTF-8.") from None
    except (ValueError, RecursionError):
        raise ValueError("dit is geen JSON; zet op elke regel één JSON-object.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text", ""), str | None):
        raise ValueError('verwacht een object met een vraag, zoals {"text": "...", "grades": {}}.')
    grades = row.get("grades") or {}
    if not isinstance(grades, dict) or any(grade not in GRADES for grade in grades.values()):
        raise ValueError("grades hoort per dienst 1, 2 of 3 te geven.")
    return Question(
        text=row.get("text") or "",
        lang=_known(row, "lang"),
        style=_known(row, "style"),
        audience=_known(row, "audience"),
        grades=grades,
        safety=_known(row, "safety"),
    )


def figures(ranked: Iterable[tuple[Sequence[str], Mapping[str, int]]]) -> Figures:
    """Figures for (keys best first, grades) pairs; pairs without grades are left out."""
    rows = [_figures_of(keys, grades) for keys, grades in ranked if grades]
    if not rows:
        return Figures(0, 0.0, 0.0, 0.0, 0.0, 0.0)
    return Figures(len(rows), *(float(mean) for mean in np.mean(rows, axis=0)))


def ndcg(grades: Sequence[int], gain: Callable[[int], float], ideal: Sequence[int]) -> float:
    """Discounted gain of the first ten, as a share of the best possible."""

    def discounted(found: Sequence[int]) -> float:
        return sum(gain(g) / float(np.log2(at + 2)) for at, g in enumerate(found[:_DEPTH]))

    best = discounted(sorted(ideal, reverse=True))
    return discounted(grades) / best if best else 0.0


def is_useful_in_three(keys: Sequence[str], grades: Mapping[str, int]) -> bool:
    """Whether a service of grade 2 or 3 is among the first three."""
    return any(grades.get(key, 0) >= _USEFUL for key in keys[:3])


def _figures_of(keys: Sequence[str], grades: Mapping[str, int]) -> tuple[float, ...]:
    found = [grades.get(key, 0) for key in keys]
    ideal = list(grades.values())
    place = next((at for at, grade in enumerate(found) if grade >= _USEFUL), None)
    return (
        ndcg(found, lambda grade: 2.0**grade - 1, ideal),
        ndcg(found, float, ideal),
        0.0 if place is None else 1 / (place + 1),
        float(place == 0),
        float(is_useful_in_three(keys, grades)),
    )


def _known(row: Mapping[str, Any], name: str) -> str:
    """The value as text; "" when it is missing or null."""
    return str(row.get(name) or "")
