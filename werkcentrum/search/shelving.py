"""Takes a ranker apart into arrays and JSON to keep on disk, and puts it together again."""

from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

from werkcentrum.search import store
from werkcentrum.search.calibrate import Logistic
from werkcentrum.search.compounds import Splitter
from werkcentrum.search.embed import Embedder
from werkcentrum.search.judge import Judge
from werkcentrum.search.language import LanguageGuesser
from werkcentrum.search.learned import Learned
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.literal import LiteralTerms
from werkcentrum.search.postings import Array, Arrays, Hashes, Numbers
from werkcentrum.search.reading import Reader
from werkcentrum.search.records import Cue, Phrase
from werkcentrum.search.shelf import Examples, Services
from werkcentrum.search.sparse import TfIdf
from werkcentrum.search.wording import Wording

_JUDGEMENTS: Final = ("fits", "sure", "employer", "danger")
_THRESHOLDS: Final = ("fits_from", "sure_from", "employer_from", "resident_below", "danger_from")


@dataclass(frozen=True)
class Parts:
    """What a ranker is put together from. `known`: words that are spelled right."""

    reader: Reader
    learned: Learned
    services: Services
    examples: Examples
    lexical: LexicalIndex
    terms: LiteralTerms
    explained: Arrays
    wording: Wording | None
    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    known: Hashes


def save(path: Path, parts: Parts, judge: Judge) -> None:
    """Keep everything in a folder; an older one is replaced only when the new one is whole."""
    arrays: dict[str, Array] = {
        **parts.learned.arrays(),
        **parts.services.arrays(),
        **parts.examples.arrays(),
        **parts.lexical.arrays(),
        **parts.terms.arrays(),
        **parts.explained,
        **(parts.wording.arrays() if parts.wording else {}),
        "known": parts.known.array,
        **parts.learned.by_word.vocabulary.arrays("word_columns"),
        **parts.learned.by_letter.vocabulary.arrays("letter_columns"),
        **parts.reader.guesser.tokens.arrays("language_rows"),
        "word_idf": parts.learned.by_word.idf,
        "letter_idf": parts.learned.by_letter.idf,
        "language_weights": parts.reader.guesser.weights,
    }
    meta = {
        "embedder": parts.reader.embedder.version,
        "labels": parts.learned.labels,
        "has_wording": parts.wording is not None,
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
    guesser = LanguageGuesser(
        Numbers.from_arrays(arrays, "language_rows"), arrays["language_weights"]
    )
    parts = Parts(
        reader=Reader(guesser, phrases, embedder),
        learned=_learned(arrays, meta),
        services=services,
        examples=examples,
        lexical=LexicalIndex.from_arrays(arrays, len(services), Splitter(known)),
        terms=LiteralTerms.from_arrays(arrays),
        explained=arrays,
        wording=Wording.from_arrays(arrays, len(examples)) if meta["has_wording"] else None,
        phrases=phrases,
        cues=tuple(Cue(*row) for row in meta["cues"]),
        known=known,
    )
    return parts, _judge(meta)


def _learned(arrays: Arrays, meta: dict[str, Any]) -> Learned:
    by_letter = TfIdf(Numbers.from_arrays(arrays, "letter_columns"), arrays["letter_idf"])
    by_word = TfIdf(Numbers.from_arrays(arrays, "word_columns"), arrays["word_idf"])
    return Learned(meta["labels"], by_word, by_letter, dict(arrays))


def _judge(meta: dict[str, Any]) -> Judge:
    found: dict[str, Any] = dict(meta["thresholds"])
    for name, data in meta["judgements"].items():
        found[name] = Logistic.from_lists(data)
    return Judge(**found)
