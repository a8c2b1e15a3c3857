"""Studies on the test questions: how much to learn from, which part does what, are chances true.

Rankers are made from a region folder, so no site is needed. One takes a minute or two.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from werkcentrum.search.charts import Axis, Line, draw
from werkcentrum.search.embed import Embedder, NullEmbedder, SentenceEncoder
from werkcentrum.search.encoding import Remembering
from werkcentrum.search.figures import Figures, Question, figures, is_useful_in_three
from werkcentrum.search.learning import BALANCED, Mix
from werkcentrum.search.material import Material
from werkcentrum.search.ranker import Ranker
from werkcentrum.search.records import (
    DANGER_PREFIX,
    NONSENSE,
    OUT_OF_SCOPE,
    Example,
    Ranking,
)
from werkcentrum.search.sources import (
    read_cues,
    read_documents,
    read_examples,
    read_phrases,
    read_questions,
    read_words,
)
from werkcentrum.search.training import train

WORD_LIST: Final = Path(__file__).parent / "data" / "words-nl.txt.gz"
SIZES: Final = (5, 10, 20, 40, 80)
_EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_TOO_FEW: Final = 10  # a share of fewer questions is not drawn
_BEST: Final = 3
# One likeness alone counts as much as all three together, so that the ridge weighs the same.
_WHOLE: Final = BALANCED.meaning + BALANCED.words + BALANCED.letters
_TENTHS: Final = tuple((tenth / 10, f"{tenth / 10:.1f}") for tenth in range(11))


@dataclass(frozen=True)
class Study:
    """Lines to print, and an SVG where there is something to draw."""

    lines: Sequence[str]
    chart: str = ""


@dataclass(frozen=True)
class Bin:
    """Questions with about the same chance: the mean chance, and how often it came true."""

    low: float
    high: float
    count: int
    said: float
    true: float


def material_of(folder: Path) -> Material:
    """What a region folder teaches, with the word list when it has been built."""
    return Material(
        documents=read_documents(folder),
        examples=read_examples(folder),
        words=read_words(WORD_LIST) or frozenset(),
        phrases=read_phrases(folder),
        cues=read_cues(folder),
    )


def learning_curve(folder: Path) -> Study:
    """Rankers that learned from ever more examples of a service, on the test questions."""
    material, questions = material_of(folder), read_questions(folder)
    examples, encoder = material.examples, Remembering(SentenceEncoder())
    largest = max(Counter(e.label for e in examples if not is_other(e)).values())
    steps = []
    for size in (*SIZES, largest):
        kept = some_of_each(examples, size)
        services = sum(not is_other(example) for example in kept)
        ranker = train(replace(material, examples=tuple(kept)), embedder=encoder)
        steps.append((services, measure(ranker, questions)))
    names = [*map(str, SIZES), "all"]
    lines = [f"{'a service':>9s} {'examples':>9s} {_HEAD}"]
    for name, (services, found) in zip(names, steps, strict=True):
        lines.append(f"{name:>9s} {services:9d} {_row(found)}")
    return Study(lines, _draw_curve(names, [found for _, found in steps]))


def parts(folder: Path) -> Study:
    """What each part brings: learned from one likeness alone, then together, on the test questions.

    Words are looked up in all of them.
    """
    material, questions = material_of(folder), read_questions(folder)
    alone = tuple(replace(document, related=()) for document in material.documents)
    blind, encoder = NullEmbedder(), Remembering(SentenceEncoder())

    def mixed(mix: Mix, embedder: Embedder) -> Ranker:
        return train(replace(material, mix=mix), embedder=embedder)

    makers: dict[str, Callable[[], Ranker]] = {
        "words": lambda: mixed(Mix(0, _WHOLE, 0), blind),
        "letters": lambda: mixed(Mix(0, 0, _WHOLE), blind),
        "words and letters": lambda: mixed(Mix(0, _WHOLE / 2, _WHOLE / 2), blind),
        "meaning": lambda: mixed(Mix(_WHOLE, 0, 0), encoder),
        "all, without related": lambda: train(replace(material, documents=alone), embedder=encoder),
        "all": lambda: train(material, embedder=encoder),
    }
    lines = [f"{'learned from':22s} {_HEAD}"]
    lines += [f"{name:22s} {_row(measure(make(), questions))}" for name, make in makers.items()]
    return Study(lines)


def reliability(folder: Path) -> Study:
    """Whether what the ranker is sure of comes true as often as it says."""
    ranker = train(material_of(folder))
    asked = [question for question in read_questions(folder) if not question.safety]
    chances = [ranker.chances(question.text) for question in asked]
    real = [at for at, question in enumerate(asked) if question.grades]
    answers = [(keys(ranker.rank(asked[at].text, explained=0)), asked[at].grades) for at in real]
    sure = [chances[at].sure for at in real]
    tables = {
        "best": bins(sure, [_is_best_in_three(found, grades) for found, grades in answers]),
        "useful": bins(sure, [is_useful_in_three(found, grades) for found, grades in answers]),
        "fits": bins([chance.fits for chance in chances], [bool(q.grades) for q in asked]),
    }
    lines = [
        line
        for name, heading in _RELIABILITY.items()
        for line in (heading, *map(_bin_row, tables[name]), _gap_row(tables[name]), "")
    ]
    return Study(lines[:-1], _draw_reliability(tables["best"], tables["fits"]))


def some_of_each(examples: Sequence[Example], size: int) -> list[Example]:
    """At most `size` examples a service, always the same ones; a small sample is in a larger.

    Questions that no service answers all stay.
    """
    services = [at for at, example in enumerate(examples) if not is_other(example)]
    kept = set(range(len(examples))) - set(services)
    taken: Counter[str] = Counter()
    for at in np.random.default_rng(1).permutation(services).tolist():
        label = examples[at].label
        taken[label] += 1
        if taken[label] <= size:
            kept.add(at)
    return [examples[at] for at in sorted(kept)]


def is_other(example: Example) -> bool:
    """Whether it stands in `_other.csv`: danger or what sounds like it, out of scope, nonsense."""
    is_danger = example.label.startswith(DANGER_PREFIX)
    return example.near_miss or is_danger or example.label in (OUT_OF_SCOPE, NONSENSE)


def measure(ranker: Ranker, questions: Sequence[Question]) -> Figures:
    """Figures of a ranker on graded questions."""
    return figures(
        (keys(ranker.rank(question.text, explained=0)), question.grades)
        for question in questions
        if question.grades
    )


def bins(chances: Sequence[float], came_true: Sequence[bool]) -> list[Bin]:
    """Chances in steps, with how often they came true; a step nobody is in is left out."""
    said, true = np.array(chances), np.array(came_true, bool)
    step = np.clip(np.searchsorted(_EDGES, said, side="right") - 1, 0, len(_EDGES) - 2)
    found = []
    for at, (low, high) in enumerate(pairwise(_EDGES)):
        inside = step == at
        if inside.any():
            mean, share = float(said[inside].mean()), float(true[inside].mean())
            found.append(Bin(low, high, int(inside.sum()), mean, share))
    return found


def gap(found: Sequence[Bin]) -> float:
    """The mean distance between what was said and what came true, weighed by questions."""
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.said - one.true) for one in found) / max(1, total)


def keys(answer: Ranking) -> list[str]:
    """The services of an answer, best first."""
    return [result.key for result in answer.results]


_HEAD: Final = f"{'n':>5s} {'nDCG@10':>8s} {'S@1':>6s} {'S@3':>6s}"
_RELIABILITY: Final = {
    "best": "sure, and a best service (grade 3) in the first three",
    "useful": "sure, and a useful service (grade 2 or 3) in the first three",
    "fits": "something fits",
}


def _row(found: Figures) -> str:
    return f"{found.count:5d} {found.ndcg:8.3f} {found.first:6.3f} {found.three:6.3f}"


def _bin_row(one: Bin) -> str:
    return (
        f"  {one.low:4.2f} to {one.high:4.2f} {one.count:5d} questions,"
        f" said {one.said:5.3f}, came true {one.true:5.3f}"
    )


def _gap_row(found: Sequence[Bin]) -> str:
    return f"  mean distance {gap(found):5.3f}"


def _is_best_in_three(found: Sequence[str], grades: Mapping[str, int]) -> bool:
    return any(grades.get(key) == _BEST for key in found[:3])


def _draw_curve(names: Sequence[str], steps: Sequence[Figures]) -> str:
    places = range(len(names))
    described = ", ".join(
        f"{name}: {found.three:.3f} and {found.ndcg:.3f}"
        for name, found in zip(names, steps, strict=True)
    )
    return draw(
        "The more examples, the better the answers",
        f"Success in the first three and nDCG@10 by examples a service. {described}.",
        [
            Line("a useful service in the first three", [(at, steps[at].three) for at in places]),
            Line("nDCG@10", [(at, steps[at].ndcg) for at in places]),
        ],
        across=Axis("example questions a service", list(enumerate(names))),
        up=Axis("on the test questions", _TENTHS[5:]),
    )


def _draw_reliability(sure: Sequence[Bin], fits: Sequence[Bin]) -> str:
    drawn = {
        "sure: a best service is in the first three": _points(sure),
        "something in the catalogue fits": _points(fits),
    }
    described = ". ".join(
        f"{name}: " + ", ".join(f"said {said:.2f}, came true {true:.2f}" for said, true in points)
        for name, points in drawn.items()
    )
    return draw(
        "What the ranker says of its own answers, and what comes true",
        f"{described}. Steps with fewer than {_TOO_FEW} questions are left out.",
        [*(Line(*one) for one in drawn.items()), Line("as it should be", [(0, 0), (1, 1)])],
        across=Axis("chance the ranker gives", _TENTHS),
        up=Axis("share of the test questions for which it is so", _TENTHS),
    )


def _points(found: Sequence[Bin]) -> list[tuple[float, float]]:
    return [(one.said, one.true) for one in found if one.count >= _TOO_FEW]
