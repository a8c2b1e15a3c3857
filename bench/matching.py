"""What matching everybody with every vacancy costs, beside what others would use for it.

One core. All limits hold for our rows; the baselines know none and rank (or not even that) by the
same share of the weight. Everything is processor time, so other work on the machine counts less.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import numpy as np
from numba import njit
from scipy.sparse import csr_matrix

from bench.matching_world import SKILLS, World
from werkcentrum.matching import kernel, kernel_compiled
from werkcentrum.matching.kernel import Array, Index, People, Vacancies

VACANCIES = 500_000
PEOPLE = 100_000
TOP = 20
SAMPLE = 200  # people for whom everything is also done by brute force
BASELINE_SAMPLE = 1_000
ROUNDS = 3


def report(vacancies: int = VACANCIES, people: int = PEOPLE) -> Iterator[str]:
    """The table, line by line. Takes some minutes and two gigabytes."""
    world = World()
    offer, crowd = world.vacancies(vacancies), world.people(people)
    yield (
        f"{vacancies:,} vacancies with {len(offer.skills) / vacancies:.1f} skills, "
        f"{people:,} people with {len(crowd.skills) / people:.1f}; best {TOP}"
    )
    index, build = _spent(lambda: kernel.build(offer, SKILLS))
    size = sum(values.nbytes for values in index)
    yield f"index: {build:.2f} s, {size / 1e6:.0f} MB, {len(index.lists)} neighbourhoods"
    sample = part(crowd, np.random.default_rng(1).permutation(people)[:BASELINE_SAMPLE])
    yield f"\n{'one core':<42} {'people a second':>16} {'a person':>12}   scipy's"
    scipy = _scipy(offer, sample)
    yield _row("baseline: scipy, sparse product, no limits", scipy, scipy)
    yield from _sparse_dot_topn(offer, sample, scipy)
    plain = _median(lambda: kernel.best(index, sample, TOP)) / len(sample.level)
    yield _row("NumPy, all limits", plain, scipy)
    _nothing, first = _spent(lambda: kernel_compiled.best(index, part(crowd, np.arange(1)), TOP))
    compiled = _median(lambda: kernel_compiled.best(index, crowd, TOP)) / people
    yield _row("compiled, all limits", compiled, scipy)
    yield f"compiling, once a process: {first:.1f} s\n"
    yield from _limits(index, sample, compiled)
    yield from _brute_force(offer, index, sample)
    yield from _one_at_a_time(offer, index, crowd, sample)


def part(people: People, rows: Array) -> People:
    """Only these people."""
    counts = people.starts[rows + 1] - people.starts[rows]
    starts = np.concatenate([[0], np.cumsum(counts)])
    at = np.repeat(people.starts[rows] - starts[:-1], counts) + np.arange(starts[-1])
    return People(starts, people.skills[at], *(values[rows] for values in people[2:]))


def _scipy(offer: Vacancies, sample: People) -> float:
    """Seconds a person of the product of people and vacancies, without choosing the best."""
    have, ask = _matrices(offer, sample)
    return _median(lambda: have @ ask) / len(sample.level)


def _sparse_dot_topn(offer: Vacancies, sample: People, scipy: float) -> Iterator[str]:
    try:
        topn: Any = import_module("sparse_dot_topn")
    except ImportError:
        yield "baseline: sparse_dot_topn is not installed"
        return
    have, ask = _matrices(offer, sample)
    seconds = _median(lambda: topn.sp_matmul_topn(have, ask, top_n=TOP, sort=True, n_threads=1))
    yield _row("baseline: sparse_dot_topn, no limits", seconds / len(sample.level), scipy)


def _matrices(offer: Vacancies, sample: People) -> tuple[Any, Any]:
    """People by skills (ones), and skills by vacancies (shares of their weight)."""
    counts = np.diff(offer.starts)
    total = np.add.reduceat(np.append(offer.weights.astype(np.int64), 0), offer.starts[:-1])
    share = offer.weights / np.repeat(np.maximum(total, 1), counts)
    ones = np.ones(len(sample.skills), np.float32)
    have = csr_matrix(
        (ones, sample.skills, sample.starts.astype(np.int32)), (len(sample.level), SKILLS)
    )
    ask = csr_matrix(
        (share.astype(np.float32), offer.skills, offer.starts.astype(np.int32)),
        (len(offer.level), SKILLS),
    )
    return have, ask.T.tocsr()


def _limits(index: Index, sample: People, seconds: float) -> Iterator[str]:
    """How near the compiled run is to what this core can add up and read, measured now."""
    entries, lists = _work(index, sample)
    most = _adding_rate()
    least = entries / most
    yield (
        f"a person: {lists:,.0f} lists, {entries:,.0f} entries; one long list is added up at "
        f"{most / 1e9:.2f} G entries/s"
    )
    yield f"share of that compute limit: {least / seconds:.0%}"
    read = entries * (index.row.itemsize + index.weight.itemsize) + lists * 2 * 4
    bandwidth = _reading_rate()
    yield (
        f"share of the memory limit: {read / bandwidth / seconds:.1%} "
        f"({read / 1e3:,.0f} kB a person, {bandwidth / 1e9:.0f} GB/s)\n"
    )


def _work(index: Index, sample: People) -> tuple[float, float]:
    """Entries and lists that a person's search reads, on average."""
    entries = lists = 0
    for person in range(len(sample.level)):
        here = sample.place[person].astype(np.int64)
        beyond = np.maximum(np.maximum(index.low - here, here - index.high), 0)
        near = np.flatnonzero((beyond**2).sum(axis=1) <= sample.reach[person])
        mine = sample.skills[sample.starts[person] : sample.starts[person + 1]]
        ends = index.lists[np.ix_(near, mine + 1)].astype(np.int64)
        entries += int((ends - index.lists[np.ix_(near, mine)]).sum())
        lists += len(near) * len(mine)
    return entries / len(sample.level), lists / len(sample.level)


@njit
def _add(row: Array, weight: Array, sums: Array) -> None:
    for entry in range(np.uint64(len(row))):
        sums[row[entry]] += weight[entry]


@njit
def _read(values: Array) -> int:
    total = np.int64(0)
    for value in values:
        total += value
    return total


def _adding_rate() -> float:
    """Entries a second when nothing else is done: a list that stays in the fastest memory."""
    size, times = 2_048, 20_000
    row, weight = np.random.default_rng(1).permutation(size).astype(np.uint16), np.ones(size)
    weight, sums = weight.astype(np.uint16), np.zeros(size, np.uint16)
    _add(row, weight, sums)
    seconds = _median(lambda: [_add(row, weight, sums) for _ in range(times)])
    return size * times / seconds


def _reading_rate() -> float:
    """Bytes a second from an array that fits in no cache."""
    values = np.ones(64_000_000, np.int64)
    _read(values)
    return values.nbytes / _median(lambda: _read(values))


def _brute_force(offer: Vacancies, index: Index, sample: People) -> Iterator[str]:
    """Compare with asking every vacancy, in code that shares nothing with the kernel."""
    few = part(sample, np.arange(min(SAMPLE, len(sample.level))))
    plain, fast = kernel.best(index, few, TOP), kernel_compiled.best(index, few, TOP)
    same = sum(a.tobytes() == b.tobytes() for a, b in zip(plain, fast, strict=True))
    right = 0
    for person in range(len(few.level)):
        numbers, scores = _asking_all(offer, few, person)
        size = len(numbers)
        right += (
            fast.vacancy[person, :size].tolist() == numbers.tolist()
            and fast.score[person, :size].tolist() == scores.tolist()
            and (fast.vacancy[person, size:] == -1).all()
        )
    yield f"equal to brute force: {right} of {len(few.level)} people, order and scores too"
    yield f"NumPy and compiled equal to the bit: {'yes' if same == len(plain) else 'NO'}"


def _asking_all(offer: Vacancies, few: People, person: int) -> tuple[Array, Array]:
    has = np.zeros(SKILLS, bool)
    has[few.skills[few.starts[person] : few.starts[person + 1]]] = True
    weights = np.append(offer.weights.astype(np.int64), 0)
    owned = np.append(has[offer.skills], False) * weights
    # A vacancy that asks nothing would take the first weight of the next.
    asks = np.diff(offer.starts) > 0
    matched = np.add.reduceat(owned, offer.starts[:-1]) * asks
    total = np.add.reduceat(weights, offer.starts[:-1])
    possible = matched > 0
    line = np.linalg.norm(offer.place - few.place[person].astype(float), axis=1)
    unplaced = (offer.place == 0).all(axis=1)
    possible &= unplaced | (line <= np.sqrt(float(few.reach[person])))
    least, most = few.hours[person]
    possible &= ~((offer.hours[:, 1] < least) | (offer.hours[:, 0] > most))
    possible &= ~(offer.level > few.level[person])
    possible &= ~((offer.demands & few.lacks[person]).astype(bool))
    numbers = np.flatnonzero(possible)
    scores = matched[numbers] / total[numbers]
    order = np.argsort(-scores, kind="stable")[:TOP]
    return numbers[order], scores[order]


def _one_at_a_time(offer: Vacancies, index: Index, crowd: People, sample: People) -> Iterator[str]:
    """What somebody at a page waits for, and how soon a new vacancy finds its people."""
    alone = [part(sample, np.array([person])) for person in range(len(sample.level))]
    kernel.best(index, alone[0], TOP)
    spent = [_spent(lambda one=one: kernel.best(index, one, TOP))[1] * 1e3 for one in alone]
    yield _spread("one person, NumPy", spent)
    fresh = range(SAMPLE)
    spent = [
        _spent(lambda number=number: kernel.people_for(offer, number, crowd, TOP))[1] * 1e3
        for number in fresh
    ]
    yield _spread(f"a new vacancy among {len(crowd.level):,} people", spent)


def _spread(name: str, spent: list[float]) -> str:
    spent = sorted(spent)
    return (
        f"{name:<42} median {statistics.median(spent):.2f} ms, "
        f"p95 {spent[len(spent) * 95 // 100]:.2f} ms, most {spent[-1]:.2f} ms"
    )


def _row(name: str, seconds: float, scipy: float) -> str:
    return f"{name:<42} {1 / seconds:>16,.0f} {seconds * 1e6:>9,.0f} µs   {scipy / seconds:.1f} x"


def _median(step: Callable[[], object]) -> float:
    return statistics.median(_spent(step)[1] for _round in range(ROUNDS))


def _spent(step: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the seconds of processor time."""
    began = time.process_time()
    made = step()
    return made, time.process_time() - began
