"""Which vacancies fit best what a person can, within the hard limits: exact, and for many at once.

A vacancy asks skills, each with a whole weight. Its score for a person is the weight of the asked
skills that the person has, divided by the weight of all asked skills. Only whole numbers are added
up, so every way to compute it gives the same; equal scores are in order of vacancy number.

What is unknown never excludes. A vacancy that asks nothing of what the person has is no result.
This path needs NumPy only; `kernel_compiled` gives the same for many people at once.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]

EARTH = 6_371_000  # metres, the mean radius
EVERYWHERE = 2**62  # square metres: more than any distance on earth
ANY_HOURS = (0, 168)  # hours a week
NO_LEVEL = 0  # of a vacancy: the law requires none
LEVEL_UNKNOWN = 255  # of a person: enough for everything
IRREGULAR = 1  # the lowest bit of what is demanded; each licence takes one of the higher bits
MOST_WEIGHT = 65_535  # of one vacancy together, so that sums fit in two bytes
# Vacancies near each other, searched together so that their sums stay in the fastest memory.
NEIGHBOURHOOD = 2_048
TRIED = 16  # as many as are asked for are held against the limits at first; mostly enough


class Vacancies(NamedTuple):
    """What n vacancies ask. Skills of vacancy v: `skills[starts[v]:starts[v + 1]]`, ascending."""

    starts: Array  # int64 [n + 1]
    skills: Array  # int32, numbers from 0
    weights: Array  # uint16, at least 1; of one vacancy together at most MOST_WEIGHT
    place: Array  # int32 [n, 3], from `points`
    hours: Array  # uint8 [n, 2]: least (rounded down) and most (up) a week; ANY_HOURS: unknown
    level: Array  # uint8 [n]: the level that the law requires, or NO_LEVEL
    demands: Array  # int64 [n]: bits, IRREGULAR and licences


class People(NamedTuple):
    """What n people can and want; skills as in `Vacancies`."""

    starts: Array  # int64 [n + 1]
    skills: Array  # int32
    place: Array  # int32 [n, 3], from `points`
    reach: Array  # int64 [n], from `reaches`
    hours: Array  # uint8 [n, 2]: as in `Vacancies`
    level: Array  # uint8 [n]: the level they have, or LEVEL_UNKNOWN
    lacks: Array  # int64 [n]: bits, what they certainly do not have or want; unknown is 0


class Index(NamedTuple):
    """Vacancies in neighbourhoods, each with a list per skill of who in it asks that skill.

    Position p is row `p % NEIGHBOURHOOD` of neighbourhood `p // NEIGHBOURHOOD`. Rows that are left
    over at the end of a neighbourhood ask nothing.
    """

    number: Array  # int32 [positions]: the vacancy number; 0 where there is none
    low: Array  # int64 [neighbourhoods, 3]: corner of the box around it, metres
    high: Array  # int64 [neighbourhoods, 3]
    lists: Array  # uint32 [neighbourhoods, skills + 1]: where the list of a skill starts
    row: Array  # uint16: in the lists, which of the neighbourhood
    weight: Array  # uint16: in the lists, how heavily it asks the skill
    total: Array  # float32 [positions]: whole numbers, the weight of all asked skills; at least 1
    place: Array  # this and the rest as in `Vacancies`, by position
    is_placed: Array
    hours: Array
    level: Array
    demands: Array


# Stands in for no vacancies at all: one that asks nothing, which nobody finds.
_NOTHING = Vacancies(
    starts=np.zeros(2, np.int64),
    skills=np.zeros(0, np.int32),
    weights=np.zeros(0, np.uint16),
    place=np.zeros((1, 3), np.int32),
    hours=np.zeros((1, 2), np.uint8),
    level=np.zeros(1, np.uint8),
    demands=np.zeros(1, np.int64),
)


class Best(NamedTuple):
    """The best vacancies of each person, best first; -1 and 0 where there are no more."""

    vacancy: Array  # int32 [people, top]
    matched: Array  # int32 [people, top]: the weight of the asked skills that the person has
    score: Array  # float64 [people, top]: that divided by the weight of all asked skills


def ragged(rows: Iterable[Mapping[int, int]]) -> tuple[Array, Array, Array]:
    """Starts, skills and weights from one {skill: weight} a row. Raises ValueError: see `check`."""
    sorted_rows = [sorted(row.items()) for row in rows]
    starts = np.cumsum([0, *map(len, sorted_rows)], dtype=np.int64)
    pairs = np.array([pair for row in sorted_rows for pair in row], np.int64).reshape(-1, 2)
    check(starts, pairs[:, 0], pairs[:, 1])
    return starts, pairs[:, 0].astype(np.int32), pairs[:, 1].astype(np.uint16)


def check(starts: Array, skills: Array, weights: Array | None = None) -> None:
    """Raises ValueError when a skill stands twice in a row, or a row weighs nothing or too much."""
    is_next = np.ones(max(len(skills) - 1, 0), bool)
    edges = starts[1:-1]
    is_next[edges[(edges > 0) & (edges < len(skills))] - 1] = False
    if skills.size and (skills.min() < 0 or (np.diff(skills.astype(np.int64))[is_next] < 1).any()):
        raise ValueError("skills of a row must be numbers from 0, ascending, each once")
    if weights is None or not weights.size:
        return
    if weights.min() < 1 or np.diff(_sums(weights)[starts]).max() > MOST_WEIGHT:
        raise ValueError(f"weights must be 1 or more, and at most {MOST_WEIGHT} in a row")


def points(latitude: ArrayLike, longitude: ArrayLike) -> Array:
    """Where degrees are, in whole metres from the middle of the earth; NaN: the middle itself.

    A straight line through three dimensions grows with the way over the globe, and is compared in
    whole numbers, so that no two computers disagree about who lives near enough.
    """
    north, east = np.radians(np.asarray(latitude, float)), np.radians(np.asarray(longitude, float))
    unit = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], -1)
    metres: Array = np.nan_to_num(np.rint(unit * EARTH)).astype(np.int32)
    return metres


def reaches(kilometres: ArrayLike, place: Array) -> Array:
    """The square of the straight line that goes with so many kilometres over the globe, in metres.

    EVERYWHERE when the distance is NaN or the place unknown.
    """
    metres = np.asarray(kilometres, float) * 1_000
    line = 2 * EARTH * np.sin(np.minimum(metres / (2 * EARTH), np.pi / 2))
    is_known = ~np.isnan(metres) & place.any(axis=-1)
    return np.where(is_known, np.nan_to_num(line) ** 2, EVERYWHERE).astype(np.int64)


def build(vacancies: Vacancies, skills: int) -> Index:
    """An index of these vacancies; skills are numbered below `skills`. Raises ValueError."""
    check(vacancies.starts, vacancies.skills, vacancies.weights)
    if _above(vacancies.skills) > skills:
        raise ValueError(f"skills must be numbered below {skills}")
    if not len(vacancies.level):
        vacancies = _NOTHING
    groups = neighbourhoods(vacancies.place)
    low, high = _boxes(vacancies.place, groups)
    sizes = np.array([len(group) for group in groups])
    is_used = (np.arange(NEIGHBOURHOOD) < sizes[:, None]).ravel()
    number = np.zeros(len(is_used), np.int32)
    number[is_used] = np.concatenate(groups)
    is_placed: Array = np.asarray(vacancies.place.any(axis=1))
    lists, row, weight = _lists(vacancies, number, is_used, skills)
    total = np.diff(_sums(vacancies.weights)[vacancies.starts])
    return Index(
        number=number,
        low=low,
        high=high,
        lists=lists,
        row=row,
        weight=weight,
        total=np.maximum(total, 1).astype(np.float32)[number],
        place=vacancies.place[number],
        is_placed=is_placed[number],
        hours=vacancies.hours[number],
        level=vacancies.level[number],
        demands=vacancies.demands[number],
    )


def neighbourhoods(place: Array) -> list[Array]:
    """Row numbers in groups of at most NEIGHBOURHOOD that lie together; without a place, apart."""
    is_placed = place.any(axis=1)
    groups = [
        *_halves(place, np.flatnonzero(is_placed)),
        *_halves(place, np.flatnonzero(~is_placed)),
    ]
    return [np.sort(group).astype(np.int32) for group in groups]


def nobody(people: int, top: int) -> Best:
    """Room for the best of so many people, without any yet."""
    shape = (people, top)
    return Best(np.full(shape, -1, np.int32), np.zeros(shape, np.int32), np.zeros(shape))


def best(index: Index, people: People, top: int) -> Best:
    """The `top` vacancies that each person covers best, within all limits. Raises ValueError."""
    check(people.starts, people.skills)
    found = nobody(len(people.level), top)
    for person in range(len(people.level)):
        at, matched = _asked(index, people, person)
        score = matched / index.total[at].astype(float)
        chosen = _choose(index, people, person, at, score, top)
        found.vacancy[person, : len(chosen)] = index.number[at[chosen]]
        found.matched[person, : len(chosen)] = matched[chosen]
        found.score[person, : len(chosen)] = score[chosen]
    return found


def people_for(vacancies: Vacancies, vacancy: int, people: People, top: int) -> tuple[Array, Array]:
    """The numbers and scores of the `top` people who cover one vacancy best, within all limits."""
    is_placed = vacancies.place[vacancy].any()
    near = np.flatnonzero(_allowed(vacancies, vacancy, is_placed, people, slice(None)))
    counts = people.starts[near + 1] - people.starts[near]
    asked = slice(vacancies.starts[vacancy], vacancies.starts[vacancy + 1])
    skills, weights = vacancies.skills[asked], vacancies.weights[asked]
    weight_of = np.zeros(max(_above(skills), _above(people.skills)), np.int64)
    weight_of[skills] = weights
    sums = _sums(weight_of[people.skills[_ranges(people.starts[near], counts)]])
    ends = np.cumsum(counts)
    matched = sums[ends] - sums[ends - counts]
    near, matched = near[matched > 0], matched[matched > 0]
    score = matched / max(int(weights.sum()), 1)
    chosen = _highest(score, near, top)
    return near[chosen], score[chosen]


def _asked(index: Index, people: People, person: int) -> tuple[Array, Array]:
    """Positions of vacancies near enough that ask something this person has, and how much of it."""
    here = people.place[person].astype(np.int64)
    beyond = np.maximum(np.maximum(index.low - here, here - index.high), 0)
    near = np.flatnonzero((beyond**2).sum(axis=1) <= people.reach[person])
    mine = people.skills[people.starts[person] : people.starts[person + 1]]
    mine = mine[mine < index.lists.shape[1] - 1]
    begins = index.lists[np.ix_(near, mine)].astype(np.int64)
    counts = index.lists[np.ix_(near, mine + 1)] - begins
    entries = _ranges(begins.ravel(), counts.ravel())
    slot = np.repeat(np.arange(len(near)) * NEIGHBOURHOOD, counts.sum(axis=1)) + index.row[entries]
    # Sums of whole numbers far below 2 ** 53: exact in floating point.
    matched = np.bincount(slot, index.weight[entries])
    hit = np.flatnonzero(matched > 0)
    return near[hit // NEIGHBOURHOOD] * NEIGHBOURHOOD + hit % NEIGHBOURHOOD, matched[hit]


def _choose(index: Index, people: People, person: int, at: Array, score: Array, top: int) -> Array:
    """Which of these positions are the `top` best within the limits.

    Only the best are held against the limits: more of them while too few remain.
    """
    size = top * TRIED
    while True:
        likely = _highest(score, index.number[at], size)
        near = at[likely]
        chosen: Array = likely[_allowed(index, near, index.is_placed[near], people, person)][:top]
        if len(chosen) == top or size >= len(at):
            return chosen
        size *= TRIED


def _allowed(work: Vacancies | Index, at: Any, is_placed: Any, people: People, who: Any) -> Array:
    """Which break no limit: vacancies `at` for one person, or one vacancy for the people `who`."""
    away = work.place[at].astype(np.int64) - people.place[who]
    offered, wanted = work.hours[at], people.hours[who]
    allowed: Array = (
        (((away**2).sum(axis=-1) <= people.reach[who]) | ~is_placed)
        & (offered[..., 0] <= wanted[..., 1])
        & (offered[..., 1] >= wanted[..., 0])
        & (work.level[at] <= people.level[who])
        & (work.demands[at] & people.lacks[who] == 0)
    )
    return allowed


def _highest(score: Array, number: Array, top: int) -> Array:
    """Where the `top` highest scores are, best first; equal scores by number."""
    rows = np.arange(len(score))
    if len(score) > top:
        rows = np.flatnonzero(score >= np.partition(score, -top)[-top])
    ranked: Array = rows[np.lexsort((number[rows], -score[rows]))][:top]
    return ranked


def _halves(place: Array, rows: Array) -> list[Array]:
    """Cut along the longest side until every part is small enough."""
    if len(rows) <= NEIGHBOURHOOD:
        return [rows] if len(rows) else []
    side = np.argmax(np.ptp(place[rows], axis=0))
    half = len(rows) // 2
    rows = rows[np.argpartition(place[rows, side], half)]
    return [*_halves(place, rows[:half]), *_halves(place, rows[half:])]


def _boxes(place: Array, groups: list[Array]) -> tuple[Array, Array]:
    """The corners of each neighbourhood, in metres; everywhere for those without a place."""
    low = np.array([place[group].min(axis=0) for group in groups], np.int64)
    high = np.array([place[group].max(axis=0) for group in groups], np.int64)
    is_nowhere = ~(low.any(axis=1) | high.any(axis=1))
    low[is_nowhere], high[is_nowhere] = -2 * EARTH, 2 * EARTH
    return low, high


def _lists(
    vacancies: Vacancies, number: Array, is_used: Array, skills: int
) -> tuple[Array, Array, Array]:
    """Per neighbourhood and skill who asks it: where each list starts, the rows and the weights."""
    counts = np.where(is_used, np.diff(vacancies.starts)[number], 0)
    entries = _ranges(vacancies.starts[number], counts)
    position = np.repeat(np.arange(len(number)), counts)
    key = position // NEIGHBOURHOOD * skills + vacancies.skills[entries]
    order = np.argsort(key, kind="stable")
    groups = len(number) // NEIGHBOURHOOD
    ends = _sums(np.bincount(key, minlength=groups * skills)).astype(np.uint32)
    lists = np.empty((groups, skills + 1), np.uint32)
    lists[:, :-1], lists[:, -1] = ends[:-1].reshape(groups, skills), ends[skills::skills]
    row = (position % NEIGHBOURHOOD).astype(np.uint16)
    return lists, row[order], vacancies.weights[entries][order]


def _ranges(begins: Array, counts: Array) -> Array:
    """All numbers of begin..begin + count, range after range."""
    ends = np.cumsum(counts, dtype=np.int64)
    size = int(ends[-1]) if len(ends) else 0
    return np.repeat(begins - ends + counts, counts) + np.arange(size)


def _sums(values: Array) -> Array:
    """Of the first 0, 1, 2... values."""
    return np.concatenate([[0], np.cumsum(values, dtype=np.int64)])


def _above(numbers: Array) -> int:
    """The first number above all of these."""
    return int(numbers.max()) + 1 if numbers.size else 0
