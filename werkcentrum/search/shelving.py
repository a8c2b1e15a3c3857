"""Takes a ranker apart into arrays and JSON to keep on disk, and puts it together again."""

from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

from werkcentrum.search import encoding, store
from werkcentrum.search.calibrate import Logistic
from werkcentrum.search.compounds import Splitter
from werkcentrum.search.cues import CueCounter
from werkcentrum.search.danger import Alarm, Threshold
from werkcentrum.search.embed import Embedder
from werkcentrum.search.judge import Judge
from werkcentrum.search.language import LanguageGuesser
from werkcentrum.search.learned import Learned
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.literal import LiteralTerms
from werkcentrum.search.postings import Array, Arrays, Hashes
from werkcentrum.search.reading import Reader
from werkcentrum.search.records import Cue, Phrase
from werkcentrum.search.shelf import Examples, Services
from werkcentrum.search.wording import Wording

_JUDGEMENTS: Final = ("fits", "sure", "employer")
_THRESHOLDS: Final = ("fits_from", "sure_from", "employer_from", "resident_below")


@dataclass(frozen=True)
class Parts:
    """What a ranker is put together from.

    `known`: words that are spelled right; `sentences`: vectors of what was learned from, for who
    learns again.
    """

    reader: Reader
    learned: Learned
    services: Services
    examples: Examples
    lexical: LexicalIndex
    terms: LiteralTerms
    explained: Arrays
    wording: Wording
    learns_services: bool
    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    known: Hashes
    alarm: Alarm
    sentences: Arrays


def save(path: Path, parts: Parts, judge: Judge) -> None:
    """Keep everything in a folder; an older one is replaced only when the new one is whole."""
    arrays: dict[str, Array] = {
        **parts.learned.arrays("services"),
        **parts.alarm.learned.arrays("alarm"),
        **parts.sentences,
        **parts.services.arrays(),
        **parts.examples.arrays(),
        **parts.lexical.arrays(),
        **parts.terms.arrays(),
        **parts.explained,
        **parts.wording.arrays(),
        "known": parts.known.array,
        "alarm_bounds": parts.alarm.bounds,
        "language_tokens": parts.reader.guesser.tokens.array,
        "language_weights": parts.reader.guesser.weights,
    }
    meta = {
        "embedder": parts.reader.embedder.version,
        "labels": parts.learned.labels,
        "alarm": {
            "labels": parts.alarm.learned.labels,
            "digest": parts.alarm.digest,
            "model": parts.alarm.threshold.model.to_lists(),
            "lowest": parts.alarm.threshold.lowest,
        },
        "learns_services": parts.learns_services,
        "phrases": [list(astuple(phrase)) for phrase in parts.phrases],
        "cues": [list(astuple(cue)) for cue in parts.cues],
        "judgements": {name: getattr(judge, name).to_lists() for name in _JUDGEMENTS},
        "thresholds": {name: getattr(judge, name) for name in _THRESHOLDS},
    }
    store.save(path, arrays, meta)


def load(path: Path, embedder: Embedder) -> tuple[Parts, Judge]:
    """The parts with their arrays mapped from disk.

    Raises FileNotFoundError when there are none, ValueError when they were made with another
    sentence encoder or another format.
    """
    arrays, meta = store.load(path)
    if meta["embedder"] != embedder.version:
        raise ValueError(f"saved with {meta['embedder']}, not with {embedder.version}")
    services, examples = Services(arrays), Examples(arrays)
    known = Hashes(arrays["known"])
    phrases = tuple(Phrase(*row) for row in meta["phrases"])
    cues = tuple(Cue(*row) for row in meta["cues"])
    guesser = LanguageGuesser(Hashes(arrays["language_tokens"]), arrays["language_weights"])
    parts = Parts(
        reader=Reader(guesser, phrases, embedder),
        learned=Learned.from_arrays(meta["labels"], arrays, "services"),
        services=services,
        examples=examples,
        lexical=LexicalIndex.from_arrays(arrays, len(services), Splitter(known)),
        terms=LiteralTerms.from_arrays(arrays),
        explained=arrays,
        wording=Wording.from_arrays(arrays, len(examples)),
        learns_services=meta["learns_services"],
        phrases=phrases,
        cues=cues,
        known=known,
        alarm=_alarm(arrays, meta["alarm"], CueCounter(cues, known)),
        sentences={name: arrays[name] for name in encoding.KEPT},
    )
    return parts, _judge(meta)


def _alarm(arrays: Arrays, meta: dict[str, Any], counter: CueCounter) -> Alarm:
    learned = Learned.from_arrays(meta["labels"], arrays, "alarm")
    threshold = Threshold(Logistic.from_lists(meta["model"]), meta["lowest"])
    return Alarm(learned, arrays["alarm_bounds"], counter, threshold, meta["digest"])


def _judge(meta: dict[str, Any]) -> Judge:
    found: dict[str, Any] = dict(meta["thresholds"])
    for name, data in meta["judgements"].items():
        found[name] = Logistic.from_lists(data)
    return Judge(**found)
