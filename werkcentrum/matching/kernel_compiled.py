"""The same as `kernel.best`, bit for bit, compiled by Numba: for runs over many people.

Every process that uses it compiles it once, which takes some seconds: worth it from about four
thousand people. So it belongs in the worker and in commands; a page asks `kernel.best`. What was
compiled is not kept on disk: Numba would not see that `kernel.py` changed, and read wrong memory.
"""

import numpy as np
from numba import njit

from werkcentrum.matching.kernel import Array, Best, Index, People, check, neighbourhoods, nobody

STRIDE = 64  # sums that are compared at once; fewer would be unrolled and not compared at once
BLOCK = 4_096  # people who search a neighbourhood one after another, while it is in fast memory


def best(index: Index, people: People, top: int) -> Best:
    """The `top` vacancies that each person covers best, within all limits. Raises ValueError."""
    check(people.starts, people.skills)
    found = nobody(len(people.level), top)
    if found.vacancy.size:
        _search(index, people, np.concatenate(neighbourhoods(people.place)), found)
    return found


@njit(forceinline=True)
def _gap(index: Index, people: People, group: int, person: int) -> np.int64:
    """The square of the distance to the box around a neighbourhood, in metres."""
    square = np.int64(0)
    for side in range(3):
        here = np.int64(people.place[person, side])
        beyond = max(index.low[group, side] - here, here - index.high[group, side], 0)
        square += beyond * beyond
    return square


@njit(forceinline=True)
def _add_up(index: Index, people: People, group: int, person: int, sums: Array) -> None:
    """Add for every vacancy of the neighbourhood what it asks and this person has."""
    sums[:] = 0
    skills = index.lists.shape[1] - 1
    for mine in range(people.starts[person], people.starts[person + 1]):
        skill = people.skills[mine]
        if skill < skills:
            for entry in range(index.lists[group, skill], index.lists[group, skill + 1]):
                sums[index.row[entry]] += index.weight[entry]


@njit(forceinline=True)
def _is_allowed(index: Index, people: People, at: int, person: int) -> bool:
    """Whether it breaks no limit; all are asked, since one branch less is worth more."""
    square = np.int64(0)
    for side in range(3):
        away = np.int64(index.place[at, side]) - np.int64(people.place[person, side])
        square += away * away
    is_allowed: bool = (
        ((square <= people.reach[person]) | (not index.is_placed[at]))
        & (index.hours[at, 0] <= people.hours[person, 1])
        & (index.hours[at, 1] >= people.hours[person, 0])
        & (index.level[at] <= people.level[person])
        & (index.demands[at] & people.lacks[person] == 0)
    )
    return is_allowed


@njit(forceinline=True)
def _keep(found: Best, person: int, number: int, matched: int, total: float) -> None:
    """Insert in order of score, then number; what comes last falls off when there are enough."""
    score = np.float64(matched) / np.float64(total)
    last = found.score.shape[1] - 1
    if score < found.score[person, last]:
        return
    place = last + 1
    while place > 0 and (
        score > found.score[person, place - 1]
        or (score == found.score[person, place - 1] and number < found.vacancy[person, place - 1])
    ):
        place -= 1
        if place < last:
            found.score[person, place + 1] = found.score[person, place]
            found.vacancy[person, place + 1] = found.vacancy[person, place]
            found.matched[person, place + 1] = found.matched[person, place]
    if place <= last:
        found.score[person, place] = score
        found.vacancy[person, place] = number
        found.matched[person, place] = matched


@njit(forceinline=True)
def _least(found: Best, person: int) -> np.float32:
    """What is worth a look. A little low, because it is compared in single precision."""
    return np.float32(max(found.score[person, found.score.shape[1] - 1] * (1 - 1e-6), 1e-9))


@njit(forceinline=True)
def _look(sums: Array, totals: Array, least: np.float32, rows: Array) -> int:
    """Write down the rows that are worth a look; how many there are."""
    count = 0
    for stride in range(len(sums)):
        # Without a branch, so that many are compared at once.
        has_hit = False
        for lane in range(STRIDE):
            has_hit |= np.float32(sums[stride, lane]) >= least * totals[stride, lane]
        if has_hit:
            for lane in range(STRIDE):
                rows[count] = stride * STRIDE + lane
                count += np.float32(sums[stride, lane]) >= least * totals[stride, lane]
    return count


@njit()
def _search(index: Index, people: People, order: Array, found: Best) -> None:
    size = len(index.number) // len(index.lists)
    sums = np.zeros(size, np.uint16)
    strides = sums.reshape(-1, STRIDE)
    totals = index.total.reshape(len(index.lists), -1, STRIDE)
    rows = np.zeros(size + 1, np.uint16)
    for block in range(0, len(order), BLOCK):
        for group in range(len(index.lists)):
            for person in order[block : block + BLOCK]:
                if _gap(index, people, group, person) <= people.reach[person]:
                    _add_up(index, people, group, person, sums)
                    for hit in range(_look(strides, totals[group], _least(found, person), rows)):
                        at = group * size + rows[hit]
                        if _is_allowed(index, people, at, person):
                            _keep(found, person, index.number[at], sums[rows[hit]], index.total[at])
