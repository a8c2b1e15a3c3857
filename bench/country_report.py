"""The table of the country bench, and what a larger machine would carry."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.country_load import Country, Network, Tally

MOST_P95_MS = 200.0
# A machine that is busier than this half of the time has no room for a burst.
MOST_BUSY = 0.6
_CORES = (4, 8, 16)


@dataclass
class Spent:
    """What the machine did: seconds, processor seconds by process, and how long restarts took."""

    seconds: float = 0
    processor: dict[str, float] = field(default_factory=dict)
    transactions: int = 0
    restarts: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)


def report(country: Country, network: Network, spent: Spent) -> Iterator[str]:
    """Counts, waiting times by kind, processor time, and the sum for larger machines."""
    yield (
        f"load of the machine: {statistics.mean(spent.loads):.1f} on average, "
        f"{max(spent.loads):.1f} at most, ours included"
    )
    restarts = ", ".join(f"{seconds:.1f} s" for seconds in spent.restarts)
    yield f"a worker was killed {len(spent.restarts)} times; back after {restarts}"
    yield f"\n{'':20s} {'count':>7s} {'p50':>6s} {'p95':>6s} {'p99':>6s} {'CPU ms':>7s} {'CPU s':>6s}  broken, other answers"
    tallies = sorted(network.tallies.items(), key=lambda item: -len(item[1].latencies))
    for name, tally in tallies:
        if tally.latencies:
            yield _line(name, tally)
    everything = _together(tally for _name, tally in tallies)
    yield _line("all", everything)
    writes = sum(
        len(t.latencies) for name, t in tallies if name not in {"poll", "poll with news", "board", "own number", "page of a kiosk"}
    )
    yield ""
    yield f"requests that write: {writes / spent.seconds:.1f} a second"
    yield f"writing transactions in the database, messages included: {spent.transactions / spent.seconds:.1f} a second"
    p95 = _percentile(everything.latencies, 95)
    yield f"p95 of all, ms {p95:.0f}   goal <= {MOST_P95_MS:.0f} {'reached' if p95 <= MOST_P95_MS else 'MISSED'}"
    yield ""
    for name, seconds in spent.processor.items():
        yield f"processor seconds, {name}: {seconds:.1f} ({seconds / spent.seconds:.2f} cores)"
    ours = sum(spent.processor[name] for name in ("workers", "PostgreSQL")) / spent.seconds
    yield f"workers and PostgreSQL together: {ours:.2f} cores for the whole country at its busiest"
    for cores in _CORES:
        yield (
            f"  {cores} cores, {MOST_BUSY:.0%} busy: {cores * MOST_BUSY / ours:.1f} times this, "
            "if PostgreSQL and the workers keep their shares"
        )


def _line(name: str, tally: Tally) -> str:
    p50, p95, p99 = (_percentile(tally.latencies, share) for share in (50, 95, 99))
    others = {s: n for s, n in tally.statuses.items() if s not in {200, 302, 304} and n}
    said = f"{tally.broken or ''} {others or ''}".strip()
    return (
        f"{name:20s} {len(tally.latencies):7d} {p50:6.0f} {p95:6.0f} {p99:6.0f} "
        f"{statistics.mean(tally.processor):7.1f} {sum(tally.processor) / 1000:6.1f}  {said}"
    )


def _together(tallies: Iterator[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.latencies += tally.latencies
        total.processor += tally.processor
        total.broken += tally.broken
    return total


def _percentile(values: list[float], share: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]
