"""Makes a ranker from services, example questions, foreign phrases and danger words."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from werkcentrum.search.embed import Embedder, SentenceEncoder
from werkcentrum.search.fitting import HeldOut, fit_judge, hold_out
from werkcentrum.search.language import LanguageGuesser
from werkcentrum.search.learning import BALANCED, Mix, learn
from werkcentrum.search.ranker import Knowledge, Ranker
from werkcentrum.search.reading import Reader, Reading
from werkcentrum.search.records import Cue, Document, Example, Phrase
from werkcentrum.search.samples import Sample, collect


@dataclass(frozen=True)
class Rehearsal:
    """Everything learned from, and evidence about each question from a model without it."""

    samples: tuple[Sample, ...]
    readings: tuple[Reading, ...]
    held_out: HeldOut


def train(
    documents: Iterable[Document],
    examples: Iterable[Example],
    words: frozenset[str] | None = None,
    *,
    phrases: Iterable[Phrase] = (),
    cues: Iterable[Cue] = (),
    embedder: Embedder | None = None,
    mix: Mix = BALANCED,
) -> Ranker:
    """A ranker that judges its own answers. The same input gives the same ranker.

    `words` are Dutch words to split compounds with. Raises ValueError without any service or
    when two services have the same key.
    """
    draft, rehearsal = rehearse(
        documents, examples, words, phrases=phrases, cues=cues, embedder=embedder, mix=mix
    )
    judge = fit_judge(
        draft.knowledge.documents,
        rehearsal.samples,
        rehearsal.readings,
        rehearsal.held_out,
        draft.views,
    )
    return draft.judged_by(judge)


def rehearse(
    documents: Iterable[Document],
    examples: Iterable[Example],
    words: frozenset[str] | None = None,
    *,
    phrases: Iterable[Phrase] = (),
    cues: Iterable[Cue] = (),
    embedder: Embedder | None = None,
    mix: Mix = BALANCED,
) -> tuple[Ranker, Rehearsal]:
    """A ranker without judgements yet, and what it makes of questions it never saw.

    For `train`, and for choosing weights. Raises ValueError as `train` does.
    """
    examples, phrases, cues = tuple(examples), tuple(phrases), tuple(cues)
    documents = tuple(sorted(documents, key=lambda document: document.key))
    if not documents or len({document.key for document in documents}) < len(documents):
        raise ValueError("a ranker needs services, each with a key of its own")
    samples = tuple(collect(documents, examples, cues))
    knowledge = Knowledge(documents, samples, phrases, cues, words)
    guesser = LanguageGuesser.fit(examples, phrases)
    reader = Reader(guesser, phrases, embedder or SentenceEncoder())
    readings = reader.read_all([s.text for s in samples], [s.lang for s in samples])
    trust = np.array([sample.trust for sample in samples], np.float32)
    learned, training = learn(readings, [sample.labels for sample in samples], trust, mix)
    draft = Ranker(knowledge, reader, learned)
    held_out = hold_out(samples, readings, draft.gatherer, training)
    return draft, Rehearsal(samples, tuple(readings), held_out)
