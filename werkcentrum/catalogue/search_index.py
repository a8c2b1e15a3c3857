"""The region's ranker: learned from its services and example questions, kept on disk.

The name on disk holds a digest of everything the ranker learns from, so a ranker is built once
per content and every worker loads the same one.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from werkcentrum.catalogue.models import ExampleQuestion, Service
from werkcentrum.partners.models import Region
from werkcentrum.search import sources
from werkcentrum.search.ranker import Cue, Document, Example, Phrase, Ranker

# Raise when the way of learning changes, so that rankers on disk are built anew.
LEARNING_VERSION = 1
_WORDS = Path(sources.__file__).with_name("data") / "words-nl.txt.gz"
_memory: dict[str, tuple[int, Ranker]] = {}


@dataclass(frozen=True)
class Lessons:
    """Everything a ranker learns from."""

    documents: tuple[Document, ...]
    examples: tuple[Example, ...]
    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    words: frozenset[str]

    def digest(self) -> str:
        """Sixteen hexadecimal digits that differ when anything to learn differs."""
        content = [
            LEARNING_VERSION,
            len(self.words),
            [asdict(d) for d in self.documents],
            [asdict(e) for e in self.examples],
            [asdict(p) for p in self.phrases],
            [asdict(c) for c in self.cues],
        ]
        text = json.dumps(content, sort_keys=True, default=sorted)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def ranker_of(region: Region) -> Ranker:
    """The ranker for the present content; built when it is not on disk yet (seconds).

    Raises ValueError when the region has no services.
    """
    known = _memory.get(str(region.pk))
    if known is None or known[0] != region.content_version:
        known = _memory[str(region.pk)] = (region.content_version, _load_or_build(region))
    return known[1]


def forget_rankers() -> None:
    """Drop what is in memory; tests start fresh."""
    _memory.clear()


@cache
def dutch_words() -> frozenset[str]:
    """The word list for splitting compounds; empty when the front end was not built."""
    return sources.read_words(_WORDS) or frozenset()


def lessons_of(region: Region) -> Lessons:
    """What the ranker of a region learns from; danger words and phrases are the same for all."""
    base = Path(settings.REGIONS_DIR) / "_base"
    return Lessons(
        documents=_documents(region),
        examples=_examples(region),
        phrases=sources.read_phrases(base),
        cues=sources.read_cues(base),
        words=dutch_words(),
    )


def _load_or_build(region: Region) -> Ranker:
    lessons = lessons_of(region)
    path = Path(settings.VAR_DIR) / "index" / f"{region.key}-{lessons.digest()}"
    try:
        return Ranker.load(path)
    except (FileNotFoundError, ValueError):
        ranker = _fit(lessons)
    path.parent.mkdir(parents=True, exist_ok=True)
    ranker.save(path)
    _remove_older(path)
    return ranker


def _fit(lessons: Lessons) -> Ranker:
    return Ranker.fit(
        lessons.documents,
        lessons.examples,
        words=lessons.words,
        phrases=lessons.phrases,
        cues=lessons.cues,
    )


def _remove_older(path: Path) -> None:
    region_key = path.name.rpartition("-")[0]
    for old in path.parent.iterdir():
        if old.name.rpartition("-")[0] == region_key and old != path:
            shutil.rmtree(old, ignore_errors=True)


def _documents(region: Region) -> tuple[Document, ...]:
    return tuple(
        Document(
            key=service.key,
            title=service.title,
            summary=service.summary,
            text=" ".join([*service.what_you_get, service.for_whom, service.first_step]),
            terms=tuple(service.terms),
            audiences=frozenset(service.audience),
        )
        for service in Service.objects.filter(region=region).order_by("key")
    )


def _examples(region: Region) -> tuple[Example, ...]:
    rows = ExampleQuestion.objects.filter(region=region).order_by("label", "text", "lang")
    return tuple(Example(row.text, row.lang, row.label, row.is_near_miss) for row in rows)
