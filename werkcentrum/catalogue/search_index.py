"""The region's ranker: learned from its services and example questions, kept on disk.

The name on disk holds a digest of everything the ranker learns from, so a ranker is built once
per content, by one process, and every worker loads the same one.
"""

import hashlib
import json
import math
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings

from werkcentrum.catalogue.models import ExampleQuestion, Service
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.core.alone import only_one
from werkcentrum.core.memory import per_version
from werkcentrum.partners.models import Region
from werkcentrum.search import sources
from werkcentrum.search.material import Material, way_of_learning
from werkcentrum.search.ranker import Document, Example, Ranker
from werkcentrum.search.training import train

Row = Mapping[str, Any]
_WORDS = Path(sources.__file__).with_name("data") / "words-nl.txt.gz"
_LEARNED_FROM = (
    "key", "title", "summary", "what_you_get", "for_whom", "first_step", "terms", "audience",
    "related",
)  # fmt: skip
# The one before it too: a page that is being made goes on with what it began with.
_RANKERS_KEPT = 2
# A ranker grows with the content it learned from.
_LARGER_THAN_LAST = 1.2
_MEGABYTE = 1_000_000
_memory: dict[str, dict[Path, Ranker]] = {}


class NoRoomError(OSError):
    """The disk has no room for another ranker."""


def digest_of(material: Material) -> str:
    """Sixteen hexadecimal digits that differ when anything to learn differs."""
    content = [
        way_of_learning(),
        _word_list(),
        [asdict(d) for d in material.documents],
        [asdict(e) for e in material.examples],
        [asdict(p) for p in material.phrases],
        [asdict(c) for c in material.cues],
    ]
    text = json.dumps(content, sort_keys=True, default=sorted)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def ranker_of(region: Region) -> Ranker:
    """The ranker for the present content; built when it is not on disk yet (seconds).

    Raises ValueError when the region has no services.
    """
    path, before = ranker_path(region), _memory.get(str(region.pk), {})
    if path not in before:
        ranker = _load_or_build(path, partial(material_of, region))
        kept = list(before.items())[1 - _RANKERS_KEPT :]
        before = _memory[str(region.pk)] = dict(kept) | {path: ranker}
    return before[path]


@per_version
def ranker_path(region: Region) -> Path:
    """Where the ranker for the present content is, or will be; its name tells the content."""
    return _path(region.key, material_of(region))


def learn_ahead(contents: Contents) -> None:
    """Build the ranker for what is about to be loaded, so that no visitor waits for it.

    Raises NoRoomError, or OSError when the disk fills up meanwhile.
    """
    material = _material_in(contents)
    _load_or_build(_path(contents.key, material), lambda: material)


def lacking_room(region_key: str) -> int:
    """Megabytes that must be freed before a new ranker fits on the disk; 0 when it fits."""
    last = _newest_path(region_key)
    if last is None:
        return 0
    wanted = _LARGER_THAN_LAST * sum(file.stat().st_size for file in last.iterdir())
    return max(0, math.ceil((wanted - shutil.disk_usage(last).free) / _MEGABYTE))


def ranker_on_trial(contents: Contents) -> Ranker:
    """A ranker for contents that may never be loaded: it is not kept."""
    return _fit(_material_in(contents), _newest(contents.key))


def forget_older_rankers(region: Region) -> None:
    """Drop the rankers of content the region no longer has."""
    path, kept = ranker_path(region), _memory.get(str(region.pk), {})
    _memory[str(region.pk)] = {at: ranker for at, ranker in kept.items() if at == path}


def forget_rankers() -> None:
    """Drop what is in memory; tests start fresh."""
    _memory.clear()


@cache
def dutch_words() -> frozenset[str]:
    """The word list for splitting compounds; empty when the front end was not built.

    Takes 45 MB, and only who learns needs it.
    """
    return sources.read_words(_WORDS) or frozenset()


@cache
def _word_list() -> str:
    """A digest of the word list; "" when the front end was not built."""
    return hashlib.sha256(_WORDS.read_bytes()).hexdigest() if _WORDS.exists() else ""


def material_of(region: Region) -> Material:
    """What the ranker of a region learns from; danger words and phrases are the same for all."""
    return _material(
        Service.objects.filter(region=region).order_by("key").values(*_LEARNED_FROM),
        ExampleQuestion.objects.filter(region=region)
        .order_by("label", "text", "lang")
        .values("text", "lang", "label", "is_near_miss"),
    )


def _material_in(contents: Contents) -> Material:
    services = ({"key": key, **values} for key, values in contents.services.items())
    return _material(services, contents.examples)


def _material(services: Iterable[Row], examples: Iterable[Row]) -> Material:
    base = Path(settings.REGIONS_DIR) / "_base"
    return Material(
        documents=_documents(services),
        examples=_examples(examples),
        phrases=sources.read_phrases(base),
        cues=sources.read_cues(base),
    )


def _path(region_key: str, material: Material) -> Path:
    return _folder() / f"{region_key}-{digest_of(material)}"


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "index"


def _load_or_build(path: Path, material: Callable[[], Material]) -> Ranker:
    ranker = _on_disk(path)
    if ranker is None:
        with only_one(path.with_name(f"{_region_key(path)}.lock")):
            # Who waited here finds what the other built.
            ranker = _on_disk(path)
            if ranker is None:
                _remove_unfinished(path)
                # Found out before the minute of learning, and not only after it.
                if lacking := lacking_room(_region_key(path)):
                    raise NoRoomError(f"De schijf is vol: maak {lacking} MB vrij.")
                ranker = _fit(material(), _newest(_region_key(path)))
                ranker.save(path)
                _remove_older(path)
    return ranker


def _on_disk(path: Path) -> Ranker | None:
    try:
        return Ranker.load(path)
    except (FileNotFoundError, ValueError):
        return None


def _fit(material: Material, before: Ranker | None) -> Ranker:
    return train(replace(material, words=dutch_words()), before=before)


def _newest(region_key: str) -> Ranker | None:
    """The last ranker of the region, which knows most of what there is to learn."""
    path = _newest_path(region_key)
    return _on_disk(path) if path else None


def _newest_path(region_key: str) -> Path | None:
    return max(_whole(region_key), key=lambda old: old.stat().st_mtime, default=None)


def _remove_older(path: Path) -> None:
    """Keep the one before this too: a worker may still be at the older content."""
    others = [old for old in _whole(_region_key(path)) if old != path]
    before = max(others, key=lambda old: old.stat().st_mtime, default=None)
    for old in others:
        if old != before:
            shutil.rmtree(old, ignore_errors=True)


def _remove_unfinished(path: Path) -> None:
    """What a killed process left of the rankers of this region."""
    for old in path.parent.iterdir():
        if old.is_dir() and old.suffix and _region_key(old) == _region_key(path):
            shutil.rmtree(old, ignore_errors=True)


def _whole(region_key: str) -> list[Path]:
    """The rankers of a region on disk, without those that are being written."""
    return [
        path
        for path in (_folder().iterdir() if _folder().exists() else ())
        if path.is_dir() and not path.suffix and _region_key(path) == region_key
    ]


def _region_key(path: Path) -> str:
    return path.name.rpartition("-")[0]


def _documents(services: Iterable[Row]) -> tuple[Document, ...]:
    """Ordered here: databases do not agree on where a hyphen goes."""
    return tuple(
        Document(
            key=service["key"],
            title=service["title"],
            summary=service["summary"],
            text=" ".join([*service["what_you_get"], service["for_whom"], service["first_step"]]),
            terms=tuple(service["terms"]),
            audiences=frozenset(service["audience"]),
            related=tuple(service["related"]),
        )
        for service in sorted(services, key=lambda service: str(service["key"]))
    )


def _examples(examples: Iterable[Row]) -> tuple[Example, ...]:
    found = (Example(e["text"], e["lang"], e["label"], e["is_near_miss"]) for e in examples)
    return tuple(sorted(found, key=lambda example: (example.label, example.text, example.lang)))
