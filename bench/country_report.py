"""The tables of the country bench, its slow seconds, and what a larger machine would carry."""

import itertools
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bench.country_load import Network, Tally

MOST_P95_MS, LEAST_WRITES, LEAST_POLLS = 200.0, 45.0, 390.0
# Busier than this, a machine has no room for a burst.
MOST_BUSY = 0.6
_CORES = (2, 4, 8, 16)
_POLLS = ("poll", "poll with news")
# So many of the longest stretches of slow seconds are told.
_STRETCHES = 5
MINUTE = 60
_READS = frozenset({*_POLLS, "board", "own number", "page of a kiosk"})
_WELL = frozenset({200, 302, 304})


@dataclass
class Spent:
    """What the machine did: seconds, processor seconds by process, and how long restarts took.

    `books`: processor seconds until then, at the start, after each minute and at the end, each with
    its moment. `events` says what happened, by the moment. Moments are on the clock of `begun`.
    """

    begun: float = 0
    seconds: float = 0
    books: list[tuple[float, dict[str, float]]] = field(default_factory=list)
    transactions: int = 0
    restarts: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    events: dict[float, str] = field(default_factory=dict)

    def processor(self, first: int = 0, last: int = -1) -> dict[str, float]:
        """What was spent between two of the books."""
        (_begun, before), (_ended, after) = self.books[first], self.books[last]
        return {name: after[name] - before[name] for name in before}


def report(network: Network, spent: Spent, share: float) -> Iterator[str]:
    """Counts, waiting times by kind, processor time, and the sum for larger machines.

    `share` of the country came; the goals are as much lower.
    """
    yield (
        f"load of the machine: {statistics.mean(spent.loads):.1f} on average, "
        f"{max(spent.loads):.1f} at most, ours included"
    )
    restarts = ", ".join(f"{seconds:.1f} s" for seconds in spent.restarts)
    yield f"a worker was killed {len(spent.restarts)} times; another answered after {restarts}"
    yield ""
    yield (
        f"{'':18s} {'count':>7s} {'p50':>6s} {'p95':>6s} {'p99':>6s} {'CPU ms':>7s} {'CPU s':>6s}"
        "  broken off, other answers"
    )
    tallies = {name: tally for name, tally in network.tallies.items() if tally.latencies}
    for name in sorted(tallies, key=lambda name: -len(tallies[name].latencies)):
        yield _line(name, tallies[name])
    everything = _together(tallies.values())
    yield _line("all", everything)
    yield f"by worker: {', '.join(str(count) for count in network.answers.values())}"
    yield ""
    yield from _goals(tallies, everything, spent, share)
    yield ""
    yield from minutes(network.by_second, spent)
    yield ""
    yield from _slow_seconds(network.by_second, spent)
    yield ""
    yield from _cores(spent, share)


def _line(name: str, tally: Tally) -> str:
    p50, p95, p99 = (_percentile(tally.latencies, share) for share in (50, 95, 99))
    others = {status: n for status, n in tally.statuses.items() if status not in _WELL}
    said = f"{tally.broken or ''} {others or ''}".strip()
    return (
        f"{name:18s} {len(tally.latencies):7d} {p50:6.0f} {p95:6.0f} {p99:6.0f} "
        f"{statistics.mean(tally.processor):7.2f} {sum(tally.processor) / 1000:6.1f}  {said}"
    ).rstrip()


def _goals(
    tallies: dict[str, Tally], everything: Tally, spent: Spent, share: float
) -> Iterator[str]:
    def count(names: Iterable[str]) -> int:
        return sum(len(tallies[name].latencies) for name in names if name in tallies)

    yield f"requests that write, a second: {count(tallies.keys() - _READS) / spent.seconds:.1f}"
    writes = spent.transactions / spent.seconds
    # Savepoints have numbers of their own in PostgreSQL; a booking has one.
    yield _goal("transactions that write, a second", writes, LEAST_WRITES * share, is_most=False)
    yield _goal("polls a second", count(_POLLS) / spent.seconds, LEAST_POLLS * share, is_most=False)
    yield _goal("p95 of all, ms", _percentile(everything.latencies, 95), MOST_P95_MS, is_most=True)


def _goal(name: str, value: float, goal: float, *, is_most: bool) -> str:
    is_reached = value <= goal if is_most else value >= goal
    sign, verdict = "<=" if is_most else ">=", "reached" if is_reached else "MISSED"
    return f"{name:36s} {value:7.1f}   goal {sign} {goal:.0f} {verdict}"


def minutes(by_second: dict[int, list[float]], spent: Spent) -> Iterator[str]:
    """Whether it grows: what each minute cost, in processor seconds and milliseconds a request."""
    yield (
        f"{'minute':>6s} {'count':>7s} {'p50':>6s} {'p95':>6s} {'workers':>8s} {'PostgreSQL':>10s} "
        f"{'ms each':>7s} {'taken':>5s}  what happened"
    )
    moments = [moment for moment, _books in spent.books]
    for number, (first, last) in enumerate(itertools.pairwise(moments)):
        came = [ms for at in range(int(first), int(last)) for ms in by_second[at]] or [0.0]
        used = spent.processor(number, number + 1)
        workers, postgresql, taken = (used[n] for n in ("workers", "PostgreSQL", "taken away"))
        events = (f"{at - first:.0f} s: {what}" for at, what in spent.events.items()
                  if first <= at < last)  # fmt: skip
        yield (
            f"{number + 1:6d} {len(came):7d} {_percentile(came, 50):6.0f} "
            f"{_percentile(came, 95):6.0f} {workers:8.1f} {postgresql:10.1f} "
            f"{1000 * (workers + postgresql) / len(came):7.2f} {taken:5.1f}  {', '.join(events)}"
        ).rstrip()


def _slow_seconds(by_second: dict[int, list[float]], spent: Spent) -> Iterator[str]:
    """Whether it is slow all the time, or after the start and when something was killed."""
    begun = int(spent.begun)
    seconds = range(begun, begun + round(spent.seconds))
    p95 = {second: _percentile(by_second[second], 95) for second in seconds if by_second[second]}
    slow = [second for second, value in p95.items() if value > MOST_P95_MS]
    yield f"seconds with a p95 over {MOST_P95_MS:.0f} ms: {len(slow)} of {len(p95)}"
    # Seconds that follow each other are as far from their place in the list.
    runs = itertools.groupby(enumerate(slow), lambda pair: pair[1] - pair[0])
    stretches = [[second for _place, second in run] for _distance, run in runs]
    for stretch in sorted(stretches, key=len, reverse=True)[:_STRETCHES]:
        # What happens late in a second is felt in the next.
        near = range(stretch[0] - 1, stretch[-1] + 1)
        events = ", ".join(what for at, what in spent.events.items() if int(at) in near)
        worst = max(p95[second] for second in stretch)
        first = stretch[0] - begun
        yield f"{len(stretch):4d} from second {first}: {worst:.0f} ms at most; {events}"


def _cores(spent: Spent, share: float) -> Iterator[str]:
    processor = spent.processor()
    for name, seconds in processor.items():
        yield f"processor seconds, {name}: {seconds:.1f} ({seconds / spent.seconds:.2f} cores)"
    ours = sum(processor[name] for name in ("workers", "PostgreSQL")) / spent.seconds
    whole = ours / share
    yield f"workers and PostgreSQL: {ours:.2f} cores for {share:g} of the busiest country, so"
    for cores in _CORES:
        times = cores * MOST_BUSY / whole
        yield f"  {cores:2d} cores, {MOST_BUSY:.0%} busy, carry {times:.1f} times the country"


def _together(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.latencies += tally.latencies
        total.processor += tally.processor
        total.broken += tally.broken
    return total


def _percentile(values: list[float], share: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]
