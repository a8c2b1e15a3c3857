"""The region's ranker: learned from its services and example questions, kept on disk.

The name on disk holds a digest of everything the ranker learns from, so a ranker is built once
per content and every worker loads the same one.
"""

import gzip
import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from werkcentrum.catalogue.models import ExampleQuestion, Service
from werkcentrum.partners.models import Region
from werkcentrum.search.ranker import Document, Example, Ranker

# Raise when the way of learning changes, so that rankers on disk are built anew.
LEARNING_VERSION = 1
_WORDS = Path(__file__).resolve().parent.parent / "search" / "data" / "words-nl.txt.gz"
_memory: dict[str, tuple[int, Ranker]] = {}


def ranker_of(region: Region) -> Ranker:
    """The ranker for the present content; built when it is not on disk yet (seconds)."""
    known = _memory.get(str(region.pk))
    if known is None or known[0] != region.content_version:
        known = _memory[str(region.pk)] = (region.content_version, _load_or_build(region))
    return known[1]


def forget_rankers() -> None:
    """Drop what is in memory; tests start fresh."""
    _memory.clear()


def dutch_words() -> frozenset[str]:
    """The word list for splitting compounds; empty when the front end was not built."""
    if not _WORDS.exists():
        return frozenset()
    return frozenset(gzip.decompress(_WORDS.read_bytes()).decode().split())


def _load_or_build(region: Region) -> Ranker:
    documents, examples = _documents(region), _examples(region)
    path = _path(region, documents, examples)
    if path.exists():
        return Ranker.load(path)
    ranker = Ranker.fit(documents, examples, words=dutch_words())
    _save(ranker, path)
    return ranker


def _save(ranker: Ranker, path: Path) -> None:
    """Write beside it and rename: another process never sees half a ranker. Old ones go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    ranker.save(unfinished)
    if path.exists():
        _remove(unfinished)
        return
    unfinished.rename(path)
    region_key = path.name.rpartition("-")[0]
    for old in path.parent.glob(f"{region_key}-*"):
        if old.name != path.name and old.name.rpartition("-")[0] == region_key:
            _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _path(region: Region, documents: list[Document], examples: list[Example]) -> Path:
    content = [
        LEARNING_VERSION,
        _WORDS.stat().st_size if _WORDS.exists() else 0,
        [asdict(document) for document in documents],
        [asdict(example) for example in examples],
    ]
    text = json.dumps(content, sort_keys=True, default=sorted)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Path(settings.VAR_DIR) / "index" / f"{region.key}-{digest}"


def _documents(region: Region) -> list[Document]:
    return [
        Document(
            key=service.key,
            title=service.title,
            summary=service.summary,
            text=" ".join([*service.what_you_get, service.for_whom, service.first_step]),
            terms=tuple(service.terms),
            audiences=frozenset(service.audience),
        )
        for service in Service.objects.filter(region=region).order_by("key")
    ]


def _examples(region: Region) -> list[Example]:
    rows = ExampleQuestion.objects.filter(region=region).order_by("label", "text", "lang")
    return [
        Example(text=row.text, lang=row.lang, label=row.label, near_miss=row.is_near_miss)
        for row in rows
    ]
