"""What a large catalogue costs: to build, to start with, in memory and for each question."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.synthetic import catalogue
from werkcentrum.search.figures import is_useful_in_three
from werkcentrum.search.records import Document, Example
from werkcentrum.search.sources import (
    read_documents,
    read_examples,
    read_questions,
)
from werkcentrum.search.studies import material_of
from werkcentrum.search.training import train

_HEAD = (
    f"{'services':>8s} {'examples':>8s} {'built s':>8s} {'start s':>8s} {'CPU s':>6s}"
    f" {'PSS MB':>7s} {'p50 ms':>7s} {'p95 ms':>7s} {'S@3':>6s} {'danger':>7s} {'alarms':>7s}"
)


@dataclass(frozen=True)
class Trial:
    """A catalogue and the questions it is asked: text and grades."""

    documents: Sequence[Document]
    examples: Sequence[Example]
    asked: Sequence[tuple[str, dict[str, int]]]


def report(base: Path, sizes: Sequence[int], folder: Path) -> Iterator[str]:
    """A row for the region folder `base`, and one for a made-up catalogue of each size.

    Danger and what is no question are learned from `base` in all of them. A worker is started
    for each with Django and the ranker loaded, and asked 300 questions one after another, in
    processor time. "Danger" is the share found of questions that were learned from: it shows
    that the judgement works, not how well.
    """
    yield _HEAD
    for trial in (_base(base), *(_made_up(base, size) for size in sizes)):
        started = time.perf_counter()
        ranker = train(
            replace(
                material_of(base),
                documents=tuple(trial.documents),
                examples=tuple(trial.examples),
            )
        )
        ranker.save(folder / "ranker")
        built = time.perf_counter() - started
        del ranker
        yield _row(trial, built, _worker(folder, trial, read_examples(base)))


def _base(folder: Path) -> Trial:
    graded = [question for question in read_questions(folder) if question.grades]
    step = max(1, len(graded) // 300)
    asked = [(question.text, dict(question.grades)) for question in graded[::step][:300]]
    return Trial(read_documents(folder), read_examples(folder), asked)


def _made_up(base: Path, size: int) -> Trial:
    made = catalogue(size)
    offered = {document.key for document in read_documents(base)}
    other = [example for example in read_examples(base) if example.label not in offered]
    asked = [(text, {key: 3}) for text, key in made.asked]
    return Trial(made.documents, [*made.examples, *other], asked)


def _worker(folder: Path, trial: Trial, base: Sequence[Example]) -> dict[str, Any]:
    """What a process of its own tells about the saved ranker."""
    questions = folder / "questions.json"
    dangers = [e.text for e in base if e.label.startswith("danger:")][::10]
    texts = [text for text, _ in trial.asked]
    questions.write_text(json.dumps({"asked": texts, "dangers": dangers}), encoding="utf-8")
    command = [sys.executable, "-m", "bench.worker", str(folder / "ranker"), str(questions)]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        lines = process.stdout
        if lines is None or not (ready := lines.readline()):
            raise RuntimeError("the worker gave no answer")
        first = time.perf_counter() - started
        told: dict[str, Any] = json.loads(lines.readline())
    return told | {"start": first, "start_cpu": float(ready)}


def _row(trial: Trial, built: float, told: dict[str, Any]) -> str:
    pairs = zip(told["best"], trial.asked, strict=True)
    found = statistics.mean(is_useful_in_three(keys, grades) for keys, (_, grades) in pairs)
    spread = statistics.quantiles(told["ms"], n=20)
    return (
        f"{len(trial.documents):8d} {len(trial.examples):8d} {built:8.0f} {told['start']:8.2f}"
        f" {told['start_cpu']:6.2f} {told['pss']:7.0f} {statistics.median(told['ms']):7.2f}"
        f" {spread[-1]:7.2f} {found:6.3f} {told['danger']:7.3f} {told['alarms']:7.3f}"
    )
