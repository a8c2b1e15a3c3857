"""Measures how well names are linked, on names of ESCO that are held back, beside baselines."""

import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from werkcentrum.search.baselines import exact_baseline
from werkcentrum.search.chargrams import letter_groups
from werkcentrum.search.embed import Embedder, Floats
from werkcentrum.search.records import Document
from werkcentrum.search.sparse import Bag, TfIdf
from werkcentrum.search.text import normalise, words
from werkcentrum.skills.linking import Labels, best, link, points
from werkcentrum.skills.synonyms import learn

_DEPTH: Final = 100
# A name with this much of its letters in common (cosine of groups of letters) looks alike.
_LOOKS_ALIKE: Final = 0.55
_HEAD: Final = f"{'':26s} {'n':>5s} {'MRR':>6s} {'hit@1':>6s} {'hit@10':>7s}"

Synonyms = Sequence[Sequence[str]]
Places = Sequence[Sequence[int]]


class Trial(NamedTuple):
    """Names to link, the labels to link them to, and which labels (places) are right for each."""

    names: list[str]
    labels: list[str]
    right: list[set[int]]


def report(synonyms: Synonyms, embedder: Embedder) -> Iterator[str]:
    """Learns from one half of the occupations, and links names of the other half to all labels.

    Choices in `linking.py` and `synonyms.py` were made with another division of ESCO in halves:
    about half of the names that are asked here were asked then too.
    """
    taught = [group for group in synonyms if not _is_held_out(group)]
    yield f"Geleerd van {len(taught)} beroepen, gemeten op namen van de andere."
    table = learn(taught, embedder)
    for title, apart in (("elke naam", False), ("zonder wat erop lijkt", True)):
        trial = hold_out(synonyms, apart=apart)
        yield f"\n{title}: {len(trial.labels)} labels\n{_HEAD}"
        for name, found in _baselines(trial, embedder):
            yield _row(name, trial, found)
        begun = time.process_time()
        labels = points(trial.labels, embedder, table)
        ready = time.process_time()
        asked = points(trial.names, embedder, table)
        linked = link(asked, Labels(labels, np.arange(len(labels))), _DEPTH)
        yield _row("link-occupations", trial, [each.labels for each in linked])
        ended = time.process_time()
        yield (
            f"{len(trial.names) / (ended - ready):.0f} namen per seconde, "
            f"nadat de labels in {ready - begun:.1f} s waren voorbereid (processortijd)"
        )


def hold_out(synonyms: Synonyms, *, apart: bool) -> Trial:
    """Of each held-out occupation one other name is asked, and is a label of it no more.

    `apart`: neither are its names that look like the one that is asked.
    """
    names, owners, gone = [], [], set()
    for owner, group in enumerate(synonyms):
        if len(group) < 3 or not _is_held_out(group):
            continue
        name = random.Random(group[0]).choice(group[1:])  # noqa: S311  a fair choice, no secret
        out = _look_alikes(name, group) if apart else {name}
        if len(out) < len(group):
            names.append(name)
            owners.append(owner)
            gone |= {(owner, label) for label in out}
    places: dict[str, int] = {}
    of: defaultdict[int, set[int]] = defaultdict(set)
    for owner, group in enumerate(synonyms):
        for label in group:
            if (owner, label) not in gone:
                of[owner].add(places.setdefault(label, len(places)))
    return Trial(names, list(places), [of[owner] for owner in owners])


def figures(found: Places, right: Sequence[set[int]]) -> tuple[float, float, float]:
    """Mean reciprocal rank of the first right label, and shares with one in the first 1 and 10."""
    ranks = np.array([
        next((rank for rank, place in enumerate(places, 1) if place in wanted), np.inf)
        for places, wanted in zip(found, right, strict=True)
    ])  # fmt: skip
    return float(np.mean(1 / ranks)), float(np.mean(ranks <= 1)), float(np.mean(ranks <= 10))


def _row(name: str, trial: Trial, found: Places) -> str:
    reciprocal, first, ten = figures(found, trial.right)
    return f"{name:26s} {len(trial.names):5d} {reciprocal:6.3f} {first:6.3f} {ten:7.3f}"


def _is_held_out(group: Sequence[str]) -> bool:
    return hashlib.sha256(group[0].encode()).digest()[0] % 2 == 0


def _baselines(trial: Trial, embedder: Embedder) -> Iterator[tuple[str, Places]]:
    yield "BM25", _bm25(trial)
    yield "letters (tf-idf)", _first(_letters(trial.names, trial.labels))
    asked, labels = embedder.encode(trial.names), embedder.encode(trial.labels)
    yield "betekenis (embedding)", _first(asked @ labels.T)


def _first(scores: Floats) -> Places:
    found: list[list[int]] = best(scores, _DEPTH).tolist()
    return found


def _bm25(trial: Trial) -> Places:
    order = exact_baseline([
        Document(str(place), label, "", "", (), frozenset())
        for place, label in enumerate(trial.labels)
    ])  # fmt: skip
    return [[int(key) for key in order(name)[:_DEPTH]] for name in trial.names]


def _look_alikes(name: str, group: Sequence[str]) -> set[str]:
    alike = _letters([name], group)[0]
    return {label for label, share in zip(group, alike, strict=True) if share > _LOOKS_ALIKE} | {
        name
    }


def _letters(names: Sequence[str], labels: Sequence[str]) -> npt.NDArray[np.float32]:
    """Array (names, labels): cosine of groups of 3 to 5 letters, weighted by how rare they are."""
    bags = [Bag.of(letter_groups(words(normalise(label)))) for label in labels]
    asked = [Bag.of(letter_groups(words(normalise(name)))) for name in names]
    weights = TfIdf.fit(bags, least=1)
    product = _matrix(asked, weights) @ _matrix(bags, weights).T
    return np.asarray(product.toarray(), np.float32)


def _matrix(bags: Sequence[Bag], weights: TfIdf) -> sparse.csr_array:
    rows = [weights.row(bag) for bag in bags]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.fromiter(chain.from_iterable(c for c, _ in rows), np.int64, ends[-1])
    values = np.fromiter(chain.from_iterable(v for _, v in rows), np.float32, ends[-1])
    return sparse.csr_array((values, columns, ends), (len(bags), len(weights.idf)))
