"""`werkcentrum link-occupations NAMES.tsv --labels LABELS.tsv`: connects two lists of jobs."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.search.embed import Floats, SentenceEncoder
from werkcentrum.skills import trial
from werkcentrum.skills.joblists import Job, ids_twice, read_jobs
from werkcentrum.skills.linking import Labels, keep_points, kept_points, link, points, shipped
from werkcentrum.skills.synonyms import read_synonyms

MAX_SHOWN = 100
TAG = "werkcentrum"


class Command(BaseCommand):
    """Says for each name which labels mean the same; stores nothing but a speed-up."""

    help = "Koppelt namen van beroepen aan een andere lijst van beroepen (uitvoer: TREC)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two files, or one to measure with."""
        parser.add_argument(
            "names", nargs="?", type=Path, metavar="NAMES.tsv", help="Nummer, tab, naam; UTF-8."
        )
        parser.add_argument("--labels", type=Path, metavar="LABELS.tsv", help="Nummer, tab, label.")
        parser.add_argument("--top", type=int, default=100, help="Labels per naam (gewoon: 100).")
        parser.add_argument(
            "--self-test", type=Path, metavar="OCCUPATIONS.csv", help="Meet op een lijst van ESCO."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run lines on stdout, once everything was read well; exit 1 when a line was refused."""
        if options["self_test"]:
            self._measure(options["self_test"])
            return
        if not options["names"] or not options["labels"]:
            raise CommandError("Geef een bestand met namen, en --labels.", returncode=2)
        if options["top"] < 1:
            raise CommandError("Geef bij --top een getal van 1 of meer.", returncode=2)
        names, labels = self._read(options["names"], options["labels"])
        for lines in run_lines(names, labels, options["top"]):
            self.stdout.write(lines, ending="")

    def _read(self, *paths: Path) -> tuple[list[Job], list[Job]]:
        """The names and the labels. Raises CommandError."""
        try:
            (names, wrong_names), (labels, wrong_labels) = map(read_jobs, paths)
        except OSError as error:
            raise CommandError(
                f"{error.filename} is niet te lezen: {error.strerror}", returncode=2
            ) from None
        twice = [f"{paths[0].name}, {told}" for told in ids_twice(names)]
        problems = [*wrong_names, *twice, *wrong_labels]
        empty = [path for path, jobs in zip(paths, (names, labels), strict=True) if not jobs]
        if not problems:
            problems = [f"{path.name}: hier staat niets in." for path in empty]
        for problem in problems[:MAX_SHOWN]:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"Fouten gevonden: {len(problems)}; er is niets gekoppeld.")
        return names, labels

    def _measure(self, path: Path) -> None:
        try:
            synonyms = read_synonyms(path)
        except OSError as error:
            raise CommandError(f"{path} is niet te lezen: {error.strerror}", returncode=2) from None
        except ValueError as reason:
            raise CommandError(f"{path}: {reason}") from None
        for line in trial.report(synonyms, SentenceEncoder()):
            self.stdout.write(line)


def run_lines(names: Sequence[Job], labels: Sequence[Job], most: int) -> Iterator[str]:
    """For each name, in the order of the file, its lines of a TREC run."""
    labels = sorted(labels, key=lambda job: job.id)
    ids = np.array([job.id for job in labels])
    starts = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]])
    asked = points([job.name for job in names], SentenceEncoder(), shipped())
    linked = link(asked, Labels(_prepared([job.name for job in labels]), starts), most)
    for job, (places, scores) in zip(names, linked, strict=True):
        yield "".join(
            f"{job.id} Q0 {labels[starts[place]].id} {rank} {score:.6f} {TAG}\n"
            for rank, (place, score) in enumerate(zip(places, scores, strict=True), start=1)
        )


def _prepared(labels: list[str]) -> Floats:
    """The points of labels; those of the last list are kept, as lists are used more than once."""
    folder = Path(settings.VAR_DIR) / "linked-labels"
    encoder = SentenceEncoder()
    found = kept_points(folder, labels, encoder, shipped())
    if found is None:
        found = points(labels, encoder, shipped())
        # A disk that is full or read-only only costs time.
        with suppress(OSError):
            keep_points(folder, found, labels, encoder, shipped())
    return found
