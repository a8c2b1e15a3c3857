"""Reads lists of jobs: on each line an id, a tab and a name; UTF-8, without a header."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Job(NamedTuple):
    """One name or label, and the line it stands on (from 1)."""

    id: str
    name: str
    line: int


class RefusedLineError(ValueError):
    """A line that is no job, with the reason in Dutch."""


def read_jobs(path: Path) -> tuple[list[Job], list[str]]:
    """The jobs of a file, the same line once, and for each wrong line a sentence in Dutch.

    Empty lines are skipped. Raises OSError when the file cannot be read.
    """
    jobs: dict[tuple[str, str], Job] = {}
    problems = []
    for number, line in _lines(path):
        try:
            job = _job(line, number)
        except RefusedLineError as reason:
            problems.append(f"{path.name}, regel {number}: {reason}")
        else:
            jobs.setdefault((job.id, job.name), job)
    return list(jobs.values()), problems


def ids_twice(jobs: list[Job]) -> Iterator[str]:
    """A sentence in Dutch for each id that stands before two different names."""
    lines: dict[str, int] = {}
    for job in jobs:
        first = lines.setdefault(job.id, job.line)
        if first != job.line:
            yield (
                f"regel {job.line}: '{job.id}' staat ook op regel {first}, met een andere naam. "
                "Geef elke naam een eigen nummer."
            )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.removeprefix(BOM_UTF8).strip():
                yield number, line.removeprefix(BOM_UTF8)


def _job(line: bytes, number: int) -> Job:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedLineError("dit is geen UTF-8; sla het bestand op als UTF-8.") from None
    identity, tab, name = text.partition("\t")
    identity, name = identity.strip(), " ".join(name.split())
    if not tab:
        raise RefusedLineError("hier staat geen tab; zet op elke regel een nummer, tab en naam.")
    if not identity or not name:
        raise RefusedLineError(f"{'de naam' if identity else 'het nummer'} voor of na de tab mist.")
    if len(identity.split()) > 1:
        raise RefusedLineError(f"in het nummer '{identity}' staat een spatie; haal die weg.")
    return Job(identity, name, number)
