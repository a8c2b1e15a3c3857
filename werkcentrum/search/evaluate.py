"""Measures the ranker: on graded questions beside two baselines, and by cross-validation."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from werkcentrum.search import hybrid
from werkcentrum.search.alarming import Rehearsed, choose_alarming, fit_threshold, rehearse_alarm
from werkcentrum.search.baselines import Order, exact_baseline, word_baseline
from werkcentrum.search.danger import DangerView
from werkcentrum.search.embed import SentenceEncoder
from werkcentrum.search.encoding import Remembering
from werkcentrum.search.figures import Figures, Question, figures, is_useful_in_three
from werkcentrum.search.fitting import fit_judge
from werkcentrum.search.holding import hold_back
from werkcentrum.search.material import Material
from werkcentrum.search.ranker import Ranker
from werkcentrum.search.records import DANGER_PREFIX, NONSENSE, OUT_OF_SCOPE, Document, Ranking
from werkcentrum.search.samples import NEAR_MISS
from werkcentrum.search.studies import (
    Study,
    is_other,
    keys,
    learning_curve,
    material_of,
    parts,
    reliability,
)
from werkcentrum.search.training import rehearse, train

_HEAD: Final = (
    f"{'':16s} {'':5s} {'this ranker':^39s}   {'words only':^15s}   {'exact words':^15s}\n"
    f"{'questions':16s} {'n':>5s} {'nDCG@10':>8s} {'(linear)':>8s} {'MRR':>6s}"
    f" {'S@1':>6s} {'S@3':>6s}   {'nDCG@10':>8s} {'S@3':>6s}   {'nDCG@10':>8s} {'S@3':>6s}"
)


def report(
    ranker: Ranker,
    documents: Sequence[Document],
    word_list: frozenset[str] | None,
    questions: Sequence[Question],
) -> Iterator[str]:
    """A table per language and style with both baselines beside it, then the judgements."""
    answers = [ranker.rank(question.text) for question in questions]
    lexical, exact = word_baseline(documents, word_list), exact_baseline(documents)
    yield _HEAD
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for at, question in enumerate(questions):
        if question.grades:
            for name in ("all", f"language {question.lang}", f"style {question.style}"):
                rows[name].append(at)
    for name in sorted(rows):
        chosen = [questions[at] for at in rows[name]]
        ours = figures((keys(answers[at]), questions[at].grades) for at in rows[name])
        yield _row(name, ours, _figures_by(lexical, chosen), _figures_by(exact, chosen))
    yield ""
    yield from _judgements(questions, answers)


def held_out(folder: Path) -> Study:
    """Lines for the questions in `_other.csv`, each asked of a ranker that never saw its part.

    Danger words are data written with some of those questions at hand, so the figures for
    danger are optimistic.
    """
    material = material_of(folder)
    draft, held = rehearse(material, whole=True)
    ranker = draft.judged_by(fit_judge(material.services, held, draft.views))
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for sample, reading, evidence in held:
        confident, _ = ranker.certainty(evidence, reading)
        for name in _names(sample.label, is_near_miss=sample.group == NEAR_MISS):
            counts[f"{name}: not confident"].append(not confident)
    for asked, kind in rehearsed_dangers(material):
        for name in _names(asked.sample.label, is_near_miss=asked.sample.group == NEAR_MISS):
            counts[f"{name}: called danger"].append(kind is not None)
        if asked.is_danger:
            right = asked.sample.label == f"{DANGER_PREFIX}{kind}"
            counts["danger: of the right kind"].append(right)
    return _counted(counts)


def as_asked(folder: Path) -> Study:
    """Lines for a fifth of all examples, left out of everything and then asked as visitors do.

    Unlike in `held_out` a question may be answered by its words alone, and a long story is also
    read in parts. Near-duplicates are left out together.
    """
    material, encoder = material_of(folder), Remembering(SentenceEncoder())
    examples = np.array(material.examples, object)
    sentences = encoder.encode([example.text for example in examples])
    held = hold_back(sentences, np.ones(len(examples), bool))[0]
    ranker = train(replace(material, examples=tuple(examples[~held])), embedder=encoder)
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for example in examples[held]:
        answer = ranker.rank(example.text, explained=0)
        seen = {
            "not confident": not answer.confident,
            "sure": answer.sure,
            "called danger": answer.danger is not None,
        }
        if example.label.startswith(DANGER_PREFIX):
            seen["of the right kind"] = example.label == f"{DANGER_PREFIX}{answer.danger}"
        elif not is_other(example):
            right = example.label in keys(answer)[:3]
            seen["right in three"] = right
            if answer.sure:
                seen["right in three where sure"] = right
        for name in _names(example.label, is_near_miss=example.near_miss):
            for said, value in seen.items():
                counts[f"{name}: {said}"].append(value)
    return _counted(counts)


def rehearsed_dangers(material: Material) -> Iterator[tuple[Rehearsed, str | None]]:
    """Every question about danger or nothing we offer, with the kind of danger that is seen.

    By an alarm that never saw it, with a threshold that was set without it.
    """
    reader = material.reader(SentenceEncoder())
    lessons = choose_alarming(material.samples)
    learned, rehearsed = rehearse_alarm(lessons, reader, material.counter(), whole=True)
    view = DangerView(learned.labels)
    for part in sorted({asked.part for asked in rehearsed} - {-1}):
        threshold = fit_threshold([asked for asked in rehearsed if asked.part != part], view)
        for asked in rehearsed:
            if asked.part == part:
                yield asked, view.judge(asked.signs, threshold)


def weights(folder: Path) -> Study:
    """Lines with cross-validated figures for other weights of the signals (`hybrid.WEIGHTS`).

    Every example question is ranked by a model that never saw it or a near-duplicate. The
    examples were written to differ from each other, so the figures are lower than on real
    questions; only their order matters.
    """
    material = material_of(folder)
    _, held = rehearse(material)
    names = [document.key for document in material.services]
    cases = [
        (evidence.services, sample.label) for sample, _, evidence in held if sample.label in names
    ]
    lines = []
    for factor in (0.0, 0.5, 1.0, 2.0, 4.0, 8.0):
        tried = np.concatenate([hybrid.WEIGHTS[:1], factor * hybrid.WEIGHTS[1:]])
        ranked = (
            ([names[place] for place in np.argsort(-(services @ tried))], {label: 3})
            for services, label in cases
        )
        found = figures(ranked)
        lines.append(f"other signals x {factor:3.1f}  S@1 {found.first:.3f}  S@3 {found.three:.3f}")
    return Study(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: one study of a region folder; without a choice, cross-validation."""
    parser = argparse.ArgumentParser(description="Studies of the search")
    parser.add_argument("folder", type=Path, help="region folder with services and examples")
    parser.add_argument("--draw", type=Path, metavar="FILE.svg", help="also draw what was found")
    choice = parser.add_mutually_exclusive_group()
    for name, (study, told) in _STUDIES.items():
        choice.add_argument(f"--{name}", dest="study", action="store_const", const=study, help=told)
    parser.set_defaults(study=held_out)
    chosen = parser.parse_args(arguments)
    found: Study = chosen.study(chosen.folder)
    sys.stdout.write("\n".join(found.lines) + "\n")
    if chosen.draw and found.chart:
        chosen.draw.write_text(found.chart, encoding="utf-8")
    return 0


_STUDIES: Final[dict[str, tuple[Callable[[Path], Study], str]]] = {
    "asked": (as_asked, "leave a fifth out of everything, and ask it as visitors do"),
    "weights": (weights, "compare weights of the signals"),
    "curve": (learning_curve, "learn from ever more examples"),
    "parts": (parts, "learn from one likeness at a time"),
    "reliability": (reliability, "compare chances with what comes true"),
}


def _figures_by(order: Order, questions: Sequence[Question]) -> Figures:
    return figures((order(question.text), question.grades) for question in questions)


def _row(name: str, ours: Figures, lexical: Figures, exact: Figures) -> str:
    baselines = "   ".join(f"{found.ndcg:8.3f} {found.three:6.3f}" for found in (lexical, exact))
    return (
        f"{name:16s} {ours.count:5d} {ours.ndcg:8.3f} {ours.linear:8.3f} {ours.mrr:6.3f}"
        f" {ours.first:6.3f} {ours.three:6.3f}   {baselines}"
    )


def _judgements(questions: Sequence[Question], answers: Sequence[Ranking]) -> Iterator[str]:
    """How often what the ranker says about its own answer is right."""
    pairs = list(zip(questions, answers, strict=True))
    real = [(question, answer) for question, answer in pairs if question.grades]
    traps = [(q, answer) for q, answer in pairs if not q.grades and not q.safety]
    sure = [
        is_useful_in_three(keys(answer), question.grades)
        for question, answer in real
        if answer.sure
    ]
    recognised = [
        question.audience == "employer"
        for question, answer in real
        if answer.audience == "employer"
    ]
    employers = sum(question.audience == "employer" for question, _ in real)
    rows = {
        "real questions called not confident": [not answer.confident for _, answer in real],
        "questions for somebody else, seen": [not answer.confident for _, answer in traps],
        "sure": [answer.sure for _, answer in real],
        "sure, and right in the first three": sure,
        f"employer recognised (of {employers}), right": recognised,
        "false danger": [answer.danger is not None for _, answer in real + traps],
        "danger of the right kind": [a.danger == q.safety for q, a in pairs if q.safety],
    }
    for name, values in rows.items():
        yield f"{name:38s} {_count(values)}"


def _names(label: str, *, is_near_miss: bool) -> list[str]:
    """The lines a question counts in."""
    if label.startswith(DANGER_PREFIX):
        return ["danger", label]
    if is_near_miss:
        return ["near miss"]
    return [label if label in (OUT_OF_SCOPE, NONSENSE) else "for a service"]


def _counted(counts: Mapping[str, Sequence[bool]]) -> Study:
    return Study([f"{name:40s} {_count(values)}" for name, values in sorted(counts.items())])


def _count(values: Iterable[bool]) -> str:
    """Like "212 of 227 (0.934)"."""
    listed = list(values)
    return f"{sum(listed)} of {len(listed)} ({sum(listed) / max(1, len(listed)):.3f})"


if __name__ == "__main__":
    raise SystemExit(main())
