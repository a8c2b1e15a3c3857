"""Measures the ranker: graded relevance per language and style, baselines, cross-validation.

Gains are 2 to the power of the grade, minus 1 (Burges et al. 2005); `success` means a
service of grade 2 or 3 among the first n. Run `python -m werkcentrum.search.evaluate --help`.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from werkcentrum.search import hybrid
from werkcentrum.search.compounds import Splitter
from werkcentrum.search.embed import Embedder
from werkcentrum.search.lexical import LexicalIndex, plain_query
from werkcentrum.search.ranker import Ranker
from werkcentrum.search.records import DANGER_PREFIX, NONSENSE, OUT_OF_SCOPE, Document, Example
from werkcentrum.search.sources import (
    read_cues,
    read_documents,
    read_examples,
    read_phrases,
    read_words,
)
from werkcentrum.search.text import normalise, words

WORD_LIST: Final = Path(__file__).parent / "data" / "words-nl.txt.gz"

_DEPTH: Final = 10
_USEFUL: Final = 2


@dataclass(frozen=True, slots=True)
class Question:
    """A question with graded answers (service key to 1, 2 or 3)."""

    text: str
    lang: str
    style: str
    audience: str
    grades: Mapping[str, int]
    safety: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions; `linear` is nDCG with the grades themselves as gains."""

    count: int
    ndcg: float
    linear: float
    mrr: float
    first: float
    three: float

    def __str__(self) -> str:
        return (
            f"n {self.count:4d}  nDCG@10 {self.ndcg:.3f} (linear {self.linear:.3f})  "
            f"MRR {self.mrr:.3f}  success@1 {self.first:.3f}  success@3 {self.three:.3f}"
        )


def read_questions(path: Path) -> tuple[Question, ...]:
    """Questions from a JSON Lines file. Raises KeyError when a field is missing."""
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        questions.append(
            Question(
                row["text"],
                row["lang"],
                row["style"],
                row["audience"],
                row["grades"],
                row.get("safety"),
            )
        )
    return tuple(questions)


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


def fit_region(
    folder: Path,
    *,
    examples: Sequence[Example] | None = None,
    embedder: Embedder | None = None,
) -> Ranker:
    """A ranker for a region folder, with the word list when it has been built."""
    return Ranker.fit(
        read_documents(folder),
        read_examples(folder) if examples is None else examples,
        read_words(WORD_LIST),
        phrases=read_phrases(folder),
        cues=read_cues(folder),
        embedder=embedder,
    )


def report_questions(ranker: Ranker, questions: Sequence[Question]) -> list[str]:
    """Lines with figures overall, per language and style, and for the judgements."""
    answers, seconds = [], []
    for question in questions:
        started = time.process_time()
        answers.append(ranker.rank(question.text))
        seconds.append(time.process_time() - started)
    by_part: defaultdict[str, list[tuple[list[str], Mapping[str, int]]]] = defaultdict(list)
    for question, answer in zip(questions, answers, strict=True):
        pair = ([result.key for result in answer.results], question.grades)
        for part in ("all", f"language {question.lang}", f"style {question.style}"):
            by_part[part].append(pair)
    lines = [f"{part:16s} {figures(pairs)}" for part, pairs in sorted(by_part.items())]
    real = [at for at, question in enumerate(questions) if question.grades]
    traps = [at for at, q in enumerate(questions) if not q.grades and not q.safety]
    sure = [at for at in real if answers[at].sure]
    hits = [_useful_in_three(answers[at].results, questions[at].grades) for at in sure]
    employer = [questions[at].audience == "employer" for at in real if _is_employer(answers[at])]
    employers = sum(questions[at].audience == "employer" for at in real)
    kinds = [a.danger == q.safety for q, a in zip(questions, answers, strict=True) if q.safety]
    lines += [
        f"real questions called not confident: {_count(not answers[at].confident for at in real)}",
        f"traps called not confident:          {_count(not answers[at].confident for at in traps)}",
        f"sure: {len(sure)} of {len(real)}; right service in the first three: {_count(hits)}",
        f"employer recognised: right {_count(employer)}, of {employers} employers",
        f"false danger: {_count(answers[at].danger is not None for at in real + traps)}",
        f"danger of the right kind: {_count(kinds)}",
        f"CPU time: median {1000 * float(np.median(seconds)):.1f} ms",
    ]
    return lines


def report_baselines(documents: Sequence[Document], questions: Sequence[Question]) -> list[str]:
    """Lines for exact words and for the full lexical index without examples."""
    full = LexicalIndex(documents, Splitter(read_words(WORD_LIST)))
    plain = LexicalIndex(documents, Splitter(None))

    def ranked(text: str, *, expanded: bool) -> list[str]:
        found = words(normalise(text))
        query = full.query(found, ()) if expanded else plain_query(found)
        scores = (full if expanded else plain).scores(query)
        return [documents[at].key for at in np.argsort(-scores, kind="stable")]

    exact = figures((ranked(q.text, expanded=False), q.grades) for q in questions)
    expanded = figures((ranked(q.text, expanded=True), q.grades) for q in questions)
    return [f"BM25 on stems    {exact}", f"+ parts, typos   {expanded}"]


def report_held_out(folder: Path, *, folds: int = 5) -> list[str]:
    """Lines for the questions in `_other.csv`, each asked of a ranker that never saw it.

    Learns `folds` times from scratch. Danger words are data written with those questions
    at hand, so the figures for danger are optimistic.
    """
    examples = read_examples(folder)
    other = [at for at, example in enumerate(examples) if _is_other(example)]
    shuffled = np.random.default_rng(1).permutation(len(other))
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for fold in range(folds):
        held = {other[at] for at in shuffled[fold::folds]}
        kept = [example for at, example in enumerate(examples) if at not in held]
        ranker = fit_region(folder, examples=kept)
        for at in sorted(held):
            _judge_other(ranker, examples[at], counts)
    return [f"{name:34s} {_count(values)}" for name, values in sorted(counts.items())]


def report_weights(folder: Path) -> list[str]:
    """Lines with cross-validated figures for other weights of the signals (`hybrid.WEIGHTS`).

    Every example question is ranked by a model that never saw it or a near-duplicate. The
    examples were written to differ from each other, so the figures are lower than on real
    questions; only their order matters.
    """
    documents = read_documents(folder)
    _, rehearsal = Ranker.rehearse(
        documents,
        read_examples(folder),
        read_words(WORD_LIST),
        phrases=read_phrases(folder),
        cues=read_cues(folder),
    )
    keys = sorted(document.key for document in documents)
    cases = [
        (evidence.services, rehearsal.samples[at].label)
        for at, evidence in zip(
            rehearsal.held_out.at.tolist(), rehearsal.held_out.evidence, strict=True
        )
        if rehearsal.samples[at].label in keys
    ]
    lines = []
    for factor in (0.0, 0.5, 1.0, 2.0, 4.0, 8.0):
        weights = np.concatenate([hybrid.WEIGHTS[:1], factor * hybrid.WEIGHTS[1:]])
        ranked = (
            ([keys[place] for place in np.argsort(-(services @ weights))], {label: 3})
            for services, label in cases
        )
        lines.append(f"other signals x {factor:3.1f}  {figures(ranked)}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: figures for a file of questions, or cross-validation of `_other.csv`."""
    parser = argparse.ArgumentParser(description="Figures of the search")
    parser.add_argument("folder", type=Path, help="region folder with services and examples")
    parser.add_argument("--questions", type=Path, help="JSON Lines file with graded questions")
    parser.add_argument("--held-out", action="store_true", help="cross-validate _other.csv")
    parser.add_argument("--weights", action="store_true", help="compare weights of the signals")
    chosen = parser.parse_args(arguments)
    lines: list[str] = []
    if chosen.questions:
        questions = read_questions(chosen.questions)
        lines += report_baselines(read_documents(chosen.folder), questions)
        lines += report_questions(fit_region(chosen.folder), questions)
    if chosen.held_out:
        lines += report_held_out(chosen.folder)
    if chosen.weights:
        lines += report_weights(chosen.folder)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _judge_other(ranker: Ranker, example: Example, counts: defaultdict[str, list[bool]]) -> None:
    """Add what the ranker makes of one question without (or with a deceptive) service."""
    answer = ranker.rank(example.text)
    if example.near_miss:
        counts["near-miss called danger"].append(answer.danger is not None)
        counts["near-miss confident"].append(answer.confident)
    elif example.label.startswith(DANGER_PREFIX):
        kind = example.label.removeprefix(DANGER_PREFIX)
        counts["danger found"].append(answer.danger is not None)
        counts["danger of the right kind"].append(answer.danger == kind)
        counts[f"danger found: {kind}"].append(answer.danger is not None)
    else:
        counts[f"{example.label} not confident"].append(not answer.confident)
        counts["out of scope + nonsense not confident"].append(not answer.confident)
        counts["out of scope called danger"].append(answer.danger is not None)


def _is_other(example: Example) -> bool:
    is_danger = example.label.startswith(DANGER_PREFIX)
    return example.near_miss or is_danger or example.label in (OUT_OF_SCOPE, NONSENSE)


def _figures_of(keys: Sequence[str], grades: Mapping[str, int]) -> tuple[float, ...]:
    found = [grades.get(key, 0) for key in keys]
    ideal = list(grades.values())
    place = next((at for at, grade in enumerate(found) if grade >= _USEFUL), None)
    return (
        ndcg(found, lambda grade: 2.0**grade - 1, ideal),
        ndcg(found, float, ideal),
        0.0 if place is None else 1 / (place + 1),
        float(place == 0),
        float(place is not None and place < 3),
    )


def _useful_in_three(results: Sequence[object], grades: Mapping[str, int]) -> bool:
    return any(grades.get(getattr(result, "key", ""), 0) >= _USEFUL for result in results[:3])


def _is_employer(answer: object) -> bool:
    return getattr(answer, "audience", None) == "employer"


def _count(values: Iterable[bool]) -> str:
    """Like "212 of 227 (0.934)"."""
    listed = list(values)
    return f"{sum(listed)} of {len(listed)} ({sum(listed) / max(1, len(listed)):.3f})"


if __name__ == "__main__":
    raise SystemExit(main())
