"""How often people of each group are among the first for a vacancy, in an invented town.

Selection: how often somebody is among the first `TOP` people of a vacancy. Exposure: the same,
where the first counts most (1 / log2(rank + 1)). Both a head, divided by those of the group that
has most, with the bounds of 95 of 100 draws of people. Below four fifths there is an alarm, which
proves nothing: it says where to look.
"""

import math
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.fairness_world import DIFFERENCES, Somebody, people, placed, points
from werkcentrum import matching
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import read_vacancies
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.scoring import Market
from werkcentrum.search.embed import SentenceEncoder

PEOPLE = 3_000
TOP = 20
DRAWS = 2_000
FOUR_FIFTHS = 0.8
_VACANCIES = Path(matching.__file__).parent / "tests" / "data" / "vacancies.jsonl"
_Floats = NDArray[np.float64]


def report(count: int = PEOPLE) -> Iterator[str]:
    """The lowest ratio of each sort of groups in worlds with one difference, then all of them."""
    found = figures(count)
    yield (
        f"{count:,} invented people, {found['vacancies']} vacancies, first {TOP} people of each\n\n"
        "lowest selection ratio of the groups, by the one thing in which they differ"
    )
    sorts = list(found["lowest"]["nothing"])
    yield f"{'':<12}" + "".join(f"{sort:>21}" for sort in sorts)
    for name, lowest in found["lowest"].items():
        yield f"{name:<12}" + "".join(f"{_shown(lowest[sort]):>21}" for sort in sorts)
    yield f"\n{'everything differs':<30}{'people':>7}{'selection':>21}{'exposure':>21}"
    for group, (size, selection, exposure) in found["groups"].items():
        yield f"{group:<30}{size:>7}{_shown(selection):>21}{_shown(exposure):>21}"
    yield "! below four fifths: an alarm, no proof; [ ] 95 % of draws of people"


def figures(count: int = PEOPLE) -> dict[str, Any]:
    """As `werkcentrum/matching/data/fairness.json` holds them for the model card."""
    vacancies = placed(read_vacancies(_VACANCIES))
    market = Market(vacancies, Preparer(seed_reader(), SentenceEncoder()), points())
    worlds = {"nothing": (), **{one: (one,) for one in DIFFERENCES}, "everything": DIFFERENCES}
    lowest, groups = {}, {}
    for name, differences in worlds.items():
        somebody, shown = _world(market, count, differences)
        sorts = list(somebody[0].is_of)
        selection = {sort: ratios(somebody, shown[:, 0], sort) for sort in sorts}
        lowest[name] = {sort: min(selection[sort].values()) for sort in sorts}
    # The last world is the one in which everything differs.
    for sort in sorts:
        exposure = ratios(somebody, shown[:, 1], sort)
        for group, ratio in selection[sort].items():
            size = sum(one.is_of[sort] == group for one in somebody)
            groups[group] = (size, ratio, exposure[group])
    return {
        "people": count, "vacancies": len(vacancies), "top": TOP, "lowest": lowest,
        "groups": groups,
    }  # fmt: skip


def ratios(
    somebody: list[Somebody], a_head: _Floats, sort: str
) -> dict[str, tuple[float, float, float]]:
    """By group: what it has a head, divided by that of the group that has most, and its bounds."""
    groups = sorted({one.is_of[sort] for one in somebody})
    of = np.array([groups.index(one.is_of[sort]) for one in somebody])
    drawn = np.random.default_rng(3).integers(0, len(of), (DRAWS, len(of)))
    means = np.array([
        [_mean(a_head[rows], of[rows] == group) for group in range(len(groups))]
        for rows in (np.arange(len(of)), *drawn)
    ])  # fmt: skip
    most = int(np.argmax(means[0]))
    ratio = means / means[:, most : most + 1]
    low, high = np.percentile(ratio[1:], (2.5, 97.5), axis=0)
    return {
        group: (round(float(ratio[0, at]), 3), round(float(low[at]), 3), round(float(high[at]), 3))
        for at, group in enumerate(groups)
    }


def selected(scores: _Floats) -> _Floats:
    """Array (people, 2): selection and exposure of each; NaN in `scores`: outside the limits."""
    shown = np.zeros((len(scores), 2))
    for column in scores.T:
        order = np.argsort(-np.nan_to_num(column, nan=-1.0), kind="stable")[:TOP]
        for rank, person in enumerate(order, start=1):
            if not math.isnan(column[person]):
                shown[person] += (1, 1 / math.log2(rank + 1))
    return shown


def _world(
    market: Market, count: int, differences: Collection[str]
) -> tuple[list[Somebody], _Floats]:
    somebody = list(people(count, differences))
    scores = np.full((count, len(market.vacancies)), math.nan)
    for row, one in enumerate(somebody):
        for match in market.match(market.person(one.profile), len(market.vacancies)).results:
            scores[row, match.at] = match.score
    return somebody, selected(scores)


def _mean(values: _Floats, is_in: NDArray[np.bool_]) -> float:
    return float(values[is_in].mean()) if is_in.any() else 0.0


def _shown(found: tuple[float, float, float]) -> str:
    ratio, low, high = found
    alarm = "!" if ratio < FOUR_FIFTHS else " "
    return f"{ratio:.2f} [{low:.2f}, {high:.2f}]{alarm}"
